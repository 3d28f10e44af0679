"""`cchc status`: how everything stands now, from the store alone."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler import __version__, periods
from crawler.errors import CchcError
from crawler.jobs.backup import backups, damage
from crawler.jobs.known import load_registry
from crawler.jobs.nightly_health import names_of
from crawler.jobs.nightly_tell import places
from crawler.registry.model import Registry
from crawler.registry.sections import resolved_sections
from crawler.store import open_to_read
from crawler.store.health import section_records
from crawler.store.posts import lexicons
from crawler.store.problems import last_night, night_holder, open_problems, section_holders
from reports.health.digest import problem_data
from reports.health.status import Status, hours_late, section_state


def status(registry: Path, db: Path, *, now: datetime | None = None) -> Status:
    """BadInput on a registry or store that won't do; of a damaged one CchcError says how to restore it."""
    loaded = load_registry(registry)
    try:
        with contextlib.closing(open_to_read(db)) as store:
            return status_of(store, loaded, db, now or datetime.now(UTC))
    except (CchcError, sqlite3.DatabaseError) as error:
        ruin = damage(db)
        if ruin is None:
            raise
        raise CchcError(ruin) from error


def status_of(store: Database, registry: Registry, db: Path, now: datetime) -> Status:
    """Of the registry's sections, as the store knows them at `now`."""
    today, names, problems = periods.day_of(now, registry.province.zone), names_of(registry), open_problems(store)
    found = places(registry, problems)
    run = last_run(last_night(store))
    return Status(
        province=registry.province.name,
        at=now.isoformat(timespec="seconds"),
        program=__version__,
        lexicon=", ".join(lexicons(store)) or "–",
        run=run,
        late=hours_late(run, now),
        sections=tuple(
            section_state(one, names.get(one.facts.owner, one.facts.owner), problems, today)
            for one in section_records(store, resolved_sections(registry), (), now)
        ),
        problems=tuple(problem_data(one, found[one.section]) for one in problems),
        backups=tuple(
            {"name": one.path.name, "path": str(one.path), "at": one.at.isoformat(), "size": one.size}
            for one in backups(db)
        ),
        holders=tuple(_holders(store)),
    )


def last_run(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What status says of a run: its moments and code, and of one that ended its line and its steps."""
    if row is None:
        return None
    summary = row["summary"] or {}
    names = ("started_at", "ended_at", "exit_code")
    return {name: row[name] for name in names} | {"line": summary.get("line"), "steps": summary.get("steps", [])}


def _holders(store: Database) -> Iterator[dict[str, Any]]:
    night = night_holder(store)
    if night is not None:
        yield _holder(f"lần chạy hằng đêm {night['night']}", night)
    crawls: dict[str, list[dict[str, Any]]] = {}
    for row in section_holders(store):
        crawls.setdefault(row["crawl"], []).append(row)
    for crawl, rows in crawls.items():
        yield _holder(f"lần thu thập {crawl}, {len(rows)} chuyên mục", rows[0])


def _holder(what: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"what": what, "host": row["host"], "pid": row["pid"], "since": row["taken_at"]}
