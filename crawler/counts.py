"""What counting gives: per agency, quota and period, with bounds and a verdict (interface, "Counting")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["met", "not_met", "undetermined", "not_due"]
Reason = Literal["no_section", "incomplete", "review", "undated", "late", "short", "excepted"]


@dataclass(frozen=True)
class PeriodCount:
    """One cell. Low bound `count`; high bound `count` + `review`, unbounded where not `complete`."""

    count: int
    filed: int
    attested: int
    review: int
    complete: bool
    due: bool
    met: bool | None
    excepted: bool = False  # beside the interface's keys: an exception or a date of validity took the duty away


@dataclass(frozen=True)
class QuotaCount:
    """One agency's standing under one quota. `periods` lists every period of the year, in order."""

    quota: str
    clause: str
    channel: str
    topic: str | None
    period: str
    minimum: int
    basis: str
    dedicated_section: bool
    verdict: Verdict
    reason: Reason | None
    total: int
    required: int
    shortfall: int
    undated: int
    periods: dict[str, PeriodCount]


@dataclass(frozen=True)
class AgencyCounts:
    id: str
    name: str
    kind: str
    quotas: tuple[QuotaCount, ...]


@dataclass(frozen=True)
class YearCounts:
    """`as_of` is an ISO day; `province` its registry id."""

    year: int
    as_of: str
    province: str
    agencies: tuple[AgencyCounts, ...]
