"""WACZ 1.1.1: records and whatever else is handed over with them, in one file that ReplayWeb.page and pywb open.

The same records and files give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

VERSION = "1.1.1"
WARC, INDEX, PAGES = "archive/data.warc.gz", "indexes/index.cdxj", "pages/pages.jsonl"
_OLD = (1980, 1, 1, 0, 0, 0)  # the moment that all files inside bear
_NAMESPACE = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}


@dataclass(frozen=True)
class Capture:
    """One answer: `records` are packed, its own first. `at` as WARC-Date; `title` "" where it is no page to show."""

    url: str
    at: str
    media_type: str
    digest: str
    records: bytes
    title: str = ""


@dataclass(frozen=True)
class Told:
    """What the package says of itself."""

    title: str
    description: str
    made_at: str  # ISO
    software: str
    more: Mapping[str, Any]


class Package:
    """Gathers captures in the folder `work`, then writes them out with other files."""

    def __init__(self, work: Path, head: bytes) -> None:
        self._warc = work / "data.warc.gz"
        self._out: IO[bytes] = self._warc.open("wb")
        self._size = self._out.write(head)
        self._index: list[str] = []
        self._pages: list[dict[str, str]] = []

    def add(self, one: Capture) -> None:
        machine = zlib.decompressobj(zlib.MAX_WBITS + 16)
        machine.decompress(one.records)
        length = len(one.records) - len(machine.unused_data)
        self._index.append(_cdxj(one, self._size, length))
        if one.title:
            self._pages.append({"id": one.digest[-16:], "url": one.url, "ts": one.at, "title": one.title})
        self._size += self._out.write(one.records)

    def write(self, out: Path, told: Told, files: Mapping[str, Path]) -> None:
        """The package at `out`, whole or not at all. `files`: name inside -> file."""
        self._out.close()
        part = out.with_name(f".{out.name}.part")
        resources = []
        with zipfile.ZipFile(part, "w") as packed:
            resources.append(_stored(packed, WARC, self._warc))
            resources.append(_written(packed, INDEX, "".join(sorted(self._index))))
            resources.append(_written(packed, PAGES, "".join(_lines([_NAMESPACE, *self._pages]))))
            resources += [_stored(packed, name, files[name]) for name in sorted(files)]
            data = json.dumps(self._data(told, resources), ensure_ascii=False, indent=2) + "\n"
            made = _written(packed, "datapackage.json", data)
            _written(packed, "datapackage-digest.json", json.dumps({"path": made["path"], "hash": made["hash"]}) + "\n")
        part.replace(out)

    def _data(self, told: Told, resources: list[dict[str, Any]]) -> dict[str, Any]:
        main = self._pages[0] if self._pages else None
        return {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": told.title,
            "description": told.description,
            "created": told.made_at,
            "modified": told.made_at,
            "software": told.software,
            **({"mainPageUrl": main["url"], "mainPageDate": main["ts"]} if main else {}),
            **told.more,
            "resources": resources,
        }


def _lines(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _cdxj(one: Capture, offset: int, length: int) -> str:
    """A line of the index: key, 14 digits of time, the rest as JSON."""
    digits = "".join(character for character in one.at if character.isdigit())[:14]
    rest = {
        "url": one.url,
        "mime": one.media_type,
        "status": "200",
        "digest": one.digest,
        "length": str(length),
        "offset": str(offset),
        "filename": WARC.rpartition("/")[2],
    }
    return f"{surt(one.url)} {digits} {json.dumps(rest)}\n"


def surt(url: str) -> str:
    """The address in the order of an index: `vn,gov,snv)/tin?id=1`, small letters, what is asked sorted."""
    parts = urlsplit(url.lower())
    host = (parts.hostname or "").removeprefix("www.")
    turned = ",".join(reversed(host.split(".")))
    port = f":{parts.port}" if parts.port and (parts.scheme, parts.port) not in (("http", 80), ("https", 443)) else ""
    path = parts.path.rstrip("/") or "/"
    query = f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else ""
    return f"{turned}{port}){path}{query}"


def _stored(packed: zipfile.ZipFile, name: str, file: Path) -> dict[str, Any]:
    with file.open("rb") as source, packed.open(zipfile.ZipInfo(name, _OLD), "w", force_zip64=True) as to:
        shutil.copyfileobj(source, to, 1024 * 1024)
    with file.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    return _resource(name, digest, file.stat().st_size)


def _written(packed: zipfile.ZipFile, name: str, text: str) -> dict[str, Any]:
    data = text.encode("utf-8")
    packed.writestr(zipfile.ZipInfo(name, _OLD), data)
    return _resource(name, hashlib.sha256(data).hexdigest(), len(data))


def _resource(name: str, digest: str, size: int) -> dict[str, Any]:
    """`type`: a spreadsheet is taken for a file, and not for a table whose columns would have to be told."""
    return {
        "name": name.rpartition("/")[2],
        "path": name,
        "hash": f"sha256:{digest}",
        "bytes": size,
        **({} if name in (WARC, INDEX, PAGES) else {"type": "file"}),
    }


def zipped(folder: Path, to: Path) -> None:
    """All files of the folder in one: the same files give the same bytes."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _OLD)
                info.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(info, path.read_bytes())
