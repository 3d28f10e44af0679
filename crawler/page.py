"""A page as it was read: its address, its bytes, and on demand its text and its tree."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from crawler.charsets import decoded
from crawler.evidence.exchange import Exchange
from crawler.legacytext import modern

_META_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
# Addresses from the root that need no more than the site before them: the most by far, and `urljoin` is slow.
_FROM_ROOT = re.compile(r"/(?!/)(?:[\w\-%+=&,:~]|\.(?=\w)|/(?!/))*(?:\?[\w\-%+=&.,:~/]+)?(?:#[\w\-]+)?", re.ASCII)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True)
class Page:
    """One answer of a site. `url` is the address it was finally read at; `body` the decompressed bytes."""

    url: str
    body: bytes = field(repr=False)
    media_type: str = "text/html"
    charset: str | None = None
    received: Exchange | None = field(default=None, repr=False, compare=False)  # how it came

    @cached_property
    def text(self) -> str:
        """The body as text, what was written for old fonts in Unicode.

        BOM, then valid UTF-8, then what header, XML line or meta tag declare; where that is Latin-1 or nothing, what
        makes Vietnamese words.
        """
        for bom, name in _BOMS:
            if self.body.startswith(bom):
                return self.body[len(bom) :].decode(name, "replace")
        try:
            return modern(self.body.decode("utf-8"))
        except UnicodeDecodeError:
            return decoded(self.body, self._declared())

    def _declared(self) -> str:
        head = self.body[:4096]
        found = _XML_ENCODING.search(head) or _META_CHARSET.search(head)
        for name in (self.charset, found and found.group(1).decode("ascii", "replace")):
            try:
                if name and codecs.lookup(name):
                    return name
            except LookupError:
                continue
        return "utf-8"

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page. Parsed once, shared by all readers: select in it, never change it."""
        return LexborHTMLParser(self.text.replace("\x00", "\ufffd"))

    def join(self, href: str) -> str:
        """`href` as an absolute address, by the page's `<base>` where it has one."""
        href = href.strip()
        if _FROM_ROOT.fullmatch(href):
            return self._root + href
        try:
            return urljoin(self._base, href)
        except ValueError:
            return ""

    @cached_property
    def _root(self) -> str:
        """The site's own part of the base address, without a slash at its end."""
        return urljoin(self._base, "/")[:-1]

    @cached_property
    def _base(self) -> str:
        base = self.tree.css_first("base[href]")
        href = base.attributes.get("href") if base else None
        try:
            return urljoin(self.url, href) if href else self.url
        except ValueError:
            return self.url
