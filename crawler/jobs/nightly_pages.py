"""What a run leaves beside its reports: `status.html` and `summary.json`, each whole or not at all."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from crawler.jobs.status import status_of
from crawler.registry.model import Registry
from reports.health.night import Night, data
from reports.health.statusview import status_page

STATUS, SUMMARY = "status.html", "summary.json"


def write_status(store: Database, registry: Registry, db: Path, out: Path, now: datetime) -> Path:
    """The page about how everything stands; returns where it is."""
    return _write(out / STATUS, status_page(status_of(store, registry, db, now), registry.province.zone))


def write_summary(out: Path, night: Night) -> Path:
    """The run as data; returns where it is."""
    return _write(out / SUMMARY, json.dumps(data(night), ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _write(place: Path, text: str) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    made = place.with_name(f".{place.name}.part")
    try:
        made.write_text(text, encoding="utf-8", newline="\n")
        made.replace(place)
    finally:
        made.unlink(missing_ok=True)
    return place
