"""Checklist facts as a report shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import tzinfo

from reports.checklist import CheckFact
from reports.postviews import published_words, safe_href, shown
from reports.words import EVIDENCE


@dataclass(frozen=True)
class CheckView:
    """`seen`: what was seen, in words; `href` and `title`: the post that shows it, where one does."""

    agency: str
    clause: str
    duty: str
    evidence: str
    seen: str
    title: str
    href: str | None


def check_view(agency: str, fact: CheckFact, zone: tzinfo) -> CheckView:
    """The fact with its post, if it has one."""
    row = fact.row
    return CheckView(
        agency=agency,
        clause=row.clause,
        duty=row.duty or row.note or row.id,
        evidence=EVIDENCE.get(row.evidence, row.evidence),
        seen=_seen(fact, zone) + _told(fact),
        title=shown(fact.newest.title, 120) if fact.newest else "",
        href=safe_href(fact.newest.url) if fact.newest else None,
    )


def grouped(views: Iterable[CheckView]) -> tuple[CheckView, ...]:
    """Duty by duty; agencies of which the same is seen share a row that names them all."""
    duties: dict[tuple[str, str, str], dict[CheckView, list[str]]] = {}
    for view in views:
        duty = duties.setdefault((view.clause, view.duty, view.evidence), {})
        duty.setdefault(replace(view, agency=""), []).append(view.agency)
    return tuple(replace(view, agency=", ".join(names)) for duty in duties.values() for view, names in duty.items())


def _told(fact: CheckFact) -> str:
    return f" Có {fact.attested} dòng hồ sơ xác nhận (xem ở trang của cơ quan)." if fact.attested else ""


def _seen(fact: CheckFact, zone: tzinfo) -> str:
    if fact.row.evidence != "fresh":
        return "Không tự động kiểm tra; cần đối chiếu hồ sơ."
    if fact.newest is None:
        return "Trong phần đã đọc chưa thấy tin, bài nào về cải cách hành chính."
    within = f" (mức tham chiếu: {fact.row.max_age_days} ngày)" if fact.row.max_age_days else ""
    return f"Bài mới nhất đăng {published_words(fact.newest, zone)}, {fact.age} ngày trước ngày chốt số liệu{within}."
