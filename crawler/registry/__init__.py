"""site_registry.yaml: who is audited, where they publish, what binds them."""

from crawler.registry.model import (
    Agency,
    ChecklistRow,
    Crawl,
    Exemption,
    Plan,
    Portal,
    Province,
    Quota,
    Registry,
    Section,
)

__all__ = [
    "Agency",
    "ChecklistRow",
    "Crawl",
    "Exemption",
    "Plan",
    "Portal",
    "Province",
    "Quota",
    "Registry",
    "Section",
]
