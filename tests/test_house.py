"""The house: docs say what the code does, the lock holds what the code needs, nothing tells of one machine."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from crawler import settings
from crawler.cli.program import COMMANDS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
LOCK = ROOT / "requirements.lock"
PACKAGES = ("crawler", "spiders", "pipelines", "reports")


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def test_the_readme_names_every_command() -> None:
    missing = [name for name in COMMANDS if f"cchc {name}" not in _text(README)]
    assert missing == []


def test_the_readme_names_no_command_that_is_none() -> None:
    shown = set(re.findall(r"^\s*(?:\$ )?cchc ([a-z]+)", _text(README), re.MULTILINE))
    assert shown <= set(COMMANDS)


def test_pipelines_run_in_the_order_of_the_way_of_a_post() -> None:
    order = sorted(settings.ITEM_PIPELINES, key=settings.ITEM_PIPELINES.__getitem__)
    names = [path.split(".")[1] for path in order]
    assert names == ["clean", "dates", "duplicates", "classify", "attribute", "papers", "save"]
    assert order == [f"pipelines.{name}.{name.capitalize()}Pipeline" for name in names]


def test_the_architecture_shows_the_pipelines_in_order() -> None:
    names = [path.split(".")[1] for path in sorted(settings.ITEM_PIPELINES, key=settings.ITEM_PIPELINES.__getitem__)]
    assert " --> ".join(names) in _text(ROOT / "docs" / "architecture.md")


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in _tracked()
        if page.suffix == ".md"
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", _text(page))
        if not (page.parent / target).exists()
    ]
    assert broken == []


# Written so that this file itself has none of them.
FORBIDDEN = re.compile(
    "|".join(
        [
            r"(?<![\w.])/(?:work|tmp|root|opt)/[\w.]",  # paths of one machine
            r"/home/\w",
            r"py" + r"pi\.org",
            r"python" + r"hosted\.org",
            r"--(?:extra-)?index-" + r"url[= ]",
            r"registry\.np" + r"mjs",
        ]
    )
)


def test_nothing_tells_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in _tracked()
        if path.suffix not in (".gz", ".png", ".pdf")
        for hit in [FORBIDDEN.search(_text(path))]
        if hit
    ]
    assert found == []


def _names(requirements: list[str]) -> set[str]:
    found = (re.match(r"[A-Za-z0-9._-]+", line) for line in requirements)
    return {re.sub(r"[._-]+", "-", match[0]).lower() for match in found if match}


def test_the_lock_pins_everything_with_hashes() -> None:
    project = tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]
    wanted = _names([*project["dependencies"], *project["optional-dependencies"]["dev"]])
    entries = re.split(r"\n(?=\S)", _text(LOCK).strip())
    pinned = [entry for entry in entries if not entry.startswith("#")]
    assert wanted <= _names(pinned)
    assert [entry.split()[0] for entry in pinned if "==" not in entry.split()[0] or "--hash=sha256:" not in entry] == []


def test_the_lock_names_no_place() -> None:
    assert re.findall(r"^-|://|@ ", _text(LOCK), re.MULTILINE) == []


def test_every_dependency_is_used() -> None:
    project = tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]
    sources = "\n".join(_text(path) for top in PACKAGES for path in (ROOT / top).rglob("*.py"))
    imported = {name.split(".")[0] for name in re.findall(r"^\s*(?:from|import) ([\w.]+)", sources, re.MULTILINE)}
    modules = packages_distributions()
    used = {re.sub(r"[._-]+", "-", owner).lower() for name in imported for owner in modules.get(name, ())}
    assert _names(project["dependencies"]) - used == {"tzdata"}  # data alone


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]
    explained = set(re.findall(r"[\w.-]+", _text(ROOT / "docs" / "dependencies.md")))
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert [line for line in wanted if re.match(r"[\w.-]+", line)[0] not in explained] == []  # type: ignore[index]


@pytest.mark.parametrize("top", PACKAGES)
def test_every_folder_of_modules_is_a_package(top: str) -> None:
    folders = {path.parent for path in (ROOT / top).rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_the_hub_s_contract_names_every_module_of_the_hub() -> None:
    contracts = tomllib.loads(_text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (hub,) = [contract for contract in contracts if contract["type"] == "forbidden"]
    above = {"__init__", "__main__", "cli", "jobs", "demo", "data"}
    found = {
        path.stem for path in (ROOT / "crawler").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert {f"crawler.{name}" for name in found - above} == set(hub["source_modules"])


def test_every_test_folder_mirrors_a_source_folder() -> None:
    mirrored = [path for path in (ROOT / "tests").iterdir() if path.is_dir() and any(path.rglob("test_*.py"))]
    homes = {"crawler", "spiders", "pipelines", "reports", "benchmarks", "sites", "captures", "hostile"}
    assert {path.name for path in mirrored} <= homes
