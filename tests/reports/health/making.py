"""Sections with a past, as little as a rule needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from crawler.health import Look, PostTries, SectionRecord
from crawler.ledger import SectionFacts

TODAY = date(2024, 9, 30)
UNTIL = date(2024, 12, 31)


def look(night: int = 0, **other: Any) -> Look:
    """A sound reading so many nights before today: ten items, all dated."""
    at = datetime(2024, 9, 30, 15, tzinfo=UTC) - timedelta(days=night)
    return replace(Look(f"c{night}", at, "read", 200, "", items=10, shown=10, undated=0, after="end"), **other)


def broken(detail: str, outcome: str = "failed", **other: Any) -> Look:
    return look(outcome=outcome, detail=detail, items=0, shown=0, after=None, **other)


def record(*looks: Look, section: str = "s1", family: str | None = "nukeviet", **other: Any) -> SectionRecord:
    """Of `section` on a host of its own."""
    facts = SectionFacts(section, f"so-{section}", "own_site", f"https://{section}.vn/tin", True, True, None, None)
    past = looks or (look(2), look(1), look())
    facts = replace(facts, **{name: other.pop(name) for name in ("verified", "url") if name in other})
    made = SectionRecord(facts, family, past, PostTries(), every(7, 180))
    return replace(made, **other)


def every(step: int, back: int, *, until: int = 0) -> tuple[date, ...]:
    """A post every so many days, from `back` days ago to `until` days ago."""
    return tuple(TODAY - timedelta(days=days) for days in range(back, until - 1, -step))


def kinds(findings: Sequence[Any]) -> list[str]:
    return [one.kind for one in findings]
