"""`cchc review reply`: recorded once, told in the log and the report, withdrawn without being lost, inert."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.crawler.cli.conftest import Run

WHO = ("--by", "N. V. An", "--date", "2025-01-05")
HOSTILE = "=cmd() \x1b[31m</blockquote><script>alert(1)</script>\u202e\nĐoạn hai"


def reply(run: Run, *more: object, text: str = "Tháng 3 trang bị sự cố.") -> object:
    return run("review", "reply", "so-a", "--quota", "own-site", "--text", text, *WHO, *more)


def test_a_reply_is_recorded_once_and_stands_in_the_log(judged: Run) -> None:
    made = reply(judged, "--period", "2024-03", "--document", "15/SNV-VP")
    assert (made.exit_code, made.stdout) == (0, "Đã ghi phản hồi: số 1, so-a, own-site, 2024-03.\n")
    assert "đã được ghi từ trước: số 1" in reply(judged, "--period", "2024-03", "--document", "15/SNV-VP").stdout
    told = judged("review", "log").stdout
    assert "N. V. An: phản hồi số 1 của so-a, own-site, 2024-03\n    văn bản 15/SNV-VP, ngày 05/01/2025" in told
    assert told.endswith("0 quyết định, 1 phản hồi.\n")


def test_a_withdrawn_reply_stays_in_the_log_and_may_be_made_again(judged: Run) -> None:
    reply(judged)
    taken = judged("review", "reply", "so-a", "--withdraw", "1", "--text", "gửi nhầm", *WHO)
    assert (taken.exit_code, taken.stdout) == (0, "Đã rút phản hồi số 1 của so-a (ghi ở số 2).\n")
    assert judged("review", "reply", "so-a", "--withdraw", "1", "--text", "nữa", *WHO).exit_code == 2
    assert judged("review", "reply", "so-a", "--withdraw", "2", "--text", "nữa", *WHO).exit_code == 2
    assert judged("review", "reply", "so-b", "--withdraw", "1", "--text", "nữa", *WHO).exit_code == 2
    assert "số 3" in reply(judged).stdout
    log = json.loads(judged("review", "log", "--format", "json").stdout)
    assert [(one["action"], one["period"], one["stands"]) for one in log] == [
        ("reply", "2024", False), ("withdraw", "2024", True), ("reply", "2024", True),
    ]  # fmt: skip


def test_the_report_has_it_beside_the_finding_and_as_data(judged: Run, tmp_path: Path) -> None:
    reply(judged, "--period", "2024-03", text=HOSTILE)
    reply(judged, text="Bản trước sai.")
    judged("review", "reply", "so-a", "--withdraw", "2", "--text", "gửi nhầm", *WHO)
    assert judged("report", "--out", "r", "--as-of", "2024-12-31").exit_code == 0
    page = (tmp_path / "r" / "agencies" / "so-a.html").read_text("utf-8")
    assert "&lt;/blockquote&gt;&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "Về tháng 3/2024; <bdi>ngày 05/01/2025</bdi>; <bdi>N. V. An ghi nhận" in page
    assert "<s>Bản trước sai.</s>" in page
    assert "Đã rút ngày 05/01/2025 (N. V. An ghi nhận): gửi nhầm" in page
    cells = openpyxl.load_workbook(tmp_path / "r" / "audit.xlsx")["Phản hồi"]["F3"]
    assert (cells.data_type, cells.value[:6]) == ("s", "=cmd()")
    data = json.loads((tmp_path / "r" / "audit.json").read_text("utf-8"))["data"]["replies"]
    assert [(one["number"], one["withdraws"], one["withdrawn_by"]) for one in data] == [
        (1, None, None), (2, None, 3), (3, 2, None),
    ]  # fmt: skip
    assert "Phản hồi của cơ quan" not in (tmp_path / "r" / "agencies" / "so-b.html").read_text("utf-8")


def test_words_from_a_file(judged: Run, tmp_path: Path) -> None:
    (tmp_path / "tl.txt").write_bytes(b"\xef\xbb\xbfM\xe1\xbb\x99t\r\n\r\nHai")
    done = judged("review", "reply", "so-a", "--quota", "own-site", "--file", "tl.txt", *WHO)
    assert done.exit_code == 0
    assert json.loads(judged("review", "log", "--format", "json").stdout)[0]["text"] == "Một\nHai"
    (tmp_path / "old.txt").write_bytes(b"\xff\xfe\x00")
    bad = judged("review", "reply", "so-a", "--quota", "own-site", "--file", "old.txt", *WHO)
    assert (bad.exit_code, "UTF-8" in bad.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("so-x", "--quota", "own-site", "--text", "a"), "không có cơ quan: so-x"),
        (("so-a", "--quota", "radio", "--text", "a"), "không có chỉ tiêu hay nhiệm vụ radio"),
        (("so-a", "--quota", "own-site", "--text", "a", "--period", "2024-W07"), "không có kỳ 2024-W07"),
        (("so-a", "--quota", "own-site", "--text", "a", "--period", "2023-03"), "không có kỳ 2023-03"),
        (("so-a", "--quota", "own-site", "--text", "a", "--period", "tháng 3"), "Kỳ không hợp lệ"),
        (("so-a", "--quota", "own-site", "--text", " \u200b "), "không có chữ nào"),
        (("so-a", "--quota", "own-site", "--text", "a" * 20_001), "quá dài"),
        (("so-a", "--quota", "own-site", "--file", "none.txt"), "Không đọc được tệp none.txt"),
        (("so-a", "--quota", "own-site"), "cần đúng một trong --text, --file"),
        (("so-a", "--text", "a"), "cần --quota"),
        (("so-a", "--withdraw", "7", "--text", "a"), "không có phản hồi số 7"),
    ],
)
def test_what_nothing_has_is_refused_and_nothing_stored(judged: Run, arguments: tuple[str, ...], told: str) -> None:
    bad = judged("review", "reply", *arguments, *WHO)
    assert bad.exit_code == 2
    assert told in bad.stderr
    assert json.loads(judged("review", "log", "--format", "json").stdout) == []


def test_a_day_to_come_is_refused(judged: Run) -> None:
    bad = judged("review", "reply", "so-a", "--quota", "own-site", "--text", "a", "--by", "An", "--date", "9999-01-01")
    assert (bad.exit_code, "chưa đến" in bad.stderr) == (2, True)
