"""Counts as `cchc counts --format json` prints them: the interface's keys, all of them and no others."""

from __future__ import annotations

from typing import Any

from crawler.counts import PeriodCount, QuotaCount, YearCounts

AGENCY_KEYS = ("id", "name", "kind")
QUOTA_KEYS = (
    "quota",
    "clause",
    "channel",
    "topic",
    "period",
    "minimum",
    "basis",
    "dedicated_section",
    "verdict",
    "reason",
    "total",
    "required",
    "shortfall",
    "undated",
)
CELL_KEYS = ("count", "filed", "attested", "review", "complete", "due", "met")


def to_json(counts: YearCounts) -> dict[str, Any]:
    """Plain data for `json.dumps`, keys in the interface's order."""
    return {
        "year": counts.year,
        "as_of": counts.as_of,
        "province": counts.province,
        "agencies": [
            {**_pick(agency, AGENCY_KEYS), "quotas": [_quota(quota) for quota in agency.quotas]}
            for agency in counts.agencies
        ],
    }


def _quota(quota: QuotaCount) -> dict[str, Any]:
    return {**_pick(quota, QUOTA_KEYS), "periods": {key: _cell(cell) for key, cell in quota.periods.items()}}


def _cell(cell: PeriodCount) -> dict[str, Any]:
    return _pick(cell, CELL_KEYS)


def _pick(row: object, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: getattr(row, key) for key in keys}
