"""Which of the plan's contents the counted posts of an agency speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.posts import PostRow
from reports.audit import NO_POSTS, AgencyAudit, Audit, QuotaAudit
from reports.quotaviews import agency_page


@dataclass(frozen=True)
class ThemeLine:
    """`figures` are counted posts of due periods by theme, in the order of the audit's themes, last of all together.

    A post may have several themes, or none. What was not read whole is a lower bound; nothing due is no figure.
    """

    name: str
    page: str
    figures: tuple[str, ...]
    read: str


def theme_lines(audit: Audit) -> tuple[ThemeLine, ...]:
    """A line for each agency; nothing where the lexicon names no themes."""
    return tuple(_line(agency, tuple(audit.themes)) for agency in audit.agencies) if audit.themes else ()


def _line(agency: AgencyAudit, themes: tuple[str, ...]) -> ThemeLine:
    """Each post once, though it may count for several quotas or channels."""
    posts = {row.id: row for one in agency.quotas for row in _due_posts(one)}
    counts = Counter(theme for row in posts.values() for theme in set(row.themes))
    due = any(cell.due for one in agency.quotas for cell in one.count.periods.values())
    numbers = [*(counts[theme] for theme in themes), len(posts)]
    read = ("chưa" if agency.gaps else "đủ") if due else "chưa đến hạn"
    figures = tuple(_figure(number, whole=not agency.gaps) if due else "…" for number in numbers)
    return ThemeLine(agency.name, agency_page(agency.id), figures, read)


def _due_posts(one: QuotaAudit) -> Iterator[PostRow]:
    for key, cell in one.count.periods.items():
        if cell.due:
            yield from one.posts.get(key, NO_POSTS).counted


def _figure(number: int, *, whole: bool) -> str:
    if whole:
        return str(number)
    return f"≥ {number}?" if number else "?"
