"""What an agency replies to a finding, as somebody recorded it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reply:
    """`quota`: a quota's or a duty's id. `period`: the one it is about, or the year: about the finding as a whole.

    `who` recorded it at `at` (ISO 8601); `day` and `document`: when and in which document the agency wrote.

    A reply that withdraws another is no reply itself: its `text` says why, the rest is as in the one withdrawn.
    """

    agency: str
    quota: str
    period: str
    text: str
    who: str
    day: date
    document: str = ""
    withdraws: int | None = None
    at: str = ""
    number: int = 0
    withdrawn_by: int | None = None  # number of the reply that withdraws it
