"""How much of a section its listing shows, as a feed bears out."""

import pytest

from crawler.found import SecondWay
from reports.recallviews import recall_json, recall_views

URL = "https://so1.example.vn/rss"


@pytest.mark.parametrize(
    ("listed", "shown", "both", "added", "recall"),
    [(40, 20, 20, 0, "100 %"), (40, 20, 19, 1, "95 %"), (40, 3, 2, 1, "66,6 %"), (900, 1000, 999, 1, "99,9 %"),
     (9, 9999, 9998, 1, "99,9 %"), (40, 0, 0, 0, "không rõ"), (5, 20, 0, 20, "0 %")],
)  # fmt: skip
def test_the_share_is_cut_never_rounded_up(make, listed, shown, both, added, recall):
    section = make.section("so-1", "own_site")
    (view,) = recall_views([section], {section.section: SecondWay(URL, listed, shown, both, added)})
    assert (view.figures, view.recall) == ((str(listed), str(shown), str(both), str(added)), recall)


def test_two_that_were_not_compared_have_no_figures(make):
    section, way = make.section("so-1", "own_site"), SecondWay(URL, 0, 0, 0, 0, "HTTP 500 <b>")
    (view,) = recall_views([section], {section.section: way}, {"so-1": "Sở số 1"})
    assert (view.whose, view.figures, view.recall, view.fault) == ("Sở số 1", ("–",) * 4, "không rõ", "HTTP 500 <b>")
    assert recall_json(section.section, way)["recall"] is None


def test_a_section_without_a_feed_is_no_row(make):
    assert recall_views([make.section("so-1", "own_site")], {}) == ()
