"""Where the lexicon's words stand in a text, whatever its spelling, and in which sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

import ahocorasick

from pipelines.spelling import bare, canon

_END = re.compile(r"[.!?…;](?=[\s”\"»)]|$)|\n")
_INSIDE_NUMBERS = "/-"
_START_OF, _END_OF = itemgetter(0), itemgetter(1)  # of a hit
_FEW_MARKS = 0.04  # a written Vietnamese text has some 0.3


@dataclass
class Term:
    """One spelling and the parts it plays: rules by index, groups by name, what it turns and is turned in.

    `groups`: those that a rule needs or bars; `listed`: all of which it is a word.
    """

    spelled: str
    rules: list[int] = field(default_factory=list)
    groups: set[str] = field(default_factory=set)
    listed: list[str] = field(default_factory=list)
    turned_in: list[int] = field(default_factory=list)
    turns: set[int] = field(default_factory=set)
    numbers: list[int] = field(default_factory=list)
    short_numbers: list[int] = field(default_factory=list)  # type and number without the letters of the issuer
    mask: bool = False

    @cached_property
    def counts(self) -> bool:
        """Whether it stands for more than a group's member: a longer one of these hides a shorter one inside."""
        return bool(self.rules or self.numbers or self.short_numbers)

    @cached_property
    def syllables(self) -> tuple[str, ...]:
        return tuple(self.spelled.split(" "))


class Hit(NamedTuple):
    """A term at [start, end) of a field; a tuple, because a post has hundreds.

    `exact`: with its marks; False: written without any. `hidden`: inside a longer one that counts.
    """

    start: int
    end: int
    term: Term
    exact: bool
    sentence: int
    hidden: bool = False


@dataclass(frozen=True)
class Reading:
    """A field as the matcher read it; `starts` are the offsets of its sentences."""

    text: str
    canonical: str
    bare: str
    unmarked: bool  # written without marks throughout
    starts: tuple[int, ...]
    hits: tuple[Hit, ...]

    def words(self, hit: Hit) -> str:
        """What stands there, as it is written."""
        return self.text[hit.start : hit.end]


class Matcher:
    """An automaton over the bare spellings of terms."""

    def __init__(self, terms: Iterable[Term]) -> None:
        by_bare: dict[str, list[Term]] = {}
        for term in terms:
            by_bare.setdefault(bare(term.spelled), []).append(term)
        self._words = ahocorasick.Automaton()
        for spelled, alike in by_bare.items():
            self._words.add_word(spelled, (len(spelled), tuple(alike)))
        self._words.make_automaton()
        self.spellings = tuple(by_bare)

    def read(self, text: str) -> Reading:
        """All terms of a cleaned text, in order; none inside a mask."""
        canonical = canon(text)
        plain = bare(canonical)
        unmarked = _is_unmarked(canonical)
        starts = (0, *(found.end() for found in _END.finditer(text)))
        found = self._hits(canonical, plain, starts, 2 if unmarked else 3)
        return Reading(text, canonical, plain, unmarked, starts, _visible(found))

    def _hits(self, canonical: str, plain: str, starts: tuple[int, ...], enough: int) -> list[Hit]:
        """The terms that really stand there: whole words, and no other marks than theirs.

        Only terms of `enough` syllables may lack their marks: "cho" is a word of its own beside "chợ".
        """
        hits: list[Hit] = []
        for last, (length, terms) in self._words.iter(plain) if len(self._words) else ():
            end = last + 1
            start = end - length
            following = plain[end : end + 1]
            if following.isalnum() or (start and plain[start - 1].isalnum()):
                continue
            if following in _INSIDE_NUMBERS and _number_goes_on(plain, end):
                continue
            written = canonical[start:end]
            for term in terms:
                exact = written == term.spelled
                if exact or (len(term.syllables) >= enough and _unmarked(written, term.syllables)):
                    hits.append(Hit(start, end, term, exact, bisect_right(starts, start) - 1))
        return hits


def _number_goes_on(plain: str, end: int) -> bool:
    """Whether the number of a document ("Đề án 06-ĐA/TU") is longer than what was found."""
    return plain[end - 1].isdigit() and plain[end + 1 : end + 2].isalnum()


def _unmarked(written: str, syllables: tuple[str, ...]) -> bool:
    """Whether each syllable is the term's own or lacks its marks altogether: other marks make another word."""
    parts = written.split(" ")
    pairs = zip(parts, syllables, strict=False)
    return len(parts) == len(syllables) and all(here in (own, bare(own)) for here, own in pairs)


def _is_unmarked(canonical: str) -> bool:
    extra = len(canonical.encode("utf-8", "replace")) - len(canonical)  # bytes that marked letters take beyond one
    return extra < _FEW_MARKS * len(canonical)


def _visible(found: list[Hit]) -> tuple[Hit, ...]:
    """Without what a mask holds or cuts; what a longer counting term holds is marked as hidden."""
    masks = [hit for hit in found if hit.term.mask]
    if masks:
        spoilt = {id(hit) for mask in masks for hit in found if _spoils(mask, hit)}
        found = [hit for hit in found if id(hit) not in spoilt]
    found.sort(key=_END_OF, reverse=True)
    found.sort(key=_START_OF)  # what begins first, and of those the longest
    shown: list[Hit] = []
    farthest = -1  # end of the counting term that reaches farthest
    for hit in found:
        if hit.term.counts:
            if hit.end <= farthest:
                hit = hit._replace(hidden=True)
            else:
                farthest = hit.end
        shown.append(hit)
    return tuple(shown)


def _spoils(mask: Hit, hit: Hit) -> bool:
    """Whether they share characters, and the mask is not a part of the hit."""
    start, end = hit.start, hit.end
    if end <= mask.start or mask.end <= start:
        return False
    return hit is not mask and not (start <= mask.start and mask.end <= end)
