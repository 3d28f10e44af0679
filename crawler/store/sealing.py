"""The beginning and the end of a crawl's evidence: what a dead crawl left is closed first, at the end all is sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler import __version__
from crawler.evidence import manifest
from crawler.evidence.place import MANIFEST, folder_of
from crawler.evidence.recovery import closed, left_by, written
from crawler.evidence.writer import MOST_BYTES, Writer, Written
from crawler.store import evidence
from crawler.store.crawls import crawl_row
from crawler.store.database import Store
from crawler.store.leases import alive

CLOSED, RECOVERED = "closed", "recovered"  # how the evidence of a crawl ended


def begin_evidence(db: Store, crawl: str, *, most_bytes: int = MOST_BYTES) -> Writer | None:
    """What keeps the crawl's pages, after evidence that dead crawls left was closed; None for a store in memory."""
    if (folder := evidence_folder(db)) is None or db.root is None:
        return None
    close_left(db)
    info = {"software": f"cchc-audit/{__version__}", "format": "WARC File Format 1.1", "isPartOf": crawl}
    return Writer(db.root, folder, crawl, info, most_bytes=most_bytes)


def evidence_folder(db: Store) -> Path | None:
    """Where the store's evidence lies; None for a store in memory."""
    name = next((row["file"] for row in db.query("PRAGMA database_list") if row["name"] == "main"), "")
    return db.root / folder_of(Path(name)).relative_to(Path(name).parent) if name and db.root is not None else None


def close_left(db: Store) -> list[str]:
    """Closes and seals what crawls left that are no more; returns these."""
    folder, found = evidence_folder(db), []
    if folder is None or db.root is None or not folder.is_dir():
        return []
    with db.atomic():
        for crawl in evidence.unsealed(db):
            left = left_by(folder, crawl)
            if left and not any(alive(lease) for lease in evidence.held_by(db, crawl)):
                files = [one for path in left if (one := closed(db.root, path)) is not None]
                for one in files:
                    evidence.forget_beyond(db, one.path, one.size)
                _seal(db, folder, crawl, files, None, RECOVERED)
                found.append(crawl)
    return found


def seal_evidence(db: Store, writer: Writer, lexicon: str) -> None:
    """Closes the crawl's files and writes its manifest."""
    files = writer.close()
    with db.atomic():
        _seal(db, writer.folder, writer.crawl, files, lexicon or None, CLOSED)


def _seal(db: Store, folder: Path, crawl: str, files: Sequence[Written], lexicon: str | None, outcome: str) -> None:
    """The manifest's file stands before its row: a row without its file is somebody's doing."""
    if db.root is None:
        raise RuntimeError("a store in memory has no evidence")
    at = datetime.now(UTC)
    path = folder / f"{at:%Y%m}" / f"{crawl}{MANIFEST}"
    path.parent.mkdir(parents=True, exist_ok=True)
    number, before = evidence.last_manifest(db)
    made = manifest.made(
        number + 1, crawl, path.relative_to(db.root).as_posix(), before, files, _facts(db, crawl, lexicon, outcome, at)
    )
    written(path, made.text)
    evidence.add_manifest(db, made)


def _facts(db: Store, crawl: str, lexicon: str | None, outcome: str, at: datetime) -> dict[str, Any]:
    row = crawl_row(db, crawl)
    return {
        "started_at": row["started_at"],
        "ended_at": at.isoformat(),
        "outcome": outcome,
        "program": row["program"],
        "lexicon": lexicon,
        "registry_sha256": row["registry_hash"],
        "ledger": evidence.ledger_digest(db, crawl),
    }
