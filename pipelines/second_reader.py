"""The second reader: a linear model over words, trained from labelled posts; plain arithmetic, no library.

It sees what no phrase of the lexicon names: the company of ordinary words. Its weights are data that ship. It hears
neither function words and place words (`pipelines/silentwords.py`) nor figures: they tell one's style, not the meaning.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import mul

from pipelines import silentwords as silent
from pipelines.matching import Reading
from pipelines.spelling import bare

_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"[\d²³]")
_SHARE_WEIGHT = 2.0
_GROUP_WEIGHT = 0.07
_TITLE_WORD = 0.1
_GROUP_MOST = 2.0  # many words of a group say no more than that
NOTHING: Mapping[str, float] = {}
_MOVES = 0.02  # log-odds; a word that moves less is not looked at as a mover
_BARE = "~"  # before words of a text without marks
_SILENT, _PAIRED, _WHOLE = 0, 1, 2  # not heard; only beside a word that is heard by itself; heard


@dataclass(frozen=True)
class SecondReader:
    """`weights`: word or pair of words -> one number for each of `outputs` (topics, and themes as "theme:x")."""

    outputs: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]
    title_weight: float

    def read(self, title: Reading, body: Reading) -> Opinion:
        """What the model thinks of a post."""
        known = self.known
        values, length = _damped(title, body, self.title_weight)
        return Opinion(self, {word: value / length for word, value in values.items() if word in known})

    @cached_property
    def known(self) -> dict[str, tuple[float, ...]]:
        """The weights, and for words without marks the mean of those that they may stand for."""
        alike: dict[str, list[tuple[float, ...]]] = {}
        for word, row in self.weights.items():
            alike.setdefault(_BARE + bare(word), []).append(row)
        means = {word: _mean(rows) for word, rows in alike.items()}
        return {**self.weights, **_shared(means)}


@dataclass(frozen=True)
class Opinion:
    """The model's leaning for one post; `values` of the words that it knows."""

    reader: SecondReader
    values: dict[str, float]

    def leaning(self, output: str, further: Mapping[str, float] = NOTHING) -> float:
        """Log-odds that the post has it; 0.0 for what the model was not taught. `further`: what `of_themes` gives."""
        if output not in self.reader.outputs:
            return 0.0
        at = self.reader.outputs.index(output)
        known = self.reader.known
        by_words = sum(map(mul, self._columns[at], self.values.values())) if self.values else 0.0
        told = sum(known[word][at] * value for word, value in further.items() if word in known)
        return self.reader.bias[at] + by_words + told

    @cached_property
    def _columns(self) -> list[tuple[float, ...]]:
        """For each output the weights of the words, in the order of `values`."""
        known = self.reader.known
        return list(zip(*[known[word] for word in self.values], strict=True))

    def movers(self, output: str, count: int = 3) -> list[str]:
        """The words that moved it most the way it leans, strongest first; a syllable only where no pair tells of it."""
        if output not in self.reader.outputs:
            return []
        at = self.reader.outputs.index(output)
        sign = 1 if self.leaning(output) >= 0 else -1
        known = self.reader.known
        pushes = {
            word: push for word, value in self.values.items() if (push := sign * known[word][at] * value) > _MOVES
        }
        moved = [word.removeprefix(_BARE) for word in sorted(sorted(pushes), key=pushes.__getitem__, reverse=True)]
        paired = {syllable for word in moved if " " in word for syllable in word.split()}
        words: list[str] = []
        said: set[str] = set()
        for word in moved:
            syllables = word.split()
            if word not in paired and said.isdisjoint(syllables):
                words.append(word)
                said.update(syllables)
            if len(words) == count:
                break
        return words


def of_themes(points: Mapping[str, float], title: Reading, body: Reading) -> dict[str, float]:
    """Further values by which the model tells the themes of a post apart.

    The lexicon's: each theme's share of all `points`, and which groups have words in title and body. And the title's
    words once more: they name the main subject.
    """
    whole = sum(points.values()) or 1.0
    values = {f"={theme}": _SHARE_WEIGHT * value / whole for theme, value in points.items()}
    groups = Counter(f"#{name}" for hit in body.hits for name in hit.term.listed)
    groups.update(f"^{name}" for hit in title.hits for name in hit.term.listed)
    for name, times in groups.items():
        values[name] = _GROUP_WEIGHT * min(_GROUP_MOST, 1 + math.log(times))
    return values | {f"!{word}": _TITLE_WORD for word in _counted(title)}


def features(title: Reading, body: Reading, title_weight: float) -> dict[str, float]:
    """Words and pairs of neighbours with their values, scaled to length 1."""
    values, length = _damped(title, body, title_weight)
    return {word: value / length for word, value in values.items()}


def _damped(title: Reading, body: Reading, title_weight: float) -> tuple[dict[str, float], float]:
    """The values before they are scaled, and their length."""
    values = _counted(body)
    for word, times in _counted(title).items():
        values[word] = values.get(word, 0.0) + title_weight * times
    damped = {word: 1 + math.log(value) if value > 1 else value for word, value in values.items()}
    return damped, math.sqrt(sum([value * value for value in damped.values()])) or 1.0


def _counted(reading: Reading) -> dict[str, float]:
    """How often each word and pair stands there that is heard: none that is silent, a figure, or rests on such."""
    text, mark = (reading.bare, _BARE) if reading.unmarked else (reading.canonical, "")
    heard = _heard_bare if mark else _heard
    words = _WORD.findall(text)
    how = {word: heard(word) for word in set(words)}
    counts: dict[str, float] = {mark + word: times for word, times in Counter(words).items() if how[word] == _WHOLE}
    counts.update(
        Counter([f"{mark}{one} {other}" for one, other in pairwise(words) if how[one] * how[other] > _PAIRED])
    )
    return counts


@lru_cache(maxsize=20_000)
def _heard(word: str) -> int:
    return _how(word, silent.ALWAYS, silent.ALONE)


@lru_cache(maxsize=20_000)
def _heard_bare(word: str) -> int:
    return _how(word, silent.BARE_ALWAYS, silent.BARE_ALONE)


def _how(word: str, always: frozenset[str], alone: frozenset[str]) -> int:
    if word in always or _FIGURE.search(word):
        return _SILENT
    return _PAIRED if word in alone else _WHOLE


def _mean(rows: list[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(round(sum(column) / len(rows), 2) for column in zip(*rows, strict=True)) if len(rows) > 1 else rows[0]


def _shared(weights: dict[str, tuple[float, ...]]) -> dict[str, tuple[float, ...]]:
    """The same, with one object for each number: there are few, and near at hand they are read several times faster."""
    numbers: dict[float, float] = {}
    return {word: tuple(numbers.setdefault(one, one) for one in row) for word, row in weights.items()}


def read_weights(text: str) -> SecondReader:
    """The model in a weights file (JSON). Raises ValueError, KeyError or TypeError where it is none."""
    data = json.loads(text)
    outputs = tuple(str(name) for name in data["outputs"])
    weights = {str(word): tuple(float(w) for w in row) for word, row in data["weights"].items()}
    bias = tuple(float(value) for value in data["bias"])
    if any(len(row) != len(outputs) for row in (bias, *weights.values())):
        raise ValueError("mỗi từ cần đủ trọng số cho mọi đầu ra")
    return SecondReader(outputs, bias, _shared(weights), float(data["title_weight"]))
