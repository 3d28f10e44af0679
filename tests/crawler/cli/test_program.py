"""Help, messages and exit codes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from crawler.cli.options import IsoDay
from crawler.cli.program import COMMANDS, program
from tests.crawler.cli.conftest import Run

NO_REGISTRY = ("demo", "classify", "extract", "evaluate", "backup", "restore")
ENGLISH = re.compile(r"\b(Usage|Options|Commands|Error|Try|Show|default:|required|Invalid|Missing|No such)\b")


def test_help_names_every_command(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", result.output, re.MULTILINE)
    assert not ENGLISH.search(result.output)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_teaches(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Cách dùng: cchc {name}")
    assert "Ví dụ:" in result.output
    assert "Mã thoát" in result.output
    assert not ENGLISH.search(result.output)
    assert max(map(len, result.output.splitlines())) <= 120


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_registry_and_db(name: str) -> None:
    command = program.get_command(click.Context(program), name)
    assert command is not None
    assert {"--registry", "--db"} <= {option for param in command.params for option in param.opts}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["cont"], "không có lệnh “cont”; có phải counts?"),
        (["xyzzy"], "không có lệnh “xyzzy”."),
        (["counts", "--yaer", "2024"], "không có tùy chọn --yaer; có phải --year?"),
        (["counts", "--year"], "tùy chọn --year cần một giá trị"),
        (["counts", "--year", "abc"], "--year: “abc” không phải số nguyên"),
        (["counts", "--format", "xml"], "--format: “xml” không phải một trong 'table', 'json', 'csv'"),
        (["counts", "thừa"], "thừa tham số: thừa"),
        (["counts", "--as-of", "31/12/2024"], "--as-of: “31/12/2024” không phải ngày dạng 2024-03-05"),
        (["counts", "--as-of", "2023-02-29"], "--as-of: lịch không có ngày “2023-02-29”"),
        (["crawl", "--since", "2024-1-1"], "--since: “2024-1-1” không phải ngày dạng"),
        (["crawl", "--full=1"], "tùy chọn --full không nhận giá trị"),
        (["explain"], "thiếu MÃ_HOẶC_ĐỊA_CHỈ"),
        (["report"], "thiếu tùy chọn --out"),
        (["extract", "none.html", "--url", "http://a.vn"], "TỆP: không có tệp “none.html”"),
        (["extract", ".", "--url", "http://a.vn"], "TỆP: “.” là thư mục, cần một tệp"),
    ],
)
def test_wrong_arguments_are_explained(run: Run, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert f"Lỗi: {said}" in result.stderr
    assert "Xem hướng dẫn: cchc" in result.stderr
    assert not ENGLISH.search(result.stderr)
    assert result.stdout == ""


def test_without_a_command_the_help_comes_as_an_error(run: Run) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Cách dùng: cchc")


@pytest.mark.parametrize("text", ["2024-03-05", "0001-01-01", "9999-12-31"])
def test_days_are_iso(text: str) -> None:
    assert IsoDay().convert(text, None, None).isoformat() == text


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-3-5", "20240305", "2024-W10-2", "05-03-2024", "２０２４-03-05", "2024-03-05T00:00"]
)
def test_no_other_spelling_is_a_day(text: str) -> None:
    with pytest.raises(click.BadParameter, match="2024-03-05"):
        IsoDay().convert(text, None, None)


def _cchc(*arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "crawler", *arguments]
    return subprocess.run(command, capture_output=True, env=os.environ | env, check=False)


def test_output_is_utf8_whatever_the_locale() -> None:
    done = _cchc(
        "counts", "--year", "abc", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii"
    )
    assert "không phải số nguyên" in done.stderr.decode("utf-8")
    assert done.returncode == 2
    help_ = _cchc("--help", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert "Cách dùng" in help_.stdout.decode("utf-8")


def test_a_reader_that_has_seen_enough_is_no_failure() -> None:
    command = f"{sys.executable} -m crawler --help"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command} | true"], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr == b""


def test_help_needs_none_of_the_heavy_parts() -> None:
    script = "import sys, crawler.cli.program as p; [p.program.get_command(None, n) for n in p.COMMANDS]"
    command = [sys.executable, "-c", f"{script}; print(*sys.modules)"]
    loaded = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
    assert not {"scrapy", "pydantic", "sqlite_utils", "rich", "lxml"} & set(loaded)


@pytest.mark.parametrize(
    "arguments",
    [["counts"], ["posts"], ["explain", "x"], ["report", "--out", "o"], ["review", "list"], ["reclassify"]],
    ids=lambda arguments: arguments[0],
)
def test_a_missing_store_is_said_with_what_to_do(run: Run, registry: Path, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Hãy chạy “cchc crawl” trước" in result.stderr
    assert not (registry.parent / "data").exists()


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in NO_REGISTRY])
def test_a_bad_registry_is_refused_by_every_command_that_reads_it(run: Run, registry: Path, name: str) -> None:
    text = registry.read_text("utf-8")
    registry.write_text(
        text.replace("minimum: 1", "minimum: một").replace("year: 2024", "yaer: 2024"), encoding="utf-8"
    )
    said = ["--agency", "so-a", "--by", "An", "--reason", "x"]
    arguments = {
        "explain": ["x"],
        "report": ["--out", "o"],
        "nightly": ["--out", "o"],
        "review": ["list"],
        "onboard": ["http://127.0.0.1:9/a"],
        "export": ["so-a", "--out", "o"],
    }
    arguments |= {"attest": ["a.csv", "--by", "An"], "add": ["http://127.0.0.1:9/a", *said]}
    result = run(name, *arguments.get(name, []))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Tệp đăng ký có 2 lỗi" in result.stderr
    assert "plan.quotas[0].minimum" in result.stderr
    assert "site_registry.yaml:5" in result.stderr


def test_the_environment_names_registry_and_db(
    run: Run, registry: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    registry.rename(tmp_path / "other.yaml")
    monkeypatch.setenv("CCHC_REGISTRY", "other.yaml")
    monkeypatch.setenv("CCHC_DB", "elsewhere.db")
    assert run("check").exit_code == 0
    assert "elsewhere.db" in run("counts").stderr


def test_a_place_that_cannot_be_written_is_named(judged: Run, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("một tệp, không phải thư mục", encoding="utf-8")
    result = judged("report", "--out", tmp_path / "tep" / "baocao")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Lỗi: Không đọc hoặc ghi được ")
    assert "tep" in result.stderr
