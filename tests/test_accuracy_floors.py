"""No figure of the extraction sinks unseen: floors over a fixed sample of the benchmark (tests/benchmarks/accuracy)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.benchmarks.accuracy.cases import FIXTURES, Case
from tests.benchmarks.accuracy.ours import read_article

PAGES = sorted((FIXTURES / "mutations").glob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_that_were_read_wrong_once(path: Path) -> None:
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    day = date.fromisoformat(truth["day"]) if truth["day"] else None
    case = Case("mutations", "generic", truth["url"], path.read_text(encoding="utf-8"), truth["title"], day)
    answer = read_article(case)
    assert answer.refused or (answer.title, answer.day) == (truth["title"], day), answer.detail
