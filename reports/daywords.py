"""Days, moments and periods as a Vietnamese report writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo

from crawler import periods


def day_words(day: date) -> str:
    """`31/01/2024`."""
    return f"{day:%d/%m/%Y}"


def moment_words(text: str, zone: tzinfo) -> str:
    """ISO text as `31/01/2024 08:05` in the zone; a date alone stays one; other text comes back as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if len(text) == 10:
        return day_words(moment.date())
    local = moment.astimezone(zone) if moment.tzinfo else moment
    return f"{local:%d/%m/%Y %H:%M}"


def period_words(key: str) -> str:
    """`tháng 3/2024`, `tuần 7/2024 (12/02–18/02)`, `năm 2024`."""
    kind = periods.kind_of(key)
    if kind == "month":
        return f"tháng {int(key[5:])}/{key[:4]}"
    if kind == "week":
        first, last = periods.bounds(key)
        return f"tuần {int(key[6:])}/{key[:4]} ({first:%d/%m}–{last:%d/%m})"
    return f"năm {key}"


def short_period(key: str) -> str:
    """The period's number alone: `3`, `7`; a year as it is."""
    kind = periods.kind_of(key)
    return key if kind == "once" else str(int(key[5:] if kind == "month" else key[6:]))


def month_of_week(key: str) -> int:
    """The month in which most of the week's days lie (that of its Thursday)."""
    return date.fromisocalendar(int(key[:4]), int(key[6:]), 4).month


def periods_words(keys: Sequence[str]) -> str:
    """Several periods of one kind and year: `tháng 1–3, 5`, `tuần 7`, `năm 2024`; nothing for none."""
    if not keys:
        return ""
    kind = periods.kind_of(keys[0])
    if kind == "once":
        return f"năm {keys[0]}"
    unit = "tháng" if kind == "month" else "tuần"
    return f"{unit} {', '.join(_runs(int(short_period(key)) for key in keys))}"


def _runs(numbers: Iterable[int]) -> list[str]:
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return [str(first) if first == last else f"{first}–{last}" for first, last in runs]
