"""`cchc evaluate`: how often the classifier is right on labelled posts, and where it is not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.errors import BadInput
from pipelines.classify import MAIN_TOPIC, classify
from pipelines.draft import Verdict
from pipelines.lexicon import Lexicon

_WORST = 20
_FIELDS = {"id": str, "title": str, "body": str, "label": str, "topics": list, "themes": list, "stratum": str}


@dataclass(frozen=True)
class Figures:
    """Right and wrong of yes-or-no answers. A question left to review is a no."""

    right: int  # said yes, and it is
    wrong: int  # said yes, and it is not
    missed: int  # did not say yes, and it is
    quiet: int  # did not say yes, and it is not

    @property
    def precision(self) -> float:
        """1.0 where nothing was said."""
        said = self.right + self.wrong
        return self.right / said if said else 1.0

    @property
    def recall(self) -> float:
        """1.0 where there was nothing to find."""
        there = self.right + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        counted = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / counted if counted else 1.0

    @property
    def false_positives(self) -> float:
        """The share of what is not, that was said to be."""
        others = self.wrong + self.quiet
        return self.wrong / others if others else 0.0


@dataclass(frozen=True)
class WrongAnswer:
    """A post on which the answer was not the label's."""

    id: str
    stratum: str
    title: str
    label: str
    answer: str
    score: float
    reason: str


@dataclass(frozen=True)
class Evaluation:
    """Figures of topic `cchc` in all and by stratum, of each topic and theme; `confusion`: (label, answer) -> posts.

    `theme_overlap`: mean Jaccard overlap of themes over posts that have any. `worst`: the surest errors first.
    """

    lexicon: str
    posts: int
    overall: Figures
    strata: dict[str, Figures]
    topics: dict[str, Figures]
    themes: dict[str, Figures]
    theme_overlap: float
    review_share: float
    confusion: dict[tuple[str, str], int]
    worst: tuple[WrongAnswer, ...]


@dataclass(frozen=True)
class _Judged:
    post: dict[str, Any]
    verdict: Verdict


def evaluate(file: Path, lexicon: Lexicon) -> Evaluation:
    """The classifier's figures on a file of JSON lines {id, title, body, label, topics, themes, stratum}.

    Raises `BadInput` naming the first line that is not such a post.
    """
    judged = [_Judged(post, classify(post["title"], post["body"], lexicon)) for post in read_posts(file)]
    with_themes = [row for row in judged if row.post["themes"]]
    return Evaluation(
        lexicon=lexicon.version,
        posts=len(judged),
        overall=_of_topic(judged, MAIN_TOPIC),
        strata={name: _of_topic(rows, MAIN_TOPIC) for name, rows in _by_stratum(judged).items()},
        topics={topic: _of_topic(judged, topic) for topic in lexicon.topics},
        themes={theme: _figures(judged, _labelled(theme), _has_theme(theme)) for theme in lexicon.themes},
        theme_overlap=_mean(_overlap(row) for row in with_themes),
        review_share=_mean(float(row.verdict.label == "review") for row in judged),
        confusion=dict(Counter((row.post["label"], row.verdict.label) for row in judged)),
        worst=_worst(judged),
    )


def read_posts(file: Path) -> list[dict[str, Any]]:
    """The labelled posts of a file, in its order."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file}: không đọc được tệp bài đã gán nhãn ({error})") from error
    return [_post(file, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _post(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        post = json.loads(line)
    except ValueError as error:
        raise BadInput(f"{file}:{number}: không phải JSON ({error})") from error
    wrong = [key for key, kind in _FIELDS.items() if not isinstance(post, dict) or not isinstance(post.get(key), kind)]
    if wrong:
        raise BadInput(f"{file}:{number}: thiếu hoặc sai kiểu: {', '.join(wrong)}")
    return dict(post)


def _by_stratum(judged: Iterable[_Judged]) -> dict[str, list[_Judged]]:
    strata: dict[str, list[_Judged]] = {}
    for row in judged:
        strata.setdefault(row.post["stratum"], []).append(row)
    return dict(sorted(strata.items()))


def _of_topic(judged: Iterable[_Judged], topic: str) -> Figures:
    return _figures(judged, lambda row: topic in row.post["topics"], lambda row: topic in row.verdict.topics)


def _labelled(theme: str) -> Callable[[_Judged], bool]:
    return lambda row: theme in row.post["themes"]


def _has_theme(theme: str) -> Callable[[_Judged], bool]:
    return lambda row: theme in row.verdict.themes


def _figures(judged: Iterable[_Judged], truth: Callable[[_Judged], bool], answer: Callable[[_Judged], bool]) -> Figures:
    counts = Counter((truth(row), answer(row)) for row in judged)
    return Figures(counts[True, True], counts[False, True], counts[True, False], counts[False, False])


def _overlap(row: _Judged) -> float:
    truth, said = set(row.post["themes"]), set(row.verdict.themes)
    return len(truth & said) / len(truth | said)


def _mean(values: Iterable[float]) -> float:
    counted = list(values)
    return sum(counted) / len(counted) if counted else 0.0


def _worst(judged: Iterable[_Judged]) -> tuple[WrongAnswer, ...]:
    def off(row: _Judged) -> float:
        return abs(row.verdict.score - float(row.post["label"] == "on_topic"))

    wrong = [row for row in judged if row.post["label"] != row.verdict.label]
    return tuple(_wrong(row) for row in sorted(wrong, key=off, reverse=True)[:_WORST])


def _wrong(row: _Judged) -> WrongAnswer:
    post, verdict = row.post, row.verdict
    return WrongAnswer(
        post["id"], post["stratum"], post["title"], post["label"], verdict.label, verdict.score, verdict.reason
    )
