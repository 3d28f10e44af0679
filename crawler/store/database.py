"""Opening the store: WAL, foreign keys, migrations."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import BadInput, CchcError
from crawler.store.migrations import MIGRATIONS

BUSY_SECONDS = 60.0


def open_store(path: Path | None) -> Database:
    """The store at `path`, made and migrated where needed; None: in memory (tests).

    Raises `CchcError` where the file is no database, is locked, or comes from a newer program.
    """
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        database = Database(_connect(path))
        MIGRATIONS.apply(database)
    except sqlite3.Error as error:
        raise CchcError(f"Không mở được cơ sở dữ liệu {path}: {error}. Hãy kiểm tra tệp và quyền ghi.") from error
    _refuse_newer(database, path)
    return database


def open_to_read(path: Path) -> Database:
    """The store at `path`, which must exist; `BadInput` tells how to make one."""
    if not path.exists():
        raise BadInput(f"Chưa có cơ sở dữ liệu {path}. Hãy chạy “cchc crawl” trước, hoặc chỉ đúng tệp bằng --db.")
    return open_store(path)


def _connect(path: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(str(path) if path else ":memory:", timeout=BUSY_SECONDS)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def _refuse_newer(database: Database, path: Path | None) -> None:
    known = {migration.name for migration in MIGRATIONS._migrations}
    unknown = [migration.name for migration in MIGRATIONS.applied(database) if migration.name not in known]
    if unknown:
        raise CchcError(f"Cơ sở dữ liệu {path} do phiên bản mới hơn tạo ra ({unknown[0]}). Hãy cập nhật chương trình.")
