"""A workbook's sheets as tables: frozen heads, filters, texts as texts and days as real dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from reports.postviews import shown

CELL_LENGTH = 32_000  # Excel holds 32,767 characters in a cell

STATES: Mapping[str, Mapping[str, object]] = {
    "zero": {"bg_color": "#FBE6E4", "font_color": "#9A1515", "bold": True, "border": 2},
    "short": {"bg_color": "#FBE6E4", "font_color": "#9A1515", "bold": True},
    "open": {"bg_color": "#FDF1D6", "font_color": "#6B4300"},
    "partial": {"pattern": 14, "fg_color": "#C9D1DA", "italic": True},
    "future": {"font_color": "#505A68", "italic": True},
    "excepted": {"bg_color": "#ECECF1", "font_color": "#505A68"},
}

Value = str | int | float | date | datetime | None


class Sheets:
    """A workbook with its formats; each sheet is a table with frozen heads and a filter."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._names: set[str] = set()
        self.head = book.add_format(
            {"bold": True, "bg_color": "#E6EBF2", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.text = book.add_format({"border": 1, "valign": "top", "text_wrap": True})
        self.day = book.add_format({"border": 1, "valign": "top", "num_format": "dd/mm/yyyy"})
        self.moment = book.add_format({"border": 1, "valign": "top", "num_format": "dd/mm/yyyy hh:mm"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.states = {state: self._state(look) for state, look in STATES.items()}
        self._told: dict[tuple[str, int], Format] = {}

    def table(self, name: str, title: str, heads: Sequence[str], widths: Sequence[int], fixed: int) -> Worksheet:
        """A new sheet with its title and heads; `fixed` columns stay in sight."""
        sheet = self.book.add_worksheet(self._name(name))
        sheet.write_string(0, 0, title, self.title)
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, head, self.head)
        sheet.freeze_panes(2, fixed)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
        return sheet

    def row(self, sheet: Worksheet, number: int, values: Iterable[Value]) -> None:
        for column, value in enumerate(values):
            self.cell(sheet, number, column, value)

    def cell(self, sheet: Worksheet, row: int, column: int, value: Value, form: Format | None = None) -> None:
        """Writes one value by its type."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, form or self.text)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value, form or self.moment)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, form or self.day)
        elif isinstance(value, str):
            sheet.write_string(row, column, shown(value, CELL_LENGTH), form or self.text)
        else:
            sheet.write_number(row, column, value, form or self.text)

    def figure(self, state: str, attested: int) -> Format | None:
        """The format of a figure in that state; of a number of which so much is attested, it says so behind it."""
        if not attested:
            return self.states.get(state)
        if (state, attested) not in self._told:
            words = {"num_format": f'0 "({attested} xác nhận)"', "text_wrap": True}
            self._told[state, attested] = self._state({**STATES.get(state, {}), **words})
        return self._told[state, attested]

    def _state(self, more: Mapping[str, object]) -> Format:
        return self.book.add_format({"border": 1, "valign": "top", "align": "center", **more})

    def _name(self, wanted: str) -> str:
        """A name that Excel allows and that no sheet has yet: 31 characters, none of []:*?/\\."""
        plain = re.sub(r"[\[\]:*?/\\']", " ", wanted).strip()[:31]
        number = 1
        while plain.lower() in self._names:
            number += 1
            plain = f"{plain[:27]} ({number})"
        self._names.add(plain.lower())
        return plain
