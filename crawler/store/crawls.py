"""Crawls, sections, and the append-only coverage ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Literal

from sqlite_utils import Database

from crawler import periods
from crawler.found import FailedPost, FoundListPage
from crawler.ledger import EntryRow, ListPageRow, SectionFacts
from crawler.store.gone import no_posts, note_missing
from crawler.store.layouts import learn_layout
from crawler.store.pages import save_page
from crawler.store.records import CrawlRecord
from crawler.store.rows import day, days_of, insert, moment, plain, row_of
from crawler.store.secondways import add_second_way

HELD_STATUSES = (404, 410)
NOT_FOUND = "not_found"  # how the detail of a page begins that answers, but says that nothing is there
NOT_IN_ARCHIVE = "not_in_archive"  # and of one that an archive of saved pages lacks: it says nothing of the site's page
#: How the details begin of pages that nobody has tried: the archive lacks them, or their site was left alone.
NOT_TRIED = (NOT_IN_ARCHIVE, "left_alone", "silent", "site_time", "outside_window")
OFTEN = 20  # one post in as many, whose listing gives another day than the post's own
HELD_AFTER_DAYS = 3  # failed on as many different days: held for review (interface, "Complete")


def begin_crawl(db: Database, record: CrawlRecord) -> None:
    db.table("crawl").insert(row_of(record))


def end_crawl(db: Database, crawl: str, at: datetime, outcome: str, summary: dict[str, object]) -> None:
    db.table("crawl").update(crawl, {"ended_at": plain(at), "outcome": outcome, "summary": plain(summary)})


def set_origin(db: Database, crawl: str, origin: str) -> None:
    """Says where the crawl reads its pages: `live`, `archive` or `export`."""
    db.execute("UPDATE crawl SET origin = ? WHERE id = ?", [origin, crawl])


def put_sections(db: Database, sections: Iterable[SectionFacts]) -> None:
    """Makes the sections known; one that changed in the registry is brought up to date, none is removed."""
    rows = [{"id" if name == "section" else name: value for name, value in row_of(s).items()} for s in sections]
    db.table("section").upsert_all(rows, pk="id")


def crawl_row(db: Database, crawl: str) -> dict[str, Any]:
    """One crawl's row."""
    return next(iter(db.query("SELECT * FROM crawl WHERE id = ?", [crawl])))


def crawl_rows(db: Database) -> list[dict[str, Any]]:
    """All crawls, newest first."""
    return list(db.query("SELECT * FROM crawl ORDER BY started_at DESC, id DESC"))


def pin_family(db: Database, section: str, family: str, at: datetime) -> None:
    """Remembers the family a section was first read with; a later call changes nothing."""
    db.execute(
        "UPDATE section SET family = ?, pinned_at = ? WHERE id = ? AND family IS NULL", [family, plain(at), section]
    )


def pinned_families(db: Database) -> dict[str, str]:
    """section id -> family it was first read with."""
    return {row["id"]: row["family"] for row in db.query("SELECT id, family FROM section WHERE family IS NOT NULL")}


def add_list_page(db: Database, found: FoundListPage) -> None:
    """One row of the ledger for a list page, and what it said about each post, in one transaction."""
    with db.atomic():
        row = row_of(found, "entries", "family", "page", "layout", "second")
        row |= {"page": save_page(db, found.page), "kind": "listing", "items": len(found.entries)}
        insert(db, "coverage", row)
        if found.entries and found.family:
            pin_family(db, found.section, found.family, found.at)
            learn_layout(db, found.section, found.crawl, found.layout)
        if found.second is not None:
            add_second_way(db, found, found.second)
        for entry in found.entries:
            _put_entry(db, found, row_of(entry))


def _put_entry(db: Database, found: FoundListPage, entry: dict[str, object]) -> None:
    at = plain(found.at)
    db.execute(
        """INSERT INTO entry (section, entry, url, title, date_words, day, first_seen, last_seen, first_crawl, post)
           VALUES (:section, :entry, :url, :title, :date_words, :day, :at, :at, :crawl,
                   (SELECT post FROM post_url WHERE url = :entry))
           ON CONFLICT (section, entry) DO UPDATE SET last_seen = max(last_seen, :at),
           first_seen = min(first_seen, :at),
           first_crawl = CASE WHEN :at < first_seen THEN :crawl ELSE first_crawl END,
           post = coalesce(entry.post, excluded.post),
           title = CASE WHEN excluded.title = '' OR (:at < last_seen AND entry.title <> '')
                   THEN entry.title ELSE excluded.title END,
           date_words = CASE WHEN excluded.date_words = '' OR (:at < last_seen AND entry.date_words <> '')
                        THEN entry.date_words ELSE excluded.date_words END,
           day = CASE WHEN :at < last_seen THEN coalesce(entry.day, excluded.day)
                 ELSE coalesce(excluded.day, entry.day) END""",
        entry | {"section": found.section, "at": at, "crawl": found.crawl},
    )


def add_failed_post(db: Database, found: FailedPost, zone: tzinfo = UTC) -> None:
    """One row of the ledger for a post's page that could not be read.

    A known post that was not found on two different days of the zone is `gone`.
    """
    with db.atomic():
        insert(db, "coverage", row_of(found, "page") | {"page": save_page(db, found.page), "kind": "post"})
        if not_found(found.status, found.detail):
            note_missing(db, found, zone)


def section_facts(db: Database) -> list[SectionFacts]:
    """All sections the store knows, those no longer in the registry too."""
    return [
        SectionFacts(
            section=row["id"],
            owner=row["owner"],
            channel=row["channel"],
            url=row["url"],
            dedicated=bool(row["dedicated"]),
            verified=bool(row["verified"]),
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
        )
        for row in db.query("SELECT * FROM section ORDER BY id")
    ]


def list_page_rows(db: Database) -> list[ListPageRow]:
    """Every list page ever tried, by section, crawl and sequence."""
    rows = db.query(
        """SELECT c.*, crawl.since, crawl.until FROM coverage c JOIN crawl ON crawl.id = c.crawl
           WHERE kind = 'listing' ORDER BY section, crawl.started_at, c.crawl, seq, c.id"""
    )
    return [
        ListPageRow(
            crawl=row["crawl"],
            section=row["section"],
            seq=row["seq"],
            at=datetime.fromisoformat(row["at"]),
            url=row["url"],
            outcome=row["outcome"],
            after=row["after"],
            items=row["items"],
            undated=row["undated"],
            newest=day(row["newest"]),
            oldest=day(row["oldest"]),
            inversions=row["inversions"],
            capped=bool(row["capped"]),
            since=day(row["since"]),
            until=day(row["until"]),
            detail=row["detail"],
        )
        for row in rows
    ]


_ENTRIES = """
SELECT e.section, e.entry, e.url, e.title, e.date_words, e.day AS listed, e.first_seen, e.last_seen, e.first_crawl,
       e.post, p.date_days AS days, p.held AS held
FROM entry e LEFT JOIN post p ON p.id = e.post ORDER BY e.section, e.entry"""


def entry_rows(db: Database, zone: tzinfo = UTC) -> list[EntryRow]:
    """Every post that a listing showed, and whether it was read; what has turned out to be none is left out.

    Days of failures are days of the zone.

    Where a section's listing has shown days that are often not its posts' own, a post not read yet may be of any day as
    far from the listing's as others were.
    """
    causes, none = _causes(db, zone), no_posts(db)
    rows = [row for row in db.query(_ENTRIES) if row["post"] or row["entry"] not in none]
    apart = _apart(rows)
    return [
        EntryRow(
            section=row["section"],
            entry=row["entry"],
            state=_state(row, causes),
            days=_days(row, apart.get(row["section"], (0, 0))),
            first_seen=moment(row["first_seen"]),
            last_seen=moment(row["last_seen"]),
        )
        for row in rows
    ]


def _apart(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """section -> least and most days from the listing's day to the post's own, where they often differ."""
    found: dict[str, list[int]] = {}
    for row in rows:
        days = days_of(row["days"]) if row["post"] and not row["held"] and row["listed"] else ()
        if len(days) == 1:
            found.setdefault(row["section"], []).append((days[0] - date.fromisoformat(row["listed"])).days)
    often = {name: one for name, one in found.items() if OFTEN * sum(map(bool, one)) > len(one)}
    return {name: (min([0, *one]), max([0, *one])) for name, one in often.items()}


def _causes(db: Database, zone: tzinfo) -> dict[str, Literal["not_found", "failed"]]:
    """entry -> why it is to be held: its page was not found or gone, or failed on three different days."""
    days: dict[str, set[date]] = {}
    missing: set[str] = set()
    for row in db.query("SELECT entry, at, status, detail FROM coverage WHERE kind = 'post' AND entry IS NOT NULL"):
        if row["detail"].startswith(NOT_TRIED):
            continue
        days.setdefault(row["entry"], set()).add(periods.day_of(datetime.fromisoformat(row["at"]), zone))
        if not_found(row["status"], row["detail"]):
            missing.add(row["entry"])
    causes: dict[str, Literal["not_found", "failed"]] = dict.fromkeys(missing, "not_found")
    for entry, seen in days.items():
        if len(seen) >= HELD_AFTER_DAYS:
            causes.setdefault(entry, "failed")
    return causes


def failures(db: Database, crawl: str) -> list[str]:
    """Why posts' pages could not be read in that crawl."""
    rows = db.query("SELECT detail FROM coverage WHERE crawl = ? AND kind = 'post' ORDER BY id", [crawl])
    return [row["detail"] for row in rows]


def not_found(status: int | None, detail: str) -> bool:
    """Whether a page that could not be read is not there any more, by its status or by its own words."""
    return status in HELD_STATUSES or detail.startswith(NOT_FOUND)


def _state(row: dict[str, Any], causes: Mapping[str, str]) -> Literal["read", "held", "unread"]:
    if row["post"]:
        return "held" if row["held"] else "read"
    return "held" if row["entry"] in causes else "unread"


def _days(row: dict[str, object], apart: tuple[int, int]) -> tuple[date, ...]:
    """All days that it may be of; at least one in each week of a time that may be long."""
    if row["post"]:
        return days_of(str(row["days"] or "[]"))
    if not row["listed"]:
        return ()
    listed = date.fromisoformat(str(row["listed"]))
    return tuple(sorted({listed + timedelta(days=days) for days in (*range(*apart, 7), apart[1], 0)}))


@dataclass(frozen=True)
class HeldEntry:
    """An entry whose page cannot be had, and no post stands for it yet."""

    section: str
    entry: str
    url: str
    title: str
    date_words: str
    first_seen: str
    first_crawl: str
    cause: Literal["not_found", "failed"]


_HELD = ("section", "entry", "url", "title", "date_words", "first_seen", "first_crawl")


def entries_to_hold(db: Database, zone: tzinfo = UTC) -> list[HeldEntry]:
    """Entries to be held for review: not found or gone, or failed on three different days of the zone."""
    causes, none = _causes(db, zone), no_posts(db)
    return [
        HeldEntry(**{name: row[name] for name in _HELD}, cause=causes[row["entry"]])
        for row in db.query(_ENTRIES)
        if not row["post"] and row["entry"] in causes and row["entry"] not in none
    ]


@dataclass(frozen=True)
class Known:
    """What the store knows of an entry: whether its page was read, and its day where that is certain."""

    read: bool
    day: date | None


def known_entries(db: Database) -> dict[str, Known]:
    """entry (URL key) -> what is known, for all addresses, of pages and in listings, of posts that were read."""
    rows = db.query(
        """SELECT known.url, CASE json_array_length(p.date_days) WHEN 1 THEN p.day END AS day
           FROM (SELECT url, post FROM post_url UNION SELECT entry, post FROM entry WHERE post IS NOT NULL) known
           JOIN post p ON p.id = known.post WHERE p.held IS NULL"""
    )
    return {row["url"]: Known(True, day(row["day"])) for row in rows}


def proven_sections(db: Database) -> set[str]:
    """Sections of which the last reading that went to the listing's end met everything dated and in order."""
    rows = db.query(
        """SELECT section, crawl, max(after = 'end') AS ended, sum(inversions + undated) AS disorder,
                  sum(items) AS items, min(outcome IN ('read', 'empty')) AS sound
           FROM coverage WHERE kind = 'listing' GROUP BY section, crawl ORDER BY section, min(at)"""
    )
    last = {row["section"]: row for row in rows if row["ended"] and row["sound"]}
    return {section for section, row in last.items() if row["items"] and not row["disorder"]}
