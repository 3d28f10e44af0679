"""`cchc attest`: evidence that the web can't show, from a file that somebody answers for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler import periods
from crawler.attested import AttestedFile
from crawler.errors import BadInput
from crawler.jobs.attest_file import BadRows, Fault, read
from crawler.jobs.attest_rows import rows_of, said_twice
from crawler.jobs.known import load_registry
from crawler.page import Page
from crawler.store import attested, open_store, open_to_read
from crawler.text import clean

_HASH = re.compile(r"(?:sha256:)?([0-9a-f]{8,64})", re.IGNORECASE)
_MEDIA = {".csv": "text/csv", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Attesting:
    """The file as it is stored. `already`: it was so before, and nothing was changed."""

    file: AttestedFile
    already: bool


def attest(registry: Path, db: Path, file: Path, *, by: str, now: datetime | None = None) -> Attesting:
    """Stores the file's rows. `now` None: this moment.

    Raises BadRows with all that is wrong in it, BadInput where it can't be read at all; nothing is stored then.
    """
    known, who, at = load_registry(registry), person(by), now or datetime.now(UTC)
    body = _bytes(file)
    digest = hashlib.sha256(body).hexdigest()
    lines, faults = read(file.name, body)
    today = periods.day_of(at, known.province.zone)
    told = {(fault.row, fault.column) for fault in faults}
    rows, wrong = rows_of(known, lines, today)
    untold = [one for one in wrong if (one.row, one.column) not in told]
    _refuse(file.name, (*faults, *untold, *said_twice(rows, ())))  # before a store is made
    store = open_store(db)
    with store.atomic():
        standing = [one for one in attested.files(store) if one.stands]
        if found := next((one for one in standing if one.hash == digest), None):
            return Attesting(found, already=True)
        _refuse(file.name, said_twice(rows, standing))
        page = Page(file.name, body, _MEDIA[file.suffix.lower()])
        attested.add(store, page, _printable(file.name), rows, who=who, at=at)
    return Attesting(attested.files(store)[-1], already=False)


def undo(db: Path, digest: str, *, by: str, now: datetime | None = None) -> Attesting:
    """Takes the file back that has this hash, or alone begins with it; `already` where that was done before."""
    who, at, store = person(by), now or datetime.now(UTC), open_to_read(db)
    with store.atomic():
        file = _by_hash(attested.files(store), digest)
        if not file.stands:
            return Attesting(file, already=True)
        attested.undo(store, file.number, who=who, at=at)
    return Attesting(next(one for one in attested.files(store) if one.number == file.number), already=False)


def attested_files(db: Path) -> list[AttestedFile]:
    """Every file that was ever handed in, the oldest first."""
    return attested.files(open_to_read(db))


def person(by: str) -> str:
    """Who answers for it, cleaned. Raises BadInput where that is nobody."""
    who = _printable(clean(by))
    if not who or len(who) > _LONGEST_NAME:
        raise BadInput("Cần ghi rõ người xác nhận bằng --by, ví dụ --by “Nguyễn Văn An, Sở Nội vụ”.")
    return who


def _refuse(name: str, faults: Iterable[Fault]) -> None:
    found = sorted(faults, key=lambda fault: fault.row)
    if found:
        raise BadRows(name, found)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"Không đọc được tệp {file}: {error.strerror or error}.") from error


def _printable(text: str) -> str:
    return "".join(one if one.isprintable() else "?" for one in text)


def _by_hash(files: list[AttestedFile], digest: str) -> AttestedFile:
    """The latest file of that hash. Raises BadInput where there is none, or several hashes begin so."""
    asked = _HASH.fullmatch(digest.strip())
    if asked is None:
        raise BadInput(f"“{_printable(digest)}” không phải mã tệp: cần ít nhất 8 chữ số đầu của mã băm SHA-256.")
    found = [one for one in files if one.hash.startswith(asked[1].lower())]
    if not found:
        raise BadInput(f"Không có tệp nào mang mã {asked[1]}. “cchc attest list” kể mọi tệp.")
    if len({one.hash for one in found}) > 1:
        raise BadInput(f"Có nhiều tệp mang mã bắt đầu bằng {asked[1]}; hãy ghi thêm chữ số.")
    return found[-1]
