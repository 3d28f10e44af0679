"""The demo's registry: what `cchc check` accepts, with every section of the plan."""

from __future__ import annotations

from pathlib import Path

from crawler.demo import plan
from crawler.demo.duties import DUTIES
from crawler.demo.registry import registry
from crawler.jobs.check import check


def test_check_accepts_the_registry_of_the_demo(tmp_path: Path) -> None:
    province = plan.province()
    file = tmp_path / "site_registry.yaml"
    file.write_text(registry(province), encoding="utf-8")
    found = check(file)
    assert found.faults == ()
    # Two things are odd on purpose: a district whose radio is nowhere to be read, an address that was only guessed.
    assert sorted(fault.path for fault in found.warnings) == ["agencies[7].sections[0].url", "plan.quotas[3]"]
    assert found.registry is not None
    assert [agency.id for agency in found.registry.agencies] == [site.id for site in province.agencies]
    assert [quota.id for quota in found.registry.plan.quotas] == [duty.id for duty in DUTIES]
    assert found.sections == sum(section.registered for site in province.sites for section in site.sections)
    assert found.unverified == 1
