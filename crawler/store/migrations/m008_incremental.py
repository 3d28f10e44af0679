"""What a crawl that goes on from the last one has to know: what servers call their pages, what was read again."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.store.migrations.set import MIGRATIONS

# `page` has no foreign key: a name is kept as soon as the page arrives, the page once something rests on it.
_INCREMENTAL = (
    """CREATE TABLE validator (
        url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, page TEXT NOT NULL, at TEXT NOT NULL,
        trust TEXT NOT NULL DEFAULT 'unknown' CHECK (trust IN ('unknown', 'changes', 'lies')))""",
    """CREATE TABLE read_again (post TEXT PRIMARY KEY REFERENCES post(id) ON DELETE CASCADE, at TEXT NOT NULL)""",
)


@MIGRATIONS(name="008_incremental")
def _incremental(database: Database) -> None:
    for statement in _INCREMENTAL:
        database.execute(statement)
