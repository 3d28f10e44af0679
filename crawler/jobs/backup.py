"""`cchc backup` and `cchc restore`: copies of the store, kept by age, checked before they are trusted."""

from __future__ import annotations

import gzip
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.errors import BadInput, CchcError, SectionHeld
from crawler.store import backup as copies
from crawler.store import open_store
from crawler.store.problems import night_holder, section_holders

DAILY, WEEKLY, MONTHLY = 7, 4, 12
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Backup:
    """A copy. `at`: when it was made, as its name says."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True)
class MadeBackup:
    """A copy that was made and checked, and the old ones that were removed for it."""

    backup: Backup
    removed: tuple[Path, ...]


@dataclass(frozen=True)
class Restored:
    """`aside`: where the store that stood there is kept; None where there was none."""

    db: Path
    aside: Path | None
    posts: int
    last_crawl: str | None


def backup_folder(db: Path) -> Path:
    """Where the copies of that store lie."""
    return db.parent / "backups"


def make_backup(db: Path, *, at: datetime | None = None, compress: bool = True) -> MadeBackup:
    """Copies the store beside it, checks the copy, gives it its name, and removes what is kept no longer.

    BadInput where there is no store; CchcError, and no copy, where the copy is not sound.
    """
    if not db.is_file():
        raise BadInput(f"Chưa có cơ sở dữ liệu {db} để sao lưu. Hãy chỉ đúng tệp bằng --db.")
    moment = (at or datetime.now(UTC)).astimezone(UTC)
    folder = backup_folder(db)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{db.stem}-{moment.strftime(_STAMP)}.db"
    made = folder / f".{name}.part"
    with _removed_after(made):
        copies.copy_store(db, made)
        faults = copies.faults_of(made, thorough=True)
        if faults:
            raise CchcError(f"Bản sao lưu không lành lặn ({faults[0]}), đã bỏ. {_how_to_restore(db)}")
        target = _named(made, folder / name, compress=compress)
    return MadeBackup(Backup(target, moment.replace(microsecond=0), target.stat().st_size), _prune(db))


def _named(made: Path, target: Path, *, compress: bool) -> Path:
    """Puts the copy under its name, at once; returns it."""
    if not compress:
        made.replace(target)
        return target
    packed, target = made.with_suffix(".gz"), target.with_name(target.name + ".gz")
    with _removed_after(packed):
        with made.open("rb") as source, packed.open("wb") as raw:
            with gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as pack:
                shutil.copyfileobj(source, pack, 1 << 20)
            raw.flush()
            os.fsync(raw.fileno())
        packed.replace(target)
    return target


def backups(db: Path) -> list[Backup]:
    """The copies of that store, the newest first."""
    folder = backup_folder(db)
    found = [one for path in (folder.iterdir() if folder.is_dir() else ()) if (one := _read(db, path))]
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


def _read(db: Path, path: Path) -> Backup | None:
    match = re.fullmatch(rf"{re.escape(db.stem)}-(\d{{8}}T\d{{6}}Z)\.db(?:\.gz)?", path.name)
    if match is None:
        return None
    return Backup(path, datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC), path.stat().st_size)


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Which copies stay: the newest of each of the last 7 days, 4 weeks and 12 months that have one."""
    newest_first = sorted(set(moments), reverse=True)
    return {
        one
        for period, count in ((_day, DAILY), (_week, WEEKLY), (_month, MONTHLY))
        for one in _newest(newest_first, period, count)
    }


def _newest(moments: list[datetime], period: Callable[[datetime], object], count: int) -> Iterator[datetime]:
    found: dict[object, datetime] = {}
    for one in moments:
        found.setdefault(period(one), one)
    yield from list(found.values())[:count]


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return tuple(moment.isocalendar()[:2])


def _month(moment: datetime) -> object:
    return moment.year, moment.month


def _prune(db: Path) -> tuple[Path, ...]:
    present = backups(db)
    stay = kept(one.at for one in present)
    old = tuple(one.path for one in present if one.at not in stay)
    for path in old:
        path.unlink()
    return old


def restore(file: Path, db: Path, *, at: datetime | None = None) -> Restored:
    """Puts the copy in the store's place; the store that stood there is kept beside it.

    BadInput where the file is no sound store of this program; SectionHeld where somebody works with the present one.
    """
    if not file.is_file():
        raise BadInput(f"Không có tệp sao lưu {file}. Hãy xem các bản sao lưu bằng “cchc status”.")
    _refuse_held(db)
    db.parent.mkdir(parents=True, exist_ok=True)
    made = db.with_name(f".{db.name}.restore")
    with _removed_after(made):
        _unpack(file, made)
        _refuse_unsound(file, made)
        posts, last = copies.figures(made)
        aside = _set_aside(db, (at or datetime.now(UTC)).astimezone(UTC))
        made.replace(db)
    open_store(db).close()  # brings an older one up to date
    return Restored(db, aside, posts, last)


def _unpack(file: Path, target: Path) -> None:
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as source, target.open("wb") as made:
            shutil.copyfileobj(source, made, 1 << 20)
            made.flush()
            os.fsync(made.fileno())
    except (EOFError, gzip.BadGzipFile) as error:
        raise BadInput(f"Tệp sao lưu {file} bị hỏng ({error}). Hãy dùng bản khác.") from error


def _refuse_unsound(file: Path, made: Path) -> None:
    faults = copies.faults_of(made, thorough=True)
    if faults:
        raise BadInput(f"Tệp sao lưu {file} không lành lặn ({faults[0]}). Hãy dùng bản khác; chưa thay đổi gì.")
    if not copies.is_store(made):
        raise BadInput(f"Tệp {file} không phải cơ sở dữ liệu của chương trình này. Chưa thay đổi gì.")
    newer = copies.unknown_migrations(made)
    if newer:
        raise BadInput(f"Tệp {file} do phiên bản mới hơn tạo ra ({newer[0]}). Hãy cập nhật chương trình.")


def _refuse_held(db: Path) -> None:
    """A store that can't be read is held by nobody."""
    if not db.is_file() or copies.faults_of(db):
        return
    store = open_store(db)
    held = [row for row in (night_holder(store), *section_holders(store)) if row]
    store.close()
    if held:
        who = held[0]
        raise SectionHeld(
            f"Tiến trình {who['pid']} trên máy {who['host']} đang dùng {db} từ {who['taken_at']}. "
            "Hãy chờ xong rồi chạy lại."
        )


def _set_aside(db: Path, at: datetime) -> Path | None:
    """Moves the present store away, with the files that belong to it."""
    if not db.exists():
        return None
    aside = db.with_name(f"{db.stem}-truoc-{at.strftime(_STAMP)}{db.suffix}")
    db.rename(aside)
    for side in copies.SIDES:
        beside = db.with_name(db.name + side)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + side))
    return aside


def _how_to_restore(db: Path) -> str:
    """What to do with a damaged store, in words."""
    found = backups(db)
    if not found:
        return "Chưa có bản sao lưu nào; hãy giữ nguyên tệp và hỏi người bảo trì."
    return f"Khôi phục bản gần nhất bằng: cchc restore {found[0].path} --db {db}"


def damage(db: Path) -> str | None:
    """What is wrong with the store and how to restore it; None where it is sound, or not there."""
    faults = copies.faults_of(db) if db.is_file() else []
    if not faults:
        return None
    return f"Cơ sở dữ liệu {db} bị hỏng ({faults[0]}). {_how_to_restore(db)}"


@contextmanager
def _removed_after(path: Path) -> Iterator[None]:
    """Whatever happens, no half-made file stays."""
    for one in (path, *(path.with_name(path.name + side) for side in copies.SIDES)):
        one.unlink(missing_ok=True)
    try:
        yield
    finally:
        for one in (path, *(path.with_name(path.name + side) for side in copies.SIDES)):
            one.unlink(missing_ok=True)
