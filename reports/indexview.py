"""What the report's first page says, ready to print."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from crawler.registry.model import PORTAL, Exemption
from reports.attestedviews import MOST_FILES, FileView, file_views
from reports.audit import VERDICT_ORDER, AgencyAudit, Audit, Duty, Head
from reports.charts import HeatMap, Trend, heat_map, trend
from reports.checkviews import CheckedDuty, check_views, grouped
from reports.crawlviews import CrawlView, crawl_view
from reports.daywords import day_words, moment_words, periods_words
from reports.findings import asked_words, duty_title, summary
from reports.gaps import is_shared
from reports.gapviews import GapView, SectionView, gap_views, section_view
from reports.late import LATE_AFTER
from reports.quotaviews import RowView, VerdictView, agency_page, row_view, verdict_view
from reports.ranking import Ranked, ranking
from reports.recallviews import RecallView, recall_views
from reports.themes import ThemeLine, absent, theme_lines
from reports.words import KINDS, THEMES, UNITS

SHOWN_CRAWLS = 10


@dataclass(frozen=True)
class HeadView:
    province: str
    plan: str
    year: int
    as_of: str
    read_until: str
    program: str
    lexicon: str
    data_hash: str
    part: str  # "" where all agencies of the registry are in it


@dataclass(frozen=True)
class DutyView:
    """`columns` are the heads of the periods' columns; `shape` is the quota's sort of period."""

    id: str
    anchor: str
    clause: str
    title: str
    asked: str
    whom: str
    note: str
    shape: str
    exceptions: tuple[str, ...]
    tally: tuple[tuple[VerdictView, int], ...]
    bound: int
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]
    trend: Trend | None
    heat: HeatMap | None


@dataclass(frozen=True)
class AgencyLine:
    """An agency in the overview: its verdict under each duty (None where that does not bind it), and what is open."""

    name: str
    page: str
    kind: str
    verdicts: tuple[tuple[str, VerdictView] | None, ...]  # anchor and verdict
    review: int
    undated: int
    read: str
    recheck: int
    late: int
    verified: bool


@dataclass(frozen=True)
class RankView:
    """`rank` is "–" where the share may still rise."""

    rank: str
    name: str
    page: str
    share: str
    met: int
    due: int


@dataclass(frozen=True)
class IndexView:
    head: HeadView
    summary: str
    duties: tuple[DutyView, ...]
    agencies: tuple[AgencyLine, ...]
    ranking: tuple[RankView, ...]
    shared_gaps: tuple[GapView, ...]
    gaps: tuple[tuple[str, str, tuple[GapView, ...]], ...]  # agency's name, its page, its own gaps
    checklist: tuple[CheckedDuty, ...]
    sections: tuple[SectionView, ...]
    recalls: tuple[RecallView, ...]
    crawls: tuple[CrawlView, ...]
    more_crawls: int
    files: tuple[FileView, ...]  # of attested evidence
    more_files: int
    unattributed: int
    mismatches: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    theme_lines: tuple[ThemeLine, ...]
    theme_absent: tuple[int, ...]  # agencies, read whole, without a post; for each theme, and for all
    obeyed_robots: bool
    late_after: int  # days
    compared: bool
    final: bool


def index_view(audit: Audit, data_hash: str, compared: bool = False) -> IndexView:
    """The first page of an audit. `data_hash` is that of the data it was made from; `compared`: with an earlier one."""
    zone, lines = ZoneInfo(audit.head.timezone), theme_lines(audit)
    names = {agency.id: agency.name for agency in audit.agencies}
    clauses = {duty.quota.id: duty.quota.clause for duty in audit.duties}
    own = [(agency, [gap for gap in agency.gaps if not is_shared(gap)]) for agency in audit.agencies]
    return IndexView(
        head=head_view(audit.head, data_hash),
        summary=summary([[one.count.verdict for one in agency.quotas] for agency in audit.agencies]),
        duties=tuple(duty_view(duty) for duty in audit.duties),
        agencies=tuple(_line(agency, audit.duties, audit.evidence.late) for agency in audit.agencies),
        ranking=tuple(map(_rank, ranking(audit.agencies))),
        shared_gaps=gap_views(audit.shared_gaps, names, clauses),
        gaps=tuple(
            (agency.name, agency_page(agency.id), gap_views(gaps, names, clauses)) for agency, gaps in own if gaps
        ),
        checklist=grouped(view for agency in audit.agencies for view in check_views(audit, agency, zone)),
        sections=tuple(section_view(one, audit.unverified_tls) for one in audit.portal_sections),
        recalls=_recalls(audit),
        crawls=tuple(crawl_view(row, zone) for row in audit.crawls[:SHOWN_CRAWLS]),
        more_crawls=max(0, len(audit.crawls) - SHOWN_CRAWLS),
        files=file_views(audit.attested_files, zone)[:MOST_FILES],
        more_files=max(0, len(audit.attested_files) - MOST_FILES),
        unattributed=len(audit.unattributed),
        mismatches=tuple(mismatch_words(audit)),
        themes=tuple((THEMES.get(letter, letter), name) for letter, name in audit.themes.items()),
        theme_lines=lines,
        theme_absent=absent(lines),
        obeyed_robots=audit.obeyed_robots,
        late_after=LATE_AFTER.days,
        compared=compared,
        final=audit.final,
    )


def _recalls(audit: Audit) -> tuple[RecallView, ...]:
    """Of the portal's sections, then of every agency's."""
    sections = [*audit.portal_sections, *(one for agency in audit.agencies for one in agency.sections)]
    names = {PORTAL: "Cổng thông tin điện tử tỉnh"} | {agency.id: agency.name for agency in audit.agencies}
    return recall_views(sections, audit.evidence.second, names)


def head_view(head: Head, data_hash: str) -> HeadView:
    zone = ZoneInfo(head.timezone)
    part = f"Báo cáo này chỉ gồm {head.agencies} trong {head.registered} cơ quan có trong danh bạ."
    return HeadView(
        province=head.province,
        plan=head.plan,
        year=head.year,
        as_of=day_words(head.as_of),
        read_until=moment_words(head.read_until, zone) if head.read_until else "chưa thu thập lần nào",
        program=head.program,
        lexicon=head.lexicon,
        data_hash=data_hash,
        part=part if head.agencies < head.registered else "",
    )


def duty_view(duty: Duty) -> DutyView:
    quota = duty.quota
    return DutyView(
        id=quota.id,
        anchor=f"q-{quota.id}",
        clause=quota.clause,
        title=duty_title(quota),
        asked=asked_words(quota),
        whom=_whom(duty),
        note=quota.note or "",
        shape=quota.period,
        exceptions=tuple(_exception(row, duty.rows) for row in duty.exceptions),
        tally=tuple((verdict_view(verdict), duty.tally[verdict]) for verdict in VERDICT_ORDER),
        bound=len(duty.rows),
        columns=tuple(f"T{month}" for month in range(1, 13)) if quota.period != "once" else ("Văn bản",),
        rows=tuple(row_view(agency, one) for agency, one in duty.rows),
        trend=trend(duty),
        heat=heat_map(duty),
    )


def _rank(one: Ranked) -> RankView:
    percent = f"{int(one.share * 1000) / 10:.1f}".replace(".", ",")  # cut, not rounded: 100,0 is reached by all alone
    return RankView(
        rank=str(one.rank) if one.rank else "–",
        name=one.agency.name,
        page=agency_page(one.agency.id),
        share=f"{percent} %" if one.rank else f"≥ {percent} %?" if one.share else "?",
        met=one.met,
        due=one.due,
    )


def _whom(duty: Duty) -> str:
    """Whom the quota binds: kinds of agencies, then those named singly."""
    names = [agency.name for agency, _ in duty.rows if agency.id in duty.quota.agencies]
    return ", ".join([*(KINDS.get(kind, kind) for kind in duty.quota.kinds), *names])


def mismatch_words(audit: Audit) -> Iterable[str]:
    """Each figure that its posts do not bear out, in a sentence."""
    what = {
        "count": "số được tính",
        "attested": "số theo hồ sơ xác nhận",
        "review": "số chờ xem xét",
        "undated": "số không rõ ngày",
    }
    for one in audit.mismatches:
        period = f", {one.period}" if one.period else ""
        yield f"{one.agency}, {one.quota}{period}: {what[one.what]} là {one.figure}, liệt kê được {one.listed}."


def _exception(row: Exemption, rows: Iterable[tuple[AgencyAudit, object]]) -> str:
    names = [agency.name for agency, _ in rows if agency.id in row.agencies]
    whom = ", ".join(names) if row.agencies else "mọi cơ quan"
    keys = sorted(row.periods)
    kinds = [[key for key in keys if _shape(key) == shape] for shape in UNITS]
    return f"{', '.join(periods_words(found) for found in kinds if found)}: {row.reason} ({whom})"


def _shape(key: str) -> str:
    return "once" if len(key) == 4 else "week" if "W" in key else "month"


def rechecks(agency: AgencyAudit) -> int:
    """Posts of the agency of which the text has changed since an inspector decided."""
    return len({row.id for row in agency.rows if row.recheck})


def _line(agency: AgencyAudit, duties: Iterable[Duty], late: Container[str]) -> AgencyLine:
    found = {one.quota.id: one for one in agency.quotas}
    return AgencyLine(
        name=agency.name,
        page=agency_page(agency.id),
        kind=KINDS.get(agency.kind, agency.kind),
        verdicts=tuple(
            (f"q-{duty.quota.id}", verdict_view(found[duty.quota.id].count.verdict)) if duty.quota.id in found else None
            for duty in duties
        ),
        review=len({row.id for one in agency.quotas for cell in one.posts.values() for row in cell.review}),
        undated=len({row.id for one in agency.quotas for row in one.undated}),
        read="–" if not agency.quotas else "chưa" if agency.gaps else "đủ",
        recheck=rechecks(agency),
        verified=agency.verified,
        late=len({row.id for row in agency.rows if row.id in late and row.cells}),
    )
