"""Verdicts from bounds: tables for every rule, properties for what must never happen."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crawler.counts import PeriodCount
from reports.verdicts import Standing, cell_met, judge


def cell(count=0, review=0, complete=True):
    return PeriodCount(count, 0, 0, review, complete, due=True, met=None)


def each(*cells, minimum=2, **more):
    return Standing(minimum, "each", more.pop("required", minimum * len(cells)), more.pop("undated", 0), cells, **more)


def average(*cells, required=10, **more):
    return Standing(5, "average", required, more.pop("undated", 0), cells, **more)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (each(cell(2), cell(3)), ("met", None)),
        (each(cell(2, complete=False), cell(2, 9, complete=False), undated=7), ("met", None)),  # a low bound is enough
        (each(cell(9), cell(1)), ("not_met", "short")),  # no month makes up for another
        (each(cell(9), cell(1, complete=False)), ("undetermined", "incomplete")),
        (each(cell(0, complete=False), cell(1)), ("not_met", "short")),  # the complete one alone is short
        (each(cell(2), cell(1, 1)), ("undetermined", "review")),
        (each(cell(2), cell(0, 1)), ("not_met", "short")),  # even with what is in review
        (each(cell(2), cell(1), undated=1), ("undetermined", "undated")),
        (each(cell(1), cell(1), undated=1), ("not_met", "short")),  # one undated post can't fill two months
        (each(cell(0), cell(0), undated=4), ("undetermined", "undated")),
        (each(cell(0), cell(0), undated=3), ("not_met", "short")),
        (each(cell(0, complete=False), cell(1, 1), undated=1), ("undetermined", "incomplete")),  # first that holds
        (each(cell(0, 5), cell(1), undated=1), ("undetermined", "review")),
        (each(cell(2), cell(2), required=60), ("met", None)),  # `each` goes by its periods
        (average(cell(9), cell(1)), ("met", None)),  # a thin month is no breach
        (average(cell(9), cell(0)), ("not_met", "short")),
        (average(cell(9), cell(0, 1)), ("undetermined", "review")),
        (average(cell(9), cell(0), undated=1), ("undetermined", "undated")),
        (average(cell(8), cell(0, 1), undated=1), ("undetermined", "review")),
        (average(cell(7), cell(0, 1), undated=1), ("not_met", "short")),
        (average(cell(0), cell(0, complete=False)), ("undetermined", "incomplete")),
        (average(cell(10, complete=False), cell(0)), ("met", None)),
        (average(cell(9), cell(9), required=60), ("not_met", "short")),  # the year's minimum binds
        (each(cell(0, complete=False), sections=False), ("undetermined", "no_section")),
        (each(cell(0), sections=False), ("undetermined", "no_section")),
        (each(cell(2, complete=False), sections=False), ("met", None)),  # what is attested suffices
        (average(cell(0, 3, complete=False), sections=False, undated=2), ("undetermined", "no_section")),
        (each(cell(0), minimum=1, late=1), ("not_met", "late")),
        (each(cell(1), minimum=1, late=1), ("met", None)),
        (each(cell(0, complete=False), minimum=1, late=1), ("undetermined", "incomplete")),  # one in time may exist
        (each(cell(0, 1), minimum=1, late=1), ("undetermined", "review")),
    ],
)
def test_judge(standing, expected):
    assert judge(standing) == expected


@pytest.mark.parametrize(
    ("standing", "total", "shortfall"),
    [
        (each(cell(9), cell(1), cell(0, 5)), 10, 3),
        (average(cell(9), cell(0, 5)), 9, 1),
        (average(cell(9), cell(9)), 18, 0),
        (each(cell(2), cell(2)), 4, 0),
    ],
)
def test_total_and_shortfall_go_by_counts_alone(standing, total, shortfall):
    assert (standing.total, standing.shortfall) == (total, shortfall)


@pytest.mark.parametrize(
    ("count", "review", "complete", "due", "expected"),
    [
        (2, 0, True, True, True),
        (2, 0, False, False, True),
        (1, 0, True, True, False),
        (1, 1, True, True, None),
        (1, 0, False, True, None),
        (1, 0, True, False, None),
    ],
)
def test_met_of_one_period(count, review, complete, due, expected):
    assert cell_met(count, review, 2, complete=complete, due=due) is expected


CELLS = st.builds(cell, st.integers(0, 6), st.integers(0, 3), st.booleans())
STANDINGS = st.builds(
    lambda basis, cells, minimum, extra, undated, sections, late: Standing(
        minimum, basis, max(minimum * len(cells), extra), undated, tuple(cells), sections, late
    ),
    st.sampled_from(["each", "average"]),
    st.lists(CELLS, min_size=1, max_size=12),
    st.integers(1, 5),
    st.integers(0, 70),
    st.integers(0, 5),
    st.booleans(),
    st.integers(0, 1),
)
RANK = {"not_met": 0, "undetermined": 1, "met": 2}


def changed(standing, index, **more):
    cells = list(standing.due)
    cells[index] = replace(cells[index], **more)
    return replace(standing, due=tuple(cells))


@given(STANDINGS, st.data())
def test_one_more_post_never_worsens_a_verdict(standing, data):
    index = data.draw(st.integers(0, len(standing.due) - 1))
    better = changed(standing, index, count=standing.due[index].count + 1)
    assert RANK[judge(better)[0]] >= RANK[judge(standing)[0]]


@given(STANDINGS, st.data())
def test_deciding_a_review_to_count_never_overturns_a_verdict(standing, data):
    index = data.draw(st.integers(0, len(standing.due) - 1))
    one = standing.due[index]
    assume(one.review)
    before, counted = judge(standing)[0], changed(standing, index, count=one.count + 1, review=one.review - 1)
    rejected = changed(standing, index, review=one.review - 1)
    assert before == "undetermined" or {judge(counted)[0], judge(rejected)[0]} == {before}


@given(STANDINGS, st.data())
def test_a_dated_post_never_overturns_a_verdict(standing, data):
    assume(standing.undated)
    index = data.draw(st.integers(0, len(standing.due) - 1))
    dated = changed(replace(standing, undated=standing.undated - 1), index, count=standing.due[index].count + 1)
    elsewhere = replace(standing, undated=standing.undated - 1)
    before = judge(standing)[0]
    assert before == "undetermined" or {judge(dated)[0], judge(elsewhere)[0]} == {before}


@given(STANDINGS, st.data())
def test_less_coverage_never_makes_sure(standing, data):
    index = data.draw(st.integers(0, len(standing.due) - 1))
    before, after = judge(standing)[0], judge(changed(standing, index, complete=False))[0]
    assert after == before or (before, after) == ("not_met", "undetermined")


@given(STANDINGS, st.data())
def test_what_an_incomplete_period_may_still_hold_never_overturns_a_verdict(standing, data):
    """Coverage gained, with any number of posts found in it, leaves `met` and `not_met` standing."""
    index = data.draw(st.integers(0, len(standing.due) - 1))
    assume(not standing.due[index].complete)
    found = data.draw(st.integers(0, 20))
    after = changed(standing, index, complete=True, count=standing.due[index].count + found)
    before = judge(standing)[0]
    assert before == "undetermined" or judge(after)[0] == before


@given(STANDINGS, st.integers(0, 5), st.data())
def test_more_in_doubt_never_turns_into_not_met(standing, more, data):
    index = data.draw(st.integers(0, len(standing.due) - 1))
    for doubtful in (
        changed(standing, index, review=standing.due[index].review + more),
        replace(standing, undated=standing.undated + more),
    ):
        before, after = judge(standing)[0], judge(doubtful)[0]
        assert after == before or (before, after) == ("not_met", "undetermined")


@given(STANDINGS)
def test_every_verdict_has_the_reasons_that_go_with_it(standing):
    verdict, reason = judge(standing)
    allowed = {
        "met": {None},
        "not_met": {"late", "short"},
        "undetermined": {"no_section", "incomplete", "review", "undated"},
    }
    assert reason in allowed[verdict]
    assert reason != "undated" or standing.undated
    assert verdict != "not_met" or standing.shortfall or standing.total < standing.required
