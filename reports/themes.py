"""Which of the plan's contents the counted posts of an agency speak of: over the year, and month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from crawler.counts import PeriodCount
from crawler.posts import PostRow
from reports.audit import NO_POSTS, AgencyAudit, Audit, QuotaAudit
from reports.daywords import month_of_week, periods_words
from reports.quotaviews import agency_page
from reports.words import THEMES

NOTHING_DUE = "…"
_MONTHS = range(1, 13)


@dataclass(frozen=True)
class ThemeLine:
    """`figures` are counted posts of due periods by theme, in the order of the audit's themes, last of all together.

    A post may have several themes, or none. What was not read whole is a lower bound; nothing due is no figure.
    """

    name: str
    page: str
    figures: tuple[str, ...]
    read: str


@dataclass(frozen=True)
class ThemeMonths:
    """One theme of one agency: a figure for each month, then the sum."""

    letter: str
    name: str
    figures: tuple[str, ...]
    total: str


@dataclass(frozen=True)
class ThemeMatrix:
    """`missing`: what the figures show to be missing, in sentences."""

    lines: tuple[ThemeMonths, ...]
    missing: tuple[str, ...]


def theme_lines(audit: Audit) -> tuple[ThemeLine, ...]:
    """A line for each agency; nothing where the lexicon names no themes."""
    return tuple(_line(agency, tuple(audit.themes)) for agency in audit.agencies) if audit.themes else ()


def absent(lines: Iterable[ThemeLine]) -> tuple[int, ...]:
    """For each theme, and for all together: how many agencies, read whole, have no post."""
    return tuple(
        sum(figure == "0" for figure in column) for column in zip(*(line.figures for line in lines), strict=True)
    )


def theme_matrix(audit: Audit, agency: AgencyAudit) -> ThemeMatrix | None:
    """The agency's themes by months; None where the lexicon names no themes or nothing is counted by months."""
    counted = [one for one in agency.quotas if one.quota.period != "once"]
    if not audit.themes or not counted:
        return None
    cells = _cells(counted)
    whole = {month: all(cell.complete for cell in cells[month]) for month in _MONTHS if cells[month]}
    found = Counter((theme, month) for row, month in _months(counted) for theme in set(row.themes))
    lines = tuple(_theme(theme, audit.themes[theme], found, whole) for theme in audit.themes)
    return ThemeMatrix(lines, tuple(_missing(audit, found, whole)))


def _theme(theme: str, name: str, found: Mapping[tuple[str, int], int], whole: Mapping[int, bool]) -> ThemeMonths:
    figures = [_figure(found[theme, month], whole=whole[month]) if month in whole else NOTHING_DUE for month in _MONTHS]
    total = sum(found[theme, month] for month in whole)
    shown = _figure(total, whole=all(whole.values())) if whole else NOTHING_DUE
    return ThemeMonths(THEMES.get(theme, theme), name, tuple(figures), shown)


def _missing(audit: Audit, found: Mapping[tuple[str, int], int], whole: Mapping[int, bool]) -> Iterator[str]:
    """Themes without a post in all that is due, and months without any theme; what was not read whole told apart."""
    if not whole:
        yield "Chưa có kỳ nào đến hạn."
        return
    none = [THEMES.get(theme, theme) for theme in audit.themes if not any(found[theme, month] for month in whole)]
    if none and all(whole.values()):
        yield f"Chưa có tin, bài nào được tính về nội dung: {', '.join(none)}."
    elif none:
        yield f"Trong phần đã đọc chưa thấy tin, bài được tính nào về nội dung: {', '.join(none)}."
    bare = [month for month in whole if whole[month] and not any(found[theme, month] for theme in audit.themes)]
    if bare:
        words = "Đã đọc đủ mà không có tin, bài được tính nào thuộc các nội dung này"
        yield f"{words}: {_months_words(audit, bare)}."
    unread = [month for month in whole if not whole[month]]
    if unread:
        yield f"Chưa đọc đủ: {_months_words(audit, unread)}."


def _months_words(audit: Audit, months: Iterable[int]) -> str:
    return periods_words([f"{audit.head.year}-{month:02}" for month in months])


def _cells(counted: Iterable[QuotaAudit]) -> dict[int, list[PeriodCount]]:
    """month -> the due periods that lie in it."""
    found: dict[int, list[PeriodCount]] = {month: [] for month in _MONTHS}
    for one in counted:
        for key, cell in one.count.periods.items():
            if cell.due:
                found[_month(key)].append(cell)
    return found


def _months(counted: Iterable[QuotaAudit]) -> Iterator[tuple[PostRow, int]]:
    """Each counted post of a due period once, with the month of that period."""
    seen: set[str] = set()
    for one in counted:
        for key, row in _due_posts(one):
            if row.id not in seen:
                seen.add(row.id)
                yield row, _month(key)


def _month(key: str) -> int:
    return month_of_week(key) if "W" in key else int(key[5:7])


def _line(agency: AgencyAudit, themes: tuple[str, ...]) -> ThemeLine:
    """Each post once, though it may count for several quotas or channels. A plan's own document is no post here."""
    counted = [one for one in agency.quotas if one.quota.period != "once"]
    rows = [row for row, _ in _months(counted)]
    counts = Counter(theme for row in rows for theme in set(row.themes))
    cells = [cell for one in counted for cell in one.count.periods.values() if cell.due]
    whole = all(cell.complete for cell in cells)
    numbers = [*(counts[theme] for theme in themes), len(rows)]
    figures = tuple(_figure(number, whole=whole) if cells else NOTHING_DUE for number in numbers)
    return ThemeLine(
        agency.name, agency_page(agency.id), figures, ("đủ" if whole else "chưa") if cells else "chưa đến hạn"
    )


def _due_posts(one: QuotaAudit) -> Iterator[tuple[str, PostRow]]:
    for key, cell in one.count.periods.items():
        if cell.due:
            for row in one.posts.get(key, NO_POSTS).counted:
                yield key, row


def _figure(number: int, *, whole: bool) -> str:
    if whole:
        return str(number)
    return f"≥ {number}?" if number else "?"
