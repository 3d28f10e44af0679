"""The audit as a workbook: an overview, a sheet for each quota, the posts, and what could not be checked.

Texts are written as texts, never as formulas or links; days are real dates.
"""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from crawler.posts import PostRow
from reports.attested_xlsx import attested_sheets
from reports.audit import AgencyAudit, Audit, Duty, QuotaAudit
from reports.cells import cell_view
from reports.daywords import periods_words, short_period
from reports.decisionviews import Names, decision_views, names_of
from reports.findings import asked_words, duty_title, finding
from reports.postviews import shown
from reports.replyviews import reply_sheet
from reports.sheets import CELL_LENGTH, Sheets, Value
from reports.words import CAUSES, STATUSES, VERDICTS

_OLDEST = 1901  # Excel has no days before
_LONG_AGO = datetime(2000, 1, 1)  # noqa: DTZ001 - the file's own date, fixed so that the same audit gives the same bytes


def write_xlsx(audit: Audit, path: Path) -> None:
    path.write_bytes(xlsx_bytes(audit))


def xlsx_bytes(audit: Audit) -> bytes:
    """The workbook. The same audit gives the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": audit.head.plan, "created": _LONG_AGO})
    sheets = Sheets(book)
    _overview(sheets, audit)
    for duty in audit.duties:
        _duty(sheets, duty)
    _posts(sheets, audit)
    _gaps(sheets, audit)
    attested_sheets(sheets, audit)
    reply_sheet(sheets, audit)
    book.close()
    return out.getvalue()


def _overview(sheets: Sheets, audit: Audit) -> None:
    heads = ["STT", "Cơ quan", *(f"Mục {duty.quota.clause}" for duty in audit.duties)]
    title = f"{audit.head.province}: {audit.head.plan}, số liệu chốt đến hết ngày {audit.head.as_of:%d/%m/%Y}"
    sheet = sheets.table("Tổng hợp", title, heads, [6, 40, *[22] * len(audit.duties)], 2)
    for number, agency in enumerate(audit.agencies, start=1):
        verdicts = {one.quota.id: VERDICTS[one.count.verdict] for one in agency.quotas}
        values: list[Value] = [number, agency.name, *(verdicts.get(duty.quota.id, "–") for duty in audit.duties)]
        sheets.row(sheet, number + 1, values)
    sheet.autofilter(1, 0, 1 + len(audit.agencies), len(heads) - 1)


def _duty(sheets: Sheets, duty: Duty) -> None:
    keys = list(duty.rows[0][1].count.periods)
    unit = {"month": "T", "week": "Tuần ", "once": ""}[duty.quota.period]
    heads = ["STT", "Cơ quan", *(unit + short_period(key) for key in keys)]
    heads += ["Tổng", "Chờ xem xét", "Không rõ ngày", "Chỉ tiêu", "Thiếu", "Kết quả", "Lý do"]
    title = f"Mục {duty.quota.clause}. {duty_title(duty.quota)}: {asked_words(duty.quota)}"
    sheet = sheets.table(f"{duty.quota.clause} {duty.quota.id}", title, heads,
                         [6, 36, *[8] * len(keys), 8, 9, 9, 9, 8, 20, 60], 2)  # fmt: skip
    for number, (agency, one) in enumerate(duty.rows, start=1):
        _duty_row(sheets, sheet, number, agency, one)
    sheet.autofilter(1, 0, 1 + len(duty.rows), len(heads) - 1)


def _duty_row(sheets: Sheets, sheet: Worksheet, number: int, agency: AgencyAudit, one: QuotaAudit) -> None:
    """Exact figures are numbers, that one can add up; all others are texts."""
    row, count = number + 1, one.count
    sheets.row(sheet, row, [number, agency.name])
    for column, cell in enumerate(count.periods.values(), start=2):
        view = cell_view(cell, count.minimum, count.basis)
        exact = view.state in ("enough", "thin", "short", "zero")
        value: Value = cell.count if exact else " ".join(part for part in (view.figure, view.aside) if part)
        form = sheets.figure(view.state, cell.attested if exact else 0)
        sheets.cell(sheet, row, column, value, form)
    review = len({post.id for posts in one.posts.values() for post in posts.review})
    rest: list[Value] = [count.total, review, count.undated, count.required, count.shortfall]
    for column, text in enumerate([*rest, VERDICTS[count.verdict], finding(one)], start=2 + len(count.periods)):
        sheets.cell(sheet, row, column, text)


def _posts(sheets: Sheets, audit: Audit) -> None:
    heads = ["Cơ quan", "Tiêu đề", "Ngày đăng", "Mức", "Trạng thái", "Vì sao", "Tính cho", "Chờ xem xét cho",
             "Chuyên mục riêng", "Địa chỉ", "Quyết định của người xem xét", "Cần xem lại"]  # fmt: skip
    title = "Tin, bài được tính, còn phải xem xét hoặc đã có quyết định (mọi tin, bài khác: posts.csv)"
    rows = [row for row in audit.posts if row.cells or row.decisions]
    called = names_of(audit)
    sheet = sheets.table("Tin, bài", title, heads, [28, 70, 17, 7, 24, 50, 18, 18, 12, 70, 60, 12], 0)
    zone = ZoneInfo(audit.head.timezone)
    for number, row in enumerate(rows, start=2):
        _post(sheets, sheet, number, row, called, zone)
    sheet.autofilter(1, 0, 1 + len(rows), len(heads) - 1)


def _post(sheets: Sheets, sheet: Worksheet, number: int, row: PostRow, called: Names, zone: ZoneInfo) -> None:
    """A line of plain cells: there may be very many."""
    grade = row.date_grade if row.date_grade != "none" else ""
    texts = [called.agencies.get(row.agency or "", ""), row.title, None, grade, STATUSES[row.status], row.reason]
    texts += [", ".join(row.counts_for), ", ".join(row.review_for), "có" if row.dedicated else "không", row.url]
    if row.decisions:
        texts += ["; ".join(one.text for one in decision_views(row, called, zone)), "có" if row.recheck else ""]
    for column, text in enumerate(texts):
        if text:
            sheet.write_string(number, column, shown(text, CELL_LENGTH))
    published = _moment(row.published, zone)
    if published is not None:
        sheets.cell(sheet, number, 2, published)


def _gaps(sheets: Sheets, audit: Audit) -> None:
    heads = ["Cơ quan", "Chỉ tiêu", "Chuyên mục", "Kỳ", "Vì sao chưa kiểm tra được", "Chi tiết", "Cần làm"]
    sheet = sheets.table(
        "Chưa kiểm tra được", "Kỳ đã đến hạn nhưng chưa đọc đủ", heads, [36, 18, 50, 18, 50, 30, 50], 0
    )
    rows = [(agency, gap) for agency in audit.agencies for gap in agency.gaps]
    for number, (agency, gap) in enumerate(rows, start=2):
        words, where = CAUSES[gap.why], gap.section.url if gap.section else ""
        sheets.row(
            sheet,
            number,
            [agency.name, gap.quota, where, periods_words(gap.periods), words.what, gap.detail, words.todo],
        )
    sheet.autofilter(1, 0, 1 + len(rows), len(heads) - 1)


def _moment(text: str | None, zone: ZoneInfo) -> Value:
    """A real date or moment of the province, without its zone; other text as it is."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.year < _OLDEST:
        return text
    if len(text) == 10:
        return moment.date()
    return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment
