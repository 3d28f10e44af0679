"""Nights, who holds the store for one, problems, and who was told of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from crawler.errors import SectionHeld
from crawler.health import Finding, Problem
from crawler.store.leases import alive, holder
from crawler.store.rows import first, plain

Channel = Literal["mail", "webhook"]
Event = Literal["opened", "closed"]


def begin_night(db: Database, night: str, at: datetime, *, agencies: Sequence[str], sections: Sequence[str]) -> None:
    """A row for a run that has begun, with what the registry names."""
    row = {"id": night, "started_at": plain(at), "agencies": plain(list(agencies)), "sections": plain(list(sections))}
    db.table("night").insert(row)


def end_night(db: Database, night: str, at: datetime, exit_code: int, summary: dict[str, Any]) -> None:
    db.table("night").update(night, {"ended_at": plain(at), "exit_code": exit_code, "summary": plain(summary)})


def last_night(db: Database, before: str | None = None) -> dict[str, Any] | None:
    """The last run's row, JSON read; the last before the run `before`, where that is given."""
    row = first(
        db,
        "SELECT * FROM night WHERE ? IS NULL OR rowid < (SELECT rowid FROM night WHERE id = ?) "
        "ORDER BY rowid DESC LIMIT 1",
        [before, before],
    )
    if row is None:
        return None
    names = ("agencies", "sections", "summary")
    return row | {name: json.loads(row[name]) if row[name] else None for name in names}


def take_night(db: Database, night: str, at: datetime) -> None:
    """Takes the store for a run. SectionHeld names the run that has it; that of a dead process is taken over."""
    with db.atomic():
        held = night_holder(db)
        if held is not None:
            raise SectionHeld(
                f"Lần chạy hằng đêm {held['night']} đang giữ cơ sở dữ liệu (máy {held['host']}, tiến trình "
                f"{held['pid']}, từ {held['taken_at']}). Hãy chờ lần đó xong rồi chạy lại."
            )
        db.table("night_lease").upsert({"id": 1, **holder(), "night": night, "taken_at": plain(at)}, pk="id")


def night_holder(db: Database) -> dict[str, Any] | None:
    """Who holds the store for a run and lives."""
    held = first(db, "SELECT * FROM night_lease", [])
    return held if held and alive(held) else None


def section_holders(db: Database) -> list[dict[str, Any]]:
    """Leases of sections whose process lives."""
    return [row for row in db.query("SELECT * FROM lease ORDER BY section") if alive(row)]


def release_night(db: Database, night: str) -> None:
    db.table("night_lease").delete_where("night = ?", [night])


def open_problems(db: Database) -> list[Problem]:
    """Problems that have not healed, the oldest first."""
    return [Problem(**row) for row in db.query("SELECT * FROM problem WHERE closed_at IS NULL ORDER BY number")]


def settle_problems(
    db: Database,
    at: datetime,
    *,
    opened: Iterable[Finding],
    seen: Iterable[tuple[int, str]],
    closed: Iterable[tuple[int, str]],
) -> None:
    """Opens, goes on with and closes problems, all or nothing; `seen` and `closed`: number and what to say now."""
    moment = plain(at)
    with db.atomic():
        for number, details in closed:
            db.table("problem").update(number, {"closed_at": moment, "details": details})
        for number, details in seen:
            db.table("problem").update(number, {"last_at": moment, "details": details})
        for one in opened:
            row = {"section": one.section, "kind": one.kind, "opened_at": moment, "last_at": moment}
            db.table("problem").insert(row | {"details": one.details})


_TO_OPEN = """
SELECT p.* FROM problem p WHERE closed_at IS NULL
AND NOT EXISTS (SELECT 1 FROM told t WHERE t.problem = p.number AND t.channel = ? AND t.event = 'opened')
ORDER BY number"""
_TO_CLOSE = """
SELECT p.* FROM problem p JOIN told o ON o.problem = p.number AND o.channel = ? AND o.event = 'opened'
WHERE closed_at IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM told t WHERE t.problem = p.number AND t.channel = o.channel AND t.event = 'closed')
ORDER BY number"""


def untold(db: Database, channel: Channel) -> tuple[list[Problem], list[Problem]]:
    """Open problems not yet told on that channel, and closed ones of which it was told that they had opened."""
    opened, closed = (db.query(sql, [channel]) for sql in (_TO_OPEN, _TO_CLOSE))
    return [Problem(**row) for row in opened], [Problem(**row) for row in closed]


def mark_told(db: Database, channel: Channel, event: Event, numbers: Iterable[int], at: datetime) -> None:
    with db.atomic():
        for number in numbers:
            row = {"problem": number, "channel": channel, "event": event, "told_at": plain(at)}
            db.table("told").insert(row, ignore=True)
