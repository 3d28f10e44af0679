"""Stand-ins: a faulty registry is made whole, its own data is left alone, and findings in stand-ins are dropped."""

import copy

import pytest

from crawler.registry.faults import Problem
from crawler.registry.messages import kind_at, problems, suggested
from crawler.registry.model import Agency, Plan
from crawler.registry.repair import Repaired, repair
from crawler.registry.source import parse


@pytest.mark.parametrize(
    ("old", "new", "unsure"),
    [
        ("version: 1", "version: 2", ("version",)),
        ("year: 2024", "year: x", ("plan", "year")),
        ("minimum: 5", "minimum: x", ("plan", "quotas", 0, "minimum")),
        ("kind: newspaper", "kin: newspaper", ("agencies", 2, "kind")),
        ("delay: 0.5", "delay: x", ("crawl", "delay")),
        ("kinds: [district]", "kinds: [1]", ("plan", "quotas", 2, "kinds", 0)),
        ("portal:\n  name", "portal: x\nx:\n  name", ("portal",)),
    ],
)
def test_what_the_model_refuses_gets_a_stand_in(whole, old, new, unsure):
    made = repair(parse(whole.replace(old, new, 1)).data)
    assert made.registry is not None
    assert unsure in made.unsure


def test_a_sound_registry_gets_none(whole):
    made = repair(parse(whole).data)
    assert made.registry is not None
    assert (made.unsure, made.tainted) == (set(), set())


def test_the_data_itself_is_not_touched(whole):
    data = parse(whole.replace("minimum: 5", "minimum: x").replace("delay", "dellay")).data
    before = copy.deepcopy(data)
    repair(data)
    assert data == before


@pytest.mark.parametrize("data", [None, 1, "a", [], [{}], {}, {"agencies": 1, "plan": []}, {"plan": {"quotas": [[]]}}])
def test_whatever_the_data_is(data):
    made = repair(data)
    assert made.registry is None or made.unsure


def test_a_mistyped_key_is_read_as_the_key_it_was_meant_to_be(whole):
    made = repair(parse(whole.replace("kind: newspaper", "kin: newspaper")).data)
    assert made.registry is not None
    assert made.registry.agencies[2].kind == "newspaper"


@pytest.mark.parametrize(
    ("unsure", "problem", "echo"),
    [
        (("plan", "year"), Problem(("plan", "year"), "", ""), True),
        (("plan",), Problem(("plan", "year"), "", ""), True),
        (("plan", "year"), Problem(("plan", "title"), "", ""), False),
        (("agencies", 0, "id"), Problem(("plan", "quotas", 0), "", "", "agencies"), True),
        (("agencies", 0, "kind"), Problem(("plan", "quotas", 0), "", "", "agencies"), True),
        (("agencies",), Problem(("plan", "quotas", 0), "", "", "agencies"), True),
        (("agencies", 0, "name"), Problem(("plan", "quotas", 0), "", "", "agencies"), False),
        (("plan", "quotas", 1, "id"), Problem(("plan", "exceptions", 0), "", "", "quotas"), True),
        (("plan", "quotas", 1, "note"), Problem(("plan", "exceptions", 0), "", "", "quotas"), False),
        (("a", "b"), Problem(("c",), "", "", beside=(("a",),)), True),
        (("a",), Problem(("c",), "", "", beside=(("a", "b"),)), True),
        (("a", "x"), Problem(("c",), "", "", beside=(("a", "b"),)), False),
    ],
)
def test_an_echo_is_told_from_a_finding(unsure, problem, echo):
    assert Repaired(unsure={unsure}).echoes(problem) is echo


def test_a_finding_beside_a_required_stand_in_is_an_echo():
    made = Repaired(tainted={("plan", "quotas", 0)})
    assert made.echoes(Problem(("plan", "quotas", 0, "deadline"), "", ""))
    assert not made.echoes(Problem(("plan", "quotas", 1, "deadline"), "", ""))


@pytest.mark.parametrize(
    ("path", "kind"),
    [((), "Registry"), (("plan",), "Plan"), (("portal",), "Portal"), (("agencies", 3), "Agency"),
     (("agencies", 3, "sections", 0), "Section"), (("agencies", 0, "sections", 0, "selectors"), "SectionSelectors"),
     (("plan", "exceptions", 0), "Exemption")],
)  # fmt: skip
def test_what_the_model_wants_at_a_place(path, kind):
    assert kind_at(path).__name__ == kind


@pytest.mark.parametrize("path", [("nothing",), ("plan", "nothing", 0), ("version", "x"), ("plan", 0)])
def test_where_the_model_wants_nothing(path):
    assert not isinstance(kind_at(path), type) or kind_at(path) not in (Agency, Plan)


@pytest.mark.parametrize(
    ("path", "meant"),
    [(("agencies", 0, "websit"), "website"), (("plan", "quota"), "quotas"), (("agencies", 0, "color"), None),
     (("nothing", "websit"), None)],
)  # fmt: skip
def test_the_key_that_was_meant(path, meant):
    assert suggested(path) == (None if meant is None else (*path[:-1], meant))


def test_a_kind_of_error_that_has_no_words_of_its_own_is_told_in_the_models():
    (problem,) = problems([{"type": "unheard_of", "loc": ("plan",), "msg": "No such thing", "input": 3}])
    assert (problem.found, problem.expected) == ("ghi “3”", "giá trị hợp lệ (No such thing)")
