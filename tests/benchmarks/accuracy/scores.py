"""What came out of a page against its truth, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.text import clean
from tests.benchmarks.accuracy.cases import Case, Entry, ListCase
from tests.benchmarks.accuracy.ours import Answer

_KEPT = 20  # faults that a score remembers


@dataclass
class Score:
    """Of posts' pages. `days` counts the outcomes of `day_outcome`; `false_titles` those that are another's."""

    pages: int = 0
    titles: int = 0
    false_titles: int = 0
    days: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, case: Case, answer: Answer) -> None:
        self.pages += 1
        outcome = day_outcome(case, answer)
        self.days[outcome] += 1
        right = answer.title is not None and same(answer.title, case.title)
        self.titles += right
        self.false_titles += answer.title is not None and not right
        if outcome == "wrong":
            self._remember(f"{case.mutation}: {case.url}: {answer.day}, not {case.day}: {answer.detail}")
        elif answer.title is not None and not right:
            self._remember(f"{case.mutation}: {case.url}: title “{answer.title}”, not “{case.title}”")

    def _remember(self, fault: str) -> None:
        if len(self.faults) < _KEPT:
            self.faults.append(fault)

    @property
    def wrong(self) -> float:
        """The share of pages that were given a day for certain which is not theirs."""
        return self.days["wrong"] / self.pages if self.pages else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.pages + other.pages,
            self.titles + other.titles,
            self.false_titles + other.false_titles,
            self.days + other.days,
            (self.faults + other.faults)[:_KEPT],
        )


def total(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


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


@dataclass
class ListScore:
    """Of list pages: entries found, missed, and extra; their titles and days."""

    pages: int = 0
    refused: int = 0
    entries: int = 0
    found: int = 0
    extra: int = 0
    titles: int = 0
    days: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def missed(self) -> int:
        return self.entries - self.found

    def add(self, case: ListCase, answer: tuple[Entry, ...] | str) -> None:
        self.pages += 1
        if isinstance(answer, str):
            self.refused += 1
            return
        own = {entry.url: entry for entry in case.entries}
        found = {case.aliases.get(entry.url, entry.url): entry for entry in answer}
        extra = found.keys() - own.keys() - case.allowed
        self.entries += len(own)
        self.extra += len(extra)
        for url in own.keys() & found.keys():
            self._compare(case, own[url], found[url])
        faults = [f"missed {url}" for url in own.keys() - found.keys()] + [f"extra {url}" for url in extra]
        self._remember(case, faults)

    def _compare(self, case: ListCase, own: Entry, found: Entry) -> None:
        self.found += 1
        self.titles += same(own.title, found.title)
        outcome = "right" if found.day == own.day else "undated" if found.day is None else "wrong"
        self.days[outcome] += 1
        if outcome == "wrong":
            self._remember(case, [f"{own.url}: {found.day}, not {own.day}"])
        if not same(own.title, found.title):
            self._remember(case, [f"{own.url}: title “{found.title}”"])

    def _remember(self, case: ListCase, faults: list[str]) -> None:
        free = _KEPT - len(self.faults)
        self.faults += [f"{case.mutation}: {case.url}: {fault}" for fault in faults[: max(0, free)]]

    def __add__(self, other: ListScore) -> ListScore:
        return ListScore(
            self.pages + other.pages,
            self.refused + other.refused,
            self.entries + other.entries,
            self.found + other.found,
            self.extra + other.extra,
            self.titles + other.titles,
            self.days + other.days,
            (self.faults + other.faults)[:_KEPT],
        )


def list_total(scores: Iterable[ListScore]) -> ListScore:
    return sum(scores, ListScore())
