"""`cchc check` without the network: what is wrong with a registry, what is odd, and what it holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from crawler.registry.faults import Fault
from crawler.registry.load import inspect
from crawler.registry.model import Registry
from crawler.registry.rules import NOTHING_KNOWN, Known
from crawler.registry.sections import resolved_sections


@dataclass(frozen=True)
class CheckResult:
    """What a check found. Where there are faults, `registry` is None and the figures are empty.

    There are warnings beside faults only where nothing is wrong but that the crawler's contact is missing.
    `unverified` counts sections whose address was never seen to answer.
    """

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...] = ()
    registry: Registry | None = None
    agencies: dict[str, int] = field(default_factory=dict)  # by kind, in the registry's order
    sections: int = 0
    unverified: int = 0


def check(path: Path, known: Known = NOTHING_KNOWN) -> CheckResult:
    """Reads the registry as a crawl would, so a crawler without a real contact is a fault too."""
    loaded = inspect(path, known, network=True)
    if loaded.registry is None:
        return CheckResult(loaded.faults, loaded.warnings)
    sections = resolved_sections(loaded.registry)
    return CheckResult(
        faults=(),
        warnings=loaded.warnings,
        registry=loaded.registry,
        agencies=dict(Counter(agency.kind for agency in loaded.registry.agencies)),
        sections=len(sections),
        unverified=sum(not section.verified for section in sections),
    )
