"""`cchc report`: the audit of a year as a folder of files that open with no network."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from crawler import __version__, periods
from crawler.counts import YearCounts
from crawler.errors import BadInput
from crawler.jobs.evidence import evidence
from crawler.jobs.judged import judged
from crawler.jobs.known import load_registry
from crawler.store import open_to_read
from crawler.store.posts import lexicons
from pipelines import lexicon
from reports import audit_json
from reports.audit import Audit, build
from reports.compare import Comparison, compare, read_old
from reports.compareviews import change_lines
from reports.letter import opened
from reports.runs import point_to, run_folder
from reports.write import INDEX, check_place, write_report


@dataclass(frozen=True)
class ReportResult:
    """`index` is the first page, in folder `out`. `mismatches`: figures that their posts do not bear out.

    `changes`: what changed since the earlier audit, in lines; empty where none was given. `digest`: the data's hash,
    where it is frozen or compared, else "".
    """

    out: Path
    index: Path
    counts: YearCounts
    posts: int
    mismatches: int
    changes: tuple[str, ...] = ()
    digest: str = ""


def report(
    registry: Path,
    db: Path,
    out: Path,
    *,
    year: int | None = None,
    as_of: date | None = None,
    agencies: Collection[str] = (),
    template: Path | None = None,
    earlier: Path | None = None,
    final: bool = False,
    dated: bool = False,
) -> ReportResult:
    """Writes the audit under `out`, in place of an earlier one. The same store, rules and day give the same bytes.

    `template`: of the letter. `earlier`: an `audit.json` to compare with. `final`: no later run writes over it.
    `dated`: in a new folder of today under `out`, to which `latest` leads then.

    Raises BadInput on a registry, store, year, agency or folder that won't do; an earlier report then stays.
    """
    place = _dated(registry, out) if dated else out
    check_place(place)
    if template is not None:
        opened(template)
    old = read_old(earlier) if earlier is not None else None
    made = replace(audit(registry, db, year=year, as_of=as_of, agencies=agencies), final=final)
    if final and made.mismatches:
        raise BadInput(f"{len(made.mismatches)} con số không khớp với tin, bài của nó, nên không chốt báo cáo.")
    text, digest = audit_json.written(made) if final or old is not None else ("", "")
    compared = compare(old, json.loads(text)) if old is not None else None
    index = write_report(made, place, template=template, compared=compared)
    if dated:
        point_to(place, INDEX)
    return ReportResult(
        place, index, made.counts, len(made.posts), len(made.mismatches), _lines(made, compared), digest
    )


def _dated(registry: Path, out: Path) -> Path:
    """A folder of today in the province."""
    return run_folder(out, periods.day_of(datetime.now(UTC), load_registry(registry).province.zone))


def _lines(made: Audit, compared: Comparison | None) -> tuple[str, ...]:
    return tuple(change_lines(made, compared)) if compared is not None else ()


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
    words = lexicon.of_plan(loaded.plan)
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
