"""The counts of a year: per agency, quota and period, with bounds and a verdict (interface, "Counting")."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from crawler import periods
from crawler.counts import AgencyCounts, PeriodCount, QuotaCount, Reason, Verdict, YearCounts
from crawler.errors import BadInput
from crawler.ledger import Tally
from crawler.registry.model import Agency, Exemption, Quota, Registry
from reports.verdicts import Standing, cell_met, judge

Tallies = Mapping[tuple[str, str, str | None], Tally]


class Sections(Protocol):
    """What counting asks about sections; `reports.coverage.Coverage` answers. Days are both included."""

    def complete(self, owner: str, channel: str, first: date, last: date) -> bool: ...

    def has_section(self, owner: str, channel: str, first: date, last: date) -> bool: ...

    def dedicated_section(self, owner: str, channel: str, first: date, last: date) -> bool: ...


@dataclass(frozen=True)
class Term:
    """One period of a duty. From `first` to `last` it is looked for; `bound`: the duty was in force all that time."""

    key: str
    first: date
    last: date
    bound: bool
    exempt: bool

    def due(self, as_of: date) -> bool:
        return self.bound and not self.exempt and self.last <= as_of


def count_year(
    registry: Registry,
    year: int,
    as_of: date,
    tallies: Iterable[Tally],
    sections: Sections,
    agencies: Collection[str] | None = None,
) -> YearCounts:
    """All counts of the plan's year. `agencies` narrows them; None or nothing means all.

    Raises BadInput on a year that the registry has no plan for, or an agency that it does not know.
    """
    check_year(registry, year)
    chosen = _chosen(registry, agencies)
    summed = _summed(tallies)
    counted = tuple(_agency(registry, agency, as_of, summed, sections) for agency in chosen)
    return YearCounts(year=year, as_of=as_of.isoformat(), province=registry.province.id, agencies=counted)


def check_year(registry: Registry, year: int) -> None:
    """Raises BadInput unless `year` is the plan's."""
    if year != registry.plan.year:
        raise BadInput(f"Danh bạ chỉ có kế hoạch năm {registry.plan.year}, không có kế hoạch năm {year}.")


def terms(registry: Registry, agency: Agency, quota: Quota) -> tuple[Term, ...]:
    """Every period of the plan's year for one duty of one agency, in order."""
    exemptions = _exemptions(registry, agency, quota)
    return tuple(
        _term(key, registry.plan.year, agency, quota, exemptions)
        for key in periods.of_year(registry.plan.year, quota.period)
    )


def looked_through(quota: Quota, key: str) -> tuple[date, date]:
    """First and last day that have to be complete for a period of a quota.

    A duty of once ends with its deadline; documents are looked for from 1 October before the plan's year.
    """
    first, last = periods.bounds(key)
    if quota.period == "once" and quota.deadline:
        first, last = min(first, quota.deadline), quota.deadline
    if quota.channel == "document":
        first = date(periods.bounds(key)[0].year - 1, 10, 1)
    return first, last


def _agency(registry: Registry, agency: Agency, as_of: date, tallies: Tallies, sections: Sections) -> AgencyCounts:
    bound = [q for q in registry.plan.quotas if agency in registry.bound(q) and _in_force(registry, agency, q)]
    counted = (_quota(quota, agency, terms(registry, agency, quota), as_of, tallies, sections) for quota in bound)
    return AgencyCounts(agency.id, agency.name, agency.kind, tuple(counted))


def _quota(
    quota: Quota, agency: Agency, year: tuple[Term, ...], as_of: date, tallies: Tallies, sections: Sections
) -> QuotaCount:
    cells = {term.key: _cell(term, quota, agency, as_of, tallies, sections) for term in year}
    undated = tallies.get((agency.id, quota.id, None))
    standing = Standing(
        minimum=quota.minimum,
        basis=quota.basis,
        required=_required(quota, list(cells.values()), as_of, int(year[-1].key[:4])),
        undated=undated.count + undated.review if undated else 0,
        due=[cell for cell in cells.values() if cell.due],
        sections=any(_has_section(sections, agency, quota, term) for term in year if term.due(as_of)),
        late=sum(tallies[at].late for term in year if (at := (agency.id, quota.id, term.key)) in tallies),
    )
    verdict, reason = judge(standing) if standing.due else _nothing_due(quota, year, cells, as_of)
    return QuotaCount(
        quota=quota.id,
        clause=quota.clause,
        channel=quota.channel,
        topic=quota.topic,
        period=quota.period,
        minimum=quota.minimum,
        basis=quota.basis,
        dedicated_section=any(_dedicated(sections, agency, quota, term) for term in year),
        verdict=verdict,
        reason=reason,
        total=standing.total,
        required=standing.required,
        shortfall=standing.shortfall,
        undated=standing.undated,
        periods=cells,
    )


def _cell(term: Term, quota: Quota, agency: Agency, as_of: date, tallies: Tallies, sections: Sections) -> PeriodCount:
    tally = tallies.get((agency.id, quota.id, term.key)) or Tally(agency.id, quota.id, term.key)
    first, last = looked_through(quota, term.key)
    complete, due = sections.complete(agency.id, quota.channel, first, last), term.due(as_of)
    return PeriodCount(
        count=tally.count,
        filed=tally.filed,
        attested=tally.attested,
        review=tally.review,
        complete=complete,
        due=due,
        met=cell_met(tally.count, tally.review, quota.minimum, complete=complete, due=due),
        excepted=term.exempt or not term.bound,
    )


def _required(quota: Quota, cells: list[PeriodCount], as_of: date, year: int) -> int:
    """`minimum` for every due period, or the year's minimum where it binds and asks for more."""
    required = quota.minimum * sum(cell.due for cell in cells)
    binds = as_of >= date(year, 12, 31) and all(cell.due for cell in cells)
    return max(required, quota.yearly_minimum or 0) if binds else required


def _nothing_due(
    quota: Quota, year: tuple[Term, ...], cells: Mapping[str, PeriodCount], as_of: date
) -> tuple[Verdict, Reason | None]:
    """Nothing binds yet, or nothing ever did. What is asked once may be there before its deadline."""
    bound = [term for term in year if term.bound]
    if quota.period == "once" and any(cells[term.key].met for term in bound if not term.exempt):
        return "met", None
    over = [term for term in bound if term.last <= as_of] or bound
    return "not_due", "excepted" if over and all(term.exempt for term in over) else None


def _term(key: str, year: int, agency: Agency, quota: Quota, exemptions: list[Exemption]) -> Term:
    first, last = periods.bounds(key)
    if quota.period == "once" and quota.deadline:
        first, last = min(first, quota.deadline), quota.deadline
    bound = agency.in_force_throughout(first, last) and quota.in_force_throughout(first, last)
    return Term(key, first, last, bound, any(_exempts(row, key, quota, last) for row in exemptions))


def _exempts(exemption: Exemption, key: str, quota: Quota, last: date) -> bool:
    """Whether an exception takes a period away: by its key, or by any day of another sort of period.

    A duty asked once goes by the day on which it falls due.
    """
    spans = [periods.bounds(text) for text in exemption.periods]
    first = last if quota.period == "once" else periods.bounds(key)[0]
    return key in exemption.periods or any(begins <= last and first <= ends for begins, ends in spans)


def _exemptions(registry: Registry, agency: Agency, quota: Quota) -> list[Exemption]:
    return [
        row
        for row in registry.plan.exceptions
        if quota.id in row.quotas and (not row.agencies or agency.id in row.agencies)
    ]


def _in_force(registry: Registry, agency: Agency, quota: Quota) -> bool:
    """Whether the duty binds the agency on any day of the year's periods."""
    keys = periods.of_year(registry.plan.year, quota.period)
    first, last = periods.bounds(keys[0])[0], periods.bounds(keys[-1])[1]
    return agency.in_force(first, last) and quota.in_force(first, last)


def _has_section(sections: Sections, agency: Agency, quota: Quota, term: Term) -> bool:
    return sections.has_section(agency.id, quota.channel, *looked_through(quota, term.key))


def _dedicated(sections: Sections, agency: Agency, quota: Quota, term: Term) -> bool:
    return sections.dedicated_section(agency.id, quota.channel, *looked_through(quota, term.key))


def _chosen(registry: Registry, agencies: Collection[str] | None) -> list[Agency]:
    if not agencies:
        return list(registry.agencies)
    unknown = sorted(set(agencies) - {agency.id for agency in registry.agencies})
    if unknown:
        raise BadInput(f"Danh bạ không có cơ quan: {', '.join(unknown)}.")
    return [agency for agency in registry.agencies if agency.id in agencies]


def _summed(tallies: Iterable[Tally]) -> dict[tuple[str, str, str | None], Tally]:
    found: dict[tuple[str, str, str | None], Tally] = {}
    for tally in tallies:
        at = (tally.agency, tally.quota, tally.period)
        found[at] = _plus(found[at], tally) if at in found else tally
    return found


def _plus(one: Tally, other: Tally) -> Tally:
    return Tally(
        one.agency,
        one.quota,
        one.period,
        count=one.count + other.count,
        filed=one.filed + other.filed,
        attested=one.attested + other.attested,
        review=one.review + other.review,
        late=one.late + other.late,
    )
