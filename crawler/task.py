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
class Ground:
    """Known ground of a section in proven date order: earlier readings that join show it whole up to `last`.

    `entries`: all posts that its listing has shown; `total`: how many its pager told of, where it told.
    """

    last: date
    entries: frozenset[str]
    total: int | None = None


@dataclass(frozen=True)
class Again:
    """A post whose page is to be read again. `listing_reliable` is what its date was chosen by."""

    entry: str
    item: Item
    listing_reliable: bool | None = None


@dataclass(frozen=True)
class SectionTask:
    """One section to read. `id` is its id in the store; `kind` its type in the registry (auto, listing, feed …).

    `hosts` are the owner's (fit for `identity.same_site`); `family` the one named in the registry or learnt before.
    `proven`: an earlier reading went to the listing's end and met no inversion. `unread`: posts that earlier readings
    showed and did not get. `layout`: what earlier readings learnt of its list pages, which is held from now on.
    `ground`: where its reading may end; None: it is read to its own end. `again`: posts whose pages are due to be read
    once more. `conditional`: whether servers may be asked if its pages have changed; False once a week, to be sure.
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
    ground: Ground | None = None
    again: tuple[Again, ...] = ()
    conditional: bool = False
    no_posts: frozenset[str] = frozenset()  # entries that have turned out of late to be none


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
