"""How much a post's words speak for a topic: rules met, contexts that turn them, documents named, points."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipelines.lexicon import Lexicon
from pipelines.lexicon_model import Number, Rule
from pipelines.matching import Hit, Reading

UNMARKED = 0.7  # words written without their marks
TITLE = 1.5
THEME_TITLE = 2.0
LEAD = 1.25  # the first sentence
AGAIN = 0.5  # each further time the same words stand in the body
SENTENCE_MOST = 5.0
PLAIN_SENTENCES = 4  # a body longer than that needs more, a shorter one less
SHORTEST = 0.5
_YEAR_AFTER = re.compile(
    r"\W{0,3}(?:\(?ngay \d{1,2}[/.-]\d{1,2}[/.-](\d{4})|(?:ngay \d{1,2} thang \d{1,2} )?nam (\d{4}))"
)
_NOBODY: Mapping[str, list[Hit]] = {}
_NO_TURNS: Mapping[int, str] = {}
_ISSUER_SPAN = 90  # characters after the number


class Finding(NamedTuple):
    """Words that speak for a topic (against it: negative weight; turned by other words: 0), or only for themes."""

    topic: str
    field: str
    start: int
    end: int
    words: str
    phrase: str
    weight: float
    themes: list[str]
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
        return TITLE * self.title + body / math.sqrt(max(SHORTEST, self.sentences / PLAIN_SENTENCES))

    @cached_property
    def themes(self) -> dict[str, float]:
        """Points of each theme; the title's count more."""
        points: dict[str, float] = {}
        for finding in self.findings:
            worth = finding.theme_weight * (THEME_TITLE if finding.field == "title" else 1)
            for theme in finding.themes:
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
    turned = lexicon.turned
    anywhere = {
        at: reading.words(hit)
        for field, reading in readings.items()
        for hit in reading.hits
        for at in hit.term.turns
        if turned[at].within == "post" or (turned[at].within == "title" and field == "title")
    }
    found: dict[str, list[Finding]] = {topic: [] for topic in lexicon.topics}
    for field, reading in readings.items():
        for finding in _findings(field, reading, lexicon, anywhere):
            found[finding.topic].append(finding)
    body = readings["body"]
    count = sum(start < len(body.text) for start in body.starts)
    return {topic: Weighed(topic, tuple(findings), count) for topic, findings in found.items()}


def _findings(field: str, reading: Reading, lexicon: Lexicon, anywhere: Mapping[int, str]) -> Iterator[Finding]:
    groups, turns = _company(reading)
    shares: dict[str, float] = {}  # phrase -> what it still counts; in a title each time fully
    for hit in reading.hits:
        term = hit.term
        if hit.hidden or not term.counts:
            continue
        share = shares.get(term.spelled, 1.0)
        if field == "body":
            shares[term.spelled] = share * AGAIN
        if not hit.exact:
            share *= UNMARKED
        here = turns.get(hit.sentence, _NO_TURNS)
        turned_by = _turned_by(hit, lexicon, here, anywhere) if term.turned_in and (here or anywhere) else ""
        near = groups.get(hit.sentence, _NOBODY)
        for at in term.rules:
            rule = lexicon.rules[at]
            if (rule.where is None or rule.where == field) and (rule.free or _met(rule, near, hit)):
                yield _finding(rule, field, hit, reading, 0.0 if turned_by and rule.weight > 0 else share, turned_by)
        for at in (*term.numbers, *term.short_numbers):
            number = lexicon.numbers[at]
            if _is_number(number, hit, reading, short=at in term.short_numbers):
                yield _finding(number, field, hit, reading, share, "")


def _finding(entry: Rule | Number, field: str, hit: Hit, reading: Reading, share: float, turned_by: str) -> Finding:
    """`share` of the entry's weights."""
    return Finding(
        entry.topic,
        field,
        hit.start,
        hit.end,
        reading.text[hit.start : hit.end],
        hit.term.spelled,
        entry.weight * share,
        entry.themes,
        entry.for_themes * share,
        hit.sentence,
        turned_by,
    )


def _company(reading: Reading) -> tuple[dict[int, dict[str, list[Hit]]], dict[int, dict[int, str]]]:
    """By sentence: the groups that have a word in it, and the contexts that turn, with their words."""
    groups: dict[int, dict[str, list[Hit]]] = {}
    turns: dict[int, dict[int, str]] = {}
    for hit in reading.hits:
        if hit.term.groups:
            here = groups.setdefault(hit.sentence, {})
            for name in hit.term.groups:
                here.setdefault(name, []).append(hit)
        for at in hit.term.turns:
            turns.setdefault(hit.sentence, {}).setdefault(at, reading.words(hit))
    return groups, turns


def _met(rule: Rule, near: Mapping[str, list[Hit]], hit: Hit) -> bool:
    """Whether the company that the rule needs stands beside the hit, and none that it bars."""
    for name in rule.without:
        if name in near:
            return False
    return all(any(_apart(other, hit) for other in near.get(name, ())) for name in rule.with_)


def _apart(one: Hit, other: Hit) -> bool:
    return one.end <= other.start or other.end <= one.start


def _turned_by(hit: Hit, lexicon: Lexicon, here: Mapping[int, str], anywhere: Mapping[int, str]) -> str:
    """The words that give the hit another meaning, or nothing."""
    for at in hit.term.turned_in:
        place = here if lexicon.turned[at].within == "sentence" else anywhere
        if at in place:
            return place[at]
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
