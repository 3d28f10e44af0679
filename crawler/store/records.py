"""Rows of the store's tables, as frozen dataclasses. Field names are column names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class CrawlRecord:
    id: str
    started_at: str
    program: str
    registry_hash: str
    since: str | None
    until: str | None
    full: bool
    origin: str = "live"


@dataclass(frozen=True, kw_only=True)
class PostRecord:
    """A row of `post`: what was read on its page and how its date was decided. Texts are cleaned.

    What is not given was not read: no words about a date, no page.
    """

    id: str
    url: str
    title: str
    body: str = ""
    author: str = ""
    source_line: str = ""
    category: str = ""
    family: str = ""
    published: str | None = None  # ISO 8601, see interface
    day: str | None = None
    date_words: str = ""
    date_source: str | None = None
    date_grade: str = "none"
    date_days: tuple[str, ...] = ()
    date_candidates: tuple[dict[str, Any], ...] = ()
    date_flags: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    text_key: str = ""
    origin: str = "live"
    snapshot: str | None = None
    snapshot_url: str | None = None
    fetched_at: str | None = None
    held: str | None = None


@dataclass(frozen=True)
class VerdictRecord:
    """A row of `verdict`: what the post is about, by which words, under which lexicon."""

    post: str
    label: str
    score: float
    topics: tuple[str, ...]
    reviews: tuple[str, ...]  # topics that stay to be reviewed
    themes: tuple[str, ...]
    documents: tuple[str, ...]  # kinds of document it may be: "communication-plan", "communication-plan?" (review)
    matches: tuple[dict[str, Any], ...]
    reason: str
    lexicon: str


@dataclass(frozen=True)
class CreditRecord:
    """A row of `credit`: an agency to which the portal credits the post. `agency` "" with kind `outside`."""

    post: str
    agency: str
    kind: str  # credited | candidate | outside
    form: str
    words: str
    confidence: float


@dataclass(frozen=True)
class NearText:
    """A row of `near_text`: two texts, `one` < `other`, and the share (0 to 1) of the shorter that both have.

    `copy`: the one is but a copy of the other.
    """

    one: str
    other: str
    share: float
    copy: bool


@dataclass(frozen=True)
class StandingRecord:
    """A row of `standing`: one post, agency and channel, and for which quotas and periods it stands."""

    post: str
    agency: str  # "" where nobody's
    channel: str
    status: str
    reason: str
    duplicate_of: str | None
    section: str
    dedicated: bool
    decided_by: str
    cells: tuple[tuple[str, str, str], ...] = ()  # (quota, period or "", state)
    recheck: bool = False  # the text is no longer the one that a person decided on


@dataclass(frozen=True)
class DecisionRecord:
    """A row of `decision`: an inspector's word on a post. `agency` and `quota` "": for all of them."""

    post: str
    url: str  # URL key of the post's own page
    action: str  # count | reject | agency | date | add
    value: str  # the agency's id, the day, the address
    who: str
    reason: str
    at: str
    agency: str = ""
    quota: str = ""
    text_hash: str | None = None
    hash: str = ""
    number: int = 0  # of two decisions on one thing the higher stands


@dataclass(frozen=True)
class Paper:
    """A file of a post, as it was read. `documents`: the kinds that its own subject names, as in `VerdictRecord`."""

    url: str
    reader: str  # pdf | docx | ocr
    documents: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class PostFacts:
    """What judging one post needs: its record, its verdict, the sections that list it, its credits.

    The record's body may be left out ("") where the verdict names no document.
    """

    post: PostRecord
    verdict: VerdictRecord | None
    sections: tuple[str, ...]  # ids of sections that list it
    credits: tuple[CreditRecord, ...]
    first_seen: str
    decisions: tuple[DecisionRecord, ...] = ()  # inspectors' words on it, the oldest first
    recheck: bool = False  # its text is no longer the one that they decided on
    papers: tuple[Paper, ...] = ()  # its files, where it may be a document
