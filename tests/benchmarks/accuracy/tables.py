"""The figures as tables in Markdown, for docs/accuracy.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tests.benchmarks.accuracy.scores import ListScore, Score

_DAYS = ("right", "wrong", "unsure", "undated", "refused")


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    names = list(head)
    lines = [f"| {' | '.join(names)} |", f"| {' | '.join('---' for _ in names)} |"]
    return "\n".join([*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows)])


def pages(what: str, scores: Mapping[str, Score]) -> str:
    """Counts: a row for each group of pages or mutation, and their sum."""
    rows = [*scores.items(), ("**all**", sum(scores.values(), Score()))]
    shown = [
        (name, score.pages, score.titles, score.false_titles, *(score.days[day] for day in _DAYS))
        for name, score in rows
    ]
    return table((what, "pages", "title exact", "title false", *_DAYS), shown)


def beside(what: str, scores: Mapping[str, Mapping[str, Score]]) -> str:
    """Shares: for each row, and each reader, title exact, day right, confidently wrong, none."""
    readers = list(scores)
    names = list(next(iter(scores.values())))
    rows = [(name, [scores[reader][name] for reader in readers]) for name in names]
    rows.append(("**all**", [sum(scores[reader].values(), Score()) for reader in readers]))
    head = [what, "pages", *(f"{reader}" for reader in readers)]
    return table(head, [(name, found[0].pages, *map(_shares, found)) for name, found in rows])


def _shares(score: Score) -> str:
    none = sum(score.days[day] for day in ("unsure", "undated", "refused"))
    return " / ".join(
        _percent(count, score.pages) for count in (score.titles, score.days["right"], score.days["wrong"], none)
    )


def _percent(count: int, pages_: int) -> str:
    share = 100 * count / pages_ if pages_ else 0
    return f"{share:.0f}" if share in (0, 100) or 1 <= share <= 99 else f"{share:.1f}"


def lists(what: str, scores: Mapping[str, ListScore]) -> str:
    rows = [*scores.items(), ("**all**", sum(scores.values(), ListScore()))]
    days = ("right", "wrong", "undated")
    shown = [
        (name, s.pages, s.refused, s.entries, s.found, s.missed, s.extra, s.titles, *(s.days[day] for day in days))
        for name, s in rows
    ]
    return table((what, "pages", "refused", "entries", "found", "missed", "extra", "title exact", *days), shown)
