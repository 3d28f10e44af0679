"""Opening the store: WAL, foreign keys, migrations, transactions that wait their turn."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import BadInput, CchcError
from crawler.evidence.writer import Writer
from crawler.store.migrations import MIGRATIONS

BUSY_SECONDS = 60.0


class Store(Database):
    """A database of which every transaction is a writer's from its first statement on.

    One that began by reading could not be made a writer once another process has written: SQLite refuses it at once,
    however long it was told to wait. `root`: the folder it lies in; `evidence`: what keeps its pages, if anything.
    """

    root: Path | None = None
    evidence: Writer | None = None

    @contextmanager
    def atomic(self) -> Generator[Database, None, None]:
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self.conn.execute("BEGIN IMMEDIATE")
        try:
            yield self
            self.conn.execute("COMMIT")
        except BaseException:
            self.rollback()
            raise


def open_store(path: Path | None) -> Store:
    """The store at `path`, made and migrated where needed; None: in memory (tests).

    Raises `BadInput` where the file is no database, `CchcError` where it can't be opened or comes from a newer program.
    """
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        store = Store(_connect(path))
        store.root = path.parent if path is not None else None
        _refuse_newer(store, path)
        _migrate(store)
    except (OSError, sqlite3.Error) as error:
        raise _cannot_open(path, error) from error
    return store


def open_to_read(path: Path) -> Store:
    """The store at `path`, which must exist; `BadInput` tells how to make one."""
    if not path.is_file():
        raise BadInput(f"Chưa có cơ sở dữ liệu {path}. Hãy chạy “cchc crawl” trước, hoặc chỉ đúng tệp bằng --db.")
    return open_store(path)


def _cannot_open(path: Path | None, error: Exception) -> CchcError:
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
        return BadInput(f"Tệp {path} không phải cơ sở dữ liệu SQLite. Hãy chỉ đúng tệp bằng --db.")
    return CchcError(f"Không mở được cơ sở dữ liệu {path}: {error}. Hãy kiểm tra tệp và quyền ghi.")


def _migrate(store: Store) -> None:
    if MIGRATIONS.pending(store):
        with store.atomic():  # looks again in here: two programs may open a new store at once
            MIGRATIONS.apply(store)


def _connect(path: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(str(path) if path else ":memory:", timeout=BUSY_SECONDS)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def _refuse_newer(database: Database, path: Path | None) -> None:
    known = {migration.name for migration in MIGRATIONS.pending(Database(memory=True))}
    unknown = [migration.name for migration in MIGRATIONS.applied(database) if migration.name not in known]
    if unknown:
        raise CchcError(f"Cơ sở dữ liệu {path} do phiên bản mới hơn tạo ra ({unknown[0]}). Hãy cập nhật chương trình.")
