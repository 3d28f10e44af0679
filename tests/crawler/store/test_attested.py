"""Attested files: kept whole with their rows, never changed, undone by a row of their own."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import UTC, date, datetime

import pytest
from sqlite_utils import Database

from crawler.attested import AttestedFile, AttestedRow
from crawler.page import Page
from crawler.store import attested, open_store
from crawler.store.pages import load_page

AT = datetime(2024, 7, 1, 2, 0, tzinfo=UTC)
FILE = Page("so-phat-thanh.csv", b"agency,quota\n", "text/csv")
ROW = AttestedRow(2, "huyen-a", "broadcast", date(2024, 3, 5), "Một cửa", "sổ phát thanh", "quyển 1", "")


@pytest.fixture
def db() -> Database:
    store = open_store(None)
    attested.add(store, FILE, "so-phat-thanh.csv", [ROW], who="N. V. An", at=AT)
    return store


def test_a_file_comes_back_as_it_was_given(db: Database) -> None:
    (found,) = attested.files(db)
    digest = hashlib.sha256(FILE.body).hexdigest()
    assert found == AttestedFile(1, digest, "so-phat-thanh.csv", "N. V. An", AT.isoformat(), (ROW,))
    kept = load_page(db, found.hash, "x")
    assert kept is not None
    assert kept.body == FILE.body


def test_an_undone_file_stays_and_says_who_undid_it(db: Database) -> None:
    attested.undo(db, 1, who="T. T. Bình", at=AT)
    attested.add(db, FILE, "lan-hai.csv", [ROW], who="N. V. An", at=AT)
    first, second = attested.files(db)
    assert (first.stands, first.undone_by, first.undone_at) == (False, "T. T. Bình", AT.isoformat())
    assert second.stands
    assert second.hash == first.hash


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE attested_file SET who = 'x'",
        "DELETE FROM attested_file",
        "UPDATE attested SET agency = 'x'",
        "DELETE FROM attested",
        "INSERT OR REPLACE INTO attested VALUES (1, 2, 'x', 'x', 'x', 'x', 'x', 'x', 'x')",
        "INSERT OR REPLACE INTO attested_file VALUES (1, 'x', 'x', 'x', 'x')",
        "INSERT OR REPLACE INTO attested_undo VALUES (1, 'x', 'x')",
        "UPDATE attested_undo SET who = 'x'",
        "DELETE FROM attested_undo",
    ],
)
def test_nothing_is_changed_or_taken_away(db: Database, sql: str) -> None:
    attested.undo(db, 1, who="T. T. Bình", at=AT)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(sql)


@pytest.mark.parametrize("who", ["", "  "])
def test_nobody_attests_nothing(who: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        attested.add(open_store(None), FILE, "a.csv", [ROW], who=who, at=AT)


def test_a_bad_row_leaves_no_file_behind() -> None:
    db = open_store(None)
    with pytest.raises(sqlite3.IntegrityError):
        attested.add(db, FILE, "a.csv", [ROW, ROW], who="An", at=AT)
    assert attested.files(db) == []
