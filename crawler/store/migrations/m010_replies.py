"""What agencies reply to findings: append-only, taken back only by a later row that says so."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.store.migrations.set import MIGRATIONS

_REPLIES = (
    """CREATE TABLE reply (
        number INTEGER PRIMARY KEY, agency TEXT NOT NULL, quota TEXT NOT NULL, period TEXT NOT NULL,
        text TEXT NOT NULL CHECK (trim(text) <> ''), who TEXT NOT NULL CHECK (trim(who) <> ''), day TEXT NOT NULL,
        document TEXT NOT NULL, withdraws INTEGER REFERENCES reply(number), at TEXT NOT NULL)""",
    *(
        f"""CREATE TRIGGER reply_is_append_only_{event.lower()} BEFORE {event} ON reply {when}
            BEGIN SELECT RAISE(ABORT, 'reply is append-only'); END"""
        for event, when in (
            ("INSERT", "WHEN EXISTS (SELECT 1 FROM reply WHERE number = new.number)"),
            ("UPDATE", ""),
            ("DELETE", ""),
        )
    ),
)


@MIGRATIONS(name="010_replies")
def _replies(database: Database) -> None:
    for statement in _REPLIES:
        database.execute(statement)
