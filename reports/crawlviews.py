"""Crawls as a report shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from reports.daywords import moment_words
from reports.words import CRAWLS, ORIGINS


@dataclass(frozen=True)
class CrawlView:
    id: str
    started: str
    ended: str
    outcome: str
    range: str
    program: str


def crawl_view(row: Mapping[str, Any], zone: tzinfo) -> CrawlView:
    """A row of table crawl in words."""
    outcome = row["outcome"]
    since, until = row["since"], row["until"]
    parts = [f"từ {moment_words(since, zone)}" if since else "", f"đến {moment_words(until, zone)}" if until else ""]
    limits = " ".join(part for part in parts if part)
    return CrawlView(
        id=str(row["id"]),
        started=moment_words(str(row["started_at"]), zone),
        ended=moment_words(str(row["ended_at"]), zone) if row["ended_at"] else "–",
        outcome=CRAWLS.get(outcome, str(outcome)),
        range="; ".join(
            part for part in (limits or "không giới hạn ngày", ORIGINS.get(str(row["origin"]), "")) if part
        ),
        program=str(row["program"]),
    )
