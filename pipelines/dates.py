"""When a post was published: the choice among all the places that say so, and how far it can be trusted.

Nothing is chosen away in silence: what disagrees is flagged, and where it may be right, both days stay possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Self
from zoneinfo import ZoneInfo

from scrapy.crawler import Crawler

from crawler.dates import Reading, read
from crawler.items import Article, Item, Words
from crawler.posts import Grade
from crawler.settings import registry_of
from pipelines.dateclues import (
    FOR_PROGRAMS,
    GROUPS,
    INFERRING,
    NEAR_TITLE,
    ON_PAGE,
    UPDATED,
    Clue,
    is_clock,
    rank,
    trust,
)
from pipelines.draft import Draft

_WIDEST_ZONE = timedelta(hours=14)


@dataclass(frozen=True)
class Dating:
    """A post's date as decided. `published` is ISO 8601, with offset, or a day alone; None where there is none.

    `days` are all days that it may be: one for grades A and B, one or more for C, none for `none`. `flags` are keys of
    `crawler.date_flags.FLAGS`. `candidates` are dicts of words, place, day, time (ISO text or None) and used: whether
    its day is one of `days`.
    """

    published: str | None
    day: date | None
    source: str | None
    words: str
    grade: Grade
    days: tuple[date, ...]
    candidates: tuple[dict[str, Any], ...]
    flags: tuple[str, ...]


def candidates_of(article: Article | None, item: Item | None) -> tuple[Words, ...]:
    """All words about the publication of one post: those of its page, then the listing's."""
    own = article.dates if article else ()
    listed = (item.date,) if item and item.date else ()
    return tuple(dict.fromkeys((*own, *listed)))


def choose(
    candidates: Sequence[Words],
    zone: ZoneInfo,
    *,
    now: datetime,
    family: str | None = None,
    listing_reliable: bool | None = None,
) -> Dating:
    """The publication date that the candidates give.

    `now` is when they were read: words like "hôm qua" count from it, and nothing may be published after it.
    `listing_reliable` is False where the section's listing has shown days that are not those of its posts.
    """
    words = sorted(set(candidates), key=lambda w: (rank(w.place), w.text, w.selector))
    readings = {w: read(w.text, zone, machine=w.place in FOR_PROGRAMS, now=now) for w in words}
    clocks = {w for w, r in readings.items() if r and is_clock(w, r, zone, now)}
    told = [(w, r) for w, r in readings.items() if r and w not in clocks]
    verdict = _Verdict([Clue(w, r, trust(w.place, r, family, listing_reliable)) for w, r in told], zone, now)
    beside = {"unread"} if None in readings.values() else set()
    beside |= {"clock"} if clocks else set()
    return Dating(
        verdict.published,
        verdict.lead.day if verdict.lead else None,
        verdict.lead.place if verdict.lead else None,
        verdict.lead.reading.words if verdict.lead else "",
        verdict.grade,
        verdict.days,
        tuple(_shown(w, r, verdict.days) for w, r in readings.items()),
        tuple(sorted(verdict.flags | beside)),
    )


def _shown(words: Words, reading: Reading | None, days: tuple[date, ...]) -> dict[str, Any]:
    return {
        "words": words.text,
        "place": words.place,
        "day": reading.day.isoformat() if reading else None,
        "time": reading.time.isoformat() if reading and reading.time else None,
        "used": bool(reading and reading.day in days),
    }


class _Verdict:
    """The decision over clues in order of trust. Sound ones decide; where there are none, the others may be right."""

    def __init__(self, clues: list[Clue], zone: ZoneInfo, now: datetime) -> None:
        self.clues = clues
        self.zone = zone
        self.today = now.astimezone(zone).date()

    @cached_property
    def deciding(self) -> list[Clue]:
        return [clue for clue in self.clues if clue.trust == "sound"] or self.clues

    @cached_property
    def lead(self) -> Clue | None:
        """The most trusted clue; of several of its place and day, one that knows the time."""
        if not self.deciding:
            return None
        first = self.deciding[0]
        same = [clue for clue in self.deciding if (clue.place, clue.day) == (first.place, first.day)]
        return next((clue for clue in same if clue.reading.time), first)

    @cached_property
    def sound(self) -> bool:
        return self.lead is not None and self.lead.trust == "sound"

    @cached_property
    def agreeing(self) -> list[Clue]:
        return [clue for clue in self.deciding if self.lead and clue.day == self.lead.day]

    @cached_property
    def clocks(self) -> list[datetime]:
        """The moments that the agreeing clues name."""
        moments = (clue.reading.instant(self.zone) for clue in self.agreeing)
        return [moment for moment in moments if moment]

    @cached_property
    def published(self) -> str | None:
        """The lead's moment, or its day with the time that another place of the same page (or the API) knows."""
        if self.lead is None:
            return None
        near = [self.lead, *(clue for clue in self.agreeing if clue.place in (*ON_PAGE, "api"))]
        moments = (clue.reading.instant(self.zone) for clue in near)
        moment = next((moment for moment in moments if moment), None)
        return moment.isoformat() if moment else self.lead.day.isoformat()

    @cached_property
    def differing(self) -> list[Clue]:
        """Clues that name another day, and have a say in it."""
        return [
            clue for clue in self.clues if self.lead and self.lead.day not in clue.reading.days and self._heard(clue)
        ]

    def _heard(self, clue: Clue) -> bool:
        """What only infers is not heard against what says: "2 ngày trước", a bare line against the post's own."""
        if not self.sound or clue.trust != "inferred":
            return True
        if clue.place not in GROUPS:
            return self.lead is not None and self.lead.place not in ("article_line", "label")
        return not clue.reading.relative

    @cached_property
    def rivals(self) -> list[Clue]:
        """Those of the differing clues that may be right."""
        return [clue for clue in self.differing if not self.sound or not self._explained(clue)]

    def _explained(self, clue: Clue) -> bool:
        """Whether the difference has a known cause that leaves the lead right."""
        if clue.trust == "weak":
            return True
        if clue.place == UPDATED and not self._earlier(clue):
            return True  # the last change
        on_page = self.lead is not None and self.lead.place in ON_PAGE
        if clue.place == "feed" and on_page and self._earlier(clue):
            return True  # the draft's day
        return clue.place in ("feed", "api", "sitemap") and self._zone_slipped(clue)

    def _earlier(self, clue: Clue) -> bool:
        return self.lead is not None and clue.day < self.lead.day

    def _zone_slipped(self, clue: Clue) -> bool:
        """Whether it is the same moment under a wrong zone: apart by whole hours, or by the province's own offset."""
        moment, lead = clue.reading.instant(self.zone), self.lead
        if lead is None:
            return False
        if moment is None:
            return any(clue.day in self._shifted(clock) for clock in self.clocks)
        if not self.clocks:
            return lead.day in self._shifted(moment)
        return any(_hours_apart(moment, clock, self._offset(clock)) for clock in self.clocks)

    def _offset(self, moment: datetime) -> timedelta:
        return moment.utcoffset() or timedelta(0)

    def _shifted(self, moment: datetime) -> tuple[date, date]:
        offset = self._offset(moment)
        return (moment - offset).date(), (moment + offset).date()

    @cached_property
    def days(self) -> tuple[date, ...]:
        if self.lead is None:
            return ()
        return tuple(sorted({*self.lead.reading.days, *(day for clue in self.rivals for day in clue.reading.days)}))

    @cached_property
    def future(self) -> bool:
        return any(day > self.today + timedelta(days=1) for day in self.days)

    @cached_property
    def grade(self) -> Grade:
        if self.lead is None:
            return "none"
        if not self.sound or self.rivals or self.future:
            return "C"
        return "A" if len({GROUPS[clue.place] for clue in self.agreeing}) > 1 else "B"

    @cached_property
    def flags(self) -> set[str]:
        found = {_differs(clue.place) for clue in self.differing}
        if self.lead is None:
            return found
        found.update({"future"} if self.future else (), self._why_inferred(self.agreeing if not self.sound else ()))
        if {clue.place for clue in self.clues} == {"listing"}:
            found.add("listing_only")
        if self.lead.reading.filler_time and not self.clocks:
            found.add("filler_time")
        return found | ({"weekday_conflict"} if any(clue.reading.weekday_conflict for clue in self.clues) else set())

    def _why_inferred(self, clues: Iterable[Clue]) -> set[str]:
        weak = {f"{clue.place}_unreliable" for clue in clues if clue.trust == "weak"}
        bare = {clue.place if clue.place in INFERRING else NEAR_TITLE for clue in clues if clue.place not in GROUPS}
        return weak | bare | {"relative" for clue in clues if clue.reading.relative}


def _hours_apart(one: datetime, other: datetime, offset: timedelta) -> bool:
    apart = abs(one - other)
    rest = apart % timedelta(hours=1)
    whole = min(rest, timedelta(hours=1) - rest) < timedelta(minutes=1)
    return apart <= _WIDEST_ZONE and (whole or abs(apart - offset) < timedelta(hours=1))


def _differs(place: str) -> str:
    if place in ON_PAGE:
        return "page_differs"
    return f"{place if place in GROUPS or place == UPDATED else NEAR_TITLE}_differs"


class DatesPipeline:
    """Fills `dating` of drafts; other items as they are."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(registry_of(crawler.settings).province.zone)

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Draft):
            return item
        found = item.found
        words, at, reliable = candidates_of(found.article, found.item), found.fetched_at, found.listing_reliable
        return replace(item, dating=choose(words, self._zone, now=at, family=found.family, listing_reliable=reliable))
