"""Which family a page belongs to."""

from __future__ import annotations

from crawler.page import Page
from spiders.families.base import Family
from spiders.families.registry import FAMILIES, GENERIC


def detect(page: Page) -> tuple[Family, str] | None:
    """The first family that recognises the page, and the mark by which it does; None where none does."""
    return next(((family, mark) for family in FAMILIES if (mark := family.recognise(page))), None)


def by_name(name: str) -> Family | None:
    """The family of that name (the registry's `cms`); None where there is none."""
    return next((family for family in (*FAMILIES, GENERIC) if family.name == name), None)
