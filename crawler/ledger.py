"""Rows of the coverage ledger and of what listings showed, as the store gives them to the judges.

The ledger is append-only. Whether a period is complete is concluded from these rows (`reports/coverage.py`), never
stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Outcome = Literal["read", "empty", "layout_changed", "not_a_post", "failed", "refused", "not_html"]
After = Literal["next", "end", "capped_end", "past_range", "known", "max_pages"]


@dataclass(frozen=True)
class SectionFacts:
    """A registered section as the store knows it. `section` is its id (text, the same after a rebuild)."""

    section: str
    owner: str  # agency id, or `portal`
    channel: str
    url: str
    dedicated: bool
    verified: bool
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class ListPageRow:
    """One attempt to read one list page of a section within one crawl.

    A *reading* of a section is all rows of one (crawl, section), by `seq` from 1. Dates are days in the province's
    zone: an item's day is its post's own where that was read, else the listing's.
    """

    crawl: str
    section: str
    seq: int
    at: datetime  # aware; when the page was asked for
    url: str
    outcome: Outcome  # `empty`: the page says in words that there are no posts
    after: After | None  # what came next; None where the page was not read
    items: int
    undated: int  # items without any day
    newest: date | None
    oldest: date | None
    inversions: int  # items on this page younger than an item before them in the reading
    capped: bool  # a feed, sitemap or "latest" box
    since: date | None  # range of the crawl; days outside it were not looked at
    until: date | None
    detail: str = ""  # the cause, where it was not read


@dataclass(frozen=True)
class EntryRow:
    """One post that a section's listing showed.

    `days` are all days it may have been published on: one for a firm date, several for a conflict, none for undated.
    `state`: `read` (its page was read), `held` (not found, gone, or failed on three different days: kept for review),
    `unread` (not read yet, for whatever reason).
    """

    section: str
    entry: str
    state: Literal["read", "held", "unread"]
    days: tuple[date, ...]
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True)
class Tally:
    """Posts of one agency that stand for one quota in one period; `period` None: undated, may belong to any.

    `count` includes `attested`; `filed` of them stood in a dedicated section; `review` may yet count.
    """

    agency: str
    quota: str
    period: str | None
    count: int = 0
    filed: int = 0
    attested: int = 0
    review: int = 0
    late: int = 0  # documents found whose own date is past the deadline
