"""The coverage ledger and what listings showed: append-only rows, and the state of each entry."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from crawler.store import crawls
from crawler.store.crawls import Known
from crawler.store.gone import settled_no_posts
from crawler.store.readagain import mark_read_again
from crawler.store.unread import unread_items
from tests.crawler.store import making
from tests.crawler.store.making import AT, entry, failed, list_page, save

DAY = timedelta(days=1)
SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")


def states(db: Database) -> dict[str, str]:
    return {row.entry: row.state for row in crawls.entry_rows(db, SAIGON)}


def test_a_list_page_comes_back_as_it_was_added() -> None:
    db = making.store()
    making.begin(db, "c2", since="2024-01-01")
    page = list_page(entry("snv.vn/1"), entry("snv.vn/2", None), crawl="c2", inversions=1, capped=True, total=7)
    crawls.add_list_page(db, page)
    (row,) = crawls.list_page_rows(db)
    assert (row.crawl, row.section, row.seq, row.at, row.outcome, row.after) == ("c2", "s1", 1, AT, "read", "end")
    assert (row.items, row.undated, row.newest, row.oldest) == (2, 1, date(2024, 3, 5), date(2024, 3, 5))
    assert (row.inversions, row.capped, row.since, row.until) == (1, True, date(2024, 1, 1), None)
    assert next(db.query("SELECT total, page IS NULL AS bare FROM coverage")) == {"total": 7, "bare": 0}


def test_rows_come_by_section_crawl_and_sequence() -> None:
    db = making.store("s1", "s2")
    making.begin(db, "b0", "s1", at=AT + DAY)
    for crawl, section, seq in (("b0", "s1", 1), ("c1", "s2", 1), ("c1", "s1", 2), ("c1", "s1", 1)):
        crawls.add_list_page(db, list_page(crawl=crawl, section=section, seq=seq))
    rows = [(row.section, row.crawl, row.seq) for row in crawls.list_page_rows(db)]
    assert rows == [("s1", "c1", 1), ("s1", "c1", 2), ("s1", "b0", 1), ("s2", "c1", 1)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE coverage SET outcome = 'read'",
        "DELETE FROM coverage",
        "INSERT OR REPLACE INTO coverage SELECT * FROM coverage",
    ],
)
def test_the_ledger_is_append_only(sql: str) -> None:
    db = making.store()
    crawls.add_list_page(db, list_page(outcome="failed", after=None, page=None))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(sql)
    assert [row.outcome for row in crawls.list_page_rows(db)] == ["failed"]


def test_what_a_list_page_says_is_stored_whole_or_not_at_all() -> None:
    db = making.store()
    with pytest.raises(sqlite3.IntegrityError):
        crawls.add_list_page(db, list_page(entry("snv.vn/1"), section="unknown"))
    assert db.table("coverage").count == db.table("entry").count == db.table("page").count == 0


@pytest.mark.parametrize("post_first", [True, False])
def test_entry_and_post_find_each_other_in_either_order(post_first: bool) -> None:
    db = making.store("s1", "s2")
    steps = [
        lambda: save(db, keys=("snv.vn/1", "snv.vn/in/1"), entries=(("s1", "snv.vn/1"),)),
        lambda: [
            crawls.add_list_page(db, list_page(entry("snv.vn/1"))),
            crawls.add_list_page(db, list_page(entry("snv.vn/in/1"), section="s2")),
        ],
    ]
    for step in steps if post_first else reversed(steps):
        step()
    assert [(row.section, row.state, row.days) for row in crawls.entry_rows(db)] == [
        ("s1", "read", (date(2024, 3, 5),)),
        ("s2", "read", (date(2024, 3, 5),)),
    ]


def test_an_entry_keeps_when_it_was_first_seen_and_what_was_said_of_it() -> None:
    db = making.store()
    crawls.add_list_page(db, list_page(entry("snv.vn/1")))
    crawls.add_list_page(db, list_page(entry("snv.vn/1", None, title=""), at=AT + DAY))
    row = next(db.query("SELECT title, date_words, day, first_seen, last_seen FROM entry"))
    assert tuple(row.values()) == (
        "Tin snv.vn/1",
        "05/03/2024",
        "2024-03-05",
        AT.isoformat(),
        (AT + DAY).isoformat(),
    )


@pytest.mark.parametrize(
    ("post", "days"),
    [
        ({}, (date(2024, 3, 5),)),
        ({"date_days": ("2024-03-05", "2024-05-03"), "date_grade": "C"}, (date(2024, 3, 5), date(2024, 5, 3))),
        ({"date_days": (), "day": None, "date_grade": "none"}, ()),
    ],
)
def test_a_read_entry_has_its_post_s_days(post: dict[str, Any], days: tuple[date, ...]) -> None:
    db = making.store()
    crawls.add_list_page(db, list_page(entry("snv.vn/1", date(2024, 9, 9))))
    assert crawls.entry_rows(db)[0].days == (date(2024, 9, 9),)
    save(db, making.record(**post), keys=("snv.vn/1",))
    assert crawls.entry_rows(db)[0].days == days


@pytest.mark.parametrize(
    ("own", "days"),
    [
        (["2024-05-02", "2024-05-02"], [date(2024, 5, 9)]),
        (["2024-04-21", "2024-05-02"], [date(2024, 4, 28), date(2024, 5, 5), date(2024, 5, 9)]),
        (["2024-05-04", "2024-05-02"], [date(2024, 5, 9), date(2024, 5, 11)]),
        (["2024-05-02"] * 40 + ["2015-05-02"], [date(2024, 5, 9)]),  # one of many: a post that was put up again
    ],
)
def test_an_unread_entry_may_be_as_far_from_its_listing_s_day_as_others_were(own: list[str], days: list[date]) -> None:
    db = making.store()
    shown = [entry(f"snv.vn/{number}", date(2024, 5, 2)) for number in range(1, len(own) + 1)]
    crawls.add_list_page(db, list_page(*shown, entry("snv.vn/unread", date(2024, 5, 9))))
    for number, day in enumerate(own, 1):
        save(db, making.record(f"snv.vn~{number}", date_days=(day,), day=day), keys=(f"snv.vn/{number}",))
    (unread,) = (one for one in crawls.entry_rows(db) if one.state == "unread")
    assert list(unread.days) == days


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SAIGON).astimezone(UTC)


@pytest.mark.parametrize(
    ("failures", "state", "cause"),
    [
        ([], "unread", None),
        ([{}], "unread", None),
        ([{"status": 404}], "held", "not_found"),
        ([{"status": 410}], "held", "not_found"),
        ([{"status": 403}], "unread", None),
        ([{"status": 200, "outcome": "not_a_post", "detail": "not_found: Không tìm thấy"}], "held", "not_found"),
        ([{"status": 200, "outcome": "not_a_post", "detail": "login: Đăng nhập"}], "unread", None),
        ([{"status": 404}, {"at": AT + DAY}], "held", "not_found"),
        ([{}, {"at": AT + DAY}], "unread", None),
        ([{}, {"at": AT + DAY}, {"at": AT + 2 * DAY, "outcome": "not_html"}], "held", "failed"),
        ([{}, {}, {}], "unread", None),
        # two days of the province that are three of UTC
        ([{"at": local(f"2024-04-0{at}")} for at in ("2T06:00", "2T08:00", "3T08:00")], "unread", None),
        # three days of the province that are two of UTC
        ([{"at": local(f"2024-04-0{at}")} for at in ("2T08:00", "3T06:00", "4T06:30")], "held", "failed"),
    ],
)
def test_an_entry_is_held_when_its_page_cannot_be_had(
    failures: list[dict[str, Any]], state: str, cause: str | None
) -> None:
    db = making.store()
    crawls.add_list_page(db, list_page(entry("snv.vn/1"), entry("snv.vn/2")))
    for failure in failures:
        crawls.add_failed_post(db, failed("snv.vn/1", **failure))
    assert states(db) == {"snv.vn/1": state, "snv.vn/2": "unread"}
    assert [one.cause for one in crawls.entries_to_hold(db, SAIGON)] == ([cause] if cause else [])


def test_a_held_entry_is_to_be_held_under_its_listing_s_words() -> None:
    db = making.store()
    crawls.add_list_page(db, list_page(entry("snv.vn/1")))
    crawls.add_failed_post(db, failed("snv.vn/1", status=404))
    (one,) = crawls.entries_to_hold(db)
    assert (one.section, one.entry, one.url) == ("s1", "snv.vn/1", "https://snv.vn/1")
    assert (one.title, one.date_words, one.first_seen, one.first_crawl) == (
        "Tin snv.vn/1",
        "05/03/2024",
        AT.isoformat(),
        "c1",
    )


def test_an_entry_with_a_post_is_not_held_again() -> None:
    db = making.store()
    crawls.add_list_page(db, list_page(entry("snv.vn/1"), entry("snv.vn/2")))
    for key in ("snv.vn/1", "snv.vn/2"):
        crawls.add_failed_post(db, failed(key, status=404))
    save(db, making.record("snv.vn~u1", held="not_found"), keys=("snv.vn/1",))
    save(db, making.record("snv.vn~2"), keys=("snv.vn/2",))
    assert states(db) == {"snv.vn/1": "held", "snv.vn/2": "read"}
    assert crawls.entries_to_hold(db) == []


@pytest.mark.parametrize(
    ("failure", "gone"),
    [({"status": 404}, 1), ({"status": 410}, 1), ({"status": 500}, 0), ({"detail": "not_found", "status": 200}, 1)],
)
def test_a_known_post_that_is_not_found_any_more_is_gone_until_it_is_read(failure: dict[str, Any], gone: int) -> None:
    db = making.store()
    save(db, keys=("snv.vn/1",))
    save(db, making.record("snv.vn~2"), keys=("snv.vn/2",))
    for hours, expected in ((1, 0), (2, 0), (26, gone)):  # twice on one day is once
        crawls.add_failed_post(db, failed("snv.vn/1", AT + timedelta(hours=hours), **failure))
        assert [row["gone"] for row in db.query("SELECT gone FROM post ORDER BY id")] == [expected, 0]
    save(db, making.record(fetched_at=(AT + timedelta(days=9)).isoformat()), keys=("snv.vn/1",))
    assert next(db.query("SELECT gone FROM post ORDER BY id"))["gone"] == 0


def test_a_post_that_was_read_between_two_days_without_it_is_not_gone() -> None:
    db = making.store()
    save(db, keys=("snv.vn/1",))
    crawls.add_failed_post(db, failed("snv.vn/1", AT + timedelta(days=1), status=404))
    mark_read_again(db, "snv.vn~1", AT + timedelta(days=2))
    crawls.add_failed_post(db, failed("snv.vn/1", AT + timedelta(days=3), status=404))
    assert next(db.query("SELECT gone FROM post"))["gone"] == 0
    crawls.add_failed_post(db, failed("snv.vn/1", AT + timedelta(days=4), status=404))
    assert next(db.query("SELECT gone FROM post"))["gone"] == 1


NO_POST = {"status": None, "outcome": "not_a_post", "detail": "offsite địa chỉ dẫn ra ngoài"}


def test_what_has_turned_out_to_be_no_post_is_neither_unread_nor_asked_for_until_it_is_seen_otherwise() -> None:
    db = making.store()
    crawls.add_list_page(db, list_page(entry("snv.vn/1"), entry("snv.vn/2")))
    crawls.add_failed_post(db, failed("snv.vn/1", AT, detail="timeout"))
    assert [one.entry for one in crawls.entry_rows(db)] == ["snv.vn/1", "snv.vn/2"]
    crawls.add_failed_post(db, failed("snv.vn/1", AT, **NO_POST))
    assert [one.entry for one in crawls.entry_rows(db)] == ["snv.vn/2"]
    assert [one.url for one in unread_items(db)["s1"]] == ["https://snv.vn/2"]
    assert settled_no_posts(db, AT + timedelta(days=6)) == {"snv.vn/1"}
    assert settled_no_posts(db, AT + timedelta(days=7)) == set()
    crawls.add_failed_post(db, failed("snv.vn/1", AT + timedelta(days=8), detail="timeout"))
    assert [one.entry for one in crawls.entry_rows(db)] == ["snv.vn/1", "snv.vn/2"]


def test_a_held_post_is_not_gone_since_it_was_never_there() -> None:
    db = making.store()
    save(db, making.record(held="not_found"), keys=("snv.vn/1",))
    crawls.add_failed_post(db, failed("snv.vn/1", status=404))
    assert next(db.query("SELECT gone FROM post"))["gone"] == 0


@pytest.mark.parametrize(
    ("post", "known"),
    [
        ({}, date(2024, 3, 5)),
        ({"date_grade": "C", "date_days": ("2024-03-05", "2024-05-03")}, None),
        ({"date_grade": "none", "day": None, "date_days": ()}, None),
    ],
)
def test_known_entries_are_all_addresses_of_posts_that_were_read(post: dict[str, Any], known: date | None) -> None:
    db = making.store()
    crawls.add_list_page(db, list_page(entry("snv.vn/short"), entry("snv.vn/unread")))
    save(db, making.record(**post), keys=("snv.vn/1",), entries=(("s1", "snv.vn/short"),))
    save(db, making.record("snv.vn~2", held="failed"), keys=("snv.vn/2",))
    assert crawls.known_entries(db) == {"snv.vn/1": Known(True, known), "snv.vn/short": Known(True, known)}


READINGS = [
    ([{}], True),
    ([{"after": "past_range"}], False),
    ([{"inversions": 1}], False),
    ([{"undated": 1}], False),
    ([{"outcome": "empty", "entries": ()}], False),
    ([{"after": "next"}, {"seq": 2}], True),
    ([{"after": "next", "inversions": 2}, {"seq": 2}], False),
    ([{"after": "next"}, {"seq": 2, "outcome": "failed", "after": None}], False),
    ([{}, {"crawl": "c2", "inversions": 1}], False),
    ([{"inversions": 1}, {"crawl": "c2"}], True),
]


@pytest.mark.parametrize(("pages", "proven"), READINGS)
def test_a_section_is_proven_by_its_last_reading_to_the_end(pages: list[dict[str, Any]], proven: bool) -> None:
    db = making.store()
    making.begin(db, "c2", at=AT + DAY)
    for page in pages:
        entries = page.get("entries", (entry("snv.vn/1"),))
        at = AT + DAY if page.get("crawl") else AT
        crawls.add_list_page(db, list_page(*entries, **({"at": at} | page)))
    assert crawls.proven_sections(db) == ({"s1"} if proven else set())


def test_a_family_is_pinned_by_the_first_page_that_showed_posts() -> None:
    db = making.store("s1", "s2")
    crawls.add_list_page(db, list_page(family="generic"))
    crawls.add_list_page(db, list_page(entry("snv.vn/1"), family="nukeviet"))
    crawls.add_list_page(db, list_page(entry("snv.vn/1"), family="joomla"))
    assert crawls.pinned_families(db) == {"s1": "nukeviet"}


def test_sections_are_brought_up_to_date_and_never_removed() -> None:
    db = making.store("s1", "s2")
    crawls.pin_family(db, "s1", "nukeviet", AT)
    closed = making.section("s1", valid_to=date(2024, 6, 30), verified=False)
    crawls.put_sections(db, [closed])
    assert crawls.section_facts(db) == [closed, making.section("s2")]
    assert crawls.pinned_families(db) == {"s1": "nukeviet"}


def test_a_crawl_s_row_is_closed_with_its_summary() -> None:
    db = making.store()
    making.begin(db, "c2", at=AT + DAY)
    crawls.end_crawl(db, "c1", AT + DAY, "finished", {"posts": 3})
    row = crawls.crawl_row(db, "c1")
    assert (row["ended_at"], row["outcome"], row["summary"]) == ((AT + DAY).isoformat(), "finished", '{"posts": 3}')
    assert [one["id"] for one in crawls.crawl_rows(db)] == ["c2", "c1"]
