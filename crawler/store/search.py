"""Full-text search over titles and bodies, with or without Vietnamese marks."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.text import clean


def search(db: Database, words: str, limit: int = 100) -> list[str]:
    """Ids of posts that have all the words (whole words, any case, marks or none), the best match first."""
    terms = " ".join('"' + term.replace('"', '""') + '"' for term in unmarked_d(clean(words)).split())
    if not terms:
        return []
    rows = db.query(
        """SELECT post.id FROM post_search JOIN post ON post.number = post_search.rowid
           WHERE post_search MATCH ? ORDER BY rank, post.id LIMIT ?""",
        [terms, limit],
    )
    return [row["id"] for row in rows]


def unmarked_d(text: str) -> str:
    """The text with đ as d, as the index has it; the index itself makes all other marks alike."""
    return text.replace("đ", "d").replace("Đ", "D")
