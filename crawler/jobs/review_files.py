"""`cchc review export` and `cchc review import`: the whole queue out and back."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import BadInput
from crawler.jobs import review
from crawler.jobs.known import load_registry
from crawler.jobs.review_sheet import Queued, Sheet, SheetRow, read_sheet, sheet_bytes
from crawler.jobs.ruling import ruled
from crawler.posts import PostRow
from crawler.registry.model import Registry
from crawler.store import decisions, open_to_read
from crawler.store.posts import facts_of
from crawler.store.records import DecisionRecord

SEEN_DIGITS = 16
MOST_FAULTS = 50  # shown; a file with more has one mistake that is everywhere


@dataclass(frozen=True)
class Imported:
    """`given`: decisions that the file holds; those of them that were stored before are not stored again."""

    given: int
    decided: review.Decided


def export(registry: Path, db: Path, out: Path, *, agencies: Collection[str] = ()) -> int:
    """Writes the queue to `out`; returns how many posts it holds. The texts of the posts are kept as they are now.

    Raises BadInput where `out` is a file of which something would be lost.
    """
    loaded, rows = load_registry(registry), review.waiting(registry, db, agencies=agencies)
    store, at = open_to_read(db), datetime.now(UTC).astimezone(loaded.province.zone)
    _check_free(store, loaded, out, at)
    groups = {post: list(group) for post, group in groupby(sorted(rows, key=lambda row: row.id), lambda row: row.id)}
    with store.atomic():
        queue = [_queued(store, groups[post]) for post in dict.fromkeys(row.id for row in rows)]
    try:
        out.write_bytes(sheet_bytes(queue, loaded, secrets.token_hex(8), at))
    except OSError as error:
        raise BadInput(f"Không ghi được tệp {out}: {error.strerror}.") from error
    return len(queue)


def _check_free(store: Database, registry: Registry, out: Path, at: datetime) -> None:
    """Only a queue of which every decision is stored makes way for a new one."""
    if not out.exists():
        return
    try:
        made = _decisions(store, registry, read_sheet(out), at)
    except BadInput:
        raise BadInput(f"Đã có tệp {out} và nó không phải bảng đã đưa lại hết. Hãy chọn tên khác.") from None
    if not all(decisions.stored(store, one.hash) for one in made):
        raise BadInput(f"Tệp {out} còn quyết định chưa đưa lại. Hãy chạy “cchc review import” hoặc chọn tên khác.")


def _queued(store: Database, rows: list[PostRow]) -> Queued:
    first, facts = rows[0], facts_of(store, rows[0].id)
    return Queued(
        post=first.id,
        title=first.title,
        url=first.url,
        day=(first.published or "")[:10],
        agencies=", ".join(dict.fromkeys(row.agency for row in rows if row.agency)),
        channels=", ".join(dict.fromkeys(row.channel for row in rows)),
        why=" ".join(dict.fromkeys(review.why(row) for row in rows)),
        machine=facts.verdict.reason if facts and facts.verdict else "",
        seen=review.keep_text(store, first.id)[:SEEN_DIGITS],
    )


def take_back(registry: Path, db: Path, file: Path) -> Imported:
    """Stores what a filled-in queue decides, all or nothing. Raises BadInput that names every bad row."""
    loaded, store, sheet = load_registry(registry), open_to_read(db), read_sheet(file)
    made: list[DecisionRecord] = []

    def make() -> list[DecisionRecord]:
        made.extend(_decisions(store, loaded, sheet, datetime.now(UTC)))
        return made

    decided = review.store_decisions(store, loaded, make)
    return Imported(len(made), decided)


def _decisions(store: Database, registry: Registry, sheet: Sheet, at: datetime) -> list[DecisionRecord]:
    made, faults = [], list(sheet.faults)
    for row in sheet.rows:
        try:
            made += _of_row(store, registry, row, sheet.stamp, at)
        except BadInput as error:
            faults.append(f"Dòng {row.number}: {error}")
    if faults:
        shown = sorted(faults, key=lambda fault: int(fault.split()[1].rstrip(":")))[:MOST_FAULTS]
        more = f"\n… và {len(faults) - len(shown)} dòng nữa." if len(faults) > len(shown) else ""
        raise BadInput(f"Tệp có {len(faults)} dòng sai, chưa lưu gì:\n" + "\n".join(shown) + more)
    return made


def _of_row(store: Database, registry: Registry, row: SheetRow, stamp: str, at: datetime) -> list[DecisionRecord]:
    """The row's decisions, on the text that was exported where that is known."""
    seen = decisions.kept_text(store, row.seen) or "" if len(row.seen) == SEEN_DIGITS else ""
    occasion = f"sheet {stamp}"
    return [ruled(store, registry, row.post, one, at, occasion=occasion, seen=seen) for one in row.rulings]
