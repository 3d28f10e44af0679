"""Which days readings show whole."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.ledger import ListPageRow
from reports.readings import Span, readings, span, spans

VN = ZoneInfo("Asia/Ho_Chi_Minh")
OCT = date(2023, 10, 1)


def day(text):
    return date.fromisoformat(text) if text else None


def row(
    seq=1, after="end", outcome="read", *, crawl="c1", at="2025-01-10T08:00", days=("2024-12-31", "2023-09-01"), **more
):
    newest, oldest = (day(text) for text in days) if days else (None, None)
    return ListPageRow(
        crawl=crawl,
        section="s",
        seq=seq,
        at=datetime.fromisoformat(at).replace(tzinfo=VN),
        url=f"https://so.example.vn/cchc?page={seq}",
        outcome=outcome,
        after=after,
        newest=newest,
        oldest=oldest,
        **{"items": 10, "undated": 0, "inversions": 0, "capped": False, "since": None, "until": None, **more},
    )


def failed(seq, outcome="failed", **more):
    return row(seq, None, outcome, days=None, items=0, **more)


def shown(*rows, verified=True):
    return [(str(days.first), str(days.last)) for days in spans(readings(rows, VN), verified)]


ALL = [(str(date.min), "2025-01-09")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([], [], id="never read"),
        pytest.param([row()], ALL, id="one page, its end"),
        pytest.param([row(inversions=3, undated=2)], ALL, id="the end needs no order"),
        pytest.param([row(1, "next"), row(2)], ALL, id="two pages"),
        pytest.param([row(1, "next"), row(3)], [], id="a page between is missing"),
        pytest.param([row(2)], [], id="the first page is missing"),
        pytest.param(
            [row(1, "next"), row(2, "end", "empty", items=0, days=None)], ALL, id="an empty last page is an end"
        ),
        pytest.param([row(1, "end"), row(2, "end")], [], id="pages after the end: not one reading"),
        pytest.param([row(1, "end", "empty", items=0, days=None)], ALL, id="says in words that it is empty"),
        pytest.param([row(1, "end", "read", items=0, days=None)], [], id="empty without saying so"),
        pytest.param([failed(1, "layout_changed")], [], id="an emptied listing"),
        pytest.param(
            [
                row(after="next", crawl="c1", at="2024-06-03T08:00", days=("2024-06-01", "2024-05-20")),
                row(after="end", outcome="empty", items=0, days=None, crawl="c2"),
            ],
            [],
            id="an emptied listing that says so: where its posts went is not known",
        ),
        pytest.param(
            [
                row(after="end", outcome="empty", items=0, days=None, crawl="c1", at="2024-06-03T08:00"),
                row(crawl="c2"),
            ],
            ALL,
            id="first empty, then with posts",
        ),
        pytest.param([row(1, "max_pages", items=50)], [], id="cut by max_pages: incomplete"),
        pytest.param([row(1, "past_range")], [("2023-09-02", "2025-01-09")], id="in order, back past the range"),
        pytest.param([row(1, "past_range", inversions=1)], [], id="not in order"),
        pytest.param([row(1, "past_range", undated=1)], [], id="order unknown"),
        pytest.param([row(1, "past_range", days=("2023-09-01", "2023-09-01"))], [], id="one day shows no order"),
        pytest.param([row(1, "past_range", since=OCT)], [("2023-10-01", "2025-01-09")], id="nothing before --since"),
        pytest.param(
            [row(since=OCT, until=date(2024, 3, 31))], [("2023-10-01", "2024-03-31")], id="--since and --until"
        ),
        pytest.param(
            [row(1, "next"), row(2, "past_range", days=("2023-09-30", "2023-09-01"), inversions=4, since=OCT)],
            [("2023-10-01", "2025-01-09")],
            id="disorder before the range spoils nothing in it",
        ),
        pytest.param(
            [row(1, "next", items=20, days=("2024-12-31", "2024-06-10")), failed(2)],
            [("2024-06-11", "2025-01-09")],
            id="broke off, in order so far",
        ),
        pytest.param([row(1, "next", items=19), failed(2)], [], id="broke off, too few to show an order"),
        pytest.param([row(1, "next", items=30, inversions=1), failed(2)], [], id="broke off, out of order"),
        pytest.param([row(1, "next", items=19)], [], id="the crawl died"),
        pytest.param([row(1, None, items=19)], [], id="a pager that can't be followed"),
        pytest.param(
            [row(1, "next", items=20), failed(2), row(3, "end")],
            [("2023-09-02", "2025-01-09")],
            id="nothing after the break joins it",
        ),
    ],
)
def test_one_reading(rows, expected):
    assert shown(*rows) == expected


@pytest.mark.parametrize("after", ["end", "capped_end", "past_range"])
@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"items": 30, "days": ("2024-12-31", "2024-11-20")}, [("2024-11-21", "2025-01-09")]),
        ({"items": 1, "days": ("2024-11-20", "2024-11-20")}, [("2024-11-21", "2025-01-09")]),
        ({"inversions": 1}, []),
        ({"inversions": 1, "since": date(2025, 1, 1)}, []),  # a feed's disorder counts wherever it is
        ({"undated": 1}, []),
        ({"items": 0, "days": None, "outcome": "empty"}, []),
    ],
)
def test_the_end_of_a_capped_source_is_no_end(after, more, expected):
    assert shown(row(1, after, capped=True, **more)) == expected


def test_a_capped_source_that_broke_off_shows_nothing():
    assert shown(row(1, "next", capped=True, items=40), failed(2, capped=True)) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row(1, "end", "empty", items=0, days=None)], []),
        ([row(1, "end", items=3)], ALL),
    ],
)
def test_an_unverified_section_that_yields_nothing_shows_nothing(rows, expected):
    assert shown(*rows, verified=False) == expected


def full(at="2024-06-10T02:00", crawl="full", **more):
    return row(1, "end", crawl=crawl, at=at, days=("2024-06-09", "2020-01-01"), **more)


def later(oldest, after="past_range", crawl="later", at="2025-01-10T02:00", **more):
    return row(1, after, crawl=crawl, at=at, days=("2025-01-09", oldest), **more)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([full(), later("2024-06-09")], ALL, id="back past the day on which the first began"),
        pytest.param(
            [full(), later("2024-06-10")],
            [(str(date.min), "2024-06-09"), ("2024-06-11", "2025-01-09")],
            id="not past that day: the day itself is open",
        ),
        pytest.param(
            [full(inversions=2), later("2024-06-01")],
            [(str(date.min), "2024-06-09")],
            id="a listing once out of order proves nothing by order later",
        ),
        pytest.param(
            [full(undated=1), later("2024-06-01", "end")], [(str(date.min), "2024-06-09"), *ALL], id="own end"
        ),
        pytest.param(
            [full(inversions=1), full("2024-07-01T02:00", crawl="again"), later("2024-06-20")],
            [(str(date.min), "2024-06-09"), *ALL],
            id="order restored by a later reading to the end",
        ),
        pytest.param(
            [later("2024-01-01", crawl="b", at="2024-09-01T02:00", inversions=1), later("2024-06-01")],
            [],
            id="nor does one that once broke off out of order",
        ),
        pytest.param(
            [later("2024-06-01"), failed(1, "layout_changed", crawl="z", at="2025-02-01T02:00")],
            [("2024-06-02", "2025-01-09")],
            id="what was shown before the layout changed stays shown",
        ),
        pytest.param([full(items=20), later("2024-06-09", "known")], ALL, id="back to known ground, which it joins"),
        pytest.param(
            [full(items=20), later("2024-06-20", "known")],
            [(str(date.min), "2024-06-09"), ("2024-06-21", "2025-01-09")],
            id="known ground that it does not join",
        ),
        pytest.param(
            [full(items=19), later("2024-06-01", "known")],
            [(str(date.min), "2024-06-09")],
            id="too few posts have shown the order",
        ),
        pytest.param([later("2024-06-01", "known")], [], id="no reading before has shown the order"),
        pytest.param(
            [full(items=20), later("2024-06-01", "known", inversions=1)],
            [(str(date.min), "2024-06-09")],
            id="known ground out of order",
        ),
        pytest.param(
            [full(items=20), later("2024-06-01", "known", undated=1)],
            [(str(date.min), "2024-06-09")],
            id="known ground without a day",
        ),
        pytest.param(
            [full(items=20), later("2024-06-01", "known", capped=True)],
            [(str(date.min), "2024-06-09")],
            id="a capped source has none",
        ),
        pytest.param(
            [
                full(items=20),
                later("2024-06-01", "next", crawl="b", at="2024-08-01T02:00", inversions=1),
                later("2024-06-01", "known"),
            ],
            [(str(date.min), "2024-06-09")],
            id="disorder since the order was shown",
        ),
        pytest.param(
            [
                full(items=20),
                later("2024-06-01", "known", crawl="b", at="2024-08-01T02:00"),
                later("2024-07-01", "known"),
            ],
            ALL,
            id="night joins night",
        ),
        pytest.param(
            [full(items=20), row(1, "known", crawl="later", days=("2024-06-01", "2024-06-01"))],
            [(str(date.min), "2024-06-09")],
            id="known ground of one day shows no order",
        ),
        pytest.param(
            [full(), later("2024-08-01", crawl="b", at="2024-09-01T02:00"), later("2024-08-15")],
            [(str(date.min), "2024-06-09"), ("2024-08-02", "2025-01-09")],
            id="a gap between readings stays a gap",
        ),
    ],
)
def test_readings_that_join(rows, expected):
    assert shown(*rows) == expected


def test_daily_readings_of_a_feed_join():
    start = date(2024, 3, 1)
    rows = [
        row(1, "capped_end", crawl=f"c{n:03}", at=f"{start + timedelta(days=n)}T03:00", capped=True, items=30,
            days=(str(start + timedelta(days=n - 1)), str(start + timedelta(days=n - 3))))
        for n in range(60)
    ]  # fmt: skip
    assert shown(*rows) == [("2024-02-28", "2024-04-28")]
    assert shown(*rows[:20], *rows[25:]) == [("2024-02-28", "2024-03-19"), ("2024-03-24", "2024-04-28")]


def test_a_day_counts_as_over_at_midnight_in_the_provinces_zone():
    (before,) = readings([row(at="2024-01-31T23:59:59")], VN)
    (after,) = readings([row(at="2024-02-01T00:00:00")], VN)
    assert span(before, True).last == date(2024, 1, 30)
    assert span(after, True).last == date(2024, 1, 31)


def test_a_reading_cut_to_days_still_to_come_shows_nothing():
    (ahead,) = readings([row(since=date(2026, 1, 1))], VN)
    assert span(ahead, True) is None


def test_span_holds_both_its_ends():
    assert Span(date(2024, 1, 1), date(2024, 1, 31)).holds(date(2024, 1, 1), date(2024, 1, 31))
    assert not Span(date(2024, 1, 2), date(2024, 1, 31)).holds(date(2024, 1, 1), date(2024, 1, 31))
