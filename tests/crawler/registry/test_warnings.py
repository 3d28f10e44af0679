"""What may be meant and should be looked at: warnings, each at its place; and the crawler's contact."""

import pytest

from crawler.registry.load import inspect

Q = "plan.quotas"


@pytest.mark.parametrize(
    ("old", "new", "path", "found", "expected"),
    [
        ("aliases: [SNV]", "aliases: [SNV, bao mau]", "agencies[2].name", "cũng là tên của so-noi-vu", "một cơ quan"),
        ("kinds: [district]", "kinds: [district, districts]", f"{Q}[2].kinds[1]", "không cơ quan nào", "“district”?"),
        ("channel: broadcast\n  - id", "channel: press\n  - id", f"{Q}[2]",
         "1 cơ quan chưa có mục nào cho kênh broadcast trong năm: huyen-bien", "cchc attest"),
        ("vn/tin-tuc", "vn/tin-tuc\n      valid_to: 2023-12-31", f"{Q}[1]", "Cổng chưa có mục nào", "khai báo mục"),
        ("deadline: 2024-01-31", "deadline: 2023-09-30", f"{Q}[3].deadline", "2023-09-30", "từ 2023-10-01 đến 2024-12"),
        ("evidence: fresh", "evidence: seen", "plan.checklist[0].evidence", "ghi “seen”", "fresh, found, attested"),
        ("      max_age_days: 30\n", "", "plan.checklist[0].max_age_days", "chưa có", "khi và chỉ khi"),
        ("evidence: fresh", "evidence: found", "plan.checklist[0].max_age_days", "ghi “30”", "khi và chỉ khi"),
        ("delay: 0.5", "allow_private_addresses: true", "crawl.allow_private_addresses", "ghi true", "allow_addresses"),
        ("kind: newspaper", "kind: newspaper\n    verified: false", "agencies", "1 cơ quan có địa chỉ chưa kiểm chứng"
         " (verified: false): bao-mau", "bỏ dòng verified: false"),
        ("channel: broadcast\n  - id", "channel: broadcast\n        verified: false\n  - id",
         "agencies[1].sections[1].url", "truyen-thanh”, chưa kiểm chứng", "bỏ dòng verified: false"),
        ("website: https://baomau.vn", "website: https://baomau.vn\n    hosts: [tinhmau.gov.vn]\n    sections:"
         " [{url: http://www.tinhmau.gov.vn/tin-tuc, channel: press}]", "agencies[2].sections[0].url",
         "cũng là của portal", "riêng của từng cơ quan"),
    ],
)  # fmt: skip
def test_warnings(whole, read, old, new, path, found, expected):
    assert old in whole
    loaded = read(whole.replace(old, new, 1))
    assert loaded.faults == ()
    (warning,) = (one for one in loaded.warnings if one.path == path)
    assert found in warning.found
    assert expected in warning.expected


def test_a_section_closed_before_the_plans_year_is_no_place_to_publish(whole, read):
    closed = whole.replace("vn/truyen-thanh\n", "vn/truyen-thanh\n        valid_to: 2023-12-31\n")
    assert [one.path for one in read(closed).warnings] == [f"{Q}[2]"]


def test_an_agency_without_any_section_has_nowhere_to_show_a_document(whole, read):
    text = whole.replace("kind: newspaper", "kind: department")
    assert [one.path for one in read(text).warnings] == [f"{Q}[0]", f"{Q}[3]"]
    (own_site, document) = read(text).warnings
    assert own_site.found == "1 cơ quan chưa có mục nào cho kênh own_site trong năm: bao-mau"
    assert document.found == "1 cơ quan chưa có mục nào trong năm: bao-mau"


@pytest.mark.parametrize(("count", "listed"), [(5, "a-0, a-1, a-2, a-3, a-4"), (6, "a-0, a-1, a-2, a-3, a-4 …")])
def test_of_many_agencies_the_first_five_are_named(whole, read, count, listed):
    rows = [
        f"  - {{id: a-{n}, name: A{n}, kind: ward, website: 'http://a{n}.vn', verified: false}}\n" for n in range(count)
    ]
    text = whole.replace("kinds: [district]", "kinds: [district, ward]", 1) + "".join(rows)
    lacking, unverified = read(text).warnings
    assert lacking.found == f"{count} cơ quan chưa có mục nào cho kênh broadcast trong năm: {listed}"
    assert unverified.found == f"{count} cơ quan có địa chỉ chưa kiểm chứng (verified: false): {listed}"


@pytest.mark.parametrize(("deadline", "warned"), [("2023-09-30", True), ("2023-10-01", False), ("2024-12-31", False)])
def test_documents_are_looked_for_from_october_on(whole, read, deadline, warned):
    loaded = read(whole.replace("2024-01-31", deadline))
    assert [one.path for one in loaded.warnings] == ([f"{Q}[3].deadline"] if warned else [])


def test_an_agencys_own_list_of_portal_posts_is_a_place_too(whole, read):
    text = whole.replace("  sections:\n    - url: https://tinhmau.gov.vn/tin-tuc", "  sections: []")
    rows = "\n    sections: [{url: https://baomau.vn/cong, channel: portal}]"
    text = text.replace("website: https://baomau.vn", f"website: https://baomau.vn{rows}")
    assert [one.path for one in read(text).warnings] == [f"{Q}[1]"]  # so-noi-vu still has none
    assert read(text.replace("      kinds: [department]\n      agencies", "      agencies")).warnings == ()


AGENT = '"cchc-audit (+mailto:cchc@tinhmau.gov.vn)"'


@pytest.mark.parametrize(
    ("agent", "real"),
    [
        ('"cchc-audit (+mailto:…)"', False),
        ('"cchc-audit (+mailto:...)"', False),
        ("cchc-audit", False),
        ("cchc-audit (+mailto:ten@co-quan)", False),
        ("cchc-audit (+mailto:you@example.com)", False),
        ("cchc-audit (+https://audit.example/)", False),
        ("cchc-audit (+https://…)", False),
        ("cchc-audit (+mailto:phong.cchc@snv.tinhmau.gov.vn)", True),
        ("cchc-audit (+https://snv.tinhmau.gov.vn/cchc-audit)", True),
    ],
)
def test_nothing_goes_out_without_a_real_contact(whole, read, agent, real):
    text = whole.replace(AGENT, agent)
    assert read(text).faults == ()  # what stays at home needs none
    faults = read(text, network=True).faults
    assert [fault.path for fault in faults] == ([] if real else ["crawl.user_agent"])


def test_the_default_contact_is_the_placeholder(whole, read):
    text = whole.replace(f"  user_agent: {AGENT}\n", "")
    (fault,) = read(text, network=True).faults
    assert fault.path == "crawl.user_agent"
    assert "thay vào chỗ “…”" in fault.expected


LOCAL = """version: 1
province: {id: a, name: A}
plan:
  year: 2024
  title: A
  quotas: [{id: a, clause: I, channel: own_site, topic: cchc, period: month, minimum: 1, kinds: [department]}]
agencies:
  - {id: a, name: A, kind: department, website: "%s", sections: [{url: "%s/tin"}]}
"""


@pytest.mark.parametrize(
    ("host", "local"),
    [("http://127.0.0.1:8001", True), ("http://127.3.2.1", True), ("http://localhost:80", True),
     ("http://[::1]:80", True),
     ("http://a.localhost", True), ("http://10.0.0.1", False), ("http://localhost.vn", False), ("http://a.vn", False),
     ("http://127.0.0.1.vn", False)],
)  # fmt: skip
def test_on_loopback_the_placeholder_will_do(read, host, local):
    assert not read(LOCAL % (host, host)).faults
    paths = [fault.path for fault in read(LOCAL % (host, host), network=True).faults]
    assert paths == ([] if local else ["crawl.user_agent"])


def test_a_faulty_address_on_loopback_is_no_reason_to_ask_for_a_contact(read):
    text = LOCAL % ("127.0.0.1", "http://127.0.0.1")
    assert [fault.path for fault in read(text, network=True).faults] == ["agencies[0].website"]


def test_where_only_the_contact_is_missing_the_warnings_come_with_it(whole, read):
    text = whole.replace(AGENT, "cchc-audit").replace("kind: newspaper", "kind: newspaper\n    verified: false")
    loaded = read(text, network=True)
    assert loaded.registry is None
    assert [one.path for one in loaded.faults] == ["crawl.user_agent"]
    assert [one.path for one in loaded.warnings] == ["agencies"]


def test_warnings_refuse_nothing(fixtures):
    loaded = inspect(fixtures / "interface.yaml")
    assert loaded.registry is not None
    assert loaded.warnings
