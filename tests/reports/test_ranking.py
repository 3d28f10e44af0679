"""The ranking: only what is certain has a rank."""

import pytest

from reports.ranking import ranking


def posts(make, agency, months, count=2):
    return [
        make.post(
            f"{agency}-{month}-{n}", **{**make.for_quota("portal", "portal", f"2024-{month:02}-0{n}"), "agency": agency}
        )
        for month in range(1, months + 1)
        for n in range(1, count + 1)
    ]


@pytest.fixture
def portal(make):
    return make.registry(departments=4, districts=0, quotas=[make.QUOTAS[1]], checklist=[])


def ranks(make, portal, rows, **more):
    return [(one.agency.id, one.share, one.rank) for one in ranking(make.audit(rows, made=portal, **more).agencies)]


def test_equal_shares_rank_equal(make, portal):
    rows = posts(make, "so-1", 6) + posts(make, "so-2", 12) + posts(make, "so-3", 6)
    assert ranks(make, portal, rows) == [("so-2", 1.0, 1), ("so-1", 0.5, 2), ("so-3", 0.5, 2), ("so-4", 0.0, 4)]


def test_what_is_beyond_the_required_does_not_make_up_for_what_is_missing(make, portal):
    assert ranks(make, portal, posts(make, "so-1", 6, 4))[0] == ("so-1", 0.5, 1)


def test_what_may_still_rise_has_no_rank_and_stands_last(make, portal):
    rows = posts(make, "so-1", 11) + posts(make, "so-2", 6)
    known = make.Known({("so-1", "portal", "2024-12"): "failed"})
    assert [one for one in ranks(make, portal, rows, known=known) if one[0] in ("so-1", "so-2")] == [
        ("so-2", 0.5, 1),
        ("so-1", 0.916667, None),
    ]


@pytest.mark.parametrize("state", ["review", "undated"])
def test_open_posts_take_the_rank_away(make, portal, state):
    cells = (("portal", "" if state == "undated" else "2024-12", state),)
    rows = [*posts(make, "so-1", 11), make.post("x", channel="portal", status=state, cells=cells)]
    assert {one: rank for one, _, rank in ranks(make, portal, rows)}["so-1"] is None


def test_a_full_quota_is_certain_though_something_is_unread(make, portal):
    known = make.Known({("so-1", "portal", "2024-12"): "failed"})
    assert ranks(make, portal, posts(make, "so-1", 12), known=known)[0] == ("so-1", 1.0, 1)


def test_agencies_of_which_nothing_is_due_are_left_out(make, portal):
    assert ranks(make, portal, [], as_of=make.date(2024, 1, 5)) == []
