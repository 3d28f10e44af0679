"""Copies of the store made by SQLite itself while it is in use, and whether a file is a sound store."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from crawler.store.migrations import MIGRATIONS

SIDES = ("-wal", "-shm")  # files that belong to a database in use
FAULTS_SHOWN = 5


def faults_of(path: Path, *, thorough: bool = False) -> list[str]:
    """What SQLite finds wrong with the file; [] where it is sound. `thorough` compares indexes with tables too."""
    pragma = "integrity_check" if thorough else "quick_check"
    try:
        with _opened(path) as connection:
            rows = [str(row[0]) for row in connection.execute(f"PRAGMA {pragma}({FAULTS_SHOWN})")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [] if rows == ["ok"] else rows


def copy_store(source: Path, target: Path) -> None:
    """One file that holds what `source` holds now, whoever writes to it meanwhile; nobody's leases are in it."""
    with _opened(source) as one, _opened(target, "rwc") as other:
        one.backup(other)
        other.execute("PRAGMA journal_mode=DELETE")  # a copy is one file, without another beside it
        for table in ("lease", "night_lease"):
            if other.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone():
                other.execute(f"DELETE FROM {table}")
        other.commit()
    _flush(target)


def unknown_migrations(path: Path) -> list[str]:
    """Migrations of the file that this program doesn't know: a newer one made it."""
    known = {one.name for one in MIGRATIONS.pending(Database(memory=True))}
    with _opened(path) as connection:
        return [one.name for one in MIGRATIONS.applied(Database(connection)) if one.name not in known]


def is_store(path: Path) -> bool:
    """Whether the file is a store of this program, old or new."""
    with _opened(path) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {"crawl", "section", "coverage", "post"} <= names


def figures(path: Path) -> tuple[int, str | None]:
    """How many posts the file holds, and when its last crawl began."""
    with _opened(path) as connection:
        posts = connection.execute("SELECT count(*) FROM post").fetchone()[0]
        return int(posts), connection.execute("SELECT max(started_at) FROM crawl").fetchone()[0]


@contextlib.contextmanager
def _opened(path: Path, mode: str = "ro") -> Iterator[sqlite3.Connection]:
    """To read, unless said otherwise: who writes to a damaged file, or to the log beside it, damages it further."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", timeout=60, uri=True)
    try:
        yield connection
    finally:
        connection.close()


def _flush(path: Path) -> None:
    """On the disk, not only on its way there."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
