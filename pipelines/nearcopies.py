"""Which posts have nearly the text of an earlier one: padded, cut, lightly edited, and how much they share.

Texts are compared by their runs of four words (shingles). A few of each text's are kept to find whom to compare with;
the comparison itself is exact. Notices of one form with other figures are no copies: "Kết quả tháng 3", "… tháng 4".
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.text import fold

SHINGLE = 4  # words
LEAST_WORDS = 40
LEAST_SHARE = 0.75
LEAST_NUMBERS = 0.8  # share of the figures of the one that has fewer
_KEPT = 32  # shingles by which a text is found again
_FEW = 4  # of them that two texts must have, to be compared
_COMMON = 200  # texts that have a shingle; a boilerplate's finds nothing
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class NearCopy:
    """`post` has `share` (0 to 1) of the shorter one's text in common with the earlier `of`."""

    post: str
    of: str
    share: float


@dataclass(frozen=True)
class _Text:
    post: str
    shingles: array[int]
    numbers: frozenset[str]


class Texts:
    """The texts known so far. One new text is compared with the few that may be alike, however many there are."""

    def __init__(self) -> None:
        self._texts: list[_Text] = []
        self._having: dict[int, list[int]] = {}

    def add(self, post: str, title: str, body: str) -> NearCopy | None:
        """Takes up a text; the earliest of those before it with nearly the same text, or None."""
        text = _text(post, title, body)
        if text is None:
            return None
        kept = text.shingles[:_KEPT]
        found = next((copy for place in self._alike(kept) if (copy := _compared(text, self._texts[place]))), None)
        for shingle in kept:
            self._having.setdefault(shingle, []).append(len(self._texts))
        self._texts.append(text)
        return found

    def _alike(self, kept: array[int]) -> list[int]:
        """Places of the texts to compare with, the earliest first."""
        lists = (self._having.get(shingle, ()) for shingle in kept)
        shared = Counter(place for places in lists if len(places) <= _COMMON for place in places)
        return sorted(place for place, times in shared.items() if times >= _FEW)


def near_copies(posts: Iterable[tuple[str, str, str]]) -> list[NearCopy]:
    """For each (post, title, body), given in order of publication, the earliest before it that it nearly repeats."""
    texts = Texts()
    return [copy for post, title, body in posts if (copy := texts.add(post, title, body))]


def _text(post: str, title: str, body: str) -> _Text | None:
    """The text as it is compared; None where there is too little of it."""
    words = _WORD.findall(fold(body))
    if len(words) < LEAST_WORDS:
        return None
    runs = {" ".join(words[at : at + SHINGLE]).encode() for at in range(len(words) - SHINGLE + 1)}
    numbers = {word for word in (*_WORD.findall(fold(title)), *words) if any(char.isdigit() for char in word)}
    return _Text(post, array("I", sorted({zlib.crc32(run) for run in runs})), frozenset(numbers))


def _compared(text: _Text, earlier: _Text) -> NearCopy | None:
    shared = len(set(text.shingles).intersection(earlier.shingles))
    share = shared / min(len(text.shingles), len(earlier.shingles))
    figures = min(len(text.numbers), len(earlier.numbers))
    same_figures = len(text.numbers & earlier.numbers) >= LEAST_NUMBERS * figures
    if share < LEAST_SHARE or not same_figures:
        return None
    return NearCopy(text.post, earlier.post, round(share, 3))
