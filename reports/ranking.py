"""The agencies by how far they did what is asked. Only what is certain is ranked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.audit import AgencyAudit, QuotaAudit


@dataclass(frozen=True)
class Ranked:
    """`share`: the mean over its due quotas of how much of the required was surely found, from 0 to 1.

    `rank` is None where the share may still rise: something is unread, in review or undated. Equal shares rank equal.
    """

    agency: AgencyAudit
    share: float
    rank: int | None
    met: int
    due: int


def ranking(agencies: Iterable[AgencyAudit]) -> tuple[Ranked, ...]:
    """Agencies of which something is due: first the ranked, then those that can't be yet, each by share and name."""
    found = [_unranked(agency) for agency in agencies if any(one.count.required for one in agency.quotas)]
    certain = sorted((one for one in found if is_certain(one.agency)), key=_order)
    open_ones = sorted((one for one in found if not is_certain(one.agency)), key=_order)
    return (*(_at(one, 1 + sum(other.share > one.share for other in certain)) for one in certain), *open_ones)


def is_certain(agency: AgencyAudit) -> bool:
    """Whether no share of the agency can rise any more: each due quota is full, or nothing in it is open."""
    return all(_certain(one) for one in agency.quotas)


def share(one: QuotaAudit) -> float:
    """How much of the required was surely found, from 0 to 1; what is beyond it counts for nothing."""
    return 1 - min(one.count.shortfall, one.count.required) / one.count.required


def _certain(one: QuotaAudit) -> bool:
    if not one.count.required or not one.count.shortfall:
        return True
    due = [cell for cell in one.count.periods.values() if cell.due]
    return not one.count.undated and all(cell.complete and not cell.review for cell in due)


def _unranked(agency: AgencyAudit) -> Ranked:
    due = [one for one in agency.quotas if one.count.required]
    mean = sum(share(one) for one in due) / len(due)
    return Ranked(agency, round(mean, 6), None, sum(one.count.verdict == "met" for one in due), len(due))


def _at(one: Ranked, rank: int) -> Ranked:
    return Ranked(one.agency, one.share, rank, one.met, one.due)


def _order(one: Ranked) -> tuple[float, str]:
    return -one.share, one.agency.name
