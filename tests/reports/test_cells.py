"""How figures are shown: nothing that may be more is ever a zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.counts import PeriodCount
from reports.cells import cell_view
from reports.verdicts import cell_met


def cell(count=0, review=0, *, complete=True, due=True, excepted=False, attested=0, minimum=2):
    met = cell_met(count, review, minimum, complete=complete, due=due)
    return PeriodCount(count, 0, attested, review, complete, due and not excepted, met, excepted)


@pytest.mark.parametrize(
    ("made", "basis", "state", "figure", "aside"),
    [
        (cell(3), "each", "enough", "3", ""),
        (cell(1), "each", "short", "1 ↓", ""),
        (cell(1), "average", "thin", "1", ""),
        (cell(0), "each", "zero", "0 ✘", ""),
        (cell(0), "average", "zero", "0 ✘", ""),
        (cell(0, 1), "each", "open", "0", "+1 chờ"),
        (cell(1, 4), "each", "open", "1", "+4 chờ"),
        (cell(3, 1), "each", "enough", "3", "+1 chờ"),
        (cell(3, attested=2), "each", "enough", "3", "2 xác nhận"),
        (cell(0, complete=False), "each", "partial", "?", ""),
        (cell(3, complete=False), "each", "partial", "≥ 3?", ""),
        (cell(0, 2, complete=False), "average", "partial", "?", "+2 chờ"),
        (cell(0, due=False), "each", "future", "…", ""),
        (cell(2, due=False), "each", "future", "2…", ""),
        (cell(0, complete=False, due=False), "each", "future", "…", ""),
        (cell(0, excepted=True), "each", "excepted", "miễn", ""),
    ],
)
def test_views(made, basis, state, figure, aside):
    view = cell_view(made, 2, basis)
    assert (view.state, view.figure, view.aside) == (state, figure, aside)


@given(
    count=st.integers(0, 9), review=st.integers(0, 9), complete=st.booleans(), due=st.booleans(),
    excepted=st.booleans(), basis=st.sampled_from(["each", "average"]),
)  # fmt: skip
def test_a_zero_stands_only_where_all_was_read(count, review, complete, due, excepted, basis):
    view = cell_view(cell(count, review, complete=complete, due=due, excepted=excepted), 2, basis)
    if view.figure.startswith("0"):
        assert count == 0
        assert complete
        assert due
        assert not excepted
    if review:
        assert str(review) in view.aside
        assert f"{review} chờ" in view.spoken
