"""What spiders hand to the pipelines: a post's page, a list page, a page that could not be read. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from crawler.items import Article, Item
from crawler.ledger import After, Outcome
from crawler.page import Page

STATIC_PAGE, OFFSITE = "static_page", "offsite"  # how details begin of entries that have turned out to be no posts


@dataclass(frozen=True)
class FoundPost:
    """A post as it was found. `page` is None where it came whole from a feed's or an API's answer already kept."""

    crawl: str
    section: str
    owner: str  # agency id, or `portal`
    channel: str
    dedicated: bool
    seq: int
    entry: str
    item: Item  # what the listing said
    article: Article
    family: str
    page: Page
    status: int
    fetched_at: datetime
    listing_reliable: bool | None = None  # False: the section's listing has shown days that are not its posts' own
    origin: str = "live"
    again: bool = False  # its page was due to be read once more


@dataclass(frozen=True)
class FoundEntry:
    """What a listing said about one post, whether or not its page is read in this crawl."""

    entry: str
    url: str
    title: str
    date_words: str
    day: date | None


@dataclass(frozen=True)
class SecondWay:
    """What a feed of a section showed, once its listing had been read to its end.

    `listed`: posts that the listing showed; `shown`: posts of the feed that it should have shown; `both`: those it did;
    `added`: of the others, those taken into the section. `fault`: why the two were not compared (Vietnamese).
    """

    url: str
    listed: int = 0
    shown: int = 0
    both: int = 0
    added: int = 0
    fault: str = ""

    @property
    def recall(self) -> float | None:
        """The estimated share of the section's posts that its listing shows (capture and recapture): both / shown."""
        return self.both / self.shown if self.shown and not self.fault else None


@dataclass(frozen=True)
class FoundListPage:
    """One list page of a section, after all its posts were tried: a row of the coverage ledger."""

    crawl: str
    section: str
    seq: int
    at: datetime
    url: str
    status: int | None
    outcome: Outcome
    after: After | None
    next: str | None
    entries: tuple[FoundEntry, ...]
    undated: int
    newest: date | None
    oldest: date | None
    inversions: int
    capped: bool
    total: int | None
    family: str
    page: Page | None
    detail: str = ""
    layout: tuple[str, ...] = ()  # what it shows of its section's layout
    second: SecondWay | None = None  # on the last page of a reading


@dataclass(frozen=True)
class FailedPost:
    """A post's page that could not be read: a row of the coverage ledger."""

    crawl: str
    section: str
    seq: int
    at: datetime
    url: str
    entry: str
    status: int | None
    outcome: Outcome
    detail: str
    page: Page | None = None

    @property
    def no_post(self) -> bool:
        """Whether there was nothing to be read: a page that is no post, or one that is not the agency's."""
        return self.outcome == "not_a_post" and self.detail.startswith((STATIC_PAGE, OFFSITE))
