"""What one crawl has to do, as plain data: which sections, in which range of days, knowing what already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from crawler.items import NO_SELECTORS, Item, Selectors


@dataclass(frozen=True)
class KnownEntry:
    """A post read before: `day` is its publication day where that is certain."""

    day: date | None


@dataclass(frozen=True)
class SectionTask:
    """One section to read. `id` is its id in the store; `kind` its type in the registry (auto, listing, feed …).

    `hosts` are the owner's (fit for `identity.same_site`); `family` the one named in the registry or learnt before.
    `proven`: an earlier reading went to the listing's end and met no inversion. `unread`: posts that earlier readings
    showed and did not get. `layout`: what earlier readings learnt of its list pages, which is held from now on.
    """

    id: str
    owner: str  # agency id, or `portal`
    channel: str
    url: str
    dedicated: bool
    hosts: frozenset[str]
    kind: str = "auto"
    selectors: Selectors = NO_SELECTORS
    family: str | None = None
    verify_tls: bool = True
    proven: bool = False
    unread: tuple[Item, ...] = ()
    layout: tuple[str, ...] = ()


@dataclass(frozen=True)
class CrawlTask:
    """One crawl. `known`: entry (URL key) -> what is known of it; days from `since` to `until` are wanted."""

    crawl: str
    sections: tuple[SectionTask, ...]
    since: date
    until: date
    zone: ZoneInfo
    max_pages: int
    full: bool = False
    known: Mapping[str, KnownEntry] = field(default_factory=dict)

    def section(self, section_id: str) -> SectionTask:
        return next(section for section in self.sections if section.id == section_id)

    @property
    def days(self) -> int:
        return (self.until - self.since + timedelta(days=1)).days
