"""The review queue as a workbook that goes out, is filled in by hand, and comes back.

Texts are written as texts, and a formula that comes back is refused: neither side runs what the other wrote.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl  # type: ignore[import-untyped]
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from crawler.errors import BadInput
from crawler.jobs.ruling import Ruling
from crawler.registry.model import Registry
from crawler.text import clean, fold
from reports.sheets import Sheets

#: Heads of the queue's columns and their widths; those from `WORD` on are for the inspector to fill in.
POST, SEEN, WORD, ONLY_FOR, AGENCY, DAY, WHO, REASON = (
    "Mã",
    "Bản đã xem",
    "Quyết định",
    "Chỉ cho chỉ tiêu",
    "Ghi cho cơ quan",
    "Ngày đăng đúng",
    "Người quyết định",
    "Lý do",
)
HEADS = {
    POST: 24, "Tiêu đề": 50, "Địa chỉ": 40, "Ngày đăng": 12, "Cơ quan": 20, "Kênh": 10, "Vì sao chờ": 50,
    "Máy nhận định": 40, SEEN: 12, WORD: 12, ONLY_FOR: 16, AGENCY: 20, DAY: 14, WHO: 20, REASON: 40,
}  # fmt: skip
NEEDED = (POST, WORD, AGENCY, DAY, WHO, REASON)
WORDS = {"tinh": "count", "loai": "reject"}
FIRST_ROW = 3  # of the posts; above it the title and the heads
HEADS_WITHIN = 10
MOST_ROWS = 100_000
MOST_BYTES = 200_000_000  # unpacked
_STAMP = re.compile(r"mã bảng ([0-9a-f]{16})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    SyntaxError,
    AttributeError,
    EOFError,
)


@dataclass(frozen=True)
class Queued:
    """One post of the queue, as the sheet shows it."""

    post: str
    title: str
    url: str
    day: str
    agencies: str
    channels: str
    why: str
    machine: str
    seen: str  # the first digits of the hash of its text


@dataclass(frozen=True)
class SheetRow:
    """A row that decides something."""

    number: int
    post: str
    seen: str
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True)
class Sheet:
    """What a filled-in workbook says. `stamp`: which export it is; "" where that is lost. `faults` name bad rows."""

    stamp: str
    rows: tuple[SheetRow, ...]
    faults: tuple[str, ...]


class _Fault(Exception):
    """What is wrong with a cell, in Vietnamese."""


def sheet_bytes(queue: Sequence[Queued], registry: Registry, stamp: str, at: datetime) -> bytes:
    """The workbook: the queue, and the agencies with their ids."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheets = Sheets(book)
    title = f"Tin, bài chờ xem xét, xuất ngày {at:%d/%m/%Y} (mã bảng {stamp}). Điền từ cột “{WORD}” trở đi."
    sheet = sheets.table("Chờ xem xét", title, list(HEADS), list(HEADS.values()), 2)
    for number, one in enumerate(queue, start=FIRST_ROW - 1):
        sheets.row(sheet, number, [one.post, one.title, one.url, one.day, one.agencies, one.channels, one.why,
                                   one.machine, one.seen, *[None] * 6])  # fmt: skip
    _choices(sheet, len(queue), registry)
    names = sheets.table("Cơ quan", "Mã cơ quan để ghi vào cột “Ghi cho cơ quan”", ["Mã", "Tên"], [30, 60], 0)
    for number, agency in enumerate(registry.agencies, start=2):
        sheets.row(names, number, [agency.id, agency.name])
    book.close()
    return out.getvalue()


def _choices(sheet: Any, rows: int, registry: Registry) -> None:
    """What the cells to be filled in offer."""
    if not rows:
        return
    heads, last = list(HEADS), FIRST_ROW - 2 + rows
    agencies = f"='Cơ quan'!$A$3:$A${2 + len(registry.agencies)}"
    quotas = [quota.id for quota in registry.plan.quotas]
    for head, source in ((WORD, ["tính", "loại"]), (AGENCY, agencies), (ONLY_FOR, quotas)):
        if isinstance(source, str) or len(",".join(source)) <= 255:  # Excel holds no longer list
            column = heads.index(head)
            sheet.data_validation(FIRST_ROW - 1, column, last, column, {"validate": "list", "source": source})


def read_sheet(path: Path) -> Sheet:
    """What the workbook says. Raises BadInput where it is no such workbook."""
    try:
        _check_size(path)
        book = openpyxl.load_workbook(path, read_only=True)
        try:
            return _read(_lines(book.worksheets[0]))
        finally:
            book.close()
    except OSError as error:
        raise BadInput(f"Không mở được tệp {path}: {error.strerror or error}.") from error
    except _BROKEN as error:
        raise BadInput(
            f"Tệp {path} không phải bảng XLSX đọc được. Hãy dùng tệp do “cchc review export” tạo."
        ) from error


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if sum(one.file_size for one in archive.infolist()) > MOST_BYTES:
            raise BadInput(f"Tệp {path} quá lớn.")


def _lines(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """The rows with their numbers. What the file says of its own size is not believed."""
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS:
            raise BadInput(f"Bảng có quá {MOST_ROWS} dòng.")
        yield number, list(cells)


def _read(lines: Iterable[tuple[int, list[Any]]]) -> Sheet:
    stamp, heads = "", dict[str, int]()
    rows: list[SheetRow] = []
    faults: list[str] = []
    for number, cells in lines:
        if not heads:
            found = [_text(cell) for cell in cells]
            stamp = stamp or next((hit[1] for text in found if (hit := _STAMP.search(text))), "")
            heads = _heads(found, number)
            continue
        named = {head: cells[column] for head, column in heads.items() if column < len(cells)}
        try:
            row = _row(number, named)
        except _Fault as fault:
            faults.append(f"Dòng {number}: {fault}")
        else:
            rows += [row] if row else []
    if not heads:
        raise BadInput("Bảng trống: không có dòng tên cột.")
    return Sheet(stamp, tuple(rows), (*faults, *_twice(rows)))


def _heads(found: list[str], number: int) -> dict[str, int]:
    """Head -> column, where this is the row of heads. Raises BadInput where none of the first rows is."""
    heads = {text: column for column, text in enumerate(found) if text in HEADS}
    missing = [head for head in NEEDED if head not in heads]
    if not missing:
        return heads
    if POST in heads or number >= HEADS_WITHIN:
        raise BadInput(f"Bảng thiếu cột: {', '.join(missing)}. Hãy dùng tệp do “cchc review export” tạo.")
    return {}


def _row(number: int, cells: dict[str, Any]) -> SheetRow | None:
    """What the row decides; None where it decides nothing."""
    word, quota = _filled(cells, WORD), _filled(cells, ONLY_FOR)
    agency, day = _filled(cells, AGENCY), _day(cells.get(DAY))
    if not (word or agency or day):
        return None
    if word and fold(word) not in WORDS:
        raise _Fault(f"cột “{WORD}” ghi “{word}”; cần “tính” hoặc “loại”, hoặc để trống")
    if quota and not word:
        raise _Fault(f"cột “{ONLY_FOR}” chỉ dùng khi cột “{WORD}” có ghi “tính” hoặc “loại”")
    post, who, reason = (_filled(cells, head) for head in (POST, WHO, REASON))
    for head, text in ((POST, post), (WHO, who), (REASON, reason)):
        if not text:
            raise _Fault(f"cột “{head}” trống; cần ghi để biết ai quyết định, vì sao, về tin, bài nào")
    told = (
        (WORDS.get(fold(word), ""), "", quota),
        ("agency" if agency else "", agency, ""),
        ("date" * bool(day), day, ""),
    )
    rulings = tuple(Ruling(action, value, who, reason, quota=only) for action, value, only in told if action)
    return SheetRow(number, post, _filled(cells, SEEN), rulings)


def _filled(cells: dict[str, Any], head: str) -> str:
    cell = cells.get(head)
    if cell is not None and cell.data_type in ("f", "e"):
        raise _Fault(f"cột “{head}” chứa công thức hoặc lỗi; cần ghi chữ")
    return _text(cell)


def _text(cell: Any) -> str:
    value = getattr(cell, "value", None)
    return "" if value is None else clean(str(value))


def _day(cell: Any) -> str:
    """ISO day of a date cell, or of the text `2024-03-05`; "" where it is blank."""
    value = getattr(cell, "value", None)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = _filled({DAY: cell}, DAY)
    if text and not _DAY.fullmatch(text):
        raise _Fault(f"cột “{DAY}” ghi “{text}”; cần ngày dạng 2024-03-05 (năm-tháng-ngày) hoặc ô kiểu ngày")
    return text


def _twice(rows: Iterable[SheetRow]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for row in rows:
        if row.post in seen:
            yield f"Dòng {row.number}: tin, bài này đã có quyết định ở dòng {seen[row.post]}; mỗi tin, bài chỉ một dòng"
        seen.setdefault(row.post, row.number)
