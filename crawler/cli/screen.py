"""What is written to stdout for people: width, tables, and text from the web that a terminal must not obey."""

from __future__ import annotations

import json
import sys
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDTH = 100  # columns where nobody's terminal says otherwise


def console() -> Console:
    """Writes to stdout, as wide as the terminal, or 100 columns into a file or a pipe."""
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH, highlight=False, soft_wrap=False)


def safe(text: str) -> str:
    """Text from the web, without what a terminal would take for an order."""
    return "".join(one if one.isprintable() else " " for one in text)


def table(*columns: str) -> Table:
    """An empty table with these headings."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(Text(column), overflow="fold")
    return made


def print_json(data: Any) -> None:
    """The data alone on stdout."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def number(value: int) -> str:
    """`1.234`."""
    return f"{value:,}".replace(",", ".")
