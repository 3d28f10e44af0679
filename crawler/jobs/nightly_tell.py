"""Problems opened and closed in the store, and told to whoever is to be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from crawler import periods
from crawler.health import Finding, Problem
from crawler.jobs.alerts import Mail, Webhook, deliver
from crawler.jobs.nightly_health import in_force, names_of
from crawler.registry.model import Registry
from crawler.registry.sections import resolved_sections
from crawler.store.problems import mark_told, open_problems, settle_problems, untold
from reports.health.digest import Place, digest, place_of, problem_data
from reports.health.night import Night, line
from reports.health.settle import settle
from reports.health.words import WHOLE

_CHANNELS = {"mail": "thư", "webhook": "webhook"}


@dataclass(frozen=True)
class Told:
    """Problems as data: opened and closed by this run, and all that are open after it."""

    opened: tuple[Mapping[str, Any], ...] = ()
    closed: tuple[Mapping[str, Any], ...] = ()
    open: tuple[Mapping[str, Any], ...] = ()


def settle_all(
    db: Database,
    findings: Sequence[Finding],
    judged: Mapping[str, frozenset[str]],
    registry: Registry | None,
    now: datetime,
) -> Told:
    """Opens and closes problems; without a registry nothing is known of sections, and theirs stay as they are."""
    before = open_problems(db)
    live = _registered(registry, now) if registry else {one.section for one in before}
    settled = settle(before, findings, judged, live)
    settle_problems(db, now, opened=settled.opened, seen=settled.seen, closed=settled.closed)
    after = open_problems(db)
    known, gone = {one.number for one in before}, dict(settled.closed)
    closed = [_closed(one, gone[one.number], now) for one in before if one.number in gone]
    return Told(
        tuple(_data(registry, [one for one in after if one.number not in known])),
        tuple(_data(registry, closed)),
        tuple(_data(registry, after)),
    )


def _closed(problem: Problem, details: str, now: datetime) -> Problem:
    return Problem(
        problem.number,
        problem.section,
        problem.kind,
        problem.opened_at,
        problem.last_at,
        now.isoformat(),
        details,
    )


def _registered(registry: Registry, now: datetime) -> set[str]:
    today = periods.day_of(now, registry.province.zone)
    return {one.section for one in in_force(registry, today)}


def _data(registry: Registry | None, problems: Sequence[Problem]) -> list[dict[str, Any]]:
    found = places(registry, problems)
    return [problem_data(one, found[one.section]) for one in problems]


def places(registry: Registry | None, problems: Sequence[Problem]) -> dict[str, Place]:
    """section of a problem -> where that is."""
    sections = {one.section: one for one in resolved_sections(registry)} if registry else {}
    names = names_of(registry) if registry else {}
    return {one.section: place_of(one.section, sections, names) for one in problems}


def tell(
    db: Database,
    ways: Sequence[Mail | Webhook],
    registry: Registry | None,
    now: datetime,
    sleep: Callable[[float], None],
    line_: str,
) -> list[str]:
    """Tells on each way what was not told there yet; why it could not be, for each way that failed."""
    faults = []
    zone = registry.province.zone if registry else ZoneInfo("Asia/Ho_Chi_Minh")
    for way in ways:
        channel = way.name
        opened, closed = untold(db, channel)
        if not opened and not closed:
            continue
        province = registry.province.name if registry else "cchc-audit"
        letter = digest(province, opened, closed, places(registry, [*opened, *closed]), zone, line_)
        fault = deliver(way, letter, now, sleep)
        if fault is not None:
            faults.append(f"chưa báo được qua {_CHANNELS[channel]}: {fault}")
            continue
        mark_told(db, channel, "opened", [one.number for one in opened], now)
        mark_told(db, channel, "closed", [one.number for one in closed], now)
    return faults


def tell_of_ruin(
    ways: Sequence[Mail | Webhook], ruin: str, now: datetime, sleep: Callable[[float], None]
) -> str | None:
    """Tells of a store that can't be used, in which nothing can be remembered."""
    moment = now.astimezone(UTC).isoformat(timespec="seconds")
    problem = Problem(0, WHOLE, "database", moment, moment, None, ruin)
    letter = digest("cchc-audit", [problem], [], {WHOLE: Place("Toàn bộ")}, UTC, ruin)
    faults = [f"{_CHANNELS[way.name]}: {fault}" for way in ways if (fault := deliver(way, letter, now, sleep))]
    return "; ".join(faults) or None


def night_line(night: Night) -> str:
    """The run in one line."""
    return line(night)
