"""The workbook: real dates and numbers, inert texts, heads in sight, the same bytes each time."""

import io
import re
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from reports.audit_xlsx import _moment, xlsx_bytes

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
VN = ZoneInfo("Asia/Ho_Chi_Minh")


def files(made):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def sheets(made):
    """name -> (XML, {cell: text or number as text})"""
    found = files(made)
    strings = [
        "".join(part.text or "" for part in item.iter(f"{{{NS['m']}}}t"))
        for item in ElementTree.fromstring(found["xl/sharedStrings.xml"])
    ]
    names = re.findall(r'<sheet name="([^"]*)"', found["xl/workbook.xml"])
    result = {}
    for number, name in enumerate(names, start=1):
        xml = found[f"xl/worksheets/sheet{number}.xml"]
        cells = {}
        for cell in ElementTree.fromstring(xml).iter(f"{{{NS['m']}}}c"):
            value = cell.find("m:v", NS)
            if value is not None:
                cells[cell.get("r")] = strings[int(value.text)] if cell.get("t") == "s" else value.text
        result[name] = (xml, cells)
    return result


@pytest.fixture(scope="module")
def mixed(make):
    rows, known = make.mixed()
    return make.audit(rows, known=known)


@pytest.fixture(scope="module")
def book(mixed):
    return sheets(xlsx_bytes(mixed))


def test_a_sheet_for_each_quota(book):
    assert list(book) == [
        "Tổng hợp", "III.1.b own-site", "III.1.d portal", "III.6 investment", "III.1.c radio", "III.1.a plan-document",
        "Tin, bài", "Chưa kiểm tra được"]  # fmt: skip


def test_heads_are_frozen_and_filtered_on_every_sheet(book):
    for name, (xml, _) in book.items():
        assert 'state="frozen"' in xml, name
        assert "<autoFilter " in xml, name


def test_exact_figures_are_numbers_and_all_others_say_what_they_are(book):
    _, cells = book["III.1.b own-site"]
    assert [cells[f"{column}3"] for column in "BCD"] == ["Sở số 1", "6", "6"]
    assert cells["C4"] == "4 +1 chờ"
    assert cells["I4"] == "?"
    assert cells["K4"] == "0"
    assert (cells["T3"], cells["T4"]) == ("Đạt", "Chưa kết luận được")


def test_every_post_that_stands_for_a_quota_is_there_with_a_real_date(mixed, book):
    _, cells = book["Tin, bài"]
    titles = [text for at, text in cells.items() if at.startswith("B")][1:]
    assert len(titles) == sum(bool(row.cells) for row in mixed.posts)
    first = float(cells["C3"])
    assert 45_200 < first < 45_700  # days since 1900: in 2023 or 2024


def test_no_text_is_a_formula_or_a_link(make):
    rows = [make.post(1, title='=cmd|"/c calc"!A0', reason="+1", url="https://a.example.vn/=1", section="=1")]
    found = files(xlsx_bytes(make.audit(rows)))
    assert not any("<f>" in xml or "<hyperlink" in xml for xml in found.values())


def test_long_and_odd_titles_are_stored(make):
    rows = [make.post(1, title="a" * 40_000), make.post(2, title="\x00\x08<b>&")]
    _, cells = sheets(xlsx_bytes(make.audit(rows)))["Tin, bài"]
    assert {len(cells["B3"]), cells["B4"]} == {32_000, "<b>&"}


def test_the_same_audit_gives_the_same_bytes(mixed):
    assert xlsx_bytes(mixed) == xlsx_bytes(mixed)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-03-31T18:30:00+00:00", datetime(2024, 4, 1, 1, 30)),  # noqa: DTZ001
        ("2024-03-12", date(2024, 3, 12)),
        ("hôm qua", "hôm qua"),
        ("1899-12-31", "1899-12-31"),
        (None, None),
    ],
)
def test_moments_are_the_provinces(text, value):
    assert _moment(text, VN) == value
