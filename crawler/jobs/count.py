"""`cchc counts`: the counts of a year."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from crawler.counts import YearCounts
from crawler.jobs.judged import judged
from crawler.jobs.known import load_registry
from crawler.store import open_to_read


def count(
    registry: Path,
    db: Path,
    *,
    year: int | None = None,
    as_of: date | None = None,
    agencies: Collection[str] = (),
) -> YearCounts:
    """Counts per agency, quota and period with verdicts. Raises BadInput, also where there is no store yet."""
    loaded = load_registry(registry)
    return judged(loaded, open_to_read(db), year=year, as_of=as_of, agencies=agencies, listed=False).counts
