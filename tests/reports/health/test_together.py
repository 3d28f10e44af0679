"""Faults with one cause in common are told as one; problems open once, and close when they have healed."""

from __future__ import annotations

import pytest

from crawler.health import Finding, Problem
from reports.health.settle import settle
from reports.health.together import registry_shorter, together
from tests.reports.health.making import kinds, record


def sections(count: int, family: str | None = "nukeviet") -> list:
    return [record(section=f"s{number}", family=family) for number in range(count)]


def found(kind: str, *numbers: int) -> list[Finding]:
    return [Finding(f"s{number}", kind, "x") for number in numbers]


@pytest.mark.parametrize(
    ("count", "broken", "said"),
    [
        (6, found("layout_changed", 0, 1, 2), ["family"]),
        (6, found("layout_changed", 0, 1), ["layout_changed", "layout_changed"]),
        (7, found("layout_changed", 0, 1, 2), ["layout_changed"] * 3),
        (4, found("layout_changed", 0, 1) + found("few_items", 2) + found("blocked", 3), ["family", "blocked"]),
        (5, found("down", 0, 1, 2, 3), ["network"]),
        (5, found("down", 0, 1, 2), ["down"] * 3),
        (2, found("down", 0, 1), ["down"] * 2),
    ],
)
def test_many_at_once_have_one_cause(count, broken, said):
    assert kinds(together(sections(count), broken)) == said


def test_sections_of_no_family_are_no_family():
    assert kinds(together(sections(4, None), found("layout_changed", 0, 1, 2))) == ["layout_changed"] * 3


def test_several_sections_of_one_host_are_one_site():
    one_host = [record(section=f"s{number}", url=f"https://snv.vn/{number}") for number in range(4)]
    assert kinds(together(one_host, found("layout_changed", 0, 1, 2, 3))) == ["layout_changed"] * 4


def problem(number: int, section: str, kind: str) -> Problem:
    return Problem(number, section, kind, "2024-03-01T00:00:00+00:00", "2024-03-01T00:00:00+00:00", None, "old")


LIVE = {"s0", "s1", "s2"}


def test_a_problem_opens_once_goes_on_and_closes():
    assert settle([], found("down", 0), {}, LIVE).opened == tuple(found("down", 0))
    same = settle([problem(1, "s0", "down")], found("down", 0), {"s0": {"down"}}, LIVE)
    assert (same.opened, same.seen, same.closed) == ((), ((1, "x"),), ())
    over = settle([problem(1, "s0", "down")], [], {"s0": {"down"}}, LIVE)
    assert over.closed == ((1, "truy cập được trở lại"),)


def test_what_could_not_be_judged_stays_as_it_was():
    silent = problem(1, "s0", "silent")
    made = settle([silent], found("down", 0), {"s0": {"down"}}, LIVE)
    assert (made.seen, made.closed, kinds(made.opened)) == ((), (), ["down"])
    assert settle([silent], [], {}, LIVE).closed == ()


def test_a_fault_that_became_another_says_so():
    made = settle([problem(1, "s0", "down")], found("blocked", 0), {"s0": {"down", "blocked"}}, LIVE)
    assert made.closed == ((1, "nay là: bị chặn"),)


def test_a_section_no_longer_registered_has_no_problem():
    made = settle([problem(1, "s9", "down"), problem(2, "family nukeviet", "family")], [], {}, LIVE)
    assert [number for number, _ in made.closed] == [1]


def test_a_section_s_own_problem_goes_on_while_its_family_is_broken():
    both = together(sections(3), found("layout_changed", 0, 1, 2))
    made = settle([problem(1, "s0", "layout_changed")], both, {"s0": {"layout_changed"}, "": {"family"}}, LIVE)
    assert (kinds(made.opened), made.seen, made.closed) == (["family"], ((1, "old"),), ())
    healed = settle([problem(2, "family nukeviet", "family")], [], {"": {"family"}}, LIVE)
    assert [number for number, _ in healed.closed] == [2]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (None, []),
        ({"agencies": ["a"], "sections": ["a-1"]}, []),
        ({"agencies": ["a", "b"], "sections": ["a-1", "b-1"]}, ["mất 1 cơ quan: b; mất 1 chuyên mục: b-1"]),
        ({"agencies": ["a"], "sections": [f"a-{n}" for n in range(1, 12)]}, ["mất 10 chuyên mục: "]),
    ],
)
def test_a_registry_that_got_shorter_is_found(before, said):
    made = list(registry_shorter(before, {"agencies": ["a", "c"], "sections": ["a-1", "c-1"]}))
    assert [one.details[: len(words)] for one, words in zip(made, said, strict=True)] == said
