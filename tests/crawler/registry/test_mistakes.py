"""Broken registries: one change to a sound one, and the one fault it gives: its place, what stands, what belongs."""

import re

import pytest

from crawler.errors import BadInput
from crawler.registry.faults import RegistryError
from crawler.registry.load import inspect, load
from crawler.registry.rules import Known

KNOWN = Known(families=("nukeviet", "liferay"), topics=("cchc", "investment"), documents=("communication-plan",))
Q = "plan.quotas"

# (what is replaced, by what, the words on the fault's line, key path, words of `found`, words of `expected`)
MODEL = [
    ("version: 1", "version: 2", "version: 2", "version", "ghi “2”", "một trong: 1"),
    ("version: 1\n", "", "province:", "version", "chưa có", "bắt buộc"),
    ("version: 1", 'version: "1"', "version:", "version", "ghi “1”", "một trong: 1"),
    ("delay: 0.5", "delay: nhanh", "delay:", "crawl.delay", "ghi “nhanh”", "số"),
    ("delay: 0.5", "delay: -1", "delay:", "crawl.delay", "ghi “-1”", "không nhỏ hơn 0"),
    ("delay: 0.5", "delay: .inf", "delay:", "crawl.delay", "ghi “inf”", "số hữu hạn"),
    ("delay: 0.5", "delay: .nan", "delay:", "crawl.delay", "ghi “nan”", "số"),
    ("delay: 0.5", "delay: true", "delay:", "crawl.delay", "ghi true", "số"),
    ("delay: 0.5", "timeout: 0", "timeout:", "crawl.timeout", "ghi “0”", "lớn hơn 0"),
    ("delay: 0.5", "retries: 11", "retries:", "crawl.retries", "ghi “11”", "không lớn hơn 10"),
    ("delay: 0.5", "obey_robots: yes", "obey_robots", "crawl.obey_robots", "ghi “yes”", "true hoặc false"),
    ("delay: 0.5", "dellay: 0.5", "dellay", "crawl.dellay", "khóa lạ “dellay”", "khóa “delay”"),
    ("delay: 0.5", "speed: 1", "speed", "crawl.speed", "khóa lạ “speed”", "một trong các khóa: delay, concurr"),
    ("delay: 0.5", "proxy: [a]", "proxy", "crawl.proxy", "ghi một danh sách", "chữ"),
    ("year: 2024", "year: 1999", "year:", "plan.year", "ghi “1999”", "không nhỏ hơn 2000"),
    ("year: 2024", "year: 2024.5", "year:", "plan.year", "ghi “2024.5”", "số nguyên"),
    ("year: 2024", "year: true", "year:", "plan.year", "ghi true", "số nguyên"),
    ("title: Kế hoạch mẫu", "title: 2024", "title:", "plan.title", "ghi “2024”", "đặt trong dấu nháy"),
    ("title: Kế hoạch mẫu", "title: 2024-01-31", "title:", "plan.title", "ghi “2024-01-31”", "trong dấu nháy"),
    ("title: Kế hoạch mẫu", "title:", "title:", "plan.title", "để trống", "chữ"),
    ("title: Kế hoạch mẫu", 'title: " "', "title:", "plan.title", "ghi “ ”", "ít nhất một chữ"),
    ("title: Kế hoạch mẫu", r'title: "\ud800"', "title:", "plan.title", "ghi “\ufffd”", "Unicode"),
    ("minimum: 5", "minimum: 0", "minimum: 0", f"{Q}[0].minimum", "ghi “0”", "không nhỏ hơn 1"),
    ("minimum: 5", "minimum: 5.0", "minimum: 5", f"{Q}[0].minimum", "ghi “5.0”", "số nguyên"),
    ("minimum: 5", "", "- id: own-site", f"{Q}[0].minimum", "chưa có", "bắt buộc"),
    ("minimum: 5", "minimun: 5", "minimun", f"{Q}[0].minimun", "khóa lạ “minimun”", "khóa “minimum”"),
    ("channel: own_site", "channel: own-site", "channel: own-site", f"{Q}[0].channel", "own-site", "own_site, portal"),
    ("basis: average", "basis: mean", "basis:", f"{Q}[0].basis", "ghi “mean”", "một trong: average, each"),
    ("period: week", "period: year", "period: year", f"{Q}[2].period", "ghi “year”", "month, week, once"),
    ("kinds: [district]", "kinds: district", "kinds: district", f"{Q}[2].kinds", "ghi “district”", "danh sách"),
    ("kinds: [district]", "kinds: [Huyện]", "kinds: [Huyện]", f"{Q}[2].kinds[0]", "ghi “Huyện”", "chữ thường không"),
    ("deadline: 2024-01-31", "deadline: 2024-02-30", "deadline", f"{Q}[3].deadline", "2024-02-30", "có trong lịch"),
    ("deadline: 2024-01-31", "deadline: 31/01/2024", "deadline", f"{Q}[3].deadline", "31/01/2024", "2024-01-31"),
    ("deadline: 2024-01-31", 'deadline: "2024-01-31"', "deadline", f"{Q}[3].deadline", "ghi", "không đặt trong dấu"),
    ("deadline: 2024-01-31", "deadline: 2024-01-31T08:00", "deadline", f"{Q}[3].deadline", "T08:00", "ngày dạng"),
    ("periods: [2024-W07]", "periods: [2024]", "periods", "plan.exceptions[0].periods[0]", "2024", "trong dấu nháy"),
    ("periods: [2024-W07]", "periods: [2024-W7]", "periods", "plan.exceptions[0].periods[0]", "W7", "2024-W07 (tuần)"),
    ("periods: [2024-W07]", "periods: []", "periods", "plan.exceptions[0].periods", "ghi một danh sách", "ít nhất 1"),
    ("max_age_days: 30", "max_age_days: 0", "max_age", "plan.checklist[0].max_age_days", "ghi “0”", "không nhỏ hơn"),
    ("id: huyen-bien", "id: Huyen_Bien", "id: Huyen", "agencies[1].id", "ghi “Huyen_Bien”", "ví dụ so-noi-vu"),
    ("id: huyen-bien", "id: 12", "id: 12", "agencies[1].id", "ghi “12”", "trong dấu nháy"),
    ("id: huyen-bien", f"id: {'a' * 81}", "id: aaa", "agencies[1].id", "aaa…”", "không quá 80 ký tự"),
    ("hosts: [cdn", "hosts: #[cdn", "hosts:", "agencies[0].hosts", "để trống", "danh sách"),
    ("website: https://baomau.vn", "website: baomau.vn", "baomau.vn", "agencies[2].website", "ghi “b", "http://"),
    ("website: https://baomau.vn", "website: ftp://baomau.vn", "ftp:", "agencies[2].website", "ftp", "http://"),
    ("website: https://baomau.vn", "website: https://bao mau.vn", "bao mau", "agencies[2].website", "bao mau", "cách"),
    ("website: https://baomau.vn", "", "- id: bao-mau", "agencies[2].website", "chưa có", "bắt buộc"),
    ("type: json", "type: api", "type: api", "agencies[0].sections[1].type", "ghi “api”", "auto, listing, feed"),
    ("link: a}", "lnk: a}", "lnk", "agencies[0].sections[0].selectors.lnk", "khóa lạ “lnk”", "khóa “link”"),
    ("  - id: bao-mau", "  - Báo\n  - id: bao-mau", "- Báo", "agencies[2]", "ghi “Báo”", "một nhóm khóa"),
]
RULES = [
    ("id: huyen-bien", "id: portal", "id: portal", "agencies[1].id", "dành riêng cho Cổng", "mã khác"),
    ("id: huyen-bien", "id: so-noi-vu", "id: so-noi-vu", "agencies[1].id", "đã dùng ở agencies[0]", "mã chưa dùng"),
    ("id: own-plan", "id: portal", "id: portal", f"{Q}[3].id", "đã dùng ở plan.quotas[1]", "mã chưa dùng"),
    ("Asia/Ho_Chi_Minh", "Asia/Saigong", "Saigong", "province.timezone", "Asia/Saigong", "múi giờ IANA"),
    ("Asia/Ho_Chi_Minh", "../etc", "../etc", "province.timezone", "ghi “../etc”", "múi giờ IANA"),
    ("Asia/Ho_Chi_Minh", "Asia", "timezone", "province.timezone", "ghi “Asia”", "múi giờ IANA"),
    ("valid_to: 2025-02-28", "valid_to: 2019-02-28", "2019", "agencies[0].valid_to", "trước valid_from", "ngày từ"),
    ("kinds: [district]", "kinds: [districts]", "id: radio", f"{Q}[2]", "districts; agencies: không có", "“district”?"),
    ("kinds: [district]", "note: a", "id: radio", f"{Q}[2]", "không ràng buộc cơ quan nào", "loại cơ quan"),
    ("agencies: [bao-mau]", "agencies: [bao-mauu]", "mauu", f"{Q}[1].agencies[0]", "mauu", "có phải “bao-mau”?"),
    (
        "max_age_days: 30\n      agencies: [bao-mau]",
        "max_age_days: 30\n      agencies: [dai]",
        "[dai]",
        "plan.checklist[0].agencies[0]",
        "ghi “dai”",
        "so-noi-vu, huyen-bien, bao-mau",
    ),
    ("topic: cchc\n      period: week", "period: week", "id: radio", f"{Q}[2].topic", "chưa có", "topic: cchc"),
    ("topic: cchc\n      period: week", "topic: chcc\n      period: week", "chcc", f"{Q}[2].topic", "chcc", "“cchc”?"),
    ("document: communication-plan\n", "\n", "id: own-plan", f"{Q}[3].document", "chưa có", "communication-plan"),
    ("document: communication-plan", "document: letter", "letter", f"{Q}[3].document", "letter", "loại văn bản"),
    ("channel: document", "channel: document\n      topic: cchc", "topic", f"{Q}[3].topic", "cchc", "bỏ khóa này"),
    ("period: once", "period: month", "month", f"{Q}[3].period", "ghi “month”", "period: once"),
    ("minimum: 1\n      deadline", "minimum: 2\n      deadline", "minimum: 2", f"{Q}[3].minimum", "2", "minimum: 1"),
    ("deadline: 2024-01-31", "note: a", "id: own-plan", f"{Q}[3].deadline", "chưa có", "period là once"),
    ("period: week", "period: week\n      document: a", "document: a", f"{Q}[2].document", "ghi “a”", "bỏ khóa này"),
    ("period: week", "period: week\n      deadline: 2024-03-01", "03-01", f"{Q}[2].deadline", "ghi", "bỏ khóa này"),
    ("basis: average", "basis: each", "yearly_minimum", f"{Q}[0].yearly_minimum", "each, month", "basis: average"),
    ("quotas: [radio]", "quotas: [radiu]", "radiu", "plan.exceptions[0].quotas[0]", "radiu", "có phải “radio”?"),
    ("[2024-W07]", "[2024-W53]", "W53", "plan.exceptions[0].periods[0]", "W53", "có trong lịch"),
    ("[2024-W07]", "[2023-W07]", "W07", "plan.exceptions[0].periods[0]", "2023", "trong năm 2024"),
    ("[2024-W07]", "[2024-02]", "2024-02", "plan.exceptions[0].periods[0]", "2024-02", "tuần dạng 2024-W07, theo kỳ"),
    ("quotas: [radio]", "quotas: [radio, own-site]", "W07", "plan.exceptions[0].periods", "“own-site” không có kỳ nào",
     "thêm tháng dạng 2024-03"),
    ("reason: Tết", "agencies: [x-y]\n      reason: Tết", "x-y", "plan.exceptions[0].agencies[0]", "x-y", "mã cơ"),
    ("website: https://baomau.vn", "website: https://bao..vn", "bao..vn", "agencies[2].website", "bao..vn", "máy chủ"),
    ("website: https://baomau.vn", "website: https://…", "https://…", "agencies[2].website", "…", "máy chủ hợp lệ"),
    ("website: https://baomau.vn", "website: https://a.vn:99999", "99999", "agencies[2].website", "99", "máy chủ"),
    ("website: https://baomau.vn", "website: https://u:p@b.vn", "u:p", "agencies[2].website", "tên đăng nhập", "không"),
    ("[cdn.tinhmau.gov.vn]", "[https://cdn.tinhmau.gov.vn/a]", "cdn", "agencies[0].hosts[0]", "cdn", ": “cdn.tin"),
    ("[cdn.tinhmau.gov.vn]", "[cdn.tinhmau.gov.vn, a b]", "a b", "agencies[0].hosts[1]", "ghi “a b”", "tên máy chủ"),
    ("hosts: [cdn.tinhmau.gov.vn]", "hosts: []", "api/tin", "agencies[0].sections[1].url", "không phải của", "hosts"),
    ("huyenbien.tinhmau.gov.vn/cchc", "huyenbien.vn/cchc", "huyenbien.vn",
     "agencies[1].sections[0].url", "chủ “huyenbien.vn”", "hosts"),
    ("sections:\n      - url: https://snv", "sections:\n      - url: https://snb", "snb", "agencies[0].sections[0].url",
     "máy chủ “snb.", "thêm “snb."),
    ("type: json", "type: json\n        cms: nukevit", "cms", "agencies[0].sections[1].cms", "nukevit", "“nukeviet”?"),
    ('"ul.tin li"', '"ul.tin >> li["', "ul.tin", "agencies[0].sections[0].selectors.item", "ul.tin", "CSS hợp lệ"),
    ('"ul.tin li"', '" "', "item:", "agencies[0].sections[0].selectors.item", "ghi “ ”", "CSS hợp lệ"),
    ('"ul.tin li"', r'"li\0"', "item:", "agencies[0].sections[0].selectors.item", "ghi “li", "CSS hợp lệ"),
    ('"data.items[0]"', '"data..items"', "data..", "agencies[0].sections[1].selectors.item", "data..", "JSON"),
    ("channel: broadcast\n  - id", "channel: own_site\n      - url: https://huyenbien.tinhmau.gov.vn/cchc/\n  - id",
     "vn/cchc/", "agencies[1].sections[2].url", "đã có ở sections[0]", "không chồng nhau"),
    ("vn/tin-tuc", "vn/tin-tuc\n      channel: press", "press", "portal.sections[0].channel", "press", ": portal"),
    ("valid_to: 2024-12-31", "valid_to: 2019-12-31", "2019", "agencies[0].sections[0].valid_to", "trước", "ngày từ"),
    ("valid_from: 2020-01-01", "valid_from: 2025-01-01", "2024-12-31",
     "agencies[0].sections[0].valid_to", "ngoài thời gian", "chồng với"),
    ("delay: 0.5", "allow_addresses: [10.0.0.0/8, mang-noi-bo]", "mang", "crawl.allow_addresses[1]", "mang", "CIDR"),
    ("delay: 0.5", "proxy: 10.0.0.1:3128", "proxy", "crawl.proxy", "không phải là một địa chỉ", "http://10.0.0.1"),
    ("delay: 0.5", "window: 22h-5h", "window", "crawl.window", "22h-5h", "khoảng giờ trong ngày, ví dụ 22:00-05:00"),
    ("delay: 0.5", "window: 05:00-05:00", "window", "crawl.window", "05:00-05:00", "khoảng giờ"),
    (r"cchc@tinhmau.gov.vn", r"cchc@tinhmau.gov.vn\nX: 1", "user_agent", "crawl.user_agent", "X: 1", "một dòng chữ"),
    ("title: Kế hoạch mẫu", "title: Kế hoạch\n  lexicon: tu-dien.yaml", "tu-dien", "plan.lexicon", "tu-dien", "mục"),
    ("title: Kế hoạch mẫu", f"title: Kế hoạch\n  lexicon: {'a' * 300}", "aaa", "plan.lexicon", "không có", "mục"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "on", "path", "found", "expected"), [*MODEL, *RULES])
def test_one_mistake_gives_one_fault_at_its_place(whole, read, old, new, on, path, found, expected):
    assert old in whole
    text = whole.replace(old, new, 1)
    (fault,) = read(text, known=KNOWN).faults
    assert fault.path == path
    assert on in text.split("\n")[fault.line - 1]
    assert found in fault.found
    assert expected in fault.expected


def test_the_sound_registry_has_no_faults_and_no_warnings(fixtures):
    loaded = inspect(fixtures / "whole.yaml", KNOWN, network=True)
    assert (loaded.faults, loaded.warnings) == ((), ())
    assert loaded.registry is not None


def test_ten_different_mistakes_give_ten_faults_in_the_order_of_the_file(fixtures):
    loaded = inspect(fixtures / "ten-mistakes.yaml", network=True)
    assert [(fault.line, fault.path) for fault in loaded.faults] == [
        (5, "province.timezone"),
        (7, "crawl.user_agent"),
        (8, "crawl.dellay"),
        (15, "plan.quotas[0].channel"),
        (25, "plan.quotas[1].minimum"),
        (27, "plan.quotas[2]"),
        (40, "plan.quotas[3].deadline"),
        (51, "agencies[0].website"),
        (54, "agencies[1].id"),
        (59, "agencies[1].sections[0].url"),
    ]
    assert loaded.registry is None


def test_every_fault_is_one_line_with_file_line_path_and_what_was_expected(fixtures):
    path = fixtures / "ten-mistakes.yaml"
    with pytest.raises(RegistryError) as error:
        load(path, network=True)
    head, *lines = str(error.value).split("\n")
    assert head == "Tệp đăng ký có 10 lỗi:"
    assert all(re.match(rf"{re.escape(str(path))}:\d+: [\w.\[\]]+( \(.+?\))?: .+; cần .+", line) for line in lines)
    assert lines[3] == f"{path}:15: plan.quotas[0].channel (chỉ tiêu own-site): ghi “own_sight”; cần " + (
        "một trong: own_site, portal, broadcast, press, document"
    )


def test_a_registry_error_is_bad_input_with_exit_code_2(fixtures):
    with pytest.raises(BadInput) as error:
        load(fixtures / "ten-mistakes.yaml")
    assert error.value.exit_code == 2


@pytest.mark.parametrize(
    ("old", "new", "paths"),
    [
        # A faulty address hides no other mistake and is no reason for further ones.
        ("website: https://snv.tinhmau.gov.vn", "website: snv", ["agencies[0].website"]),
        ("website: https://snv.tinhmau.gov.vn\n", "\n", ["agencies[0].website"]),
        ("hosts: [cdn.tinhmau.gov.vn]", "hosts: cdn.tinhmau.gov.vn", ["agencies[0].hosts"]),
        # Names that hang on a faulty list are not said to be unknown.
        ("id: bao-mau", "id: Bao_Mau", ["agencies[2].id"]),
        ("kind: district", "kind: 1", ["agencies[1].kind"]),
        ("id: radio", "id: Radio_1", ["plan.quotas[2].id"]),
        ("period: week", "period: weekly", ["plan.quotas[2].period"]),
        # What hangs on a neighbouring key is not judged where that key is faulty.
        ("basis: average", "basis: mean", ["plan.quotas[0].basis"]),
        ("year: 2024", "year: '2024'", ["plan.year"]),
        ("name: Cổng tỉnh Mẫu", "nam: Cổng tỉnh Mẫu", ["portal.nam"]),
        ("portal:\n  name", "portal: Cổng\nportla:\n  name", ["portal", "portla"]),
        ("[cdn.tinhmau.gov.vn]", "[1]", ["agencies[0].hosts[0]"]),
        # Two mistakes in one place are two.
        ("minimum: 5", "minimum: 0\n      color: red", ["plan.quotas[0].minimum", "plan.quotas[0].color"]),
        ("kind: district", "kindd: distict", ["agencies[1].kindd"]),
    ],
)
def test_a_mistake_has_no_echo(whole, read, old, new, paths):
    assert old in whole
    assert [fault.path for fault in read(whole.replace(old, new, 1)).faults] == paths


@pytest.mark.parametrize(
    ("path", "owner"),
    [("agencies[1].kind", "cơ quan huyen-bien"), ("plan.quotas[0].minimum", "chỉ tiêu own-site"),
     ("plan.checklist[0].evidence", "nhiệm vụ column"), ("crawl.delay", "")],
)  # fmt: skip
def test_a_fault_names_the_entry_a_person_looks_for(whole, read, path, owner):
    text = whole.replace("kind: district\n", "kind: []\n").replace("minimum: 5", "minimum: x")
    text = text.replace("evidence: fresh", "evidence: 1").replace("delay: 0.5", "delay: x")
    owners = {fault.path: fault.owner for fault in read(text).faults}
    assert owners[path] == owner
