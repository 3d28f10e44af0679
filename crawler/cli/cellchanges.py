"""Cells of the counts that changed, as lines for a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reports.daywords import period_words

if TYPE_CHECKING:
    from crawler.jobs.cells import CellChange


def change_lines(changes: Iterable[CellChange]) -> Iterator[str]:
    """`so-noi-vu, own-site, tháng 3/2024: được tính 4 → 5; chờ xem xét 2 → 1`, a line for each cell."""
    for one in changes:
        where = period_words(one.period) if one.period else "không rõ ngày"
        figures = (
            ("được tính" if one.period else "tin, bài", one.before.count, one.after.count),
            ("chờ xem xét", one.before.review, one.after.review),
            ("muộn hạn", one.before.late, one.after.late),
        )
        told = "; ".join(f"{name} {before} → {after}" for name, before, after in figures if before != after)
        yield f"{one.agency}, {one.quota}, {where}: {told}"
