"""Answers as a server might send them, and what the warcio of others reads in a file."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from crawler.evidence.exchange import Exchange
from crawler.page import Page

AT = datetime(2024, 4, 2, 3, 0, tzinfo=UTC)
BODY = "<p>Cải cách hành chính</p>".encode() * 100


def said(body: bytes = BODY, *headers: tuple[str, str], url: str = "https://snv.vn/tin?id=1", **more: Any) -> Exchange:
    given = {"method": "GET", "asked": (("User-Agent", "cchc-audit"),), "sent": b"", "status": 200, "reason": "OK"}
    own = (("Content-Type", "text/html; charset=utf-8"), *headers)
    return Exchange(url=url, headers=own, body=body, at=AT, address="127.0.0.1", **{**given, **more})


def page(body: bytes = BODY, url: str = "https://snv.vn/tin?id=1") -> Page:
    return Page(url, body, "text/html", "utf-8", said(body, url=url))


def packed(body: bytes = BODY) -> Page:
    sent = said(gzip.compress(body), ("Content-Encoding", "gzip"))
    return Page(sent.url, body, "text/html", "utf-8", sent)


def read(path: Path) -> list[dict[str, Any]]:
    """The records: their headers by name, `http` (first line and headers), `body`, and whether their digests hold."""
    found = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            body = record.raw_stream.read()
            http = record.http_headers
            head = dict(record.rec_headers.headers)
            line = f"{http.protocol} {http.statusline}" if http else ""
            found.append(head | {"line": line, "http": dict(http.headers) if http else {}, "body": body})
    return found
