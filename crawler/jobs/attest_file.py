"""A file of attested evidence, CSV or XLSX, row by row: what stands in which column, and what can't be read at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import BadInput
from crawler.jobs.attest_cells import BLANK, COLUMNS, Cell, column_of
from crawler.jobs.attest_csv import csv_rows
from crawler.jobs.attest_xlsx import xlsx_rows

MOST_BYTES = 20_000_000
MOST_ROWS = 50_000
MOST_LETTERS = {"note": 2000}
LETTERS = 500  # at most in any other cell

# UTF-8 that was read as a Western code page: "Sá»Ÿ", "Ä‘", "Æ°"
_MOJIBAKE = re.compile(r"á[»º][\x80-\xbf€-™Œ-ž]|Ä[‘\x90ƒ]|Æ[°¡]|Ã[\x80-\xbf¡¢£©ª¨´µ¹º]|â€|\ufffd")
# Letters of TCVN3 fonts, read as Latin: no Vietnamese text has two of them
_OLD_FONT = re.compile(r"[¨ª¬¯¸µ¶¿ÆÇËÎÏÑÖØÜÞßäåæçëîïñöøûüþÿ]")


@dataclass(frozen=True)
class Line:
    """A row that holds something. `number` as a spreadsheet shows it, the heads' row included."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where, what stands there, and what is expected. `row` 0: the file as a whole."""

    row: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, (f"Dòng {self.row}" * bool(self.row), f"cột {self.column}" * bool(self.column))))
        return f"{where or 'Tệp'}: {self.found}; cần {self.expected}"


class BadRows(BadInput):
    """A file of which nothing is stored, with all that is wrong in it."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        told = "\n".join(f"  {fault}." for fault in faults)
        super().__init__(f"Tệp {name} có {len(faults)} chỗ sai, nên chưa ghi dòng nào:\n{told}")
        self.faults = tuple(faults)


def read(name: str, body: bytes) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
    """The rows below the heads, and the faults of cells that hold no text. Raises BadInput where it is no such file."""
    if len(body) > MOST_BYTES:
        raise BadInput(f"Tệp {name} lớn hơn {MOST_BYTES // 1_000_000} MB. Hãy chia thành nhiều tệp.")
    reader = {".csv": csv_rows, ".xlsx": xlsx_rows}.get(Path(name).suffix.lower())
    if reader is None:
        raise BadInput(f"Tệp {name} phải là .csv hoặc .xlsx. Trong Excel hãy chọn “Lưu thành” một trong hai dạng ấy.")
    lines = _lines(name, reader(name, body))
    return lines, tuple(fault for line in lines for fault in _faults(line))


def _lines(name: str, rows: Iterable[Sequence[Cell]]) -> tuple[Line, ...]:
    columns: dict[int, str] = {}
    found: list[Line] = []
    for number, cells in enumerate(rows, start=1):
        if all(cell.blank for cell in cells):
            continue
        if number > MOST_ROWS:
            raise BadInput(f"Tệp {name} có quá {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.")
        if columns:
            found.append(Line(number, _named(cells, columns)))
        else:
            columns = _heads(name, number, cells)
    if not columns:
        raise BadInput(f"Tệp {name} trống. Dòng đầu cần có tên các cột: {', '.join(COLUMNS)}.")
    if not found:
        raise BadInput(f"Tệp {name} chỉ có dòng tên cột, không có dòng nào để ghi.")
    return tuple(found)


def _heads(name: str, row: int, cells: Sequence[Cell]) -> dict[int, str]:
    """Place -> column. Raises BadRows with everything that is wrong with the heads."""
    named = {place: column_of(cell.text) for place, cell in enumerate(cells) if not cell.blank}
    faults = [
        Fault(row, "", f"tên cột “{cells[place].text or cells[place].fault}” không có trong mẫu", _EXPECTED)
        for place, column in named.items()
        if column is None
    ]
    given = [column for column in named.values() if column]
    faults += [Fault(row, one, "không có cột này", _EXPECTED) for one in COLUMNS if one not in given]
    faults += [Fault(row, one, "có hai cột cùng tên", "mỗi cột một lần") for one in COLUMNS if given.count(one) > 1]
    if faults:
        raise BadRows(name, faults)
    return {place: column for place, column in named.items() if column}


_EXPECTED = f"đúng các cột {', '.join(COLUMNS)}"


def _named(cells: Sequence[Cell], columns: Mapping[int, str]) -> dict[str, Cell]:
    """The cells by column; one outside all columns under its letters."""
    named = {column: cells[place] if place < len(cells) else BLANK for place, column in columns.items()}
    extra = {f"thứ {place + 1}": cell for place, cell in enumerate(cells) if place not in columns and not cell.blank}
    return named | extra


def _faults(line: Line) -> Iterator[Fault]:
    for column, cell in line.cells.items():
        most = MOST_LETTERS.get(column, LETTERS)
        if column not in COLUMNS:
            yield Fault(line.number, column, f"ghi “{shown(cell)}” ngoài các cột", "để trống")
        elif cell.fault:
            yield Fault(line.number, column, cell.fault, "chữ gõ thẳng vào ô")
        elif len(cell.text) > most:
            yield Fault(line.number, column, f"dài {len(cell.text)} ký tự", f"nhiều nhất {most} ký tự")
        elif _unreadable(cell.text):
            yield Fault(line.number, column, f"ghi “{shown(cell)}”, chữ bị hỏng bảng mã", "chữ Unicode")


def shown(cell: Cell) -> str:
    """What stands there, short, on one line."""
    text = cell.day.strftime("%d/%m/%Y") if cell.day else cell.text or cell.fault
    plain = "".join(one if one.isprintable() else "·" for one in text)
    return plain if len(plain) <= 60 else plain[:59] + "…"


def _unreadable(text: str) -> bool:
    """Whether the text was written in one code page and read in another, or holds what is no text."""
    broken = any(unicodedata.category(one) in ("Cc", "Cs") for one in text)
    return broken or bool(_MOJIBAKE.search(text)) or len(_OLD_FONT.findall(text)) > 1
