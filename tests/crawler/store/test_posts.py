"""Posts are written when something about them changed, and else left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from crawler.page import Page
from crawler.store import crawls, posts
from crawler.store.pages import save_page
from crawler.store.records import CreditRecord
from tests.crawler.store import making
from tests.crawler.store.making import AT

LATER = AT + timedelta(days=1)
CREDIT = CreditRecord("snv.vn~1", "so-noi-vu", "credited", "source", "Sở Nội vụ", 0.9)
OTHER = CreditRecord("snv.vn~1", "so-tu-phap", "candidate", "lead", "Sở Tư pháp", 0.4)
TABLES = ("post", "verdict", "credit", "post_url", "entry", "page", "revision")


def contents(db: Any) -> dict[str, list[dict[str, Any]]]:
    return {table: list(db.query(f"SELECT * FROM {table}")) for table in TABLES}


def test_a_post_comes_back_as_it_was_saved() -> None:
    db = making.store()
    made = making.record(media=("video",), attachments=("https://snv.vn/a.pdf",), date_flags=("pinned",))
    assert making.save(db, made, credited=(OTHER, CREDIT)) == "new"
    assert list(posts.post_records(db)) == [made]
    facts = posts.facts_of(db, made.id)
    assert facts is not None
    assert facts.post == made
    assert [one.post for one in posts.post_facts(db)] == [replace(made, body="")]
    assert facts.verdict == making.verdict()
    assert facts.credits == (CREDIT, OTHER)
    assert facts.first_seen == AT.isoformat()


@pytest.mark.parametrize(
    ("documents", "body"), [((), ""), (("communication-plan",), "Nội dung"), (("communication-plan?",), "Nội dung")]
)
def test_the_body_of_what_may_be_a_document_is_there_to_be_judged(documents: tuple[str, ...], body: str) -> None:
    db = making.store()
    making.save(db, making.record("snv.vn~2"))
    made = making.verdict(documents=documents)
    posts.save_post(db, making.record(body="Nội dung"), made, (), entries=(), urls={}, crawl="c1", seen=AT)
    assert [facts.post.body for facts in posts.post_facts(db)] == [body, ""]
    assert [facts.post.body for facts in posts.post_facts(db, "snv.vn~1")] == ["Nội dung"]


def test_saving_an_unchanged_post_again_changes_nothing() -> None:
    db = making.store()
    page = Page("https://snv.vn/1", b"<h1>one</h1>")
    made = making.record(snapshot=save_page(db, page), snapshot_url=page.url)
    making.save(db, made, keys=("snv.vn/1",), entries=(("s1", "snv.vn/1"),), credited=(CREDIT, OTHER))
    crawls.add_list_page(db, making.list_page(making.entry("snv.vn/1")))
    before, writes = contents(db), db.conn.total_changes
    read_again = Page("https://snv.vn/1?utm=x", b"<h1>one</h1><!-- visitor 12 -->")
    again = replace(made, snapshot="unkept", snapshot_url=read_again.url, fetched_at=LATER.isoformat())
    outcome = making.save(
        db,
        again,
        keys=("snv.vn/1",),
        entries=(("s1", "snv.vn/1"),),
        credited=(OTHER, CREDIT),
        seen=LATER,
    )
    assert outcome == "same"
    assert contents(db) == before
    assert db.conn.total_changes == writes


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Tiêu đề đã sửa"},
        {"body": "Nội dung đã sửa."},
        {"published": "2024-03-06", "day": "2024-03-06", "date_days": ("2024-03-06",)},
        {"date_grade": "B"},
        {"author": "Thu Hà"},
        {"media": ("video",)},
    ],
)
def test_a_changed_post_is_written_with_the_time_of_the_change(change: dict[str, Any]) -> None:
    db = making.store()
    making.save(db, keys=("snv.vn/1",))
    page = Page("https://snv.vn/1", b"<h1>two</h1>")
    changed = making.record(snapshot=save_page(db, page), **change)
    assert making.save(db, changed, seen=LATER) == "changed"
    assert list(posts.post_records(db)) == [changed]
    row = next(db.query("SELECT * FROM post"))
    assert (row["first_seen"], row["changed_at"]) == (AT.isoformat(), LATER.isoformat())


@pytest.mark.parametrize(("address", "outcome"), [("https://snv.vn/tin/1", "same"), ("https://snv.vn/1", "changed")])
def test_another_address_may_show_another_column_s_name(address: str, outcome: str) -> None:
    db = making.store()
    making.save(db, making.record(category="Cải cách hành chính", snapshot_url="https://snv.vn/1"))
    again = making.record(category="Tin tức", snapshot_url=address)
    assert posts.would_change(db, again) == (outcome == "changed")
    assert making.save(db, again, seen=LATER) == outcome


def test_the_first_address_stays_the_post_s_own() -> None:
    db = making.store()
    making.save(db, making.record(url="https://snv.vn/1"), keys=("snv.vn/1",))
    making.save(db, making.record(url="https://snv.vn/in/1", title="Mới"), keys=("snv.vn/in/1",))
    assert next(posts.post_records(db)).url == "https://snv.vn/1"
    assert posts.addresses(db, "snv.vn~1") == ["https://snv.vn/1", "https://snv.vn/in/1"]


def test_verdict_and_credits_are_replaced() -> None:
    db = making.store()
    making.save(db, credited=(CREDIT, OTHER))
    making.save(db, credited=(CREDIT,))
    assert [row["agency"] for row in db.query("SELECT agency FROM credit")] == ["so-noi-vu"]
    making.save(db, credited=())
    assert db.table("credit").count == 0
    assert db.table("verdict").count == 1


@pytest.mark.parametrize(
    ("wanted", "key", "found"),
    [
        ("snv.vn~1", "", "snv.vn~1"),
        ("https://snv.vn/1", "snv.vn/1", "snv.vn~1"),
        ("https://snv.vn/2", "snv.vn/2", None),
        ("snv.vn~", "", None),
    ],
)
def test_a_post_is_found_by_id_or_address(wanted: str, key: str, found: str | None) -> None:
    db = making.store()
    making.save(db, keys=("snv.vn/1",))
    assert posts.find_post(db, wanted, key) == found


def held(key: str, **other: Any) -> Any:
    blank = {"body": "", "published": None, "day": None, "date_source": None, "date_grade": "none", "date_days": ()}
    return making.record(f"snv.vn~u{key[-1]}", **(blank | {"held": "not_found", "date_candidates": ()} | other))


def test_a_read_post_takes_the_place_of_the_one_held_under_its_address() -> None:
    db = making.store("s1", "s2")
    for name in ("s1", "s2"):
        crawls.add_list_page(db, making.list_page(making.entry("snv.vn/1"), section=name))
    making.save(db, held("snv.vn/1"), keys=("snv.vn/1",), entries=(("s1", "snv.vn/1"),), seen=AT)
    making.save(db, keys=("snv.vn/tin/1", "snv.vn/1"), entries=(("s1", "snv.vn/1"),), seen=LATER)
    assert [post.id for post in posts.post_records(db)] == ["snv.vn~1"]
    assert [row["post"] for row in db.query("SELECT post FROM entry")] == ["snv.vn~1"] * 2
    assert [row["post"] for row in db.query("SELECT post FROM post_url")] == ["snv.vn~1"] * 2
    assert [row["post"] for row in db.query("SELECT post FROM verdict")] == ["snv.vn~1"]
    assert next(db.query("SELECT first_seen FROM post"))["first_seen"] == AT.isoformat()


def test_a_held_post_that_is_read_after_all_is_held_no_more() -> None:
    db = making.store()
    making.save(db, held("snv.vn/1"), keys=("snv.vn/1",))
    assert crawls.known_entries(db) == {}
    assert making.save(db, making.record("snv.vn~u1"), keys=("snv.vn/1",)) == "changed"
    assert next(posts.post_records(db)).held is None
    assert crawls.known_entries(db) == {"snv.vn/1": crawls.Known(True, date(2024, 3, 5))}


def test_a_post_that_was_read_is_never_held() -> None:
    db = making.store()
    making.save(db, keys=("snv.vn/1",))
    before = contents(db)
    assert making.save(db, replace(held("snv.vn/1"), id="snv.vn~1"), keys=("snv.vn/1",)) == "same"
    assert contents(db) == before


def test_a_read_post_keeps_its_addresses_from_another() -> None:
    db = making.store()
    making.save(db, keys=("snv.vn/1",))
    making.save(db, making.record("snv.vn~2"), keys=("snv.vn/1", "snv.vn/2"))
    assert posts.find_post(db, "", "snv.vn/1") == "snv.vn~1"
    assert posts.find_post(db, "", "snv.vn/2") == "snv.vn~2"
