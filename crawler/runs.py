"""The beginning and the end of a crawl: its task from registry and store, its leases, its row."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler import __version__
from crawler.errors import BadInput
from crawler.ledger import SectionFacts
from crawler.registry.model import PORTAL, Registry, Section, SectionSelectors
from crawler.registry.sections import hosts_of, quota_range, resolved_sections, sections_by_id, verify_tls
from crawler.store import crawls, layouts, leases
from crawler.store.gone import settled_no_posts
from crawler.store.ground import grounds, read_full, recent_readings
from crawler.store.readagain import due_again
from crawler.store.records import CrawlRecord
from crawler.store.unread import unread_items
from crawler.task import CrawlTask, KnownEntry, SectionTask


def owners_of(registry: Registry, wanted: Collection[str]) -> list[str]:
    """The owners of sections to crawl, in the registry's order; none named: all, the portal too.

    Raises BadInput on one that the registry doesn't have.
    """
    known = ([PORTAL] if registry.portal else []) + [agency.id for agency in registry.agencies]
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        raise BadInput(f"Tệp đăng ký không có cơ quan: {', '.join(unknown)}. Hãy xem mã cơ quan bằng “cchc check”.")
    return [owner for owner in known if not wanted or owner in wanted]


def crawl_range(registry: Registry, since: date | None, until: date | None) -> tuple[date, date]:
    """The days that a crawl is about: what the quotas need, cut by the user's own bounds, which may lie outside it."""
    first, last = quota_range(registry)
    if since and until and since > until:
        raise BadInput(f"--since {since} muộn hơn --until {until}. Hãy đổi lại.")
    return since or min(first, until or first), until or max(last, since or last)


def begin(
    db: Database,
    registry: Registry,
    registry_file: Path,
    *,
    owners: Sequence[str],
    since: date | None,
    until: date | None,
    full: bool,
    at: datetime,
) -> CrawlTask:
    """Makes the sections known, takes their leases and writes the crawl's row, all or nothing; returns its task.

    Raises `SectionHeld` where another crawl reads one of the sections.
    """
    facts = [one for one in resolved_sections(registry) if one.owner in owners]
    crawl = f"{at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    first, last = crawl_range(registry, since, until)
    record = CrawlRecord(
        id=crawl,
        started_at=at.isoformat(),
        program=__version__,
        registry_hash=hashlib.sha256(registry_file.read_bytes()).hexdigest(),
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        full=full,
    )
    with db.atomic():
        crawls.put_sections(db, resolved_sections(registry))
        layouts.drop_changed(db, {section: _hash(row) for section, row in sections_by_id(registry).items()})
        leases.take_leases(db, [one.section for one in facts], crawl, at)
        crawls.begin_crawl(db, record)
    return CrawlTask(
        crawl=crawl,
        sections=tuple(_going_on(db, _section_tasks(db, registry, facts), registry, record, at)),
        since=first,
        until=last,
        zone=registry.province.zone,
        max_pages=registry.crawl.max_pages_per_section,
        full=full,
        known={entry: KnownEntry(known.day) for entry, known in crawls.known_entries(db).items()},
    )


def _section_tasks(db: Database, registry: Registry, facts: Sequence[SectionFacts]) -> list[SectionTask]:
    rows, pinned, proven = sections_by_id(registry), crawls.pinned_families(db), crawls.proven_sections(db)
    unread, held = unread_items(db), layouts.held_layouts(db)
    return [
        SectionTask(
            id=one.section,
            owner=one.owner,
            channel=one.channel,
            url=one.url,
            dedicated=one.dedicated,
            hosts=hosts_of(registry, one.owner),
            kind=rows[one.section].type,
            selectors=rows[one.section].selectors.as_selectors(),
            family=rows[one.section].cms or pinned.get(one.section),
            verify_tls=verify_tls(registry, rows[one.section]),
            proven=one.section in proven,
            unread=unread.get(one.section, ()),
            layout=held.get(one.section, ()) if rows[one.section].selectors == SectionSelectors() else (),
        )
        for one in facts
    ]


def _going_on(
    db: Database, tasks: Sequence[SectionTask], registry: Registry, record: CrawlRecord, at: datetime
) -> Iterator[SectionTask]:
    """The tasks with what lets them go on from earlier crawls: nothing where all is wanted, or certain days alone.

    Once a week a section is read to its end, and its server's word that nothing changed is not asked for.
    """
    zone, (first, last) = registry.province.zone, quota_range(registry)
    readings = recent_readings(db, at)
    proven = {one.id for one in tasks if one.proven}
    known = {} if record.full or record.since or record.until else grounds(db, readings, proven, first, zone)
    again = due_again(db, {one.id for one in tasks}, at, zone, first, last)
    none = settled_no_posts(db, at)
    for one in tasks:
        lately = not record.full and read_full(readings.get(one.id, ()))
        due = () if record.since or record.until else again.get(one.id, ())
        yield replace(one, ground=known.get(one.id), again=due, conditional=lately, no_posts=none)


def _hash(row: Section) -> str:
    """What the registry says of a section; a key that a later program adds, left at its default, changes nothing."""
    return hashlib.sha256(row.model_dump_json(exclude_defaults=True).encode()).hexdigest()


def end(db: Database, crawl: str, at: datetime, outcome: str, summary: dict[str, Any]) -> None:
    """Closes the crawl's row and gives its leases back."""
    with db.atomic():
        crawls.end_crawl(db, crawl, at, outcome, summary)
        leases.release_leases(db, crawl)
