"""`cchc posts`: the posts behind the counts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import get_args

from crawler import periods
from crawler.errors import BadInput
from crawler.jobs.decide import decide
from crawler.jobs.known import load_registry
from crawler.jobs.moments import in_zone
from crawler.posts import PostRow, Status
from crawler.registry.model import PORTAL, Registry
from crawler.store import open_to_read
from crawler.store.standings import post_rows

BEHIND_COUNTS = ("counted", "review", "undated")
ALL = "all"


def posts(
    registry: Path,
    db: Path,
    *,
    agencies: Collection[str] = (),
    channel: str | None = None,
    period: str | None = None,
    status: str | None = None,
) -> list[PostRow]:
    """Posts by agency, channel and day.

    `status` None: those that stand behind the counts (counted, in review, undated); `all`: everything stored.
    `agencies` may name `portal`: posts of the portal that no agency is credited with. Raises BadInput on names that
    nothing has.
    """
    loaded = load_registry(registry)
    _check(loaded, agencies, channel, status)
    wanted = periods.bounds(period) if period else None
    store = open_to_read(db)
    decide(store, loaded)
    found = post_rows(store, {"" if agency == PORTAL else agency for agency in agencies} or None)
    rows = in_zone(found, loaded.province.zone)
    statuses = BEHIND_COUNTS if status is None else get_args(Status) if status == ALL else (status,)
    return [
        row
        for row in rows
        if row.status in statuses and channel in (None, row.channel) and (wanted is None or _within(row, *wanted))
    ]


def _within(row: PostRow, first: date, last: date) -> bool:
    """Whether the post may have been published in those days; an undated one may not be shown as if it had."""
    return any(first <= date.fromisoformat(day) <= last for day in row.candidate_days)


def _check(registry: Registry, agencies: Collection[str], channel: str | None, status: str | None) -> None:
    unknown = sorted(set(agencies) - {agency.id for agency in registry.agencies} - {PORTAL})
    if unknown:
        raise BadInput(f"Tệp đăng ký không có cơ quan: {', '.join(unknown)}.")
    channels = {"own_site", "portal", "broadcast", "press", "document"}
    if channel is not None and channel not in channels:
        raise BadInput(f"Không có kênh “{channel}”. Các kênh: {', '.join(sorted(channels))}.")
    if status is not None and status not in (*get_args(Status), ALL):
        raise BadInput(f"Không có trạng thái “{status}”. Các trạng thái: {', '.join(get_args(Status))}, {ALL}.")
