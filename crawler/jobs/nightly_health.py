"""What a night's crawls show of every section's health."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from crawler import periods, runs
from crawler.health import Finding
from crawler.ledger import SectionFacts
from crawler.registry.model import PORTAL, Registry
from crawler.registry.sections import resolved_sections
from crawler.store.health import section_records
from crawler.store.problems import last_night
from reports.health.rules import judge
from reports.health.together import registry_shorter, together
from reports.health.words import WHOLE


@dataclass(frozen=True)
class Health:
    """What was found, and the kinds that could be judged: section (`""`: the whole) -> kinds."""

    findings: tuple[Finding, ...]
    judged: dict[str, frozenset[str]]


def health(db: Database, registry: Registry, crawls: Collection[str], *, since: datetime, now: datetime) -> Health:
    """Of the sections that those crawls, begun at `since`, tried."""
    today = periods.day_of(now, registry.province.zone)
    _, until = runs.crawl_range(registry, None, None)
    sections = in_force(registry, today)
    records = [
        one for one in section_records(db, sections, crawls, since) if one.looks and one.looks[-1].crawl in crawls
    ]
    judged = {one.facts.section: judge(one, today, until=until) for one in records}
    found = [finding for one in judged.values() for finding in one.findings]
    kinds = {section: one.judged for section, one in judged.items()}
    whole = frozenset({"network", "family"}) if records else frozenset()
    return Health(tuple(together(records, found)), kinds | {WHOLE: whole})


def shorter(db: Database, registry: Registry, night: str) -> list[Finding]:
    """What the registry lost since the run before `night`."""
    return list(registry_shorter(last_night(db, before=night), registered(registry)))


def registered(registry: Registry) -> dict[str, list[str]]:
    """Ids of all `agencies` and `sections` of the registry."""
    return {
        "agencies": [one.id for one in registry.agencies],
        "sections": [one.section for one in resolved_sections(registry)],
    }


def in_force(registry: Registry, today: date) -> Sequence[SectionFacts]:
    """Sections that are not closed."""
    return [one for one in resolved_sections(registry) if one.valid_to is None or one.valid_to >= today]


def names_of(registry: Registry) -> dict[str, str]:
    """Owner -> what it is called."""
    portal = {PORTAL: registry.portal.name} if registry.portal else {}
    return portal | {one.id: one.name for one in registry.agencies}
