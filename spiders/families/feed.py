"""RSS and Atom: the last posts of a section, with the day of publication and often the whole text.

A feed holds the last posts alone: its end is no end (`capped`), but where it has pages or archives (RFC 5005, or
WordPress' `?paged=2`) and the last of them was reached.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import feedparser
from selectolax.lexbor import LexborHTMLParser

from crawler.errors import LayoutChanged
from crawler.items import NO_SELECTORS, Article, Item, Listing, NextPage, Selectors, Words
from crawler.page import Page
from crawler.text import clean
from spiders.families import notpost, paging, xmlroot
from spiders.families.base import Family
from spiders.families.select import paragraphs

_ROOTS = frozenset({"rss", "feed", "rdf"})
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ENCODING = re.compile(r"^\s*<\?xml[^>]*\?>")
_SLASHES = re.compile(r"^(https?):/{0,1}(?=[^/])", re.IGNORECASE)  # `http:moc.gov.vn/…`
_ONWARD = ("next", "prev-archive")
_BACK = frozenset({"previous", "first"})
_HISTORY = "purl.org/syndication/history/1.0"
_WHOLE = re.compile(r"<(?:\w+:)?complete\s*/>")
_ARCHIVE = re.compile(r"<(?:\w+:)?archive\s*/>")
_WORDPRESS = re.compile(r"wordpress\.org|^WordPress", re.IGNORECASE)
_PAGED = "paged"
_NOTHING = "không có mục nào"


class Feed(Family):
    name = "feed"

    def recognise(self, page: Page) -> str | None:
        """The root element of a feed."""
        found = xmlroot.root(page)
        return f"<{found}>" if found in _ROOTS else None

    def listing(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Listing:
        """The feed's entries. Its end is no end of the section, but for the last of its pages."""
        data = _parsed(page) if self.recognise(page) else {}
        found = [item for entry in data.get("entries", ()) if (item := _item(page, entry)) is not None]
        if data and not data.get("entries") and guessed(page.url):
            return Listing((), None, _NOTHING)
        if not found:
            raise notpost.no_post(page, "mục tin của nguồn tin RSS, Atom")
        items = tuple({item.url: item for item in reversed(found)}.values())[::-1]
        following = _next(page, data["feed"])
        capped = following is not None or not _last(page, data["feed"])
        return Listing(items, following, capped=capped, title=_line(data["feed"].get("title")))

    def article(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Article:
        """None: a feed is no post's page."""
        raise LayoutChanged(page.url, "trang của một tin, bài: đây là nguồn tin")


def _parsed(page: Page) -> dict[str, Any]:
    """The feed as feedparser reads it, without its DOCTYPE: entities declared there may be endless."""
    text = _DOCTYPE.sub("", _ENCODING.sub("", page.text.replace("\x00", ""), count=1), count=1)
    body = BytesIO(text.encode("utf-8", "replace"))  # a stream: bytes alone may be taken for the name of a file
    headers = {"content-type": "application/xml; charset=utf-8"}
    parsed = feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    return dict(parsed)


def _item(page: Page, entry: Any) -> Item | None:
    title = _line(entry.get("title"))
    date = _date(entry)
    url = _address(page, entry)
    if not url:
        return _whole(page, entry, title, date)
    summary, author = _line(entry.get("summary")), clean(str(entry.get("author", "")))
    return Item(url, title, date, summary, author) if title else None


def _address(page: Page, entry: Any) -> str:
    """Where the entry leads: "" where it has no page of its own. Broken addresses are mended."""
    href = "".join(str(entry.get("link") or "").split())
    return paging.address(page, _SLASHES.sub(r"\1://", href)) if href else ""


def _date(entry: Any) -> Words | None:
    """The words of publication. Those of the last change are none: Atom's `updated`, and `dc:date`, which may be it."""
    words = clean(str(dict.get(entry, "published") or ""))
    return Words(words, "feed", "pubDate, published") if words else None


def _whole(page: Page, entry: Any, title: str, date: Words | None) -> Item | None:
    """An entry without a page of its own, whose text the feed holds: the feed's address with its id as fragment."""
    mark = clean(str(entry.get("id") or ""))
    contents = entry.get("content") or [{}]
    text = _text(str(contents[0].get("value") or ""))
    if not (mark and title and text):
        return None
    whole = Article(title, text, (date,) if date else (), article_id=mark)
    return Item(f"{page.url.partition('#')[0]}#{quote(mark, safe='')}", title, date, whole=whole)


def guessed(url: str) -> bool:
    """Whether it is the address of a WordPress feed's later page: one past the end answers with an empty feed."""
    return _number(url) > 1


def _number(url: str) -> int:
    said = parse_qs(urlsplit(url).query).get(_PAGED, ["1"])[-1]
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 1


def _next(page: Page, channel: Any) -> NextPage | None:
    """The next page, or the archive before, of a paged or archived feed (RFC 5005); WordPress' are counted."""
    links = [link for link in channel.get("links", ()) if link.get("rel") in _ONWARD]
    url = next((url for link in links if (url := paging.address(page, str(link.get("href") or "")))), "")
    if not url and _WORDPRESS.search(str(channel.get("generator") or "")):
        url = paging.with_number(page.url, _PAGED, _number(page.url) + 1)
    return NextPage(url) if url and url != page.url else None


def _last(page: Page, channel: Any) -> bool:
    """Whether a page of a feed that leads nowhere says that it is the last one of several, or the whole."""
    if _HISTORY in page.text and (_WHOLE.search(page.text) or _ARCHIVE.search(page.text)):
        return True
    back = any(link.get("rel") in _BACK for link in channel.get("links", ()))
    return back and (paging.number(page.url) or 0) > 1


def _line(html: Any) -> str:
    return clean(_text(str(html or "")).replace("\n", " "))


def _text(html: str) -> str:
    return paragraphs(LexborHTMLParser(html).body) if "<" in html or "&" in html else clean(html)
