"""Cells of a file of attested evidence, and the names of its columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crawler.text import clean, fold

COLUMNS = ("agency", "quota", "date", "title", "kind", "reference", "note")
#: Heads that stand for a column, as `fold` leaves them; docs/attest.md lists them.
ALIASES = {
    "co quan": "agency", "ma co quan": "agency", "don vi": "agency",
    "chi tieu": "quota", "ma chi tieu": "quota",
    "ngay": "date", "ngay thang": "date",
    "tieu de": "title", "noi dung": "title", "trich yeu": "title",
    "loai": "kind", "loai ho so": "kind", "hinh thuc": "kind",
    "so hieu": "reference", "can cu": "reference", "tham chieu": "reference",
    "ghi chu": "note",
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """`text` as it stands there, cleaned; `day` where it is a real date; `fault`: what it is instead of a text."""

    text: str = ""
    day: date | None = None
    fault: str = ""

    @property
    def blank(self) -> bool:
        return not (self.text or self.day or self.fault)


BLANK = Cell()


def column_of(head: str) -> str | None:
    """The column that a head names; None where it names none."""
    plain = fold(head)
    return plain if plain in COLUMNS else ALIASES.get(plain)


def text_cell(text: str) -> Cell:
    return Cell(clean(text))
