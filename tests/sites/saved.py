"""WARC and WACZ files of pages, written by warcio as a web archive writes them."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import brotli
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


@dataclass(frozen=True)
class Saved:
    """One answer as it was saved. `same`: a revisit record, whose body is the one saved at that address before."""

    url: str
    body: str | bytes = b""
    time: str = "2025-01-10T03:00:00Z"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    same: tuple[str, str] | None = None  # address and time

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


def saved_site(url: str, routes: Mapping[str, str], time: str = "2025-01-10T03:00:00Z") -> list[Saved]:
    """The pages of a scripted site as saved at that moment."""
    return [Saved(url + path, page, time) for path, page in routes.items()]


def warc(path: Path, answers: Iterable[Saved], *, zipped: bool = True) -> Path:
    """A WARC file of those answers, in their order."""
    with path.open("wb") as out:
        writer: Any = WARCWriter(out, gzip=zipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for one in answers:
            writer.write_record(_record(writer, one))
    return path


def _record(writer: Any, one: Saved) -> Any:
    kind = "" if any(name.lower() == "content-type" for name in one.headers) else "text/html; charset=utf-8"
    pairs = [*one.headers.items(), *([("Content-Type", kind)] if kind else [])]
    head = StatusAndHeaders(f"{one.status} X", pairs, protocol="HTTP/1.1")
    if one.same is not None:
        record = writer.create_revisit_record(one.url, "sha1:AAAA", one.same[0], one.same[1], http_headers=head)
        record.rec_headers.replace_header("WARC-Date", one.time)
        return record
    told = {"WARC-Date": one.time}
    return writer.create_warc_record(
        one.url, "response", payload=BytesIO(one.content), http_headers=head, warc_headers_dict=told
    )


def wacz(path: Path, inside: Path) -> Path:
    """A WACZ around that WARC file."""
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("datapackage.json", "{}")
        out.write(inside, f"archive/{inside.name}")
    return path


def chunked(body: bytes) -> bytes:
    """The body as `Transfer-Encoding: chunked` sends it."""
    half = len(body) // 2
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:half], body[half:], b""))


def packed(one: Saved, how: str) -> Saved:
    """The answer with its body as a server may send it (gzip, br, chunked), or as only its header says."""
    coding, _, alone = how.partition(" ")
    if alone:
        return replace(one, headers={**one.headers, "Content-Encoding": coding})
    name = "Transfer-Encoding" if how == "chunked" else "Content-Encoding"
    made = {"gzip": gzip.compress, "br": brotli.compress, "chunked": chunked}[how](one.content)
    return replace(one, body=made, headers={**one.headers, name: how})
