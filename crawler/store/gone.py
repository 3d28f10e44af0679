"""Posts whose pages are not there any more, and entries that have turned out to lead to none."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import Any

from sqlite_utils import Database

from crawler.found import OFFSITE, STATIC_PAGE, FailedPost
from crawler.periods import day_of
from crawler.store.readagain import mark_read_again
from crawler.store.rows import first, moment, plain

GONE_AFTER_DAYS = 2  # not found on as many different days, and not read in between
OFFSITE_FOR = timedelta(days=6, hours=12)  # after which it is seen once more where such an entry leads
STATIC_FOR = timedelta(days=30)

_POST = """
SELECT p.id, p.gone, p.fetched_at, r.at AS again FROM post_url u JOIN post p ON p.id = u.post
LEFT JOIN read_again r ON r.post = p.id WHERE u.url = ? AND p.held IS NULL"""
_MISSES = """
SELECT at FROM coverage WHERE kind = 'post' AND entry = ? AND at > ? AND at <= ?
AND (status IN (404, 410) OR detail LIKE 'not_found%')"""
# The last word on each entry that was no post then.
_NO_POSTS = """
SELECT entry, detail, max(at) AS at FROM coverage c WHERE kind = 'post' AND outcome = 'not_a_post'
AND (detail LIKE :static || '%' OR detail LIKE :offsite || '%')
AND NOT EXISTS (SELECT 1 FROM coverage later WHERE later.entry = c.entry AND later.kind = 'post' AND later.id > c.id
                AND NOT (later.outcome = 'not_a_post'
                         AND (later.detail LIKE :static || '%' OR later.detail LIKE :offsite || '%')))
AND NOT EXISTS (SELECT 1 FROM post_url u WHERE u.url = c.entry) GROUP BY entry"""


def note_missing(db: Database, found: FailedPost, zone: tzinfo) -> None:
    """Marks a post `gone` that was read once and has not been found on two different days since."""
    row = first(db, _POST, [found.entry])
    if row is None or (row["fetched_at"] or "") > plain(found.at):
        return
    last = max(row["fetched_at"] or "", row["again"] or "")
    if row["gone"]:
        mark_read_again(db, row["id"], found.at)
    elif len(_days(db, found, last, zone)) >= GONE_AFTER_DAYS:
        db.execute("UPDATE post SET gone = 1 WHERE id = ?", [row["id"]])
        mark_read_again(db, row["id"], found.at)


def _days(db: Database, found: FailedPost, last: str, zone: tzinfo) -> set[Any]:
    rows = db.query(_MISSES, [found.entry, last, plain(found.at)])
    return {day_of(moment(row["at"]), zone) for row in rows}


def no_posts(db: Database) -> dict[str, tuple[str, datetime]]:
    """entry -> why it is no post, and when that was last seen: static pages, and what leads to foreign hosts."""
    rows = db.query(_NO_POSTS, {"static": STATIC_PAGE, "offsite": OFFSITE})
    return {row["entry"]: (row["detail"], moment(row["at"])) for row in rows}


def settled_no_posts(db: Database, now: datetime) -> frozenset[str]:
    """Entries that are no posts, seen so recently that nobody need look again."""
    waits = {STATIC_PAGE: STATIC_FOR, OFFSITE: OFFSITE_FOR}
    return frozenset(entry for entry, (why, at) in no_posts(db).items() if now - at < waits[why.partition(" ")[0]])
