"""How one figure is shown, so that a zero, a lower bound, a period not over and an excepted one can't be mixed up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crawler.counts import PeriodCount

State = Literal["excepted", "future", "partial", "open", "zero", "short", "thin", "enough"]


@dataclass(frozen=True)
class CellView:
    """`figure` is what stands in the table, `aside` what stands small beside it, `spoken` the whole in words."""

    state: State
    figure: str
    aside: str
    spoken: str


def cell_view(cell: PeriodCount, minimum: int, basis: str) -> CellView:
    """The view of one period. `thin`: below the minimum where only the average binds, hence no breach in itself."""
    state = cell_state(cell, minimum, basis)
    figure, spoken = _words(state, cell)
    return CellView(state, figure, " ".join(_asides(cell)), "; ".join((spoken, *_spoken_asides(cell))))


def cell_state(cell: PeriodCount, minimum: int, basis: str) -> State:
    """Excepted before not over, not over before not read whole, and only then what was found."""
    if cell.excepted:
        return "excepted"
    if not cell.due:
        return "future"
    if not cell.complete:
        return "partial"
    if cell.count >= minimum:
        return "enough"
    if cell.review:
        return "open"
    if not cell.count:
        return "zero"
    return "short" if basis == "each" else "thin"


def _words(state: State, cell: PeriodCount) -> tuple[str, str]:
    """Figure and words. No zero stands where it might be more."""
    n = cell.count
    if state == "excepted":
        return "miễn", f"được miễn; đếm được {n}" if n else "được miễn"
    if state == "future":
        return (f"{n}…" if n else "…"), f"chưa đến hạn; đến nay đếm được {n}" if n else "chưa đến hạn"
    if state == "partial":
        return (f"≥ {n}?" if n else "?"), f"chưa đọc đủ, ít nhất {n}" if n else "chưa đọc đủ, chưa thấy tin, bài nào"
    marks = {"zero": "0 ✘", "short": f"{n} ↓"}
    words = {
        "zero": "đã đọc đủ, không có tin, bài nào",
        "short": f"{n}, dưới mức tối thiểu",
        "thin": f"{n}, dưới mức bình quân",
        "open": f"{n}, kết quả còn tùy tin, bài chờ xem xét",
    }
    return marks.get(state, str(n)), words.get(state, str(n))


def _asides(cell: PeriodCount) -> list[str]:
    found = [f"+{cell.review} chờ"] if cell.review else []
    return [*found, f"{cell.attested} xác nhận"] if cell.attested else found


def _spoken_asides(cell: PeriodCount) -> list[str]:
    found = [f"{cell.review} chờ xem xét"] if cell.review else []
    return [*found, f"{cell.attested} theo hồ sơ xác nhận"] if cell.attested else found
