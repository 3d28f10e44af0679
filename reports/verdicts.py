"""The verdict over a quota's due periods, from bounds alone (interface, "Counting")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.counts import PeriodCount, Reason, Verdict


@dataclass(frozen=True)
class Standing:
    """What a verdict looks at. `due` holds the due periods alone; `undated` posts might belong to any of them.

    `sections`: the channel has a section in force in a due period. `late`: documents found past their deadline.
    """

    minimum: int
    basis: str  # `each` or `average`
    required: int
    undated: int
    due: Sequence[PeriodCount]
    sections: bool = True
    late: int = 0

    @property
    def total(self) -> int:
        return sum(cell.count for cell in self.due)

    @property
    def shortfall(self) -> int:
        if self.basis == "each":
            return sum(max(0, self.minimum - cell.count) for cell in self.due)
        return max(0, self.required - self.total)


def judge(standing: Standing) -> tuple[Verdict, Reason | None]:
    """Verdict and reason of a quota of which something is due."""
    if _met(standing):
        return "met", None
    if standing.sections and _not_met(standing):
        return "not_met", "late" if standing.late and not standing.total else "short"
    return "undetermined", _open(standing)


def cell_met(count: int, review: int, minimum: int, *, complete: bool, due: bool) -> bool | None:
    """`met` of one period: None where it may still go either way."""
    if count >= minimum:
        return True
    return False if due and complete and count + review < minimum else None


def _met(standing: Standing) -> bool:
    if standing.basis == "each":
        return all(cell.count >= standing.minimum for cell in standing.due)
    return standing.total >= standing.required


def _not_met(standing: Standing) -> bool:
    """Whether no way of deciding what is in review, undated or unread could meet it."""
    if standing.basis == "each":
        missing = sum(max(0, standing.minimum - _high(cell)) for cell in standing.due if cell.complete)
        return missing > standing.undated
    if not all(cell.complete for cell in standing.due):
        return False
    return sum(_high(cell) for cell in standing.due) + standing.undated < standing.required


def _high(cell: PeriodCount) -> int:
    return cell.count + cell.review


def _open(standing: Standing) -> Reason:
    """Why it is undetermined: the first that holds."""
    if not standing.sections:
        return "no_section"
    if not all(cell.complete for cell in standing.due):
        return "incomplete"
    return "review" if any(cell.review for cell in standing.due) else "undated"
