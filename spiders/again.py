"""Reads stored pages again as a crawl would read them today: list pages, posts, posts that stand whole on a list page.

Raises what readers raise, where a page is no longer read: `LayoutChanged`, `NotAPost`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from crawler import identity
from crawler.dates import read
from crawler.errors import LayoutChanged
from crawler.found import FoundEntry
from crawler.items import NO_SELECTORS, Article, Item, Selectors, Words
from crawler.page import Page
from spiders.answers import document
from spiders.families.registry import BY_TYPE
from spiders.readers import reader_for

_FOR_PROGRAMS = frozenset({"jsonld", "meta", "time", "api", "feed", "sitemap"})


@dataclass(frozen=True)
class How:
    """How a section's pages are read. `hosts` are its owner's; `pinned` the family that it was first read with."""

    hosts: frozenset[str]
    kind: str = "auto"
    pinned: str | None = None
    selectors: Selectors = field(default=NO_SELECTORS)


def items_again(page: Page, how: How) -> dict[str, Item]:
    """entry -> item, for all that a list page shows of the agency's posts."""
    listing = reader_for(page, kind=how.kind, pinned=how.pinned).listing(page, how.selectors)
    found: dict[str, Item] = {}
    for item in listing.items:
        if identity.same_site(item.url, how.hosts) and (item.whole or not identity.trap(item.url)):
            found.setdefault(identity.key(item.url, keep_fragment=item.whole is not None), item)
    return found


def firm(words: Words | None, zone: ZoneInfo, now: datetime) -> Words | None:
    """The words, unless they count back from a moment ("3 giờ trước"), as a saved page's of an unknown moment do."""
    found = read(words.text, zone, now=now) if words else None
    return None if found is not None and found.relative else words


def firm_article(article: Article, zone: ZoneInfo, now: datetime) -> Article:
    """The article without such words."""
    return replace(article, dates=tuple(words for words in article.dates if firm(words, zone, now)))


def entries_again(items: dict[str, Item], zone: ZoneInfo, now: datetime) -> Iterator[FoundEntry]:
    """What a listing says of each, asked for at that moment."""
    for entry, item in items.items():
        words = item.date.text if item.date else ""
        yield FoundEntry(entry, item.url, item.title, words, _day(item.date, zone, now))


def _day(words: Words | None, zone: ZoneInfo, now: datetime) -> date | None:
    """The one day that the words name; None where they name none, or may mean several."""
    if words is None:
        return None
    reading = read(words.text, zone, machine=words.place in _FOR_PROGRAMS, now=now)
    return reading.day if reading and len(reading.days) == 1 else None


def article_again(page: Page, item: Item, how: How) -> tuple[str, Article]:
    """The post on its own page, and the family that read it."""
    if document(page):
        return "document", Article(item.title, "", attachments=(page.url,), media=("pdf",))
    reader = reader_for(page, pinned=None if how.kind in BY_TYPE or how.pinned in BY_TYPE else how.pinned)
    return reader.name, reader.article(page, how.selectors)


def whole_again(page: Page, entry: str, how: How) -> tuple[Item, Article]:
    """The post that stands whole on a list page."""
    item = items_again(page, how).get(entry)
    if item is None or item.whole is None:
        raise LayoutChanged(page.url, f"tin, bài {entry}")
    return item, item.whole
