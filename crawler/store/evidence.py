"""The store's side of the evidence: which pages posts were read from, what a crawl has kept, and what sealed it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from typing import Any

from sqlite_utils import Database

from crawler.evidence.manifest import Manifest
from crawler.found import FoundPost
from crawler.items import Item, Words
from crawler.store.rows import first, insert, plain

_OF_A_CRAWL = ("coverage", "second_way")  # tables whose rows are a crawl's for good


def add_post_page(db: Database, found: FoundPost, post: str, page: str) -> None:
    """Notes that the post was read on that page, and what its listing had said of it."""
    words = found.item.date
    item: dict[str, Any] = {"url": found.item.url, "title": found.item.title, "author": found.item.author}
    item |= {"words": words and words.text, "place": words and words.place}
    insert(
        db,
        "post_page",
        {
            "post": post,
            "crawl": found.crawl,
            "section": found.section,
            "entry": found.entry,
            "seq": found.seq,
            "item": plain(item),
            "whole": int(found.item.whole is not None),
            "page": page,
            "url": found.page.url,
            "status": found.status,
            "at": plain(found.fetched_at),
            "family": found.family,
            "dedicated": int(found.dedicated),
            "listing_reliable": None if found.listing_reliable is None else int(found.listing_reliable),
            "origin": found.origin,
            "coverage": (first(db, "SELECT max(id) AS last FROM coverage", []) or {})["last"] or 0,
        },
    )


def read_at(db: Database, section: str, entry: str) -> bool:
    """Whether it is noted on which page the section's entry was read."""
    return first(db, "SELECT 1 FROM post_page WHERE section = ? AND entry = ?", [section, entry]) is not None


def post_pages(db: Database, sections: Collection[str]) -> Iterator[dict[str, Any]]:
    """Which post was read on which page, in the order of the readings; `item` as an `Item`."""
    rows = db.query(
        "SELECT * FROM post_page WHERE section IN (SELECT value FROM json_each(?)) ORDER BY number",
        [json.dumps(sorted(sections))],
    )
    for row in rows:
        yield row | {"item": _item(json.loads(row["item"]))}


def _item(data: dict[str, Any]) -> Item:
    words = Words(data["words"], data["place"]) if data.get("words") is not None else None
    return Item(data["url"], data["title"], words, author=data.get("author") or "")


def ledger_rows(db: Database, sections: Collection[str]) -> list[dict[str, Any]]:
    """The coverage ledger's own rows, in order."""
    return list(
        db.query(
            "SELECT * FROM coverage WHERE section IN (SELECT value FROM json_each(?)) ORDER BY id",
            [json.dumps(sorted(sections))],
        )
    )


def ledger_digest(db: Database, crawl: str) -> dict[str, Any]:
    """How many rows of the ledger are the crawl's, and a hash over all they say."""
    found, count = hashlib.sha256(), 0
    for table in _OF_A_CRAWL:
        for row in db.query(f"SELECT * FROM {table} WHERE crawl = ? ORDER BY rowid", [crawl]):
            found.update(json.dumps([table, row], ensure_ascii=False, sort_keys=True).encode() + b"\n")
            count += 1
    return {"rows": count, "sha256": found.hexdigest()}


def manifests(db: Database) -> list[Manifest]:
    """All of them, the first first."""
    return [Manifest(**row) for row in db.query("SELECT * FROM manifest ORDER BY number")]


def add_manifest(db: Database, made: Manifest) -> None:
    insert(db, "manifest", {name: getattr(made, name) for name in Manifest.__dataclass_fields__})


def last_manifest(db: Database) -> tuple[int, str | None]:
    """Number and hash of the last one; 0 and None before the first."""
    row = first(db, "SELECT number, sha256 FROM manifest ORDER BY number DESC LIMIT 1", [])
    return (row["number"], row["sha256"]) if row else (0, None)


def unsealed(db: Database) -> list[str]:
    """Crawls without a manifest, the oldest first."""
    rows = db.query("SELECT id FROM crawl WHERE id NOT IN (SELECT crawl FROM manifest) ORDER BY started_at, id")
    return [row["id"] for row in rows]


def held_by(db: Database, crawl: str) -> list[dict[str, Any]]:
    """The leases that a crawl holds."""
    return list(db.query("SELECT * FROM lease WHERE crawl = ?", [crawl]))


def forget_beyond(db: Database, file: str, end: int) -> int:
    """Takes the places from pages that lay behind the file's end; returns how many they were."""
    cursor = db.execute("UPDATE page SET file = NULL WHERE file = ? AND offset + length > ?", [file, end])
    return int(cursor.rowcount)
