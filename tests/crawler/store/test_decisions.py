"""Decisions as they are stored: once each, found by id or address, above all that a crawl does."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from sqlite_utils import Database

from crawler.store import decisions
from crawler.store.decided import revision
from crawler.store.decisions import Text, by_post, identified, in_force, logged
from crawler.store.migrations import MIGRATIONS
from crawler.store.records import DecisionRecord
from crawler.store.standings import post_rows, replace_standings
from tests.crawler.store import making

POST = "snv.vn~1"


def decision(action="count", value="", *, occasion="1", **other):
    made = DecisionRecord(POST, "snv.vn/1", action, value, "An", "vì", "2024-05-01T00:00:00+00:00", **other)
    return identified(made, occasion)


def stored(db, *made):
    return decisions.append(db, made)


def test_each_is_stored_once_and_in_order():
    db = making.store()
    assert stored(db, decision(), decision("reject"), decision()) == 2
    assert stored(db, decision()) == 0
    assert stored(db, decision(occasion="2")) == 1
    assert [(one.number, one.action) for _, one in logged(db)] == [(1, "count"), (2, "reject"), (3, "count")]


def test_the_hash_tells_apart_what_differs():
    ways = [{"value": "x"}, {"who": "B"}, {"reason": "y"}, {"agency": "a"}, {"quota": "q"}, {"action": "reject"}]
    ways += [{"post": "snv.vn~2"}]
    made = {identified(replace(decision(), **way), "1").hash for way in ways} | {decision().hash}
    assert len(made) == len(ways) + 1
    assert identified(replace(decision(), at="2025-01-01", text_hash="z"), "1").hash == decision().hash


def test_all_or_nothing():
    db = making.store()
    with pytest.raises(sqlite3.IntegrityError):
        stored(db, decision(), replace(decision("reject"), reason=" "))
    assert logged(db) == []


def test_it_raises_the_revision_so_that_all_is_decided_anew():
    db = making.store()
    before = revision(db)
    stored(db, decision())
    assert revision(db) == before + 1


def test_it_needs_no_post_and_finds_it_later():
    db = making.store()
    stored(db, decision())
    assert [post for post, _ in logged(db)] == [None]
    assert by_post(db) == {}
    making.save(db, keys=("snv.vn/1",))
    assert list(by_post(db)) == [POST]


def test_it_finds_its_post_by_address_where_the_id_is_another():
    db = making.store()
    held = making.record("snv.vn~u1", url="https://snv.vn/1", held="failed")
    making.save(db, held, keys=("snv.vn/1",))
    stored(db, replace(decision(), post="snv.vn~u1"))
    making.save(db, making.record("snv.vn~7", url="https://snv.vn/1"), keys=("snv.vn/1",))
    stored(db, replace(decision("reject"), post="snv.vn~7"))
    assert [one.action for one in by_post(db)["snv.vn~7"]] == ["count", "reject"]
    assert [one.action for one in in_force(by_post(db)["snv.vn~7"])] == ["reject"]


def test_a_decision_without_an_address_is_found_by_id_alone():
    db = making.store()
    making.save(db, making.record("snv.vn~7"), keys=("snv.vn/7",))
    stored(db, replace(decision(), url=""))
    assert by_post(db) == {}


def test_texts_are_kept_once_and_compared():
    db = making.store()
    making.save(db, keys=("snv.vn/1",))
    subject = decisions.subject(db, POST)
    assert (subject.post, subject.url, subject.text.title) == (POST, "snv.vn/1", "Cải cách hành chính")
    kept = decisions.keep_text(db, subject.text)
    assert decisions.keep_text(db, subject.text) == kept == subject.text.hash
    assert decisions.kept_text(db, kept[:16]) == kept
    assert (decisions.kept_text(db, "0" * 16), decisions.kept_text(db, "")) == (None, None)
    made = decision(text_hash=kept)
    assert list(decisions.other_texts(db, [(POST, made)])) == []
    making.save(db, making.record(body="Khác."))
    assert list(decisions.other_texts(db, [(POST, made)])) == [(POST, subject.text, Text(subject.text.title, "Khác."))]


def test_a_text_is_there_before_the_decision_on_it():
    with pytest.raises(sqlite3.IntegrityError):
        stored(making.store(), decision(text_hash="0" * 64))


def test_rows_show_the_day_and_the_words_of_inspectors():
    db = making.store()
    making.save(db, keys=("snv.vn/1",), entries=(("s1", "snv.vn/1"),))
    making.save(db, making.record("snv.vn~2"), keys=("snv.vn/2",))
    replace_standings(db, [making.standing(recheck=True), making.standing("snv.vn~2")])
    stored(db, decision("date", "2024-05-02"), decision("date", "2024-06-02", occasion="2"))
    other, row = post_rows(db)
    assert (row.id, row.published, row.period, row.date_grade, row.date_source) == (
        POST, "2024-06-02", "2024-06", "A", "inspector",
    )  # fmt: skip
    assert row.read_date == {"published": "2024-03-05", "source": "article_line", "grade": "A"}
    assert [(one["value"], one["stands"]) for one in row.decisions] == [("2024-05-02", False), ("2024-06-02", True)]
    assert (row.recheck, other.recheck, other.decisions, other.published) == (True, False, (), "2024-03-05")
    assert replace_standings(db, [making.standing(), making.standing("snv.vn~2")]) == 1


def test_an_older_store_is_brought_up_to_date():
    db = Database(memory=True)
    MIGRATIONS.apply(db, stop_before="002_decisions")
    db.execute("INSERT INTO section VALUES ('s1', 'a', 'own_site', 'https://a.vn', 1, 1, NULL, NULL, NULL, NULL)")
    db.execute("INSERT INTO crawl (id, started_at, program, registry_hash) VALUES ('c1', '', '', '')")
    db.execute(
        "INSERT INTO post (id, url, title, date_grade, first_seen, first_crawl, changed_at)"
        " VALUES ('p', 'https://a.vn/p', 'T', 'none', '', 'c1', '')"
    )
    db.execute("INSERT INTO standing VALUES ('p', 'a', 'own_site', 'undated', '', NULL, 's1', 1, 'lexicon')")
    MIGRATIONS.apply(db)
    assert [(row.id, row.status, row.recheck) for row in post_rows(db)] == [("p", "undated", False)]
