"""Cells of the counts that differ between two states: per agency, quota and period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.ledger import Tally
from crawler.store.records import StandingRecord


@dataclass(frozen=True)
class Cell:
    """One cell. `period` None: the posts without a date, of which `count` says how many there are."""

    count: int = 0
    review: int = 0
    late: int = 0


@dataclass(frozen=True)
class CellChange:
    """One cell before and after."""

    agency: str
    quota: str
    period: str | None
    before: Cell
    after: Cell


Key = tuple[str, str, str | None]


def changed(before: Iterable[Tally], after: Iterable[Tally]) -> tuple[CellChange, ...]:
    """The cells that differ, by agency, quota and period; undated ones last."""
    old, new = _cells(before), _cells(after)
    differing = (key for key in old.keys() | new.keys() if old.get(key, Cell()) != new.get(key, Cell()))
    keys = sorted(differing, key=lambda key: (key[0], key[1], key[2] is None, key[2] or ""))
    return tuple(CellChange(*key, old.get(key, Cell()), new.get(key, Cell())) for key in keys)


def _cells(tallies: Iterable[Tally]) -> dict[Key, Cell]:
    return {(one.agency, one.quota, one.period): Cell(one.count, one.review, one.late) for one in tallies}


def tallied(standings: Iterable[StandingRecord]) -> list[Tally]:
    """The sums over standings, as the store would give them."""
    states: dict[Key, Counter[str]] = {}
    for one in standings:
        for quota, period, state in one.cells:
            states.setdefault((one.agency, quota, period or None), Counter())[state] += 1
    return [
        Tally(*key, count=found["count"] + found["undated"], review=found["review"], late=found["late"])
        for key, found in states.items()
    ]
