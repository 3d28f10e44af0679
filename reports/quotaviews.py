"""One agency under one quota as a row of a table: each figure with the address of the posts behind it."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.counts import Verdict
from reports.audit import AgencyAudit, QuotaAudit
from reports.cells import CellView, cell_view
from reports.daywords import month_of_week, period_words, short_period
from reports.findings import finding, mean_words, total_words
from reports.words import VERDICT_SIGNS, VERDICTS


@dataclass(frozen=True)
class VerdictView:
    verdict: Verdict
    sign: str
    label: str


@dataclass(frozen=True)
class FigureView:
    """A cell and where it leads. `label`: the period's number; `period`: the period in words."""

    label: str
    period: str
    anchor: str
    cell: CellView


@dataclass(frozen=True)
class RowView:
    """`groups` are the columns of the table: one figure each, or a month's weeks. `page` holds the agency's posts."""

    agency: str
    name: str
    page: str
    anchor: str
    shape: str  # the quota's sort of period
    groups: tuple[tuple[FigureView, ...], ...]
    total: str
    mean: str
    required: int
    undated: int
    undated_anchor: str
    review: int
    verdict: VerdictView
    finding: str
    dedicated: bool


def verdict_view(verdict: Verdict) -> VerdictView:
    return VerdictView(verdict, VERDICT_SIGNS[verdict], VERDICTS[verdict])


def row_view(agency: AgencyAudit, one: QuotaAudit) -> RowView:
    """The row of one agency under one quota."""
    count = one.count
    return RowView(
        agency=agency.id,
        name=agency.name,
        page=agency_page(agency.id),
        anchor=quota_anchor(count.quota),
        shape=count.period,
        groups=_groups(one),
        total=total_words(count),
        mean=mean_words(count),
        required=count.required,
        undated=count.undated,
        undated_anchor=cell_anchor(count.quota, ""),
        review=review_posts(one),
        verdict=verdict_view(count.verdict),
        finding=finding(one),
        dedicated=count.dedicated_section,
    )


def review_posts(one: QuotaAudit) -> int:
    """Posts in review for the quota, each once."""
    return len({row.id for cell in one.posts.values() for row in cell.review})


def figures(one: QuotaAudit) -> tuple[FigureView, ...]:
    """Every period of the year, in order."""
    count = one.count
    return tuple(
        FigureView(
            label=short_period(key),
            period=period_words(key),
            anchor=cell_anchor(count.quota, key),
            cell=cell_view(cell, count.minimum, count.basis),
        )
        for key, cell in count.periods.items()
    )


def agency_page(agency: str) -> str:
    """The page's place under the report's folder."""
    return f"agencies/{agency}.html"


def quota_anchor(quota: str) -> str:
    return f"q-{quota}"


def cell_anchor(quota: str, period: str) -> str:
    """The id of the posts of one period; of those without a date for none. No quota's id holds two dashes in a row."""
    return f"q-{quota}--{period or 'undated'}"


def _groups(one: QuotaAudit) -> tuple[tuple[FigureView, ...], ...]:
    """A column a period; weeks stand together in the month that holds most of their days."""
    found = figures(one)
    if one.quota.period != "week":
        return tuple((figure,) for figure in found)
    months = [month_of_week(key) for key in one.count.periods]
    return tuple(
        tuple(figure for figure, month in zip(found, months, strict=True) if month == number) for number in range(1, 13)
    )
