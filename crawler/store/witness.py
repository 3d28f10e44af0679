"""What a report shows beside its figures: texts of posts whose pages are kept, and when listings first showed them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlite_utils import Database


def text_lengths(db: Database) -> dict[str, int]:
    """post -> characters of its text, for every post of which a page is kept."""
    return {
        row["id"]: row["size"]
        for row in db.query("SELECT id, length(body) AS size FROM post WHERE snapshot IS NOT NULL ORDER BY id")
    }


def texts(db: Database, posts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """(post, hash of the page, text) of those named of which a page is kept, in no order."""
    wanted = "SELECT value FROM json_each(?)"
    rows = db.query(
        f"SELECT id, snapshot, body FROM post WHERE snapshot IS NOT NULL AND id IN ({wanted})", [json.dumps(posts)]
    )
    return ((row["id"], row["snapshot"], row["body"]) for row in rows)


def first_shown(db: Database) -> dict[str, list[tuple[str, datetime, str]]]:
    """post -> (section's id, when a listing there first showed it, by which crawl), section by section."""
    found: dict[str, list[tuple[str, datetime, str]]] = {}
    rows = db.query(
        "SELECT post, section, first_seen, first_crawl FROM entry WHERE post IS NOT NULL ORDER BY post, section, entry"
    )
    for row in rows:
        seen = datetime.fromisoformat(row["first_seen"])
        found.setdefault(row["post"], []).append((row["section"], seen, row["first_crawl"]))
    return found
