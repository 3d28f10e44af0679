"""Files of posts that may be a document: which are still to be read, and what was read in them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database

from crawler.found_file import FoundFile
from crawler.store.pages import save_page
from crawler.store.records import Paper
from crawler.store.rows import plain

MOST_TRIES = 3  # crawls
MOST_FILES = 5  # of one post

_WANTED = """
SELECT p.id AS post, p.attachments, min(e.section) AS section
FROM post p JOIN verdict v ON v.post = p.id JOIN entry e ON e.post = p.id
WHERE v.documents <> '[]' AND p.attachments <> '[]' AND p.held IS NULL
  AND e.section IN (SELECT value FROM json_each(:sections))
GROUP BY p.id ORDER BY p.id"""
_TRIED = """
SELECT post, url, count(*) AS tries, max(page IS NOT NULL) AS had, max(crawl = :crawl) AS now
FROM file GROUP BY post, url"""


@dataclass(frozen=True)
class WantedFile:
    post: str
    section: str
    url: str


def wanted(db: Database, crawl: str, sections: Collection[str]) -> list[WantedFile]:
    """Files of these sections' posts that may be documents: never had, and not tried in this crawl."""
    tried = {(row["post"], row["url"]): row for row in db.query(_TRIED, {"crawl": crawl})}
    done = {key for key, row in tried.items() if row["had"] or row["now"] or row["tries"] >= MOST_TRIES}
    return [
        WantedFile(row["post"], row["section"], url)
        for row in db.query(_WANTED, {"sections": json.dumps(sorted(sections))})
        for url in json.loads(row["attachments"])[:MOST_FILES]
        if (row["post"], url) not in done
    ]


def add_file(db: Database, found: FoundFile) -> None:
    """Keeps the try, and the file where it was had."""
    with db.atomic():
        row = {
            "post": found.post,
            "url": found.url,
            "crawl": found.crawl,
            "at": plain(found.at),
            "status": found.status,
            "page": save_page(db, found.page),
            "detail": found.detail,
            "reader": found.reader,
            "documents": plain(found.documents),
            "text": found.text,
        }
        db.table("file").insert(row)


def papers(db: Database, post: str | None = None) -> dict[str, tuple[Paper, ...]]:
    """What was read in the files of each post, or of one."""
    where = "AND post = ?" if post else ""
    found: dict[str, tuple[Paper, ...]] = {}
    for row in db.query(f"SELECT * FROM file WHERE reader <> '' {where} ORDER BY post, url", [post] if post else []):
        kinds = tuple(json.loads(row["documents"]))
        found[row["post"]] = (*found.get(row["post"], ()), Paper(row["url"], row["reader"], kinds, row["text"]))
    return found
