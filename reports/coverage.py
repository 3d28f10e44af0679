"""Whether a section, and a channel of an agency, was read whole in a period; and if not, why not.

Judged from the ledger's rows each time, never stored. In doubt: incomplete.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Literal, TypeVar

from crawler import periods
from crawler.ledger import EntryRow, ListPageRow, SectionFacts
from crawler.registry.model import PORTAL
from reports.readings import Reading, readings, spans, with_losses

Why = Literal[
    "no_section",  # nothing to read: no section in force
    "never_read",
    "began_before_end",  # the last reading began before the period was over
    "out_of_range",  # the crawl was cut by --since / --until
    "unverified_empty",  # an address never seen to answer gave nothing
    "layout_changed",  # no listing where one should be, or one that is empty without saying so or that lost its posts
    "not_a_post",  # login, maintenance, gate in the listing's place
    "failed",
    "refused",
    "not_html",
    "max_pages",
    "capped",  # feed, sitemap or "latest" box that does not go back far enough
    "out_of_order",  # no date order, so only its end could have completed it
    "listing_unfinished",
    "unread_posts",
]

_Row = TypeVar("_Row", ListPageRow, EntryRow)
_BROKEN: dict[str, Why] = {
    "layout_changed": "layout_changed",
    "not_a_post": "not_a_post",
    "failed": "failed",
    "refused": "refused",
    "not_html": "not_html",
}


@dataclass(frozen=True)
class Cause:
    """Why a section is incomplete. `section` is None where there is none; `posts` are unread ones."""

    section: SectionFacts | None
    why: Why
    detail: str = ""
    posts: int = 0


class Coverage:
    """Answers for one state of the store; every answer is worked out once.

    Channel `portal` of an agency is read in the portal's sections (and in its own, if it has some filed there).
    Channel `document` is read in the agency's `document` sections or, where it has none, in all of its sections.
    """

    def __init__(
        self,
        sections: Iterable[SectionFacts],
        rows: Iterable[ListPageRow],
        entries: Iterable[EntryRow],
        zone: tzinfo,
    ) -> None:
        own_rows, own_entries = _by_section(rows), _by_section(entries)
        self._sections: dict[str, list[SectionCoverage]] = defaultdict(list)
        for facts in sections:
            one = SectionCoverage(facts, own_rows[facts.section], own_entries[facts.section], zone)
            self._sections[facts.owner].append(one)
        self._in_force: dict[tuple[str, str, date, date], tuple[SectionCoverage, ...]] = {}

    def complete(self, owner: str, channel: str, first: date, last: date) -> bool:
        """Whether the channel has sections in force from `first` to `last` and all of them were read whole."""
        found = self._of(owner, channel, first, last)
        return bool(found) and all(section.complete(first, last) for section in found)

    def has_section(self, owner: str, channel: str, first: date, last: date) -> bool:
        """Whether any section of the channel is in force on any day from `first` to `last`."""
        return bool(self._of(owner, channel, first, last))

    def dedicated_section(self, owner: str, channel: str, first: date, last: date) -> bool:
        """Whether one of those sections is dedicated to CCHC."""
        return any(section.facts.dedicated for section in self._of(owner, channel, first, last))

    def causes(self, owner: str, channel: str, first: date, last: date) -> tuple[Cause, ...]:
        """Why the channel is incomplete from `first` to `last`, section by section; empty where it is complete."""
        found = self._of(owner, channel, first, last)
        if not found:
            return (Cause(None, "no_section"),)
        return tuple(cause for section in found for cause in section.causes(first, last))

    def _of(self, owner: str, channel: str, first: date, last: date) -> tuple[SectionCoverage, ...]:
        asked = (owner, channel, first, last)
        if asked not in self._in_force:
            self._in_force[asked] = self._find(*asked)
        return self._in_force[asked]

    def _find(self, owner: str, channel: str, first: date, last: date) -> tuple[SectionCoverage, ...]:
        own = [section for section in self._sections.get(owner, ()) if _in_force(section.facts, first, last)]
        if channel == "document":
            return tuple([section for section in own if section.facts.channel == channel] or own)
        portal = self._sections.get(PORTAL, ()) if owner != PORTAL else ()
        shared = [section for section in portal if _in_force(section.facts, first, last)]
        return tuple(section for section in (*own, *shared) if section.facts.channel == channel)


class SectionCoverage:
    """One section: the days its readings have shown whole, and the posts not read yet."""

    def __init__(
        self, facts: SectionFacts, rows: Iterable[ListPageRow], entries: Sequence[EntryRow], zone: tzinfo
    ) -> None:
        self.facts = facts
        self._readings = with_losses(readings(rows, zone), entries)
        self._spans = spans(self._readings, facts.verified)
        self._unread = tuple(entry for entry in entries if entry.state == "unread")
        self._undated = any(not entry.days for entry in self._unread)
        self._days = sorted({day for entry in self._unread for day in entry.days})

    def complete(self, first: date, last: date) -> bool:
        return self._shown(first, last) and not self._blocked(first, last)

    def causes(self, first: date, last: date) -> tuple[Cause, ...]:
        """Why the days from `first` to `last` are incomplete, at most one cause of either sort: listing, posts."""
        found = [] if self._shown(first, last) else [self._listing_cause(first, last)]
        if self._blocked(first, last):
            posts = sum(1 for entry in self._unread if _may_fall(entry, first, last))
            found.append(Cause(self.facts, "unread_posts", posts=posts))
        return tuple(found)

    def _shown(self, first: date, last: date) -> bool:
        return any(days.holds(first, last) for days in self._spans)

    def _blocked(self, first: date, last: date) -> bool:
        place = bisect_left(self._days, first)
        return self._undated or (place < len(self._days) and self._days[place] <= last)

    def _listing_cause(self, first: date, last: date) -> Cause:
        if not self._readings:
            return Cause(self.facts, "never_read")
        why, detail = _why(self._readings[-1], first, last)
        return Cause(self.facts, why, detail)


def complete_periods(
    section: SectionFacts,
    rows: Iterable[ListPageRow],
    entries: Iterable[EntryRow],
    keys: Sequence[str],
    zone: tzinfo,
) -> dict[str, bool]:
    """For each period key whether the section is complete in it. Rows and entries of other sections are ignored."""
    coverage = SectionCoverage(section, _by_section(rows)[section.section], _by_section(entries)[section.section], zone)
    return {key: coverage.complete(*periods.bounds(key)) for key in keys}


def _why(latest: Reading, first: date, last: date) -> tuple[Why, str]:
    """The cause and its words, as the latest reading shows them."""
    if latest.day <= last:
        return "began_before_end", latest.day.isoformat()
    if latest.broken is not None:
        why = _BROKEN.get(latest.broken.outcome, "listing_unfinished")
        return why, latest.broken.detail
    if (latest.since and latest.since > first) or (latest.until and latest.until < last):
        return "out_of_range", f"{latest.since or ''}..{latest.until or ''}"
    if latest.emptied and latest.empty:
        return "layout_changed", f"trước đây có tin, bài, nay ghi là trống: {latest.rows[-1].detail}".removesuffix(": ")
    if not latest.items and latest.stop == "end":
        return ("unverified_empty" if latest.empty else "layout_changed"), ""
    return _why_not_back(latest), ""


def _why_not_back(latest: Reading) -> Why:
    if latest.stop == "max_pages":
        return "max_pages"
    if not (latest.orderly and latest.trusted) and (latest.stop != "end" or latest.rolled):
        return "out_of_order"
    return "capped" if latest.stop == "capped_end" or latest.rolled else "listing_unfinished"


def _may_fall(entry: EntryRow, first: date, last: date) -> bool:
    return not entry.days or any(first <= day <= last for day in entry.days)


def _in_force(facts: SectionFacts, first: date, last: date) -> bool:
    begins, ends = facts.valid_from, facts.valid_to
    return (begins is None or begins <= last) and (ends is None or first <= ends)


def _by_section(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.section].append(row)
    return found
