"""The JSON Schema for editors: made from the model, complete, and of one mind with it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from crawler.registry import schema
from crawler.registry.source import parse

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "site_registry.yaml"


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(schema.FILE.read_text(encoding="utf-8"))
    return loaded


def as_editors_see_it(text: str) -> Any:
    """The data with dates as the strings that JSON has for them."""
    return json.loads(json.dumps(parse(text).data, default=str))


def objects(made: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "registry", made
    yield from made["$defs"].items()


def described(made: dict[str, Any], info: dict[str, Any]) -> bool:
    """Whether a key has a description, its own or that of what it refers to."""
    return bool(info.get("description") or made["$defs"][info["$ref"].rsplit("/", 1)[1]].get("description"))


def test_the_file_is_what_the_model_makes_today():
    assert schema.FILE.read_text(encoding="utf-8") == schema.text(), "run: python -m crawler.registry.schema"


def test_it_is_a_schema(made):
    Draft202012Validator.check_schema(made)


def test_every_key_is_described_and_no_other_is_allowed(made):
    for name, model in objects(made):
        assert model["additionalProperties"] is False, name
        assert [key for key, info in model["properties"].items() if not described(made, info)] == []


@pytest.mark.parametrize("name", ["whole", "interface"])
def test_it_takes_what_the_model_takes(made, fixtures, name):
    data = as_editors_see_it((fixtures / f"{name}.yaml").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(made).iter_errors(data)) == []


def test_it_takes_the_shipped_registry(made):
    data = as_editors_see_it(SHIPPED.read_text(encoding="utf-8"))
    assert list(Draft202012Validator(made).iter_errors(data)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("version: 1", "version: 2"), ("delay: 0.5", "dellay: 0.5"), ("minimum: 5", "minimum: 0"),
     ("channel: own_site", "channel: site"), ("id: huyen-bien", "id: Huyện"), ("minimum: 5\n", "\n"),
     ("website: https://baomau.vn", "website: baomau.vn"), ("[2024-W07]", "[2024-W7]"), ("year: 2024", "year: a")],
)  # fmt: skip
def test_it_refuses_what_the_model_refuses(made, whole, old, new):
    assert list(Draft202012Validator(made).iter_errors(as_editors_see_it(whole.replace(old, new, 1))))


def test_the_shipped_registry_leads_editors_to_it():
    first = SHIPPED.read_text(encoding="utf-8").split("\n")[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert named != first
    assert (SHIPPED.parent / named).resolve() == schema.FILE.resolve()
