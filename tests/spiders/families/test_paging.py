import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.families.paging import is_forward, nearest, number

S = "https://sm.example.vn"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{S}/tin", None),
        (f"{S}/tin/page-3/", 3),
        (f"{S}/tin/page/12/", 12),
        (f"{S}/tin?start=40", 40),
        (f"{S}/tin?x=1&page=2", 2),
        (f"{S}/tin?page=0%2C3", 3),
        (f"{S}/tin?_101_cur=2", 2),
        (f"{S}/homepage-3", None),
    ],
)
def test_number(url, expected):
    assert number(url) == expected


@pytest.mark.parametrize(
    ("here", "there", "forward"),
    [
        (f"{S}/tin", f"{S}/tin?page=1", True),
        (f"{S}/tin?page=2", f"{S}/tin?page=1", False),
        (f"{S}/tin?page=2", f"{S}/tin", False),
        (f"{S}/tin?page=2", f"{S}/tin?page=2", False),
        (f"{S}/tin", f"{S}/tin/", False),
        (f"{S}/tin", "https://khac.example.vn/tin?page=2", False),
        (f"{S}/tin", f"{S}/tin?before=2024-01", True),
    ],
)
def test_is_forward(here, there, forward):
    assert is_forward(here, there) is forward


@given(st.integers(1, 40), st.lists(st.integers(1, 60), max_size=12))
def test_the_nearest_page_is_the_smallest_above_this_one(here, linked):
    found = nearest(f"{S}/tin?page={here}", [f"{S}/tin?page={n}" for n in linked])
    above = [n for n in linked if n > here]
    assert found == (f"{S}/tin?page={min(above)}" if above else None)
