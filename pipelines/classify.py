"""What a post is about: the lexicon's points and the second reader's leaning, and a verdict with its grounds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from crawler.settings import registry_of
from crawler.text import clean, clean_paragraphs
from pipelines.documents import documents
from pipelines.draft import Draft, Verdict
from pipelines.lexicon import Lexicon, of_plan
from pipelines.matching import Reading
from pipelines.reasons import had_a_part, moved, reason
from pipelines.second_reader import Opinion, of_themes
from pipelines.weighing import Finding, Weighed, weigh

MAIN_TOPIC = "cchc"
FILED = 0.5  # points that a dedicated section adds to a post that has points of its own
READER_MOST = 4.0  # log-odds: a reader that is surer than that is not believed more
THEME_SHARE = 0.5  # of the strongest theme's points, where no reader was taught the themes
THEME_LEANING = -0.1  # log-odds from which a theme is named beside the strongest one
THEMES_MOST = 3
_STEEPNESS = 1.2


@dataclass(frozen=True)
class _Answer:
    """One topic's: on, off or review; and what it would be by the lexicon alone."""

    weighed: Weighed
    points: float  # of the words and the second reader
    leaning: float
    answer: str
    alone: str


def classify(title: str, body: str, lexicon: Lexicon, *, dedicated: bool = False) -> Verdict:
    """What the post is about; places in matches are those of the cleaned title and body."""
    title, body = clean(title), clean_paragraphs(body)
    readings = {"title": lexicon.matcher.read(title), "body": lexicon.matcher.read(body)}
    opinion = lexicon.reader.read(readings["title"], readings["body"]) if lexicon.reader else None
    answers = {
        topic: _answer(weighed, lexicon, opinion, dedicated) for topic, weighed in weigh(readings, lexicon).items()
    }
    main = answers.get(MAIN_TOPIC) or next(iter(answers.values()))
    return Verdict(
        label={"on": "on_topic", "off": "off_topic", "review": "review"}[main.answer],
        score=_score(main, lexicon),
        topics=tuple(topic for topic, answer in answers.items() if answer.answer == "on"),
        reviews=tuple(topic for topic, answer in answers.items() if answer.answer == "review"),
        themes=_themes(main, lexicon, opinion, readings),
        documents=documents(title, lexicon, body),
        matches=tuple(
            _match(f) for answer in answers.values() for f in answer.weighed.findings if f.weight or f.turned_by
        ),
        reason=_reason(answers, main, lexicon, opinion),
        lexicon=lexicon.version,
    )


def _answer(weighed: Weighed, lexicon: Lexicon, opinion: Opinion | None, dedicated: bool) -> _Answer:
    topic = lexicon.topics[weighed.topic]
    own = weighed.points + (FILED if dedicated and weighed.points > 0 else 0.0)
    leaning = opinion.leaning(weighed.topic) if opinion else 0.0
    points = max(-topic.on, min(topic.on, own)) + topic.reader * max(-READER_MOST, min(READER_MOST, leaning))
    named = any(finding.weight > 0 for finding in weighed.findings)
    alone = _said(own, topic.review, topic.on) if named else "off"
    answer = _together(alone, _said(points, *topic.settles)) if opinion and topic.reader else alone
    return _Answer(weighed, points, leaning, answer, alone)


def _said(points: float, least: float, most: float) -> str:
    return "on" if points >= most else "review" if points >= least else "off"


def _together(alone: str, both: str) -> str:
    """The answer of words `alone` after the second reader, with which it would be `both`.

    Where the words leave it open, it settles it. Where they are sure, it can only send the post to a person.
    """
    if alone == "review":
        return both
    return "review" if {alone, both} == {"on", "off"} else alone


def _score(answer: _Answer, lexicon: Lexicon) -> float:
    """0 to 1, never on another side than the answer."""
    no, yes = lexicon.topics[answer.weighed.topic].settles
    least, most = {"on": (yes, math.inf), "review": (no, yes), "off": (-math.inf, no)}[answer.answer]
    points = max(least, min(most, answer.points))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, (points - (no + yes) / 2) / _STEEPNESS)))), 3)


def _themes(
    main: _Answer, lexicon: Lexicon, opinion: Opinion | None, readings: Mapping[str, Reading]
) -> tuple[str, ...]:
    """The post's themes in the lexicon's order; none for a post that is off-topic."""
    if main.answer == "off":
        return ()
    points = main.weighed.themes
    if opinion and any(f"theme:{theme}" in opinion.reader.outputs for theme in lexicon.themes):
        told = of_themes(points, readings["title"], readings["body"])
        leanings = {theme: opinion.leaning(f"theme:{theme}", told) for theme in lexicon.themes}
        first, *others = sorted(lexicon.themes, key=lambda theme: -leanings[theme])[:THEMES_MOST]
        chosen = {first, *(theme for theme in others if leanings[theme] >= THEME_LEANING)}
        return tuple(theme for theme in lexicon.themes if theme in chosen)
    most = max(points.values(), default=0.0)
    fallback = lexicon.topics[main.weighed.topic].fallback_theme
    if most <= 0:
        return (fallback,) if fallback else ()
    return tuple(theme for theme in lexicon.themes if points.get(theme, 0.0) >= THEME_SHARE * most)


def _reason(answers: dict[str, _Answer], main: _Answer, lexicon: Lexicon, opinion: Opinion | None) -> str:
    """The main topic's reason, then those of other topics that the post has or may have."""
    told = [main, *(a for a in answers.values() if a is not main and a.answer != "off")]
    return " ".join(_told(answer, lexicon, opinion) for answer in told)


def _told(answer: _Answer, lexicon: Lexicon, opinion: Opinion | None) -> str:
    told = had_a_part(answer.leaning, answer.alone, answer.answer)
    movers = opinion.movers(answer.weighed.topic) if opinion and told else []
    part = moved(answer.leaning, movers, answer.alone, answer.answer) if opinion and told else ""
    return reason(lexicon.topics[answer.weighed.topic].name, answer.answer, answer.weighed, part)


def _match(finding: Finding) -> dict[str, Any]:
    keys = ("topic", "phrase", "field", "start", "end", "weight", "words")
    shown = {key: getattr(finding, key) for key in keys} | {"weight": round(finding.weight, 2)}
    return shown | ({"turned_by": finding.turned_by} if finding.turned_by else {})


class ClassifyPipeline:
    """Fills `verdict` of drafts, by the lexicon that the registry's plan names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        return cls(of_plan(registry_of(crawler.settings).plan))

    def process_item(self, item: Any) -> Any:
        """The draft with its verdict; other items as they are."""
        if not isinstance(item, Draft):
            return item
        verdict = classify(item.title, item.body, self.lexicon, dedicated=item.found.dedicated)
        return replace(item, verdict=verdict)
