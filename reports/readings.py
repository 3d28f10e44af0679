"""Which days of a section its readings have shown whole: from rows of the ledger to spans of days.

A reading is all rows of one (crawl, section). It shows a day whole when it began after that day's end and reached the
day: by going through the listing to its end, or, where the listing keeps date order, by going back past the day.
In doubt a reading shows less.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from itertools import accumulate, groupby
from typing import Literal

from crawler.ledger import EntryRow, ListPageRow
from crawler.periods import day_of

Stop = Literal["end", "capped_end", "past_range", "known", "max_pages", "unfinished"]

_READ = ("read", "empty")
_DAY = timedelta(days=1)
ORDER_SHOWN_BY = 20  # dated items in a row without inversion, before a reading that broke off is trusted at all


@dataclass(frozen=True)
class Span:
    """Days shown whole, both ends included."""

    first: date
    last: date

    def holds(self, first: date, last: date) -> bool:
        return self.first <= first and last <= self.last


@dataclass(frozen=True)
class Reading:
    """One reading of a section. `day` is the day it began, in the province's zone.

    `floor`: the oldest day seen. `orderly`: nothing undated and nothing out of date order among the days looked at.
    `descends`: more than one day was seen, so that an order could show. `trusted`: no reading before it, back to the
    last that went to the end, has shown the listing out of order. `proven`: one before it has shown the order over many
    posts, back to the end or past the range, and none has since shown another. `emptied`: it shows nothing where an
    earlier reading met posts. `rolled`: it went to an end, but earlier readings met older posts than it shows.
    `broken`: the row at which it broke off, where one says so (a crawl that died leaves none).
    """

    rows: tuple[ListPageRow, ...]
    day: date
    stop: Stop
    items: int
    floor: date | None
    orderly: bool
    descends: bool
    broken: ListPageRow | None = None
    trusted: bool = True
    proven: bool = False
    emptied: bool = False
    rolled: bool = False

    @property
    def since(self) -> date | None:
        return max((row.since for row in self.rows if row.since), default=None)

    @property
    def until(self) -> date | None:
        return min((row.until for row in self.rows if row.until), default=None)

    @property
    def capped(self) -> bool:
        return any(row.capped for row in self.rows)

    @property
    def empty(self) -> bool:
        """The listing said in words that it has no posts."""
        return not self.items and any(row.outcome == "empty" for row in self.rows)


def readings(rows: Iterable[ListPageRow], zone: tzinfo) -> list[Reading]:
    """The readings of one section in the order in which they began."""
    by_crawl = sorted(rows, key=lambda row: (row.crawl, row.seq))
    found = [_reading(list(group), zone) for _, group in groupby(by_crawl, key=lambda row: row.crawl)]
    return list(_with_trust(sorted(found, key=lambda reading: (reading.rows[0].at, reading.rows[0].crawl))))


def with_losses(found: Sequence[Reading], entries: Iterable[EntryRow]) -> list[Reading]:
    """Marks the readings that met an end younger than posts that were shown before: a rolling list, a cut archive."""
    seen = sorted((entry.last_seen, max(entry.days)) for entry in entries if entry.days)
    moments = [moment for moment, _ in seen]
    oldest = list(accumulate((day for _, day in seen), min))  # of all posts last seen until then

    def rolled(reading: Reading) -> bool:
        before = bisect_left(moments, reading.rows[0].at)
        return before > 0 and reading.floor is not None and oldest[before - 1] < reading.floor

    return [replace(one, rolled=one.stop == "end" and rolled(one)) for one in found]


def span(reading: Reading, verified: bool) -> Span | None:
    """The days that one reading shows whole, or None.

    An empty section shows nothing where it was never verified, nor where its posts are gone: what it held is not known.
    """
    reach = _reach(reading, verified)
    if reach is None:
        return None
    first = max(reach, reading.since or reach)
    last = min(reading.day - _DAY, reading.until or date.max)
    return Span(first, last) if first <= last else None


def spans(found: Sequence[Reading], verified: bool) -> list[Span]:
    """The days shown by one reading, or by several that join: readings in date order whose days leave no gap.

    A reading out of date order that went to the end stands for itself alone.
    """
    shown = [(reading.orderly, days) for reading in found if (days := span(reading, verified))]
    return [days for orderly, days in shown if not orderly] + _joined([days for orderly, days in shown if orderly])


def _joined(alone: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for days in sorted(alone, key=lambda days: (days.first, days.last)):
        if joined and days.first <= joined[-1].last + _DAY:
            joined[-1] = replace(joined[-1], last=max(joined[-1].last, days.last))
        else:
            joined.append(days)
    return joined


def _reach(reading: Reading, verified: bool) -> date | None:
    """The oldest day from which on the reading saw every entry."""
    if reading.stop == "end" and not reading.rolled:
        sound = reading.items or (reading.empty and verified and not reading.emptied)
        return date.min if sound else None
    if reading.floor is None or not reading.orderly:
        return None
    if reading.stop == "capped_end" or reading.rolled or _order_shown(reading):
        return reading.floor + _DAY  # on its oldest day itself there may be more
    return None


def _order_shown(reading: Reading) -> bool:
    """Whether a reading that did not go to the end shows by its date order that nothing younger is left."""
    if reading.capped or not (reading.trusted and reading.descends):
        return False
    if reading.stop == "known":  # it ended where every post was known: its order is an earlier reading's
        return reading.proven
    return reading.stop == "past_range" or (reading.stop == "unfinished" and reading.items >= ORDER_SHOWN_BY)


def _reading(rows: list[ListPageRow], zone: tzinfo) -> Reading:
    read, broken = _unbroken(rows)
    days = [day for row in read for day in (row.oldest, row.newest) if day]
    capped = any(row.capped for row in rows)
    return Reading(
        rows=tuple(rows),
        day=day_of(rows[0].at, zone),
        stop=_stop(rows, read, capped),
        items=sum(row.items for row in read),
        floor=min(days, default=None),
        orderly=not any(_disordered(row, capped) for row in read),
        descends=len(set(days)) > 1,
        broken=broken,
    )


def _unbroken(rows: list[ListPageRow]) -> tuple[list[ListPageRow], ListPageRow | None]:
    """The rows from the first on that were read one after the other, and the one at which that ceased."""
    read: list[ListPageRow] = []
    for number, row in enumerate(rows, start=1):
        if row.seq != number or row.outcome not in _READ:
            return read, row
        read.append(row)
        if row.after != "next":
            return read, None if row.after else row  # a pager that can't be followed
    return read, None


def _stop(rows: list[ListPageRow], read: list[ListPageRow], capped: bool) -> Stop:
    after = read[-1].after if read and len(read) == len(rows) else None
    if after == "max_pages":
        return "max_pages"
    if after == "capped_end" or (capped and (after == "past_range" or (after == "end" and read[-1].capped))):
        return "capped_end"  # a feed of several pages is capped but for the last of them
    if after == "known" and capped:
        return "unfinished"
    return after if after in ("end", "past_range", "known") else "unfinished"


def _disordered(row: ListPageRow, capped: bool) -> bool:
    """Whether a page spoils date order. Among days before the crawl's range, which nobody asks for, it does not."""
    before_range = not capped and row.since is not None and row.newest is not None and row.newest < row.since
    return row.undated > 0 or (row.inversions > 0 and not before_range)


def _with_trust(found: Iterable[Reading]) -> Iterator[Reading]:
    """Marks what the listing has shown before: its order (a short reading after disorder proves nothing), and posts."""
    in_order, met, proven = True, False, False
    for reading in found:
        yield replace(reading, trusted=in_order, proven=proven, emptied=met and not reading.items)
        met = met or reading.items > 0
        whole = reading.stop in ("end", "past_range") and reading.items >= ORDER_SHOWN_BY
        proven = (proven or whole) and (reading.orderly or not reading.items)
        if reading.stop == "end":
            in_order = reading.orderly
        elif not reading.capped:
            in_order = in_order and reading.orderly
