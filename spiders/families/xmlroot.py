"""What an XML page is, by its root element and whatever its media type."""

from __future__ import annotations

import re
import zlib

from scrapy.utils.gz import gunzip

from crawler.page import Page

_HEAD = 4000  # characters in which the root begins
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>)", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([A-Za-z]+)\b")
_MAGIC = b"\x1f\x8b"
MOST = 60_000_000  # bytes of a packed file unpacked; the protocol allows 50 MB


def root(page: Page) -> str:
    """The root element's local name, in lower case; "" where there is none in sight."""
    shown = content(page)
    head = page.text[:_HEAD] if shown is page.body else shown[:_HEAD].decode("utf-8", "replace")
    head = head.lstrip("\ufeff")
    while prolog := _PROLOG.match(head):
        head = head[prolog.end() :]
    found = _ROOT.match(head)
    return found.group(1).lower() if found else ""


def content(page: Page) -> bytes:
    """The page's bytes, unpacked where it is a packed file (`sitemap.xml.gz`); as they are where that fails."""
    if not page.body.startswith(_MAGIC):
        return page.body
    try:
        return gunzip(page.body, max_size=MOST)
    except (OSError, ValueError, EOFError, zlib.error):
        return page.body
