"""What a section's past leads one to expect: how many posts in 30 days, and how long it may be silent."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

WINDOW = 30  # days
WINDOWS = 6  # of the past by which the next is judged
SPREAD = 1.4826  # a median distance as a standard deviation
LEAST_PAUSES = 5  # fewer tell nothing of a habit
SHORTEST_ALARM = 14  # days of silence that never alarm


@dataclass(frozen=True)
class Expected:
    """Posts per 30 days: the usual number, and the least and the most that surprise nobody."""

    usual: float
    least: int
    most: int


def expected(days: Sequence[date], today: date) -> Expected | None:
    """Learnt from the six windows of 30 days before the last one; None where the past is shorter than four of them.

    `days`: of all posts, sorted.
    """
    counts = [window(days, today - timedelta(days=WINDOW * number)) for number in range(1, WINDOWS + 1)]
    known = (today - days[0]).days if days else 0
    counts = counts[: min(WINDOWS, known // WINDOW - 1)] if known >= WINDOW else []
    if len(counts) < 4:
        return None
    usual = median(counts)
    spread = max(SPREAD * median(abs(count - usual) for count in counts), usual**0.5)
    least = int(max(0, min(usual - 3 * spread, usual / 4)))
    return Expected(usual, least, round(max(usual + 4 * spread, 3 * usual, usual + 10)))


def window(days: Sequence[date], last: date) -> int:
    """How many of the sorted days lie in the 30 that end with `last`."""
    return bisect_right(days, last) - bisect_left(days, last - timedelta(days=WINDOW - 1))


def newest(days: Sequence[date], today: date) -> date | None:
    """The youngest day that is not in the future: such a one is a slip of the pen."""
    at = bisect_right(days, today)
    return days[at - 1] if at else None


def patience(days: Sequence[date], today: date) -> int | None:
    """Days of silence that are still its habit: half as much again as its longest pause within a year.

    None where it has posted too seldom to have a habit.
    """
    year = [day for day in sorted(set(days)) if today - timedelta(days=365) <= day <= today]
    pauses = [(later - earlier).days for earlier, later in pairwise(year)]
    if len(pauses) < LEAST_PAUSES:
        return None
    return max(SHORTEST_ALARM, round(1.5 * max(pauses)))
