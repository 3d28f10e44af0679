"""docs/limits.md tells the figures that hold."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from crawler import settings

TEXT = (Path(__file__).parent.parent / "docs" / "limits.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| .+ \| ([\d,]+)(?: (\S+))?[^|]* \| `([\w.]+)` \|$", TEXT, re.MULTILINE)
TIMES = {"MiB": 1024**2, "KiB": 1024, "h": 3600}


def _value(name: str) -> float:
    if hasattr(settings, name):
        return float(getattr(settings, name))
    module, _, last = name.rpartition(".")
    if module[module.rfind(".") + 1 :][0].isupper():
        module, _, owner = module.rpartition(".")
        return float(getattr(getattr(import_module(module), owner), last))
    return float(getattr(import_module(module), last))


@pytest.mark.parametrize(("figure", "unit", "name"), ROWS)
def test_the_figure_is_the_program_s(figure: str, unit: str, name: str) -> None:
    assert _value(name) == int(figure.replace(",", "")) * TIMES.get(unit, 1)


def test_every_limit_of_the_settings_is_told() -> None:
    told = {name for _, _, name in ROWS}
    assert len(ROWS) == 17
    assert {name for name in vars(settings) if name.startswith("CCHC_MOST")} <= told
