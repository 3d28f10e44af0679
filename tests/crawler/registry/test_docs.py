"""docs/registry.md tells what the model holds: every key, its default and its meaning; and its examples load."""

import re
from pathlib import Path
from textwrap import dedent

import pytest
from pydantic.fields import FieldInfo

from crawler.registry import model
from crawler.registry.load import load

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "registry.md").read_text(encoding="utf-8")
MODELS = {
    "The file": model.Registry,
    "`province`": model.Province,
    "`crawl`": model.Crawl,
    "`plan`": model.Plan,
    "`plan.quotas[]`": model.Quota,
    "`plan.checklist[]`": model.ChecklistRow,
    "`plan.exceptions[]`": model.Exemption,
    "`portal`": model.Portal,
    "`agencies[]`": model.Agency,
    "`sections[]`": model.Section,
    "`selectors`": model.SectionSelectors,
}


def documented(heading: str) -> dict[str, tuple[str, str]]:
    """Key -> default and meaning, from the table under a heading."""
    part = TEXT.split(f"\n### {heading}\n", 1)[1].split("\n### ", 1)[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", part, re.MULTILINE)
    return {key: (default.strip("`"), meaning) for key, default, meaning in rows}


def default(info: FieldInfo) -> str:
    if info.is_required():
        return "required"
    value = info.get_default(call_default_factory=True)
    if isinstance(value, model.Strict):
        return "{}"
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize(("heading", "kind"), MODELS.items())
def test_every_key_with_its_default_and_meaning(heading, kind):
    assert documented(heading) == {key: (default(info), info.description) for key, info in kind.model_fields.items()}


def test_every_table_belongs_to_a_model():
    assert re.findall(r"^### (.+)$", TEXT, re.MULTILINE) == list(MODELS)


def test_its_examples_load(whole, read):
    agency, moved, exception = (dedent(text) for text in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL))
    added = whole + "".join(f"  {line}\n" for line in agency.splitlines())
    rows = "".join(f"      {line}\n" for line in moved.splitlines())
    added = added.rsplit("      - url:", 1)[0] + rows
    added = added.replace("website: https://syt.tinhmau.gov.vn", "website: https://syt.tinhmau.gov.vn\n"
                          "    hosts: [soyte.tinhmau.gov.vn]")  # fmt: skip
    excepted = exception.replace("exceptions:\n", "").replace("[broadcast]", "[radio]")
    loaded = read(
        added.replace("  exceptions:\n", "  exceptions:\n" + "".join(f"  {row}\n" for row in excepted.splitlines()))
    )
    assert loaded.faults == ()
    assert loaded.registry is not None
    assert len(loaded.registry.agencies[-1].sections) == 2
    assert loaded.registry.plan.exceptions[0].reason == "Tết Nguyên đán"


def test_what_it_says_of_the_shipped_registry():
    registry = load(ROOT / "site_registry.yaml")
    assert f"{len(registry.agencies)} agencies, six quotas, eighteen duties" in TEXT.replace("\n", " ")
    assert (len(registry.plan.quotas), len(registry.plan.checklist)) == (6, 18)


def test_its_sample_of_a_fault_is_what_is_said(fixtures, read):
    (sample,) = re.findall(r"```\n(site_registry\.yaml:.*)\n```", TEXT)
    text = (fixtures / "ten-mistakes.yaml").read_text(encoding="utf-8")
    said = [str(fault).rsplit("/", 1)[-1].replace("registry.yaml", "site_registry.yaml") for fault in read(text).faults]
    assert sample in said
