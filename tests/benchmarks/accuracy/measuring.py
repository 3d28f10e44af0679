"""The pages and their mutations through the readers. Scores by reader, group of pages, and mutation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial

from crawler.items import Words
from tests.benchmarks.accuracy.cases import Case, ListCase
from tests.benchmarks.accuracy.lists import mutated_lists
from tests.benchmarks.accuracy.mutations import mutated
from tests.benchmarks.accuracy.others import extractors
from tests.benchmarks.accuracy.ours import read_article, read_listing
from tests.benchmarks.accuracy.scores import ListScore, Score

DETECTED, PINNED, LISTED = "cchc", "cchc, family pinned", "cchc, with the listing's day"
Key = tuple[str, str, str]  # reader, group, mutation
_CHUNK = 8


def group(case: Case | ListCase) -> str:
    """Which row of a table the page belongs to."""
    return case.source if case.source not in ("fixtures", "demo") else f"{case.family} ({case.source})"


def ours(cases: Iterable[Case], *, mutations: bool = True, every: int = 1) -> dict[Key, Score]:
    """Each page and its mutations as a crawl reads them: alone, in a section of known make, and beside its listing.

    `every`: how many pages share the mutations between them.
    """
    scores: dict[Key, Score] = defaultdict(Score)
    for at, case in enumerate(cases):
        listed = Words(f"{case.day:%d/%m/%Y}", "listing") if case.day else None
        for page in (case, *(mutated(case, (at % every, every)) if mutations else ())):
            for name, answer in (
                (DETECTED, read_article(page)),
                (PINNED, read_article(page, pinned=True)),
            ):
                scores[name, group(page), page.mutation].add(page, answer)
            if listed:
                known = replace(page, day=case.day)
                scores[LISTED, group(page), page.mutation].add(known, read_article(page, listed=listed))
    return dict(scores)


def beside(cases: Iterable[Case], only: Sequence[str] | None = None) -> dict[Key, Score]:
    """The same pages read by us and by the others."""
    readers = {DETECTED: read_article, **extractors()}
    scores: dict[Key, Score] = defaultdict(Score)
    for case in cases:
        for page in (case, *mutated(case)):
            if only is None or page.mutation in only:
                for name, read in readers.items():
                    scores[name, group(page), page.mutation].add(page, read(page))
    return dict(scores)


def lists(cases: Iterable[ListCase]) -> dict[Key, ListScore]:
    scores: dict[Key, ListScore] = defaultdict(ListScore)
    for case in cases:
        for page in (case, *mutated_lists(case)):
            scores[DETECTED, group(page), page.mutation].add(page, read_listing(page))
            scores[PINNED, group(page), page.mutation].add(page, read_listing(page, pinned=True))
    return dict(scores)


def in_parallel(measure: partial, cases: Sequence, processes: int) -> dict:
    """What `measure` says of all the cases, worked out by several processes."""
    chunks = [cases[at : at + _CHUNK] for at in range(0, len(cases), _CHUNK)]
    found: dict = {}
    with ProcessPoolExecutor(processes) as pool:
        for scores in pool.map(measure, chunks):
            for key, score in scores.items():
                found[key] = found[key] + score if key in found else score
    return found


def picked(scores: Mapping, reader: str, place: int) -> dict:
    """The scores of one reader, summed by the key's part at `place` (1: group, 2: mutation)."""
    found: dict = {}
    for key, score in scores.items():
        if key[0] == reader:
            found[key[place]] = found[key[place]] + score if key[place] in found else score
    return found
