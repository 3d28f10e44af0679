"""Posts, their addresses, verdicts and credits: written when something changed, else left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from crawler.store.records import CreditRecord, PostFacts, PostRecord, VerdictRecord
from crawler.store.rows import loaded, plain, row_of

_POST_JSON = ("date_days", "date_candidates", "date_flags", "attachments", "media")
_VERDICT_JSON = ("topics", "reviews", "themes", "documents", "matches")
# A page read again differs in these though nothing about the post changed.
_CIRCUMSTANCE = frozenset({"snapshot", "snapshot_url", "fetched_at", "origin", "url"})


def save_post(
    db: Database,
    record: PostRecord,
    verdict: VerdictRecord,
    credited: Iterable[CreditRecord],
    *,
    entries: Iterable[tuple[str, str]],
    urls: Mapping[str, str],
    crawl: str,
    seen: datetime,
) -> str:
    """Stores one post in one transaction; returns `new`, `changed` or `same`.

    `entries`: (section, entry) pairs that lead to it; `urls`: URL key -> address as printed, for
    all its addresses.
    """
    with db.atomic():
        outcome = _put_post(db, record, crawl, seen)
        _put_verdict(db, verdict)
        _put_credits(db, record.id, credited)
        for url, address in urls.items():
            db.execute(
                "INSERT OR IGNORE INTO post_url (url, address, post, first_seen) VALUES (?, ?, ?, ?)",
                [url, address, record.id, plain(seen)],
            )
        for section, entry in entries:
            db.execute(
                "UPDATE entry SET post = ? WHERE section = ? AND entry = ? AND post IS NOT ?",
                [record.id, section, entry, record.id],
            )
    return outcome


def _put_post(db: Database, record: PostRecord, crawl: str, seen: datetime) -> str:
    row = row_of(record)
    stored = next(iter(db.query("SELECT * FROM post WHERE id = ?", [record.id])), None)
    if stored is None:
        db.table("post").insert(
            row | {"first_seen": plain(seen), "first_crawl": crawl, "changed_at": plain(seen), "gone": 0}
        )
        return "new"
    if stored["gone"]:
        db.table("post").update(record.id, {"gone": 0})
    if all(stored[name] == value for name, value in row.items() if name not in _CIRCUMSTANCE):
        return "same"
    row["url"] = stored["url"] if stored["held"] is None else row["url"]
    db.table("post").update(record.id, row | {"changed_at": plain(seen)})
    return "changed"


def _put_verdict(db: Database, verdict: VerdictRecord) -> None:
    row = row_of(verdict)
    stored = next(iter(db.query("SELECT * FROM verdict WHERE post = ?", [verdict.post])), None)
    if stored != row:
        db.table("verdict").upsert(row, pk="post")


def _put_credits(db: Database, post: str, credited: Iterable[CreditRecord]) -> None:
    rows = sorted((row_of(credit) for credit in credited), key=lambda row: str(row["agency"]))
    stored = list(db.query("SELECT * FROM credit WHERE post = ? ORDER BY agency", [post]))
    if stored != rows:
        db.table("credit").delete_where("post = ?", [post])
        db.table("credit").insert_all(rows)


def post_records(db: Database) -> Iterator[PostRecord]:
    """All posts, by id."""
    for row in db.query("SELECT * FROM post ORDER BY id"):
        yield _post(row)


def _post(row: dict[str, Any]) -> PostRecord:
    row = loaded(row, *_POST_JSON)
    return PostRecord(**{field.name: row[field.name] for field in fields(PostRecord)})


def _verdict(row: dict[str, Any]) -> VerdictRecord:
    return VerdictRecord(**loaded(row, *_VERDICT_JSON))


def post_facts(db: Database) -> list[PostFacts]:
    """What judging needs, for every post, by id."""
    verdicts = {row["post"]: _verdict(row) for row in db.query("SELECT * FROM verdict")}
    sections: dict[str, list[str]] = {}
    for row in db.query("SELECT DISTINCT post, section FROM entry WHERE post IS NOT NULL ORDER BY post, section"):
        sections.setdefault(row["post"], []).append(row["section"])
    credited: dict[str, list[CreditRecord]] = {}
    for row in db.query("SELECT * FROM credit ORDER BY post, agency"):
        credited.setdefault(row["post"], []).append(CreditRecord(**row))
    seen = {row["id"]: row["first_seen"] for row in db.query("SELECT id, first_seen FROM post")}
    return [
        PostFacts(
            post=post,
            verdict=verdicts.get(post.id),
            sections=tuple(sections.get(post.id, ())),
            credits=tuple(credited.get(post.id, ())),
            first_seen=seen[post.id],
        )
        for post in post_records(db)
    ]


def find_post(db: Database, wanted: str, url_key: str) -> str | None:
    """The id of the post with that id or address, or None."""
    rows = db.query("SELECT id FROM post WHERE id = ? UNION SELECT post FROM post_url WHERE url = ?", [wanted, url_key])
    return next((str(row["id"]) for row in rows), None)


def facts_of(db: Database, post: str) -> PostFacts | None:
    """What is known of one post."""
    return next((facts for facts in post_facts(db) if facts.post.id == post), None)


def addresses(db: Database, post: str) -> list[str]:
    """All addresses of a post, as printed."""
    return [row["address"] for row in db.query("SELECT address FROM post_url WHERE post = ? ORDER BY url", [post])]
