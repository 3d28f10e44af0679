"""When pages that were read are read again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.readagain import LEAST, SPREAD, due, next_day

BORN = date(2024, 3, 1)
DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31))


def after(days: int) -> date:
    return BORN + timedelta(days=days)


@pytest.mark.parametrize(
    ("read", "earliest", "latest"),
    [
        pytest.param(0, 2, 2, id="on its day: when it is two days old"),
        pytest.param(1, 2, 2, id="on the next: the day after"),
        pytest.param(2, 7, 9, id="then in its second week"),
        pytest.param(6, 7, 9, id="soon after it was read late"),
        pytest.param(10, 30, 40, id="then after a month"),
        pytest.param(40, 90, 120, id="after three"),
        pytest.param(120, 120 + LEAST, 120 + LEAST + SPREAD - 1, id="then about every three months"),
        pytest.param(400, 400 + LEAST, 400 + LEAST + SPREAD - 1, id="for ever"),
    ],
)
@pytest.mark.parametrize("post", ["snv.vn~1", "snv.vn~22", "stp.vn~u0123456789abcdef"])
def test_the_younger_the_sooner(post, read, earliest, latest):
    assert after(earliest) <= next_day(post, BORN, after(read)) <= after(latest)


@pytest.mark.parametrize("published", [None, after(30)])
def test_a_post_without_a_day_or_with_one_to_come_is_as_old_as_its_reading(published):
    assert next_day("snv.vn~1", published, BORN) == next_day("snv.vn~1", BORN, BORN)


@given(st.text(), DAYS, DAYS)
def test_what_was_read_today_is_not_due_today(post, published, read):
    assert next_day(post, published, read) > read
    assert not due(post, published, read, read)
    assert due(post, published, read, next_day(post, published, read))


def test_posts_that_were_read_together_are_read_again_a_few_each_night():
    read = date(2025, 3, 1)
    days = [next_day(f"snv.vn~{number}", BORN, read) for number in range(9000)]
    assert max(days.count(day) for day in set(days)) < 9000 / SPREAD * 1.6
    assert len(set(days)) == SPREAD
