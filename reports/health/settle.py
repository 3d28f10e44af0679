"""Which problems open, go on and close, given what was found and what could be judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from crawler.health import Finding, Problem
from reports.health.together import covers
from reports.health.words import FAMILY, WHOLE, kind_words


@dataclass(frozen=True)
class Settled:
    """`seen` and `closed`: number of the problem, and its details as they are now."""

    opened: tuple[Finding, ...]
    seen: tuple[tuple[int, str], ...]
    closed: tuple[tuple[int, str], ...]


def settle(
    present: Sequence[Problem],
    findings: Sequence[Finding],
    judged: Mapping[str, Collection[str]],
    registered: Collection[str],
) -> Settled:
    """`judged`: section (`""` the whole) -> kinds that could be judged; `registered`: ids of the sections in force.

    A problem that could not be judged stays open; one of a section that is no longer registered closes.
    """
    found = {(one.section, one.kind): one for one in findings}
    opened = [one for key, one in found.items() if key not in {(old.section, old.kind) for old in present}]
    seen, closed = [], []
    for old in present:
        same = found.get((old.section, old.kind))
        if same is not None:
            seen.append((old.number, same.details))
        elif any(covers(one, old.section, old.kind) for one in findings):
            seen.append((old.number, old.details))
        elif _section(old) and old.section not in registered:
            closed.append((old.number, "chuyên mục đã đóng hoặc không còn trong tệp đăng ký"))
        elif old.kind in judged.get(WHOLE if old.section.startswith(FAMILY) else old.section, ()):
            closed.append((old.number, _healed(old, findings)))
    return Settled(tuple(opened), tuple(seen), tuple(closed))


def _section(problem: Problem) -> bool:
    return problem.section != WHOLE and not problem.section.startswith(FAMILY)


def _healed(old: Problem, findings: Sequence[Finding]) -> str:
    """What to say at the end: that it is well, or what is wrong with it instead."""
    other = [kind_words(one.kind).what for one in findings if old.section and one.section == old.section]
    return f"nay là: {'; '.join(other)}" if other else kind_words(old.kind).healed
