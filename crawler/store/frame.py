"""What a second store needs of the first for its posts to be read again: crawls, sections, people's words, no post."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from sqlite_utils import Database

from crawler.store.rows import insert

_WHOLE = (
    "crawl",
    "section",
    "page",
    "decided_text",
    "decision",
    "attested_file",
    "attested",
    "attested_undo",
    "second_way",
)
# Fields of a post that its page and its listing tell, and what was decided by them.
TOLD = (
    "title",
    "published",
    "day",
    "date_grade",
    "date_source",
    "date_days",
    "body",
    "author",
    "source_line",
    "category",
    "attachments",
    "media",
    "text_key",
    "held",
    "gone",
)


def copy_frame(store: Database, to: Database) -> None:
    """Copies the rows that no reading makes; of pages, only that they are kept."""
    to.execute("PRAGMA synchronous=OFF")
    with to.atomic():
        for table in _WHOLE:
            for row in store.query(f"SELECT * FROM {table}"):
                insert(
                    to, table, row | ({"body": b""} if table == "page" else {}), replace=table in ("section", "page")
                )


def entry_rows_of(db: Database, sections: Collection[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """(section, entry) -> the row."""
    rows = db.query(
        "SELECT * FROM entry WHERE section IN (SELECT value FROM json_each(?)) ORDER BY section, entry",
        [json.dumps(sorted(sections))],
    )
    return {(row["section"], row["entry"]): row for row in rows}


def put_entries(db: Database, rows: Iterable[dict[str, Any]]) -> None:
    """Entries as another store has them."""
    with db.atomic():
        for row in rows:
            post = next(iter(db.query("SELECT post FROM post_url WHERE url = ?", [row["entry"]])), {"post": None})
            insert(db, "entry", row | post, replace=True)


def added_by_feeds(db: Database) -> dict[str, int]:
    """section -> how many entries its feed, not its listing, has shown."""
    return {
        row["section"]: row["added"]
        for row in db.query("SELECT section, sum(added) AS added FROM second_way GROUP BY section")
    }


def told_posts(db: Database, sections: Collection[str]) -> dict[str, dict[str, Any]]:
    """id -> what is told of each post that the sections list or on whose pages it was read."""
    rows = db.query(
        f"""SELECT id, url, {", ".join(TOLD)} FROM post WHERE id IN (
            SELECT post FROM entry WHERE section IN (SELECT value FROM json_each(:sections))
            UNION SELECT post FROM post_page WHERE section IN (SELECT value FROM json_each(:sections))) ORDER BY id""",
        {"sections": json.dumps(sorted(sections))},
    )
    return {row["id"]: row for row in rows}


def bound_to(db: Database, sections: Collection[str]) -> set[str]:
    """The sections, and all that share a post with one of them."""
    rows = db.query(
        """SELECT DISTINCT other.section FROM entry one JOIN entry other ON other.post = one.post
           WHERE one.section IN (SELECT value FROM json_each(?))""",
        [json.dumps(sorted(sections))],
    )
    return set(sections) | {row["section"] for row in rows}


def file_rows(db: Database) -> list[dict[str, Any]]:
    """Files of posts, a row a try."""
    return list(db.query("SELECT * FROM file ORDER BY rowid"))


def page_rows(db: Database) -> list[dict[str, Any]]:
    """Where every page lies, in the order of the files."""
    return list(
        db.query("SELECT sha256, file, offset, length, size, url FROM page ORDER BY file IS NULL, file, offset, sha256")
    )
