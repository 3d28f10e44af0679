"""Agencies' replies: kept as they came, never changed, withdrawn by a row of their own."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from sqlite_utils import Database

from crawler.replies import Reply
from crawler.store import open_store
from crawler.store.replies import append, replies

REPLY = Reply(
    "so-a", "own-site", "2024-03", "Trang hỏng.\nNay đã sửa.", "An", date(2025, 1, 9), "15/SNV", at="2025-01-10"
)


@pytest.fixture
def db() -> Database:
    store = open_store(None)
    append(store, REPLY)
    return store


def test_a_reply_comes_back_as_it_was_given(db: Database) -> None:
    assert replies(db) == [replace(REPLY, number=1)]


def test_a_withdrawn_reply_stays_and_names_what_withdrew_it(db: Database) -> None:
    append(db, replace(REPLY, text="nhầm", withdraws=1))
    first, second = replies(db)
    assert (first.text, first.withdrawn_by) == (REPLY.text, 2)
    assert (second.withdraws, second.withdrawn_by) == (1, None)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE reply SET text = 'x'",
        "DELETE FROM reply",
        "INSERT OR REPLACE INTO reply VALUES (1, 'a', 'b', 'c', 'd', 'e', 'f', '', NULL, 'g')",
        "INSERT INTO reply VALUES (2, 'a', 'b', 'c', ' ', 'e', 'f', '', NULL, 'g')",
    ],
)
def test_nothing_is_changed_or_empty(db: Database, sql: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(sql)
