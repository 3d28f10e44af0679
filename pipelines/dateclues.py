"""The places that tell a post's day of publication: in which order they are trusted, and which of them only infer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.dates import Reading
from crawler.datewords import plain
from crawler.items import DATE_PLACES, Words

ON_PAGE = ("article_line", "label", "jsonld", "meta", "time")
NEAR_TITLE = "near_title"
UPDATED = "updated"  # under "Cập nhật", on the page or in a list: publication on many sites, the last change on others
INFERRING = (NEAR_TITLE, UPDATED)  # places that only infer
_ORDER = (*ON_PAGE, *INFERRING, *(place for place in DATE_PLACES if place not in ON_PAGE))
FOR_PROGRAMS = frozenset({"jsonld", "meta", "time", "api", "feed", "sitemap"})
#: Places that one hand fills are one witness: two groups that agree make grade A. What has no group only infers.
GROUPS = {
    "article_line": "page",
    "label": "page",
    "listing": "page",
    "jsonld": "machine",
    "meta": "machine",
    "time": "machine",
    "api": "api",
    "feed": "feed",
    "sitemap": "sitemap",
    "other_url": "other_url",
}
#: Families whose feeds carry the day of the draft, not of publication.
_DRAFT_FEEDS = frozenset({"joomla"})
_CLOCK = timedelta(minutes=10)  # between a running clock and the moment of reading: servers' clocks differ
_WEEKDAY = re.compile(r"(?:thu|chu nhat|cn|t\.? ?[2-7])\b")


@dataclass(frozen=True)
class Clue:
    """One place's words and their reading. `trust`: "sound", "inferred", or "weak" (known to show another day)."""

    words: Words
    reading: Reading
    trust: str

    @property
    def place(self) -> str:
        return self.words.place

    @property
    def day(self) -> date:
        return self.reading.day


def rank(place: str) -> int:
    return _ORDER.index(place) if place in _ORDER else len(_ORDER)


def trust(place: str, reading: Reading, family: str | None, listing_reliable: bool | None) -> str:
    if place == "listing" and listing_reliable is False:
        return "weak"
    if place == "feed" and family in _DRAFT_FEEDS:
        return "weak"
    if place not in GROUPS or reading.relative or reading.weekday_conflict:
        return "inferred"
    return "sound"


def is_clock(words: Words, reading: Reading, zone: ZoneInfo, now: datetime) -> bool:
    """Whether a bare line beside the title is the page's clock: it names the moment of reading, or its day and weekday.

    A post published at that very moment is undated for it, and flagged.
    """
    if words.place != NEAR_TITLE or reading.relative:
        return False
    moment = reading.instant(zone)
    if moment is not None:
        return abs(moment - now) < _CLOCK
    return reading.day == now.astimezone(zone).date() and _WEEKDAY.match(plain(words.text)) is not None
