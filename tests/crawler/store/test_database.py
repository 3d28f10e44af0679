"""Opening: modes, migrations, files that are no store of ours, several programs at once."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.errors import BadInput, CchcError
from crawler.store import open_store, open_to_read
from crawler.store.migrations import MIGRATIONS
from tests.crawler.store import making


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 1), ("busy_timeout", 60000)]
)
def test_a_store_is_opened_with(tmp_path: Path, pragma: str, value: object) -> None:
    assert open_store(tmp_path / "a.db").execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_migrations_apply_once(tmp_path: Path) -> None:
    open_store(tmp_path / "a.db").close()
    again = open_store(tmp_path / "a.db")
    every = [one.name for one in MIGRATIONS.pending(Database(memory=True))]
    assert [one.name for one in MIGRATIONS.applied(again)] == every
    assert every[0] == "001_first_schema"


def test_a_newer_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    db = open_store(tmp_path / "a.db")
    db.table("_sqlite_migrations").insert({"migration_set": "cchc_audit", "name": "999_later", "applied_at": ""})
    db.close()
    with pytest.raises(CchcError, match=r"phiên bản mới hơn.*999_later"):
        open_store(tmp_path / "a.db")


def test_an_older_store_is_brought_up_to_date(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "a.db").close()
    assert "post" in open_store(tmp_path / "a.db").table_names()


def test_a_failed_migration_leaves_nothing(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "a.db")
    other.execute("CREATE TABLE verdict (x)")  # somebody else's table in the way
    other.commit()
    with pytest.raises(CchcError, match="Không mở được"):
        open_store(tmp_path / "a.db")
    assert [row[0] for row in other.execute("SELECT name FROM sqlite_master WHERE type = 'table'")] == ["verdict"]


def test_a_file_that_is_no_database_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("đây là văn bản, không phải cơ sở dữ liệu " * 10, encoding="utf-8")
    with pytest.raises(BadInput, match="không phải cơ sở dữ liệu"):
        open_store(tmp_path / "a.db")


def test_a_folder_that_cannot_be_made_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CchcError, match="Không mở được"):
        open_store(tmp_path / "file" / "a.db")


def test_reading_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cchc crawl"):
        open_to_read(tmp_path / "a.db")
    assert not (tmp_path / "a.db").exists()


def test_foreign_keys_hold() -> None:
    db = making.store()
    with pytest.raises(sqlite3.IntegrityError):
        making.save(db, crawl="no such crawl")
    assert db.table("post").count == 0


def _save_and_fail(db: Database, post: str) -> None:
    with db.atomic():
        making.save(db, making.record(post))
        raise RuntimeError


def test_a_transaction_is_undone_whole() -> None:
    db = making.store()
    with pytest.raises(RuntimeError):
        _save_and_fail(db, "snv.vn~1")
    assert db.table("post").count == 0
    assert not db.conn.in_transaction


def test_a_failure_inside_a_transaction_undoes_its_own_part_alone() -> None:
    db = making.store()
    with db.atomic():
        making.save(db)
        with pytest.raises(RuntimeError):
            _save_and_fail(db, "snv.vn~2")
    assert [row["id"] for row in db.query("SELECT id FROM post")] == ["snv.vn~1"]


def _open(path: str) -> int:
    return open_store(Path(path)).table("crawl").count


def test_a_new_store_may_be_opened_by_several_processes_at_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert pool.map(_open, [str(tmp_path / "a.db")] * 8) == [0] * 8


def _save_many(path: Path, host: str, errors: list[BaseException]) -> None:
    try:
        db = open_store(path)
        for number in range(60):
            making.save(db, making.record(f"{host}~{number}"), keys=(f"{host}/{number}",))
        db.close()
    except BaseException as error:  # noqa: BLE001 - shown by the test
        errors.append(error)


def test_two_connections_write_at_once(tmp_path: Path) -> None:
    db = open_store(tmp_path / "a.db")
    making.begin(db, "c1")
    errors: list[BaseException] = []
    writers = [threading.Thread(target=_save_many, args=(tmp_path / "a.db", host, errors)) for host in ("a.vn", "b.vn")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not errors
    assert db.table("post").count == 120
