"""What the audit of the demo must come to: counts, bounds and verdicts, from the planned posts alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crawler.demo.duties import DUTIES, LOOKED_TO, Duty, excepted, periods
from crawler.demo.judging import Row, rows
from crawler.demo.model import Province, Site
from crawler.demo.shown import complete, sections_of

Sums = Counter[tuple[str | None, str, str | None, str]]  # agency, duty, period, state


@dataclass(frozen=True)
class TrueCell:
    """One period, under the names of the interface."""

    count: int
    filed: int
    review: int
    complete: bool
    due: bool
    met: bool | None


@dataclass(frozen=True)
class TrueQuota:
    """One agency under one duty."""

    agency: str
    quota: str
    dedicated_section: bool
    verdict: str
    reason: str | None
    total: int
    required: int
    shortfall: int
    undated: int
    periods: dict[str, TrueCell]


@dataclass(frozen=True)
class Truth:
    quotas: tuple[TrueQuota, ...]
    posts: tuple[Row, ...]

    @property
    def cells(self) -> int:
        return sum(len(quota.periods) for quota in self.quotas)


def truth(province: Province, as_of: date = LOOKED_TO) -> Truth:
    """The whole truth of the demo, for whoever asks on or after `as_of`, with all sites read after the year's end."""
    posts = rows(province)
    sums = summed(posts)
    quotas = (_quota(province, site, duty, sums, as_of) for site in province.agencies for duty in DUTIES)
    return Truth(tuple(quota for quota in quotas if quota), posts)


def summed(posts: Iterable[Row]) -> Sums:
    """How many posts stand for each agency, duty, period and state; `filed` beside `count`."""
    sums: Sums = Counter()
    for row in posts:
        for duty, period, state in row.cells:
            sums[row.agency, duty, period, state] += 1
            if state == "count" and row.filed:
                sums[row.agency, duty, period, "filed"] += 1
    return sums


def _quota(province: Province, site: Site, duty: Duty, sums: Sums, as_of: date) -> TrueQuota | None:
    if not duty.binds(site):
        return None
    pairs = sections_of(province, site, duty.channel)
    cells = {}
    for key, (first, last) in periods(duty).items():
        count, filed, review = (sums[site.id, duty.id, key, state] for state in ("count", "filed", "review"))
        due = last <= as_of and not excepted(duty, key)
        whole = complete(pairs, first, last)
        cells[key] = TrueCell(count, filed, review, whole, due, _met(duty, count, count + review, whole and due))
    due_cells = [cell for cell in cells.values() if cell.due]
    required = _required(duty, len(due_cells), len(cells), as_of)
    undated = sums[site.id, duty.id, None, "undated"]
    late = any(sums[site.id, duty.id, key, "late"] for key in cells)
    verdict, reason = judged(duty, due_cells, required, undated, sections=bool(pairs), late=late)
    total = sum(cell.count for cell in due_cells)
    missing = sum(max(0, duty.minimum - cell.count) for cell in due_cells)
    shortfall = missing if duty.basis == "each" else max(0, required - total)
    filed_in = any(section.dedicated for _, section in pairs)
    return TrueQuota(site.id, duty.id, filed_in, verdict, reason, total, required, shortfall, undated, cells)


def judged(
    duty: Duty, due: list[TrueCell], required: int, undated: int, *, sections: bool = True, late: bool = False
) -> tuple[str, str | None]:
    """Verdict and reason over the due periods."""
    if not due:
        return "not_due", None
    lows, highs = [cell.count for cell in due], [cell.count + cell.review for cell in due]
    whole = all(cell.complete for cell in due)
    if duty.basis == "each":
        met = all(low >= duty.minimum for low in lows)
        lacking = sum(max(0, duty.minimum - cell.count - cell.review) for cell in due if cell.complete)
        failed = lacking > undated
    else:
        met, failed = sum(lows) >= required, whole and sum(highs) + undated < required
    if met:
        return "met", None
    if failed:
        return "not_met", "late" if late else "short"
    if not sections:
        return "undetermined", "no_section"
    if not whole:
        return "undetermined", "incomplete"
    return "undetermined", "review" if any(cell.review for cell in due) else "undated"


def _met(duty: Duty, low: int, high: int, certain: bool) -> bool | None:
    if low >= duty.minimum:
        return True
    return False if certain and high < duty.minimum else None


def _required(duty: Duty, due: int, asked: int, as_of: date) -> int:
    """The minimum of every due period, or the year's where the year is over and all of it was due."""
    binds = duty.yearly_minimum is not None and due == asked and as_of >= LOOKED_TO
    return max(duty.minimum * due, duty.yearly_minimum or 0) if binds else duty.minimum * due
