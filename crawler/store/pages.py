"""Pages as they were received, each kept once: in a file of evidence where the store has one open, else in its row."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.evidence.place import Place, existing
from crawler.evidence.reader import BrokenEvidence, body_at
from crawler.evidence.writer import Writer
from crawler.page import Page
from crawler.store.rows import first

_PLACE = ("file", "offset", "length", "url", "at", "payload")


def save_page(db: Database, page: Page | None) -> str | None:
    """Keeps the page's bytes once, under their SHA-256 in hex; returns that, None for no page.

    What comes once more is noted beside what was kept. Raises OSError where the evidence can't be written.
    """
    if page is None:
        return None
    digest, writer = hashlib.sha256(page.body).hexdigest(), _writer(db)
    columns = ", ".join(_PLACE)
    stored = first(db, f"SELECT {columns}, body <> x'' AS here FROM page WHERE sha256 = ?", [digest])
    if stored is None:
        _put(db, page, digest, writer)
    elif writer is not None and stored["file"] is None and not stored["here"]:
        _mend(db, digest, writer.page(page))
    elif writer is not None and stored["file"] is not None and page.received is not None:
        writer.again(page.received, Place(*(stored[name] for name in _PLACE)))
    return digest


def _put(db: Database, page: Page, digest: str, writer: Writer | None) -> None:
    place = writer.page(page) if writer is not None else None
    body = b"" if place else zlib.compress(page.body, 6)
    where = [getattr(place, name) for name in _PLACE] if place else [None] * len(_PLACE)
    db.execute(
        f"""INSERT OR IGNORE INTO page (sha256, body, size, media_type, charset, {", ".join(_PLACE)})
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [digest, body, len(page.body), page.media_type, page.charset, *where],
    )


def _mend(db: Database, digest: str, place: Place) -> None:
    """Gives the page a place again, after the one it had was lost with a disk's last seconds."""
    setting = ", ".join(f"{name} = ?" for name in _PLACE)
    db.execute(f"UPDATE page SET {setting} WHERE sha256 = ?", [*(getattr(place, n) for n in _PLACE), digest])


def load_page(db: Database, sha256: str, url: str) -> Page | None:
    """The page kept under that hash, as if just read at `url`; None where it is not kept, or its file is not there."""
    try:
        return read_page(db, sha256, url)
    except BrokenEvidence:
        return None


def read_page(db: Database, sha256: str, url: str) -> Page | None:
    """The page kept under that hash; None where the store knows none. Raises `BrokenEvidence` where it is damaged."""
    row = first(db, "SELECT * FROM page WHERE sha256 = ?", [sha256])
    if row is None:
        return None
    return Page(url, _body(row, _root(db)), row["media_type"], row["charset"])


def _body(row: dict[str, Any], root: Path | None) -> bytes:
    if row["file"] is None:
        return _unpacked(row)
    if root is None:
        raise BrokenEvidence(f"không biết {row['file']} nằm ở đâu")
    return body_at(existing(root, row["file"]), row["offset"], row["size"], row["sha256"])


def _unpacked(row: dict[str, Any]) -> bytes:
    try:
        body = zlib.decompress(row["body"]) if row["body"] else b""
    except zlib.error as error:
        raise BrokenEvidence(f"trang {row['sha256'][:16]}… trong cơ sở dữ liệu bị hỏng") from error
    if hashlib.sha256(body).hexdigest() != row["sha256"]:
        raise BrokenEvidence(f"trang {row['sha256'][:16]}… không còn trong kho bằng chứng, hoặc không còn như cũ")
    return body


def _writer(db: Database) -> Writer | None:
    return getattr(db, "evidence", None)


def _root(db: Database) -> Path | None:
    return getattr(db, "root", None)
