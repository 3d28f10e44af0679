"""Checklist facts as a report shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import tzinfo

from crawler.posts import PostRow
from reports.audit import AgencyAudit, Audit
from reports.checklist import CheckFact, ColumnFact
from reports.daywords import day_words
from reports.hotlines import Hotlines, Line
from reports.postviews import published_words, safe_href, shown
from reports.words import EVIDENCE

_DUTIES = {  # where the registry does not say
    "fresh": "Có chuyên trang, chuyên mục cải cách hành chính và cập nhật thường xuyên",
    "hotline": "Công khai đường dây nóng về thủ tục hành chính",
}
Link = tuple[str, str | None]  # what it is called, its address


@dataclass(frozen=True)
class CheckView:
    """`seen`: what was seen, in words; `links`: the posts and pages that show it."""

    agency: str
    clause: str
    duty: str
    evidence: str
    seen: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class CheckedDuty:
    """One duty and what is seen of it, agency by agency."""

    clause: str
    duty: str
    evidence: str
    views: tuple[CheckView, ...]


def check_view(agency: str, fact: CheckFact, zone: tzinfo, hotlines: Hotlines | None = None) -> CheckView:
    """The fact with what shows it; `hotlines`: what was found on the agency's pages, None where nobody looked."""
    row = fact.row
    seen, links = _seen(fact, zone, hotlines)
    return CheckView(
        agency=agency,
        clause=row.clause,
        duty=row.duty or row.note or _DUTIES.get(row.evidence, row.id),
        evidence=EVIDENCE.get(row.evidence, row.evidence),
        seen=seen + _told(fact),
        links=links,
    )


def check_views(audit: Audit, agency: AgencyAudit, zone: tzinfo) -> tuple[CheckView, ...]:
    """All of the agency's."""
    found = audit.evidence.hotlines.get(agency.id)
    return tuple(check_view(agency.name, fact, zone, found) for fact in agency.checklist)


def grouped(views: Iterable[CheckView]) -> tuple[CheckedDuty, ...]:
    """Duty by duty; agencies of which the same is seen share a row that names them all."""
    duties: dict[tuple[str, str, str], dict[CheckView, list[str]]] = {}
    for view in views:
        duty = duties.setdefault((view.clause, view.duty, view.evidence), {})
        duty.setdefault(replace(view, agency=""), []).append(view.agency)
    return tuple(
        CheckedDuty(*said, tuple(replace(view, agency=", ".join(names)) for view, names in duty.items()))
        for said, duty in duties.items()
    )


def _told(fact: CheckFact) -> str:
    if not fact.attested:
        return ""
    return f" Có {fact.attested} dòng hồ sơ xác nhận, thuộc {fact.attested_weeks} tuần (xem ở trang của cơ quan)."


def _seen(fact: CheckFact, zone: tzinfo, hotlines: Hotlines | None) -> tuple[str, tuple[Link, ...]]:
    if fact.row.evidence == "hotline":
        return _hotline(hotlines)
    if fact.row.evidence != "fresh":
        return "Không tự động kiểm tra; cần đối chiếu hồ sơ.", ()
    if fact.column is None:
        words = "Danh bạ chưa có chuyên mục riêng nào của cơ quan, nên chưa biết có chuyên mục hay không."
        if fact.newest is None:
            return f"{words} Trong phần đã đọc chưa thấy tin, bài nào về cải cách hành chính.", ()
        return f"{words} Ở chuyên mục khác, bài mới nhất về nội dung này đăng {published_words(fact.newest, zone)}:", (
            _post(fact.newest),
        )
    return _column(fact.column, fact.row.max_age_days or 1, zone)


def _column(column: ColumnFact, max_age: int, zone: tzinfo) -> tuple[str, tuple[Link, ...]]:
    """Whether it lives, in how many weeks it had items, and the column itself."""
    until = day_words(column.until)
    newest = f" (bài mới nhất đã thấy đăng {published_words(column.newest, zone)})" if column.newest else ""
    if column.newest and column.age is not None and column.age <= max_age:
        words = f"Bài mới nhất đăng {published_words(column.newest, zone)}, {column.age} ngày trước ngày {until}"
        words += f" (mức tham chiếu: {max_age} ngày)."
    elif column.recent:
        words = f"Đã đọc đủ {max_age} ngày trước ngày {until} và không thấy bài mới{newest}."
    else:
        words = f"Chưa đọc đủ {max_age} ngày trước ngày {until}, nên chưa biết có bài mới hay không{newest}."
    links = [(shown(one.url, 120), safe_href(one.url)) for one in column.sections]
    return f"{words} {_weeks(column)}", (*((_post(column.newest),) if column.newest else ()), *links)


def _weeks(column: ColumnFact) -> str:
    if not column.weeks:
        return "Chưa hết tuần nào của năm."
    unread = f"; {column.unread} tuần chưa đọc đủ nên chưa biết" if column.unread else ""
    return f"Có bài trong {column.filled}/{column.weeks} tuần đã qua của năm{unread}."


def _hotline(found: Hotlines | None) -> tuple[str, tuple[Link, ...]]:
    if found is None or not (found.pages or found.posts):
        return "Chưa có trang nào của cơ quan được đọc, nên chưa xem được.", ()
    looked = f"{found.pages} trang danh sách, {found.posts} tin, bài"
    if not found.lines:
        return f"Chưa thấy trong các trang đã đọc ({looked}); có thể có ở trang khác, cần mở trang chủ để xem.", ()
    clear = any(line.clear for line in found.lines)
    doubt = "" if clear else " nhưng không ghi rõ là về thủ tục hành chính, cần xem"
    return f"Thấy đường dây nóng{doubt}: {'; '.join(map(_line, found.lines))}. Ở:", tuple(
        dict.fromkeys((shown(line.url, 120), safe_href(line.url)) for line in found.lines)
    )


def _line(line: Line) -> str:
    return f"“{shown(line.words, 240)}”"


def _post(row: PostRow) -> Link:
    return shown(row.title, 120), safe_href(row.url)
