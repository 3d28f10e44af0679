"""Where the lexicon's words stand in a text, whatever its spelling, and in which sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

import ahocorasick

from pipelines.spelling import bare, canon

_END = re.compile(r"[.!?…;](?=[\s”\"»)]|$)|\n")
_FEW_MARKS = 0.04  # a written Vietnamese text has some 0.3


@dataclass
class Term:
    """One spelling and the parts it plays: rules by index, groups by name, what it turns and is turned in."""

    spelled: str
    rules: list[int] = field(default_factory=list)
    groups: set[str] = field(default_factory=set)
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


@dataclass(frozen=True)
class Hit:
    """A term at [start, end) of a field. `exact`: with its marks; False: written without any."""

    start: int
    end: int
    term: Term
    exact: bool
    sentence: int
    hidden: bool = False  # inside a longer one that counts


@dataclass(frozen=True)
class Reading:
    """A field as the matcher read it; `starts` are the offsets of its sentences."""

    text: str
    canonical: str
    bare: str
    unmarked: bool  # written without marks throughout
    starts: tuple[int, ...]
    hits: tuple[Hit, ...]


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
        starts = (0, *(found.end() for found in _END.finditer(text)))
        unmarked = _is_unmarked(canonical)
        enough = 2 if unmarked else 3
        found = [
            hit
            for end, value in self._iter(plain)
            for hit in _checked(end + 1, value, canonical, plain, starts, enough)
        ]
        return Reading(text, canonical, plain, unmarked, starts, _visible(found))

    def _iter(self, plain: str) -> Iterable[tuple[int, tuple[int, tuple[Term, ...]]]]:
        return self._words.iter(plain) if len(self._words) else ()


def _checked(
    end: int, value: tuple[int, tuple[Term, ...]], canonical: str, plain: str, starts: tuple[int, ...], enough: int
) -> Iterable[Hit]:
    """The terms that really stand at `end`: whole words, and no other marks than theirs.

    Only terms of `enough` syllables may lack their marks: "cho" is a word of its own beside "chợ".
    """
    length, terms = value
    start = end - length
    if (start and plain[start - 1].isalnum()) or _goes_on(plain, end):
        return
    written = canonical[start:end]
    for term in terms:
        exact = written == term.spelled
        if exact or (len(term.syllables) >= enough and _unmarked(written, term.syllables)):
            yield Hit(start, end, term, exact, bisect_right(starts, start) - 1)


def _goes_on(plain: str, end: int) -> bool:
    """Whether the word, or the number of a document ("Đề án 06-ĐA/TU"), is longer than what was found."""
    rest = plain[end : end + 2]
    return rest[:1].isalnum() or (rest[:1] in ("/", "-") and rest[1:].isalnum() and plain[end - 1].isdigit())


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
        found = [hit for hit in found if not any(_spoils(mask, hit) for mask in masks)]
    found.sort(key=lambda hit: (hit.start, -hit.end))
    shown: list[Hit] = []
    end = -1  # of the counting term that reaches farthest
    for hit in found:
        if hit.term.counts:
            if hit.end <= end:
                hit = replace(hit, hidden=True)
            end = max(end, hit.end)
        shown.append(hit)
    return tuple(shown)


def _spoils(mask: Hit, hit: Hit) -> bool:
    """Whether they share characters, and the mask is not a part of the hit."""
    overlap = mask.start < hit.end and hit.start < mask.end
    return overlap and hit is not mask and not (hit.start <= mask.start and mask.end <= hit.end)
