"""Agencies' replies: append-only. One that is withdrawn stays, and so does the row that withdraws it."""

from __future__ import annotations

from datetime import date

from sqlite_utils import Database

from crawler.replies import Reply
from crawler.store.rows import insert, row_of

_ALL = """
SELECT r.*, (SELECT min(w.number) FROM reply w WHERE w.withdraws = r.number) AS withdrawn_by
FROM reply r ORDER BY r.number"""


def replies(db: Database) -> list[Reply]:
    """Every reply and every withdrawal, the oldest first."""
    return [Reply(**row | {"day": date.fromisoformat(row["day"])}) for row in db.query(_ALL)]


def append(db: Database, reply: Reply) -> Reply:
    """Stores it; returns it with its number."""
    with db.atomic():
        insert(db, "reply", row_of(reply, "number", "withdrawn_by"))
    return replies(db)[-1]
