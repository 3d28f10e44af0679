"""Which reader reads a page: by the section's type, its pinned family, or the page's own marks."""

from __future__ import annotations

from crawler.errors import BadInput, LayoutChanged
from crawler.page import Page
from spiders.families.base import Family
from spiders.families.detect import by_name, detect
from spiders.families.registry import BY_TYPE, GENERIC


def reader_for(page: Page, *, kind: str = "auto", pinned: str | None = None) -> Family:
    """The reader for a section's page.

    `kind` is the section's type, `pinned` the family named in the registry or learnt by the first crawl. Raises
    `LayoutChanged` where the page shows another family than the pinned one, or none at all and nothing reads it.
    """
    if kind in BY_TYPE:
        return BY_TYPE[kind]
    seen = detect(page)
    if pinned is not None:
        return _pinned(page, pinned, seen)
    family = seen[0] if seen else GENERIC
    if family is None:
        raise LayoutChanged(page.url, "dấu hiệu của họ CMS nào đã biết")
    return family


def _pinned(page: Page, pinned: str, seen: tuple[Family, str] | None) -> Family:
    family = by_name(pinned)
    if family is None:
        raise BadInput(f"Không có họ CMS tên “{pinned}”.")
    if seen is not None and seen[0].name != pinned and family.recognise(page) is None:
        raise LayoutChanged(page.url, f"dấu hiệu của {pinned}; trang nay có dấu hiệu của {seen[0].name} ({seen[1]})")
    return family
