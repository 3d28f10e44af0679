"""Period keys and their days."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import periods
from crawler.errors import BadInput

VN = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31))
KINDS = st.sampled_from(["month", "week", "once"])


@pytest.mark.parametrize(
    ("day", "kind", "expected"),
    [
        ("2024-01-01", "week", "2024-W01"),
        ("2024-12-29", "week", "2024-W52"),
        ("2024-12-30", "week", "2025-W01"),  # a Monday: the week's Thursday lies in 2025
        ("2024-12-31", "month", "2024-12"),
        ("2021-01-03", "week", "2020-W53"),
        ("2023-01-01", "week", "2022-W52"),
        ("2024-02-29", "month", "2024-02"),
        ("2024-12-30", "once", "2024"),
    ],
)
def test_key(day, kind, expected):
    assert periods.key(date.fromisoformat(day), kind) == expected


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2025-W01", "2024-12-30", "2025-01-05"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2024-W07", "2024-02-12", "2024-02-18"),
        ("2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_bounds(key, first, last):
    assert periods.bounds(key) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        *("", "0000", "24-01", "2024-1", "2024-00", "2024-13", "2024-01-01", "2024-02\n", "٢٠٢٤", "tháng 2"),
        *("2024-W00", "2024-W53", "2024-W54", "2024-w07", "2024-W7", "2024-W07 ", "9999-W53"),
    ],
)
def test_what_is_no_period_is_refused_in_vietnamese(text):
    with pytest.raises(BadInput, match="Kỳ không hợp lệ"):
        periods.bounds(text)


@pytest.mark.parametrize(("year", "weeks"), [(2020, 53), (2023, 52), (2024, 52), (2025, 52), (2026, 53)])
def test_of_year(year, weeks):
    assert len(periods.of_year(year, "week")) == weeks
    assert len(periods.of_year(year, "month")) == 12
    assert periods.of_year(year, "once") == (str(year),)


@given(DAYS, KINDS)
def test_a_day_lies_in_the_period_it_belongs_to(day, kind):
    key = periods.key(day, kind)
    first, last = periods.bounds(key)
    assert first <= day <= last
    assert periods.kind_of(key) == kind
    assert periods.key(first, kind) == periods.key(last, kind) == key


@given(st.integers(1901, 2198), KINDS)
def test_periods_follow_each_other_without_gap_or_overlap(year, kind):
    keys = [*periods.of_year(year, kind), *periods.of_year(year + 1, kind)]
    assert keys == sorted(set(keys))
    spans = [periods.bounds(key) for key in keys]
    assert all(b[0] - a[1] == timedelta(days=1) for a, b in pairwise(spans))


@given(DAYS, KINDS)
def test_every_day_is_in_exactly_one_period_of_the_years_around(day, kind):
    near = [key for year in (day.year - 1, day.year, day.year + 1) for key in periods.of_year(year, kind)]
    holding = [key for key in near if periods.bounds(key)[0] <= day <= periods.bounds(key)[1]]
    assert holding == [periods.key(day, kind)]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2024, 1, 31, 23, 59, 59, 999999, VN), False),
        (datetime(2024, 2, 1, 0, 0, 0, 0, VN), True),
        (datetime(2024, 1, 31, 16, 59, 59, tzinfo=UTC), False),
        (datetime(2024, 1, 31, 17, 0, 0, tzinfo=UTC), True),  # midnight in Việt Nam
    ],
)
def test_a_period_ends_at_midnight_in_the_provinces_zone(moment, expected):
    assert periods.ended("2024-01", VN, moment) is expected


def test_a_moment_without_zone_is_no_moment():
    with pytest.raises(ValueError, match="time zone"):
        periods.ended("2024-01", VN, datetime(2024, 2, 1))  # noqa: DTZ001
