"""Which family a page belongs to."""

from __future__ import annotations

from crawler.errors import BadInput
from crawler.page import Page
from spiders.families.base import Family
from spiders.families.registry import FAMILIES


def detect(page: Page) -> tuple[Family, str] | None:
    """The first family that recognises the page, and the mark by which it does; None where none does."""
    return next(((family, mark) for family in FAMILIES if (mark := family.recognise(page))), None)


def by_name(name: str) -> Family:
    """The family of that name (the registry's `cms`). Raises `BadInput` naming the ones there are."""
    found = next((family for family in FAMILIES if family.name == name), None)
    if found is None:
        known = ", ".join(family.name for family in FAMILIES)
        raise BadInput(f"Không có họ CMS “{name}”; có: {known}")
    return found
