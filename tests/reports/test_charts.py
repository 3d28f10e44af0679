"""The pictures: a month that may hold more looks like none that is known."""

import pytest

from crawler.counts import PeriodCount
from reports.charts import HEIGHT, heat, heat_map, trend


def cell(count, *, complete=True, due=True, excepted=False):
    return PeriodCount(count, 0, 0, 0, complete, due, None, excepted)


@pytest.mark.parametrize(
    ("made", "shade"),
    [
        (cell(0), "h0"),
        (cell(1), "h1"),
        (cell(2), "h2"),
        (cell(4), "h3"),
        (cell(7), "h3"),
        (cell(8), "h4"),
        (cell(0, complete=False), "partial"),
        (cell(9, complete=False), "partial"),
        (cell(9, complete=False, due=False), "future"),
        (cell(9, due=False, excepted=True), "excepted"),
    ],
)
def test_shades(made, shade):
    assert heat(made, 4) == shade


@pytest.fixture(scope="module")
def duties(make):
    rows, known = make.mixed()
    return {duty.quota.id: duty for duty in make.audit(rows, known=known).duties}


def test_the_trend_adds_up_all_agencies(duties):
    made = trend(duties["own-site"])
    assert [bar.figure for bar in made.bars] == ["10", "10", *["8"] * 4, "≥ 5?", "≥ 5?", *["5"] * 4]
    assert [bar.state for bar in made.bars].count("partial") == 2
    assert (made.asked, made.line) == (15, 0)
    assert all(bar.y + bar.height == HEIGHT for bar in made.bars)


def test_months_that_are_not_due_are_no_bars_of_what_is_known(make):
    (own, *_) = make.audit([make.post(1, day="2024-03-02")], as_of=make.date(2024, 3, 15)).duties
    assert [bar.state for bar in trend(own).bars][:4] == ["whole", "whole", "future", "future"]
    assert [bar.figure for bar in trend(own).bars][:4] == ["0", "0", "1…", "…"]


def test_each_figure_of_the_heat_map_leads_to_its_posts(duties):
    made = heat_map(duties["portal"])
    assert [label for _, label in made.columns] == [f"T{month}" for month in range(1, 13)]
    assert made.lines[1].cells[8].href == "agencies/so-2.html#q-portal--2024-09"
    assert (made.lines[1].cells[8].heat, made.lines[1].cells[8].figure) == ("partial", "?")


@pytest.mark.parametrize("quota", ["radio", "plan-document", "investment"])
def test_no_picture_where_it_would_show_no_more_than_the_table(duties, quota):
    assert trend(duties[quota]) is None
    assert heat_map(duties[quota]) is None
