"""Where attested rows stand, and what they do to counts and verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.ledger import Tally
from reports.attested import Place, place, placed, tallies
from reports.counting import count_year

ORDER = {"not_met": 0, "undetermined": 1, "met": 2}


@pytest.mark.parametrize(
    ("agency", "quota", "day", "expected"),
    [
        ("so-1", "own-site", "2024-01-01", Place("2024-01")),
        ("so-1", "own-site", "2024-12-31", Place("2024-12")),
        ("so-1", "own-site", "2023-12-31", Place(None, "out_of_year")),
        ("so-1", "own-site", "2025-01-01", Place(None, "out_of_year")),
        ("huyen-1", "radio", "2024-01-01", Place("2024-W01")),
        ("huyen-1", "radio", "2024-12-29", Place("2024-W52")),
        ("huyen-1", "radio", "2024-12-30", Place(None, "out_of_year")),  # of the first week of 2025
        ("so-1", "radio", "2024-03-05", Place(None, "unbound")),
        ("so-9", "own-site", "2024-03-05", Place(None, "no_agency")),
        ("so-1", "own-sight", "2024-03-05", Place(None, "no_quota")),
        ("so-1", "plan-document", "2023-09-30", Place(None, "out_of_year")),
        ("so-1", "plan-document", "2023-10-01", Place("2024")),
        ("so-1", "plan-document", "2024-01-31", Place("2024")),
        ("so-1", "plan-document", "2024-02-01", Place("2024", "late")),
        ("so-1", "plan-document", "2025-01-01", Place(None, "out_of_year")),
        ("huyen-1", "report", "2024-03-05", Place(None, "no_number")),
        ("huyen-1", "report", "2023-03-05", Place(None, "out_of_year")),
        ("so-1", "report", "2024-03-05", Place(None, "unbound")),
    ],
)
def test_a_row_has_its_place(make, agency, quota, day, expected):
    assert place(make.registry(), make.evidence(2, agency, quota, day)) == expected


def test_a_duty_not_in_force_on_the_day_has_no_place_for_the_row(make):
    quotas = [{**one, "valid_from": date(2024, 6, 1)} for one in make.QUOTAS]
    made = make.registry(quotas=quotas)
    assert place(made, make.evidence(2, day="2024-05-31")).why == "out_of_force"
    assert place(made, make.evidence(2, day="2024-06-01")) == Place("2024-06")


def states(make, files, posts=()):
    return [(one.row.row, one.state) for one in placed(make.registry(), files, posts)]


def test_rows_of_an_undone_file_have_no_place_at_all(make):
    undone = make.handed_in(make.evidence(2), undone_by="B", undone_at="2025-01-04T08:00:00+07:00")
    assert states(make, [undone, make.handed_in(make.evidence(3), number=2)]) == [(3, "count")]


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, "seen"),
        ({"title": "ĐẨY mạnh  cải cách hành chính, bài 1"}, "seen"),
        ({"title": "Khác"}, "count"),
        ({"day": date(2024, 3, 13)}, "count"),
        ({"title": "Khác", "reference": "Xem https://www.so.example.vn/1."}, "seen"),
        ({"title": "Khác", "note": "http://so.example.vn/1"}, "seen"),
        ({"title": "Khác", "note": "http://so.example.vn/2"}, "count"),
        ({"agency": "so-2"}, "count"),
        ({"quota": "portal"}, "count"),
    ],
)
def test_what_a_counted_post_shows_is_not_counted_again(make, more, state):
    row = replace(make.evidence(2, title="Đẩy mạnh cải cách hành chính, bài 1"), **more)
    assert states(make, [make.handed_in(row)], [make.post(1)]) == [(2, state)]


def test_a_post_in_review_takes_nothing_from_what_is_attested(make):
    review = make.post(1, status="review", cells=(("own-site", "2024-03", "review"),))
    row = make.evidence(2, title=review.title)
    assert states(make, [make.handed_in(row)], [review]) == [(2, "count")]


def test_a_document_counts_once(make):
    rows = [make.evidence(n, quota="plan-document", day=f"2024-01-{n}") for n in (20, 21)]
    assert states(make, [make.handed_in(*rows)]) == [(20, "count"), (21, "seen")]
    shown = make.post(1, **make.for_quota("plan-document", "own_site", "2024-01-22"))
    assert states(make, [make.handed_in(*rows)], [shown]) == [(20, "seen"), (21, "seen")]


def test_sums_tell_what_counts_and_what_is_late(make):
    rows = [make.evidence(2), make.evidence(3), make.evidence(4, "so-2", "plan-document", "2024-03-01")]
    duty = make.evidence(5, "huyen-1", "report")
    assert tallies(placed(make.registry(), [make.handed_in(*rows, duty)], ())) == [
        Tally("so-1", "own-site", "2024-03", count=2, attested=2),
        Tally("so-2", "plan-document", "2024", late=1),
    ]


class Nothing:
    """No channel has a section."""

    def complete(self, *_):
        return False

    has_section = dedicated_section = complete


def verdicts(make, files, known, posts=(), as_of=date(2024, 12, 31)):
    made = make.registry()
    sums = [*make.tallies(posts), *tallies(placed(made, files, posts))]
    return {
        (agency.id, quota.quota): quota
        for agency in count_year(made, 2024, as_of, sums, known).agencies
        for quota in agency.quotas
    }


def weeks(make, number):
    days = [(date(2024, 1, 3) + timedelta(days=7 * week)).isoformat() for week in range(number)]
    return make.handed_in(*(make.evidence(n, "huyen-1", "radio", day) for n, day in enumerate(days, start=2)))


@pytest.mark.parametrize(
    ("number", "verdict", "reason"),
    [(0, "undetermined", "no_section"), (51, "undetermined", "no_section"), (52, "met", None)],
)
def test_without_a_section_it_is_met_where_what_is_attested_suffices(make, number, verdict, reason):
    found = verdicts(make, [weeks(make, number)], Nothing())["huyen-1", "radio"]
    assert (found.verdict, found.reason, found.total) == (verdict, reason, number)
    assert [cell.met for cell in found.periods.values()] == [True] * number + [None] * (52 - number)
    assert all(cell.attested == cell.count for cell in found.periods.values())


@pytest.mark.parametrize(
    ("day", "known", "expected"),
    [
        ("2024-01-31", Nothing(), ("met", None, 1)),
        ("2024-02-01", Nothing(), ("undetermined", "no_section", 0)),
        ("2024-02-01", None, ("not_met", "late", 0)),
        ("2023-11-20", None, ("met", None, 1)),
    ],
)
def test_an_attested_document_counts_by_the_deadline(make, day, known, expected):
    file = make.handed_in(make.evidence(2, quota="plan-document", day=day))
    found = verdicts(make, [file], known or make.Known())["so-1", "plan-document"]
    assert (found.verdict, found.reason, found.total) == expected


def test_counts_tell_posts_and_attested_evidence_apart(make):
    cell = verdicts(make, [make.handed_in(make.evidence(2))], make.Known(), [make.post(1)])["so-1", "own-site"]
    march = cell.periods["2024-03"]
    assert (march.count, march.attested, march.filed) == (2, 1, 0)


EVIDENCE = st.lists(
    st.tuples(
        st.sampled_from(["so-1", "so-2", "huyen-1", "so-9"]),
        st.sampled_from(["own-site", "portal", "investment", "radio", "plan-document", "report", "none"]),
        st.dates(date(2023, 9, 1), date(2025, 1, 31)),
        st.sampled_from(["Đẩy mạnh cải cách hành chính, bài 1", "Tin 2", "Tin 3"]),
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVIDENCE, EVIDENCE, st.booleans(), st.dates(date(2024, 1, 1), date(2025, 2, 1)))
def test_attesting_never_worsens_a_verdict_and_undoing_restores_exactly(make, first, then, sections, as_of):
    known = make.Known({("so-1", "own_site", "2024-07"): "failed"}) if sections else Nothing()
    posts = [make.post(n, day=f"2024-{n:02}-12") for n in range(1, 5)]
    one, other = (
        make.handed_in(
            *(make.evidence(n, agency, quota, day.isoformat(), title=title)
              for n, (agency, quota, day, title) in enumerate(rows, start=2)),
            number=number,
        )
        for number, rows in ((1, first), (2, then))
    )  # fmt: skip
    before, after = (verdicts(make, files, known, posts, as_of) for files in ([one], [one, other]))
    for key, quota in before.items():
        assert after[key].total >= quota.total
        assert after[key].shortfall <= quota.shortfall
        if quota.verdict in ORDER:
            assert ORDER[after[key].verdict] >= ORDER[quota.verdict]
        for period, cell in quota.periods.items():
            assert (cell.met, after[key].periods[period].met) not in ((True, None), (True, False), (None, False))
    undone = replace(other, undone_by="B", undone_at="2025-01-04T08:00:00+07:00")
    assert verdicts(make, [one, undone], known, posts, as_of) == before
