"""What changed since an earlier audit, ready to print: on a page, and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from reports.audit import Audit
from reports.compare import Cell, CellChange, Comparison, PostChange
from reports.daywords import moment_words, period_words
from reports.indexview import HeadView, head_view
from reports.postviews import safe_href, shown
from reports.quotaviews import agency_page, cell_anchor
from reports.words import COMPARED, STATES, VERDICT_SIGNS, VERDICTS

MOST = 1_000  # lines of each table


@dataclass(frozen=True)
class LineView:
    """A line of a table. `page`: where the agency's figure stands now; "" where it stands nowhere."""

    agency: str
    duty: str
    page: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class PostLine:
    title: str
    href: str | None
    agency: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class ChangesView:
    head: HeadView
    before: tuple[tuple[str, str, str], ...]  # what it was made from: name, before, now
    verdicts: tuple[LineView, ...]
    cells: tuple[LineView, ...]
    posts: tuple[PostLine, ...]
    more_cells: int
    more_posts: int
    causes: tuple[str, ...]
    same: bool


def changes_view(audit: Audit, found: Comparison, data_hash: str) -> ChangesView:
    """The page."""
    names = _Names(audit)
    return ChangesView(
        head=head_view(audit.head, data_hash),
        before=tuple(_made_from(found, ZoneInfo(audit.head.timezone))),
        verdicts=tuple(
            LineView(names.agency(one.agency), names.duty(one.quota), names.page(one.agency, one.quota, None),
                     _verdict(one.before), _verdict(one.after), "")
            for one in found.verdicts
        ),
        cells=tuple(_cell(one, names) for one in found.cells[:MOST]),
        posts=tuple(_post(one, names) for one in found.posts[:MOST]),
        more_cells=max(0, len(found.cells) - MOST),
        more_posts=max(0, len(found.posts) - MOST),
        causes=tuple(f"{COMPARED[why]}: {n}" for why, n in found.causes.items()),
        same=found.same,
    )  # fmt: skip


def change_lines(audit: Audit, found: Comparison) -> Iterator[str]:
    """The same in few lines: sums, reasons, and each verdict that is another."""
    if found.same:
        yield "So với báo cáo trước: không có gì thay đổi."
        return
    names = _Names(audit)
    yield (
        f"So với báo cáo trước: {len(found.verdicts)} kết quả, {len(found.cells)} con số, "
        f"{len(found.posts)} tin, bài thay đổi."
    )
    for why, n in found.causes.items():
        yield f"  {COMPARED[why]}: {n} tin, bài"
    for one in found.verdicts:
        told = f"{_verdict(one.before)} → {_verdict(one.after)}"
        yield f"  {names.agency(one.agency)}, {names.duty(one.quota)}: {told}"


class _Names:
    """How agencies and quotas are called, and where their figures stand."""

    def __init__(self, audit: Audit) -> None:
        self._agencies: Mapping[str, str] = {agency.id: agency.name for agency in audit.agencies}
        self._clauses = {duty.quota.id: duty.quota.clause for duty in audit.duties}
        self._cells = {
            (agency.id, one.quota.id): set(one.count.periods) for agency in audit.agencies for one in agency.quotas
        }

    def agency(self, id_: str | None) -> str:
        return self._agencies.get(id_ or "", shown(id_ or "chưa rõ của cơ quan nào", 80))

    def duty(self, quota: str) -> str:
        return f"mục {self._clauses[quota]}" if quota in self._clauses else shown(quota, 80)

    def page(self, agency: str, quota: str, period: str | None) -> str:
        if (agency, quota) not in self._cells:
            return ""
        there = period in self._cells[agency, quota]
        return f"{agency_page(agency)}#{cell_anchor(quota, period) if there and period else f'q-{quota}'}"


def _made_from(found: Comparison, zone: ZoneInfo) -> Iterator[tuple[str, str, str]]:
    names = {"as_of": "Chốt đến hết ngày", "read_until": "Dữ liệu thu thập đến", "lexicon": "Bộ từ vựng",
             "program": "Chương trình", "agencies": "Số cơ quan", "data_sha256": "Mã băm dữ liệu"}  # fmt: skip
    for key, name in names.items():
        pair = [shown(moment_words(str(meta.get(key) or "–"), zone)) for meta in (found.before, found.after)]
        yield name, pair[0], pair[1]


def _verdict(verdict: str | None) -> str:
    return f"{VERDICT_SIGNS[verdict]} {VERDICTS[verdict]}" if verdict in VERDICTS else "–"


def _cell(one: CellChange, names: _Names) -> LineView:
    why = [COMPARED[reason] for reason in one.why] or _without_posts(one)
    duty = f"{names.duty(one.quota)}, {period_words(one.period)}"
    page = names.page(one.agency, one.quota, one.period)
    return LineView(
        names.agency(one.agency), duty, page, _figure(one.before), _figure(one.after), "; ".join(why)
    )  # fmt: skip


def _without_posts(one: CellChange) -> list[str]:
    """What is another where no post came or went."""
    if one.before is None or one.after is None:
        return ["chỉ tiêu hoặc cơ quan không có ở một trong hai báo cáo"]
    told = {"attested": "hồ sơ xác nhận", "complete": "việc đọc đủ kỳ", "due": "ngày chốt số liệu hoặc hiệu lực"}
    found = [words for key, words in told.items() if one.before[key] != one.after[key]]
    return found or ["chưa rõ vì sao"]


def _figure(cell: Mapping[str, Any] | None) -> str:
    if cell is None:
        return "–"
    parts = [str(cell["count"])]
    parts += [f"{cell['attested']} theo hồ sơ"] if cell["attested"] else []
    parts += [f"{cell['review']} chờ xem xét"] if cell["review"] else []
    parts += [] if cell["due"] else ["chưa đến hạn"]
    parts += [] if cell["complete"] else ["chưa đọc đủ"]
    return ", ".join(parts)


def _post(one: PostChange, names: _Names) -> PostLine:
    return PostLine(
        title=shown(one.title) or "(không có tiêu đề)",
        href=safe_href(one.url),
        agency=names.agency(one.agency),
        gained=tuple(_stood(cell, names) for cell in one.gained),
        lost=tuple(_stood(cell, names) for cell in one.lost),
        why="; ".join(COMPARED[why] for why in one.why),
    )


def _stood(cell: Cell, names: _Names) -> str:
    quota, period, state = cell
    when = period_words(period) if period else "không rõ ngày"
    return f"{names.duty(quota)}, {when}: {STATES.get(state, state).lower()}"
