"""The rows of a CSV file as Vietnamese Excel and others write it: UTF-8, with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from crawler.errors import BadInput
from crawler.jobs.attest_cells import Cell, column_of, text_cell

_SEPARATORS = ",;\t"
_UNICODE = "Trong Excel hãy chọn “Lưu thành”, dạng “CSV UTF-8”; chữ TCVN3 (ABC), VNI phải đổi sang Unicode trước."


def csv_rows(name: str, body: bytes) -> Iterator[Sequence[Cell]]:
    """Every row, also blank ones. Raises BadInput where the bytes are no UTF-8 text, or no CSV."""
    text = _text(name, body)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True):
            yield [text_cell(cell) for cell in row]
    except csv.Error as error:
        raise BadInput(f"Tệp {name} không phải CSV đọc được ({error}). Hãy kiểm tra dấu ngoặc kép.") from error


def _text(name: str, body: bytes) -> str:
    if body.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadInput(f"Tệp {name} là bảng tính Excel chứ không phải CSV. Hãy lưu thành .xlsx, hoặc “CSV UTF-8”.")
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput(f"Tệp {name} ở dạng UTF-16, không phải UTF-8. {_UNICODE}")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"Tệp {name} không phải UTF-8 (dòng {line}), có lẽ ở bảng mã Windows-1258, TCVN3 hoặc VNI. {_UNICODE}"
        ) from error
    if "\0" in text:
        raise BadInput(f"Tệp {name} không phải tệp chữ. {_UNICODE}")
    return text


def _separator(text: str) -> str:
    """The sign that parts the heads into most known columns."""
    head = next((line for line in text.splitlines() if line.strip(' ,;\t"\ufeff')), "")
    return max(_SEPARATORS, key=lambda sign: sum(column_of(cell.strip(' "')) is not None for cell in head.split(sign)))
