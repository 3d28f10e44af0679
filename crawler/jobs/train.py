"""Trains the second reader from labelled posts. Needs scikit-learn, which nothing else does (`pip install .[train]`).

python -m crawler.jobs.train crawler/data/labelled/train.jsonl > pipelines/lexicon/reader.json
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from crawler.jobs.evaluate import read_posts
from crawler.text import clean, clean_paragraphs
from pipelines.classify import MAIN_TOPIC
from pipelines.lexicon import Lexicon, load
from pipelines.matching import Reading
from pipelines.second_reader import features, of_themes
from pipelines.weighing import weigh

TITLE_WEIGHT = 2.0
FEWEST_POSTS = 2  # in which a word must stand to be learned
_INSIDE = re.compile(r"(?<=[^\W\d_] )[^\W\d_]+")  # words that follow another one directly
_STRENGTH = {"topic": 30.0, "theme": 10.0}  # the inverse of L2 regularisation
_YES_WEIGHS = {"topic": None, "theme": 1.5}  # times what a no does; None: as much in all, however many they are


def train(file: Path, lexicon: Lexicon) -> str:
    """The weights file (JSON) of a reader taught by the posts of `file`; the same posts give the same file.

    Topics are learned from all posts by their words; themes from those on topic, also by what `of_themes`
    adds.
    """
    posts = read_posts(file)
    readings = [_readings(post, lexicon) for post in posts]
    rows = [features(reading["title"], reading["body"], TITLE_WEIGHT) for reading in readings]
    barred = names(readings)
    words = _words(rows, barred)
    heads = {
        topic: _fitted(rows, words, [topic in post["topics"] for post in posts], "topic") for topic in lexicon.topics
    }
    on = [at for at, post in enumerate(posts) if post["themes"]]
    told = [of_themes(weigh(readings[at], lexicon)[MAIN_TOPIC].themes, **readings[at]) for at in on]
    themed = [rows[at] | further for at, further in zip(on, told, strict=True)]
    words_themed = [*words, *_words(told, barred)]
    for theme in lexicon.themes:
        truth = [theme in posts[at]["themes"] for at in on]
        heads[f"theme:{theme}"] = _fitted(themed, words_themed, truth, "theme")
    return _written(heads, words_themed)


def _readings(post: dict[str, Any], lexicon: Lexicon) -> dict[str, Reading]:
    texts = {"title": clean(post["title"]), "body": clean_paragraphs(post["body"])}
    return {field: lexicon.matcher.read(text) for field, text in texts.items()}


def names(readings: Iterable[dict[str, Reading]]) -> set[str]:
    """Words that mostly begin with a capital inside a sentence: of people and places, and no matter of a topic."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for reading in (one for post in readings for one in post.values() if not one.text.isupper()):
        for found in _INSIDE.finditer(reading.text):
            counts = capital if found[0].istitle() else small if found[0].islower() else None
            if counts is not None:
                counts[reading.canonical[found.start() : found.end()]] += 1
    return {word for word, times in capital.items() if times > small[word]}


def _words(rows: Sequence[dict[str, float]], barred: set[str]) -> list[str]:
    """What is learned: words of several posts, in texts that have their marks; none of those `barred`."""
    stands_in = Counter(word for row in rows for word in row)
    often = (word for word, count in stands_in.items() if count >= FEWEST_POSTS and "~" not in word[:2])
    return sorted(word for word in often if barred.isdisjoint(word.lstrip("!").split()))


def _fitted(
    rows: Sequence[dict[str, float]], words: list[str], truth: list[bool], kind: str
) -> tuple[dict[str, float], float]:
    """The weight of each word, and the bias. See `_YES_WEIGHS`."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer().fit([dict.fromkeys(words, 1.0)])
    more = _YES_WEIGHS[kind]
    balance = "balanced" if more is None else {False: 1.0, True: more}
    model = LogisticRegression(C=_STRENGTH[kind], max_iter=5000, class_weight=balance)
    model.fit(vectors.transform(rows), truth)
    weights = dict(zip(map(str, vectors.get_feature_names_out()), map(float, model.coef_[0]), strict=True))
    return weights, float(model.intercept_[0])


def _written(heads: dict[str, tuple[dict[str, float], float]], words: list[str]) -> str:
    found = {
        "outputs": list(heads),
        "bias": [round(bias, 3) for _, bias in heads.values()],
        "title_weight": TITLE_WEIGHT,
    }
    lines = [f"{json.dumps(word, ensure_ascii=False)}: {_numbers(word, heads)}" for word in words]
    return f'{json.dumps(found, ensure_ascii=False)[:-1]}, "weights": {{\n' + ",\n".join(lines) + "\n}}\n"


def _numbers(word: str, heads: dict[str, tuple[dict[str, float], float]]) -> str:
    digits = 2 if word[:1] in "=#^" else 1  # few and weighty, those of the lexicon
    return json.dumps([round(weights.get(word, 0.0), digits) for weights, _ in heads.values()], separators=(",", ":"))


if __name__ == "__main__":
    sys.stdout.write(train(Path(sys.argv[1]), load()))
