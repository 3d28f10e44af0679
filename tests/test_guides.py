"""The guides: their registry and lexicon load, their pictures are there and small, their commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.cli.program import COMMANDS, program
from crawler.jobs.known import load_registry

DOCS = Path(__file__).parents[1] / "docs"
GUIDES = ["huong-dan.md", "new-province.md"]
MOST = 300_000  # bytes of a picture


def _text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The registry of the guide with its lexicon beside it."""
    registry, words = re.findall(r"```yaml\n(.+?)```", _text("new-province.md"), re.DOTALL)
    (tmp_path / "tinh-mau.yaml").write_text(words, encoding="utf-8")
    (tmp_path / "site_registry.yaml").write_text(registry, encoding="utf-8")
    return tmp_path / "site_registry.yaml"


def test_the_new_provinces_files_load(written: Path) -> None:
    loaded = load_registry(written, network=True)
    assert [agency.kind for agency in loaded.agencies] == ["department", "commune"]


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_of_a_guide_exists(name: str) -> None:
    shown = set(re.findall(r"\bcchc ([a-z]+)", _text(name)))
    assert shown
    assert shown <= set(COMMANDS)


def test_every_option_of_a_guide_exists() -> None:
    for name in GUIDES:
        for command, options in re.findall(
            r"^cchc ([a-z]+(?: (?:decide|reply|list|export|import|undo))?)(.*)$", _text(name), re.M
        ):
            helped = CliRunner().invoke(program, [*command.split(), "--help"], prog_name="cchc").output
            unknown = [option for option in re.findall(r"(?<!\S)--[a-z-]+", options) if option not in helped]
            assert unknown == [], command


def test_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (DOCS / "images").glob("*.png")}
    assert sizes
    assert {name for name, size in sizes.items() if size > MOST} == set()
