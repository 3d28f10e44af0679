"""Sitemaps and their indexes: addresses, and in news sitemaps titles and days of publication.

A sitemap is no listing: it also names pages that are no posts, its end is no end of the section, and `lastmod` is at
best the day of a change. An index's sitemaps are read one after another; those still to be read stand in the next one's
fragment.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import lxml.etree  # type: ignore[import-untyped]
from scrapy.utils.sitemap import Sitemap as ScrapySitemap

from crawler import identity
from crawler.errors import LayoutChanged
from crawler.items import NO_SELECTORS, Article, Item, Listing, NextPage, Selectors, Words
from crawler.page import Page
from crawler.text import clean
from spiders.families import notpost, paging, xmlroot
from spiders.families.base import Family

_ROOTS = frozenset({"urlset", "sitemapindex"})
_REST = "#con-lai="
_NO_POSTS = re.compile(
    r"taxonom|categor|chuyen-muc|(?:^|[/_.-])(?:tag|user|author|image|video|page|about|faq|siteterms|contact)s?(?=[\d_.-])",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.xml(?:\.gz)?$", re.IGNORECASE)


class Sitemap(Family):
    name = "sitemap"

    def recognise(self, page: Page) -> str | None:
        """The root element of a sitemap or an index of sitemaps."""
        found = xmlroot.root(page)
        return f"<{found}>" if found in _ROOTS else None

    def listing(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Listing:
        """The addresses of one sitemap; then the next one of its index."""
        if self.recognise(page) is None:
            raise notpost.no_post(page, "urlset, sitemapindex")
        rows = _rows(page)
        urls = {url: row for row in rows if (url := paging.address(page, row.get("loc") or ""))}
        further = [url for url in urls if _FILE.search(urlsplit(url).path) and not _NO_POSTS.search(urlsplit(url).path)]
        items = tuple(_item(url, row) for url, row in urls.items() if _may_be_post(url))
        following = _next(page, further)
        if not items and following is None and _REST not in page.url:
            raise LayoutChanged(page.url, "địa chỉ nào trong sitemap")
        return Listing(items, following, capped=True)

    def article(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Article:
        """None: a sitemap is no post's page."""
        raise LayoutChanged(page.url, "trang của một tin, bài: đây là sitemap")


def _rows(page: Page) -> list[dict[str, str]]:
    """Each entry's own words, by the names of their elements; a news sitemap's with them."""
    body = xmlroot.content(page)
    try:
        rows = [dict(row) for row in ScrapySitemap(body)]
    except (lxml.etree.XMLSyntaxError, StopIteration):
        return []
    news = _news(body) if b"publication_date" in body else {}
    return [row | news.get(row.get("loc", ""), {}) for row in rows]


def _news(body: bytes) -> dict[str, dict[str, str]]:
    """For each address what a news sitemap says of its post: `title`, `publication_date`."""
    parser = lxml.etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    tree = lxml.etree.fromstring(body, parser)
    found: dict[str, dict[str, str]] = {}
    for node in tree.iterfind("{*}url") if tree is not None else ():
        words = {name: _words(node, f"{{*}}news/{{*}}{name}") for name in ("title", "publication_date")}
        found[_words(node, "{*}loc")] = words
    return found


def _words(node: Any, path: str) -> str:
    return clean(node.findtext(path) or "")


def _item(url: str, row: dict[str, str]) -> Item:
    """An address with its news title, else with its own last step: all that the sitemap says of it."""
    day = row.get("publication_date")
    name = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2]) or url
    return Item(url, row.get("title") or clean(name), Words(day, "sitemap", "news:publication_date") if day else None)


def _may_be_post(url: str) -> bool:
    path = urlsplit(url).path
    return not _FILE.search(path) and bool(path.strip("/") or urlsplit(url).query) and identity.trap(url) is None


def _next(page: Page, further: list[str]) -> NextPage | None:
    """The next sitemap of the index, the others in its fragment; only those of this site."""
    _, _, rest = page.url.partition(_REST)
    left = [*further, *(unquote(one) for one in rest.split(",") if one)]
    left = [url for url in dict.fromkeys(left) if identity.host(url) == identity.host(page.url)]
    if not left:
        return None
    return NextPage(left[0] + (_REST + ",".join(quote(url, safe=":/") for url in left[1:])))
