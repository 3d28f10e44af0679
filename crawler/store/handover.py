"""Which pages one agency's audit rests on, to be handed over."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database

_PAGES = """
SELECT g.sha256, g.file, g.offset, g.length, g.media_type, g.payload, g.at AS recorded_at, g.url AS recorded,
       substr(found.url, 1, instr(found.url || '#', '#') - 1) AS url, min(found.at) AS at, max(found.title) AS title
FROM (
  SELECT c.page, c.url, c.at, s.url AS title FROM coverage c JOIN section s ON s.id = c.section
  WHERE c.page IS NOT NULL AND c.kind = 'listing' AND c.section IN (SELECT value FROM json_each(:sections))
  UNION ALL
  SELECT c.page, c.url, c.at, '' FROM coverage c
  WHERE c.page IS NOT NULL AND c.kind = 'post' AND c.section IN (SELECT value FROM json_each(:sections))
  UNION ALL
  SELECT r.page, r.url, r.at, coalesce(p.title, '') FROM post_page r LEFT JOIN post p ON p.id = r.post
  WHERE r.post IN (SELECT value FROM json_each(:posts)) OR r.section IN (SELECT value FROM json_each(:sections))
  UNION ALL
  SELECT f.page, f.url, f.at, f.url FROM file f
  WHERE f.page IS NOT NULL AND f.post IN (SELECT value FROM json_each(:posts))
) found JOIN page g ON g.sha256 = found.page GROUP BY g.sha256, 9 ORDER BY 10, g.sha256, 9"""


@dataclass(frozen=True)
class KeptPage:
    """A page as it was found at `url`, and where it lies; `title`: of the post, or what else it is.

    `file` None: in the store itself, or its record is that of another address, which gave the same page.
    """

    sha256: str
    file: str | None
    offset: int
    length: int
    media_type: str
    payload: str | None
    url: str
    at: str
    title: str


def pages_of(db: Database, sections: Collection[str], posts: Collection[str]) -> list[KeptPage]:
    """The list pages of these sections, the pages and files of these posts, each once, by the moment they came."""
    asked = {"sections": json.dumps(sorted(sections)), "posts": json.dumps(sorted(posts))}
    return [
        KeptPage(
            sha256=row["sha256"],
            file=row["file"] if row["recorded"] == row["url"] else None,
            offset=row["offset"] or 0,
            length=row["length"] or 0,
            media_type=row["media_type"],
            payload=row["payload"],
            url=row["url"],
            at=row["recorded_at"] if row["recorded"] == row["url"] else row["at"],
            title=row["title"],
        )
        for row in db.query(_PAGES, asked)
    ]
