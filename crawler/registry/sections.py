"""The registry's sections with their defaults filled in, and what follows from the registry as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crawler import identity, periods
from crawler.ledger import SectionFacts
from crawler.registry.model import PORTAL, Agency, InForce, Portal, Registry, Section

RANGE_STARTS = (10, 1)  # month and day in the year before the plan's: own plans may be signed from then on


@dataclass(frozen=True)
class Row:
    """A section in its place: whose it is, where in the file it stands, and its id and channel."""

    owner: str
    path: tuple[str | int, ...]
    section: Section
    id: str
    channel: str


def resolved_sections(registry: Registry) -> tuple[SectionFacts, ...]:
    """All sections with their defaults, the portal's first, then in the registry's order.

    An agency's own dates and `verified: false` hold for its sections too; one that is thereby never in force is left
    out.
    """
    facts = (_facts(registry, row) for row in rows(registry))
    return tuple(one for one in facts if not backwards(one.valid_from, one.valid_to))


def sections_by_id(registry: Registry) -> dict[str, Section]:
    """The rows of the registry under their section ids: selectors, type and CMS for whoever crawls them."""
    return {row.id: row.section for row in rows(registry)}


def verify_tls(registry: Registry, section: Section) -> bool:
    """Whether certificates are verified for this section."""
    return registry.crawl.verify_tls if section.verify_tls is None else section.verify_tls


def rows(registry: Registry) -> Iterator[Row]:
    """Every section of the file, each with an id of its own."""
    for owner, path, holder in owners(registry):
        taken: set[str] = set()
        for index, section in enumerate(holder.sections):
            channel = section.channel or (PORTAL if owner == PORTAL else "own_site")
            made = section_id(owner, channel, section.url)
            if made in taken:  # the same address again, in force at another time
                made = section_id(owner, channel, section.url, section.valid_from)
            taken.add(made)
            yield Row(owner, (*path, "sections", index), section, made, channel)


def owners(registry: Registry) -> Iterator[tuple[str, tuple[str | int, ...], Portal | Agency]]:
    """The portal and the agencies: id, path in the file, and what stands there."""
    if registry.portal is not None:
        yield PORTAL, ("portal",), registry.portal
    for index, agency in enumerate(registry.agencies):
        yield agency.id, ("agencies", index), agency


def section_id(owner: str, channel: str, url: str, since: date | None = None) -> str:
    """The owner's id and ten hex digits of owner, channel and canonical address: the same after any rebuild."""
    fragment = url.partition("#")[2]  # a script-driven site may keep its sections apart by it alone
    parts = [owner, channel, identity.canonical(url) or url, fragment, *([since.isoformat()] if since else [])]
    return f"{owner}-{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:10]}"


def hosts_of(registry: Registry, owner: str) -> frozenset[str]:
    """Hosts of the website, the `hosts` and the sections of an agency, or of `portal`: lower case, without `www.`.

    Fit for `identity.same_site`: a host with a port means that port alone. Empty for an unknown owner.
    """
    holder = next((holder for known, _, holder in owners(registry) if known == owner), None)
    if holder is None:
        return frozenset()
    return own_hosts(holder) | {identity.host(section.url) for section in holder.sections}


def own_hosts(holder: Portal | Agency) -> frozenset[str]:
    """Hosts that the registry says are the holder's: of the website and the `hosts`."""
    return frozenset({identity.host(holder.website), *map(bare_host, holder.hosts)} - {""})


def bare_host(text: str) -> str:
    """A host as `identity.host` writes it; of an address written in its place, the host."""
    return identity.host(text) or text.strip().lower().rstrip(".").removeprefix("www.")


def quota_range(registry: Registry) -> tuple[date, date]:
    """First and last day that the plan's quotas can look at.

    From 1 October before the plan's year (documents, and the posts that later copies repeat) to the last day of the
    quotas' last periods, which may lie in the next year where a quota is weekly.
    """
    year = registry.plan.year
    keys = [periods.of_year(year, kind) for kind in {"month", *(quota.period for quota in registry.plan.quotas)}]
    return date(year - 1, *RANGE_STARTS), max(periods.bounds(found[-1])[1] for found in keys)


def backwards(since: date | None, until: date | None) -> bool:
    """Whether something ends before it begins."""
    return since is not None and until is not None and since > until


def dates_within(section: InForce, agency: InForce) -> tuple[date | None, date | None]:
    """From when to when both are in force."""
    starts = [day for day in (section.valid_from, agency.valid_from) if day]
    ends = [day for day in (section.valid_to, agency.valid_to) if day]
    return max(starts, default=None), min(ends, default=None)


def _facts(registry: Registry, row: Row) -> SectionFacts:
    section, agency = row.section, registry.agency(row.owner)
    since, until = dates_within(section, agency or section)
    dedicated = row.owner != PORTAL if section.dedicated is None else section.dedicated
    verified = section.verified and (agency is None or agency.verified)
    return SectionFacts(row.id, row.owner, row.channel, section.url, dedicated, verified, since, until)
