"""What is wrong with many sections at once: a vendor's update or our own fault, our own network, a shorter registry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from crawler import identity
from crawler.health import Finding, SectionRecord
from reports.health.words import FAMILY, WHOLE

MANY = 3  # sites
NAMED = 8  # how many are named in words
_LIKE_LAYOUT = ("layout_changed", "ours", "few_items", "untitled", "undated")


def together(records: Sequence[SectionRecord], findings: Sequence[Finding]) -> list[Finding]:
    """The findings, those that have one cause in common as one that covers them."""
    common = [*_network(records, findings), *_families(records, findings)]
    covered = {(section, kind) for one in common for section in one.covers for kind in _kinds(one)}
    return [*common, *(one for one in findings if (one.section, one.kind) not in covered)]


def covers(finding: Finding, section: str, kind: str) -> bool:
    """Whether a finding stands for that problem of a section."""
    return section in finding.covers and kind in _kinds(finding)


def _kinds(finding: Finding) -> tuple[str, ...]:
    return ("down",) if finding.kind == "network" else _LIKE_LAYOUT if finding.kind == "family" else ()


def _network(records: Sequence[SectionRecord], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Hardly a site that answers: more likely ours than theirs."""
    hosts = {one.facts.section: identity.host(one.facts.url) for one in records}
    down = [one.section for one in findings if one.kind == "down"]
    silent, all_ = {hosts[section] for section in down}, set(hosts.values())
    if len(silent) >= MANY and len(silent) >= 0.8 * len(all_):
        yield Finding(WHOLE, "network", f"{len(silent)}/{len(all_)} máy chủ không trả lời", tuple(down))


def _families(records: Sequence[SectionRecord], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Half of a family's sites, three at least, that can't be read in the same night."""
    family: dict[str, str] = {one.facts.section: one.family for one in records if one.family}
    hosts = {one.facts.section: identity.host(one.facts.url) for one in records}
    broken: dict[str, list[str]] = defaultdict(list)
    for one in findings:
        if one.kind in _LIKE_LAYOUT and one.section in family and one.section not in broken[family[one.section]]:
            broken[family[one.section]].append(one.section)
    for name, sections in sorted(broken.items()):
        of_family = {hosts[section] for section, other in family.items() if other == name}
        hit = {hosts[section] for section in sections}
        if len(hit) >= MANY and len(hit) >= len(of_family) / 2:
            words = f"{name}: {len(hit)}/{len(of_family)} trang: {named(sorted(hit))}"
            yield Finding(FAMILY + name, "family", words, tuple(sections))


def registry_shorter(
    before: Mapping[str, Collection[str]] | None, now: Mapping[str, Collection[str]]
) -> Iterator[Finding]:
    """What the registry (`agencies` and `sections`: ids) no longer has of what it had at the last run."""
    if before is None:
        return
    agencies, sections = (sorted(set(before[name]) - set(now[name])) for name in ("agencies", "sections"))
    if agencies or sections:
        parts = [
            f"mất {len(agencies)} cơ quan: {named(agencies)}" if agencies else "",
            f"mất {len(sections)} chuyên mục: {named(sections)}" if sections else "",
        ]
        yield Finding(WHOLE, "registry_shorter", "; ".join(part for part in parts if part))


def named(names: Iterable[str]) -> str:
    """The first eight, and how many more there are."""
    all_ = list(names)
    more = f" và {len(all_) - NAMED} nơi khác" if len(all_) > NAMED else ""
    return ", ".join(all_[:NAMED]) + more
