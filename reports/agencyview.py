"""What an agency's page says, ready to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from crawler.posts import PostRow
from reports.attestedviews import AttestedView, attested_views
from reports.audit import NO_POSTS, AgencyAudit, Audit, QuotaAudit
from reports.cells import CellView
from reports.checkviews import CheckView, check_views
from reports.extras import Extra, Extras
from reports.findings import asked_words, duty_title
from reports.gapviews import GapView, SectionView, gap_views, section_view
from reports.indexview import HeadView, head_view, rechecks
from reports.paging import FIRST_PAGE, NEXT_PAGES, cell_page, chunks, further_page, rows_per_figure
from reports.postviews import PostView, post_anchor, post_view, safe_href, shown
from reports.quotaviews import FigureView, RowView, cell_anchor, figures, row_view
from reports.recallviews import RecallView, recall_views
from reports.replyviews import ReplyView, reply_views
from reports.themes import ThemeMatrix, theme_matrix
from reports.words import KINDS, STATE_STATUSES, STATES, STATUSES


@dataclass(frozen=True)
class ListedPost:
    """A post in a list. `id`: the row's own, None where the post has one further up.

    `state`: count, late, review or undated under the list's quota, else the post's status; `label` says it. `elsewhere`
    tells the post's status where that is another, as its reason speaks of that one.
    """

    id: str | None
    state: str
    label: str
    elsewhere: str
    post: PostView
    extra: Extra


@dataclass(frozen=True)
class CellList:
    """The posts of one period, or those without a date: `total`; those not in `posts` are on page `more`.

    `attested`: what is attested for the period.
    """

    anchor: str
    title: str
    cell: CellView | None
    total: int
    posts: tuple[ListedPost, ...]
    more: str | None
    attested: tuple[AttestedView, ...]
    told: int  # rows attested, those too for which there is no room


@dataclass(frozen=True)
class QuotaView:
    row: RowView
    clause: str
    title: str
    asked: str
    note: str
    figures: tuple[FigureView, ...]
    own: bool  # read on the agency's own site
    lists: tuple[CellList, ...]
    replies: tuple[ReplyView, ...]


@dataclass(frozen=True)
class OtherPosts:
    """Posts of one status that count for nothing, `total` of them; those not in `posts` are on the pages of `more`."""

    status: str
    label: str
    total: int
    posts: tuple[ListedPost, ...]
    more: tuple[str, ...]


@dataclass(frozen=True)
class AgencyView:
    head: HeadView
    id: str
    name: str
    kind: str
    website: str
    href: str | None
    verified: bool
    quotas: tuple[QuotaView, ...]
    portal: bool  # some of its quotas are read on the portal
    others: tuple[OtherPosts, ...]
    gaps: tuple[GapView, ...]
    sections: tuple[SectionView, ...]
    themes: ThemeMatrix | None
    checklist: tuple[CheckView, ...]
    unplaced: tuple[AttestedView, ...]  # attested for no figure of the page
    told: int  # of these in all
    replies: tuple[ReplyView, ...]  # on what is no quota of the page
    recalls: tuple[RecallView, ...]
    recheck: int  # posts of which the text has changed since an inspector decided


def listed(id_: str | None, state: str, row: PostRow, post: PostView, extras: Extras) -> ListedPost:
    """The post under the state that it has in this list."""
    status = STATE_STATUSES.get(state, state)
    elsewhere = "" if row.status == status else STATUSES[row.status].lower()
    return ListedPost(id_, state, STATES.get(state) or STATUSES[row.status], elsewhere, post, extras.of(row))


class Ids:
    """Gives every post's row its id once; further rows of the same post get none."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, row: PostRow) -> str | None:
        anchor = post_anchor(row.id, row.channel)
        if anchor in self._given:
            return None
        self._given.add(anchor)
        return anchor

    def linked(self, post: PostView) -> PostView:
        """The view; without its link to the copy that stands, where that has no row on this page."""
        return post if post.original in self._given else replace(post, original=None)


def agency_view(audit: Audit, agency: AgencyAudit, data_hash: str, extras: Extras | None = None) -> AgencyView:
    """The page of one agency."""
    zone, ids, extras = ZoneInfo(audit.head.timezone), Ids(), extras or Extras(audit)
    clauses = {one.quota.id: one.quota.clause for one in agency.quotas}
    return AgencyView(
        head=head_view(audit.head, data_hash),
        id=agency.id,
        name=agency.name,
        kind=KINDS.get(agency.kind, agency.kind),
        website=shown(agency.website),
        href=safe_href(agency.website),
        verified=agency.verified,
        quotas=tuple(_quota(audit, agency, one, zone, ids, extras) for one in agency.quotas),
        portal=bool(audit.portal_sections) and any(one.quota.channel == "portal" for one in agency.quotas),
        others=tuple(_others(agency, zone, ids, extras)),
        gaps=gap_views(agency.gaps, {agency.id: agency.name}, clauses),
        sections=tuple(section_view(one, audit.unverified_tls) for one in agency.sections),
        themes=theme_matrix(audit, agency),
        checklist=check_views(audit, agency, zone),
        unplaced=attested_views(agency.unplaced),
        told=len(agency.unplaced),
        replies=reply_views(audit, agency, None),
        recalls=recall_views(agency.sections, audit.evidence.second),
        recheck=rechecks(agency),
    )


def _others(agency: AgencyAudit, zone: ZoneInfo, ids: Ids, extras: Extras) -> Iterator[OtherPosts]:
    """Posts that count for nothing, status by status; the many that nothing asks for stand last."""
    for status in sorted(STATUSES, key=lambda status: status == "off_topic"):
        rows = [row for row in agency.others if row.status == status]
        first, *more = chunks(rows, FIRST_PAGE, NEXT_PAGES)
        if first:
            posts = tuple(listed(ids.of(row), status, row, ids.linked(post_view(row, zone)), extras) for row in first)
            names = tuple(further_page(agency.id, status, number) for number, _ in enumerate(more, start=2))
            yield OtherPosts(status, STATUSES[status], len(rows), posts, names)


def _quota(audit: Audit, agency: AgencyAudit, one: QuotaAudit, zone: ZoneInfo, ids: Ids, extras: Extras) -> QuotaView:
    return QuotaView(
        row=row_view(agency, one),
        clause=one.quota.clause,
        title=duty_title(one.quota),
        asked=asked_words(one.quota),
        note=one.quota.note or "",
        figures=figures(one),
        own=one.quota.channel == "own_site",
        lists=tuple(_lists(agency, one, zone, ids, extras)),
        replies=reply_views(audit, agency, one.quota.id),
    )


def _lists(agency: AgencyAudit, one: QuotaAudit, zone: ZoneInfo, ids: Ids, extras: Extras) -> Iterator[CellList]:
    """A list for every period, so that every figure's link has its target; last the undated ones, if any."""
    most = rows_per_figure(agency)
    found = [
        (key, figure.period.capitalize(), figure.cell, one.posts.get(key, NO_POSTS).all)
        for key, figure in zip(one.count.periods, figures(one), strict=True)
    ]
    undated = [("", "Không rõ ngày đăng", None, tuple(("undated", row) for row in one.undated))] if one.undated else []
    for key, title, cell, rows in (*found, *undated):
        posts = tuple(listed(ids.of(row), state, row, post_view(row, zone), extras) for state, row in rows[:most])
        more = cell_page(agency.id, one.quota.id, key) if len(rows) > most else None
        told = one.attested.get(key, ())
        anchor = cell_anchor(one.quota.id, key)
        yield CellList(anchor, title, cell, len(rows), posts, more, attested_views(told), len(told))
