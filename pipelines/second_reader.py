"""The second reader: a linear model over words, trained from labelled posts; plain arithmetic, no library.

It sees what no phrase of the lexicon names: the company of ordinary words. Its weights are data that ship. It hears
neither function words and place words (`pipelines/silentwords.py`) nor figures: they tell one's style, not the meaning.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipelines import silentwords as silent
from pipelines.matching import Reading
from pipelines.spelling import bare

_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"\d")
_SHARE_WEIGHT = 1.5
NO_SHARES: Mapping[str, float] = {}
_BARE = "~"  # before words of a text without marks


@dataclass(frozen=True)
class SecondReader:
    """`weights`: word or pair of words -> one number for each of `outputs` (topics, and themes as "theme:x")."""

    outputs: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]
    title_weight: float

    def read(self, title: Reading, body: Reading) -> Opinion:
        """What the model thinks of a post."""
        values = features(title, body, self.title_weight)
        known = {word: value for word, value in values.items() if word in self.known}
        return Opinion(self, known)

    @cached_property
    def known(self) -> dict[str, tuple[float, ...]]:
        """The weights, and for words without marks the mean of those that they may stand for."""
        alike: dict[str, list[tuple[float, ...]]] = {}
        for word, row in self.weights.items():
            alike.setdefault(_BARE + bare(word), []).append(row)
        means = {
            word: tuple(sum(column) / len(rows) for column in zip(*rows, strict=True)) for word, rows in alike.items()
        }
        return {**self.weights, **means}


@dataclass(frozen=True)
class Opinion:
    """The model's leaning for one post; `values` of the words that it knows."""

    reader: SecondReader
    values: dict[str, float]

    def leaning(self, output: str, shares: Mapping[str, float] = NO_SHARES) -> float:
        """Log-odds that the post has it; 0.0 for what the model was not taught. `shares`: as `shares_of` gives them."""
        if output not in self.reader.outputs:
            return 0.0
        at = self.reader.outputs.index(output)
        known = self.reader.known
        return self._sums[at] + sum(known[word][at] * value for word, value in shares.items() if word in known)

    @cached_property
    def _sums(self) -> list[float]:
        """The leaning to each output by the words."""
        known = self.reader.known
        sums = list(self.reader.bias)
        for word, value in self.values.items():
            for at, weight in enumerate(known[word]):
                sums[at] += weight * value
        return sums

    def movers(self, output: str, count: int = 3) -> list[str]:
        """The words that moved it most the way it leans, strongest first; a syllable only where no pair tells of it."""
        if output not in self.reader.outputs:
            return []
        at = self.reader.outputs.index(output)
        sign = 1 if self.leaning(output) >= 0 else -1
        known = self.reader.known
        pushes = ((sign * known[word][at] * value, word.removeprefix(_BARE)) for word, value in self.values.items())
        moved = sorted((-push, word) for push, word in pushes if push > 0)
        paired = {syllable for _, word in moved if " " in word for syllable in word.split()}
        words: list[str] = []
        for _, word in moved:
            if word not in paired and not _overlap(word, words) and len(words) < count:
                words.append(word)
        return words


def _overlap(word: str, others: list[str]) -> bool:
    return any(not set(word.split()).isdisjoint(other.split()) for other in others)


def shares_of(points: Mapping[str, float]) -> dict[str, float]:
    """What the lexicon says of a post's themes, as further values for the model: each theme's share of all points."""
    whole = sum(points.values()) or 1.0
    return {f"={theme}": _SHARE_WEIGHT * value / whole for theme, value in points.items()}


def features(title: Reading, body: Reading, title_weight: float) -> dict[str, float]:
    """Words and pairs of neighbours with their values, scaled to length 1."""
    values: dict[str, float] = {}
    for reading, weight in ((title, title_weight), (body, 1.0)):
        for word in _words(reading):
            values[word] = values.get(word, 0.0) + weight
    damped = {word: 1 + math.log(value) if value > 1 else value for word, value in values.items()}
    length = math.sqrt(sum(value * value for value in damped.values())) or 1.0
    return {word: value / length for word, value in damped.items()}


def _words(reading: Reading) -> Iterator[str]:
    """Those that are heard: neither silent words nor figures, and no pair that rests on them."""
    text, mark = (reading.bare, _BARE) if reading.unmarked else (reading.canonical, "")
    always, alone = (silent.BARE_ALWAYS, silent.BARE_ALONE) if mark else (silent.ALWAYS, silent.ALONE)
    words = [None if word in always or _FIGURE.search(word) else word for word in _WORD.findall(text)]
    yield from (mark + word for word in words if word and word not in alone)
    for one, other in pairwise(words):
        if one and other and not (one in alone and other in alone):
            yield f"{mark}{one} {other}"


def read_weights(text: str) -> SecondReader:
    """The model in a weights file (JSON). Raises ValueError, KeyError or TypeError where it is none."""
    data = json.loads(text)
    outputs = tuple(str(name) for name in data["outputs"])
    weights = {str(word): tuple(float(w) for w in row) for word, row in data["weights"].items()}
    bias = tuple(float(value) for value in data["bias"])
    if any(len(row) != len(outputs) for row in (bias, *weights.values())):
        raise ValueError("mỗi từ cần đủ trọng số cho mọi đầu ra")
    return SecondReader(outputs, bias, weights, float(data["title_weight"]))
