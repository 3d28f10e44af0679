"""Sections with their defaults, their ids, their owners' hosts."""

from datetime import date

import pytest

from crawler import identity
from crawler.registry.load import load
from crawler.registry.model import Registry
from crawler.registry.sections import (
    bare_host,
    hosts_of,
    quota_range,
    resolved_sections,
    section_id,
    sections_by_id,
    verify_tls,
)


@pytest.fixture(scope="module")
def registry(fixtures) -> Registry:
    return load(fixtures / "whole.yaml")


def _loaded(read, text) -> Registry:
    loaded = read(text)
    assert loaded.faults == ()
    assert loaded.registry is not None
    return loaded.registry


def test_all_sections_the_portals_first(registry):
    assert [(one.owner, one.channel, one.dedicated, one.verified) for one in resolved_sections(registry)] == [
        ("portal", "portal", False, True),
        ("so-noi-vu", "own_site", True, True),
        ("so-noi-vu", "own_site", True, True),
        ("huyen-bien", "own_site", True, True),
        ("huyen-bien", "broadcast", True, True),
    ]


def test_an_agencys_dates_hold_for_its_sections_too(registry):
    closed, other = [one for one in resolved_sections(registry) if one.owner == "so-noi-vu"]
    assert (closed.valid_from, closed.valid_to) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (other.valid_from, other.valid_to) == (date(2020, 1, 1), date(2025, 2, 28))


def test_what_an_agency_has_not_verified_none_of_its_sections_has(whole, read):
    registry = _loaded(read, whole.replace("kind: district", "kind: district\n    verified: false"))
    unverified = {one.owner for one in resolved_sections(registry) if not one.verified}
    assert unverified == {"huyen-bien"}
    assert sum(not one.verified for one in resolved_sections(registry)) == 2


def test_what_a_row_says_stands_above_the_default(whole, read):
    text = whole.replace("        channel: broadcast\n", "        channel: broadcast\n        dedicated: false\n")
    text = text.replace("vn/tin-tuc", "vn/tin-tuc\n      channel: document\n      dedicated: true")
    first, *_, last = resolved_sections(_loaded(read, text))
    assert (first.channel, first.dedicated) == ("document", True)
    assert last.dedicated is False


def test_rows_are_found_again_by_their_ids(registry):
    by_id = sections_by_id(registry)
    assert list(by_id) == [one.section for one in resolved_sections(registry)]
    assert [by_id[one.section].url for one in resolved_sections(registry)] == [
        one.url for one in resolved_sections(registry)
    ]


def test_an_id_is_the_same_for_every_spelling_of_an_address_and_differs_by_owner_channel_and_fragment():
    plain = section_id("snv", "own_site", "https://snv.vn/cchc")
    assert plain == "snv-b3cbf69ed2"  # rows are stored under it
    assert plain == section_id("snv", "own_site", "https://SNV.vn/cchc/?utm_source=x")
    others = [
        section_id("stp", "own_site", "https://snv.vn/cchc"),
        section_id("snv", "document", "https://snv.vn/cchc"),
        section_id("snv", "own_site", "https://snv.vn/cchc#/2"),
        section_id("snv", "own_site", "https://snv.vn/cchc", date(2024, 1, 1)),
    ]
    assert len({plain, *others}) == 5


def test_an_address_that_was_in_force_twice_has_two_ids(whole, read):
    again = "        valid_to: 2024-03-31\n      - url: https://huyenbien.tinhmau.gov.vn/truyen-thanh\n"
    again += "        channel: broadcast\n        valid_from: 2024-05-01\n"
    registry = _loaded(read, whole.replace("        channel: broadcast\n", f"        channel: broadcast\n{again}"))
    first, second = [one for one in resolved_sections(registry) if one.channel == "broadcast"]
    assert first.url == second.url
    assert first.section != second.section


def test_closing_an_old_row_keeps_its_id(whole, read, registry):
    closed = _loaded(read, whole.replace("vn/truyen-thanh\n", "vn/truyen-thanh\n        valid_to: 2024-06-30\n"))
    assert [one.section for one in resolved_sections(closed)] == [one.section for one in resolved_sections(registry)]


@pytest.mark.parametrize(
    ("owner", "hosts"),
    [
        ("so-noi-vu", {"snv.tinhmau.gov.vn", "cdn.tinhmau.gov.vn"}),
        ("portal", {"tinhmau.gov.vn"}),
        ("bao-mau", {"baomau.vn"}),
        ("nobody", set()),
    ],
)
def test_hosts_of_an_owner(registry, owner, hosts):
    assert hosts_of(registry, owner) == hosts


@pytest.mark.parametrize(
    ("written", "host"),
    [("CDN.Example.VN", "cdn.example.vn"), ("www.a.vn", "a.vn"), (" a.vn. ", "a.vn"), ("a.vn:8080", "a.vn:8080"),
     ("https://www.a.vn/x", "a.vn")],
)  # fmt: skip
def test_hosts_are_written_as_identity_writes_them(written, host):
    assert bare_host(written) == host
    assert identity.same_site(f"http://{host}/x", frozenset({bare_host(written)}))


@pytest.mark.parametrize(
    ("crawl", "row", "verified"),
    [("true", "null", True), ("true", "false", False), ("false", "null", False), ("false", "true", True)],
)
def test_a_sections_own_word_on_certificates_counts(whole, read, crawl, row, verified):
    text = whole.replace("delay: 0.5", f"verify_tls: {crawl}")
    registry = _loaded(
        read, text.replace("        channel: broadcast\n", f"        channel: broadcast\n        verify_tls: {row}\n")
    )
    assert verify_tls(registry, registry.agencies[1].sections[1]) is verified


@pytest.mark.parametrize(
    ("year", "last"), [(2024, "2024-12-31"), (2026, "2027-01-03"), (2025, "2025-12-31"), (2020, "2021-01-03")]
)
def test_weekly_quotas_reach_to_the_sunday_of_the_years_last_week(whole, read, year, last):
    text = whole.replace("year: 2024", f"year: {year}").replace("2024-W07", f"{year}-W07")
    assert quota_range(_loaded(read, text)) == (date(year - 1, 10, 1), date.fromisoformat(last))


def test_without_weekly_quotas_the_range_ends_with_the_year(whole, read):
    text = whole.replace("year: 2024", "year: 2026").replace("period: week", "period: month")
    text = text.replace("2024-W07", "2026-02")
    assert quota_range(_loaded(read, text))[1] == date(2026, 12, 31)
