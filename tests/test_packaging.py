"""What is installed: four packages and their data, and a command that works outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOP = {"crawler", "spiders", "pipelines", "reports"}
DATA = {"crawler": ROOT / "crawler" / "data", "lexicon": ROOT / "pipelines" / "lexicon",
        "templates": ROOT / "reports" / "templates"}  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the checkout, built in a copy: nothing is left in the checkout, nothing stale gets in."""
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for name in (*sorted(TOP), "pyproject.toml", "README.md", "LICENSE"):
        subprocess.run(["cp", "-R", str(ROOT / name), str(copy / name)], check=True)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    done = subprocess.run([*build, str(out), str(copy)], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_nothing_stands_at_the_top_but_the_four_packages(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == TOP


def test_every_source_file_is_inside(names: set[str]) -> None:
    sources = {str(path.relative_to(ROOT)) for top in TOP for path in (ROOT / top).rglob("*.py")}
    assert sources <= names


@pytest.mark.parametrize("kind", DATA)
def test_every_data_file_is_inside(names: set[str], kind: str) -> None:
    wanted = {
        str(path.relative_to(ROOT))
        for path in DATA[kind].rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted
    assert wanted - names == set()


@pytest.mark.parametrize(
    "name", [*(f"{top}/py.typed" for top in sorted(TOP)), "crawler/registry/site_registry.schema.json"]
)
def test_markers_and_schema_are_inside(names: set[str], name: str) -> None:
    assert name in names


def test_no_caches_and_no_tests_are_inside(names: set[str]) -> None:
    assert [name for name in names if "__pycache__" in name or name.startswith("tests/") or name.endswith(".db")] == []


@pytest.mark.slow
def test_the_command_works_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """In a fresh environment; what the project depends on is borrowed from this one, so that no network is needed."""
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    python = tmp_path / "env" / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    _borrow_dependencies(python)
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "CCHC_REGISTRY", "CCHC_DB")}
    cchc = str(python.with_name("cchc"))

    def run(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [cchc, *arguments], cwd=tmp_path, env=env, capture_output=True, text=True, check=False, input=stdin
        )

    assert "Cách dùng: cchc" in run("--help").stdout
    where = subprocess.run([str(python), "-c", "import crawler; print(crawler.__file__)"], cwd=tmp_path, env=env,
                           capture_output=True, text=True, check=True).stdout  # fmt: skip
    assert str(tmp_path) in where
    answered = run("classify", stdin='{"id": 1, "title": "Đẩy mạnh cải cách hành chính", "body": ""}')
    assert '"on_topic"' in answered.stdout, answered.stderr
    demo = run("demo", "--out", "demo")
    assert demo.returncode == 0, demo.stdout + demo.stderr
    assert (tmp_path / "demo" / "report" / "index.html").exists()


def _borrow_dependencies(python: Path) -> None:
    """Makes this environment's packages visible to the other, but for the project's own."""
    probe = "import sysconfig; print(sysconfig.get_path('purelib'))"
    theirs = Path(subprocess.run([str(python), "-c", probe], capture_output=True, text=True, check=True).stdout.strip())
    ours = [path for path in map(Path, sys.path) if path.name == "site-packages"]
    for package in (one for folder in ours for one in folder.iterdir()):
        target = theirs / package.name
        if (
            package.suffix != ".pth"
            and not package.name.startswith(("__editable__", "cchc_audit"))
            and not target.exists()
        ):
            target.symlink_to(package)
