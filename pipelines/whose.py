"""Whose a post is and where it counts: by the sections that list it, on the portal by its credits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crawler.ledger import SectionFacts
from crawler.registry.model import PORTAL, Registry
from crawler.store.records import PostFacts
from pipelines import standing_words as words

NOBODY = ""


@dataclass(frozen=True)
class Place:
    """One agency (`NOBODY`: nobody's) and channel of a post, and the section that it is shown under.

    `filed`: a section dedicated to CCHC lists it there. `certain` is False for a mere candidate. `note`: why nobody's.
    """

    agency: str
    channel: str
    section: str
    filed: bool
    certain: bool = True
    note: str = ""


def places(facts: PostFacts, registry: Registry, sections: Mapping[str, SectionFacts]) -> list[Place]:
    """A place for each agency and channel; none where no registered section lists the post any more."""
    listed = [sections[section] for section in sorted(set(facts.sections)) if section in sections]
    own = [
        _place(agency, channel, group)
        for (agency, channel), group in _grouped(one for one in listed if one.owner != PORTAL).items()
    ]
    taken = {(place.agency, place.channel) for place in own}
    portal = [
        place
        for (_, channel), group in _grouped(one for one in listed if one.owner == PORTAL).items()
        for place in _credited(facts, registry, channel, group, settled=any(p.channel == channel for p in own))
        if (place.agency, place.channel) not in taken
    ]
    return [*own, *portal]


def _credited(
    facts: PostFacts, registry: Registry, channel: str, group: list[SectionFacts], *, settled: bool
) -> Iterator[Place]:
    """`settled`: a section of an agency's own in this channel already says whose the post is."""
    known = {agency.id for agency in registry.agencies}
    credited = {one.agency for one in facts.credits if one.kind == "credited"} & known
    candidates = {one.agency for one in facts.credits if one.kind == "candidate"} & known
    for agency in sorted(credited or (set() if settled else candidates)):
        yield _place(agency, channel, group, certain=bool(credited))
    if not (credited or candidates or settled):
        outside = next((one.words for one in facts.credits if one.kind == "outside"), "")
        yield _place(NOBODY, channel, group, note=words.outside(outside) if outside else words.NO_CREDIT)


def _place(agency: str, channel: str, group: list[SectionFacts], *, certain: bool = True, note: str = "") -> Place:
    shown = next((one for one in group if one.dedicated), group[0])
    return Place(agency, channel, shown.section, shown.dedicated, certain, note)


def _grouped(listed: Iterator[SectionFacts]) -> dict[tuple[str, str], list[SectionFacts]]:
    found: dict[tuple[str, str], list[SectionFacts]] = {}
    for one in listed:
        found.setdefault((one.owner, one.channel), []).append(one)
    return found
