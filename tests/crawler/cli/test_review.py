"""`cchc review`, `cchc add` and `cchc reclassify` on a small store: what they print and how they end."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from crawler.store import open_store
from tests.crawler.cli.conftest import Run

SIGNED = ("--by", "N. V. An", "--reason", "đã xem bài")
POST = "127.0.0.1:9~2"


@pytest.fixture
def doubtful(judged: Run, registry: Path) -> Run:
    """The same where one post's topic and another's day are unclear, and a third is hostile."""
    db = open_store(registry.parent / "data" / "cchc.db")
    with db.atomic():
        db.execute("UPDATE verdict SET topics = '[]', reviews = '[\"cchc\"]', label = 'review' WHERE post LIKE '%~2'")
        db.execute("UPDATE post SET date_days = '[]', day = NULL, published = NULL WHERE id LIKE '%~3'")
        db.execute("UPDATE entry SET day = NULL, date_words = '' WHERE post LIKE '%~3'")
    db.close()
    return judged


def test_the_queue_as_a_table_and_as_json(doubtful: Run) -> None:
    result = doubtful("review", "list")
    assert result.exit_code == 0
    assert "Chờ xem xét (own-site)" in result.stdout
    assert "Chưa chắc đúng chủ đề." in result.stdout
    assert "2 tin, bài cần người xem." in result.stdout
    assert "\x1b" not in result.stdout
    rows = json.loads(doubtful("review", "list", "--format", "json").stdout)
    assert [(row["id"], row["status"], row["recheck"], row["decisions"]) for row in rows] == [
        ("127.0.0.1:9~3", "undated", False, []),
        (POST, "review", False, []),
    ]
    assert json.loads(doubtful("review", "list", "--agency", "so-b", "--format", "json").stdout) == []


def test_a_decision_says_what_changed(doubtful: Run) -> None:
    result = doubtful("review", "decide", POST, "--count", *SIGNED)
    assert result.exit_code == 0
    assert "Chờ xem xét → Được tính" in result.stdout
    assert "N. V. An quyết định tính: đã xem bài." in result.stdout
    assert "so-a, own-site, tháng 3/2024: được tính 1 → 2; chờ xem xét 1 → 0" in result.stdout
    again = doubtful("review", "decide", POST, "--count", *SIGNED)
    assert "Không ô số đếm nào thay đổi." in again.stdout
    dated = doubtful("review", "decide", "http://127.0.0.1:9/tin-3", "--date", "2024-05-02", *SIGNED)
    assert "tháng 5/2024: được tính 0 → 1" in dated.stdout
    assert "không rõ ngày: tin, bài 1 → 0" in dated.stdout
    rows = json.loads(doubtful("posts", "--status", "all", "--format", "json").stdout)
    assert [(row["date_grade"], row["date_source"], row["decided_by"]) for row in rows if row["id"].endswith("~3")] == [
        ("A", "inspector", "inspector")
    ]


def test_the_log_shows_both_of_two_persons(doubtful: Run) -> None:
    doubtful("review", "decide", POST, "--count", "--by", "An", "--reason", "đúng")
    doubtful("review", "decide", POST, "--reject", "--by", "Bình", "--reason", "=cmd()\x1b[31m")
    shown = doubtful("review", "log").stdout
    assert "An: tính  (đã bị quyết định sau thay)" in shown
    assert "Bình: loại\n" in shown
    assert "\x1b" not in shown
    rows = json.loads(doubtful("review", "log", "--format", "json").stdout)
    assert [(row["who"], row["action"], row["stands"]) for row in rows] == [
        ("An", "count", False), ("Bình", "reject", True),
    ]  # fmt: skip
    told = doubtful("explain", POST).stdout
    assert "An: tính (đã bị quyết định sau thay). Lý do: đúng" in told
    assert "Bị loại khi xem xét" in told


WRONG = {
    "no action": ([POST, *SIGNED], "cần đúng một trong --count"),
    "two actions": ([POST, "--count", "--reject", *SIGNED], "cần đúng một trong --count"),
    "count and a day": ([POST, "--count", "--date", "2024-03-05", *SIGNED], "cần đúng một trong --count"),
    "nobody": ([POST, "--count", "--reason", "x"], "thiếu tùy chọn --by"),
    "no reason": ([POST, "--count", "--by", "An"], "thiếu tùy chọn --reason"),
    "a blank reason": ([POST, "--count", "--by", "An", "--reason", " "], "Thiếu lý do"),
    "an unknown post": (["x~1", "--count", *SIGNED], "Không có tin, bài “x~1”"),
    "an unknown agency": ([POST, "--agency", "so-c", *SIGNED], "không có cơ quan: so-c"),
    "a blank agency": ([POST, "--agency", "", *SIGNED], "không có cơ quan"),
    "a day in another spelling": ([POST, "--date", "05/03/2024", *SIGNED], "không phải ngày dạng"),
    "a quota for a day": ([POST, "--date", "2024-03-05", "--quota", "own-site", *SIGNED], "chỉ dùng cùng --count"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_decision_ends_with_2(doubtful: Run, name: str) -> None:
    arguments, said = WRONG[name]
    result = doubtful("review", "decide", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert json.loads(doubtful("review", "log", "--format", "json").stdout) == []


def test_the_queue_goes_out_and_comes_back(doubtful: Run, tmp_path: Path) -> None:
    assert "q.xlsx: 2 tin, bài" in doubtful("review", "export", "q.xlsx").stdout
    book = openpyxl.load_workbook(tmp_path / "q.xlsx")
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[2]}
    line = next(row for row in (3, 4) if sheet.cell(row, 1).value == POST)
    for head, value in {"Quyết định": "tính", "Người quyết định": "An", "Lý do": "đúng"}.items():
        sheet.cell(line, columns[head], value)
    book.save(tmp_path / "q.xlsx")
    first, second = doubtful("review", "import", "q.xlsx"), doubtful("review", "import", "q.xlsx")
    assert "Đã ghi 1 quyết định.\n" in first.stdout
    assert "được tính 1 → 2" in first.stdout
    assert second.stdout == "Đã ghi 0 quyết định, 1 quyết định đã có từ trước.\n"
    sheet.cell(line, columns["Quyết định"], "có lẽ")
    book.save(tmp_path / "bad.xlsx")
    bad = doubtful("review", "import", "bad.xlsx")
    assert (bad.exit_code, bad.stdout) == (2, "")
    assert f"Dòng {line}: cột “Quyết định” ghi “có lẽ”" in bad.stderr


def test_registry_and_store_may_be_named_before_the_subcommand(doubtful: Run, tmp_path: Path) -> None:
    (tmp_path / "data" / "cchc.db").rename(tmp_path / "other.db")
    assert doubtful("review", "list").exit_code == 2
    assert doubtful("review", "--db", "other.db", "list").exit_code == 0
    assert doubtful("review", "list", "--db", "other.db").exit_code == 0
    assert "none.db" in doubtful("review", "--db", "other.db", "list", "--db", "none.db").stderr


@pytest.mark.parametrize("name", ["list", "decide", "log", "export", "import"])
def test_every_subcommand_teaches(run: Run, name: str) -> None:
    result = run("review", name, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Cách dùng: cchc review {name}")
    assert "Ví dụ:" in result.output
    assert {"--registry", "--db"} <= set(result.output.split())


def test_add_refuses_a_foreign_address(judged: Run) -> None:
    result = judged("add", "http://other.vn/a", "--agency", "so-a", *SIGNED)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "không thuộc trang của so-a" in result.stderr


def test_reclassify_shows_first_and_does_not_store_unasked(judged: Run, registry: Path) -> None:
    path = registry.parent / "data" / "cchc.db"
    before = list(open_store(path)["verdict"].rows)
    result = judged("reclassify")
    assert result.exit_code == 2
    assert "127.0.0.1:9~3" in result.stdout  # no word of administrative reform in it
    assert "đúng chủ đề (cchc; c, đ) → " in result.stdout
    assert "ô số đếm so-a, own-site, tháng 3/2024: được tính 3 → " in result.stdout
    assert "--yes" in result.stderr
    assert list(open_store(path)["verdict"].rows) == before
    stored = judged("reclassify", "--yes")
    assert stored.exit_code == 0
    assert stored.stdout.startswith(result.stdout)
    assert {row["lexicon"] for row in open_store(path)["verdict"].rows}.isdisjoint({"lexicon-1"})
    again = judged("reclassify")
    assert again.exit_code == 0
    assert "0 đổi kết quả phân loại, 0 ô số đếm thay đổi" in again.stdout


def test_reclassify_leaves_decisions_alone(judged: Run) -> None:
    judged("review", "decide", "127.0.0.1:9~3", "--count", *SIGNED)
    judged("reclassify", "--yes")
    rows = json.loads(judged("posts", "--status", "all", "--format", "json").stdout)
    assert [row["status"] for row in rows if row["id"].endswith("~3")] == ["counted"]


def test_what_is_decided_shows_in_the_counts(judged: Run) -> None:
    judged("review", "decide", POST, "--reject", *SIGNED)
    data = json.loads(judged("counts", "--as-of", date(2024, 12, 31), "--format", "json").stdout)
    assert data["agencies"][0]["quotas"][0]["total"] == 2
