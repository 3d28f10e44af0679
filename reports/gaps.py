"""What could not be checked: why due periods are incomplete, grouped so that each cause is told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from crawler.counts import AgencyCounts
from crawler.ledger import SectionFacts
from crawler.registry.model import PORTAL, Quota
from reports.counting import looked_through
from reports.coverage import Cause, Why


class Causes(Protocol):
    """What the audit asks about coverage; `reports.coverage.Coverage` answers. Days are both included."""

    def causes(self, owner: str, channel: str, first: date, last: date) -> tuple[Cause, ...]: ...


@dataclass(frozen=True)
class Gap:
    """One cause and all due periods of one quota that it keeps incomplete.

    `section` is None where there is none to read. `posts`: unread ones, the most in any one period.
    """

    quota: str
    channel: str
    section: SectionFacts | None
    why: Why
    detail: str
    posts: int
    periods: tuple[str, ...]
    agencies: tuple[str, ...] = ()


def agency_gaps(counts: AgencyCounts, quotas: Mapping[str, Quota], coverage: Causes) -> tuple[Gap, ...]:
    """An agency's gaps, in the order of its quotas and their periods."""
    found: dict[tuple[str, str, Why, str], Gap] = {}
    for one in counts.quotas:
        for key, cell in one.periods.items():
            if cell.due and not cell.complete:
                for cause in coverage.causes(counts.id, one.channel, *looked_through(quotas[one.quota], key)):
                    _add(
                        found, Gap(one.quota, one.channel, cause.section, cause.why, cause.detail, cause.posts, (key,))
                    )
    return tuple(replace(gap, agencies=(counts.id,)) for gap in found.values())


def shared_gaps(gaps: Iterable[tuple[str, tuple[Gap, ...]]]) -> tuple[Gap, ...]:
    """The gaps that `is_shared` names, each once for all agencies that it touches in the same periods."""
    found: dict[Gap, list[str]] = {}
    for agency, ones in gaps:
        for gap in ones:
            if is_shared(gap):
                found.setdefault(replace(gap, agencies=()), []).append(agency)
    return tuple(replace(gap, agencies=tuple(agencies)) for gap, agencies in found.items())


def is_shared(gap: Gap) -> bool:
    """Whether it may touch many agencies alike: of a section of the portal, or of a channel without any section."""
    return gap.section is None or gap.section.owner == PORTAL


def _add(found: dict[tuple[str, str, Why, str], Gap], gap: Gap) -> None:
    at = (gap.quota, gap.section.section if gap.section else "", gap.why, gap.detail)
    if at not in found:
        found[at] = gap
    else:
        old = found[at]
        found[at] = replace(old, posts=max(old.posts, gap.posts), periods=(*old.periods, *gap.periods))
