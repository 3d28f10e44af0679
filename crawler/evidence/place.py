"""Where the evidence lies, and which of its bytes are one page's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ENDING = ".warc.gz"
OPEN = ".open"  # behind the ending while a crawl writes the file
MANIFEST = ".manifest.json"


@dataclass(frozen=True)
class Place:
    """A page's answer and, behind it, what was asked: `length` bytes from `offset` of `file`.

    `file` is relative to the store's folder, with slashes. `payload`: SHA-256 of the body as sent, in hex.
    """

    file: str
    offset: int
    length: int
    url: str
    at: str  # WARC-Date
    payload: str


def folder_of(db: Path) -> Path:
    """The folder of a store's evidence."""
    return db.parent / "evidence" / db.stem


def existing(root: Path, file: str) -> Path:
    """The file, closed or not; `root`: the store's folder."""
    closed = root / file
    return closed if closed.exists() else closed.with_name(closed.name + OPEN)
