"""Attested evidence as plain data for `audit.json`."""

from __future__ import annotations

from typing import Any

from crawler.attested import AttestedFile
from reports.attested import Attested


def row_json(one: Attested) -> dict[str, Any]:
    """A row with the file it is from, and where it stands."""
    row = one.row
    return {
        "file": one.file.hash,
        "row": row.row,
        "agency": row.agency,
        "quota": row.quota,
        "period": one.period,
        "date": row.day.isoformat(),
        "title": row.title,
        "kind": row.kind,
        "reference": row.reference,
        "note": row.note,
        "who": one.file.who,
        "state": one.state,
        "why": one.why,
    }


def file_json(one: AttestedFile) -> dict[str, Any]:
    """A file as it was handed in; `undone` null where it stands."""
    undone = None if one.stands else {"who": one.undone_by, "at": one.undone_at}
    return {"hash": one.hash, "name": one.name, "rows": len(one.rows), "who": one.who, "at": one.at, "undone": undone}
