"""The second reader: a linear model over words, trained from labelled posts; plain arithmetic, no library.

It sees what no phrase of the lexicon names: the company of ordinary words. Its weights are data that ship.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True)
class SecondReader:
    """`weights`: word or pair of words -> one number for each of `outputs` (topics, and themes as "theme:x")."""

    outputs: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]
    title_weight: float

    def read(self, title: str, body: str) -> Opinion:
        """What the model thinks of bare texts."""
        return Opinion(self, features(title, body, self.title_weight))


@dataclass(frozen=True)
class Opinion:
    """The model's leaning for one post."""

    reader: SecondReader
    features: dict[str, float]

    def leaning(self, output: str) -> float:
        """Log-odds that the post has it; 0.0 for what the model was not taught."""
        if output not in self.reader.outputs:
            return 0.0
        at = self.reader.outputs.index(output)
        weights = self.reader.weights
        return self.reader.bias[at] + sum(weights[w][at] * value for w, value in self.features.items() if w in weights)

    def movers(self, output: str, count: int = 3) -> list[tuple[str, float]]:
        """The words that moved it most the way it leans, strongest first."""
        if output not in self.reader.outputs:
            return []
        at = self.reader.outputs.index(output)
        sign = 1 if self.leaning(output) >= 0 else -1
        weights = self.reader.weights
        moved = [(w, sign * weights[w][at] * value) for w, value in self.features.items() if w in weights]
        return [(w, sign * m) for w, m in sorted(moved, key=lambda row: (-row[1], row[0]))[:count] if m > 0]


def features(title: str, body: str, title_weight: float) -> dict[str, float]:
    """Words and pairs of neighbours with their values, scaled to length 1; figures are all alike."""
    values: dict[str, float] = {}
    for text, weight in ((title, title_weight), (body, 1.0)):
        words = ["#" if _FIGURE.search(word) else word for word in _WORD.findall(text)]
        for word in (*words, *map(" ".join, pairwise(words))):
            values[word] = values.get(word, 0.0) + weight
    damped = {word: 1 + math.log(value) if value > 1 else value for word, value in values.items()}
    length = math.sqrt(sum(value * value for value in damped.values())) or 1.0
    return {word: value / length for word, value in damped.items()}


def read_weights(text: str) -> SecondReader:
    """The model in a weights file (JSON). Raises ValueError, KeyError or TypeError where it is none."""
    data = json.loads(text)
    outputs = tuple(str(name) for name in data["outputs"])
    weights = {str(word): tuple(float(w) for w in row) for word, row in data["weights"].items()}
    bias = tuple(float(value) for value in data["bias"])
    if any(len(row) != len(outputs) for row in (bias, *weights.values())):
        raise ValueError("mỗi từ cần đủ trọng số cho mọi đầu ra")
    return SecondReader(outputs, bias, weights, float(data["title_weight"]))
