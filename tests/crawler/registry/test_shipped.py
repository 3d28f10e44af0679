"""The registry that ships: Bình Thuận, plan of 2024."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from crawler.identity import host
from crawler.jobs.check import check
from crawler.jobs.known import known_for
from crawler.registry.load import load
from crawler.registry.model import Registry
from crawler.registry.sections import quota_range, resolved_sections
from crawler.text import clean
from reports.counting import count_year
from reports.coverage import Coverage

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "site_registry.yaml"
PLAN = ROOT.parent / "shared" / "ke-hoach-2024.txt"

# Agencies whose host stands in public material; for all others the address is a guess and says so.
SEEN = {
    "so-nong-nghiep-va-phat-trien-nong-thon": "snnptnt.binhthuan.gov.vn",
    "so-van-hoa-the-thao-va-du-lich": "svhttdl.binhthuan.gov.vn",
    "huyen-phu-quy": "phuquy.binhthuan.gov.vn",
    "dai-phat-thanh-truyen-hinh-binh-thuan": "binhthuantv.vn",
    "bao-binh-thuan": "baobinhthuan.com.vn",
    "truong-chinh-tri-tinh": "truongchinhtri.binhthuan.dcs.vn",
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(SHIPPED, known_for(SHIPPED))


def test_the_whole_roster_is_there(registry):
    kinds = Counter(agency.kind for agency in registry.agencies)
    assert kinds == {"department": 20, "district": 10, "broadcaster": 1, "newspaper": 1, "other": 3}
    ids = [agency.id for agency in registry.agencies]
    assert ids[:5] == [
        *("so-noi-vu", "so-thong-tin-va-truyen-thong", "so-tu-phap", "van-phong-ubnd-tinh", "so-ke-hoach-va-dau-tu"),
    ]


@pytest.mark.parametrize(
    ("quota", "clause", "channel", "what", "period", "minimum", "basis", "yearly", "bound"),
    [
        ("own-site", "III.1.b", "own_site", "cchc", "month", 5, "average", 60, 30),
        ("portal", "III.1.d", "portal", "cchc", "month", 2, "each", None, 32),
        ("investment", "III.6", "portal", "investment", "month", 2, "each", None, 1),
        ("broadcast", "III.1.c", "broadcast", "cchc", "week", 1, "each", None, 10),
        ("broadcast-station", "III.7.a", "broadcast", "cchc", "week", 1, "each", None, 1),
        ("plan-document", "III.1.a", "document", "communication-plan", "once", 1, "each", None, 30),
    ],
)
def test_each_quota(registry, quota, clause, channel, what, period, minimum, basis, yearly, bound):
    (one,) = (row for row in registry.plan.quotas if row.id == quota)
    assert (one.clause, one.channel, one.topic or one.document) == (clause, channel, what)
    assert (one.period, one.minimum, one.basis, one.yearly_minimum) == (period, minimum, basis, yearly)
    assert len(registry.bound(one)) == bound
    assert one.note  # each of them can be read in more than one way
    assert (one.valid_from, one.valid_to) == (None, None)


def test_there_are_no_other_quotas_and_no_exceptions(registry):
    assert len(registry.plan.quotas) == 6
    assert registry.plan.exceptions == []
    assert registry.plan.quotas[-1].deadline is not None
    assert registry.plan.quotas[-1].deadline.isoformat() == "2024-01-31"


def test_agencies_of_kind_other_are_never_bound(registry):
    duties = [*registry.plan.quotas, *registry.plan.checklist]
    assert not any(agency.kind == "other" for duty in duties for agency in registry.bound(duty))


def test_the_checklist_has_each_duty_without_a_number(registry):
    assert [row.clause for row in registry.plan.checklist] == [
        *("II.2.g", "III.1.a", "III.1.đ", "III.2.a", "III.2.b", "III.2.c", "III.2.d", "III.2.đ", "III.3.a", "III.3.a"),
        *("III.3.b", "III.4", "III.5", "III.7.a", "III.7.b", "III.8", "V.2", "V"),
    ]
    fresh = [row for row in registry.plan.checklist if row.evidence == "fresh"]
    assert [(row.id, row.kinds, row.agencies, row.max_age_days) for row in fresh] == [
        ("columns-kept", ["district", "broadcaster"], [], 30),
        ("column-alive", [], ["bao-binh-thuan"], 30),
    ]


def test_duties_and_quotes_are_in_the_plans_own_words(registry):
    if not PLAN.exists():
        pytest.skip("the plan's text is not beside this checkout")
    plan = clean(PLAN.read_text(encoding="utf-8")).lower()
    said = [part for row in registry.plan.checklist for part in (row.duty or "").split(", … ")]
    assert [part for part in said if part.rstrip(".").lower() not in plan] == []
    quoted = [quote for row in registry.plan.quotas for quote in re.findall(r"“([^”]+)”", row.note or "")]
    assert len(quoted) >= 5
    assert [quote for quote in quoted if quote.lower() not in plan] == []


def test_an_address_that_nobody_has_seen_says_that_it_is_a_guess(registry):
    verified = {agency.id: host(agency.website) for agency in registry.agencies if agency.verified}
    assert verified == SEEN
    assert all(agency.note for agency in registry.agencies)
    guesses = [agency for agency in registry.agencies if not agency.verified]
    assert [one.id for one in guesses if not re.search(r"đoán|nguồn yếu|[Cc]hưa biết", one.note or "")] == []


def test_no_section_is_invented(registry):
    assert resolved_sections(registry) == ()


def test_the_range_reaches_from_the_first_plans_to_the_end_of_the_year(registry):
    assert [day.isoformat() for day in quota_range(registry)] == ["2023-10-01", "2024-12-31"]


def test_names_are_clean_and_no_two_agencies_share_one(registry):
    names = [name for agency in registry.agencies for name in (agency.name, *agency.aliases)]
    assert [name for name in names if name != clean(name)] == []
    assert len({name.casefold() for name in names}) == len(names)


def test_check_says_what_is_left_to_fill_in_and_nothing_is_wrong():
    result = check(SHIPPED, known_for(SHIPPED))
    assert result.faults == ()
    line = result.warnings[0].line
    assert SHIPPED.read_text(encoding="utf-8").split("\n")[line - 1].startswith("  user_agent:")
    assert [warning.path for warning in result.warnings] == [
        "crawl.user_agent",
        *(f"plan.quotas[{index}]" for index in range(6)),
        "agencies",
    ]


def test_until_sections_are_added_nothing_is_held_against_anybody(registry):
    nothing_read = Coverage(resolved_sections(registry), (), (), registry.province.zone)
    counts = count_year(registry, 2024, date(2025, 3, 1), (), nothing_read)
    said = {(quota.verdict, quota.reason) for agency in counts.agencies for quota in agency.quotas}
    assert said == {("undetermined", "no_section")}
    assert sum(len(agency.quotas) for agency in counts.agencies) == 30 + 32 + 1 + 10 + 1 + 30


def test_once_a_section_is_added_the_contact_must_be_real(tmp_path):
    path = tmp_path / "site_registry.yaml"
    text = SHIPPED.read_text(encoding="utf-8")
    site = "    website: https://snnptnt.binhthuan.gov.vn\n    sections: "
    assert f"{site}[]\n" in text
    text = text.replace(f"{site}[]\n", f"{site}[{{url: https://snnptnt.binhthuan.gov.vn/tin}}]\n")
    path.write_text(text, encoding="utf-8")
    assert [fault.path for fault in check(path, known_for(path)).faults] == ["crawl.user_agent"]
    path.write_text(text.replace("mailto:…", "mailto:cchc@snv.tinhmau.gov.vn"), encoding="utf-8")
    result = check(path, known_for(path))
    assert result.faults == ()
    assert (sum(result.agencies.values()), result.sections, result.unverified) == (35, 1, 0)
