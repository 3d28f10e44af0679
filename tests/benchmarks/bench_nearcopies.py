"""The near-copy check of one new post among 100,000 stored ones, beside reading a post's page.

    python tests/benchmarks/bench_nearcopies.py

Texts are drawn from the labelled posts' sentences, so they share phrases; every twentieth ends in one footer.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from sqlite_utils import Database

from crawler.jobs.likeness import pairs_of
from crawler.page import Page
from crawler.store import likeness, open_store
from pipelines.nearcopies import Text, text_of
from spiders.readers import reader_for

POSTS = Path(__file__).parents[2] / "crawler" / "data" / "labelled" / "train.jsonl"
FOOTER = (
    "Mọi phản ánh xin gửi về bộ phận tiếp nhận của cơ quan trong giờ làm việc để được trả lời theo quy định hiện hành."
)
STORED, NEW, WORDS = 100_000, 200, 300


def body(sentences: list[str], rng: Random) -> str:
    """Some 300 words; names and figures are given anew, as in texts by many hands."""
    words: list[str] = []
    while len(words) < WORDS:
        words += rng.choice(sentences).split()
        words[rng.randrange(len(words))] = str(rng.randrange(10_000))
        words[rng.randrange(len(words))] = rng.choice(words)
    return " ".join(words) + (f" {FOOTER}" if rng.random() < 0.05 else "")


def filled(sentences: list[str], rng: Random) -> Database:
    db = open_store(None)
    with db.atomic():
        for number in range(STORED):
            text = text_of("Tin", body(sentences, rng))
            likeness.take_up(db, f"{number:032x}", text.kept if text else (), ())
    return db


def timed(texts: list[str], db: Database) -> list[float]:
    """Seconds of each check, from the body's words to the pairs stored, rolled back."""
    found = []
    for text in texts:
        begun = perf_counter()
        known: Text | None = text_of("Tin", text)
        if known:
            likeness.take_up(db, f"new {begun}", known.kept, pairs_of(db, f"new {begun}", known))
        found.append(perf_counter() - begun)
    return found


def page(text: str) -> Page:
    head = "<html><head><title>Tin</title></head><body><div class='menu'>" + "<a href='/x'>Mục</a>" * 80 + "</div>"
    whole = f"{head}<h1>Tin của cơ quan</h1><span class='date'>05/03/2024</span><div>{text}</div></body></html>"
    return Page("https://snv.vn/tin-1.html", whole.encode())


def read(texts: list[str]) -> list[float]:
    found = []
    for text in texts:
        made = page("".join(f"<p>{line}.</p>" for line in text.split(".")))
        begun = perf_counter()
        reader_for(made).article(made)
        found.append(perf_counter() - begun)
    return found


def main() -> None:
    rng = Random("texts")
    lines = POSTS.read_text(encoding="utf-8").splitlines()
    sentences = [one for line in lines for one in json.loads(line)["body"].split(". ")]
    db = filled(sentences, rng)
    texts = [body(sentences, rng) for _ in range(NEW)]
    check, reading = timed(texts, db), read(texts)
    print(f"check of one among {STORED}: median {1000 * median(check):.2f} ms, worst {1000 * max(check):.2f} ms")
    print(f"reading a page: median {1000 * median(reading):.2f} ms")


if __name__ == "__main__":
    main()
