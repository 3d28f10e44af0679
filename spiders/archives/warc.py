"""WARC files (and their older brother ARC): which answers they hold, and one of them again."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from spiders.archives.captures import Capture, unwrapped

_ANSWERS = ("response", "revisit", "resource")
_BROKEN = (  # warcio, where a file is damaged, too
    *(ArchiveLoadFailed, StatusAndHeadersParserException, zlib.error, EOFError, OSError),
    *(ValueError, AttributeError, TypeError, LookupError),
)
_BLOCK = 65536


@dataclass
class Held:
    """What a file was found to hold. `records`: of any kind; `fault`: why it was read no further, or only in part."""

    captures: list[Capture] = field(default_factory=list)
    records: int = 0
    fault: str = ""


def captures_of(path: Path) -> Held:
    """The answers in the file, as far as it is whole. A record cut short is left out."""
    held = Held()
    pending: list[tuple[Capture, str, tuple[str, str]]] = []
    bodies: dict[object, Capture] = {}
    with path.open("rb") as file, redirect_stderr(StringIO()):
        records = ArchiveIterator(file, arc2warc=True)
        try:
            for record in records:
                _take(record, records, str(path), held, pending, bodies)
        except _BROKEN as error:
            held.fault = held.fault or f"hỏng sau bản ghi thứ {held.records} ({_first_line(error)})"
    held.captures += _revisits(pending, bodies, held)
    return held


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)[:100]


def _take(record: Any, records: Any, file: str, held: Held, pending: list[Any], bodies: dict[object, Capture]) -> None:
    whole = _drained(record)
    held.records += 1
    if not whole:
        held.fault = f"bị cắt giữa chừng ở bản ghi thứ {held.records}"
        return
    made = _capture(record, file, records.get_record_offset()) if record.rec_type in _ANSWERS else None
    if made is None:
        return
    head = record.rec_headers
    digest, raw = str(head.get_header("WARC-Payload-Digest") or ""), _target(record)
    if record.rec_type == "revisit":
        refers = (
            _bare(head.get_header("WARC-Refers-To-Target-URI")) or raw,
            head.get_header("WARC-Refers-To-Date") or "",
        )
        pending.append((made, digest, refers))
        return
    held.captures.append(made)
    bodies.setdefault(digest or None, made)
    bodies[(raw, head.get_header("WARC-Date"))] = made


def _drained(record: Any) -> bool:
    """Reads the record to its end; False where the file ends before it."""
    while record.raw_stream.read(_BLOCK):
        pass
    return int(getattr(record.raw_stream, "limit", 0)) <= 0


def _revisits(
    pending: list[tuple[Capture, str, tuple[str, str]]], bodies: dict[object, Capture], held: Held
) -> Iterator[Capture]:
    """Records that say "as before", with the body that they mean."""
    missing = 0
    for made, digest, refers in pending:
        body = bodies.get(refers) or (bodies.get(digest) if digest else None)
        if body is None:
            missing += 1
            continue
        unchanged = made.status == 304  # the server's own word: the headers of before hold too
        head, status = (None, body.status) if unchanged else (made.offset, made.status)
        yield replace(made, file=body.file, offset=body.offset, head=head, status=status, digest=digest)
    if missing and not held.fault:
        held.fault = f"{missing} bản ghi “như lần trước” (revisit) trỏ tới nội dung không có trong tệp"


def _capture(record: Any, file: str, offset: int) -> Capture | None:
    url, told = unwrapped(_target(record))
    if not url.startswith(("http://", "https://")):
        return None
    status = _status(record)
    if status is None:
        return None
    digest = str(record.rec_headers.get_header("WARC-Payload-Digest") or "")
    time = told or _time(record.rec_headers.get_header("WARC-Date"))
    return Capture(url, time, status, "archive", "warc", file, offset, digest=digest)


def _target(record: Any) -> str:
    return _bare(record.rec_headers.get_header("WARC-Target-URI"))


def _bare(url: str | None) -> str:
    return (url or "").strip().strip("<>")


def _status(record: Any) -> int | None:
    if record.http_headers is None:
        return 200 if record.rec_type in ("resource", "revisit") else None
    code = str(record.http_headers.get_statuscode() or "")
    return int(code) if code.isdigit() and 100 <= int(code) <= 599 else None


def _time(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


@dataclass(frozen=True)
class Answer:
    """An answer as it was saved, its body decoded. `body` None: longer than allowed."""

    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    address: str | None = None  # of the server


_CODING = ("content-encoding", "transfer-encoding", "content-length")


def answer_of(capture: Capture, most: int) -> Answer:
    """The answer, of at most that many bytes."""
    with _record(capture.file, capture.offset) as record:
        body, headers, address = _body(record, most), _headers(record), _address(record)
    if capture.head is not None:
        with _record(capture.file, capture.head) as record:
            headers, address = _headers(record) or headers, _address(record)
    return Answer(tuple(pair for pair in headers if pair[0].lower() not in _CODING), body, address)


@contextmanager
def _record(file: str, offset: int) -> Iterator[Any]:
    with Path(file).open("rb") as opened:
        opened.seek(offset)
        yield next(iter(ArchiveIterator(opened, arc2warc=True)))


def _headers(record: Any) -> list[tuple[str, str]]:
    told = record.rec_headers.get_header("Content-Type") if record.rec_type == "resource" else None
    return list(record.http_headers.headers) if record.http_headers else [("Content-Type", told)] if told else []


def _address(record: Any) -> str | None:
    found = record.rec_headers.get_header("WARC-IP-Address")
    return str(found) if found else None


def _body(record: Any, most: int) -> bytes | None:
    head = record.http_headers
    if head is None or (head.get_header("Content-Encoding") or "").strip().lower() != "br":
        return _content(record.content_stream(), most)
    head.replace_header("Content-Encoding", "")  # warcio's own way with it needs another library of that name
    body = _content(record.content_stream(), most)
    return body and _unbrotli(body, most)


def _unbrotli(body: bytes, most: int) -> bytes | None:
    """The body, where it is what its header says; as it is where whatever saved it has unpacked it already."""
    brotli = importlib.import_module("brotli")
    unpacker = brotli.Decompressor()
    try:
        unpacked: bytes = unpacker.process(body, output_buffer_limit=most + 1)
    except brotli.error:
        return body
    return unpacked if len(unpacked) <= most else None


def _content(stream: Any, most: int) -> bytes | None:
    parts, size = [], 0
    while block := stream.read(_BLOCK):
        parts.append(block)
        size += len(block)
        if size > most:
            return None
    return b"".join(parts)
