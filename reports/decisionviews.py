"""Inspectors' decisions on a post, in words: who, when, what, why, and what the machine had said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from crawler.date_flags import PLACES
from crawler.posts import PostRow
from reports.audit import Audit
from reports.daywords import day_words, moment_words
from reports.evidence import MachineSaid
from reports.postviews import shown
from reports.words import DECISIONS, GRADES, STATUSES

RECHECK = "CẦN XEM LẠI: nội dung trang đã thay đổi sau quyết định"
_LENGTH = 300


@dataclass(frozen=True)
class DecisionView:
    """One decision in a sentence; `stands` False: a later one has replaced it."""

    text: str
    stands: bool


@dataclass(frozen=True)
class Names:
    """How agencies and quotas are called, by id."""

    agencies: Mapping[str, str]
    clauses: Mapping[str, str]


def names_of(audit: Audit) -> Names:
    return Names(
        {agency.id: agency.name for agency in audit.agencies},
        {duty.quota.id: duty.quota.clause for duty in audit.duties},
    )


def decision_views(row: PostRow, names: Names, zone: tzinfo) -> tuple[DecisionView, ...]:
    """Every decision on the post, the oldest first."""
    return tuple(DecisionView(_sentence(one, names, zone), bool(one["stands"])) for one in row.decisions)


def machine_words(row: PostRow, machine: MachineSaid | None, zone: tzinfo) -> tuple[str, ...]:
    """What the machine had found before anybody decided; nothing where nobody did."""
    if not any(one["action"] != "add" for one in row.decisions):
        return ()
    return tuple(_machine(row, machine, zone))


def _machine(row: PostRow, machine: MachineSaid | None, zone: tzinfo) -> Iterator[str]:
    if machine is None:
        yield "Máy đã kết luận: không ghi tin, bài này cho cơ quan"
    else:
        reason = f" ({shown(machine.reason.rstrip('.'), _LENGTH)})" if machine.reason else ""
        yield f"Máy đã kết luận: {STATUSES.get(machine.status, machine.status).lower()}{reason}"
    if row.read_date:
        yield f"Máy đã đọc ngày đăng: {_read_date(row.read_date, zone)}"


def _read_date(read: Mapping[str, Any], zone: tzinfo) -> str:
    if not read.get("published"):
        return f"không rõ ({GRADES['none']})"
    place = PLACES.get(str(read.get("source")), "")
    notes = [note for note in (place, f"mức {read.get('grade')}") if note]
    return f"{shown(moment_words(str(read['published']), zone), 40)} ({'; '.join(notes)})"


def _sentence(one: Mapping[str, Any], names: Names, zone: tzinfo) -> str:
    """`02/05/2024 14:03, Nguyễn Văn An: tính (chỉ mục III.1.b). Lý do: …`, and whether it was replaced."""
    gone = "" if one["stands"] else " (đã được thay bằng quyết định sau)"
    told = f"{moment_words(str(one['at']), zone)}, {shown(str(one['who']), _LENGTH)}: {_what(one, names)}{gone}"
    return f"{told}. Lý do: {shown(str(one['reason']), _LENGTH)}"


def _what(one: Mapping[str, Any], names: Names) -> str:
    action, value = str(one["action"]), str(one["value"] or "")
    if action == "agency":
        value = names.agencies.get(value, value)
    words = DECISIONS.get(action, shown(action, 40))
    words += f" {_day(value) if action == 'date' else shown(value)}" if action in ("agency", "date") else ""
    scope = []
    if one["agency"] and action != "add":
        scope.append(f"chỉ với {names.agencies.get(str(one['agency']), str(one['agency']))}")
    if one["quota"]:
        scope.append(f"chỉ mục {names.clauses.get(str(one['quota']), str(one['quota']))}")
    return f"{words} ({', '.join(scope)})" if scope else words


def _day(text: str) -> str:
    try:
        return day_words(date.fromisoformat(text))
    except ValueError:
        return shown(text, 40)
