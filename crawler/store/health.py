"""How each section fared, from the ledger and the posts: the facts from which its health is judged."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from crawler import identity
from crawler.health import Look, PostTries, SectionRecord, SitePosts
from crawler.ledger import SectionFacts
from crawler.store.crawls import pinned_families

KEPT_LOOKS = 30  # readings of a section that are looked back on

_LOOKS = """
SELECT section, crawl, seq, at, outcome, status, detail, items, undated, after FROM coverage
WHERE kind = 'listing' ORDER BY section, id"""
_DAYS = """
SELECT e.section, coalesce(p.day, e.day) AS day FROM entry e LEFT JOIN post p ON p.id = e.post
WHERE coalesce(p.day, e.day) IS NOT NULL ORDER BY e.section, day"""
_READ = """
SELECT e.section, count(*) AS read, sum(trim(p.title) = '') AS untitled, sum(p.day IS NULL) AS undated
FROM entry e JOIN post p ON p.id = e.post
WHERE p.held IS NULL AND p.fetched_at >= ? GROUP BY e.section"""
# Of a page that was tried twice the last word; none where it was read in the end.
_FAILED = """
SELECT section, entry, detail FROM coverage c WHERE kind = 'post' AND crawl IN ({marks}) AND NOT EXISTS (
    SELECT 1 FROM post_url u JOIN post p ON p.id = u.post
    WHERE u.url = c.entry AND p.held IS NULL AND p.fetched_at >= ?) ORDER BY id"""


def section_records(
    db: Database, sections: Iterable[SectionFacts], crawls: Collection[str], since: datetime
) -> list[SectionRecord]:
    """The sections with their past. `crawls`: those that posts' pages are looked at of, which began at `since`."""
    looks, days, families = _looks(db), _days(db), pinned_families(db)
    tries, recalls = _tries(db, crawls, since), _recalls(db)
    return [
        SectionRecord(
            facts=one,
            family=families.get(one.section),
            looks=tuple(looks[one.section][-KEPT_LOOKS:]),
            tries=tries.get(one.section, PostTries()),
            days=tuple(days[one.section]),
            recalls=tuple(recalls[one.section]),
        )
        for one in sections
    ]


def _looks(db: Database) -> dict[str, list[Look]]:
    """section -> its readings, oldest first."""
    readings: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in db.query(_LOOKS):
        readings.setdefault((row["section"], row["crawl"]), []).append(row)
    found: dict[str, list[Look]] = defaultdict(list)
    for (section, crawl), rows in readings.items():
        found[section].append(_look(crawl, rows))
    return found


def _look(crawl: str, rows: list[dict[str, Any]]) -> Look:
    last = rows[-1]
    return Look(
        crawl=crawl,
        at=datetime.fromisoformat(last["at"]),
        outcome=last["outcome"],
        status=last["status"],
        detail=last["detail"],
        items=rows[0]["items"],
        shown=sum(row["items"] for row in rows),
        undated=sum(row["undated"] for row in rows),
        after=last["after"],
    )


def _days(db: Database) -> dict[str, list[date]]:
    found: dict[str, list[date]] = defaultdict(list)
    for row in db.query(_DAYS):
        found[row["section"]].append(date.fromisoformat(row["day"]))
    return found


def _tries(db: Database, crawls: Collection[str], since: datetime) -> dict[str, PostTries]:
    failed: dict[str, dict[str, str]] = defaultdict(dict)
    marks = ", ".join("?" for _ in crawls)
    for row in db.query(_FAILED.format(marks=marks), [*crawls, since.isoformat()]):
        failed[row["section"]][row["entry"]] = row["detail"]
    read = {row["section"]: row for row in db.query(_READ, [since.isoformat()])}
    none = {"read": 0, "untitled": 0, "undated": 0}
    return {
        section: PostTries(
            **{name: (read.get(section) or none)[name] for name in none}, failed=tuple(failed[section].values())
        )
        for section in {*failed, *read}
    }


def _recalls(db: Database) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in db.query(
        "SELECT section, shown, both FROM second_way WHERE fault = '' AND shown > 0 ORDER BY at, crawl"
    ):
        found[row["section"]].append((row["shown"], row["both"]))
    return found


def details_of(db: Database, crawl: str) -> dict[str, set[str]]:
    """section -> why pages of it, list pages and posts' pages, were not read in that crawl: the ledger's words."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in db.query(
        "SELECT section, detail FROM coverage WHERE crawl = ? AND outcome NOT IN ('read', 'empty')", [crawl]
    ):
        found[row["section"]].add(row["detail"])
    return found


def site_posts(db: Database, crawls: Collection[str], since: datetime) -> dict[str, SitePosts]:
    """host -> what those crawls, begun at `since`, brought from it."""
    marks = ", ".join("?" for _ in crawls)
    new, changed, failures = Counter[str](), Counter[str](), defaultdict[str, Counter[str]](Counter)
    for row in db.query(f"SELECT url FROM post WHERE held IS NULL AND first_crawl IN ({marks})", list(crawls)):
        new[identity.host(row["url"])] += 1
    changes = f"""SELECT url FROM post WHERE held IS NULL AND changed_at >= ? AND first_crawl NOT IN ({marks})"""
    for row in db.query(changes, [since.isoformat(), *crawls]):
        changed[identity.host(row["url"])] += 1
    broken = f"""SELECT url, detail FROM coverage
                 WHERE crawl IN ({marks}) AND outcome NOT IN ('read', 'empty')"""
    for row in db.query(broken, list(crawls)):
        failures[identity.host(row["url"])][row["detail"].partition(" ")[0] or "?"] += 1
    return {
        host: SitePosts(new[host], changed[host], dict(failures.get(host, {})))
        for host in sorted({*new, *changed, *failures})
    }


def site_figures(db: Database, crawls: Collection[str]) -> dict[str, dict[str, int]]:
    """host -> `requests` and `bytes` (as received) of those crawls; a crawl that was killed left none."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    marks = ", ".join("?" for _ in crawls)
    for row in db.query(f"SELECT summary FROM crawl WHERE id IN ({marks})", list(crawls)):
        for host, figures in json.loads(row["summary"] or "{}").get("sites", {}).items():
            sums[host].update(figures)
    return {host: dict(figures) for host, figures in sums.items()}
