"""`cchc attest` at the command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
HEAD = "agency;quota;date;title;kind;reference;note\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "so.csv"
    path.write_text(f"{HEAD}so-b;own-site;05/03/2024;Một cửa\x1b[31m;sổ;;\n".replace("\x1b", ""), "utf-8-sig")
    return path


def test_a_file_is_attested_listed_and_undone(judged: Run, file: Path) -> None:
    told = judged("attest", "--by", "Nguyễn Văn An", file)
    assert told.exit_code == 0, told.output
    assert "Đã ghi 1 dòng của so.csv, do Nguyễn Văn An xác nhận.\n  so-b, chỉ tiêu own-site: 1\n" in told.stdout
    digest = re.search(r"Mã tệp: ([0-9a-f]{64})", told.stdout)[1]  # type: ignore[index]
    assert "không ghi thêm gì" in judged("attest", file, "--by", "Khác").stdout
    assert digest[:12] in judged("attest", "list").stdout
    assert '"attested": 1' in judged("counts", "--format", "json").stdout
    shown = judged("counts", "--agency", "so-b", "--as-of", "2024-12-31").stdout
    assert "3:≥1?(1 xác nhận)" in shown
    assert "≥ 1?/12*" in shown
    assert "“*”: có phần theo hồ sơ xác nhận" in shown
    assert "Đã thôi tính 1 dòng của so.csv" in judged("attest", "undo", digest, "--by", "Bình").stdout
    assert '"attested": 1' not in judged("counts", "--format", "json").stdout
    again = judged("attest", "--by", "Cúc", "undo", digest[:8])
    assert (again.exit_code, "Đã hủy từ trước" in again.stdout) == (0, True)
    assert "Bình" in judged("attest", "list").stdout


def test_undo_without_a_name_takes_that_of_the_account(
    judged: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "may-12")
    digest = judged("attest", file, "--by", "An").stdout.split()[-1]
    assert judged("attest", "undo", digest).exit_code == 0
    assert "may-12" in judged("attest", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "thiếu TỆP"),
        (("so.csv",), "thiếu tùy chọn --by"),
        (("so.csv", "them.csv", "--by", "An"), "cần một tệp"),
        (("khong-co.csv", "--by", "An"), "Không đọc được tệp"),
        (("undo", "zz", "--by", "An"), "không phải mã tệp"),
        (("xau.csv", "--by", "An"), "Dòng 2, cột agency: ghi “so-z”"),
    ],
)
def test_what_will_not_do_exits_2_and_stores_nothing(
    judged: Run, file: Path, arguments: tuple[str, ...], told: str
) -> None:
    (file.parent / "xau.csv").write_text(f"{HEAD}so-z;own-site;2024-03-05;x;y;;\nso-b;own-site;x;x;y;;\n", "utf-8")
    result = judged("attest", *arguments)
    assert result.exit_code == 2, result.output
    assert told in result.stderr
    assert "Chưa có tệp hồ sơ nào." in judged("attest", "list").stdout


def test_all_bad_rows_are_told(judged: Run, tmp_path: Path) -> None:
    path = tmp_path / "xau.csv"
    path.write_text(HEAD + "so-z;own-site;2024-03-05;x;y;;\nso-b;own-site;x;x;y;;\n", "utf-8")
    told = judged("attest", path, "--by", "An").stderr
    assert "có 2 chỗ sai, nên chưa ghi dòng nào" in told
    assert "Dòng 2, cột agency" in told
    assert "Dòng 3, cột date" in told
