"""Attested evidence: files of rows, append-only. A file that is undone stays, and so does who undid it, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from crawler.attested import AttestedFile, AttestedRow
from crawler.page import Page
from crawler.store.pages import save_page

_FILES = """
SELECT f.*, u.who AS undone_by, u.at AS undone_at
FROM attested_file f LEFT JOIN attested_undo u ON u.file = f.number ORDER BY f.number"""


def files(db: Database) -> list[AttestedFile]:
    """Every file that was ever handed in, those undone too, the oldest first."""
    rows: dict[int, list[AttestedRow]] = {}
    for row in db.query("SELECT * FROM attested ORDER BY file, row"):
        rows.setdefault(row["file"], []).append(_row(row))
    return [AttestedFile(**file, rows=tuple(rows.get(file["number"], ()))) for file in db.query(_FILES)]


def add(db: Database, file: Page, name: str, rows: Sequence[AttestedRow], *, who: str, at: datetime) -> str:
    """Keeps the file and its rows; returns its hash. That it does not stand there already is for the caller to see."""
    with db.atomic():
        digest = save_page(db, file)
        inserted = db.execute(
            "INSERT INTO attested_file (hash, name, who, at) VALUES (?, ?, ?, ?)", [digest, name, who, at.isoformat()]
        )
        number = inserted.lastrowid
        db.conn.executemany(
            "INSERT INTO attested (file, row, agency, quota, day, title, kind, reference, note) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    number,
                    one.row,
                    one.agency,
                    one.quota,
                    one.day.isoformat(),
                    one.title,
                    one.kind,
                    one.reference,
                    one.note,
                )
                for one in rows
            ],
        )
    return str(digest)


def undo(db: Database, number: int, *, who: str, at: datetime) -> None:
    """Marks the file undone: its rows stop counting."""
    with db.atomic():
        db.execute("INSERT INTO attested_undo (file, who, at) VALUES (?, ?, ?)", [number, who, at.isoformat()])


def _row(row: dict[str, Any]) -> AttestedRow:
    names = ("row", "agency", "quota", "title", "kind", "reference", "note")
    return AttestedRow(**{name: row[name] for name in names}, day=date.fromisoformat(row["day"]))
