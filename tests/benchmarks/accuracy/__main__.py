"""`python -m tests.benchmarks.accuracy`: the tables of docs/accuracy.md, and every fault on stderr.

`--step N` takes every N-th post of each source (fixtures always all), `--beside N` those that the other extractors read
too; `--processes` how many at once. The captured sites are read where they are (`CCHC_SHARED`), else left out.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial

from tests.benchmarks.accuracy import cases, measuring, others, speed, tables
from tests.benchmarks.accuracy.scores import total
from tests.captured import CAPTURES

#: Mutations on which the others are compared: the rest differ only for readers that look at classes.
BESIDE = (
    "as made",
    "renamed",
    "date before title",
    "date after text",
    "date in a box",
    "English label",
    "d/m/yy",
    "in words",
    "clock",
    "related on top",
    "side box",
    "updated line",
    "event box",
    "template defaults",
    "removed",
    "line removed",
    "removed, clock",
    "removed, related on top",
    "removed, side box",
)


def main() -> None:
    arguments = _arguments()
    for name in others.missing():
        print(f"{name} is not installed: pip install {name}", file=sys.stderr)
    if not CAPTURES.is_dir():
        print(f"no captured pages at {CAPTURES}: left out", file=sys.stderr)
    _own_pages(arguments)
    _mutations(arguments)
    _lists(arguments)
    _beside(arguments)
    _speed()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=4)
    parser.add_argument("--beside", type=int, default=24)
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args()


def _own_pages(arguments: argparse.Namespace) -> None:
    measure = partial(measuring.ours, mutations=False)
    found = measuring.in_parallel(measure, cases.articles(), arguments.processes)
    print("### Posts as made\n")
    print(tables.pages("pages of", measuring.picked(found, measuring.DETECTED, 1)), "\n")
    _faults(found)


def _mutations(arguments: argparse.Namespace) -> None:
    found = measuring.in_parallel(partial(measuring.ours), cases.articles(arguments.step), arguments.processes)
    changed = {key: score for key, score in found.items() if key[2] != "as made"}
    for reader in (measuring.DETECTED, measuring.PINNED, measuring.LISTED):
        print(f"### Mutations: {reader}\n")
        by_mutation = measuring.picked(changed, reader, 2)
        print(tables.pages("mutation", by_mutation), "\n")
        print(f"confidently wrong: {100 * total(by_mutation.values()).wrong:.3f} %\n")
    print(tables.pages("pages of", measuring.picked(changed, measuring.DETECTED, 1)), "\n")
    _faults(changed)


def _lists(arguments: argparse.Namespace) -> None:
    found = measuring.in_parallel(partial(measuring.lists), cases.listings(arguments.step), arguments.processes)
    for reader in (measuring.DETECTED, measuring.PINNED):
        print(f"### List pages: {reader}\n")
        print(tables.lists("mutation", measuring.picked(found, reader, 2)), "\n")
    print(tables.lists("pages of", measuring.picked(found, measuring.DETECTED, 1)), "\n")
    _faults(found)


def _beside(arguments: argparse.Namespace) -> None:
    measure = partial(measuring.beside, only=BESIDE)
    found = measuring.in_parallel(measure, cases.articles(arguments.beside), arguments.processes)
    readers = list(dict.fromkeys(key[0] for key in found))
    print("### Beside other extractors: title exact / day right / confidently wrong / no day, in per cent\n")
    for what, place in (("pages of", 1), ("mutation", 2)):
        print(tables.beside(what, {reader: measuring.picked(found, reader, place) for reader in readers}), "\n")


def _speed() -> None:
    print("### A 60 kB article: ms of processor time\n")
    rows = []
    for case in speed.samples():
        found = speed.speeds(case, others.extractors())
        rows.append((case.source, *(f"{value:.1f}" for value in found.values())))
        head = ("page of", *found)
    print(tables.table(head, rows))


def _faults(scores: dict) -> None:
    for key, score in scores.items():
        for fault in score.faults:
            print(f"{key[0]}, {key[1]}: {fault}", file=sys.stderr)


if __name__ == "__main__":
    main()
