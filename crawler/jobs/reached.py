"""Whether the sections that a crawl attempted were read as far as they had to be (exit code 3)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from crawler import periods, runs
from crawler.ledger import EntryRow, ListPageRow, SectionFacts
from crawler.registry.model import Registry
from crawler.registry.sections import resolved_sections
from crawler.store import crawls
from reports.coverage import Cause, SectionCoverage


@dataclass(frozen=True)
class Shortfall:
    """A section that was not read whole from `first` to `last`, and why."""

    section: SectionFacts
    first: date
    last: date
    causes: tuple[Cause, ...]


def shortfalls(db: Database, registry: Registry, crawl: str, owners: Collection[str]) -> Iterator[Shortfall]:
    """The attempted sections that are not known whole, over the crawl's range up to the day before it began.

    And those that earlier crawls know whole, but which this one could not read: a dead site is said, every time; not so
    an address closed in the registry, of which nothing more is wanted.
    """
    row = crawls.crawl_row(db, crawl)
    began = periods.day_of(datetime.fromisoformat(row["started_at"]), registry.province.zone)
    since, until = (date.fromisoformat(row[name]) if row[name] else None for name in ("since", "until"))
    first, last = runs.crawl_range(registry, since, until)
    last = min(last, began - timedelta(days=1))
    rows, entries = crawls.list_page_rows(db), crawls.entry_rows(db, registry.province.zone)
    for facts in resolved_sections(registry):
        begins, ends = max(first, facts.valid_from or first), min(last, facts.valid_to or last)
        if facts.owner in owners and begins <= ends:
            closed = facts.valid_to is not None and facts.valid_to < began
            causes = _causes(facts, rows, entries, registry, begins, ends)
            if not causes and not closed:
                causes = _broken(facts, rows, crawl)
            if causes:
                yield Shortfall(facts, begins, ends, causes)


def _causes(
    facts: SectionFacts,
    rows: list[ListPageRow],
    entries: list[EntryRow],
    registry: Registry,
    first: date,
    last: date,
) -> tuple[Cause, ...]:
    own_rows = [row for row in rows if row.section == facts.section]
    own_entries = [entry for entry in entries if entry.section == facts.section]
    return SectionCoverage(facts, own_rows, own_entries, registry.province.zone).causes(first, last)


def _broken(facts: SectionFacts, rows: list[ListPageRow], crawl: str) -> tuple[Cause, ...]:
    """Why the crawl's own reading of the section broke off, where it did."""
    own = [row for row in rows if row.section == facts.section and row.crawl == crawl]
    if not own or own[-1].outcome == "read" or own[-1].outcome == "empty":
        return ()
    return (Cause(facts, own[-1].outcome, own[-1].detail),)
