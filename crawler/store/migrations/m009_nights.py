"""Nights: runs of `cchc nightly`, who holds the store for one, problems, and who was told of them."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.store.migrations.set import MIGRATIONS

_NIGHTS = (
    """CREATE TABLE night (
        id TEXT PRIMARY KEY, started_at TEXT NOT NULL, ended_at TEXT, exit_code INTEGER,
        agencies TEXT NOT NULL DEFAULT '[]', sections TEXT NOT NULL DEFAULT '[]', summary TEXT)""",
    """CREATE TABLE night_lease (
        id INTEGER PRIMARY KEY CHECK (id = 1), host TEXT NOT NULL, pid INTEGER NOT NULL, process TEXT NOT NULL,
        night TEXT NOT NULL, taken_at TEXT NOT NULL)""",
    """CREATE TABLE problem (
        number INTEGER PRIMARY KEY, section TEXT NOT NULL, kind TEXT NOT NULL, opened_at TEXT NOT NULL,
        last_at TEXT NOT NULL, closed_at TEXT, details TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX problem_once ON problem (section, kind) WHERE closed_at IS NULL",
    """CREATE TABLE told (
        problem INTEGER NOT NULL REFERENCES problem(number),
        channel TEXT NOT NULL CHECK (channel IN ('mail', 'webhook')),
        event TEXT NOT NULL CHECK (event IN ('opened', 'closed')), told_at TEXT NOT NULL,
        PRIMARY KEY (problem, channel, event))""",
)


@MIGRATIONS(name="009_nights")
def _nights(database: Database) -> None:
    for statement in _NIGHTS:
        database.execute(statement)
