"""One list page while it is read: the posts it shows, what comes after it, what the ledger keeps of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from crawler.found import FoundEntry
from crawler.items import Item, Listing, NextPage
from crawler.ledger import After


@dataclass(frozen=True)
class Candidate:
    """One post that a list page showed: its entry key, the item as printed, its day by the listing."""

    entry: str
    item: Item
    listed: date | None


@dataclass
class ListPage:
    """One list page while its posts are being read."""

    listing: Listing
    candidates: tuple[Candidate, ...]
    pending: set[str] = field(default_factory=set)
    fresh: int = 0  # entries not seen on an earlier page of this reading
    step: Step | None = None  # what comes after it, where that was settled before posts of a second way were added
    added: tuple[Candidate, ...] = ()  # posts that only a second way showed


@dataclass(frozen=True)
class Step:
    """What comes after a page that is done: the next one, or an end and its kind, or a broken pager."""

    after: After | None
    next: NextPage | None = None
    fault: str = ""  # a pager that can't be followed: the reading is unfinished, and why (Vietnamese)
    empty_words: str | None = None  # the page's own words that it lists no posts
    capped: bool = False
    total: int | None = None


@dataclass(frozen=True)
class PageSummary:
    """What the ledger keeps of a page beside its address."""

    entries: tuple[FoundEntry, ...]
    undated: int
    newest: date | None
    oldest: date | None
    inversions: int
