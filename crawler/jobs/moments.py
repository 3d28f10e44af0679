"""Moments as users read them: in the province's zone, to the second."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from crawler.posts import PostRow


def in_zone(rows: Iterable[PostRow], zone: ZoneInfo) -> list[PostRow]:
    """The rows with `first_seen` in the zone, without fractions of seconds."""
    return [replace(row, first_seen=_local(row.first_seen, zone)) for row in rows]


def _local(text: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(text).astimezone(zone).isoformat(timespec="seconds")
