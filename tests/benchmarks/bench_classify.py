"""The lexicon's pass over a 600-word post beside normalising it and running pyahocorasick over the same phrases.

    python tests/benchmarks/bench_classify.py

Processor time, rounds interleaved, so a busy machine slows all alike; only the ratios mean anything elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import ahocorasick

from crawler.text import clean, clean_paragraphs
from pipelines.classify import classify
from pipelines.lexicon import load
from pipelines.spelling import bare, canon
from pipelines.weighing import weigh

POSTS = Path(__file__).parents[2] / "crawler" / "data" / "labelled" / "test.jsonl"
ROUNDS = 60
WORDS = 600


def long_posts(label: str) -> list[tuple[str, str]]:
    """Posts of 600 words, each joined from several labelled ones."""
    posts = [json.loads(line) for line in POSTS.read_text(encoding="utf-8").splitlines()]
    made: list[tuple[str, str]] = []
    body: list[str] = []
    for post in (post for post in posts if post["label"] == label):
        body += post["body"].split(" ")
        if len(body) >= WORDS:
            made.append((post["title"], " ".join(body[:WORDS])))
            body = []
    return made


def main() -> None:
    lexicon = load()
    plain = ahocorasick.Automaton()
    for spelling in lexicon.matcher.spellings:
        plain.add_word(spelling, spelling)
    plain.make_automaton()

    def floor(title: str, body: str) -> None:
        for text in (clean(title), clean_paragraphs(body)):
            list(plain.iter(bare(canon(text))))

    def lexicon_pass(title: str, body: str) -> None:
        weigh(
            {"title": lexicon.matcher.read(clean(title)), "body": lexicon.matcher.read(clean_paragraphs(body))}, lexicon
        )

    def verdict(title: str, body: str) -> None:
        classify(title, body, lexicon)

    for label in ("off_topic", "on_topic"):
        posts = long_posts(label)
        ways: dict[str, Callable[[str, str], None]] = {"floor": floor, "lexicon": lexicon_pass, "verdict": verdict}
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for title, body in posts:
                for name, way in ways.items():
                    start = process_time()
                    way(title, body)
                    times[name].append(process_time() - start)
        base = median(times["floor"])
        print(f"{label}: {len(posts)} posts of {WORDS} words, {len(lexicon.matcher.spellings)} phrases")
        for name, spent in times.items():
            print(f"  {name:8} {1000 * median(spent):.3f} ms  {median(spent) / base:.2f} x")


if __name__ == "__main__":
    main()
