"""Expected ranges and pauses learnt from a section's own past."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reports.health.habits import expected, newest, patience, window
from tests.reports.health.making import TODAY, every

_DAYS = st.lists(st.integers(0, 400), max_size=300).map(
    lambda back: tuple(sorted(TODAY - timedelta(days=days) for days in back))
)


def test_a_short_past_expects_nothing():
    assert expected(every(3, 140), TODAY) is None
    assert expected((), TODAY) is None
    assert patience(every(3, 12), TODAY) is None


def test_a_steady_section_expects_its_number():
    made = expected(every(3, 210), TODAY)
    assert made is not None
    assert (made.usual, made.least, made.most) == (10, 0, 30)


def test_days_in_the_future_are_no_newest():
    assert newest((TODAY - timedelta(days=3), TODAY + timedelta(days=1)), TODAY) == TODAY - timedelta(days=3)
    assert newest((TODAY + timedelta(days=1),), TODAY) is None


@given(_DAYS)
def test_a_range_holds_its_usual_number_and_a_window_no_more_than_all(days):
    made = expected(days, TODAY)
    assert 0 <= window(days, TODAY) <= len(days)
    if made is not None:
        assert 0 <= made.least <= made.usual <= made.most


@given(_DAYS)
def test_patience_outlasts_every_pause_it_has_seen(days):
    limit, own = patience(days, TODAY), sorted({day for day in days if day >= TODAY - timedelta(days=365)})
    if limit is not None:
        assert all((later - earlier).days <= limit for earlier, later in pairwise(own))
