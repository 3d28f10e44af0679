"""Evidence that the web can't show, as a file attests it: broadcast logs, minutes, documents kept elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AttestedRow:
    """One row of such a file. `row` is its number there, heads included, as a spreadsheet shows it."""

    row: int
    agency: str
    quota: str
    day: date
    title: str
    kind: str
    reference: str = ""
    note: str = ""


@dataclass(frozen=True)
class AttestedFile:
    """A file that was handed in, once for each time. `hash` is the SHA-256 of its bytes; moments are ISO 8601."""

    number: int
    hash: str
    name: str
    who: str
    at: str
    rows: tuple[AttestedRow, ...]
    undone_by: str | None = None
    undone_at: str | None = None

    @property
    def stands(self) -> bool:
        """Whether its rows still count."""
        return self.undone_at is None
