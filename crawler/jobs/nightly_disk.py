"""Whether there is room for a night's work, and whether the evidence can be written."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from crawler.errors import CchcError
from crawler.health import Finding
from crawler.jobs.backup import backup_folder
from reports.health.words import WHOLE

FLOOR = 200_000_000  # bytes: with less nothing is begun
AMPLE = 1_000_000_000  # bytes beside two copies of the store: with less it is said

Free = Callable[[Path], int]


def free_bytes(place: Path) -> int:
    """Free bytes of the disk on which `place` is, or will be."""
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free


def disk_findings(db: Path, out: Path, free: Free) -> list[Finding]:
    """What is said of a disk that is nearly full. CchcError where there is too little to begin."""
    size = db.stat().st_size if db.is_file() else 0
    needs = {db.absolute().parent: 2 * size + AMPLE, out.absolute(): AMPLE}
    rooms = {place: free(place) for place in needs}
    for place, room in rooms.items():
        if room < FLOOR:
            raise CchcError(f"Đĩa chứa {place} chỉ còn {room // 1_000_000} MB, chưa làm gì. Hãy giải phóng đĩa.")
    return [
        Finding(WHOLE, "disk", f"đĩa chứa {place} còn {room // 1_000_000} MB, nên có {needs[place] // 1_000_000} MB")
        for place, room in rooms.items()
        if room < needs[place]
    ][:1]


def sweep(out: Path, db: Path, now: datetime) -> None:
    """Removes what runs that were killed left half made, a day ago and more."""
    old = (now - timedelta(days=1)).timestamp()
    reports = [
        path for path in _hidden(out) if re.fullmatch(r"\.\d{4}-\d\d-\d\d(-\d+)?\..+", path.name) and path.is_dir()
    ]
    for path in reports:
        if path.stat().st_mtime < old:
            shutil.rmtree(path)
    for path in _hidden(backup_folder(db)):
        if path.name.endswith((".part", ".gz")) and path.is_file() and path.stat().st_mtime < old:
            path.unlink()


def _hidden(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.startswith(".")] if folder.is_dir() else []


def evidence_findings(db: Path) -> list[Finding]:
    """What is said where pages as received can't be kept."""
    folder = db.absolute().parent / "evidence"
    try:
        with tempfile.TemporaryFile(dir=folder if folder.exists() else folder.parent):
            return []
    except OSError as error:
        return [Finding(WHOLE, "evidence", f"{folder}: {error.strerror}")]
