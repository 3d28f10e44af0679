"""Cross checks: what the model cannot see because it takes two places of the registry to see it.

Each rule is a pure function from a registry to its findings. Faults make a registry unusable, warnings do not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.registry import rules_addresses
from crawler.registry.faults import Path, Problem, nearest, shown
from crawler.registry.model import PORTAL, InForce, Registry
from crawler.registry.rules_addresses import ADDRESS_FAULTS, ADDRESS_WARNINGS
from crawler.registry.rules_plan import PLAN_FAULTS, PLAN_WARNINGS, duties
from crawler.registry.sections import backwards, owners, rows
from crawler.text import fold

Rule = Callable[[Registry], Iterator[Problem]]


@dataclass(frozen=True)
class Known:
    """Names that other layers define. None: not known here, so not checked."""

    families: Collection[str] | None = None  # CMS families
    topics: Collection[str] | None = None  # of the lexicon
    documents: Collection[str] | None = None  # of the lexicon


NOTHING_KNOWN = Known()


def faults(registry: Registry, known: Known = NOTHING_KNOWN) -> Iterator[Problem]:
    """Everything that makes the registry unusable."""
    for rule in FAULTS:
        yield from rule(registry)
    yield from unknown_names(registry, known)


def for_network(registry: Registry) -> Iterator[Problem]:
    """What makes a registry that is otherwise sound unusable for going out to the sites."""
    yield from rules_addresses.contact(registry)


def warnings(registry: Registry) -> Iterator[Problem]:
    """What may be meant, and should be looked at."""
    for rule in WARNINGS:
        yield from rule(registry)


def agency_ids(registry: Registry) -> Iterator[Problem]:
    """Agency ids are unique, and none is the portal's."""
    seen: dict[str, int] = {}
    for index, agency in enumerate(registry.agencies):
        path = ("agencies", index, "id")
        if agency.id == PORTAL:
            yield Problem(path, "ghi “portal”, mã dành riêng cho Cổng", "mã khác")
        elif agency.id in seen:
            yield Problem(path, f"mã “{agency.id}” đã dùng ở agencies[{seen[agency.id]}]", "mã chưa dùng")
        seen.setdefault(agency.id, index)


def timezone(registry: Registry) -> Iterator[Problem]:
    """The province's zone exists."""
    name = registry.province.timezone
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Problem(("province", "timezone"), shown(name), "múi giờ IANA, ví dụ Asia/Ho_Chi_Minh")


def dates_in_order(registry: Registry) -> Iterator[Problem]:
    """What begins does so before it ends."""
    for path, one in _dated(registry):
        if one.valid_from and one.valid_to and backwards(one.valid_from, one.valid_to):
            found = f"{shown(one.valid_to)}, trước valid_from {one.valid_from.isoformat()}"
            yield Problem((*path, "valid_to"), found, "ngày từ valid_from trở đi")


def _dated(registry: Registry) -> Iterator[tuple[Path, InForce]]:
    agencies = ((path, holder) for _, path, holder in owners(registry) if isinstance(holder, InForce))
    return chain(agencies, ((row.path, row.section) for row in rows(registry)), duties(registry))


def unknown_names(registry: Registry, known: Known) -> Iterator[Problem]:
    """CMS families, topics and kinds of documents are known, as far as the caller can tell."""
    for row in rows(registry):
        yield from _unknown((*row.path, "cms"), row.section.cms, known.families, "họ CMS")
    for index, quota in enumerate(registry.plan.quotas):
        path: Path = ("plan", "quotas", index)
        yield from _unknown((*path, "topic"), quota.topic, known.topics, "chủ đề của từ điển")
        if quota.channel == "document":
            yield from _unknown((*path, "document"), quota.document, known.documents, "loại văn bản của từ điển")


def _unknown(path: Path, name: str | None, known: Iterable[str] | None, what: str) -> Iterator[Problem]:
    if name is not None and known is not None and name not in known:
        yield Problem(path, shown(name), nearest(name, known, what))


def shared_names(registry: Registry) -> Iterator[Problem]:
    """A name under which the portal may credit two agencies."""
    first: dict[str, str] = {}
    for index, agency in enumerate(registry.agencies):
        places: list[tuple[Path, str]] = [(("name",), agency.name)]
        places += [(("aliases", n), alias) for n, alias in enumerate(agency.aliases)]
        for at, name in places:
            owner = first.setdefault(fold(name), agency.id)
            if owner != agency.id:
                path: Path = ("agencies", index, *at)
                yield Problem(path, f"{shown(name)}, cũng là tên của {owner}", "tên chỉ một cơ quan mang")


FAULTS: tuple[Rule, ...] = (agency_ids, timezone, dates_in_order, *PLAN_FAULTS, *ADDRESS_FAULTS)
WARNINGS: tuple[Rule, ...] = (shared_names, *PLAN_WARNINGS, *ADDRESS_WARNINGS)
