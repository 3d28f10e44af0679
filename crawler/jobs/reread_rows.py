"""Rows of the ledger as what spiders hand over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from crawler.found import FailedPost, FoundEntry, FoundListPage


def failed_post(row: dict[str, Any]) -> FailedPost:
    """A post's page that could not be read."""
    return FailedPost(
        crawl=row["crawl"],
        section=row["section"],
        seq=row["seq"],
        at=datetime.fromisoformat(row["at"]),
        url=row["url"],
        entry=row["entry"],
        status=row["status"],
        outcome=row["outcome"],
        detail=row["detail"],
    )


def list_page(row: dict[str, Any], at: datetime, entries: tuple[FoundEntry, ...]) -> FoundListPage:
    """The row as it stands in the ledger, with the entries that its page shows."""
    return FoundListPage(
        crawl=row["crawl"],
        section=row["section"],
        seq=row["seq"],
        at=at,
        url=row["url"],
        status=row["status"],
        outcome=row["outcome"],
        after=row["after"],
        next=row["next"],
        entries=entries,
        undated=row["undated"],
        newest=_day(row["newest"]),
        oldest=_day(row["oldest"]),
        inversions=row["inversions"],
        capped=bool(row["capped"]),
        total=row["total"],
        family="",
        page=None,
        detail=row["detail"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
