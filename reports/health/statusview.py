"""The status as a page beside the reports, and as the words of a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from reports.daywords import moment_words
from reports.health.status import SectionState, Status
from reports.html import render
from reports.words import CHANNELS

NOTHING = "–"


@dataclass(frozen=True)
class Head:
    """What the foot of every page says."""

    program: str
    lexicon: str
    read_until: str
    data_hash: str


@dataclass(frozen=True)
class SectionView:
    name: str
    channel: str
    url: str
    href: str
    read: str
    newest: str
    posts: str
    problems: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class StatusView:
    head: Head
    province: str
    at: str
    run: str
    late: int | None
    failed: tuple[str, ...]
    unwell: tuple[SectionView, ...]
    well: tuple[SectionView, ...]
    problems: tuple[Mapping[str, str], ...]
    backups: tuple[str, ...]
    holders: tuple[str, ...]


def status_page(status: Status, zone: tzinfo) -> str:
    """The page. The same status gives the same text."""
    return render("status.html", status_view(status, zone))


def status_view(status: Status, zone: tzinfo) -> StatusView:
    sections = [section_view(one, zone) for one in status.sections]
    return StatusView(
        head=Head(status.program, status.lexicon, _read_until(status, zone), status.digest),
        province=status.province,
        at=moment_words(status.at, zone),
        run=run_words(status, zone),
        late=status.late,
        failed=tuple(failed_steps(status)),
        unwell=tuple(one for one in sections if one.problems),
        well=tuple(one for one in sections if not one.problems),
        problems=tuple(problem_view(one, zone) for one in status.problems),
        backups=tuple(backup_words(one, zone) for one in status.backups),
        holders=tuple(holder_words(one, zone) for one in status.holders),
    )


def _read_until(status: Status, zone: tzinfo) -> str:
    moments = [one.tried_at for one in status.sections if one.tried_at]
    return moment_words(max(moments), zone) if moments else NOTHING


def run_words(status: Status, zone: tzinfo) -> str:
    """The last run in one line."""
    run = status.run
    if run is None:
        return "chưa chạy lần nào"
    began = moment_words(run["started_at"], zone)
    if run["ended_at"] is None:
        return f"bắt đầu {began}, chưa kết thúc hoặc bị ngắt giữa chừng"
    return f"{began}: {run['line']}"


def failed_steps(status: Status) -> list[str]:
    """Why steps of the last run failed."""
    steps = (status.run or {}).get("steps") or ()
    return [str(one["detail"]) for one in steps if one["state"] == "failed"]


def section_view(one: SectionState, zone: tzinfo) -> SectionView:
    return SectionView(
        name=one.name,
        channel=CHANNELS.get(one.channel, one.channel),
        url=one.url,
        href=one.url if one.url.startswith(("http://", "https://")) else "",
        read=moment_words(one.read_at, zone) if one.read_at else "chưa lần nào",
        newest=moment_words(one.newest, zone) if one.newest else NOTHING,
        posts=posts_words(one),
        problems=tuple({**problem, "since": moment_words(problem["since"], zone)} for problem in one.problems),
    )


def posts_words(one: SectionState) -> str:
    """`12; thường 10 (4–31)`: posts in the last 30 days, and how many are expected."""
    if one.usual is None:
        return f"{one.last_30_days}"
    return f"{one.last_30_days}; thường {one.usual:.0f} ({one.least}–{one.most})"


def problem_view(one: Mapping[str, Any], zone: tzinfo) -> dict[str, str]:
    names = ("place", "what", "details", "todo")
    return {
        **{name: str(one[name]) for name in names},
        "url": str(one["url"] or ""),
        "since": moment_words(one["opened_at"], zone),
    }


def backup_words(one: Mapping[str, Any], zone: tzinfo) -> str:
    """`31/12/2024 22:40, 1.234 kB: cchc-20241231T154000Z.db.gz`."""
    size = f"{one['size'] // 1000:,}".replace(",", ".")
    return f"{moment_words(one['at'], zone)}, {size} kB: {one['name']}"


def holder_words(one: Mapping[str, Any], zone: tzinfo) -> str:
    """Who holds what since when."""
    return f"{one['what']}: máy {one['host']}, tiến trình {one['pid']}, từ {moment_words(one['since'], zone)}"
