"""Registry and store of a group of commands: named before the subcommand or after it."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource


def keep(ctx: click.Context, registry: Path, db: Path) -> None:
    """Keeps for the subcommand what was typed before it."""
    given = {"registry": registry, "db": db}
    ctx.obj = {name: path for name, path in given.items() if _typed(ctx, name)}


def chosen(registry: Path, db: Path) -> tuple[Path, Path]:
    """Registry and store of the subcommand that runs."""
    ctx = click.get_current_context()
    before = {name: path for name, path in (ctx.obj or {}).items() if not _typed(ctx, name)}
    return before.get("registry", registry), before.get("db", db)


def _typed(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE
