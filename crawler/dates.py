"""The reading of a date's words. Day before month, always; what can't be read for certain is None, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from crawler.date_machine import read_machine
from crawler.date_relative import read_relative
from crawler.datewords import AFTER, BEFORE, CORE, month_of, plain, printed, weekday_of

Precision = Literal["second", "minute", "day"]

FIRST_YEAR, LAST_YEAR = 1990, 2100
_NUMBER = re.compile(r"[0-9]+")
_VI_MONTH = re.compile(r"th(?:ang|\.)? ?([0-9]+|[a-z]+(?: (?:mot|hai)\b)?)")
_EN_MONTH = re.compile(r"(?<![a-z])(?!st|nd|rd|th|of)[a-z]{3,}")
_REACH = 60  # characters before a date in which its time and its day of the week may stand


@dataclass(frozen=True)
class Reading:
    """What a date's words say, in the province's zone.

    `day` is the day they name; `days` all days they may mean (more than one only for relative words, and where the
    day of the week fits day and month the other way round). `time` is None where none is printed, or a filler.
    """

    day: date
    time: time | None
    precision: Precision
    words: str  # the exact words matched
    offset_given: bool = False  # the words themselves name a zone or an offset
    filler_time: bool = False  # midnight to the second or minute: what a CMS prints where it knows no time
    weekday_conflict: bool = False  # the day of the week they name is another one
    relative: bool = False  # "3 giờ trước", counted back from a `now`
    days: tuple[date, ...] = ()

    def instant(self, zone: tzinfo) -> datetime | None:
        """The moment named, in `zone`; None where no time is known."""
        return datetime.combine(self.day, self.time, zone) if self.time is not None else None


def read(text: str, zone: ZoneInfo, *, machine: bool = False, now: datetime | None = None) -> Reading | None:
    """The one date that `text` names; None where it names none, or several different ones.

    `machine` also reads what only programs write: seconds or milliseconds since 1970, `/Date(…)/`, `20240312T0915`.
    `now` (with its zone) allows words counted back from it ("hôm qua"); without it they are None.
    """
    found = read_all(text, zone)
    if found:
        return _agreed(found)
    if machine and (moment := read_machine(text.strip())):
        return _from_machine(moment, zone, text.strip())
    if now is not None:
        return _from_relative(text, zone, now)
    return None


def read_all(text: str, zone: ZoneInfo) -> tuple[Reading, ...]:
    """Every date in `text`, in its order; impossible ones (25/03 printed as 03/25) and years out of reach left out."""
    shown = printed(text)
    return tuple(_readings(shown, plain(shown), zone))


def _agreed(found: tuple[Reading, ...]) -> Reading | None:
    if len({reading.day for reading in found}) > 1:
        return None
    timed = [reading for reading in found if reading.time is not None]
    if len({reading.time for reading in timed}) > 1:
        return replace(found[0], time=None, precision="day")
    return timed[0] if timed else found[0]


def _readings(shown: str, bare: str, zone: ZoneInfo) -> Iterator[Reading]:
    taken = 0  # end of the date before: its time is not the next one's
    for core in CORE.finditer(bare):
        day = _day(core)
        if day is None:
            continue
        start = core.start()
        before = BEFORE.search(bare, max(taken, start - _REACH), start) if start > taken else None
        after = AFTER.match(bare, core.end())
        yield _reading(day, before, after, core, shown, zone)
        early = before is not None and before.group("h")
        taken = after.end() if after and after.group("h") and not early else core.end()


def _day(core: re.Match[str]) -> date | None:
    shape, words = core.lastgroup, core.group(core.lastgroup or 0)
    numbers = [int(n) for n in _NUMBER.findall(words)]
    match shape:
        case "ymd":
            year, month, day = numbers
        case "dmy" | "dm_y":
            day, month, year = numbers
        case "d_vi_y" | "vi_d_y":
            found = _VI_MONTH.search(words)
            month = (month_of(found.group(1)) if found else None) or 0
            day, year = (numbers[0] if shape == "d_vi_y" else numbers[-2]), numbers[-1]
        case _:
            named = _EN_MONTH.search(words)
            month = (month_of(named.group()) if named else None) or 0
            day, year = numbers[0], numbers[-1]
    if shape != "ymd" and year < 100:  # d/m/yy
        year += 2000
    return _possible(year, month, day)


def _possible(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _reading(
    day: date,
    before: re.Match[str] | None,
    after: re.Match[str] | None,
    core: re.Match[str],
    shown: str,
    zone: ZoneInfo,
) -> Reading:
    clock, names = _clock(before, after)
    start = before.start() if before else core.start()
    end = after.end() if after and (after.group("h") or after.group("day")) else core.end()
    words = shown[start:end].strip(" |,;-")
    reading = _at(day, clock, zone, words)
    return _with_weekday(reading, day, names)


class _Clock(NamedTuple):
    """A printed time of day, and the minutes east of Greenwich that it was printed with."""

    time: time
    precision: Precision
    offset: int | None


def _clock(before: re.Match[str] | None, after: re.Match[str] | None) -> tuple[_Clock | None, list[str]]:
    """The time and the days of the week that stand beside a date. Two different times are no time."""
    early = _time(before) if before else None
    late = _time(after) if after else None
    names = [after.group("day")] if after else []
    names += before.group("day1", "day2", "bare") if before else ()
    clock = early or late
    if early and late and early != late:
        clock = None
    return clock, [name for name in names if name]


def _time(match: re.Match[str]) -> _Clock | None:
    if match.group("h") is None:
        return None
    hour, half = int(match.group("h")), (match.group("half") or "").replace(".", "")
    if half in ("pm", "ch", "chieu") and hour < 12:
        hour += 12
    elif half in ("am", "sa", "sang") and hour == 12:
        hour = 0
    if hour > 23:
        return None
    minute, second = match.group("m"), match.group("s")
    clock = time(hour, int(minute or 0), int(second or 0))
    return _Clock(clock, "second" if second else "minute", _offset(match))


def _offset(match: re.Match[str]) -> int | None:
    """Minutes east of Greenwich, None where the words name no zone."""
    zulu, ict, named, tight, loose = match.group("zulu", "ict", "named", "tight", "loose")
    php = match.group("php") if match.re is AFTER else None
    given = named or tight or loose or php
    if zulu or php in ("utc", "gmt"):
        return 0
    if ict or php == "ict":
        return 7 * 60
    if given is None:
        return None
    digits = given.replace(" ", "").replace(":", "")
    hours, minutes = (digits[1:3], digits[3:5]) if len(digits) > 2 else (digits[1:], "")
    return (int(hours) * 60 + int(minutes or 0)) * (-1 if digits[0] == "-" else 1)


def _at(day: date, clock: _Clock | None, zone: ZoneInfo, words: str) -> Reading:
    if clock is None:
        return Reading(day, None, "day", words, days=(day,))
    filler, offset_given = clock.time == time(0), clock.offset is not None
    if clock.offset is not None and abs(clock.offset) <= 14 * 60:
        east = timezone(timedelta(minutes=clock.offset))
        moment = datetime.combine(day, clock.time, east).astimezone(zone)
        day, here = moment.date(), moment.time()
    else:
        here = clock.time
    if filler or here == time(0):
        return Reading(day, None, "day", words, offset_given, filler_time=True, days=(day,))
    return Reading(day, here, clock.precision, words, offset_given, days=(day,))


def _with_weekday(reading: Reading, named: date, names: list[str]) -> Reading:
    """Flags a day of the week that is not the date's. Where day and month the other way round fit it, both may be."""
    wanted = {weekday_of(name) for name in names} - {None}
    if not wanted or wanted == {named.weekday()}:
        return reading
    swapped = _possible(named.year, named.day, named.month)
    days = reading.days
    if swapped is not None and wanted == {swapped.weekday()}:
        days = (reading.day, swapped)
    return replace(reading, weekday_conflict=True, days=days)


def _from_machine(moment: datetime, zone: ZoneInfo, words: str) -> Reading | None:
    here = moment.astimezone(zone) if moment.tzinfo else moment
    if not FIRST_YEAR <= here.year <= LAST_YEAR:
        return None
    clock = here.time().replace(microsecond=0)
    given, days = moment.tzinfo is not None, (here.date(),)
    if clock == time(0):
        return Reading(here.date(), None, "day", words, given, filler_time=len(words) > 8, days=days)
    return Reading(here.date(), clock, "second", words, given, days=days)


def _from_relative(text: str, zone: ZoneInfo, now: datetime) -> Reading | None:
    shown = printed(text)
    found = read_relative(plain(shown), now.astimezone(zone))
    if found is None:
        return None
    words = shown[found.start : found.end]
    precision: Precision = "day" if found.time is None else "minute"
    return Reading(found.days[0], found.time, precision, words, relative=True, days=found.days)
