"""The second reader: a linear model over words, trained from labelled posts; plain arithmetic, no library.

It sees what no phrase of the lexicon names: the company of ordinary words. Its weights are data that ship.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from pipelines.matching import Reading
from pipelines.spelling import bare

_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"\d")
_NUMBER = "#"  # stands for every figure
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
        seen = chain(self.values.items(), ((word, value) for word, value in shares.items() if word in known))
        return self.reader.bias[at] + sum(known[word][at] * value for word, value in seen)

    def movers(self, output: str, count: int = 3) -> list[str]:
        """The words that moved it most the way it leans, strongest first."""
        if output not in self.reader.outputs:
            return []
        at = self.reader.outputs.index(output)
        sign = 1 if self.leaning(output) >= 0 else -1
        known = self.reader.known
        told = ((word, value) for word, value in self.values.items() if _NUMBER not in word)
        moved = sorted((-sign * known[word][at] * value, word.removeprefix(_BARE)) for word, value in told)
        words: list[str] = []
        for amount, word in moved:
            if amount < 0 and len(words) < count and not any(word in other or other in word for other in words):
                words.append(word)
        return words


def shares_of(points: Mapping[str, float]) -> dict[str, float]:
    """What the lexicon says of a post's themes, as further values for the model: each theme's share of all points."""
    whole = sum(points.values()) or 1.0
    return {f"={theme}": _SHARE_WEIGHT * value / whole for theme, value in points.items()}


def features(title: Reading, body: Reading, title_weight: float) -> dict[str, float]:
    """Words and pairs of neighbours with their values, scaled to length 1; all figures are "#"."""
    values: dict[str, float] = {}
    for reading, weight in ((title, title_weight), (body, 1.0)):
        for word in _words(reading):
            values[word] = values.get(word, 0.0) + weight
    damped = {word: 1 + math.log(value) if value > 1 else value for word, value in values.items()}
    length = math.sqrt(sum(value * value for value in damped.values())) or 1.0
    return {word: value / length for word, value in damped.items()}


def _words(reading: Reading) -> Iterator[str]:
    text, mark = (reading.bare, _BARE) if reading.unmarked else (reading.canonical, "")
    words = [_NUMBER if _FIGURE.search(word) else word for word in _WORD.findall(text)]
    for word in chain(words, map(" ".join, pairwise(words))):
        yield mark + word


def read_weights(text: str) -> SecondReader:
    """The model in a weights file (JSON). Raises ValueError, KeyError or TypeError where it is none."""
    data = json.loads(text)
    outputs = tuple(str(name) for name in data["outputs"])
    weights = {str(word): tuple(float(w) for w in row) for word, row in data["weights"].items()}
    bias = tuple(float(value) for value in data["bias"])
    if any(len(row) != len(outputs) for row in (bias, *weights.values())):
        raise ValueError("mỗi từ cần đủ trọng số cho mọi đầu ra")
    return SecondReader(outputs, bias, weights, float(data["title_weight"]))
