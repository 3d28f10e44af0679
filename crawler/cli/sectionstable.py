"""How the registered sections answered, as a table for a terminal and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from crawler.cli.screen import console, number, safe, table
from reports.daywords import day_words

if TYPE_CHECKING:
    from crawler.jobs.check_online import SectionSeen

_TLS = {
    "http": "không có (http)",
    "verified": "đã kiểm tra",
    "not_verified": "không kiểm tra",
    "failed": "HỎNG",
    "unknown": "–",
}
_ROBOTS = {
    "allowed": "cho phép",
    "forbidden": "CẤM",
    "unreachable": "không hỏi được",
    "not_obeyed": "không hỏi",
    "unknown": "–",
}


def print_sections(seen: Sequence[SectionSeen]) -> None:
    """Prints a row for each section, then what is the matter with those that can't be read; nothing for none."""
    if not seen:
        return
    grid = table("Cơ quan", "Chuyên mục", "Mã", "TLS", "robots", "Họ CMS", "Mục", "Mới nhất")
    for one in seen:
        grid.add_row(*(Text(safe(cell), style="" if one.answers else "red") for cell in _cells(one)))
    console().print(grid)
    silent = [one for one in seen if not one.answers]
    for one in silent:
        click.echo(safe(f"{one.owner}: {one.url}: {one.problem}"))
    click.echo(
        f"{len(silent)}/{len(seen)} chuyên mục không trả lời hoặc không đọc được."
        if silent
        else f"Cả {len(seen)} chuyên mục đều trả lời và đọc được."
    )


def _cells(one: SectionSeen) -> tuple[str, ...]:
    newest = day_words(one.newest) if one.newest else "–"
    status = str(one.status) if one.status is not None else "–"
    items = number(one.items) if one.answers else "–"
    return one.owner, one.url, status, _TLS[one.tls], _ROBOTS[one.robots], one.family or "–", items, newest


def section_data(one: SectionSeen) -> dict[str, Any]:
    """One section as plain data; `answers`: whether it can be read."""
    return {
        **asdict(one),
        "newest": one.newest.isoformat() if one.newest else None,
        "problem": one.problem or None,
        "answers": one.answers,
    }
