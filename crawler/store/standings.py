"""Where each post stands for which quota, and the sums over it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from crawler.ledger import Tally
from crawler.posts import PostRow
from crawler.registry.model import PORTAL
from crawler.store.decisions import by_post, in_force
from crawler.store.likeness import links
from crawler.store.records import DecisionRecord, StandingRecord
from crawler.store.rows import items

INSPECTOR = "inspector"
_KEY = ("post", "agency", "channel")


def replace_standings(db: Database, standings: Iterable[StandingRecord]) -> int:
    """Makes the stored standings these; returns how many posts' standings changed. Unchanged rows stay as they are."""
    wanted = {(s.post, s.agency, s.channel): replace(s, cells=tuple(sorted(s.cells))) for s in standings}
    with db.atomic():
        stored = _stored(db)
        gone = [key for key in stored if key not in wanted]
        changed = [s for key, s in wanted.items() if stored.get(key) != s]
        old = gone + [key for s in changed if (key := (s.post, s.agency, s.channel)) in stored]
        for key in old:  # its cells go with it
            db.execute("DELETE FROM standing WHERE post = ? AND agency = ? AND channel = ?", list(key))
        db.table("standing").insert_all(map(_row, changed))
        db.table("standing_quota").insert_all(cell for standing in changed for cell in _cells(standing))
    return len(gone) + len(changed)


def _row(standing: StandingRecord) -> dict[str, Any]:
    names = (*_KEY, "status", "reason", "duplicate_of", "section", "dedicated", "decided_by", "recheck")
    row = {name: getattr(standing, name) for name in names}
    return row | {"dedicated": int(standing.dedicated), "recheck": int(standing.recheck)}


def _cells(standing: StandingRecord) -> list[dict[str, Any]]:
    base = {name: getattr(standing, name) for name in _KEY} | {"filed": int(standing.dedicated)}
    return [base | {"quota": quota, "period": period, "state": state} for quota, period, state in standing.cells]


def _stored(db: Database) -> dict[tuple[str, str, str], StandingRecord]:
    cells = _cells_by_standing(db)
    found = {}
    for row in db.query("SELECT * FROM standing"):
        key = (row["post"], row["agency"], row["channel"])
        flags = {name: bool(row[name]) for name in ("dedicated", "recheck")}
        values = row | flags | {"cells": _shown(cells.get(key, []))}
        found[key] = StandingRecord(**values)
    return found


def _shown(cells: list[dict[str, Any]]) -> tuple[tuple[str, str, str], ...]:
    return tuple((cell["quota"], cell["period"], cell["state"]) for cell in cells)


def tallies(db: Database) -> list[Tally]:
    """Sums per agency, quota and period ("" in the table, None here: undated)."""
    rows = db.query("SELECT * FROM period_counts ORDER BY agency, quota, period")
    return [
        Tally(
            agency=row["agency"],
            quota=row["quota"],
            period=row["period"] or None,
            count=row["count"] if row["period"] else row["count"] + row["undated"],
            filed=row["filed"],
            review=row["review"],
            late=row["late"],
        )
        for row in rows
    ]


_POSTS = """
SELECT s.*, p.url, p.title, p.published, p.day, p.date_words, p.date_source, p.date_grade, p.date_days,
       p.date_candidates, p.gone, p.first_seen, p.origin, p.snapshot, p.snapshot_url, p.fetched_at, {body} AS body,
       v.topics, v.themes, v.score, v.matches, sec.url AS section_url,
       (SELECT group_concat(address, char(10))
        FROM (SELECT address FROM post_url WHERE post = p.id ORDER BY url)) AS urls
FROM standing s JOIN post p ON p.id = s.post JOIN section sec ON sec.id = s.section
LEFT JOIN verdict v ON v.post = p.id
WHERE {chosen}
ORDER BY s.agency, s.channel, p.day, p.id"""


def post_rows(
    db: Database, agencies: Collection[str] | None = None, *, post: str | None = None, bodies: bool = False
) -> list[PostRow]:
    """Every post with its standing, one row per post, agency and channel; `agencies` or `post` None: all.

    Bodies are left "" unless asked for: those of a whole province fill a machine's memory.
    """
    chosen = ["s.agency IN (SELECT value FROM json_each(:agencies))"] if agencies is not None else []
    chosen += ["s.post = :post"] if post else []
    values = {"agencies": json.dumps(sorted(agencies or ())), "post": post}
    sql = _POSTS.format(chosen=" AND ".join(chosen) or "TRUE", body="p.body" if bodies else "''")
    cells, said, linked = _cells_by_standing(db), by_post(db), links(db, post)
    credited = {(row["post"], row["agency"]): row for row in db.query("SELECT * FROM credit")}
    rows = [
        _decided(_post_row(row, cells.get((row["post"], row["agency"], row["channel"]), []), credited), said)
        for row in db.query(sql, values)
    ]
    rows = [replace(row, links=tuple(linked[row.id])) if row.id in linked else row for row in rows]
    if any(row.read_date for row in rows):
        rows.sort(key=lambda row: (row.agency or "", row.channel, (row.published or "")[:10], row.id))
    return rows


def _decided(row: PostRow, said: Mapping[str, tuple[DecisionRecord, ...]]) -> PostRow:
    """The row with what inspectors said of the post, and with the day that they fixed."""
    if row.id not in said:
        return row
    standing = in_force(said[row.id])
    row = replace(row, decisions=tuple(_told(one, standing) for one in said[row.id]))
    for one in standing:
        if one.action == "date":
            row = _redated(row, one.value)
        if one.action == "agency" and one.value == row.agency and row.channel == PORTAL:
            row = replace(row, credit={"kind": "credited", "form": INSPECTOR, "words": one.who, "confidence": 1.0})
    return row


def _told(decision: DecisionRecord, standing: Collection[DecisionRecord]) -> dict[str, Any]:
    names = ("action", "value", "agency", "quota", "who", "reason", "at")
    return {name: getattr(decision, name) for name in names} | {"stands": decision in standing}


def _redated(row: PostRow, day: str) -> PostRow:
    read = {"published": row.published, "source": row.date_source, "grade": row.date_grade}
    return replace(
        row,
        published=day,
        period=day[:7],
        date_source=INSPECTOR,
        date_grade="A",
        candidate_days=(day,),
        read_date=read,
    )


def _cells_by_standing(db: Database) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    cells: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in db.query("SELECT * FROM standing_quota ORDER BY quota, period, state"):
        cells.setdefault((row["post"], row["agency"], row["channel"]), []).append(row)
    return cells


def _post_row(
    row: dict[str, Any], cells: list[dict[str, Any]], credited: dict[tuple[str, str], dict[str, Any]]
) -> PostRow:
    credit = credited.get((row["post"], row["agency"]), {})
    return PostRow(
        id=row["post"],
        agency=row["agency"] or None,
        channel=row["channel"],
        url=row["url"],
        other_urls=tuple(url for url in (row["urls"] or "").split("\n") if url and url != row["url"]),
        title=row["title"],
        published=row["published"],
        period=row["day"][:7] if row["day"] else None,
        date_source=row["date_source"],
        date_grade=row["date_grade"],
        first_seen=row["first_seen"],
        section=row["section_url"],
        dedicated=bool(row["dedicated"]),
        origin=row["origin"],
        gone=bool(row["gone"]),
        topics=items(row["topics"]),
        themes=items(row["themes"]),
        score=row["score"] or 0.0,
        status=row["status"],
        counts_for=tuple(dict.fromkeys(cell["quota"] for cell in cells if cell["state"] == "count")),
        review_for=tuple(dict.fromkeys(cell["quota"] for cell in cells if cell["state"] == "review")),
        duplicate_of=row["duplicate_of"],
        decided_by=row["decided_by"],
        snapshot=f"sha256:{row['snapshot']}" if row["snapshot"] else None,
        reason=row["reason"],
        date_words=row["date_words"],
        date_candidates=items(row["date_candidates"]),
        matches=items(row["matches"]),
        credit={name: credit[name] for name in ("kind", "form", "words", "confidence")} if credit else {},
        candidate_days=items(row["date_days"]),
        body=row["body"],
        origin_url=row["snapshot_url"] or "",
        fetched_at=row["fetched_at"] or "",
        cells=_shown(cells),
        recheck=bool(row["recheck"]),
    )
