"""Completeness of sections and channels, and its causes."""

import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import periods
from crawler.ledger import EntryRow, ListPageRow, SectionFacts
from reports.coverage import Coverage, complete_periods

VN = ZoneInfo("Asia/Ho_Chi_Minh")
JANUARY = periods.bounds("2024-01")
MARCH = periods.bounds("2024-03")
YEAR = periods.bounds("2024")


def section(name="s", owner="so-a", channel="own_site", **more):
    facts = {"dedicated": True, "verified": True, "valid_from": None, "valid_to": None}
    return SectionFacts(
        section=name, owner=owner, channel=channel, url=f"https://{name}.example.vn/", **{**facts, **more}
    )


def row(section="s", after="end", outcome="read", at="2025-01-10T08:00", **more):
    base = {
        "crawl": "c1", "seq": 1, "url": "https://so.example.vn/cchc", "items": 30, "undated": 0, "inversions": 0,
        "newest": date(2024, 12, 31), "oldest": date(2023, 1, 1), "capped": False, "since": None, "until": None,
    }  # fmt: skip
    moment = datetime.fromisoformat(at).replace(tzinfo=VN)
    return ListPageRow(section=section, after=after, outcome=outcome, at=moment, **{**base, **more})


def entry(*days, state="unread", section="s", name="e1"):
    seen = datetime(2025, 1, 10, 8, tzinfo=VN)
    return EntryRow(section, name, state, tuple(date.fromisoformat(day) for day in days), seen, seen)


def cover(sections=(), rows=(), entries=()):
    return Coverage(sections, rows, entries, VN)


@pytest.mark.parametrize(
    ("entries", "incomplete"),
    [
        ([], []),
        ([entry("2024-03-05")], ["2024-03"]),
        ([entry("2024-03-31", "2024-04-01")], ["2024-03", "2024-04"]),
        ([entry()], [*periods.of_year(2024, "month")]),
        ([entry("2023-12-31"), entry("2025-01-01")], []),
        ([entry("2024-03-05", state="held"), entry(state="held")], []),
        ([entry("2024-03-05", state="read"), entry(state="read")], []),
        ([entry("2024-03-05", section="other"), entry(section="other")], []),
    ],
)
def test_a_post_not_read_blocks_the_periods_it_may_fall_in(entries, incomplete):
    found = complete_periods(section(), [row()], entries, periods.of_year(2024, "month"), VN)
    assert [key for key, complete in found.items() if not complete] == incomplete
    assert len(found) == 12


def test_rows_of_another_section_complete_nothing():
    assert complete_periods(section(), [row("other")], [], ["2024-01"], VN) == {"2024-01": False}


@pytest.mark.parametrize(
    ("at", "month", "week"),
    [
        ("2024-12-29T23:59", False, False),
        ("2024-12-30T00:00", False, True),  # 2024-W52 ended on Sunday the 29th
        ("2024-12-31T23:59", False, True),
        ("2025-01-01T00:00", True, True),
    ],
)
def test_a_period_not_over_when_the_reading_began_is_incomplete(at, month, week):
    found = complete_periods(section(), [row(at=at)], [], ["2024-12", "2024-W52"], VN)
    assert found == {"2024-12": month, "2024-W52": week}


def test_a_week_that_begins_in_the_year_before_needs_its_first_days_too():
    found = complete_periods(
        section(), [row(since=date(2025, 1, 1), at="2025-02-10T08:00")], [], ["2025-W01", "2025-W02"], VN
    )
    assert found == {"2025-W01": False, "2025-W02": True}


def test_a_feed_of_thirty_items_completes_only_what_is_younger_than_its_oldest():
    feed = row(after="capped_end", capped=True, oldest=date(2024, 10, 17))
    found = complete_periods(section(), [feed], [], periods.of_year(2024, "month"), VN)
    assert [key for key, complete in found.items() if complete] == ["2024-11", "2024-12"]
    weeks = complete_periods(section(), [feed], [], ["2024-W41", "2024-W42", "2024-W43"], VN)
    assert weeks == {"2024-W41": False, "2024-W42": False, "2024-W43": True}


def test_an_emptied_listing_never_becomes_a_complete_zero():
    emptied = row(after=None, outcome="layout_changed", items=0, newest=None, oldest=None)
    found = complete_periods(section(), [emptied], [], periods.of_year(2024, "month"), VN)
    assert not any(found.values())


@pytest.mark.parametrize(
    ("rows", "entries", "verified", "expected"),
    [
        ([], [], True, [("never_read", "", 0)]),
        ([row(at="2024-01-31T12:00")], [], True, [("began_before_end", "2024-01-31", 0)]),
        ([row(since=date(2024, 6, 1))], [], True, [("out_of_range", "2024-06-01..", 0)]),
        ([row(until=date(2024, 1, 30))], [], True, [("out_of_range", "..2024-01-30", 0)]),
        ([row(outcome="failed", after=None, detail="HTTP 503")], [], True, [("failed", "HTTP 503", 0)]),
        ([row(outcome="layout_changed", after=None, detail="không thấy bài")], [], True,
         [("layout_changed", "không thấy bài", 0)]),
        ([row(outcome="not_a_post", after=None)], [], True, [("not_a_post", "", 0)]),
        ([row(outcome="refused", after=None)], [], True, [("refused", "", 0)]),
        ([row(outcome="not_html", after=None)], [], True, [("not_html", "", 0)]),
        ([row(outcome="empty", items=0, newest=None, oldest=None)], [], False, [("unverified_empty", "", 0)]),
        ([row(items=0, newest=None, oldest=None)], [], True, [("layout_changed", "", 0)]),
        ([row(after="max_pages")], [], True, [("max_pages", "", 0)]),
        ([row(after="capped_end", capped=True, oldest=date(2024, 1, 1))], [], True, [("capped", "", 0)]),
        ([row(after="capped_end", capped=True, items=0, newest=None, oldest=None)], [], True, [("capped", "", 0)]),
        ([row(after="past_range", inversions=1)], [], True, [("out_of_order", "", 0)]),
        ([row(after="next", items=5)], [], True, [("listing_unfinished", "", 0)]),
        ([row(after=None, items=5, detail="lặp lại")], [], True, [("listing_unfinished", "lặp lại", 0)]),
        ([row()], [entry("2024-01-09"), entry(), entry("2024-02-01")], True, [("unread_posts", "", 2)]),
        ([], [entry("2024-01-09")], True, [("never_read", "", 0), ("unread_posts", "", 1)]),
        ([row()], [], True, []),
    ],
)  # fmt: skip
def test_causes(rows, entries, verified, expected):
    coverage = cover([section(verified=verified)], rows, entries)
    causes = coverage.causes("so-a", "own_site", *JANUARY)
    assert [(cause.why, cause.detail, cause.posts) for cause in causes] == expected
    assert coverage.complete("so-a", "own_site", *JANUARY) is (not expected)


@pytest.mark.parametrize(
    ("sections", "rows", "expected"),
    [
        pytest.param([], [], False, id="no section"),
        pytest.param([section()], [row()], True, id="one, read"),
        pytest.param([section(), section("t")], [row()], False, id="one of two read"),
        pytest.param([section(), section("t")], [row(), row("t")], True, id="both read"),
        pytest.param([section(), section("t", channel="press")], [row()], True, id="another channel's section"),
        pytest.param([section(), section("t", owner="so-b")], [row()], True, id="another agency's section"),
        pytest.param([section(), section("t", valid_from=date(2024, 2, 1))], [row()], True, id="opened later"),
        pytest.param([section(), section("t", valid_to=date(2023, 12, 31))], [row()], True, id="closed before"),
        pytest.param([section(), section("t", valid_to=date(2024, 1, 1))], [row()], False, id="closed within"),
        pytest.param([section(valid_from=date(2024, 2, 1))], [row()], False, id="none in force yet"),
    ],
)
def test_a_channel_is_complete_when_all_its_sections_in_force_are(sections, rows, expected):
    assert cover(sections, rows).complete("so-a", "own_site", *JANUARY) is expected


def test_the_portals_sections_stand_for_every_agency():
    coverage = cover([section("p", owner="portal", channel="portal", dedicated=False)], [row("p")])
    assert coverage.complete("so-a", "portal", *MARCH)
    assert coverage.complete("portal", "portal", *MARCH)
    assert coverage.has_section("so-b", "portal", *MARCH)
    assert not coverage.dedicated_section("so-a", "portal", *MARCH)
    assert not coverage.has_section("so-a", "own_site", *MARCH)


def test_a_section_of_the_portal_is_named_once():
    coverage = cover([section("p", owner="portal", channel="portal")])
    assert [cause.why for cause in coverage.causes("portal", "portal", *MARCH)] == ["never_read"]
    assert [cause.why for cause in coverage.causes("so-a", "portal", *MARCH)] == ["never_read"]


def test_no_section_is_a_cause_of_its_own():
    (cause,) = cover().causes("so-a", "own_site", *MARCH)
    assert (cause.section, cause.why) == (None, "no_section")


SEARCH = (date(2023, 10, 1), date(2024, 1, 31))


@pytest.mark.parametrize(
    ("sections", "rows", "expected"),
    [
        pytest.param([section("d", channel="document"), section()], [row("d")], True, id="document sections alone"),
        pytest.param([section("d", channel="document"), section()], [row()], False, id="they are not read"),
        pytest.param([section(), section("b", channel="broadcast")], [row()], False, id="else all, of any channel"),
        pytest.param([section(), section("b", channel="broadcast")], [row(), row("b")], True, id="all read"),
        pytest.param([section("p", owner="portal", channel="portal")], [row("p")], False, id="never the portal's"),
        pytest.param([section()], [row(since=date(2023, 10, 2))], False, id="a day short"),
        pytest.param([section()], [row(at="2024-01-31T12:00")], False, id="deadline not over"),
        pytest.param([section()], [row(at="2024-02-01T00:00")], True, id="deadline over"),
    ],
)
def test_documents_are_looked_for_in_document_sections_or_in_all(sections, rows, expected):
    assert cover(sections, rows).complete("so-a", "document", *SEARCH) is expected


DAYS = st.dates(date(2023, 6, 1), date(2025, 6, 1))
ROWS = st.builds(
    lambda after, day, oldest, n, inversions, undated, capped, since: row(
        after=after, outcome="read", at=f"{day}T05:00", crawl=f"c{n}", oldest=oldest, newest=max(day, oldest),
        inversions=inversions, undated=undated, capped=capped, since=since,
    ),
    st.sampled_from(["end", "past_range", "capped_end", "next", "max_pages"]),
    DAYS, DAYS, st.integers(1, 6), st.sampled_from([0, 0, 2]), st.sampled_from([0, 0, 1]), st.booleans(),
    st.none() | DAYS,
)  # fmt: skip
KEYS = (*periods.of_year(2024, "month"), *periods.of_year(2024, "week"))


def one_a_crawl(rows):
    return list({line.crawl: line for line in rows}.values())


def box(at, *days, crawl, **more):
    """A reading of a list without a pager that shows the posts of those days and then ends."""
    shown = [date.fromisoformat(day) for day in days]
    return row(at=at, crawl=crawl, items=len(days), newest=max(shown), oldest=min(shown), **more)


def shown_until(day, at):
    seen = datetime.fromisoformat(at).replace(tzinfo=VN)
    return replace(entry(day, state="read", name=day), first_seen=seen, last_seen=seen)


JUNE, DECEMBER = "2024-06-03T08:00", "2024-12-02T08:00"


@pytest.mark.parametrize(
    ("second", "entries", "incomplete"),
    [
        pytest.param(
            ("2024-11-15", "2024-05-02"), [shown_until("2024-05-02", DECEMBER)], [], id="shows all that was shown"
        ),
        pytest.param(
            ("2024-11-15", "2024-10-20"),
            [shown_until("2024-05-02", JUNE)],
            ["2024-06", "2024-07", "2024-08", "2024-09", "2024-10"],
            id="a rolling box: nobody knows what it showed between the readings",
        ),
        pytest.param(
            ("2024-11-15", "2024-05-02"), [shown_until("2024-05-20", JUNE)], [], id="a post between others was deleted"
        ),
        pytest.param(
            ("2024-11-15", "2024-05-20"), [shown_until("2024-05-02", JUNE)], [], id="the oldest of all was deleted"
        ),
    ],
)
def test_an_end_younger_than_what_was_shown_before_is_no_end(second, entries, incomplete):
    rows = [box(JUNE, "2024-05-20", "2024-05-02", crawl="c1"), box(DECEMBER, *second, crawl="c2")]
    keys = periods.of_year(2024, "month")[:11]
    found = complete_periods(section(), rows, entries, keys, VN)
    assert [key for key, done in found.items() if not done] == incomplete


def test_a_rolling_box_out_of_order_shows_nothing_and_says_why():
    rows = [box(DECEMBER, "2024-11-15", "2024-10-20", crawl="c2", inversions=1)]
    coverage = cover([section()], rows, [shown_until("2024-05-02", JUNE)])
    (cause,) = coverage.causes("so-a", "own_site", *periods.bounds("2024-11"))
    assert cause.why == "out_of_order"
    rows = [replace(rows[0], inversions=0)]
    coverage = cover([section()], rows, [shown_until("2024-05-02", JUNE)])
    assert coverage.complete("so-a", "own_site", *periods.bounds("2024-11"))
    (cause,) = coverage.causes("so-a", "own_site", *periods.bounds("2024-10"))
    assert cause.why == "capped"


@given(st.lists(ROWS, max_size=6), st.lists(st.lists(DAYS, max_size=2), max_size=3))
def test_no_period_is_complete_before_it_is_over_and_unread_posts_only_take_away(rows, unread):
    rows = one_a_crawl(rows)
    entries = [entry(*(str(day) for day in days), name=f"e{n}") for n, days in enumerate(unread)]
    free = complete_periods(section(), rows, [], KEYS, VN)
    blocked = complete_periods(section(), rows, entries, KEYS, VN)
    latest = max((line.at for line in rows), default=None)
    for key in KEYS:
        assert free[key] or not blocked[key]
        assert not free[key] or periods.ended(key, VN, latest)


@given(st.lists(ROWS, min_size=1, max_size=6))
def test_a_cut_or_broken_reading_completes_no_more_than_the_whole_one(rows):
    rows = one_a_crawl(rows)
    whole = complete_periods(section(), rows, [], KEYS, VN)
    for cut in (replace(rows[-1], until=date(2024, 6, 30)), replace(rows[-1], after="max_pages")):
        assert all(
            whole[key] for key, done in complete_periods(section(), [*rows[:-1], cut], [], KEYS, VN).items() if done
        )


def test_every_cause_is_given_exactly_where_the_channel_is_incomplete():
    coverage = cover([section(), section("t")], [row(), row("t", since=date(2024, 3, 1))], [entry("2024-05-05")])
    for key in KEYS:
        span = periods.bounds(key)
        assert bool(coverage.causes("so-a", "own_site", *span)) is not coverage.complete("so-a", "own_site", *span)


def test_forty_agencies_and_twenty_thousand_entries_are_judged_at_once():
    sections = [section(f"s{n}", owner=f"so-{n}") for n in range(40)]
    rows = [row(f"s{n}", crawl=f"c{c}") for n in range(40) for c in range(30)]
    start = date(2024, 1, 1)
    entries = [
        entry(
            str(start + timedelta(days=n % 366)), section=f"s{n % 40}", state="unread" if n % 5 else "read", name=str(n)
        )
        for n in range(20_000)
    ]
    begun = time.perf_counter()
    coverage = cover(sections, rows, entries)
    found = [coverage.complete(f"so-{n}", "own_site", *periods.bounds(key)) for n in range(40) for key in KEYS]
    assert len(found) == 40 * 64
    assert time.perf_counter() - begun < 2.0  # measured 0.06 s; the bound leaves room for a busy machine
