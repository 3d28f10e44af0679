"""The rows of an XLSX workbook's only sheet. Nothing in it is computed: a formula is no text."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from crawler.errors import BadInput
from crawler.jobs.attest_cells import BLANK, Cell, text_cell

MOST_UNPACKED = 200_000_000  # bytes
MOST_ROWS = 1_048_576  # of Excel
_BROKEN = (  # what openpyxl lets through of a file that is none
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # of both XML parsers
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


def xlsx_rows(name: str, body: bytes) -> Iterator[Sequence[Cell]]:
    """Every row, also blank ones. Raises BadInput where it is no workbook, or one with several filled sheets."""
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(f"Tệp {name} là Excel dạng cũ (.xls) hoặc có mật khẩu. Hãy bỏ mật khẩu và lưu thành .xlsx.")
    try:
        _check_size(name, body)
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
        for row in _sheet(name, book):
            yield [_cell(cell) for cell in row]
    except _BROKEN as error:
        raise BadInput(f"Tệp {name} không phải bảng XLSX đọc được. Hãy mở bằng Excel và lưu lại.") from error


def _check_size(name: str, body: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED:
            raise BadInput(f"Tệp {name} quá lớn khi giải nén. Hãy chia thành nhiều tệp.")


def _sheet(name: str, book: Any) -> Iterator[Sequence[Any]]:
    """The rows of the one sheet that holds anything: which of two was meant is nobody's to guess."""
    filled = [sheet for sheet in book.worksheets if any(map(_filled, _rows(sheet)))]
    if len(filled) > 1:
        names = ", ".join(f"“{sheet.title}”" for sheet in filled)
        raise BadInput(f"Tệp {name} có {len(filled)} trang tính có nội dung: {names}. Hãy để lại một trang.")
    return _rows(filled[0]) if filled else iter(())


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # what the file says of its own size is not believed
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS:
            raise BadInput("Bảng có nhiều dòng hơn Excel cho phép.")
        yield row


def _filled(row: Sequence[Any]) -> bool:
    return any(not _cell(cell).blank for cell in row)


def _cell(cell: Any) -> Cell:
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return BLANK
    if kind in ("f", "e") or isinstance(value, bool):
        return Cell(fault={"f": "là công thức", "e": f"là lỗi {value}"}.get(kind, f"là giá trị {value}"))
    if isinstance(value, datetime):
        return Cell(day=value.date())
    if isinstance(value, date):
        return Cell(day=value)
    if isinstance(value, float) and value.is_integer():
        return Cell(str(int(value)))
    return text_cell(str(value))
