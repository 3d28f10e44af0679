"""Facts of posts with what inspectors said of them, ready to be judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from sqlite_utils import Database

from crawler import identity
from crawler.ledger import SectionFacts
from crawler.registry.model import PORTAL, Registry
from crawler.registry.sections import hosts_of, resolved_sections
from crawler.store import decisions
from crawler.store.records import DecisionRecord, PostFacts
from pipelines.inspected import changed_materially

OWN_SITE = "own_site"


def heard(db: Database, registry: Registry, facts: Iterable[PostFacts]) -> list[PostFacts]:
    """The facts with their decisions, `recheck` where the text is another since, and the sections of added posts."""
    said = decisions.by_post(db)
    changed = rechecks(db, said)
    owners = {one.section: one.owner for one in resolved_sections(registry)}
    return [
        replace(
            one,
            decisions=said[one.post.id],
            recheck=one.post.id in changed,
            sections=_with_added(one, said[one.post.id], registry, owners),
        )
        if one.post.id in said
        else one
        for one in facts
    ]


def rechecks(db: Database, said: dict[str, tuple[DecisionRecord, ...]]) -> set[str]:
    """Posts of which a decision in force was made on a text that was materially another one."""
    asked = (
        (post, decision)
        for post, all_ in said.items()
        for decision in decisions.in_force(all_)
        if decision.action != decisions.ADDED
    )
    return {post for post, then, now in decisions.other_texts(db, asked) if changed_materially(then, now)}


def _with_added(
    facts: PostFacts, said: Iterable[DecisionRecord], registry: Registry, owners: Mapping[str, str]
) -> tuple[str, ...]:
    """The sections that list the post, and for one that was added that of its owner, where none of it does."""
    found = list(facts.sections)
    for decision in said:
        home = home_section(registry, decision.agency, decision.value) if decision.action == decisions.ADDED else None
        if home and home.owner not in {owners.get(section) for section in found}:
            found.append(home.section)
    return tuple(sorted(found))


def home_section(registry: Registry, agency: str, url: str) -> SectionFacts | None:
    """The section of the agency, or of the portal if the address is there, in which a post of that address belongs.

    The section whose address it continues furthest, else the first on the agency's own site, else its first. None where
    the address is neither's, or no section is registered.
    """
    owners = (owner for owner in (agency, PORTAL) if identity.same_site(url, hosts_of(registry, owner)))
    owner = next(owners, None)
    sections = [one for one in resolved_sections(registry) if one.owner == owner]
    within = max((one for one in sections if _reach(one.url, url)), key=lambda one: _reach(one.url, url), default=None)
    own = (one for one in sections if one.channel == OWN_SITE)
    return within or next(own, None) or next(iter(sections), None)


def _reach(section: str, url: str) -> int:
    """How many steps of the section's path the address continues; 0 where it does not."""
    steps, wanted = (
        [part for part in urlsplit(identity.canonical(one)).path.split("/") if part] for one in (section, url)
    )
    same = identity.host(section) == identity.host(url) and wanted[: len(steps)] == steps
    return len(steps) if same and len(wanted) > len(steps) else 0
