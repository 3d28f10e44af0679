"""What is told of problems: one letter a run, and the same as data for a webhook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from crawler.health import Problem
from crawler.ledger import SectionFacts
from reports.daywords import moment_words
from reports.health.words import FAMILY, WHOLE, kind_words


@dataclass(frozen=True)
class Place:
    """Where a problem is, for people."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Digest:
    """One letter: its subject and its text, and what a webhook gets."""

    subject: str
    text: str
    data: Mapping[str, Any]


def place_of(section: str, sections: Mapping[str, SectionFacts], names: Mapping[str, str]) -> Place:
    """`names`: owner -> what it is called."""
    if section == WHOLE:
        return Place("Toàn bộ")
    if section.startswith(FAMILY):
        return Place(f"Hệ CMS {section.removeprefix(FAMILY)}")
    facts = sections.get(section)
    return Place(names.get(facts.owner, facts.owner), facts.url) if facts else Place(section)


def digest(
    province: str,
    opened: Sequence[Problem],
    closed: Sequence[Problem],
    places: Mapping[str, Place],
    zone: tzinfo,
    line: str,
) -> Digest:
    """Of the problems to be told; `line`: the run in one line; `places`: by section."""
    counts = [f"{len(opened)} sự cố mới" if opened else "", f"{len(closed)} đã khắc phục" if closed else ""]
    lines = [line, ""]
    if opened:
        lines += ["SỰ CỐ MỚI", *(text for one in opened for text in _opened(one, places[one.section], zone)), ""]
    if closed:
        lines += ["ĐÃ HẾT", *(text for one in closed for text in _closed(one, places[one.section], zone)), ""]
    lines.append("Mỗi sự cố chỉ báo một lần khi mới có và một lần khi hết; xem tất cả: cchc status.")
    data = {
        "program": "cchc-audit",
        "province": province,
        "line": line,
        "opened": [problem_data(one, places[one.section]) for one in opened],
        "closed": [problem_data(one, places[one.section]) for one in closed],
    }
    subject = f"[CCHC] {province}: {', '.join(part for part in counts if part)}"
    text = "\n".join(lines) + "\n"
    return Digest(subject, text, data | {"text": f"{subject}\n\n{text}"})


def problem_data(problem: Problem, place: Place) -> dict[str, Any]:
    """A problem as plain data."""
    words = kind_words(problem.kind)
    return {
        "number": problem.number,
        "section": problem.section or None,
        "place": place.name,
        "url": place.url or None,
        "kind": problem.kind,
        "what": words.what,
        "details": problem.details,
        "todo": words.todo,
        "opened_at": problem.opened_at,
        "last_at": problem.last_at,
        "closed_at": problem.closed_at,
    }


def _opened(problem: Problem, place: Place, zone: tzinfo) -> list[str]:
    words = kind_words(problem.kind)
    return [
        f"- {place.name}: {words.what}",
        *([f"  {place.url}"] if place.url else []),
        f"  Từ {moment_words(problem.opened_at, zone)}. {problem.details}",
        f"  Việc cần làm: {words.todo}",
    ]


def _closed(problem: Problem, place: Place, zone: tzinfo) -> list[str]:
    since = moment_words(problem.opened_at, zone)
    return [
        f"- {place.name}: {kind_words(problem.kind).what} (từ {since})",
        *([f"  {place.url}"] if place.url else []),
        f"  {problem.details}",
    ]
