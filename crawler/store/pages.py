"""Pages as they were received, content-addressed and compressed."""

from __future__ import annotations

import hashlib
import zlib

from sqlite_utils import Database

from crawler.page import Page


def save_page(db: Database, page: Page | None) -> str | None:
    """Keeps the page's bytes once, under their SHA-256 in hex; returns that, None for no page."""
    if page is None:
        return None
    digest = hashlib.sha256(page.body).hexdigest()
    db.execute(
        "INSERT OR IGNORE INTO page (sha256, body, size, media_type, charset) VALUES (?, ?, ?, ?, ?)",
        [digest, zlib.compress(page.body, 6), len(page.body), page.media_type, page.charset],
    )
    return digest


def load_page(db: Database, sha256: str, url: str) -> Page | None:
    """The page kept under that hash, as if just read at `url`."""
    row = next(iter(db.query("SELECT * FROM page WHERE sha256 = ?", [sha256])), None)
    if row is None:
        return None
    return Page(url, zlib.decompress(row["body"]), row["media_type"], row["charset"])
