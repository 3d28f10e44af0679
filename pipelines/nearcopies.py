"""How far two texts are one: padded, cut, lightly edited, under another title; and when a near copy is a copy.

Texts are compared by their runs of four words (shingles). A few of each text's are kept to find whom to compare with;
the comparison itself is exact. Two notices of one form with other facts are no copies: "Kết quả tháng 3", "… tháng 4".
"""

from __future__ import annotations

import heapq
import re
import zlib
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from crawler.text import clean, clean_paragraphs
from pipelines.spelling import bare, canon

SHINGLE = 4  # words
LEAST_WORDS = 40
LEAST_SHARE = 0.6  # of the shorter text, from which two are told of as alike
COPY_SHARE = 0.8  # of the shorter text, from which one may be a copy of the other
COPY_WHOLE = 0.55  # of the longer text: a notice quoted in a long report is no copy of it
KEPT = 32  # shingles by which a text is found again
FEW = 4  # of them that two texts must have, to be compared
COMMON = 100  # texts that have a shingle; that of a form or a footer finds nothing
_WORD = re.compile(r"\w+")
_OPENS = re.compile(r"(?:^|[.!?…:;\n\"“”(\[•–-])\W*\Z")  # before a word: it has its capital from its place
_LOOK_BACK = 8
_NUMERALS = frozenset({"một", "hai", "ba", "bốn", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "nhất", "nhì"})
_TITLE_FIGURE = re.compile(
    r"""\w*\d\w*
        | (?<=\bthang[ ]) (?: gieng | hai | ba | tu | nam | sau | bay | tam | chin | muoi (?:[ ]mot|[ ]hai)? | chap) \b
        | (?<=\bquy[ ]) (?: mot | hai | ba | bon) \b""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Text:
    """A text as it is compared: its words as they are spelled here, and without case and marks."""

    spelled: tuple[str, ...]
    words: tuple[str, ...]
    body: str
    starts: tuple[int, ...]  # of the words in the body
    shingles: frozenset[int]
    title_figures: frozenset[str]

    @property
    def kept(self) -> tuple[int, ...]:
        """The shingles by which it is found: the same for the same text, and mostly so for nearly the same."""
        return tuple(heapq.nsmallest(KEPT, self.shingles))

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """For each word its bare spelling where it is a figure or a name, else ""."""
        shouted = self.body.isupper()
        told = (_tells(word, self.body, start, shouted) for word, start in zip(self.spelled, self.starts, strict=True))
        return tuple(word if tells else "" for word, tells in zip(self.words, told, strict=True))


@dataclass(frozen=True)
class Likeness:
    """`share` (0 to 1) of the shorter text that both have. `copy`: whether the one is but a copy of the other."""

    share: float
    copy: bool


def text_of(title: str, body: str) -> Text | None:
    """The text as it is compared; None where there is too little of it."""
    body = clean_paragraphs(body)
    found = list(_WORD.finditer(body))
    if len(found) < LEAST_WORDS:
        return None
    plain = bare(canon(body))
    words = tuple(plain[one.start() : one.end()] for one in found)
    runs = (" ".join(words[at : at + SHINGLE]).encode() for at in range(len(words) - SHINGLE + 1))
    return Text(
        spelled=tuple(one[0] for one in found),
        words=words,
        body=body,
        starts=tuple(one.start() for one in found),
        shingles=frozenset(map(zlib.crc32, runs)),
        title_figures=frozenset(_TITLE_FIGURE.findall(bare(canon(clean(title))))),
    )


def likeness(one: Text, other: Text) -> Likeness | None:
    """How alike two texts are, whichever is given first; None where they have little in common."""
    shared = len(one.shingles & other.shingles)
    sizes = sorted((len(one.shingles), len(other.shingles)))
    share = shared / sizes[0]
    if share < LEAST_SHARE:
        return None
    near = share >= COPY_SHARE and shared / sizes[1] >= COPY_WHOLE
    return Likeness(round(share, 3), near and _same_titles(one, other) and not _other_facts(one, other))


def _is_figure(word: str) -> bool:
    return any(char.isdigit() for char in word) or word.lower() in _NUMERALS


def _tells(word: str, body: str, start: int, shouted: bool) -> bool:
    """Whether a word is a figure or a name. Where all are capitals, none can be told from the others: any may be."""
    if shouted or _is_figure(word):
        return True
    return word[0].isupper() and not _OPENS.search(body, max(0, start - _LOOK_BACK), start)


def _same_titles(one: Text, other: Text) -> bool:
    """Titles that name other months, rounds or numbers are of other posts."""
    return not (one.title_figures and other.title_figures) or one.title_figures == other.title_figures


def _other_facts(one: Text, other: Text) -> bool:
    """Whether a figure or a name stands in the place of another one."""
    first, second = sorted((one, other), key=lambda text: text.words)
    for kind, a, b, c, d in SequenceMatcher(None, first.words, second.words, autojunk=False).get_opcodes():
        if kind == "replace":
            told = {fact for fact in first.facts[a:b] if fact}, {fact for fact in second.facts[c:d] if fact}
            if all(told) and told[0] != told[1]:
                return True
    return False
