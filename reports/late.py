"""Posts that no listing showed until long after their day, though the listing had been read whole in between.

That is all it says. A post may appear late because it was approved late, moved, or dated anew: nothing here is a guess
at which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo

from crawler.ledger import ListPageRow, SectionFacts
from crawler.posts import PostRow
from reports.evidence import Late, WholeReading
from reports.readings import Reading, readings, span

LATE_AFTER = timedelta(days=7)


def late_posts(
    posts: Iterable[PostRow],
    sections: Iterable[SectionFacts],
    rows: Iterable[ListPageRow],
    seen: Mapping[str, Sequence[tuple[str, datetime, str]]],
    zone: tzinfo,
) -> dict[str, Late]:
    """post -> how late. `seen`: post -> (section's id, when a listing there first showed it, by which crawl).

    Held against a post are only readings of sections that list it now, that began after its day was over, showed that
    day (all days that it may be of) whole, and were over before any section, of any owner, had shown it.
    """
    whole = _whole(sections, rows, zone)
    found = {}
    for post in posts:
        if post.id not in found and (late := _late(post, seen.get(post.id, ()), whole, zone)):
            found[post.id] = late
    return found


_Whole = Mapping[str, Sequence[tuple[SectionFacts, Reading]]]


def _whole(sections: Iterable[SectionFacts], rows: Iterable[ListPageRow], zone: tzinfo) -> _Whole:
    """section -> its readings that show any day whole, in the order in which they began."""
    by_section: dict[str, list[ListPageRow]] = defaultdict(list)
    for row in rows:
        by_section[row.section].append(row)
    return {
        one.section: [(one, read) for read in readings(by_section[one.section], zone) if span(read, one.verified)]
        for one in sections
    }


def _late(post: PostRow, seen: Sequence[tuple[str, datetime, str]], whole: _Whole, zone: tzinfo) -> Late | None:
    if not (seen and post.candidate_days):
        return None
    days = sorted(map(date.fromisoformat, post.candidate_days))
    first, crawl = min((at, by) for _, at, by in seen)
    shown = [pair for section in sorted({where for where, _, _ in seen}) for pair in whole.get(section, ())]
    told = [
        WholeReading(read.rows[0].crawl, facts.url, read.rows[0].at)
        for facts, read in shown
        if _would_have_met(facts, read, days) and read.rows[-1].at < first and read.rows[0].crawl != crawl
    ]
    if not told or first.astimezone(zone).date() - days[-1] <= LATE_AFTER:
        return None
    return Late(days[-1], first, crawl, tuple(sorted(told, key=lambda one: (one.at, one.section))))


def _would_have_met(facts: SectionFacts, read: Reading, days: Sequence[date]) -> bool:
    shown = span(read, facts.verified)
    return shown is not None and shown.holds(days[0], days[-1])
