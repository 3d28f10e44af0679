"""No figure of the extraction sinks unseen: floors over a fixed sample of the benchmark (tests/benchmarks/accuracy).

The figures of the whole are in docs/accuracy.md.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from tests.benchmarks.accuracy import measuring
from tests.benchmarks.accuracy.cases import FIXTURES, Case, Entry, ListCase, articles, listings
from tests.benchmarks.accuracy.measuring import DETECTED, LISTED, PINNED, Key
from tests.benchmarks.accuracy.ours import read_article, read_listing
from tests.benchmarks.accuracy.scores import ListScore, Score, list_total, total
from tests.captured import CAPTURES

_Case = TypeVar("_Case", Case, ListCase)
STEP, SHARED = 25, 5  # every so manieth of each source's posts, all fixtures; pages that share the mutations
WRONG = 0.002  # of mutated pages may be given a wrong day for certain

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


@pytest.fixture(scope="module", params=["own", "captured"])
def scores(request: pytest.FixtureRequest) -> dict[Key, Score]:
    return measuring.ours(_sample(articles(STEP), request.param), every=SHARED)


@pytest.fixture(scope="module", params=["own", "captured"])
def lists(request: pytest.FixtureRequest) -> dict[Key, ListScore]:
    return measuring.lists(_sample(listings(STEP), request.param))


def _sample(cases: list[_Case], kind: str) -> list[_Case]:
    if kind == "captured" and not CAPTURES.is_dir():
        pytest.skip(f"no captured pages at {CAPTURES}")
    return [case for case in cases if (case.source in ("fixtures", "demo")) == (kind == "own")]


def _of(scores: dict[Key, Score], reader: str, *, removed: bool | None = None) -> Score:
    """A reader's sum over the mutations, of those that take the day away or of those that don't."""
    return total(
        score
        for (name, _, mutation), score in scores.items()
        if name == reader and mutation != "as made" and removed in (None, "removed" in mutation)
    )


def test_pages_as_made_are_all_right(scores: dict[Key, Score]) -> None:
    made = total(score for (_, _, mutation), score in scores.items() if mutation == "as made")
    assert made.faults == []
    assert made.pages == made.titles == made.days["right"] > 0


@pytest.mark.parametrize("reader", [DETECTED, PINNED, LISTED])
def test_mutations_are_hardly_ever_wrong(scores: dict[Key, Score], reader: str) -> None:
    found = _of(scores, reader)
    assert found.wrong <= WRONG, found.faults
    assert found.false_titles <= WRONG * found.pages, found.faults


@pytest.mark.parametrize("reader", [DETECTED, PINNED])
def test_pages_robbed_of_their_day_have_none(scores: dict[Key, Score], reader: str) -> None:
    found = _of(scores, reader, removed=True)
    assert (found.days["wrong"], found.days["unsure"]) == (0, 0), found.faults


@pytest.mark.parametrize(("reader", "least"), [(DETECTED, 0.75), (PINNED, 0.75), (LISTED, 0.8)])
def test_most_mutations_are_read_all_the_same(scores: dict[Key, Score], reader: str, least: float) -> None:
    found = _of(scores, reader, removed=False)
    assert found.days["right"] >= least * found.pages, found.days


def test_lists_as_made_are_whole(lists: dict[Key, ListScore]) -> None:
    made = list_total(score for (_, _, mutation), score in lists.items() if mutation == "as made")
    assert (made.refused, made.missed, made.extra, made.days["wrong"]) == (0, 0, 0, 0), made.faults
    assert made.titles == made.found == made.entries > 0


def test_mutated_lists_lose_little(lists: dict[Key, ListScore]) -> None:
    changed = list_total(score for (_, _, mutation), score in lists.items() if mutation != "as made")
    assert changed.missed <= 0.02 * changed.entries, changed.faults
    assert changed.extra <= 0.05 * changed.entries, changed.faults
    assert changed.days["wrong"] <= WRONG * changed.entries, changed.faults
    assert changed.refused <= 0.25 * changed.pages
