"""A post on its way through the pipelines: what was found, and what each stage has made of it. One writer a field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.found import FoundPost

if TYPE_CHECKING:
    from pipelines.dates import Dating  # which fills drafts


@dataclass(frozen=True)
class Verdict:
    """What a post is about. `reviews`: topics that a person has to look at; `label` speaks of topic `cchc`.

    `matches` are dicts of topic, phrase, field (title, body), start, end, weight, words; offsets count characters of
    the cleaned field. `documents`: kinds of document it is, with a question mark at the end where that stays unclear.
    `reason`: one Vietnamese sentence. `lexicon`: the version that decided.
    """

    label: str  # on_topic | off_topic | review
    score: float
    topics: tuple[str, ...]
    reviews: tuple[str, ...]
    themes: tuple[str, ...]
    documents: tuple[str, ...]
    matches: tuple[dict[str, Any], ...]
    reason: str
    lexicon: str


@dataclass(frozen=True)
class Credit:
    """An agency that a portal post is from. `kind`: credited, candidate, or outside (somebody not audited: agency "").

    `form` says where the credit stands (source, byline, bracket, category, lead …), `words` are those printed there.
    """

    agency: str
    kind: str
    form: str
    words: str
    confidence: float


@dataclass(frozen=True)
class Draft:
    """`found` as the spider handed it over; None or "" in a field whose stage has not come yet."""

    found: FoundPost
    # clean
    title: str = ""
    body: str = ""  # paragraphs divided by newlines
    author: str = ""
    source_line: str = ""
    category: str = ""
    # dates
    dating: Dating | None = None
    # duplicates
    post: str = ""  # its id
    url: str = ""  # its own page
    text_key: str = ""  # the same for exact copies; "" where there is too little text to tell
    # classify
    verdict: Verdict | None = None
    # attribute
    credits: tuple[Credit, ...] = ()
