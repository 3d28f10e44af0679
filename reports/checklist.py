"""Duties without a number: what public evidence shows about them. Facts only, never a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crawler import periods
from crawler.ledger import SectionFacts
from crawler.posts import PostRow
from crawler.registry.model import PORTAL, Agency, ChecklistRow, Registry
from reports.attested import Attested
from reports.gaps import Causes

_TOPIC = "cchc"
_STANDS = ("counted", "off_topic", "duplicate", "out_of_period")  # `off_topic`: of the topic, but no quota asks for it


@dataclass(frozen=True)
class ColumnFact:
    """The agency's sections that are for CCHC alone, and how alive they are up to `until`.

    `weeks`: ISO weeks of the year that are over, `filled` of them with a dated item, `unread` of the others not read
    whole. `recent`: whether the days in which the newest item is looked for were read whole.
    """

    sections: tuple[SectionFacts, ...]
    until: date
    newest: PostRow | None
    age: int | None  # days from it to `until`
    weeks: int
    filled: int
    unread: int
    recent: bool


@dataclass(frozen=True)
class CheckFact:
    """One duty of one agency. For evidence `fresh`: its column, where it has one, and `newest`: the newest post of
    topic cchc dated up to the day of the figures, wherever it stands.

    `attested`: rows that somebody attests for it, `attested_weeks`: the ISO weeks they are of.
    """

    row: ChecklistRow
    newest: PostRow | None = None
    age: int | None = None  # days from it to `as_of`
    attested: int = 0
    attested_weeks: int = 0
    column: ColumnFact | None = None


@dataclass(frozen=True)
class Ground:
    """What an agency's duties are judged from."""

    rows: Sequence[PostRow]
    sections: Sequence[SectionFacts]
    coverage: Causes
    as_of: date


def check_facts(
    registry: Registry, agency: Agency, ground: Ground, told: Iterable[Attested] = ()
) -> tuple[CheckFact, ...]:
    """The checklist's rows that bind the agency in the plan's year, in the registry's order; `told`: attested rows."""
    attested: dict[str, list[date]] = defaultdict(list)
    for one in told:
        if one.state == "duty":
            attested[one.row.quota].append(one.row.day)
    first, last = date(registry.plan.year, 1, 1), date(registry.plan.year, 12, 31)
    bound = [row for row in registry.plan.checklist if agency in registry.bound(row) and row.in_force(first, last)]
    newest = _newest(ground.rows, ground.as_of) if any(row.evidence == "fresh" for row in bound) else None
    return tuple(
        replace(
            _fact(row, newest, ground, registry.plan.year),
            attested=len(attested[row.id]),
            attested_weeks=len({periods.key(day, "week") for day in attested[row.id]}),
        )
        for row in bound
    )


def _fact(row: ChecklistRow, newest: PostRow | None, ground: Ground, year: int) -> CheckFact:
    if row.evidence != "fresh":
        return CheckFact(row)
    age = (ground.as_of - _day(newest)).days if newest else None
    return CheckFact(row, newest, age, column=_column(ground, year, row.max_age_days or 1))


def _column(ground: Ground, year: int, max_age: int) -> ColumnFact | None:
    """None where no section in force is for CCHC alone. A copy or an item nobody counts shows that it lives, too."""
    first, until = date(year, 1, 1), min(ground.as_of, date(year, 12, 31))
    sections = tuple(one for one in ground.sections if one.dedicated and _in_force(one, first, until))
    if not sections:
        return None
    items = [
        row
        for row in ground.rows
        if row.dedicated and row.channel != PORTAL and row.status != "rejected" and _dated(row) and _day(row) <= until
    ]
    newest = max(items, key=lambda row: (row.published or "", row.id), default=None)
    filled = {periods.key(_day(row), "week") for row in items}
    over = [key for key in periods.of_year(year, "week") if periods.bounds(key)[1] <= until]
    empty = [key for key in over if key not in filled]
    return ColumnFact(
        sections=sections,
        until=until,
        newest=newest,
        age=(until - _day(newest)).days if newest else None,
        weeks=len(over),
        filled=len(over) - len(empty),
        unread=sum(not _read(ground, sections, *periods.bounds(key)) for key in empty),
        recent=_read(ground, sections, until - timedelta(days=max_age), until - timedelta(days=1)),
    )


def _read(ground: Ground, sections: Sequence[SectionFacts], first: date, last: date) -> bool:
    """Whether those of the sections that were in force in those days were read whole for them."""
    ids = {one.section for one in sections if _in_force(one, first, last)}
    return not any(
        cause.section is None or cause.section.section in ids
        for owner, channel in {(one.owner, one.channel) for one in sections if one.section in ids}
        for cause in ground.coverage.causes(owner, channel, first, last)
    )


def _in_force(section: SectionFacts, first: date, last: date) -> bool:
    begins, ends = section.valid_from, section.valid_to
    return (begins is None or begins <= last) and (ends is None or first <= ends)


def _newest(rows: Iterable[PostRow], as_of: date) -> PostRow | None:
    """The youngest post of the topic with a trustworthy day."""
    dated = [row for row in rows if _TOPIC in row.topics and row.status in _STANDS and _dated(row)]
    return max(
        (row for row in dated if _day(row) <= as_of), key=lambda row: (row.published or "", row.id), default=None
    )


def _dated(row: PostRow) -> bool:
    return bool(row.published) and len(row.candidate_days) <= 1


def _day(row: PostRow) -> date:
    return date.fromisoformat(row.candidate_days[0] if row.candidate_days else (row.published or "")[:10])
