"""Between dataclasses and rows: JSON for tuples, ISO text for days and moments, 0/1 for truth."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlite_utils import Database


def plain(value: Any) -> Any:
    """A value as SQLite keeps it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value


def row_of(record: Any, *without: str) -> dict[str, Any]:
    """A flat dataclass as a row, fields named in `without` left out."""
    if not is_dataclass(record):
        raise TypeError(record)
    names = [field.name for field in fields(record) if field.name not in without]
    return {name: plain(getattr(record, name)) for name in names}


def loaded(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """The row with its JSON columns `names` read back as tuples."""
    return row | {name: items(row[name]) for name in names}


def items(text: str | None) -> tuple[Any, ...]:
    """What a JSON list holds. Lists of words are parsed once: whole provinces of posts share a few."""
    if not text or text == "[]":
        return ()
    return _words(text) if text.startswith('["') else tuple(json.loads(text))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(text))


def first(db: Database, sql: str, values: Sequence[Any]) -> dict[str, Any] | None:
    """The first row, or None. On the way of every post: without the savepoint that `db.query` sets around each read."""
    cursor = db.execute(sql, values)
    row = cursor.fetchone()
    return None if row is None else dict(zip((column[0] for column in cursor.description), row, strict=True))


def insert(db: Database, table: str, row: dict[str, Any], *, replace: bool = False) -> None:
    """Adds the row, or puts it in the place of the one with its key: without looking the table up first."""
    verb = "INSERT OR REPLACE" if replace else "INSERT"
    db.execute(f"{verb} INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})", row)


@lru_cache(maxsize=4096)  # what one list page showed was seen at one moment, and posts of one day have the same days
def moment(text: str) -> datetime:
    """An ISO moment."""
    return datetime.fromisoformat(text)


@lru_cache(maxsize=4096)
def days_of(text: str) -> tuple[date, ...]:
    """The days of a JSON list."""
    return tuple(map(date.fromisoformat, json.loads(text)))


def day(text: str | None) -> date | None:
    """An ISO day, or None."""
    return date.fromisoformat(text) if text else None
