"""Copies of the store: made while it is written, checked, kept by age, put back."""

from __future__ import annotations

import gzip
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import BadInput, CchcError, SectionHeld
from crawler.jobs import backup
from crawler.jobs.backup import backups, kept, make_backup, restore
from crawler.store import leases, open_store
from tests.crawler.store import making
from tests.crawler.store.making import AT

NOON = datetime(2024, 12, 31, 12, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A store with one post, and a section that a crawl holds."""
    path = tmp_path / "cchc.db"
    store = open_store(path)
    making.begin(store, "c1")
    making.save(store)
    leases.take_leases(store, ["s1"], "c1", AT)
    store.close()
    return path


def titles(path: Path) -> list[str]:
    return [row["title"] for row in open_store(path).query("SELECT title FROM post ORDER BY number")]


@pytest.mark.parametrize(("compress", "suffix"), [(True, ".db.gz"), (False, ".db")])
def test_a_copy_comes_back_as_it_was(db, compress, suffix):
    made = make_backup(db, at=NOON, compress=compress)
    assert made.backup.path.name == f"cchc-20241231T120000Z{suffix}"
    assert [path.name for path in made.backup.path.parent.iterdir()] == [made.backup.path.name]
    store = open_store(db)
    leases.release_leases(store, "c1")
    store.execute("UPDATE post SET title = 'Khác'")
    store.conn.commit()
    store.close()
    back = restore(made.backup.path, db, at=NOON)
    assert (back.posts, back.last_crawl) == (1, AT.isoformat())
    assert titles(db) == ["Cải cách hành chính"]
    assert back.aside is not None
    assert titles(back.aside) == ["Khác"]
    assert list(open_store(db)["lease"].rows) == []


def test_what_is_not_yet_in_the_main_file_is_in_the_copy(db):
    store = open_store(db)
    store.execute("UPDATE post SET title = 'Mới trong WAL'")
    store.conn.commit()
    assert (db.parent / "cchc.db-wal").stat().st_size > 0
    copy = make_backup(db, at=NOON, compress=False).backup.path
    assert sqlite3.connect(copy).execute("SELECT title FROM post").fetchall() == [("Mới trong WAL",)]
    store.close()


def test_a_copy_made_while_others_write_is_one_moment_of_the_store(db):
    """Two tables are changed together all the while; in every copy they agree."""
    open_store(db).execute("CREATE TABLE pair (id INTEGER PRIMARY KEY, one INTEGER, other INTEGER)")
    stop = threading.Event()

    def write() -> None:
        store, number = open_store(db), 0
        while not stop.is_set():
            number += 1
            with store.atomic():
                store.execute("INSERT OR REPLACE INTO pair VALUES (1, ?, 0)", [number])
                store.execute("UPDATE pair SET other = ?", [number])
        store.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        copies = [make_backup(db, at=NOON + timedelta(hours=n), compress=False).backup.path for n in range(3)]
    finally:
        stop.set()
        thread.join()
    for path in copies[-1:]:
        assert all(one == other for one, other in sqlite3.connect(path).execute("SELECT one, other FROM pair"))


def test_a_copy_that_is_not_sound_is_no_copy(db, monkeypatch):
    monkeypatch.setattr(backup.copies, "faults_of", lambda path, **more: ["row 3 missing from index"])
    with pytest.raises(CchcError, match="row 3 missing"):
        make_backup(db, at=NOON)
    assert list((db.parent / "backups").iterdir()) == []


def test_there_is_nothing_to_copy_where_there_is_no_store(tmp_path):
    with pytest.raises(BadInput, match=r"--db"):
        make_backup(tmp_path / "none.db")


# -- retention


def nights(count: int) -> list[datetime]:
    return [NOON - timedelta(days=days) for days in range(count)]


def test_a_year_of_nights_leaves_days_weeks_and_months():
    stay = sorted(kept(nights(400)), reverse=True)
    days = ["12-31", "12-30", "12-29", "12-28", "12-27", "12-26", "12-25"]
    sundays = ["12-22", "12-15"]  # the newest of this week and of the last are among the days
    months = ["11-30", "10-31", "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31", "02-29", "01-31"]
    assert [f"{one:%m-%d}" for one in stay] == [*days, *sundays, *months]


@pytest.mark.parametrize(
    ("moments", "stay"),
    [
        ([], 0),
        (nights(1), 1),
        (nights(7), 7),
        ([NOON, NOON - timedelta(hours=1)], 1),  # of one day the newest
        ([NOON - timedelta(days=400 * n) for n in range(5)], 5),  # after a long pause nothing is lost
    ],
)
def test_few_copies_stay(moments, stay):
    assert len(kept(moments)) == stay


@given(st.lists(st.integers(0, 50_000).map(lambda hours: NOON - timedelta(hours=hours)), max_size=80))
def test_the_newest_copy_always_stays_and_never_more_than_asked(moments):
    stay = kept(moments)
    assert stay <= set(moments)
    assert len(stay) <= backup.DAILY + backup.WEEKLY + backup.MONTHLY
    assert not moments or max(moments) in stay
    assert kept(stay) == stay


def test_old_copies_go_and_other_files_stay(db):
    folder = db.parent / "backups"
    folder.mkdir()
    (folder / "ghi-chu.txt").write_text("của tôi", encoding="utf-8")
    (folder / "khac-20230101T000000Z.db").write_bytes(b"another store's")
    for moment in nights(30):
        (folder / f"cchc-{moment:%Y%m%dT%H%M%SZ}.db").write_bytes(b"")
    made = make_backup(db, at=NOON + timedelta(days=1))
    assert len(backups(db)) + len(made.removed) == 31
    assert {one.at for one in backups(db)} == kept([*nights(30), NOON + timedelta(days=1)])
    assert {"ghi-chu.txt", "khac-20230101T000000Z.db"} <= {path.name for path in folder.iterdir()}


# -- restoring


def _text(path: Path) -> None:
    path.write_text("không phải cơ sở dữ liệu", encoding="utf-8")


def _other(path: Path) -> None:
    sqlite3.connect(path).execute("CREATE TABLE mine (x)").connection.commit()


def _newer(path: Path) -> None:
    store = open_store(path)
    store["_sqlite_migrations"].insert(
        {"migration_set": "cchc_audit", "name": "999_later", "applied_at": "2030-01-01"}, alter=True
    )
    store.close()


@pytest.mark.parametrize(
    ("make", "words"), [(_text, "không lành lặn"), (_other, "không phải cơ sở dữ liệu của"), (_newer, "999_later")]
)
def test_a_file_that_won_t_do_leaves_the_store_alone(db, tmp_path, make, words):
    release(db)
    before, bad = db.read_bytes(), tmp_path / "bad.db"
    make(bad)
    with pytest.raises(BadInput, match=words):
        restore(bad, db)
    assert db.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_packed_copy_that_was_cut_is_refused(db, tmp_path):
    release(db)
    cut = tmp_path / "cut.db.gz"
    cut.write_bytes(gzip.compress(db.read_bytes())[:-200])
    with pytest.raises(BadInput, match="hỏng"):
        restore(cut, db)


def test_a_store_in_use_is_not_replaced(db):
    copy = make_backup(db, at=NOON).backup.path
    with pytest.raises(SectionHeld, match="Tiến trình") as caught:
        restore(copy, db)
    assert caught.value.exit_code == 4


def test_a_damaged_store_is_kept_aside_with_what_belongs_to_it(db):
    copy = make_backup(db, at=NOON).backup.path
    db.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    (db.parent / "cchc.db-wal").write_bytes(b"its log")
    back = restore(copy, db, at=NOON)
    assert back.aside is not None
    assert back.aside.with_name(back.aside.name + "-wal").read_bytes() == b"its log"
    assert titles(db) == ["Cải cách hành chính"]


def release(db: Path) -> None:
    store = open_store(db)
    leases.release_leases(store, "c1")
    store.close()
