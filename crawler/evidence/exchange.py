"""One request and its answer as they went over the wire, and the answer's content without its coding."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from datetime import datetime

Headers = tuple[tuple[str, str], ...]

_GZIP, _DEFLATE, _RAW = zlib.MAX_WBITS + 16, zlib.MAX_WBITS, -zlib.MAX_WBITS
_WINDOWS = {"gzip": (_GZIP,), "x-gzip": (_GZIP,), "deflate": (_DEFLATE, _RAW)}


@dataclass(frozen=True)
class Exchange:
    """`body` is the answer's content as sent; the parts ("chunks") in which it came are joined. `at`: when it had come.

    `address`: the server's, None where the HTTP stack does not tell.
    """

    url: str
    method: str
    asked: Headers
    sent: bytes = field(repr=False)
    status: int
    reason: str
    headers: Headers
    body: bytes = field(repr=False)
    at: datetime
    address: str | None = None


def header(headers: Headers, name: str) -> str | None:
    """The first header of that name (lower case)."""
    return next((value for key, value in headers if key.lower() == name), None)


def content(headers: Headers, body: bytes, most: int) -> bytes | None:
    """The body without the coding that its headers name, if it is gzip or deflate and no longer than `most` bytes."""
    coding = (header(headers, "content-encoding") or "").strip().lower()
    if coding in ("", "identity"):
        return body
    for window in _WINDOWS.get(coding, ()):
        try:
            return _inflated(body, window, most)
        except zlib.error:
            continue
    return None


def _inflated(body: bytes, window: int, most: int) -> bytes | None:
    """All members of it, as a browser reads them."""
    parts, left = [], body
    while left:
        machine = zlib.decompressobj(window)
        parts.append(machine.decompress(left, most + 1))
        if sum(map(len, parts)) > most:
            return None
        left = machine.unused_data if machine.eof else b""
    return b"".join(parts)
