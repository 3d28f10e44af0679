"""What a crawl reads from a page: the reader that it chooses, and the date that it decides on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from crawler.errors import LayoutChanged, NotAPost
from crawler.items import Words
from crawler.page import Page
from crawler.text import clean
from pipelines.dates import Dating, choose
from spiders.readers import reader_for
from tests.benchmarks.accuracy.cases import ZONE, Case, Entry, ListCase

#: When the pages are read: the clocks on them show it.
NOW = datetime(2026, 11, 25, 9, 20, tzinfo=ZONE)


@dataclass(frozen=True)
class Answer:
    """What an extractor says of a page. `sure`: it gives `day` as the only one that it may be."""

    title: str | None
    day: date | None
    sure: bool = True
    refused: str = ""
    detail: Any = None


def read_article(case: Case, *, pinned: bool = False, listed: Words | None = None) -> Answer:
    page = Page(case.url, case.html.encode())
    try:
        reader = reader_for(page, pinned=case.family if pinned else None)
        article = reader.article(page)
    except (LayoutChanged, NotAPost) as refusal:
        return Answer(None, None, refused=type(refusal).__name__, detail=str(refusal))
    words = (*article.dates, listed) if listed else article.dates
    dating = choose(words, ZONE, now=NOW, family=reader.name)
    return Answer(clean(article.title), dating.day, len(dating.days) == 1, detail=_shown(reader.name, dating))


def _shown(family: str, dating: Dating) -> tuple[Any, ...]:
    return (family, dating.grade, dating.flags, [(one["words"], one["place"]) for one in dating.candidates])


def read_listing(case: ListCase, *, pinned: bool = False) -> tuple[Entry, ...] | str:
    """The entries, or the name of the refusal."""
    page = Page(case.url, case.html.encode())
    try:
        reader = reader_for(page, pinned=case.family if pinned else None)
        listing = reader.listing(page)
    except (LayoutChanged, NotAPost) as refusal:
        return type(refusal).__name__
    return tuple(Entry(item.url, clean(item.title), _day(item.date)) for item in listing.items)


def _day(words: Words | None) -> date | None:
    dating = choose((words,) if words else (), ZONE, now=NOW)
    return dating.day if len(dating.days) == 1 else None
