"""What the demo is made of: a province, its sites, their sections and posts. Plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

ZONE = timezone(timedelta(hours=7))  # Việt Nam: no summer time, no change since long before the plan's year
PORTAL = "portal"


@dataclass(frozen=True)
class Text:
    """What a post says. `themes` and `topics` are what its kind of text is about, by construction."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]
    topics: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        return "\n".join((self.lead, *self.paragraphs))


@dataclass(frozen=True)
class Section:
    """One listing of a site.

    `order`: newest first, or `mixed` (out of date order). `overlap`: entries of a page that the next one shows again.
    `beyond`: what the page after the last one is; `fault`: a page number and the status it answers with.
    """

    id: str
    path: str
    name: str
    channel: str = "own_site"
    dedicated: bool = False
    shape: str = "listing"  # listing, feed, blank (its posts ceased to show), empty (it says that it has none)
    order: str = "newest"
    per_page: int = 10
    overlap: int = 0
    beyond: str = "none"  # none, repeat
    fault: tuple[int, int] | None = None
    foreign: tuple[tuple[str, str], ...] = ()  # title, address on another host
    dated: bool = True  # whether its listing prints days
    registered: bool = True
    verified: bool = True


@dataclass(frozen=True)
class Credit:
    """Who the portal says a post is from. `form`: source, byline, bracket, category, lead or none."""

    form: str
    words: str
    agencies: tuple[str, ...] = ()  # audited ones it means; several candidates where the form is `none`


@dataclass(frozen=True)
class Post:
    """One planned post of a site: its true day, sections and text, and the way it is made hard to read.

    `traps`: gone, soft404, broken (its page answers 500), pdf, video, undated, nfd, pinned, alike (has another one's
    title). `document`: what kind of document it is, with a question mark where it only contains one; `signed`: that
    document's own day.
    """

    site: str
    id: int
    slug: str
    at: datetime
    sections: tuple[str, ...]  # the first is its own
    kind: str
    text: Text
    author: str = ""
    credit: Credit | None = None
    traps: frozenset[str] = frozenset()
    document: str | None = None
    signed: date | None = None
    key: str = ""
    note: str = ""

    def has(self, trap: str) -> bool:
        return trap in self.traps


@dataclass(frozen=True, eq=False)
class Site:
    """One simulated website. `base`: scheme, address and port, no slash at the end. `down`: nobody listens there.

    Compared by identity, so that what is worked out for a site can be kept beside it.
    """

    id: str
    name: str
    kind: str
    cms: str
    address: str
    base: str
    sections: tuple[Section, ...]
    posts: tuple[Post, ...]
    aliases: tuple[str, ...] = ()
    down: bool = False
    expected: tuple[tuple[str, dict[str, Any]], ...] = ()
    note: str = ""

    def section(self, section_id: str) -> Section:
        return next(section for section in self.sections if section.id == section_id)


@dataclass(frozen=True)
class Province:
    id: str
    name: str
    year: int
    sites: tuple[Site, ...]  # the portal is one of them

    def site(self, site_id: str) -> Site:
        return next(site for site in self.sites if site.id == site_id)

    @property
    def agencies(self) -> tuple[Site, ...]:
        return tuple(site for site in self.sites if site.id != PORTAL)
