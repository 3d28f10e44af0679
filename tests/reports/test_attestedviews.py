"""Attested evidence in the report: listed, marked where it counts, its files logged, and nothing breaks out."""

import io
import json
import re
import zipfile
from datetime import date, timedelta

import pytest

from reports import audit_json
from reports.attestedviews import MOST_SHOWN
from reports.audit_xlsx import xlsx_bytes
from reports.findings import finding
from reports.html import pages

HASH = "0" * 64
EVIL = '</td></table><script>alert("1")</script>\u202e'


@pytest.fixture(scope="module")
def made(make):
    rows, known = make.mixed()
    row, hand = make.evidence, make.handed_in
    stands = hand(
        row(2, reference="https://so.example.vn/van-ban/12", note="Phát lại hai lần"),
        row(3, "huyen-1", "radio", "2024-12-25"),
        row(4, "so-2", "plan-document", "2024-03-01"),
        row(5, "huyen-1", "report"),
        row(6, quota="gone"),
        row(7, title=rows[0].title, day=rows[0].published[:10]),
    )
    undone = hand(row(2), number=2, undone_by="Trần Thị Bình", undone_at="2025-01-04T08:00:00+07:00")
    return make.audit(rows, known=known, files=[stands, undone])


@pytest.fixture(scope="module")
def html(made):
    return dict(pages(made, HASH))


def lines(page):
    return re.findall(r'<tr class="attested">.*?</tr>', page)


def test_each_row_stands_in_its_period_with_its_evidence(html):
    page = html["agencies/so-1.html"]
    march = page[page.index('id="q-own-site--2024-03"') : page.index('id="q-own-site--2024-04"')]
    (line,) = lines(march)
    for told in ("Phát thanh về một cửa, số 2", "sổ phát thanh", 'href="https://so.example.vn/van-ban/12"',
                 "Phát lại hai lần", "12/03/2024", "Hồ sơ xác nhận, được tính", "do Nguyễn Văn An xác nhận, dòng 2",
                 "1111111111111111"):  # fmt: skip
        assert told in line


@pytest.mark.parametrize(
    ("agency", "told"),
    [
        ("so-1", ["Hồ sơ xác nhận, không tính", "danh bạ không còn chỉ tiêu hoặc nhiệm vụ này"]),
        ("so-1", ["Hồ sơ xác nhận, đã tính ở nơi khác", "đã được tính từ trang web"]),
        ("so-2", ["Hồ sơ xác nhận, muộn hạn, không tính", "văn bản có ngày sau hạn"]),
        ("huyen-1", ["nhiệm vụ không có số lượng; không ảnh hưởng đến kết quả"]),
        ("huyen-1", ["Hồ sơ xác nhận, được tính", "25/12/2024"]),
    ],
)
def test_what_does_not_count_says_why(html, agency, told):
    assert any(all(words in line for words in told) for line in lines(html[f"agencies/{agency}.html"]))


def test_every_cell_that_it_counts_in_says_so(made, html):
    marked = re.findall(r'title="[^"]*: [^"]*theo hồ sơ xác nhận">', html["index.html"])
    assert [words.split(":")[0] for words in marked] == ['title="tháng 3/2024', 'title="tuần 52/2024 (23/12–29/12)']
    assert html["index.html"].count('<span class="aside">1 xác nhận</span>') == 2
    spoken = "<title>Sở số 1, tháng 3/2024: [^<]*1 theo hồ sơ xác nhận</title>"
    heated = re.search(rf"{spoken}</rect><text[^>]*>(\S+)</text>", html["index.html"])
    assert heated[1].endswith("*")
    findings = [q.count for agency in made.agencies for q in agency.quotas]
    assert sum(cell.attested for count in findings for cell in count.periods.values()) == 2
    assert html["index.html"].count("Trong số được tính có 1 theo hồ sơ xác nhận.") == 2


def test_a_duty_without_a_number_tells_how_much_is_attested(html):
    assert "cần đối chiếu hồ sơ. Có 1 dòng hồ sơ xác nhận" in html["agencies/huyen-1.html"]
    assert "Có 1 dòng hồ sơ xác nhận" in html["index.html"]


def test_a_document_that_is_attested_alone_was_not_seen_published(make):
    made = make.audit([], files=[make.handed_in(make.evidence(2, quota="plan-document", day="2024-01-20"))])
    (told,) = [finding(one) for one in made.agencies[0].quotas if one.quota.id == "plan-document"]
    assert told == "Có văn bản đúng hạn (hạn 31/01/2024), chưa thấy đăng. Trong số được tính có 1 theo hồ sơ xác nhận."


def test_files_are_logged_those_undone_too(html):
    log = html["index.html"].partition('id="ho-so"')[2].partition("<h3>")[0]
    assert "2" * 64 in log
    assert "đã hủy: Trần Thị Bình, 04/01/2025 08:00" in log
    assert "<s><bdi>so-2.xlsx</bdi></s>" in log
    assert log.count("đang được tính") == 1


def test_it_is_in_the_data(made):
    data = json.loads(audit_json.written(made)[0])["data"]
    assert [row["state"] for row in data["attested"]] == ["count", "void", "seen", "late", "count", "duty"]
    assert data["attested"][0] == {
        "file": "1" * 64, "row": 2, "agency": "so-1", "quota": "own-site", "period": "2024-03", "date": "2024-03-12",
        "title": "Phát thanh về một cửa, số 2", "kind": "sổ phát thanh", "note": "Phát lại hai lần",
        "reference": "https://so.example.vn/van-ban/12", "who": "Nguyễn Văn An", "state": "count", "why": None,
    }  # fmt: skip
    assert [file["undone"] for file in data["attested_files"]] == [
        None,
        {"who": "Trần Thị Bình", "at": "2025-01-04T08:00:00+07:00"},
    ]


def test_the_workbook_has_it_and_marks_figures_that_stay_numbers(made):
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(made))) as book:
        names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
        styles, strings = (book.read(f"xl/{name}.xml").decode() for name in ("styles", "sharedStrings"))
    assert names[-2:] == ["Hồ sơ xác nhận", "Tệp hồ sơ"]
    assert "0 &quot;(1 xác nhận)&quot;" in styles
    for told in ("Trần Thị Bình", "2" * 64, "Phát lại hai lần", "Hồ sơ xác nhận, đã tính ở nơi khác"):
        assert told in strings


def test_nothing_of_it_breaks_out(make):
    file = make.handed_in(
        make.evidence(2, title=EVIL, kind=EVIL, reference=f"https://x.vn/{EVIL}", note="javascript:alert(1)"),
        name=EVIL, who=EVIL,
    )  # fmt: skip
    for page in dict(pages(make.audit([], files=[file]), HASH)).values():
        assert "<script>alert" not in page
        assert "\u202e" not in page
        assert 'href="javascript' not in page


def test_a_page_shows_no_more_than_it_has_room_for(make):
    days = [(date(2024, 1, 1) + timedelta(days=n)).isoformat() for n in range(366)]
    files = [make.handed_in(*(make.evidence(n, day=day) for n, day in enumerate(days * 20, start=2)))]
    page = dict(pages(make.audit([], files=files), HASH))["agencies/so-1.html"]
    assert len(lines(page)) == 12 * MOST_SHOWN
    assert f"Còn {31 * 20 - MOST_SHOWN} dòng hồ sơ xác nhận khác" in page
    assert len(page.encode()) < 1_000_000


def test_without_any_nothing_is_said_of_it(make):
    found = dict(pages(make.audit([make.post(1)]), HASH))
    assert 'id="ho-so"' not in found["index.html"]
    assert 'id="ho-so"' not in found["agencies/so-1.html"]
