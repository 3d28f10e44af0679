"""Posts whose pages are due to be read again, and when they last were."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, tzinfo
from typing import Any

from sqlite_utils import Database

from crawler import identity, readagain
from crawler.items import Item, Words
from crawler.periods import day_of
from crawler.store.rows import day, insert, plain
from crawler.task import Again

MOST = 200  # posts of one section in one crawl
_LISTED = ("api", "listing", "feed", "sitemap")  # places of words that a listing printed, not the post's page
_UNRELIABLE = frozenset({"listing_unreliable", "listing_differs"})

# Saved copies are not read again from the site; nor is what may not be of the days that are wanted.
_KNOWN = """
SELECT p.id, p.day, p.fetched_at, r.at AS again FROM post p LEFT JOIN read_again r ON r.post = p.id
WHERE p.held IS NULL AND p.origin = 'live' AND p.fetched_at IS NOT NULL
AND (p.day IS NULL OR p.date_grade = 'C' OR p.day BETWEEN ? AND ?)"""
_DUE = """
SELECT e.section, e.entry, e.url, e.title, p.snapshot_url, p.author, p.date_candidates, p.date_flags
FROM entry e JOIN post p ON p.id = e.post WHERE p.id = ? ORDER BY e.last_seen DESC, e.section, e.entry"""


def due_again(
    db: Database, sections: Collection[str], now: datetime, zone: tzinfo, since: date, until: date
) -> dict[str, tuple[Again, ...]]:
    """section -> posts that are due to be read again, each once."""
    today, found = day_of(now, zone), defaultdict[str, list[Again]](list)
    for post in _due_posts(db, today, zone, since, until):
        for row in db.query(_DUE, [post]):
            if row["section"] in sections and _own_page(db, post, row["snapshot_url"]):
                if len(found[row["section"]]) < MOST:
                    found[row["section"]].append(_again(row))
                break
    return {section: tuple(rows) for section, rows in found.items()}


def _due_posts(db: Database, today: date, zone: tzinfo, since: date, until: date) -> list[str]:
    """In another order each day, so that pages that can't be had do not keep the others from their turn."""
    due = []
    for row in db.query(_KNOWN, [plain(since), plain(until)]):
        last = max(row["fetched_at"], row["again"] or "")
        read = day_of(datetime.fromisoformat(last), zone)
        if readagain.due(row["id"], day(row["day"]), read, today):
            due.append((zlib.crc32(f"{today}{row['id']}".encode()), row["id"]))
    return [post for _, post in sorted(due)]


def _own_page(db: Database, post: str, url: str | None) -> bool:
    """Whether the post was read on a page of its own, and not whole from a listing."""
    key = identity.key(url, keep_fragment="#" in url) if url else ""
    return bool(key and list(db.query("SELECT 1 FROM post_url WHERE url = ? AND post = ?", [key, post])))


def _again(row: dict[str, Any]) -> Again:
    """With the words that the listing printed, as they were when the post was dated."""
    words = [one for one in json.loads(row["date_candidates"]) if row["entry"] in one.get("entries", ())]
    listed = [Words(one["words"], place) for place in _LISTED for one in words if one["place"] == place]
    item = Item(row["url"], row["title"], listed[0] if listed else None, author=row["author"])
    return Again(row["entry"], item, False if _UNRELIABLE & set(json.loads(row["date_flags"])) else None)


def mark_read_again(db: Database, post: str, at: datetime) -> None:
    """Remembers that the post's page was read again, or found gone for good, just now."""
    insert(db, "read_again", {"post": post, "at": plain(at)}, replace=True)
