"""What servers call the states of their pages (ETag, Last-Modified), and whether their word can be taken for it.

A server is asked "has it changed since?" only about a page whose name has been seen to change with it; of one that kept
its name while the page changed it is never asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from crawler.page import Page
from crawler.store.pages import load_page
from crawler.store.rows import first, insert, plain


@dataclass(frozen=True)
class Validator:
    """The name of one state of a page, and the SHA-256 of that state. `trust`: `unknown`, `changes` or `lies`."""

    url: str
    etag: str | None
    last_modified: str | None
    page: str
    trust: str = "unknown"

    @property
    def name(self) -> tuple[str | None, str | None]:
        return self.etag, self.last_modified


def validator_of(db: Database, url: str) -> Validator | None:
    """What is known of the page at that address."""
    row = first(db, "SELECT url, etag, last_modified, page, trust FROM validator WHERE url = ?", [url])
    return Validator(**row) if row else None


def put_validator(db: Database, seen: Validator, at: datetime) -> None:
    """Keeps the name of the page as it was just received, and what that shows of the server."""
    names = {"url": seen.url, "etag": seen.etag, "last_modified": seen.last_modified, "page": seen.page}
    with db.atomic():
        trust = trusted(validator_of(db, seen.url), seen)
        insert(db, "validator", names | {"at": plain(at), "trust": trust}, replace=True)


def trusted(before: Validator | None, seen: Validator) -> str:
    """What the server's names are worth, now that it has sent the page once more."""
    if before is None or before.page == seen.page:
        return before.trust if before else "unknown"
    return "lies" if before.trust == "lies" or before.name == seen.name else "changes"


def named_page(db: Database, url: str) -> Page | None:
    """The page in the state that the server was last heard to name, where it was kept."""
    known = validator_of(db, url)
    return load_page(db, known.page, url) if known else None
