"""What the store holds now, decided and judged: the ground of counts, posts, explanations and reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlite_utils import Database

from crawler import periods
from crawler.attested import AttestedFile
from crawler.counts import YearCounts
from crawler.jobs.decide import decide
from crawler.jobs.moments import in_zone
from crawler.ledger import SectionFacts
from crawler.posts import PostRow
from crawler.registry.model import Registry
from crawler.registry.sections import resolved_sections
from crawler.store import attested, crawls, standings
from reports.attested import Attested, placed, tallies
from reports.counting import check_year, count_year
from reports.coverage import Coverage


@dataclass(frozen=True)
class Judged:
    """`posts` of the agencies asked for (None in `agencies`: all, and those that nobody is credited with).

    `crawls` are rows of the table, newest first; `sections` those of the registry as it is now. `attested`: rows of the
    files that stand, of all agencies; `attested_files`: also those undone.
    """

    registry: Registry
    year: int
    as_of: date
    counts: YearCounts
    coverage: Coverage
    posts: list[PostRow]
    sections: tuple[SectionFacts, ...]
    crawls: list[dict[str, Any]]
    attested: tuple[Attested, ...] = ()
    attested_files: Sequence[AttestedFile] = ()


def judged(
    registry: Registry,
    db: Database,
    *,
    year: int | None = None,
    as_of: date | None = None,
    agencies: Collection[str] = (),
    listed: bool = True,
) -> Judged:
    """Decides what is not decided yet, and counts. `as_of` None: today in the province. `listed` False: no figure needs
    the posts themselves, and none are given.

    Raises BadInput on a year without a plan or an unknown agency.
    """
    chosen = registry.plan.year if year is None else year
    check_year(registry, chosen)
    zone = registry.province.zone
    day = as_of or periods.day_of(datetime.now(UTC), zone)
    sections = resolved_sections(registry)
    # The ledger first: what a crawl reads from here on may yet be counted, but nothing is called whole by it.
    coverage = Coverage(sections, crawls.list_page_rows(db), crawls.entry_rows(db, zone), zone)
    decide(db, registry)
    files = attested.files(db)
    wanted = set(agencies) or None if listed else _attested_for(files)
    rows = in_zone(standings.post_rows(db, wanted), zone) if listed or wanted else []
    told = placed(registry, files, rows)
    sums = (*standings.tallies(db), *tallies(told))
    counts = count_year(registry, chosen, day, sums, coverage, agencies)
    shown = rows if listed else []
    return Judged(registry, chosen, day, counts, coverage, shown, sections, crawls.crawl_rows(db), told, files)


def _attested_for(files: Iterable[AttestedFile]) -> set[str]:
    """Agencies for which anything is attested: what their posts show already is not counted twice."""
    return {row.agency for file in files if file.stands for row in file.rows}
