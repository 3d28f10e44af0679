"""The audit: the posts behind each figure, gaps told once, and figures that nothing bears out."""

from datetime import date

import pytest

from reports.audit import VERDICT_ORDER


def quota(audit, agency, name):
    (found,) = [one for a in audit.agencies if a.id == agency for one in a.quotas if one.quota.id == name]
    return found


@pytest.fixture(scope="module")
def mixed(make):
    rows, known = make.mixed()
    return make.audit(rows, known=known)


def test_every_figure_has_as_many_posts_as_it_says(mixed):
    assert mixed.mismatches == ()
    for agency in mixed.agencies:
        for one in agency.quotas:
            for key, cell in one.count.periods.items():
                posts = one.posts.get(key)
                assert (len(posts.counted), len(posts.review)) == (cell.count, cell.review) if posts else not cell.count


def test_posts_stand_in_the_order_of_their_dates(mixed):
    months = quota(mixed, "so-1", "own-site").posts
    assert all(
        [p.published for p in cell.counted] == sorted(p.published for p in cell.counted) for cell in months.values()
    )


def test_a_post_that_may_belong_to_two_months_stands_in_both(mixed):
    months = quota(mixed, "so-2", "own-site").posts
    assert [row.id for key in ("2024-01", "2024-02") for row in months[key].review] == ["so.example.vn/505"] * 2


def test_a_late_document_stands_under_its_year_and_does_not_count(mixed):
    document = quota(mixed, "so-2", "plan-document")
    assert [row.id for row in document.posts["2024"].late] == ["so.example.vn/502"]
    assert (document.count.verdict, document.count.reason) == ("not_met", "late")


def test_undated_posts_stand_apart(mixed):
    one = quota(mixed, "so-2", "own-site")
    assert [row.id for row in one.undated] == ["so.example.vn/504"]
    assert one.count.undated == 1


def test_every_post_is_shown_exactly_where_it_belongs(mixed, make):
    shown = {row.id for row in mixed.unattributed}
    for agency in mixed.agencies:
        shown |= {row.id for row in agency.others}
        shown |= {row.id for one in agency.quotas for cell in one.posts.values() for _, row in cell.all}
        shown |= {row.id for one in agency.quotas for row in one.undated}
    assert shown == {row.id for row in make.mixed()[0]}
    assert {row.status for agency in mixed.agencies for row in agency.others} == {
        "off_topic", "duplicate", "out_of_period", "rejected"}  # fmt: skip


def test_duties_tally_every_verdict(mixed):
    assert [duty.quota.id for duty in mixed.duties] == ["own-site", "portal", "investment", "radio", "plan-document"]
    assert all(tuple(duty.tally) == VERDICT_ORDER for duty in mixed.duties)
    assert [tuple(duty.tally.values()) for duty in mixed.duties][:2] == [(1, 1, 1, 0), (0, 3, 0, 0)]


def test_a_cause_is_told_once_with_all_its_periods(mixed):
    (gap,) = [gap for gap in mixed.agencies[1].gaps if gap.quota == "own-site"]
    assert (gap.why, gap.periods, gap.detail) == ("failed", ("2024-07", "2024-08"), "HTTP 500")


def test_a_gap_of_the_portal_is_told_once_for_all_agencies(mixed):
    assert [(gap.quota, gap.agencies) for gap in mixed.shared_gaps] == [
        ("portal", ("so-1", "so-2", "huyen-1")),
        ("investment", ("so-1",)),
    ]


def test_no_gap_is_told_of_a_period_that_is_not_due(make):
    known = make.Known({("so-1", "own_site", "2024-12"): "began_before_end"})
    assert make.audit([], known=known, as_of=date(2024, 12, 30)).agencies[0].gaps == ()
    assert len(make.audit([], known=known).agencies[0].gaps) == 1


@pytest.mark.parametrize(
    ("state", "field", "what"),
    [("count", "count", "count"), ("review", "review", "review"), ("undated", "count", "undated")],
)
def test_a_figure_that_its_posts_do_not_bear_out_is_told(make, state, field, what):
    row = make.post(1, cells=(("own-site", "" if state == "undated" else "2024-03", state),))
    (tally,) = make.tallies([row])
    wrong = type(tally)(tally.agency, tally.quota, tally.period, **{field: 3})
    (found,) = make.audit([row], sums=[wrong]).mismatches
    assert (found.agency, found.quota, found.what, found.figure, found.listed) == ("so-1", "own-site", what, 3, 1)


def test_posts_in_a_period_that_no_figure_is_of_are_told(make):
    row = make.post(1, cells=(("own-site", "2023-12", "count"),))
    (found,) = make.audit([row]).mismatches
    assert (found.period, found.figure, found.listed) == ("2023-12", 0, 1)


def test_attested_evidence_is_no_mismatch(make):
    made = make.audit([make.post(1)], files=[make.handed_in(make.evidence(2), make.evidence(3))])
    assert made.mismatches == ()
    assert made.counts.agencies[0].quotas[0].periods["2024-03"].count == 3


def test_an_attested_figure_without_its_rows_is_a_mismatch(make):
    (tally,) = make.tallies([make.post(1)])
    sums = [type(tally)(tally.agency, tally.quota, tally.period, count=3, attested=2)]
    (found,) = make.audit([make.post(1)], sums=sums).mismatches
    assert (found.what, found.figure, found.listed) == ("attested", 2, 0)


def test_an_audit_of_some_agencies_holds_only_their_posts(make):
    rows, known = make.mixed()
    audit = make.audit(rows, known=known, agencies=["so-2"])
    assert (audit.head.agencies, audit.head.registered) == (1, 3)
    assert {row.agency for row in audit.posts} == {"so-2", None}


def test_the_checklist_states_facts_and_touches_no_verdict(mixed):
    column, report = (fact for agency in mixed.agencies for fact in agency.checklist)
    assert (column.newest.published[:10], column.age) == ("2024-12-24", 7)
    assert (report.row.id, report.newest) == ("report", None)


@pytest.mark.parametrize(
    "more",
    [{"topics": ()}, {"day": "2025-01-01"}, {"status": "rejected"}, {"status": "review"}, {"published": None},
     {"candidate_days": ("2024-03-12", "2024-04-12")}],
)  # fmt: skip
def test_only_a_surely_dated_post_of_the_topic_shows_that_a_column_is_alive(make, more):
    made = make.audit([make.post(1, **{"cells": (), "counts_for": (), **more})])
    assert made.agencies[0].checklist[0].newest is None


@pytest.mark.parametrize(
    ("crawls", "until"), [((), None), ([{"ended_at": None, "started_at": "2025-01-01"}], "2025-01-01")]
)
def test_the_data_is_as_old_as_the_newest_crawl(make, crawls, until):
    assert make.audit([], crawls=crawls).head.read_until == until


def test_a_channel_without_a_section_is_told_once_for_all_agencies(make):
    class Nothing(make.Known):
        def complete(self, *asked):
            return False

        def causes(self, *asked):
            return (make.Cause(None, "no_section"),)

    gaps = make.audit([], known=Nothing()).shared_gaps
    assert [(gap.quota, len(gap.agencies)) for gap in gaps if gap.quota in ("own-site", "radio")] == [
        ("own-site", 3),
        ("radio", 1),
    ]
