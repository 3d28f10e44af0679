"""Pictures of the year as plain geometry: the trend of a quota over the months, and the heat map of its agencies.

Nothing here draws: a template does. Shades are classes, and every mark has its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from crawler.counts import PeriodCount
from reports.audit import AgencyAudit, Duty, QuotaAudit
from reports.cells import cell_view
from reports.daywords import period_words, short_period
from reports.quotaviews import agency_page, cell_anchor

Heat = Literal["h0", "h1", "h2", "h3", "h4", "partial", "future", "excepted"]
Whole = Literal["whole", "partial", "future"]

BAR, GAP, HEIGHT = 46, 14, 110  # of the trend, in units of its drawing
CELL, LINE, NAMES = 52, 20, 270  # of the heat map: width of a cell, height of a line, width of the names
_NAME_LENGTH = 40


@dataclass(frozen=True)
class Bar:
    """One month of all agencies. `partial`: some agency's month was not read whole. `future`: some are not due."""

    x: int
    y: int
    height: int
    label: str
    figure: str
    spoken: str
    state: Whole


@dataclass(frozen=True)
class Trend:
    """`asked`: what a month asks of all agencies together; `line` is its place from the top."""

    width: int
    bars: tuple[Bar, ...]
    asked: int
    line: int


@dataclass(frozen=True)
class Heated:
    x: int
    heat: Heat
    figure: str
    spoken: str
    href: str


@dataclass(frozen=True)
class HeatLine:
    y: int
    name: str
    cells: tuple[Heated, ...]


@dataclass(frozen=True)
class HeatMap:
    width: int
    height: int
    columns: tuple[tuple[int, str], ...]
    lines: tuple[HeatLine, ...]


def trend(duty: Duty) -> Trend | None:
    """Posts of all agencies together, month by month; None where it would show no more than the table."""
    if not _worth_a_picture(duty):
        return None
    months = {key: [one.count.periods[key] for _, one in duty.rows] for key in duty.rows[0][1].count.periods}
    asked = duty.quota.minimum * len(duty.rows)
    top = max(asked, *(_total(cells) for cells in months.values()))
    bars = tuple(_bar(place, key, cells, top) for place, (key, cells) in enumerate(months.items()))
    return Trend(len(months) * (BAR + GAP) + GAP, bars, asked, HEIGHT - HEIGHT * asked // top)


def heat_map(duty: Duty) -> HeatMap | None:
    """The agencies of a monthly quota by month, shaded by how much was found; None as for `trend`."""
    if not _worth_a_picture(duty):
        return None
    keys = list(duty.rows[0][1].count.periods)
    lines = tuple(_line(place, agency, one) for place, (agency, one) in enumerate(duty.rows))
    columns = tuple((NAMES + place * CELL, f"T{short_period(key)}") for place, key in enumerate(keys))
    return HeatMap(NAMES + CELL * len(keys), LINE * len(lines), columns, lines)


def _worth_a_picture(duty: Duty) -> bool:
    """Whether the quota is monthly and binds several agencies."""
    return duty.quota.period == "month" and len(duty.rows) > 1


def _bar(place: int, key: str, cells: Sequence[PeriodCount], top: int) -> Bar:
    total, state = _total(cells), _state(cells)
    height = HEIGHT * total // top
    figure, spoken = _words(state, total)
    attested = sum(cell.attested for cell in cells)
    if attested:
        figure, spoken = f"{figure}*", f"{spoken}, trong đó {attested} theo hồ sơ xác nhận"
    return Bar(
        x=GAP + place * (BAR + GAP),
        y=HEIGHT - height,
        height=height,
        label=f"T{short_period(key)}",
        figure=figure,
        spoken=f"{period_words(key)}: {spoken}",
        state=state,
    )


def _words(state: Whole, total: int) -> tuple[str, str]:
    if state == "future":
        return (f"{total}…" if total else "…"), f"chưa đến hạn, đến nay {total}"
    if state == "partial":
        return (f"≥ {total}?" if total else "?"), f"chưa đọc đủ, ít nhất {total}"
    return str(total), f"{total} tin, bài"


def _state(cells: Iterable[PeriodCount]) -> Whole:
    bound = [cell for cell in cells if not cell.excepted]
    if not all(cell.due for cell in bound):
        return "future"
    return "whole" if all(cell.complete for cell in bound) else "partial"


def _total(cells: Iterable[PeriodCount]) -> int:
    return sum(cell.count for cell in cells)


def _line(place: int, agency: AgencyAudit, one: QuotaAudit) -> HeatLine:
    name = agency.name if len(agency.name) <= _NAME_LENGTH else agency.name[: _NAME_LENGTH - 1] + "…"
    return HeatLine(place * LINE, name, tuple(_heated(agency, one)))


def _heated(agency: AgencyAudit, one: QuotaAudit) -> Iterator[Heated]:
    for place, (key, cell) in enumerate(one.count.periods.items()):
        view = cell_view(cell, one.count.minimum, one.count.basis)
        yield Heated(
            x=NAMES + place * CELL,
            heat=heat(cell, one.count.minimum),
            figure=view.figure + ("*" if cell.attested else ""),
            spoken=f"{agency.name}, {period_words(key)}: {view.spoken}",
            href=f"{agency_page(agency.id)}#{cell_anchor(one.quota.id, key)}",
        )


def heat(cell: PeriodCount, minimum: int) -> Heat:
    """The shade: h0 nothing, h1 less than half of the minimum, h2 less than it, h3 enough, h4 twice that and more.

    A figure that is not exact has no shade of its own amount: a lower bound must not look like a low figure.
    """
    if cell.excepted:
        return "excepted"
    if not cell.due:
        return "future"
    if not cell.complete:
        return "partial"
    if not cell.count:
        return "h0"
    if cell.count < minimum:
        return "h1" if 2 * cell.count < minimum else "h2"
    return "h3" if cell.count < 2 * minimum else "h4"
