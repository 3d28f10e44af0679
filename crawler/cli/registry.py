"""The registry for commands that can do without one."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from crawler.registry.model import Registry


def registry_if_any(path: Path) -> Registry | None:
    """The registry at `path`; None where it was not asked for by name and there is none.

    Raises BadInput where it is faulty, or named and missing.
    """
    from crawler.jobs.known import load_registry

    named = click.get_current_context().get_parameter_source("registry") is not ParameterSource.DEFAULT
    return load_registry(path) if named or path.exists() else None
