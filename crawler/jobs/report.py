"""`cchc report`: the audit of a year as a folder of files that open with no network."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from crawler import __version__
from crawler.counts import YearCounts
from crawler.jobs.evidence import evidence
from crawler.jobs.judged import judged
from crawler.jobs.known import load_registry
from crawler.store import open_to_read
from crawler.store.posts import lexicons
from pipelines import lexicon
from reports.audit import Audit, build
from reports.write import check_place, write_report


@dataclass(frozen=True)
class ReportResult:
    """`index` is the first page, in folder `out`. `mismatches`: figures that their posts do not bear out."""

    out: Path
    index: Path
    counts: YearCounts
    posts: int
    mismatches: int


def report(
    registry: Path,
    db: Path,
    out: Path,
    *,
    year: int | None = None,
    as_of: date | None = None,
    agencies: Collection[str] = (),
) -> ReportResult:
    """Writes the audit under `out`, in place of an earlier one. The same store, rules and day give the same bytes.

    Raises BadInput on a registry, store, year, agency or folder that won't do; an earlier report then stays.
    """
    check_place(out)
    made = audit(registry, db, year=year, as_of=as_of, agencies=agencies)
    index = write_report(made, out)
    return ReportResult(out, index, made.counts, len(made.posts), len(made.mismatches))


def audit(
    registry: Path,
    db: Path,
    *,
    year: int | None = None,
    as_of: date | None = None,
    agencies: Collection[str] = (),
) -> Audit:
    """The audit of what the store holds now."""
    loaded = load_registry(registry)
    store = open_to_read(db)
    found = judged(loaded, store, year=year, as_of=as_of, agencies=agencies)
    words = lexicon.load(Path(loaded.plan.lexicon) if loaded.plan.lexicon else None)
    made = build(
        loaded,
        found.counts,
        found.posts,
        found.coverage,
        found.sections,
        found.crawls,
        program=__version__,
        lexicon=", ".join(lexicons(store)) or words.version,
        themes=words.themes,
        attested=found.attested,
        attested_files=found.attested_files,
    )
    return replace(made, evidence=evidence(store, found))
