"""Attested evidence as a report shows it: each row with its file and who answers for it, and the log of the files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from crawler.attested import AttestedFile
from reports.attested import Attested
from reports.daywords import day_words, moment_words
from reports.postviews import safe_href, shown
from reports.words import ATTESTED_STATES, ATTESTED_WHY

MOST_SHOWN = 20  # rows for each figure on a page; audit.xlsx and audit.json have them all
MOST_FILES = 200
_HASH_LENGTH = 16
_LENGTH = 200  # of reference and note on a page


@dataclass(frozen=True)
class AttestedView:
    """`label` says what it is and whether it counts; `href` is the address that the reference is, if it is one."""

    state: str
    label: str
    why: str
    title: str
    duty: str
    kind: str
    reference: str
    href: str | None
    note: str
    day: str
    who: str
    hash: str
    row: int


@dataclass(frozen=True)
class FileView:
    hash: str
    name: str
    rows: int
    who: str
    at: str
    state: str  # that it counts, or who undid it, and when
    stands: bool


def attested_view(one: Attested) -> AttestedView:
    row = one.row
    return AttestedView(
        state=one.state,
        label=ATTESTED_STATES[one.state],
        why=ATTESTED_WHY[one.why] if one.why else "",
        title=shown(row.title),
        duty=shown(row.quota, 80),
        kind=shown(row.kind, _LENGTH),
        reference=shown(row.reference, _LENGTH),
        href=_href(row.reference),
        note=shown(row.note, _LENGTH),
        day=day_words(row.day),
        who=shown(one.file.who, _LENGTH),
        hash=one.file.hash[:_HASH_LENGTH],
        row=row.row,
    )


def _href(reference: str) -> str | None:
    """The address, where the whole reference is one and shows as it is."""
    return safe_href(reference) if reference.isprintable() and re.fullmatch(r"https?://\S+", reference) else None


def attested_views(rows: Sequence[Attested]) -> tuple[AttestedView, ...]:
    """As many as a page has room for."""
    return tuple(map(attested_view, rows[:MOST_SHOWN]))


def file_views(files: Iterable[AttestedFile], zone: tzinfo) -> tuple[FileView, ...]:
    """The log, the latest first."""
    return tuple(_file(one, zone) for one in sorted(files, key=lambda file: file.number, reverse=True))


def _file(one: AttestedFile, zone: tzinfo) -> FileView:
    undone = f"đã hủy: {shown(one.undone_by or '', _LENGTH)}, {moment_words(one.undone_at or '', zone)}"
    return FileView(
        hash=one.hash,
        name=shown(one.name, _LENGTH),
        rows=len(one.rows),
        who=shown(one.who, _LENGTH),
        at=moment_words(one.at, zone),
        state="đang được tính" if one.stands else undone,
        stands=one.stands,
    )
