"""The format as the public interface promises it."""

import re
from pathlib import Path

import pytest

from crawler.registry.load import inspect, load
from crawler.registry.model import Registry
from crawler.registry.sections import resolved_sections

INTERFACE = Path(__file__).parents[4] / "shared" / "interface.md"
MINIMAL = """version: 1
province: {id: tinh-mau, name: Tỉnh Mẫu}
plan:
  year: 2024
  title: Kế hoạch mẫu
  quotas:
    - {id: own-site, clause: III.1.b, channel: own_site, topic: cchc, period: month, minimum: 5, kinds: [department]}
agencies:
  - id: so-noi-vu
    name: Sở Nội vụ
    kind: department
    website: https://snv.tinhmau.gov.vn
    sections:
      - url: https://snv.tinhmau.gov.vn/cai-cach-hanh-chinh
"""


def test_the_interfaces_own_example_loads(fixtures):
    registry = load(fixtures / "interface.yaml")
    assert [quota.id for quota in registry.plan.quotas] == [
        *("own-site", "portal", "investment", "broadcast", "plan-document"),
    ]
    assert registry.agencies[0].id == "so-noi-vu"
    assert {section.owner for section in resolved_sections(registry)} == {"portal", "so-noi-vu"}


def test_that_example_is_the_interfaces_own(fixtures):
    if not INTERFACE.exists():
        pytest.skip("the interface's text is not beside this checkout")
    found = re.search(r"```yaml\n(version: 1.*?)```", INTERFACE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    assert (fixtures / "interface.yaml").read_text(encoding="utf-8").startswith(found[1])


def test_it_is_an_excerpt_and_alone_binds_agencies_that_it_does_not_list(fixtures, read):
    excerpt = (fixtures / "interface.yaml").read_text(encoding="utf-8").split("  # The excerpt")[0]
    paths = ["plan.quotas[2].agencies[0]", "plan.quotas[3]", "plan.checklist[0].agencies[0]"]
    assert [fault.path for fault in read(excerpt).faults] == paths


def test_a_minimal_agency_has_a_default_for_everything_else(read):
    loaded = read(MINIMAL)
    assert (loaded.faults, loaded.warnings) == ((), ())
    assert loaded.registry is not None
    (facts,) = resolved_sections(loaded.registry)
    assert (facts.owner, facts.channel, facts.dedicated, facts.verified) == ("so-noi-vu", "own_site", True, True)
    assert (facts.valid_from, facts.valid_to) == (None, None)


def test_the_defaults_are_those_of_the_interface(read):
    registry = read(MINIMAL).registry
    assert registry is not None
    assert registry.province.timezone == "Asia/Ho_Chi_Minh"
    assert registry.crawl.model_dump() == {
        "delay": 1.0, "concurrency_per_site": 1, "timeout": 30, "retries": 2, "max_pages_per_section": 2000,
        "obey_robots": True, "user_agent": "cchc-audit (+mailto:…)", "verify_tls": True, "proxy": None,
        "allow_addresses": [], "allow_private_addresses": False, "window": None,
    }  # fmt: skip
    assert (registry.portal, registry.plan.checklist, registry.plan.exceptions) == (None, [], [])
    section = registry.agencies[0].sections[0]
    assert (section.type, section.cms, section.verified, section.note) == ("auto", None, True, None)


@pytest.mark.parametrize("key", ["portal", "checklist", "exceptions", "crawl"])
def test_what_may_be_absent_may_be_absent(whole, read, key):
    indent = "  " if key in ("checklist", "exceptions") else ""
    text = re.sub(rf"(?m)^{indent}{key}:\n(?:{indent}  .*\n)+", "", whole)
    assert text != whole
    if key == "portal":
        text = text.replace("channel: portal", "channel: own_site")
    assert read(text).faults == ()


@pytest.mark.parametrize("place", ["agency", "quota", "section"])
def test_dates_and_notes_may_stand_on_agencies_quotas_and_sections(whole, read, place):
    keys = {"agency": ("    kind: newspaper\n", "    "), "quota": ("      minimum: 5\n", "      "),
            "section": ("        channel: broadcast\n", "        ")}  # fmt: skip
    at, indent = keys[place]
    added = f"{indent}valid_from: 2024-03-01\n{indent}valid_to: 2024-12-31\n{indent}note: Ghi chú\n"
    head, tail = whole.split(at, 1) if place == "agency" else whole.rsplit(at, 1)
    assert read(head + at + added + tail).faults == ()


def test_a_single_day_may_be_all_the_time_that_something_is_in_force(whole, read):
    day = "        valid_from: 2024-03-01\n        valid_to: 2024-03-01\n"
    registry = read(whole.replace("        channel: broadcast\n", f"        channel: broadcast\n{day}")).registry
    assert registry is not None
    assert len(resolved_sections(registry)) == 5


def test_a_portals_section_counts_for_the_portal_and_is_not_dedicated(whole, read):
    registry = read(whole).registry
    assert registry is not None
    first = resolved_sections(registry)[0]
    assert (first.owner, first.channel, first.dedicated) == ("portal", "portal", False)


def test_a_portal_may_have_no_section_yet(whole, read):
    text = whole.replace("  sections:\n    - url: https://tinhmau.gov.vn/tin-tuc", "  sections: []")
    loaded = read(text)
    assert loaded.faults == ()
    assert [one.path for one in loaded.warnings] == ["plan.quotas[1]"]


def test_a_registry_cannot_be_changed_after_it_is_read(fixtures):
    registry = load(fixtures / "whole.yaml")
    with pytest.raises(ValueError, match="frozen"):
        registry.agencies[0].name = "Khác"  # type: ignore[misc]


def test_kinds_and_agencies_of_a_duty_mean_their_union_in_the_registrys_order(fixtures):
    registry = load(fixtures / "whole.yaml")
    assert [agency.id for agency in registry.bound(registry.plan.quotas[1])] == ["so-noi-vu", "bao-mau"]


def test_the_lexicon_is_made_absolute_from_the_files_folder(whole, tmp_path):
    (tmp_path / "words.yaml").write_text("version: 1", encoding="utf-8")
    path = tmp_path / "registry.yaml"
    path.write_text(whole.replace("year: 2024", "year: 2024\n  lexicon: words.yaml"), encoding="utf-8")
    assert load(path).plan.lexicon == str((tmp_path / "words.yaml").resolve())


def test_inspect_and_load_agree(fixtures):
    assert isinstance(inspect(fixtures / "whole.yaml").registry, Registry)
    assert load(fixtures / "whole.yaml") == inspect(fixtures / "whole.yaml").registry
