"""What is held of a layout: a page that lacks it is told from one that fits."""

from __future__ import annotations

import pytest

from crawler.items import Item, Listing, Words
from spiders.layout import layout, misfit


def listing(dates: str, *places: str) -> Listing:
    """A list page: an entry for each letter, dated for `d`."""
    items = (
        Item(f"http://a.vn/{n}", "Tin", Words("1/3", "listing") if one == "d" else None) for n, one in enumerate(dates)
    )
    return Listing(tuple(items), places=places)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (listing(""), ()),
        (listing("ddd"), ("own", "days")),
        (listing("d-d"), ("own", "not all days")),
        (listing("dd"), ("own",)),
        (listing("---", "div a", "p a"), ("learnt: div a", "learnt: p a", "not all days")),
    ],
)
def test_what_a_page_shows(shown, expected):
    assert layout(shown) == expected


HELD_OWN, HELD_LEARNT = ("own", "days"), ("learnt: div a", "learnt: p a", "days")


@pytest.mark.parametrize(
    ("held", "shown", "fits"),
    [
        ((), listing("---", "td a"), True),  # nothing held yet
        (HELD_OWN, listing(""), True),  # no entries: whether that is right is not asked here
        (HELD_OWN, listing("ddd"), True),
        (HELD_OWN, listing("d--"), True),
        (HELD_OWN, listing("--"), True),  # too few to tell
        (HELD_OWN, listing("---"), False),  # the days are gone
        ((*HELD_OWN, "not all days"), listing("---"), True),  # there were pages without
        (HELD_OWN, listing("ddd", "div a"), False),  # the family's own places are gone, another list was found
        (HELD_LEARNT, listing("ddd", "div a"), True),
        (HELD_LEARNT, listing("ddd", "p a", "td a"), True),
        (HELD_LEARNT, listing("ddd", "td a", "p a"), False),  # most of its entries stand elsewhere
        (HELD_LEARNT, listing("ddd"), False),
    ],
)
def test_a_page_against_what_is_held(held, shown, fits):
    assert (misfit(held, shown) is None) == fits
