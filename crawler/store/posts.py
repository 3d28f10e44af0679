"""Posts, their addresses, verdicts and credits: written when something changed, else left alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from crawler.store.files import papers
from crawler.store.records import CreditRecord, PostFacts, PostRecord, VerdictRecord
from crawler.store.rows import first, insert, loaded, plain, row_of

_POST_JSON = ("date_days", "date_candidates", "date_flags", "attachments", "media")
_VERDICT_JSON = ("topics", "reviews", "themes", "documents", "matches")
# A page read again differs in these though nothing about the post changed.
_BODY = """CASE WHEN id IN (SELECT post FROM verdict WHERE documents <> '[]') THEN body ELSE '' END AS body"""
# A body is only read where the post may be a document: there it says when that was signed.
_BODY = "CASE WHEN id IN (SELECT post FROM verdict WHERE documents <> '[]') THEN body ELSE '' END AS body"
_JUDGED = ", ".join(_BODY if f.name == "body" else f.name for f in fields(PostRecord)) + ", first_seen"
_DATE = ("published", "day")  # and all that begin with date_
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

    `entries`: (section, entry) pairs that lead to it; `urls`: URL key -> address as printed, for all its addresses.
    Entries of other sections under one of these keys are the same post's.
    A post held under one of its addresses because its page could not be had makes way for it.
    """
    pairs = list(entries)
    with db.atomic():
        outcome = _put_post(db, record, crawl, seen)
        if outcome == "held":
            return "same"
        _put_verdict(db, verdict)
        _put_credits(db, record.id, credited)
        for url, address in urls.items():
            _put_url(db, record, url, address, seen)
        for section, entry in pairs:
            db.execute(
                "UPDATE entry SET post = ? WHERE section = ? AND entry = ? AND post IS NOT ?",
                [record.id, section, entry, record.id],
            )
    return outcome


def _put_url(db: Database, record: PostRecord, url: str, address: str, seen: datetime) -> None:
    holder = first(db, "SELECT p.id, p.held FROM post_url u JOIN post p ON p.id = u.post WHERE u.url = ?", [url])
    if holder and holder["held"] and not record.held and holder["id"] != record.id:
        _give_way(db, str(holder["id"]), record.id)
    db.execute(
        "INSERT OR IGNORE INTO post_url (url, address, post, first_seen) VALUES (?, ?, ?, ?)",
        [url, address, record.id, plain(seen)],
    )
    db.execute("UPDATE entry SET post = ? WHERE entry = ? AND post IS NULL", [record.id, url])


def _give_way(db: Database, held: str, post: str) -> None:
    """Puts the post in the place of one that was held for want of its page."""
    db.execute(
        """UPDATE post SET first_seen = min(first_seen, (SELECT first_seen FROM post WHERE id = :held))
           WHERE id = :post""",
        {"held": held, "post": post},
    )
    for table in ("entry", "post_url"):
        db.execute(f"UPDATE {table} SET post = ? WHERE post = ?", [post, held])
    for table in ("standing", "verdict", "credit"):
        db.execute(f"DELETE FROM {table} WHERE post = ?", [held])
    db.execute("DELETE FROM post WHERE id = ?", [held])


def _put_post(db: Database, record: PostRecord, crawl: str, seen: datetime) -> str:
    """Returns `new`, `changed`, `same`, or `held` where a page that can't be had is no news of a post that was read."""
    row = row_of(record)
    stored = first(db, "SELECT * FROM post WHERE id = ?", [record.id])
    if stored is None:
        insert(
            db, "post", row | {"first_seen": plain(seen), "first_crawl": crawl, "changed_at": plain(seen), "gone": 0}
        )
        return "new"
    if record.held and not stored["held"]:
        return "held"
    if stored["held"] is None and (stored["fetched_at"] or "") > (record.fetched_at or ""):
        _seen_before(db, record.id, crawl, seen)
        return "same"
    if stored["gone"]:
        _update(db, record.id, {"gone": 0})
    if _agrees(stored, row):
        return "same"
    row["url"] = stored["url"] if stored["held"] is None else row["url"]
    _update(db, record.id, row | {"changed_at": plain(seen)})
    return "changed"


def _seen_before(db: Database, post: str, crawl: str, seen: datetime) -> None:
    """An older copy is no news of what was read later; it may tell that the post was there sooner."""
    db.execute(
        "UPDATE post SET first_seen = :at, first_crawl = :crawl WHERE id = :id AND first_seen > :at",
        {"id": post, "crawl": crawl, "at": plain(seen)},
    )


def _agrees(stored: dict[str, Any], row: dict[str, Any]) -> bool:
    """Whether nothing about the post changed. Read at another of its addresses, it may show another column's name."""
    elsewhere = frozenset({"category"}) if stored["snapshot_url"] != row["snapshot_url"] else frozenset()
    return all(stored[name] == value for name, value in row.items() if name not in _CIRCUMSTANCE | elsewhere)


def _update(db: Database, post: str, values: dict[str, Any]) -> None:
    columns = ", ".join(f"{name} = :{name}" for name in values)
    db.execute(f"UPDATE post SET {columns} WHERE id = :id", values | {"id": post})


def would_change(db: Database, record: PostRecord) -> bool:
    """Whether storing the record would change what is stored of its post."""
    stored = first(db, "SELECT * FROM post WHERE id = ?", [record.id])
    return stored is None or not _agrees(stored, row_of(record))


def stored_candidates(db: Database, post: str) -> tuple[dict[str, Any], ...]:
    """The words about a post's date that are stored, with the entries where they stand; none for a held post."""
    rows = db.query("SELECT date_candidates FROM post WHERE id = ? AND held IS NULL", [post])
    return tuple(json.loads(next(iter(rows), {"date_candidates": "[]"})["date_candidates"]))


def dated_as_before(db: Database, record: PostRecord) -> PostRecord:
    """The record with the date that is stored of its post, where there is one."""
    stored = next(post_records(db, record.id), None)
    if stored is None or stored.held:
        return record
    names = (field.name for field in fields(PostRecord))
    return replace(record, **{name: getattr(stored, name) for name in names if name in _DATE or name[:5] == "date_"})


def undated_with_listed_words(db: Database) -> list[tuple[PostRecord, list[tuple[str, str]]]]:
    """Posts that were read and have no date, with (entry, words) of listings that print one which is not known yet."""
    listed: dict[str, list[tuple[str, str]]] = {}
    for row in db.query(
        """SELECT e.post, e.entry, e.date_words FROM entry e JOIN post p ON p.id = e.post
           WHERE p.day IS NULL AND p.held IS NULL AND e.day IS NOT NULL ORDER BY e.post, e.section, e.entry"""
    ):
        listed.setdefault(row["post"], []).append((row["entry"], row["date_words"]))
    return [(_post(row), listed[row["id"]]) for row in _rows_of(db, listed)]


def _rows_of(db: Database, posts: Iterable[str]) -> Iterator[dict[str, Any]]:
    for post in posts:
        yield from db.query("SELECT * FROM post WHERE id = ?", [post])


def update_date(db: Database, record: PostRecord) -> None:
    """Stores the record's date fields alone."""
    row = row_of(record)
    names = (*_DATE, *(name for name in row if name.startswith("date_")))
    _update(db, record.id, {name: row[name] for name in names} | {"changed_at": record.fetched_at})


def topical(db: Database) -> set[str]:
    """Posts that are, or may be, about something that is counted; held ones among them."""
    rows = db.query(
        """SELECT p.id FROM post p LEFT JOIN verdict v ON v.post = p.id
           WHERE p.held IS NOT NULL OR v.post IS NULL OR v.topics <> '[]' OR v.reviews <> '[]' OR v.documents <> '[]'"""
    )
    return {row["id"] for row in rows}


def save_verdicts(db: Database, verdicts: Iterable[VerdictRecord]) -> None:
    """Stores verdicts of stored posts in one transaction, each where it differs."""
    with db.atomic():
        for verdict in verdicts:
            _put_verdict(db, verdict)


def _put_verdict(db: Database, verdict: VerdictRecord) -> None:
    row = row_of(verdict)
    stored = first(db, "SELECT * FROM verdict WHERE post = ?", [verdict.post])
    if stored != row:
        insert(db, "verdict", row, replace=True)


def _put_credits(db: Database, post: str, credited: Iterable[CreditRecord]) -> None:
    rows = sorted((row_of(credit) for credit in credited), key=lambda row: str(row["agency"]))
    stored = list(db.query("SELECT * FROM credit WHERE post = ? ORDER BY agency", [post]))
    if stored != rows:
        db.execute("DELETE FROM credit WHERE post = ?", [post])
        for row in rows:
            insert(db, "credit", row)


def post_records(db: Database, post: str | None = None) -> Iterator[PostRecord]:
    """All posts by id, or the one named."""
    where, values = ("WHERE id = ?", [post]) if post else ("", [])
    for row in db.query(f"SELECT * FROM post {where} ORDER BY id", values):
        yield _post(row)


def _post(row: dict[str, Any]) -> PostRecord:
    row = loaded(row, *_POST_JSON)
    return PostRecord(**{field.name: row[field.name] for field in fields(PostRecord)})


def _verdict(row: dict[str, Any]) -> VerdictRecord:
    return VerdictRecord(**loaded(row, *_VERDICT_JSON))


def post_facts(db: Database, post: str | None = None) -> list[PostFacts]:
    """What judging needs, for every post by id, or for the one named.

    Where all are asked for, `body` is "" but for posts that may be documents: a province's bodies fill the memory.
    """
    columns = "*" if post else _JUDGED
    where, values = ("WHERE post = ?", [post]) if post else ("WHERE post IS NOT NULL", [])
    verdicts = {row["post"]: _verdict(row) for row in db.query(f"SELECT * FROM verdict {where}", values)}
    sections: dict[str, list[str]] = {}
    for row in db.query(f"SELECT DISTINCT post, section FROM entry {where} ORDER BY post, section", values):
        sections.setdefault(row["post"], []).append(row["section"])
    credited: dict[str, list[CreditRecord]] = {}
    for row in db.query(f"SELECT * FROM credit {where} ORDER BY post, agency", values):
        credited.setdefault(row["post"], []).append(CreditRecord(**row))
    read = papers(db, post)
    return [
        PostFacts(
            post=_post(row),
            verdict=verdicts.get(row["id"]),
            sections=tuple(sections.get(row["id"], ())),
            credits=tuple(credited.get(row["id"], ())),
            first_seen=row["first_seen"],
            papers=read.get(row["id"], ()),
        )
        for row in db.query(f"SELECT {columns} FROM post {where.replace('post', 'id')} ORDER BY id", values)
    ]


def find_post(db: Database, wanted: str, url_key: str) -> str | None:
    """The id of the post with that id or address, or None."""
    rows = db.query("SELECT id FROM post WHERE id = ? UNION SELECT post FROM post_url WHERE url = ?", [wanted, url_key])
    return next((str(row["id"]) for row in rows), None)


def facts_of(db: Database, post: str) -> PostFacts | None:
    """What is known of one post."""
    return next(iter(post_facts(db, post)), None)


def addresses(db: Database, post: str) -> list[str]:
    """All addresses of a post, as printed."""
    return [row["address"] for row in db.query("SELECT address FROM post_url WHERE post = ? ORDER BY url", [post])]


def lexicons(db: Database) -> list[str]:
    """The versions of the lexicon under which the stored posts were classified."""
    return [
        row["lexicon"] for row in db.query("SELECT DISTINCT lexicon FROM verdict WHERE lexicon <> '' ORDER BY lexicon")
    ]
