"""Reads a page again out of its record, and says what is wrong with it."""

from __future__ import annotations

import hashlib
import zlib
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.errors import CchcError
from crawler.evidence.exchange import content

_BROKEN = (ArchiveLoadFailed, zlib.error, EOFError, ValueError, StopIteration)


class BrokenEvidence(CchcError):
    """A record that is not there, or is not what it was."""


def body_at(path: Path, offset: int, size: int, sha256: str) -> bytes:
    """The page of `size` bytes whose record begins at `offset`. Raises `BrokenEvidence`."""
    where = f"{path.name}, vị trí {offset}"
    try:
        headers, raw = _record(path, offset)
    except OSError as error:
        raise BrokenEvidence(f"không đọc được {path}: {error.strerror}") from error
    except _BROKEN as error:
        raise BrokenEvidence(f"bản ghi hỏng ở {where}") from error
    for found in (raw, content(headers, raw, size)):
        if found is not None and len(found) == size and hashlib.sha256(found).hexdigest() == sha256:
            return found
    raise BrokenEvidence(f"nội dung ở {where} không còn đúng SHA-256 {sha256[:16]}…")


def _record(path: Path, offset: int) -> tuple[tuple[tuple[str, str], ...], bytes]:
    with path.open("rb") as file, redirect_stderr(StringIO()):
        file.seek(offset)
        record = next(iter(ArchiveIterator(file)))
        raw = record.raw_stream.read()
        headers = record.http_headers.headers if record.http_headers else ()
        return tuple((str(name), str(value)) for name, value in headers), raw
