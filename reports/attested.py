"""Where attested evidence stands: for which quota and period each row counts, worked out anew each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crawler import periods
from crawler.attested import AttestedFile, AttestedRow
from crawler.identity import key as url_key
from crawler.ledger import Tally
from crawler.posts import PostRow
from crawler.registry.model import Agency, ChecklistRow, Quota, Registry
from crawler.registry.sections import RANGE_STARTS
from crawler.text import clean

Duty = Quota | ChecklistRow
State = Literal["count", "late", "seen", "duty", "void"]
Why = Literal[
    "no_agency", "no_quota", "unbound", "out_of_force", "out_of_year", "late", "on_web", "once_only", "no_number"
]


@dataclass(frozen=True)
class Place:
    """The period of a row, None where it can have none; `why` it does not count, None where it does."""

    period: str | None
    why: Why | None = None


@dataclass(frozen=True)
class Attested:
    """A row of a file that stands. `state`: it counts, is late, is counted on the web already, is for a duty without a
    number, or has no place."""

    row: AttestedRow
    file: AttestedFile
    period: str | None
    state: State
    why: Why | None = None


def place(registry: Registry, row: AttestedRow) -> Place:
    """Where the row belongs under the registry as it is now, posts left aside."""
    agency, duty = registry.agency(row.agency), duty_of(registry, row.quota)
    if agency is None or duty is None:
        return Place(None, "no_quota" if agency else "no_agency")
    if agency not in registry.bound(duty):
        return Place(None, "unbound")
    return _place(row.day, agency, duty, registry.plan.year)


def duties(registry: Registry) -> tuple[Duty, ...]:
    """The quotas, then the duties without a number."""
    return (*registry.plan.quotas, *registry.plan.checklist)


def duty_of(registry: Registry, name: str) -> Duty | None:
    """The quota of that id, else the duty without a number."""
    return next((one for one in duties(registry) if one.id == name), None)


def _place(day: date, agency: Agency, duty: Duty, year: int) -> Place:
    if isinstance(duty, ChecklistRow):
        in_force: Why = "no_number" if _in_force(day, agency, duty) else "out_of_force"
        return Place(None, in_force if day.year == year else "out_of_year")
    key = _key(day, duty, year)
    if key is None or not _in_force(day, agency, duty):
        return Place(None, "out_of_force" if key else "out_of_year")
    late = duty.deadline is not None and duty.period == "once" and day > duty.deadline
    return Place(key, "late" if late else None)


def placed(registry: Registry, files: Iterable[AttestedFile], posts: Iterable[PostRow]) -> tuple[Attested, ...]:
    """Every row of the files that stand. What a post shows already is not counted a second time."""
    places: dict[tuple[str, str, date], Place] = {}
    rows = []
    for file in files:
        for row in file.rows if file.stands else ():
            at = (row.agency, row.quota, row.day)
            places[at] = places.get(at) or place(registry, row)
            rows.append((row, file, places[at]))
    shown = _Shown(registry, posts, {(row.agency, row.quota, its.period or "") for row, _, its in rows})
    found = []
    for row, file, its in rows:
        why = its.why or shown.again(row, its.period)
        found.append(Attested(row, file, its.period, _STATES.get(why, "void") if why else "count", why))
    return tuple(found)


_STATES: dict[str, State] = {"late": "late", "on_web": "seen", "once_only": "seen", "no_number": "duty"}


def tallies(rows: Iterable[Attested]) -> list[Tally]:
    """The sums of what counts, and of what came too late."""
    sums = Counter((one.row.agency, one.row.quota, one.period, one.state) for one in rows)
    found = []
    for (agency, quota, period, state), number in sorted(sums.items(), key=lambda item: tuple(map(str, item[0]))):
        if state == "count":
            found.append(Tally(agency, quota, period, count=number, attested=number))
        if state == "late":
            found.append(Tally(agency, quota, period, late=number))
    return found


def of_period(rows: Sequence[Attested], period: str) -> tuple[Attested, ...]:
    """Those of one period, in the order of their days."""
    found = [one for one in rows if one.period == period]
    return tuple(sorted(found, key=lambda one: (one.row.day, one.file.number, one.row.row)))


class _Shown:
    """What counts already in these cells: their posts, and the documents, of which one is enough."""

    def __init__(self, registry: Registry, posts: Iterable[PostRow], cells: Set[tuple[str, str, str]]) -> None:
        self._documents = {quota.id for quota in registry.plan.quotas if quota.channel == "document"}
        self._titles: set[tuple[str, str, str, str]] = set()
        self._urls: set[tuple[str, str, str, str]] = set()
        self._cells: set[tuple[str, str, str]] = set()
        for row in posts if cells else ():
            self._add(row, cells)

    def _add(self, row: PostRow, cells: Set[tuple[str, str, str]]) -> None:
        for quota, period, state in row.cells:
            if state == "count" and row.agency and (row.agency, quota, period) in cells:
                self._cells.add((row.agency, quota, period))
                self._titles.add((row.agency, quota, (row.published or "")[:10], _plain(row.title)))
                self._urls |= {(row.agency, quota, period, url_key(url)) for url in (row.url, *row.other_urls)}

    def again(self, row: AttestedRow, period: str | None) -> Why | None:
        """Why the row adds nothing to what counts already."""
        cell = (row.agency, row.quota, period or "")
        titled = (row.agency, row.quota, row.day.isoformat(), _plain(row.title))
        if titled in self._titles or any((*cell, key) in self._urls for key in _addresses(row)):
            return "on_web"
        if row.quota in self._documents:
            if cell in self._cells:
                return "once_only"
            self._cells.add(cell)
        return None


def _plain(title: str) -> str:
    return clean(title).casefold()


def _addresses(row: AttestedRow) -> list[str]:
    words = f"{row.reference} {row.note}".split()
    return [url_key(word.strip("()[]<>,;.“”\"'")) for word in words if "://" in word]


def _key(day: date, quota: Quota, year: int) -> str | None:
    if quota.channel == "document":
        return f"{year}" if date(year - 1, *RANGE_STARTS) <= day <= date(year, 12, 31) else None
    key = periods.key(day, quota.period)
    return key if key.startswith(f"{year:04d}") else None


def _in_force(day: date, agency: Agency, quota: Duty) -> bool:
    return agency.in_force(day, day) and quota.in_force(day, day)
