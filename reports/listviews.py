"""Lists of posts that stand on pages of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from crawler.posts import PostRow
from reports.agencyview import ListedPost, listed
from reports.audit import AgencyAudit, Audit
from reports.daywords import period_words
from reports.extras import Extras
from reports.indexview import HeadView, head_view
from reports.paging import FIRST_PAGE, NEXT_PAGES, cell_page, cells, chunks, further_page, rows_per_figure
from reports.postviews import post_view
from reports.words import STATUSES

Stated = tuple[str, PostRow]  # a post with its state in the list

UNATTRIBUTED = "unattributed.html"
_UNATTRIBUTED_HINT = (
    "Nguồn ghi trên trang không cho biết cơ quan nào trong danh sách đánh giá, "
    "nên các tin, bài này không được tính cho ai."
)


@dataclass(frozen=True)
class PostsView:
    """A page that is a list of posts. `pages` are all pages of the list, this one being number `number`.

    `mixed`: the posts stand for a figure, each with its own status.
    """

    head: HeadView
    title: str
    label: str
    hint: str
    back: str
    back_title: str
    pages: tuple[str, ...]
    number: int
    total: int
    mixed: bool
    up: str  # from the page to the report's folder
    posts: tuple[ListedPost, ...]


@dataclass(frozen=True)
class _List:
    """What all pages of one list share."""

    title: str
    label: str
    back: str
    back_title: str
    names: tuple[str, ...]
    hint: str = ""
    mixed: bool = False
    up: str = "../"


def further(audit: Audit, agency: AgencyAudit, data_hash: str, extras: Extras) -> Iterator[tuple[str, PostsView]]:
    """The pages for which an agency's own has no room, as (name beside it, view)."""
    most = rows_per_figure(agency)
    for one, period, posts in cells(agency):
        if len(posts) > most:
            yield from _cell(audit, agency, (one.quota.id, one.quota.clause, period), posts, data_hash, extras)
    for status in STATUSES:
        rows = [(status, row) for row in agency.others if row.status == status]
        parts = chunks(rows, FIRST_PAGE, NEXT_PAGES)
        more = (further_page(agency.id, status, number) for number in range(2, len(parts) + 1))
        shared = _List(agency.name, STATUSES[status], f"{agency.id}.html", agency.name, (f"{agency.id}.html", *more))
        yield from list(_pages(audit, shared, parts, data_hash, extras))[1:]


def unattributed(audit: Audit, data_hash: str, extras: Extras) -> Iterator[tuple[str, PostsView]]:
    """The pages of the portal's posts that nobody is credited with, if there are any."""
    if audit.unattributed:
        rows = [(row.status, row) for row in audit.unattributed]
        parts = chunks(rows, NEXT_PAGES, NEXT_PAGES)
        names = (UNATTRIBUTED, *(f"unattributed-{number}.html" for number in range(2, len(parts) + 1)))
        title, label = "Tin, bài trên Cổng chưa rõ của cơ quan nào", STATUSES["unattributed"]
        shared = _List(title, label, "index.html", "Báo cáo chung", names, _UNATTRIBUTED_HINT, up="")
        yield from _pages(audit, shared, parts, data_hash, extras)


def _cell(
    audit: Audit,
    agency: AgencyAudit,
    figure: tuple[str, str, str],
    posts: Sequence[Stated],
    data_hash: str,
    extras: Extras,
) -> Iterator[tuple[str, PostsView]]:
    quota, clause, period = figure
    parts = chunks(posts, NEXT_PAGES, NEXT_PAGES)
    names = tuple(cell_page(agency.id, quota, period, number) for number in range(1, len(parts) + 1))
    label = f"Mục {clause}, {period_words(period) if period else 'không rõ ngày đăng'}"
    shared = _List(agency.name, label, f"{agency.id}.html", agency.name, names, mixed=True)
    return _pages(audit, shared, parts, data_hash, extras)


def _pages(
    audit: Audit, shared: _List, parts: Sequence[Sequence[Stated]], data_hash: str, extras: Extras
) -> Iterator[tuple[str, PostsView]]:
    for number, (name, part) in enumerate(zip(shared.names, parts, strict=True), start=1):
        view = PostsView(
            head=head_view(audit.head, data_hash),
            title=shared.title,
            label=shared.label,
            hint=shared.hint,
            back=shared.back,
            back_title=shared.back_title,
            pages=shared.names,
            number=number,
            total=sum(map(len, parts)),
            mixed=shared.mixed,
            up=shared.up,
            posts=_listed(part, ZoneInfo(audit.head.timezone), extras),
        )
        yield name, view


def _listed(rows: Sequence[Stated], zone: ZoneInfo, extras: Extras) -> tuple[ListedPost, ...]:
    return tuple(listed(None, state, row, replace(post_view(row, zone), original=None), extras) for state, row in rows)
