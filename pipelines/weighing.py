"""How much a post's words speak for a topic: rules met, contexts that turn them, documents named, points."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pipelines.lexicon import Lexicon, Number, Rule
from pipelines.matching import Hit, Reading

UNMARKED = 0.7  # words written without their marks
TITLE = 1.5
THEME_TITLE = 2.0
LEAD = 1.25  # the first sentence
AGAIN = 0.5  # each further time the same words stand in the body
SENTENCE_MOST = 5.0
PLAIN_SENTENCES = 5  # a body longer than that needs more
_YEAR_AFTER = re.compile(
    r"\W{0,3}(?:\(?ngay \d{1,2}[/.-]\d{1,2}[/.-](\d{4})|(?:ngay \d{1,2} thang \d{1,2} )?nam (\d{4}))"
)
_ISSUER_SPAN = 90  # characters after the number


@dataclass(frozen=True)
class Finding:
    """Words that speak for a topic (against it: negative weight; turned by other words: 0)."""

    topic: str
    field: str
    start: int
    end: int
    words: str
    phrase: str
    weight: float
    themes: tuple[str, ...]
    theme_weight: float
    sentence: int
    turned_by: str = ""


@dataclass(frozen=True)
class Weighed:
    """A post's findings for one topic and the points they make."""

    topic: str
    findings: tuple[Finding, ...]
    sentences: int  # of the body

    @cached_property
    def title(self) -> float:
        return self._capped("title").get(0, 0.0)

    @cached_property
    def by_sentence(self) -> dict[int, float]:
        return self._capped("body")

    @cached_property
    def points(self) -> float:
        """Title, lead and body together; a longer body needs more to be about it."""
        body = sum(value * (LEAD if at == 0 else 1.0) for at, value in self.by_sentence.items())
        return TITLE * self.title + body / math.sqrt(max(1.0, self.sentences / PLAIN_SENTENCES))

    @cached_property
    def themes(self) -> dict[str, float]:
        """Points of each theme; the title's count more."""
        points: dict[str, float] = {}
        for finding in self.findings:
            for theme in finding.themes:
                worth = finding.theme_weight * (THEME_TITLE if finding.field == "title" else 1)
                points[theme] = points.get(theme, 0.0) + worth
        return points

    def _capped(self, field: str) -> dict[int, float]:
        sums: dict[int, float] = {}
        for finding in self.findings:
            if finding.field == field:
                sums[finding.sentence] = sums.get(finding.sentence, 0.0) + finding.weight
        return {at: max(-SENTENCE_MOST, min(SENTENCE_MOST, value)) for at, value in sums.items()}


def weigh(readings: Mapping[str, Reading], lexicon: Lexicon) -> dict[str, Weighed]:
    """Each topic's findings in a post, from the readings of its title and body."""
    everywhere = {at for reading in readings.values() for hit in reading.hits for at in hit.term.turns}
    found: list[Finding] = []
    for field, reading in readings.items():
        found += _findings(field, reading, lexicon, everywhere)
    count = len(readings["body"].starts)
    return {
        topic: Weighed(topic, tuple(_fading(f for f in found if f.topic == topic)), count) for topic in lexicon.topics
    }


def _fading(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The same words count less each time they come again in the body."""
    seen: dict[str, float] = {}
    for finding in findings:
        share = seen.get(finding.phrase, 1.0) if finding.field == "body" else 1.0
        if finding.field == "body":
            seen[finding.phrase] = share * AGAIN
        yield _scaled(finding, share) if share != 1.0 else finding


def _scaled(finding: Finding, share: float) -> Finding:
    return replace(finding, weight=finding.weight * share, theme_weight=finding.theme_weight * share)


def _findings(field: str, reading: Reading, lexicon: Lexicon, everywhere: set[int]) -> Iterator[Finding]:
    groups, turns = _company(reading)
    for hit in reading.hits:
        if not hit.term.counts or hit.hidden:
            continue
        share = 1.0 if hit.exact else UNMARKED
        turned_by = _turned_by(hit, lexicon, turns.get(hit.sentence, {}), everywhere)
        for at in hit.term.rules:
            rule = lexicon.rules[at]
            if rule.where in (None, field) and _met(rule.with_, rule.without, groups.get(hit.sentence, {}), hit):
                turned = bool(turned_by) and rule.weight > 0
                yield _finding(rule, field, hit, reading, 0.0 if turned else share, turned_by)
        for at in (*hit.term.numbers, *hit.term.short_numbers):
            number = lexicon.numbers[at]
            if _is_number(number, hit, reading, short=at in hit.term.short_numbers):
                yield _finding(number, field, hit, reading, share, "")


def _finding(entry: Rule | Number, field: str, hit: Hit, reading: Reading, share: float, turned_by: str) -> Finding:
    """`share` of the entry's weights."""
    given = entry.theme_weight if isinstance(entry, Rule) else None
    return Finding(
        topic=entry.topic,
        field=field,
        start=hit.start,
        end=hit.end,
        words=reading.text[hit.start : hit.end],
        phrase=hit.term.spelled,
        weight=entry.weight * share,
        themes=tuple(entry.themes),
        theme_weight=(max(entry.weight, 0.0) if given is None else given) * share,
        sentence=hit.sentence,
        turned_by=turned_by,
    )


def _company(reading: Reading) -> tuple[dict[int, dict[str, list[Hit]]], dict[int, dict[int, str]]]:
    """By sentence: the groups that have a word in it, and the contexts that turn, with their words."""
    groups: dict[int, dict[str, list[Hit]]] = {}
    turns: dict[int, dict[int, str]] = {}
    for hit in reading.hits:
        for name in hit.term.groups:
            groups.setdefault(hit.sentence, {}).setdefault(name, []).append(hit)
        for at in hit.term.turns:
            turns.setdefault(hit.sentence, {}).setdefault(at, reading.text[hit.start : hit.end])
    return groups, turns


def _met(needed: list[str], barred: list[str], near: Mapping[str, list[Hit]], hit: Hit) -> bool:
    if any(name in near for name in barred):
        return False
    return all(any(_apart(other, hit) for other in near.get(name, ())) for name in needed)


def _apart(one: Hit, other: Hit) -> bool:
    return one.end <= other.start or other.end <= one.start


def _turned_by(hit: Hit, lexicon: Lexicon, here: Mapping[int, str], everywhere: set[int]) -> str:
    for at in hit.term.turned_in:
        if at in here:
            return here[at]
        if lexicon.turned[at].within == "post" and at in everywhere:
            return lexicon.turned[at].by[0]
    return ""


def _is_number(number: Number, hit: Hit, reading: Reading, *, short: bool) -> bool:
    """Whether the digits belong to this document: type and issuer are said, and no other year."""
    after = reading.bare[hit.end : hit.end + _ISSUER_SPAN]
    if short and after[:1] in ("/", "-"):
        return False
    year = _YEAR_AFTER.match(after)
    if year and int(year[1] or year[2]) != number.year:
        return False
    if not short and number.letters_say_issuer:
        return True
    return any(name in reading.canonical[hit.end : hit.end + _ISSUER_SPAN] for name in _lowered(number.issuer))


def _lowered(names: list[str]) -> list[str]:
    return [name.lower() for name in names]
