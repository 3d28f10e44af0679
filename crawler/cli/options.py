"""Options that commands share, and the types of their values."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class IsoDay(click.ParamType[date]):
    """A day as `2024-03-05`, and in no other spelling: 05/03 and 03/05 are told apart by no guess."""

    name = "NGÀY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                self.fail(f"lịch không có ngày “{value}”", param, ctx)
        self.fail(f"“{value}” không phải ngày dạng 2024-03-05 (năm-tháng-ngày)", param, ctx)


registry_option = click.option(
    "--registry",
    type=click.Path(path_type=Path),
    default="site_registry.yaml",
    envvar="CCHC_REGISTRY",
    metavar="TỆP",
    help="Tệp đăng ký; mặc định site_registry.yaml, hoặc biến môi trường CCHC_REGISTRY.",
)
db_option = click.option(
    "--db",
    type=click.Path(path_type=Path),
    default="data/cchc.db",
    envvar="CCHC_DB",
    metavar="TỆP",
    help="Cơ sở dữ liệu; mặc định data/cchc.db, hoặc biến môi trường CCHC_DB.",
)
year_option = click.option(
    "--year", type=int, metavar="NĂM", help="Năm của kế hoạch; mặc định là năm trong tệp đăng ký."
)
as_of_option = click.option(
    "--as-of",
    type=IsoDay(),
    help="Tính các kỳ đã hết đến ngày này (2024-12-31); mặc định hôm nay. Dữ liệu luôn là dữ liệu hiện có.",
)


def places(command: Decorated) -> Decorated:
    """`--registry` and `--db`, which every command takes."""
    return registry_option(db_option(command))


def unused_places(command: Decorated) -> Decorated:
    """The same where a command has no use for them: accepted, so that scripts may name them everywhere."""
    for name in ("--db", "--registry"):
        command = click.option(name, type=click.Path(), hidden=True, expose_value=False)(command)
    return command


def agencies(what: str) -> Callable[[Decorated], Decorated]:
    """The repeatable `--agency`, with what it narrows."""
    return click.option("--agency", "agencies", multiple=True, metavar="MÃ", help=f"{what} Dùng được nhiều lần.")


def output_format(*kinds: str) -> Callable[[Decorated], Decorated]:
    """`--format`; the first kind is the default."""
    words = {"table": "table cho người đọc", "json": "json cho máy (stdout chỉ có JSON)", "csv": "csv cho bảng tính"}
    return click.option(
        "--format",
        "form",
        type=click.Choice(kinds),
        default=kinds[0],
        metavar="|".join(kinds),
        help=f"Dạng in ra: {', '.join(words[kind] for kind in kinds)}; mặc định {kinds[0]}.",
    )
