"""`cchc nightly`, `status`, `backup` and `restore` as a user meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path

from crawler.store import open_store
from crawler.store.problems import settle_problems
from tests.crawler.cli.conftest import READ_AT, Run


def test_status_shows_sections_problems_copies_and_that_nothing_ran(judged: Run, registry: Path) -> None:
    from crawler.health import Finding
    from crawler.registry.load import load
    from crawler.registry.sections import resolved_sections

    store = open_store(registry.parent / "data" / "cchc.db")
    section = resolved_sections(load(registry))[0].section
    settle_problems(store, READ_AT, opened=[Finding(section, "blocked", "mã 403 \x1b[31m")], seen=(), closed=())
    store.close()
    assert judged("backup").exit_code == 0
    shown = judged("status")
    assert shown.exit_code == 0
    text = shown.stdout
    assert "Lần chạy gần nhất: chưa chạy lần nào" in text
    assert "Sở A: bị chặn (từ 06/01/2025 08:00) http://127.0.0.1:9/cchc" in text
    assert "→ Đề nghị cơ quan cho phép máy đọc" in text
    assert "06/01/2025 08:00" in text
    assert "07/03/2024" in text
    assert "chưa lần nào" in text  # Sở B
    assert re.search(r"kB: cchc-\d{8}T\d{6}Z\.db\.gz", text)
    assert "\x1b[31m" not in text


def test_status_as_json_is_json_alone(judged: Run) -> None:
    data = json.loads(judged("status", "--format", "json").stdout)
    assert (data["province"], data["run"], data["late"]) == ("Tỉnh X", None, None)
    assert [(one["agency"], one["newest"]) for one in data["sections"]] == [("so-a", "2024-03-07"), ("so-b", None)]
    assert data["sections"][0]["read_at"] is not None
    assert (data["problems"], data["backups"], data["holders"]) == ([], [], [])


def test_status_needs_a_store(run: Run, registry: Path) -> None:
    result = run("status")
    assert (result.exit_code, "Chưa có cơ sở dữ liệu" in result.stderr) == (2, True)


def test_status_of_a_damaged_store_says_how_to_restore(judged: Run, registry: Path) -> None:
    judged("backup")
    db = registry.parent / "data" / "cchc.db"
    for side in ("-wal", "-shm"):
        db.with_name(db.name + side).unlink(missing_ok=True)
    db.write_bytes(db.read_bytes()[:8192] + b"\xff" * (db.stat().st_size - 8192))
    result = judged("status")
    assert result.exit_code == 1
    assert "cchc restore" in result.stderr


def test_a_copy_is_put_back_by_its_path(judged: Run, registry: Path) -> None:
    made = judged("backup", "--no-compress")
    path = re.search(r"Đã sao lưu: (\S+\.db) ", made.stdout)
    assert path is not None
    assert Path(path[1]).is_file()
    back = judged("restore", path[1])
    assert back.exit_code == 0
    assert "3 tin, bài" in back.stdout
    assert "được giữ ở: data/cchc-truoc-" in back.stdout
    assert len(json.loads(judged("posts", "--status", "all", "--format", "json").stdout)) == 3


def test_restoring_from_nothing_is_refused(judged: Run) -> None:
    assert judged("restore", "none.db").exit_code == 2


def test_a_night_ends_with_its_one_line_and_json_is_json_alone(judged: Run) -> None:
    """Both sites of the little province are dead."""
    night = judged("nightly", "--out", "bc", "--retry-after", 0)
    assert night.exit_code == 3
    last = night.stdout.rstrip().splitlines()[-1]
    assert last.startswith("Tỉnh X: XONG, CHƯA ĐỌC ĐỦ 2/2 chuyên mục; 0 tin, bài mới")
    assert last.endswith("mã 3.")
    data = json.loads(judged("nightly", "--out", "bc", "--retry-after", 0, "--format", "json").stdout)
    assert data == json.loads(Path("bc/summary.json").read_text("utf-8"))
    assert (data["exit_code"], len(data["unread"])) == (3, 2)
    assert "Lần chạy gần nhất: " in judged("status").stdout


def test_a_secret_in_the_environment_is_in_no_output(judged: Run, monkeypatch) -> None:
    monkeypatch.setenv("CCHC_SMTP_URL", "smtp://may:bi-mat@127.0.0.1:9")
    monkeypatch.setenv("CCHC_ALERT_TO", "a@x.example")
    monkeypatch.setattr("crawler.jobs.alerts.PAUSES", ())
    night = judged("nightly", "--out", "bc", "--retry-after", 0)
    assert night.exit_code == 1
    assert "chưa báo được qua thư: ConnectionRefusedError" in night.stdout
    assert "bi-mat" not in night.output
    assert "bi-mat" not in Path("bc/summary.json").read_text("utf-8")
