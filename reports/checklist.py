"""Duties without a number: what public evidence shows about them. Facts only, never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from crawler.posts import PostRow
from crawler.registry.model import Agency, ChecklistRow, Registry
from reports.attested import Attested

_TOPIC = "cchc"
_STANDS = ("counted", "off_topic", "duplicate", "out_of_period")  # `off_topic`: of the topic, but no quota asks for it


@dataclass(frozen=True)
class CheckFact:
    """One duty of one agency. For evidence `fresh`: the newest post of topic cchc dated up to `as_of`, if any.

    `attested`: rows that somebody attests for it.
    """

    row: ChecklistRow
    newest: PostRow | None = None
    age: int | None = None  # days from it to `as_of`
    attested: int = 0


def check_facts(
    registry: Registry, agency: Agency, rows: Iterable[PostRow], as_of: date, told: Iterable[Attested] = ()
) -> tuple[CheckFact, ...]:
    """The checklist's rows that bind the agency in the plan's year, in the registry's order; `told`: attested rows."""
    attested = Counter(one.row.quota for one in told if one.state == "duty")
    newest = _newest(rows, as_of)
    first, last = date(registry.plan.year, 1, 1), date(registry.plan.year, 12, 31)
    return tuple(
        replace(_fact(row, newest, as_of), attested=attested[row.id])
        for row in registry.plan.checklist
        if agency in registry.bound(row) and row.in_force(first, last)
    )


def _fact(row: ChecklistRow, newest: PostRow | None, as_of: date) -> CheckFact:
    if row.evidence != "fresh" or newest is None:
        return CheckFact(row)
    return CheckFact(row, newest, (as_of - _day(newest)).days)


def _newest(rows: Iterable[PostRow], as_of: date) -> PostRow | None:
    """The youngest post of the topic with a trustworthy day."""
    dated = [
        row
        for row in rows
        if row.published and _TOPIC in row.topics and row.status in _STANDS and len(row.candidate_days) <= 1
    ]
    return max(
        (row for row in dated if _day(row) <= as_of), key=lambda row: (row.published or "", row.id), default=None
    )


def _day(row: PostRow) -> date:
    return date.fromisoformat(row.candidate_days[0] if row.candidate_days else (row.published or "")[:10])
