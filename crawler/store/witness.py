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


def newest_list_pages(db: Database) -> Iterator[tuple[str, str, str]]:
    """(section, address, hash of the page): the first page of each section as it was read last, where it is kept."""
    rows = db.query(
        """SELECT section, url, page, max(id) FROM coverage
           WHERE kind = 'listing' AND seq = 1 AND page IS NOT NULL AND outcome IN ('read', 'empty')
           GROUP BY section ORDER BY section"""
    )
    return ((row["section"], row["url"], row["page"]) for row in rows)


def naming_a_hotline(db: Database) -> dict[str, tuple[str, str]]:
    """post -> (address, text), for each post that speaks of a line to call or of where complaints are taken."""
    words = '"duong day nong" OR hotline OR "tiep nhan" AND "phan anh"'
    rows = db.query(
        """SELECT p.id, p.url, p.body FROM post_search s JOIN post p ON p.number = s.rowid
           WHERE post_search MATCH ? ORDER BY p.id""",
        [words],
    )
    return {row["id"]: (row["url"], row["body"]) for row in rows}
