"""Agencies' replies to findings as a report shows them: the words as recorded, who recorded them, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from crawler.replies import Reply
from reports.audit import AgencyAudit, Audit
from reports.daywords import day_words, moment_words, period_words
from reports.postviews import shown
from reports.sheets import Sheets, Value

_LONGEST = 4000  # characters on a page; audit.json and audit.xlsx have all
_NAME = 200
_COLUMNS = {
    "Cơ quan": 28, "Chỉ tiêu": 18, "Kỳ": 10, "Ngày phản hồi": 12, "Số văn bản": 18, "Nội dung": 80,
    "Người ghi nhận": 28, "Ghi lúc": 18, "Rút lại": 50,
}  # fmt: skip


@dataclass(frozen=True)
class ReplyView:
    """`about`: which period; `gone`: who withdrew it, when and why, "" where it stands."""

    about: str
    said: str
    words: tuple[str, ...]  # paragraph by paragraph
    cut: bool
    recorded: str
    gone: str


def reply_views(audit: Audit, agency: AgencyAudit, quota: str | None) -> tuple[ReplyView, ...]:
    """The agency's replies on that quota, the oldest first; `quota` None: on what is no quota of its page."""
    zone = ZoneInfo(audit.head.timezone)
    own = {one.quota.id for one in agency.quotas}
    said = audit.evidence.replies
    return tuple(
        _view(one, said, zone, duty=quota is None)
        for one in said
        if one.agency == agency.id and one.withdraws is None
        if (one.quota == quota if quota is not None else one.quota not in own)
    )


def _view(one: Reply, said: Sequence[Reply], zone: tzinfo, *, duty: bool) -> ReplyView:
    document = f"văn bản {shown(one.document, _NAME)}, " if one.document else ""
    about = "cả năm" if len(one.period) == 4 else period_words(one.period)
    return ReplyView(
        about=f"{shown(one.quota, _NAME)}, {about}" if duty else about,
        said=f"{document}ngày {day_words(one.day)}",
        words=tuple(shown(line, _LONGEST) for line in one.text[:_LONGEST].split("\n")),
        cut=len(one.text) > _LONGEST,
        recorded=f"{shown(one.who, _NAME)} ghi nhận {moment_words(one.at, zone)}",
        gone=_gone(one, said),
    )


def _gone(one: Reply, said: Iterable[Reply]) -> str:
    taken = next((other for other in said if other.number == one.withdrawn_by), None)
    if taken is None:
        return ""
    return f"Đã rút ngày {day_words(taken.day)} ({shown(taken.who, _NAME)} ghi nhận): {shown(taken.text, _LONGEST)}"


def reply_json(one: Reply) -> dict[str, Any]:
    """A reply, or a withdrawal, as plain data."""
    told = {field.name: getattr(one, field.name) for field in fields(one) if field.name != "day"}
    return told | {"date": one.day.isoformat()}


def reply_sheet(sheets: Sheets, audit: Audit) -> None:
    """The sheet of replies, where there are any."""
    said = [one for one in audit.evidence.replies if one.withdraws is None]
    if not said:
        return
    title = "Phản hồi của cơ quan: nguyên văn, không làm đổi con số hay kết luận"
    sheet = sheets.table("Phản hồi", title, list(_COLUMNS), list(_COLUMNS.values()), 1)
    zone, names = ZoneInfo(audit.head.timezone), {agency.id: agency.name for agency in audit.agencies}
    for number, one in enumerate(said, start=2):
        values: list[Value] = [names.get(one.agency, one.agency), one.quota, one.period, one.day, one.document]
        rest: list[Value] = [one.text, one.who, moment_words(one.at, zone), _gone(one, audit.evidence.replies)]
        sheets.row(sheet, number, [*values, *rest])
    sheet.autofilter(1, 0, 1 + len(said), len(_COLUMNS) - 1)
