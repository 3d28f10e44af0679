"""From which state of the store the standings were decided, so that nothing is decided twice."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database


def revision(db: Database) -> int:
    """A number that rises with every change of what deciding looks at."""
    return int(next(db.query("SELECT number FROM revision"))["number"])


def decided_from(db: Database) -> str | None:
    """The inputs of the standings that are stored; None where nothing was decided yet."""
    return next((str(row["inputs"]) for row in db.query("SELECT inputs FROM decided")), None)


def remember_decided(db: Database, inputs: str, at: datetime) -> None:
    db.table("decided").upsert({"id": 1, "inputs": inputs, "at": at.isoformat()}, pk="id")
