"""A post as it is decided and shown: one row per post, agency and channel (interface, "JSON")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["counted", "off_topic", "duplicate", "review", "undated", "unattributed", "rejected", "out_of_period"]
Grade = Literal["A", "B", "C", "none"]


@dataclass(frozen=True)
class PostRow:
    """One row of `cchc posts`; the first block has exactly the interface's keys, in its order.

    `published` and `first_seen` are ISO 8601 text (`published` a date alone where the page gives no time, None where
    undated); `period` is the month of `published`.
    """

    id: str
    agency: str | None
    channel: str
    url: str
    other_urls: tuple[str, ...]
    title: str
    published: str | None
    period: str | None
    date_source: str | None
    date_grade: Grade
    first_seen: str
    section: str
    dedicated: bool
    origin: str
    gone: bool
    topics: tuple[str, ...]
    themes: tuple[str, ...]
    score: float
    status: Status
    counts_for: tuple[str, ...]
    review_for: tuple[str, ...]
    duplicate_of: str | None
    decided_by: str
    snapshot: str | None

    # beside the interface's keys, for reports and `explain`
    reason: str = ""  # why this status, in Vietnamese, one short sentence
    date_words: str = ""  # the words of the date as printed
    date_candidates: tuple[dict[str, Any], ...] = ()  # {"words", "place", "day", "time"}
    matches: tuple[dict[str, Any], ...] = ()  # {"topic", "phrase", "field", "start", "end", "weight", "words"}
    credit: dict[str, Any] = field(default_factory=dict)  # {"form", "words", "confidence"} on the portal
    candidate_days: tuple[str, ...] = ()  # ISO days the post may belong to (grade C)
    body: str = ""
    origin_url: str = ""  # the address the snapshot was read at
    fetched_at: str = ""
    cells: tuple[tuple[str, str, str], ...] = ()  # (quota, period or "" where undated, state) it stands for
    # inspectors' decisions on the post, oldest first:
    # {"action", "value", "agency", "quota", "who", "reason", "at", "stands"}; `stands`: no later one has replaced it
    decisions: tuple[dict[str, Any], ...] = ()
    recheck: bool = False  # its text has changed since they were made
    # where else its text stands, wholly or nearly, the earliest first:
    # {"post", "agency", "channel", "url", "published", "share" (0 to 1), "copy"}; `copy` False: only alike
    links: tuple[dict[str, Any], ...] = ()
    read_date: dict[str, Any] = field(default_factory=dict)  # where one of them fixes the day: what the page says of it
