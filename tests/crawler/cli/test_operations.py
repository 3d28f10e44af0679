"""docs/operations.md and its units name what there is: commands, options, variables, kinds, steps."""

from __future__ import annotations

import configparser
import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from crawler.cli.program import COMMANDS
from reports.health.words import OTHER, READ, STEPS, UNREAD

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "operations.md").read_text("utf-8")
UNITS = ROOT / "docs" / "operations"
CALLS = re.findall(r"(?:bin/cchc|cchc\.exe|^cchc) ([a-z]+)([^\n`|>]*)", GUIDE, re.MULTILINE)


def unit(name: str) -> configparser.ConfigParser:
    made = configparser.ConfigParser(strict=False, interpolation=None)
    made.optionxform = str  # type: ignore[assignment,method-assign]
    made.read_string((UNITS / name).read_text("utf-8"))
    return made


def options_of(command: str) -> set[str]:
    found: click.Command = import_module(f"crawler.cli.{COMMANDS[command]}").command
    return {name for option in found.params for name in option.opts}


@pytest.mark.parametrize(
    ("command", "rest"), [*CALLS, ("nightly", unit("cchc-nightly.service")["Service"]["ExecStart"])]
)
def test_a_command_that_is_shown_has_the_options_shown(command: str, rest: str) -> None:
    assert command in COMMANDS
    assert set(re.findall(r"--[a-z-]+", rest)) <= options_of(command)


def test_all_the_commands_are_shown() -> None:
    assert {"backup", "restore", "status", "nightly"} <= {command for command, _ in CALLS}


def test_variables_and_options_of_the_alerts_are_the_command_s() -> None:
    shown = dict(re.findall(r"^\| `(CCHC_\w+)` \| `(--[a-z-]+)` \|", GUIDE, re.MULTILINE))
    command: click.Command = import_module("crawler.cli.nightly").command
    real = {str(option.envvar): option.opts[0] for option in command.params if getattr(option, "envvar", None)}
    assert shown == {name: option for name, option in real.items() if name not in ("CCHC_REGISTRY", "CCHC_DB")}


def test_every_kind_of_problem_and_every_step_is_explained() -> None:
    first_cells = " ".join(re.findall(r"^\| (`[^|]+) \|", GUIDE, re.MULTILINE))
    named = set(re.findall(r"`(\w+)`", first_cells))
    assert set(UNREAD | READ | OTHER) <= named
    assert set(STEPS) <= named


def test_the_timer_is_at_22_in_the_province_and_starts_the_service() -> None:
    timer, service = unit("cchc-nightly.timer"), unit("cchc-nightly.service")
    assert timer["Timer"]["OnCalendar"] == "*-*-* 22:00:00 Asia/Ho_Chi_Minh"
    assert (service["Service"]["Type"], service["Service"]["SuccessExitStatus"]) == ("oneshot", "3")
    assert service["Service"]["ProtectSystem"] == "strict"
    assert f"--out /var/lib/{service['Service']['StateDirectory']}/" in service["Service"]["ExecStart"]
