"""Trains the second reader from labelled posts. Needs scikit-learn, which nothing else does (`pip install .[train]`).

python -m crawler.jobs.train crawler/data/labelled/train.jsonl > pipelines/lexicon/reader.json
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crawler.jobs.evaluate import read_posts
from crawler.text import clean, clean_paragraphs
from pipelines.lexicon import Lexicon, load
from pipelines.second_reader import features

TITLE_WEIGHT = 2.0
FEWEST_POSTS = 2  # in which a word must stand to be learned
_STRENGTH = 30.0  # the inverse of L2 regularisation


def train(file: Path, lexicon: Lexicon) -> str:
    """The weights file (JSON) of a reader taught by the posts of `file`; the same posts give the same file."""
    posts = read_posts(file)
    rows = [_features(post, lexicon) for post in posts]
    stands_in = Counter(word for row in rows for word in row)
    words = sorted(word for word, count in stands_in.items() if count >= FEWEST_POSTS and word[:1] != "~")
    topics = {topic: _fitted(rows, words, [topic in post["topics"] for post in posts]) for topic in lexicon.topics}
    weights = {word: [round(topics[name][0][at], 2) for name in topics] for at, word in enumerate(words)}
    found = {
        "outputs": list(topics),
        "bias": [round(bias, 3) for _, bias in topics.values()],
        "title_weight": TITLE_WEIGHT,
    }
    rest = ",\n".join(f"{json.dumps(word, ensure_ascii=False)}: {json.dumps(row)}" for word, row in weights.items())
    return f'{json.dumps(found)[:-1]}, "weights": {{\n{rest}\n}}}}\n'


def _features(post: dict[str, Any], lexicon: Lexicon) -> dict[str, float]:
    title = lexicon.matcher.read(clean(post["title"]))
    return features(title, lexicon.matcher.read(clean_paragraphs(post["body"])), TITLE_WEIGHT)


def _fitted(rows: Sequence[dict[str, float]], words: list[str], truth: list[bool]) -> tuple[list[float], float]:
    """One weight for each word, and the bias."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer().fit([dict.fromkeys(words, 1.0)])
    model = LogisticRegression(C=_STRENGTH, max_iter=5000, class_weight="balanced")
    model.fit(vectors.transform(rows), truth)
    by_word = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    return [float(by_word[word]) for word in words], float(model.intercept_[0])


if __name__ == "__main__":
    sys.stdout.write(train(Path(sys.argv[1]), load()))
