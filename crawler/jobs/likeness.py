"""Which stored texts are nearly the same as others: each new text is compared with the few that may be alike."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from crawler.store import likeness as store
from crawler.store.records import NearText
from pipelines.nearcopies import COMMON, FEW, Text, likeness, text_of

BATCH = 200  # texts of one transaction, so that a crawl never waits long to write


def take_up_texts(db: Database) -> int:
    """Makes the stored pairs those of the stored texts; returns how many texts are new."""
    store.forget_texts(db)
    found = 0
    while taken := _take_up(db):
        found += taken
    return found


def _take_up(db: Database) -> int:
    with db.atomic():
        batch = list(store.unknown_texts(db, BATCH))
        for key, title, body in batch:
            text = text_of(title, body)
            store.take_up(db, key, text.kept if text else (), pairs_of(db, key, text) if text else ())
    return len(batch)


def pairs_of(db: Database, key: str, text: Text) -> list[NearText]:
    """The pairs that a text makes with known ones."""
    return list(_pairs(db, key, text))


def _pairs(db: Database, key: str, text: Text) -> Iterator[NearText]:
    for other in store.alike(db, text.kept, few=FEW, common=COMMON):
        stored = store.text_with(db, other)
        known = text_of(*stored) if stored and other != key else None
        found = likeness(text, known) if known else None
        if found:
            yield NearText(min(key, other), max(key, other), found.share, found.copy)
