"""What is held of a section's layout: where its entries stand, and whether they print days. Pure.

Learnt from every page until a reading has gone to its end; from then on a page that doesn't fit is `LayoutChanged`.
"""

from __future__ import annotations

from collections.abc import Collection

from crawler.items import Listing

OWN = "own"  # entries stand in the family's own places
LEARNT = "learnt: "  # before each way to entries that was learnt from the page's structure
DAYS, NOT_ALL_DAYS = "days", "not all days"
FEW = 3  # entries; fewer say nothing about days


def layout(listing: Listing) -> tuple[str, ...]:
    """What a list page shows of its section's layout; () where it shows no entries."""
    if not listing.items:
        return ()
    where = [LEARNT + place for place in listing.places] or [OWN]
    if len(listing.items) < FEW:
        return tuple(where)
    return (*where, DAYS if all(item.date for item in listing.items) else NOT_ALL_DAYS)


def misfit(held: Collection[str], listing: Listing) -> str | None:
    """What of the held layout a list page lacks (Vietnamese); None where it fits, or nothing is held."""
    shown = layout(listing)
    if not held or not shown:
        return None
    if shown[0] not in held:
        return "danh sách ở chỗ đã học khi đọc lần đầu; trang nay có danh sách ở chỗ khác"
    undated = len(listing.items) >= FEW and not any(item.date for item in listing.items)
    if undated and DAYS in held and NOT_ALL_DAYS not in held:
        return "ngày của các mục; khi đọc lần đầu mục nào cũng ghi ngày"
    return None
