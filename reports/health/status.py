"""How everything stands now: the last run, every section, open problems, copies, who works with the store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from crawler.health import Problem, SectionRecord
from reports.health.habits import Expected, expected, newest, patience, window
from reports.health.words import kind_words

WHOLE_ENDS = ("end", "past_range", "capped_end")
LATE_AFTER = 26  # hours since the last run began


@dataclass(frozen=True)
class SectionState:
    """A section. `read_at`: when it was last read as far as it had to be; `tried_at`: when it was last tried.

    `usual`, `least`, `most`: posts expected in 30 days; `patience`: days of silence that are its habit; all None where
    its past is too short. `problems`: what is wrong, each with what to do.
    """

    section: str
    agency: str
    name: str
    channel: str
    url: str
    family: str | None
    tried_at: str | None
    read_at: str | None
    newest: str | None
    last_30_days: int
    usual: float | None
    least: int | None
    most: int | None
    patience: int | None
    problems: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Status:
    """`run`: the last run as `cchc nightly` told it; `late`: hours since it began, where that is more than a day."""

    province: str
    at: str
    program: str
    lexicon: str
    run: Mapping[str, Any] | None
    late: int | None
    sections: tuple[SectionState, ...]
    problems: tuple[Mapping[str, Any], ...]
    backups: tuple[Mapping[str, Any], ...]
    holders: tuple[Mapping[str, Any], ...]

    def data(self) -> dict[str, Any]:
        """The status as plain data."""
        return asdict(self)

    @property
    def digest(self) -> str:
        """Hash of the data."""
        text = json.dumps(self.data(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def section_state(record: SectionRecord, name: str, problems: Sequence[Problem], today: date) -> SectionState:
    """`problems`: open ones, of any section."""
    facts, usual, last = record.facts, expected(record.days, today), newest(record.days, today)
    whole = [one for one in record.looks if one.outcome in ("read", "empty") and one.after in WHOLE_ENDS]
    own = [one for one in problems if one.section == facts.section]
    return SectionState(
        section=facts.section,
        agency=facts.owner,
        name=name,
        channel=facts.channel,
        url=facts.url,
        family=record.family,
        tried_at=_moment(record.looks[-1].at) if record.looks else None,
        read_at=_moment(whole[-1].at) if whole else None,
        newest=last.isoformat() if last else None,
        last_30_days=window(record.days, today),
        **_expectation(usual),
        patience=patience(record.days, today),
        problems=tuple(_problem(one) for one in own),
    )


def _expectation(usual: Expected | None) -> dict[str, Any]:
    return {name: getattr(usual, name, None) for name in ("usual", "least", "most")}


def _problem(problem: Problem) -> dict[str, str]:
    words = kind_words(problem.kind)
    return {
        "kind": problem.kind,
        "what": words.what,
        "details": problem.details,
        "todo": words.todo,
        "since": problem.opened_at,
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def hours_late(run: Mapping[str, Any] | None, now: datetime) -> int | None:
    """Whole hours since the last run began, where that is more than a night ago."""
    if run is None:
        return None
    hours = int((now - datetime.fromisoformat(run["started_at"])).total_seconds() // 3600)
    return hours if hours > LATE_AFTER else None
