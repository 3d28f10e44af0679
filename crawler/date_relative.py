"""Dates counted back from the moment of reading: "3 giờ trước", "Hôm qua, 08:30". Weeks and more name no day: None."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_AGO = re.compile(
    r"\b(?P<n>\d{1,3}) ?(?P<unit>giay|phut|gio|tieng|ngay|seconds?|secs?|minutes?|mins?|hours?|days?) (?:truoc|ago)\b",
    re.ASCII,
)
_NAMED = re.compile(r"\b(?P<word>hom nay|hom qua|hom kia|hom truoc|vua xong|today|yesterday|just now)\b", re.ASCII)
_CLOCK = re.compile(r"(?<![\d:])([0-2]?\d) ?[:hg] ?([0-5]\d)(?![\d:])", re.ASCII)
_UNITS = {
    "gia": "seconds", "sec": "seconds", "phu": "minutes", "min": "minutes", "gio": "hours", "tie": "hours",
    "hou": "hours", "nga": "days", "day": "days",
}  # fmt: skip
_BACK = {"hom nay": 0, "today": 0, "vua xong": 0, "just now": 0, "hom qua": 1, "yesterday": 1, "hom kia": 2}


@dataclass(frozen=True)
class Relative:
    """The days that the words may mean, likeliest first; the time if printed; where in the plain text they stand."""

    days: tuple[date, ...]
    time: time | None
    start: int
    end: int


def read_relative(bare: str, now: datetime) -> Relative | None:
    """What plain words counted back from `now` mean; None where there are none, or several."""
    ago, named = list(_AGO.finditer(bare)), list(_NAMED.finditer(bare))
    if len(ago) + len(named) != 1:
        return None
    return _ago(ago[0], now) if ago else _named(named[0], bare, now)


def _ago(match: re.Match[str], now: datetime) -> Relative:
    """Sites round down: "3 giờ trước" is between three and four hours, and may straddle midnight."""
    unit = match.group("unit")
    step = timedelta(**{_UNITS[unit[:3]]: 1})
    latest = now - int(match.group("n")) * step
    days = dict.fromkeys((latest.date(), (latest - step).date()))
    return Relative(tuple(days), None, match.start(), match.end())


def _named(match: re.Match[str], bare: str, now: datetime) -> Relative | None:
    back = _BACK.get(match.group("word"))
    if back is None:  # "hôm trước": some day before
        return None
    days = ((now - timedelta(days=back)).date(),)
    clocks = [found for found in _CLOCK.finditer(bare) if int(found.group(1)) < 24]
    if len(clocks) != 1:
        return Relative(days, None, match.start(), match.end())
    clock = time(int(clocks[0].group(1)), int(clocks[0].group(2)))
    start, end = min(match.start(), clocks[0].start()), max(match.end(), clocks[0].end())
    return Relative(days, clock, start, end)
