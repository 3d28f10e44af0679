"""Which posts stand on an agency's own page, and which on pages of their own, so that no page grows without limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from crawler.posts import PostRow
from reports.audit import AgencyAudit, QuotaAudit

_Row = TypeVar("_Row")

FULL_ROWS = 800  # posts with all their evidence on one page, over all figures
LEAST = 5  # of them for each figure, whatever there is
FIRST_PAGE, NEXT_PAGES = 400, 1500  # lean rows: on the agency's own page, and on each page that goes on with them


def chunks(rows: Sequence[_Row], first: int, size: int) -> list[Sequence[_Row]]:
    """The rows page by page: `first` on the first page, which is there even where empty, then `size` on each."""
    return [rows[:first], *(rows[at : at + size] for at in range(first, len(rows), size))]


def cells(agency: AgencyAudit) -> Iterator[tuple[QuotaAudit, str, tuple[tuple[str, PostRow], ...]]]:
    """The posts behind every figure of the agency: quota, period ("": undated), posts with their states."""
    for one in agency.quotas:
        for key, found in one.posts.items():
            yield one, key, found.all
        if one.undated:
            yield one, "", tuple(("undated", row) for row in one.undated)


def rows_per_figure(agency: AgencyAudit) -> int:
    """How many posts of each figure the agency's page shows: all where they are few, else as many as have room."""
    sizes = [len(posts) for _, _, posts in cells(agency)]
    most = max(sizes, default=0)
    while most > LEAST and sum(min(size, most) for size in sizes) > FULL_ROWS:
        most -= 1
    return most


def further_page(agency: str, status: str, number: int) -> str:
    """The page that goes on with posts of a status. No slug holds a dot."""
    return f"{agency}.{status}-{number}.html"


def cell_page(agency: str, quota: str, period: str, number: int = 1) -> str:
    """The page with all posts of one figure, where the agency's own page has no room for them."""
    return f"{agency}.{quota}.{period or 'undated'}{'' if number == 1 else f'-{number}'}.html"
