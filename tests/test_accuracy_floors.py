"""No figure of the extraction sinks unseen: floors over a fixed sample of the benchmark (tests/benchmarks/accuracy)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.benchmarks.accuracy.cases import FIXTURES, Case, Entry, ListCase
from tests.benchmarks.accuracy.ours import read_article, read_listing

PAGES = sorted((FIXTURES / "mutations").glob("*.html"))
TRUTHS = {path: json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) for path in PAGES}
POSTS = [path for path in PAGES if TRUTHS[path]["kind"] != "listing"]
LISTS = [path for path in PAGES if TRUTHS[path]["kind"] == "listing"]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_lists_that_were_read_wrong_once(path: Path) -> None:
    truth = TRUTHS[path]
    entries = tuple(
        Entry(row["url"], row["title"], date.fromisoformat(row["day"]) if row["day"] else None)
        for row in truth["items"]
    )
    case = ListCase("mutations", "generic", truth["url"], path.read_text(encoding="utf-8"), entries)
    answer = read_listing(case)
    assert isinstance(answer, str) or answer == entries


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.stem)
def test_pages_that_were_read_wrong_once(path: Path) -> None:
    truth = TRUTHS[path]
    day = date.fromisoformat(truth["day"]) if truth["day"] else None
    case = Case("mutations", "generic", truth["url"], path.read_text(encoding="utf-8"), truth["title"], day)
    answer = read_article(case)
    assert answer.refused or (answer.title, answer.day) == (truth["title"], day), answer.detail
