"""The day beside one entry of a list, where no place of it is known: a line or cell that is a date and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.items import Words
from crawler.text import fold
from spiders.datelabels import labels
from spiders.datelines import described
from spiders.dateplaces import UPDATED, day_of, labelled_stamp, stamp
from spiders.families.select import ids, line, paragraphs

_CELL = "td, th"
_CHANGED = ("time.updated:not(.published)", '[itemprop~="dateModified"]:not([itemprop~="datePublished"])')
_NOT_PUBLISHED = re.compile(
    r"chinh sua|sua doi|ngay tao|modified|updated|created|ban hanh|hieu luc|\bky\b|het han|han nop|bat dau|ket thuc"
)
_UPDATED = re.compile(r"cap nhat")
_PUBLISHED = re.compile(r"ngay (?:dang|xuat ban|tao)|\bdang (?:tin|luc)|publish|posted")


def entry_words(node: LexborNode, title: LexborNode | None) -> Words | None:
    """The entry's only date that stands alone or under a label of publication; None where there is none, or two."""
    texts = list(_lines(node, title))
    for place, read in (("listing", _published), (UPDATED, _updated)):
        found = [words for text in texts if (words := read(text))]
        if found:
            return Words(found[0], place, described(node)) if len({day_of(one) for one in found}) == 1 else None
    return None


def _published(text: str) -> str | None:
    """The line's day under a label of publication, or alone, before any label of another day."""
    said = list(labels(text))
    stamps = (labelled_stamp(label.words) for label in said if label.kind == "published")
    return next(filter(None, stamps), None) or (None if any(label.start == 0 for label in said) else stamp(text))


def _updated(text: str) -> str | None:
    stamps = (labelled_stamp(label.words) for label in labels(text) if label.kind == "updated")
    return next(filter(None, stamps), None)


def _lines(node: LexborNode, title: LexborNode | None) -> Iterator[str]:
    """The entry's lines without its title; of a row each cell by itself, but for columns of other days."""
    skip = ({title.mem_id} if title is not None else set()) | ids(node, _CHANGED)
    cells = node.css(_CELL) if node.tag == "tr" else []
    for cell in _own_cells(cells) if cells else [node]:
        yield from paragraphs(cell, skip).splitlines()


def _own_cells(cells: list[LexborNode]) -> list[LexborNode]:
    """The cells but for those in columns of other days: "Cập nhật" too, where another column is of publication."""
    heads = [fold(_heading(cell)) for cell in cells]
    both = any(_PUBLISHED.search(head) for head in heads)
    other = [_NOT_PUBLISHED.search(head) or (both and _UPDATED.search(head)) for head in heads]
    return [cell for cell, not_own in zip(cells, other, strict=True) if not not_own]


def _heading(cell: LexborNode) -> str:
    row = cell.parent
    table = row
    while table is not None and table.tag != "table":
        table = table.parent
    heads = table.css_first("tr") if table is not None else None
    if row is None or heads is None or heads.mem_id == row.mem_id:
        return ""
    own = [one.mem_id for one in row.iter()]
    names = list(heads.iter())
    at = own.index(cell.mem_id) if cell.mem_id in own else len(names)
    return line(names[at]) if at < len(names) and len(names) == len(own) else ""
