"""What the demo's plan asks of its agencies: the duties that the registry prints and the truth counts by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.demo.model import Site

YEAR = 2024
LOOKED_FROM, LOOKED_TO = date(YEAR - 1, 10, 1), date(YEAR, 12, 31)  # what the quotas need, documents included
PLAN = "Kế hoạch thông tin, tuyên truyền cải cách hành chính năm 2024"
EXCEPTED = (("broadcast", "2024-W07", "Tuần nghỉ Tết Nguyên đán"),)


@dataclass(frozen=True)
class Duty:
    """One quota, as in the interface's `plan.quotas`."""

    id: str
    clause: str
    channel: str
    period: str  # month, week, once
    minimum: int
    kinds: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    basis: str = "each"
    topic: str | None = None
    document: str | None = None
    yearly_minimum: int | None = None
    deadline: date | None = None

    def binds(self, site: Site) -> bool:
        return site.kind in self.kinds or site.id in self.agencies


_BODIES = ("department", "district")
DUTIES = (
    Duty("own-site", "III.1.b", "own_site", "month", 5, _BODIES, basis="average", topic="cchc", yearly_minimum=60),
    Duty("portal", "III.1.d", "portal", "month", 2, (*_BODIES, "newspaper"), topic="cchc"),
    Duty("investment", "III.6", "portal", "month", 2, agencies=("so-ke-hoach-va-dau-tu",), topic="investment"),
    Duty("broadcast", "III.1.c", "broadcast", "week", 1, ("district",), topic="cchc"),
    Duty(
        "plan-document", "III.1.a", "document", "once", 1, _BODIES,
        document="communication-plan", deadline=date(YEAR, 1, 31),
    ),
)  # fmt: skip


def periods(duty: Duty) -> dict[str, tuple[date, date]]:
    """The duty's periods in the plan's year: key -> first and last day on which it is looked for."""
    if duty.deadline:
        return {str(YEAR): (LOOKED_FROM, duty.deadline)}
    return dict(_weeks() if duty.period == "week" else _months())


def period_of(duty: Duty, day: date) -> str | None:
    """The key of the period in which a day falls; None outside the plan's year."""
    return next((key for key, (first, last) in periods(duty).items() if first <= day <= last), None)


def excepted(duty: Duty, key: str) -> bool:
    return any((quota, period) == (duty.id, key) for quota, period, _ in EXCEPTED)


def _months() -> Iterator[tuple[str, tuple[date, date]]]:
    for month in range(1, 13):
        following = date(YEAR + month // 12, month % 12 + 1, 1)
        yield f"{YEAR}-{month:02d}", (date(YEAR, month, 1), following - timedelta(days=1))


def _weeks() -> Iterator[tuple[str, tuple[date, date]]]:
    monday = date(YEAR, 1, 4) - timedelta(days=date(YEAR, 1, 4).weekday())
    week = 1
    while (monday + timedelta(days=3)).year == YEAR:  # a week belongs to the year of its Thursday
        yield f"{YEAR}-W{week:02d}", (monday, monday + timedelta(days=6))
        monday, week = monday + timedelta(days=7), week + 1
