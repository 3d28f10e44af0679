"""Known ground: how far back a section need be read, by what earlier readings have shown whole.

In doubt there is none, and the section is read to its end.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from crawler import __version__
from crawler.periods import day_of
from crawler.store.rows import day, plain
from crawler.task import Ground

FULL_EVERY = timedelta(days=6, hours=12)  # a nightly run's seventh night, whatever the minute it starts at
SHOWN_BY = 20  # dated posts in order before a listing's order is relied upon
NOT_MODIFIED = "304"  # how the detail of a list page begins that the server said had not changed
_ENDS = ("end", "past_range")
_CAPPED_ENDS = (*_ENDS, "capped_end")

_ROWS = """
SELECT c.section, c.crawl, c.seq, c.at, c.outcome, c.after, c.items, c.undated, c.inversions, c.newest, c.oldest,
       c.capped, c.total, c.detail, s.pinned_at, crawl.program,
       crawl.since IS NOT NULL OR crawl.until IS NOT NULL AS cut
FROM coverage c JOIN crawl ON crawl.id = c.crawl JOIN section s ON s.id = c.section
WHERE c.kind = 'listing' AND c.at >= ? AND crawl.origin = 'live'
ORDER BY c.section, crawl.started_at, c.crawl, c.seq, c.id"""

_Rows = list[dict[str, Any]]


def recent_readings(db: Database, now: datetime) -> dict[str, list[_Rows]]:
    """section -> its readings since the last full one was due, oldest first, each as its rows."""
    rows = list(db.query(_ROWS, [plain(now - FULL_EVERY)]))
    return {
        section: [list(reading) for _, reading in groupby(own, key=lambda row: row["crawl"])]
        for section, own in groupby(rows, key=lambda row: row["section"])
    }


def read_full(readings: Iterable[_Rows]) -> bool:
    """Whether one of the readings went to its end on pages that the server sent, each of them."""
    return any(_sound(rows) and rows[-1]["after"] in _CAPPED_ENDS and _sent(rows) for rows in readings)


def grounds(
    db: Database, readings: dict[str, list[_Rows]], proven: set[str], since: date, zone: tzinfo
) -> dict[str, Ground]:
    """section -> its known ground, for sections in proven date order that were read whole from `since` on of late."""
    found = {}
    for section, own in readings.items():
        joined = _joined(own, since, zone) if section in proven else None
        if joined is not None:
            last, total = joined
            found[section] = Ground(last, _entries(db, section), total)
    return found


def _entries(db: Database, section: str) -> frozenset[str]:
    return frozenset(row["entry"] for row in db.query("SELECT entry FROM entry WHERE section = ?", [section]))


def _joined(readings: list[_Rows], since: date, zone: tzinfo) -> tuple[date, int | None] | None:
    """The last day up to which the readings join the last full one, and how many posts the pager told of then."""
    joined: tuple[date, int | None] | None = None
    for rows in readings:
        if any(row["inversions"] or row["undated"] for row in rows):
            joined = None  # no longer in order: nothing rests on it until it has been read to its end again
            continue
        if not _sound(rows):
            continue
        before = day_of(datetime.fromisoformat(rows[0]["at"]), zone) - timedelta(days=1)
        floor = min((one for row in rows if (one := day(row["oldest"]))), default=None)
        if _full(rows, floor, since) or (joined and rows[-1]["after"] == "known" and floor and floor <= joined[0]):
            joined = before, rows[0]["total"]
    return joined


def _full(rows: _Rows, floor: date | None, since: date) -> bool:
    """Whether the reading shows all from `since` on, by today's program, in order, of the section as it is today."""
    last = rows[-1]
    reached = last["after"] == "end" or (last["after"] == "past_range" and floor is not None and floor < since)
    return (
        reached
        and _sent(rows)
        and sum(row["items"] for row in rows) >= SHOWN_BY
        and not any(row["capped"] or row["cut"] for row in rows)
        and last["program"] == __version__
        and bool(last["pinned_at"])
        and plain(rows[0]["at"]) >= last["pinned_at"]
    )


def _sound(rows: _Rows) -> bool:
    """Whether its pages were read one after the other, without a gap, until something ended it."""
    numbered = all(row["seq"] == number for number, row in enumerate(rows, start=1))
    read = all(row["outcome"] in ("read", "empty") for row in rows)
    return (
        numbered
        and read
        and all(row["after"] == "next" for row in rows[:-1])
        and rows[-1]["after"] not in (None, "next")
    )


def _sent(rows: _Rows) -> bool:
    return not any(row["detail"].startswith(NOT_MODIFIED) for row in rows)
