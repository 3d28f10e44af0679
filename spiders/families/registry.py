"""The families, in the order in which a page is tried on them: sure marks first, the generic reader last."""

from __future__ import annotations

from spiders.families.base import Family

FAMILIES: tuple[Family, ...] = ()
