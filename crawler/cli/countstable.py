"""The counts of a year as tables for a terminal: agencies by quotas, and on demand each quota's periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from crawler.cli.screen import console, number, safe, table
from crawler.counts import AgencyCounts, PeriodCount, QuotaCount, YearCounts
from reports.daywords import short_period
from reports.words import REASONS, UNITS, VERDICT_SIGNS, VERDICTS

NAME_WIDTH = 26
CELL_WIDTH = 13
STYLES = {"met": "green", "not_met": "red", "undetermined": "yellow", "not_due": "dim"}


def print_counts(counts: YearCounts, *, periods: bool) -> None:
    """Prints the table of verdicts; with `periods` also what each verdict rests on."""
    out = console()
    out.print(Text(f"Năm {counts.year}, tính đến {counts.as_of}", style="bold"))
    ids = list(dict.fromkeys(quota.quota for agency in counts.agencies for quota in agency.quotas))
    fit = max(1, (out.width - NAME_WIDTH - 2) // (CELL_WIDTH + 2))
    for start in range(0, len(ids), fit):
        _print_verdicts(out, counts.agencies, ids[start : start + fit])
    if periods:
        for agency in counts.agencies:
            _print_agency(out, agency)
    _print_legend(out, counts)


def _print_verdicts(out: Console, agencies: Sequence[AgencyCounts], ids: Sequence[str]) -> None:
    grid = table("Cơ quan", *ids)
    grid.columns[0].width = NAME_WIDTH
    for agency in agencies:
        quotas = {quota.quota: quota for quota in agency.quotas}
        cells = [_verdict(quotas[name]) if name in quotas else Text("–", style="dim") for name in ids]
        grid.add_row(Text(safe(agency.name)), *cells)
    out.print(grid)


def _verdict(quota: QuotaCount) -> Text:
    """`✘ 41/60`; `? ≥ 41?/60` where a period that is due was not read whole."""
    whole = all(cell.complete for cell in quota.periods.values() if cell.due)
    figure = f" {bound(quota.total, whole)}/{quota.required}" if quota.verdict != "not_due" or quota.total else ""
    mark = "*" if any(cell.attested for cell in quota.periods.values()) else ""
    return Text(VERDICT_SIGNS[quota.verdict] + figure + mark, style=STYLES[quota.verdict])


def bound(count: int, whole: bool) -> str:
    """A count as it may be said: a lower bound where something was not read."""
    return number(count) if whole else f"≥ {number(count)}?"


def _print_agency(out: Console, agency: AgencyCounts) -> None:
    out.print(Text(safe(f"{agency.name} ({agency.id})"), style="bold"))
    for quota in agency.quotas:
        out.print(Padding(Text(f"{quota.quota} ({quota.clause}): {_words(quota)}"), (0, 0, 0, 2)))
        out.print(Padding(Text(f"{UNITS[quota.period]}  " + "  ".join(_periods(quota))), (0, 0, 0, 4)))
    out.print()


def _words(quota: QuotaCount) -> str:
    """`Không đạt, thiếu 19; mỗi tháng ít nhất 5 tin, bài (bình quân); 2 tin, bài không rõ ngày`."""
    short = f" {number(quota.shortfall)}" if quota.reason == "short" else ""
    reason = f", {REASONS[quota.reason]}{short}" if quota.reason else ""
    average = " (bình quân)" if quota.basis == "average" else ""
    least = f"mỗi {UNITS[quota.period]} ít nhất {number(quota.minimum)}{average}"
    undated = f"; {number(quota.undated)} tin, bài không rõ ngày" if quota.undated else ""
    return f"{VERDICTS[quota.verdict]}{reason}; {least}{undated}"


def _periods(quota: QuotaCount) -> Iterator[str]:
    for key, cell in quota.periods.items():
        yield f"{short_period(key)}:{_period(cell)}"


def _period(cell: PeriodCount) -> str:
    """A period's count; `·` where it is not due yet and nothing was counted."""
    if cell.excepted:
        return "miễn"
    if not cell.due and not cell.count:
        return "·"
    review = f"(+{number(cell.review)} chờ xem)" if cell.review else ""
    attested = f"({number(cell.attested)} xác nhận)" if cell.attested else ""
    return bound(cell.count, cell.complete or not cell.due).replace(" ", "") + attested + review


def _print_legend(out: Console, counts: YearCounts) -> None:
    signs = "  ".join(f"{VERDICT_SIGNS[verdict]} {words.lower()}" for verdict, words in VERDICTS.items())
    out.print(Text(f"{signs}  – không phải làm", style="dim"))
    out.print(Text("Số trước gạch chéo là đã đếm, sau là phải có. “≥ n?”: chưa đọc đủ, có thể còn nữa.", style="dim"))
    if any(cell.attested for agency in counts.agencies for quota in agency.quotas for cell in quota.periods.values()):
        out.print(Text("“*”: có phần theo hồ sơ xác nhận (cchc attest list), không phải tin, bài.", style="dim"))
    open_ = sum(quota.reason == "incomplete" for agency in counts.agencies for quota in agency.quotas)
    if open_:
        out.print(Text(f"{open_} kết luận còn để ngỏ vì chưa đọc đủ: hãy chạy “cchc crawl”, rồi xem lại."))
