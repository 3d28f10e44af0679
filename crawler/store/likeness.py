"""Which texts are alike: the few shingles by which each is found again, and the pairs that were found.

A text here is what posts with one `text_key` have; exact copies are one text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sqlite_utils import Database

from crawler.store.records import NearText


def forget_texts(db: Database) -> int:
    """Forgets the texts that no post has any more, in one transaction; returns how many."""
    gone = "NOT EXISTS (SELECT 1 FROM post WHERE post.text_key = known_text.text_key AND post.text_key <> '')"
    with db.atomic():
        keys = [row["text_key"] for row in db.query(f"SELECT text_key FROM known_text WHERE {gone}")]
        for key in keys:
            db.execute("DELETE FROM near_text WHERE one = :key OR other = :key", {"key": key})
            db.execute("DELETE FROM known_text WHERE text_key = ?", [key])  # its shingles go with it
    return len(keys)


def unknown_texts(db: Database, most: int) -> Iterator[tuple[str, str, str]]:
    """(text_key, title, body) of at most so many texts that were not taken up yet, by key."""
    keys = [
        row["text_key"]
        for row in db.query(
            """SELECT DISTINCT text_key FROM post WHERE text_key <> ''
               AND NOT EXISTS (SELECT 1 FROM known_text WHERE known_text.text_key = post.text_key)
               ORDER BY text_key LIMIT ?""",
            [most],
        )
    ]
    yield from ((key, *found) for key in keys if (found := text_with(db, key)))


def text_with(db: Database, key: str) -> tuple[str, str] | None:
    """Title and body of the first post, by id, with that text."""
    sql = "SELECT title, body FROM post WHERE text_key = ? ORDER BY id LIMIT 1"
    return next(((str(row["title"]), str(row["body"])) for row in db.query(sql, [key])), None)


def alike(db: Database, shingles: Iterable[int], *, few: int, common: int) -> list[str]:
    """Keys of known texts that have at least `few` of the shingles, not asking those that more than `common` have."""
    shared: Counter[int] = Counter()
    for shingle in shingles:
        rows = db.execute("SELECT text FROM text_shingle WHERE shingle = ? LIMIT ?", [shingle, common + 1]).fetchall()
        if len(rows) <= common:
            shared.update(number for (number,) in rows)
    numbers = [number for number, times in shared.items() if times >= few]
    found = (db.execute("SELECT text_key FROM known_text WHERE number = ?", [number]).fetchone() for number in numbers)
    return sorted(row[0] for row in found)


def take_up(db: Database, key: str, shingles: Iterable[int], pairs: Iterable[NearText]) -> None:
    """Stores a text's shingles, and the pairs that it makes with known ones."""
    number = db.execute("INSERT INTO known_text (text_key) VALUES (?)", [key]).lastrowid
    rows = [(shingle, number) for shingle in shingles]
    db.conn.executemany("INSERT INTO text_shingle (shingle, text) VALUES (?, ?)", rows)
    for pair in pairs:
        values = [pair.one, pair.other, pair.share, int(pair.copy)]
        db.execute("INSERT INTO near_text (one, other, share, copy) VALUES (?, ?, ?, ?)", values)


def near_texts(db: Database) -> list[NearText]:
    """All pairs, in order."""
    rows = db.query("SELECT * FROM near_text ORDER BY one, other")
    return [NearText(**(row | {"copy": bool(row["copy"])})) for row in rows]


_LINKS = """
SELECT p.id AS post, q.id AS other, near.share AS share, near.copy AS copy, q.url, q.published, q.day,
       s.agency, s.channel, min(coalesce(q.published, '9'), '9') AS at
FROM post p
JOIN (SELECT one AS mine, other AS theirs, share, copy FROM near_text
      UNION ALL SELECT other, one, share, copy FROM near_text
      UNION ALL SELECT text_key, text_key, 1.0, 1 FROM post WHERE text_key <> ''
                GROUP BY text_key HAVING count(*) > 1) near ON near.mine = p.text_key
JOIN post q ON q.text_key = near.theirs AND q.id <> p.id
JOIN standing s ON s.post = q.id
WHERE {chosen}
ORDER BY p.id, at, q.id, s.agency, s.channel"""


def links(db: Database, post: str | None = None) -> dict[str, list[dict[str, Any]]]:
    """By post: where else its text stands, wholly or in part, the earliest first; of all posts or the one named.

    {"post", "agency" (None: nobody's), "channel", "url", "published", "share", "copy"}; `copy` False: only alike.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    sql = _LINKS.format(chosen="p.id = :post" if post else "TRUE")
    for row in db.query(sql, {"post": post} if post else {}):
        told = {name: row[name] for name in ("channel", "url", "published", "share")}
        link = {"post": row["other"], "agency": row["agency"] or None, **told, "copy": bool(row["copy"])}
        found.setdefault(row["post"], []).append(link)
    return found
