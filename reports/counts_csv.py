"""Counts as CSV: one row per agency, quota and period, columns named as the JSON's keys.

The order of columns is fixed: `year`, `as_of`, `province`, then the agency's, the quota's (`period` is its sort: month,
week, once), `periods` (the period's key, as in the JSON's object of that name), then the period's own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from crawler.counts import AgencyCounts, PeriodCount, QuotaCount, YearCounts
from reports.counts_json import AGENCY_KEYS, CELL_KEYS, QUOTA_KEYS

YEAR_KEYS = ("year", "as_of", "province")
COLUMNS = (*YEAR_KEYS, *AGENCY_KEYS, *QUOTA_KEYS, "periods", *CELL_KEYS)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_rows(counts: YearCounts) -> Iterator[dict[str, str]]:
    """One row per agency, quota and period: a text for every column, safe to open in a spreadsheet."""
    for agency in counts.agencies:
        for quota in agency.quotas:
            for key, cell in quota.periods.items():
                yield _row(counts, agency, quota, key, cell)


def csv_text(counts: YearCounts) -> str:
    """The whole table with its header; lines end in CRLF, without a byte order mark."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(csv_rows(counts))
    return out.getvalue()


def write_csv(counts: YearCounts, path: Path) -> None:
    """Writes the table with the byte order mark by which Excel knows UTF-8."""
    path.write_bytes(csv_text(counts).encode("utf-8-sig"))


def cell_text(value: object) -> str:
    """A value as a CSV cell: true and false as in JSON, nothing for None, and no text that a spreadsheet would run."""
    if isinstance(value, str):
        return "'" + value if value.lstrip(" ").startswith(_FORMULA) else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _row(counts: YearCounts, agency: AgencyCounts, quota: QuotaCount, key: str, cell: PeriodCount) -> dict[str, str]:
    owners = ((counts, YEAR_KEYS), (agency, AGENCY_KEYS), (quota, QUOTA_KEYS), (cell, CELL_KEYS))
    values: dict[str, object] = {name: getattr(owner, name) for owner, names in owners for name in names}
    return {column: cell_text(value) for column, value in {**values, "periods": key}.items()}
