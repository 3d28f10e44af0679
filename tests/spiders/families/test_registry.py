"""Each family is found by its name, described, and has fixtures with their truth."""

from pathlib import Path

import pytest

from spiders.families.base import Family
from spiders.families.detect import by_name
from spiders.families.registry import BY_TYPE, FAMILIES, GENERIC

ROOT = Path(__file__).parents[3]
DESCRIBED = (ROOT / "docs" / "families.md").read_text(encoding="utf-8")
ALL = (*FAMILIES, BY_TYPE["json"], GENERIC)


@pytest.mark.parametrize("family", ALL, ids=lambda family: family.name)
def test_a_family_is_known_and_described(family: Family):
    assert family is GENERIC or family in FAMILIES
    assert by_name(family.name) is family
    assert f"`{type(family).__module__.rpartition('.')[2]}.py`" in DESCRIBED


@pytest.mark.parametrize("family", [one for one in ALL if one.name not in BY_TYPE], ids=lambda family: family.name)
def test_a_family_has_fixtures_with_their_truth(family: Family):
    pages = sorted((ROOT / "tests" / "fixtures" / family.name).glob("*.html"))
    assert any("article" in page.stem or "node" in page.stem for page in pages)
    assert [page for page in pages if not page.with_suffix(".json").is_file()] == []


def test_no_family_is_named_twice():
    assert len({family.name for family in ALL}) == len(set(map(id, ALL)))
