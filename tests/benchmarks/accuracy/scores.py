"""What came out of a page against its truth, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.text import clean
from tests.benchmarks.accuracy.cases import Case, ListCase
from tests.benchmarks.accuracy.ours import Answer, Entry


@dataclass
class Score:
    """`wrong`: another day than the true one, or any day where the page gives none. `unsure`: several days, flagged."""

    pages: int = 0
    titles: int = 0
    days: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[Case, Answer]] = field(default_factory=list)
    false_titles: list[tuple[Case, Answer]] = field(default_factory=list)

    def add(self, case: Case, answer: Answer) -> None:
        self.pages += 1
        outcome = day_outcome(case, answer)
        self.days[outcome] += 1
        if outcome == "wrong":
            self.faults.append((case, answer))
        if answer.title is not None and same(answer.title, case.title):
            self.titles += 1
        elif answer.title is not None:
            self.false_titles.append((case, answer))

    @property
    def wrong_rate(self) -> float:
        return self.days["wrong"] / self.pages if self.pages else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.pages + other.pages,
            self.titles + other.titles,
            self.days + other.days,
            self.faults + other.faults,
            self.false_titles + other.false_titles,
        )


def same(one: str, other: str) -> bool:
    return clean(one) == clean(other)


def day_outcome(case: Case, answer: Answer) -> str:
    """right, wrong, unsure, undated or refused. On a page without a day, to give none is right."""
    if answer.refused:
        return "refused"
    if answer.day is None:
        return "right" if case.day is None else "undated"
    if not answer.sure:
        return "unsure"
    return "right" if answer.day == case.day else "wrong"


def total(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


@dataclass
class ListScore:
    """Of list pages: entries found, missed, and extra; their titles and days."""

    pages: int = 0
    refused: int = 0
    entries: int = 0
    found: int = 0
    missed: int = 0
    extra: int = 0
    titles: int = 0
    days: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[ListCase, str]] = field(default_factory=list)

    def add(self, case: ListCase, answer: tuple[Entry, ...] | str) -> None:
        self.pages += 1
        if isinstance(answer, str):
            self.refused += 1
            return
        own = {entry.url: entry for entry in case.entries}
        found = {entry.url: entry for entry in answer}
        self.entries += len(own)
        self.missed += len(own.keys() - found.keys())
        extra = found.keys() - own.keys() - case.allowed
        self.extra += len(extra)
        self.faults += [(case, f"missed {url}") for url in own.keys() - found.keys()]
        self.faults += [(case, f"extra {url}") for url in extra]
        for url in own.keys() & found.keys():
            self._compare(case, own[url], found[url])

    def _compare(self, case: ListCase, own: Entry, found: Entry) -> None:
        self.found += 1
        self.titles += same(own.title, found.title)
        if found.day is None:
            self.days["undated" if own.day else "right"] += 1
        else:
            self.days["right" if found.day == own.day else "wrong"] += 1
        if found.day is not None and found.day != own.day:
            self.faults.append((case, f"{own.url}: {found.day}, not {own.day}"))
        if not same(own.title, found.title):
            self.faults.append((case, f"{own.url}: title {found.title}"))
