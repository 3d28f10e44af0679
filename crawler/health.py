"""How sections fare night by night: what the store gives to those who judge it, and what these find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from crawler.ledger import After, Outcome, SectionFacts


@dataclass(frozen=True)
class Look:
    """One reading of a section within one crawl: how it ended, and what its list pages showed.

    `items` and `untitled` are of its first page, `shown` and `undated` of all its pages.
    """

    crawl: str
    at: datetime
    outcome: Outcome
    status: int | None
    detail: str
    items: int
    shown: int
    undated: int
    after: After | None = None  # what came after its last page


@dataclass(frozen=True)
class PostTries:
    """Posts' pages of a section in its last crawl: `failed` are the causes, the ledger's words, of those not read."""

    read: int = 0
    untitled: int = 0
    undated: int = 0
    failed: tuple[str, ...] = ()


@dataclass(frozen=True)
class SectionRecord:
    """A section as the store knows it. `looks` oldest first; `days`: of its posts, one for each, sorted.

    `recalls`: (shown, both) of its second way, oldest first: see `crawler.found.SecondWay`.
    """

    facts: SectionFacts
    family: str | None
    looks: tuple[Look, ...] = ()
    tries: PostTries = field(default_factory=PostTries)
    days: tuple[date, ...] = ()
    recalls: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Finding:
    """Something wrong. `section` "": about the whole; `family NAME`: about a CMS family's sections.

    `covers`: sections whose own finding it stands for. `details`: Vietnamese, as they are shown.
    """

    section: str
    kind: str
    details: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """A row of table `problem`."""

    number: int
    section: str
    kind: str
    opened_at: str
    last_at: str
    closed_at: str | None
    details: str


@dataclass(frozen=True)
class SitePosts:
    """What crawls brought from one host, and what they could not read: cause -> how often."""

    new: int = 0
    changed: int = 0
    failures: Mapping[str, int] = field(default_factory=dict)
