"""Writes a crawl's pages: files of its own, which grow under the name `.open` until they are full or the crawl ends."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from crawler.evidence import records
from crawler.evidence.exchange import Exchange, content
from crawler.evidence.place import ENDING, OPEN, Place
from crawler.page import Page

MOST_BYTES = 512 * 1024 * 1024  # of one file; the record that passes it is the last
SYNC_SECONDS = 5.0  # between two times at which the disk is waited for
_CODED = frozenset({"content-encoding"})


@dataclass(frozen=True)
class Written:
    """A closed file, as a manifest names it."""

    path: str  # relative to the store's folder
    size: int
    sha256: str
    records: int


class Writer:
    """Each record is handed to the system before the call returns: what the store then says of it is there.

    Raises OSError where it can't be written; the file then ends with the record before.
    """

    def __init__(
        self, root: Path, folder: Path, crawl: str, info: Mapping[str, str], *, most_bytes: int = MOST_BYTES
    ) -> None:
        self.root, self.folder, self.crawl = root, folder, crawl
        self.files: list[Written] = []
        self._info, self._most = dict(info), most_bytes
        self._out: IO[bytes] | None = None
        self._name = ""
        self._size = self._records = 0
        self._hash = hashlib.sha256()
        self._synced = time.monotonic()

    def page(self, page: Page) -> Place:
        """Keeps the page: answer and request where it came over HTTP, else the page alone."""
        said = _sound(page)
        packed: tuple[bytes, ...]
        if said is None:
            at = datetime.now(UTC)
            packed = (records.resource(page.url, page.media_type, page.body, at),)
            payload = page.body
        else:
            answer, named = records.response(said)
            packed = answer, records.request(said, named)
            at, payload = said.at, said.body
        offset = self._append(b"".join(packed), len(packed))
        size = sum(map(len, packed))
        url = said.url if said else page.url
        return Place(self._name, offset, size, url, records.moment(at), hashlib.sha256(payload).hexdigest())

    def again(self, said: Exchange, before: Place) -> None:
        """Keeps that the page came once more, as it was kept `before`; nothing where it was packed otherwise."""
        if said.status == 304 or hashlib.sha256(said.body).hexdigest() == before.payload:
            self._append(records.revisit(said, f"sha256:{before.payload}", before.url, before.at), 1)

    def close(self) -> list[Written]:
        """Closes the open file; returns all that were written."""
        if self._out is not None:
            sync(self._out)
            self._out.close()
            self._out = None
            path = self.root / self._name
            os.replace(path.with_name(path.name + OPEN), path)
            self.files.append(Written(self._name, self._size, self._hash.hexdigest(), self._records))
        return self.files

    def _append(self, packed: bytes, count: int) -> int:
        """Where the bytes begin."""
        if self._out is not None and self._size >= self._most:
            self.close()
        if self._out is None:
            self._begin()
        offset = self._size
        self._write(packed, count)
        return offset

    def _begin(self) -> None:
        at = datetime.now(UTC)
        folder = self.folder / f"{at:%Y%m}"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.crawl}-{len(self.files) + 1:03}{ENDING}"
        self._out = path.with_name(path.name + OPEN).open("xb", buffering=0)
        self._name = path.relative_to(self.root).as_posix()
        self._size = self._records = 0
        self._hash = hashlib.sha256()
        self._write(records.warcinfo(path.name, self._info, at), 1)

    def _write(self, packed: bytes, count: int) -> None:
        if self._out is None:
            raise RuntimeError("no file is open")
        left = memoryview(packed)
        try:
            while left:
                left = left[self._out.write(left) :]
        except OSError:
            self._out.truncate(self._size)
            self._out.seek(self._size)
            raise
        self._size += len(packed)
        self._records += count
        self._hash.update(packed)
        if time.monotonic() - self._synced > SYNC_SECONDS:
            sync(self._out)
            self._synced = time.monotonic()


def sync(file: IO[bytes]) -> None:
    """Waits until the disk has the file's bytes."""
    getattr(os, "fdatasync", os.fsync)(file.fileno())


def _sound(page: Page) -> Exchange | None:
    """The exchange by which the page came, so that its content can be had from it again; None where there is none."""
    said = page.received
    if said is None or said.status == 304:
        return None
    if said.body == page.body or content(said.headers, said.body, len(page.body)) == page.body:
        return said
    coded = tuple((f"X-Archive-Orig-{k}" if k.lower() in _CODED else k, value) for k, value in said.headers)
    return replace(said, headers=coded, body=page.body)  # a coding that only the HTTP stack can undo
