"""Sheets of attested evidence: every row with its file, and every file with who answers for it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from reports.attested import Attested
from reports.audit import Audit
from reports.daywords import moment_words
from reports.sheets import Sheets, Value
from reports.words import ATTESTED_STATES, ATTESTED_WHY

_ROWS = {
    "Cơ quan": 28, "Chỉ tiêu": 18, "Kỳ": 10, "Ngày": 12, "Tiêu đề": 60, "Loại": 20, "Căn cứ": 30, "Ghi chú": 30,
    "Trạng thái": 30, "Vì sao": 30, "Người xác nhận": 28, "Dòng": 8, "Mã tệp": 30,
}  # fmt: skip
_FILES = {"Tệp": 40, "Số dòng": 9, "Người xác nhận": 30, "Lúc": 18, "Người hủy": 30, "Hủy lúc": 18, "Mã tệp": 66}


def attested_sheets(sheets: Sheets, audit: Audit) -> None:
    """The two sheets, where any file was ever handed in."""
    if audit.attested_files:
        _rows(sheets, audit)
        _files(sheets, audit)


def _rows(sheets: Sheets, audit: Audit) -> None:
    title = "Hồ sơ xác nhận: bằng chứng không có trên mạng, do người ghi tên xác nhận"
    sheet = sheets.table("Hồ sơ xác nhận", title, list(_ROWS), list(_ROWS.values()), 0)
    names = {agency.id: agency.name for agency in audit.agencies}
    for number, one in enumerate(audit.attested, start=2):
        sheets.row(sheet, number, _row(one, names.get(one.row.agency, one.row.agency)))
    sheet.autofilter(1, 0, max(1, 1 + len(audit.attested)), len(_ROWS) - 1)


def _row(one: Attested, agency: str) -> list[Value]:
    row, why = one.row, ATTESTED_WHY[one.why] if one.why else ""
    told: list[Value] = [agency, row.quota, one.period, row.day, row.title, row.kind, row.reference, row.note]
    return [*told, ATTESTED_STATES[one.state], why, one.file.who, row.row, one.file.hash]


def _files(sheets: Sheets, audit: Audit) -> None:
    sheet = sheets.table(
        "Tệp hồ sơ", "Các tệp hồ sơ xác nhận, kể cả tệp đã hủy", list(_FILES), list(_FILES.values()), 0
    )
    zone = ZoneInfo(audit.head.timezone)
    for number, one in enumerate(audit.attested_files, start=2):
        undone = moment_words(one.undone_at, zone) if one.undone_at else None
        at = moment_words(one.at, zone)
        sheets.row(sheet, number, [one.name, len(one.rows), one.who, at, one.undone_by, undone, one.hash])
    sheet.autofilter(1, 0, 1 + len(audit.attested_files), len(_FILES) - 1)
