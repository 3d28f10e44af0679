"""Period keys: `YYYY-MM` (month), `YYYY-Www` (ISO week, belonging to its ISO year), `YYYY` (`once`).

Days are calendar days in the province's zone; a period holds its first and its last day.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from crawler.errors import BadInput

Kind = Literal["month", "week", "once"]

_KEY = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})|-W(?P<week>[0-9]{2}))?")


def key(day: date, kind: Kind) -> str:
    """The period of that kind that `day` belongs to."""
    if kind == "month":
        return f"{day.year:04d}-{day.month:02d}"
    if kind == "week":
        iso = day.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}"
    return f"{day.year:04d}"


def kind_of(text: str) -> Kind:
    """Which kind of period `text` names. Raises BadInput where it names none, or one that no calendar has."""
    kind, _, _ = _read(text)
    return kind


def bounds(text: str) -> tuple[date, date]:
    """First and last day of the period `text`. Raises BadInput as `kind_of` does."""
    _, first, last = _read(text)
    return first, last


def of_year(year: int, kind: Kind) -> tuple[str, ...]:
    """All periods of a year, in order: 12 months, the 52 or 53 weeks of the ISO year, or the year itself."""
    if kind == "month":
        return tuple(f"{year:04d}-{month:02d}" for month in range(1, 13))
    if kind == "week":
        weeks = date(year, 12, 28).isocalendar().week  # 28 December always lies in the ISO year's last week
        return tuple(f"{year:04d}-W{week:02d}" for week in range(1, weeks + 1))
    return (f"{year:04d}",)


def ended(text: str, zone: tzinfo, moment: datetime) -> bool:
    """Whether `moment` (aware) lies after the last instant of the period's last day in `zone`."""
    return day_of(moment, zone) > bounds(text)[1]


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The calendar day of an aware moment in `zone`. Raises ValueError on a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"moment without a time zone: {moment!r}")
    return moment.astimezone(zone).date()


def _read(text: str) -> tuple[Kind, date, date]:
    found = _KEY.fullmatch(text)
    if not found:
        raise _bad(text)
    year = int(found["year"])
    try:
        if found["month"]:
            return "month", *_month(year, int(found["month"]))
        if found["week"]:
            monday = date.fromisocalendar(year, int(found["week"]), 1)
            return "week", monday, monday + timedelta(days=6)
        return "once", date(year, 1, 1), date(year, 12, 31)
    except (ValueError, OverflowError) as error:
        raise _bad(text) from error


def _month(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, first.replace(day=calendar.monthrange(year, month)[1])


def _bad(text: str) -> BadInput:
    return BadInput(
        f"Kỳ không hợp lệ: “{text}”. Hãy ghi tháng theo dạng 2024-03, tuần theo dạng 2024-W07 hoặc năm theo dạng 2024."
    )
