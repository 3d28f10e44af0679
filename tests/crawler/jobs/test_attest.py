"""`cchc attest` as a job: what a file must be, that a bad one stores nothing, and that undoing restores the counts."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler.attested import AttestedRow
from crawler.errors import BadInput
from crawler.jobs.attest import attest, attested_files, undo
from crawler.jobs.attest_cells import ALIASES, COLUMNS
from crawler.jobs.attest_file import BadRows, read
from crawler.jobs.count import count
from crawler.text import fold

NOW = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)
HEAD = ("agency", "quota", "date", "title", "kind", "reference", "note")
GOOD = ("huyen-a", "broadcast", "2024-03-05", "Một cửa", "sổ phát thanh", "quyển 1", "")
ROW = AttestedRow(2, "huyen-a", "broadcast", date(2024, 3, 5), "Một cửa", "sổ phát thanh", "quyển 1")
REGISTRY = """\
version: 1
province: {id: tinh-x, name: Tỉnh X}
plan:
  year: 2024
  title: Kế hoạch năm 2024
  quotas:
    - {id: own-site, clause: III.1.b, channel: own_site, topic: cchc, period: month, minimum: 1, basis: average,
       kinds: [department], valid_from: 2024-02-01}
    - {id: broadcast, clause: III.1.c, channel: broadcast, topic: cchc, period: week, minimum: 1, basis: each,
       kinds: [district]}
    - {id: plan-document, clause: III.1.a, channel: document, document: communication-plan, period: once, minimum: 1,
       deadline: 2024-01-31, kinds: [department, district]}
  checklist:
    - {id: report, clause: III.1.đ, kinds: [district], evidence: attested, duty: Báo cáo định kỳ}
agencies:
  - {id: so-a, name: Sở A, kind: department, website: "https://a.example.vn"}
  - {id: huyen-a, name: UBND huyện Ả, kind: district, website: "https://b.example.vn"}
"""


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    path = tmp_path / "site_registry.yaml"
    path.write_text(REGISTRY, "utf-8")
    return path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "cchc.db"


def csv_file(rows: Sequence[Sequence[str]], *, sign: str = ",", encoding: str = "utf-8", head: Any = HEAD) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows([head, *rows])
    return out.getvalue().encode(encoding)


def xlsx_file(rows: Sequence[Sequence[Any]], *, head: Any = HEAD, more: Sequence[Sequence[Any]] = ()) -> bytes:
    book = openpyxl.Workbook()
    for row in (head, *rows):
        book.active.append(list(row))
    if more:
        other = book.create_sheet("Khác")
        for row in more:
            other.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def but(**cells: Any) -> tuple[Any, ...]:
    """The good row with some cells changed."""
    return tuple(cells.get(name, value) for name, value in zip(HEAD, GOOD, strict=True))


def given_file(folder: Path, body: bytes, name: str = "so.csv") -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


def stored(registry: Path, db: Path, body: bytes, name: str = "so.csv") -> tuple[AttestedRow, ...]:
    return attest(registry, db, given_file(registry.parent, body, name), by="An", now=NOW).file.rows


BAD_CELLS = [
    ({"agency": ""}, "agency", "trống", "tên một cơ quan"),
    ({"agency": "huyen-z"}, "agency", "“huyen-z”", "tên một cơ quan"),
    ({"quota": ""}, "quota", "trống", "broadcast, plan-document, report"),
    ({"quota": "radio"}, "quota", "“radio”", "broadcast, plan-document, report"),
    ({"quota": "own-site"}, "quota", "không áp dụng cho cơ quan “huyen-a”", "broadcast, plan-document, report"),
    ({"date": ""}, "date", "trống", "2024-03-05"),
    ({"date": "tháng 3"}, "date", "“tháng 3”", "2024-03-05"),
    ({"date": "03/2024"}, "date", "“03/2024”", "2024-03-05"),
    ({"date": "5/3/24"}, "date", "“5/3/24”", "2024-03-05"),
    ({"date": "2024-3-5"}, "date", "“2024-3-5”", "2024-03-05"),
    ({"date": "2024/03/05"}, "date", "“2024/03/05”", "2024-03-05"),
    ({"date": "45356"}, "date", "“45356”", "2024-03-05"),
    ({"date": "03/25/2024"}, "date", "không có trong lịch", "2024-03-05"),
    ({"date": "2024-02-30"}, "date", "không có trong lịch", "2024-03-05"),
    ({"date": "2023-12-31"}, "date", "không thuộc kỳ nào của kế hoạch năm 2024", "năm 2024"),
    ({"date": "30/12/2024"}, "date", "không thuộc kỳ nào của kế hoạch năm 2024", "tuần theo lịch ISO"),
    ({"date": "2025-01-08"}, "date", "chưa đến", "không sau hôm nay"),
    ({"quota": "plan-document", "date": "2023-09-30"}, "date", "không thuộc kỳ nào", "01/10/2023"),
    ({"quota": "report", "date": "2023-09-30"}, "date", "không thuộc kỳ nào", "năm 2024"),
    ({"agency": "so-a", "quota": "own-site", "date": "2024-01-31"}, "date", "không có hiệu lực", "hiệu lực"),
    ({"title": ""}, "title", "trống", "tiêu đề"),
    ({"title": " \u200b "}, "title", "trống", "tiêu đề"),
    ({"kind": ""}, "kind", "trống", "loại hồ sơ"),
    ({"title": "x" * 501}, "title", "501 ký tự", "nhiều nhất 500"),
    ({"title": "Dài", "note": "x" * 2001}, "note", "2001 ký tự", "nhiều nhất 2000"),
    ({"title": "Má»™t cá»­a"}, "title", "bảng mã", "Unicode"),
    ({"title": "C¶i c¸ch hµnh chÝnh"}, "title", "bảng mã", "Unicode"),
    ({"title": "Một\x07cửa"}, "title", "Một·cửa", "Unicode"),
    ({"title": "Hỏng", "note": "M\ufffdt c\ufffda"}, "note", "bảng mã", "Unicode"),
]


@pytest.mark.parametrize(("cells", "column", "found", "expected"), BAD_CELLS)
def test_a_bad_cell_is_named_and_nothing_is_stored(
    registry: Path, db: Path, cells: dict[str, str], column: str, found: str, expected: str
) -> None:
    body = csv_file([GOOD, but(**cells)])
    with pytest.raises(BadRows) as caught:
        stored(registry, db, body)
    (fault,) = caught.value.faults
    assert (fault.row, fault.column) == (3, column)
    assert found in fault.found
    assert expected in fault.expected
    assert f"Dòng 3, cột {column}: " in str(caught.value)
    assert not db.exists()


def test_all_that_is_wrong_is_told_at_once(registry: Path, db: Path) -> None:
    rows = [but(**cells) for cells, *_ in BAD_CELLS]
    with pytest.raises(BadRows) as caught:
        stored(registry, db, csv_file(rows))
    told = [(fault.row, fault.column) for fault in caught.value.faults]
    assert told == [(row, column) for row, (_, column, *_) in enumerate(BAD_CELLS, start=2)]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (("agency", "quota", "date", "title", "kind", "reference"), "cột note: không có cột này"),
        ((*HEAD, "who"), "tên cột “who” không có trong mẫu"),
        ((*HEAD, "ngày"), "cột date: có hai cột cùng tên"),
        (("a", "b"), "cột agency: không có cột này"),
    ],
)
def test_heads_are_the_columns_and_no_others(registry: Path, db: Path, head: tuple[str, ...], told: str) -> None:
    with pytest.raises(BadRows) as caught:
        stored(registry, db, csv_file([GOOD], head=head))
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("so.csv", b"", "trống"),
        ("so.csv", b"\xef\xbb\xbf \n,,,\n", "trống"),
        ("so.csv", csv_file([]), "không có dòng nào"),
        ("so.csv", csv_file([but(title="Một cửa")], encoding="utf-16"), "UTF-16"),
        ("so.csv", "agency,quota\nSơ\u0309 Nô\u0323i vu\u0323".encode("cp1258"), "không phải UTF-8 (dòng 2)"),
        ("so.csv", b"agency,quota\nS\xeb N\xe9i v\xf4", "không phải UTF-8 (dòng 2)"),
        ("so.csv", csv_file([GOOD]) + b"\0", "không phải tệp chữ"),
        ("so.csv", csv_file([GOOD]) + b'"open', "dấu ngoặc kép"),
        ("so.csv", xlsx_file([GOOD]), "bảng tính Excel"),
        ("so.xlsx", csv_file([GOOD]), "không phải bảng XLSX"),
        ("so.xlsx", xlsx_file([GOOD])[:900], "không phải bảng XLSX"),
        ("so.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "dạng cũ"),
        ("so.xlsx", xlsx_file([GOOD], more=[("thêm",)]), "2 trang tính"),
        ("so.ods", xlsx_file([GOOD]), ".csv hoặc .xlsx"),
    ],
)
def test_a_file_that_is_none_is_refused(registry: Path, db: Path, name: str, body: bytes, told: str) -> None:
    with pytest.raises(BadInput, match="Tệp so") as caught:
        stored(registry, db, body, name)
    assert told in str(caught.value)
    assert not db.exists()


def test_a_missing_file_and_a_nameless_witness_are_refused(registry: Path, db: Path) -> None:
    with pytest.raises(BadInput, match="Không đọc được tệp"):
        attest(registry, db, registry.parent / "khong-co.csv", by="An", now=NOW)
    with pytest.raises(BadInput, match="--by"):
        attest(registry, db, given_file(registry.parent, csv_file([GOOD])), by=" \u200b", now=NOW)
    assert not db.exists()


@pytest.mark.parametrize(
    "body",
    [
        csv_file([GOOD]),
        csv_file([GOOD], encoding="utf-8-sig"),
        csv_file([GOOD], sign=";", encoding="utf-8-sig"),
        csv_file([GOOD], sign="\t"),
        csv_file([GOOD]).replace(b"\r\n", b"\n"),
        csv_file([but(date="05/03/2024")]),
        csv_file([but(date="5/3/2024")]),
        csv_file([but(agency="UBND huyện Ả")]),
        csv_file([but(title="  Một   cửa ")]),
        csv_file([but(title="Mô\u0323t cư\u0309a")]),
        csv_file([GOOD, [""] * 7]),
        csv_file([GOOD], head=("Cơ quan", "Chỉ tiêu", "Ngày", "Tiêu đề", "Loại", "Căn cứ", "Ghi chú")),
        csv_file([GOOD[::-1]], head=HEAD[::-1]),
    ],
)
def test_ways_to_write_the_same_row(registry: Path, db: Path, body: bytes) -> None:
    assert stored(registry, db, body) == (ROW,)


def test_the_other_names_of_columns_stand_in_the_doc() -> None:
    text = (Path(__file__).parents[3] / "docs" / "attest.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([^|]*) \|", text.partition("## How it counts")[0], re.MULTILINE)
    assert [column for column, _ in rows] == list(COLUMNS)
    told = {fold(name): column for column, names in rows for name in names.split(", ")}
    assert told == ALIASES


@pytest.mark.parametrize(
    "title",
    [
        "Phóng sự «Lát đá», phát lại", "Pa nô 15×20 và 20×30", "· Một cửa · Một cửa liên thông", "XÃ HỘI HÓA Ở XÃ A",
        "Chương trình © Đài ® tỉnh", "Diện tích 5 m², đạt 0,5‰", "Ông Müller tham dự", "CÂU HỎI Ý KIẾN Ở ĐẤT MŨI Ỳ Ỵ",
    ],
)  # fmt: skip
def test_signs_that_look_strange_are_no_broken_text(registry: Path, db: Path, title: str) -> None:
    assert [row.title for row in stored(registry, db, csv_file([but(title=title)]))] == [title]


@pytest.mark.parametrize("code", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", ["Sở Nội vụ", "Tuyên truyền cải cách hành chính", "Đường dây nóng", "Một cửa"])
def test_text_read_in_another_code_page_is_seen(registry: Path, db: Path, text: str, code: str) -> None:
    broken = text.encode().decode(code, "replace")
    with pytest.raises(BadRows, match="bảng mã"):
        stored(registry, db, csv_file([but(title=broken)]))


def test_formulas_are_text_in_csv_and_refused_in_xlsx(registry: Path, db: Path) -> None:
    formula = '=HYPERLINK("http://x","y")'
    assert [row.title for row in stored(registry, db, csv_file([but(title=formula)]))] == [formula]
    with pytest.raises(BadRows, match="cột title: là công thức; cần chữ"):
        stored(registry, db, xlsx_file([but(title=formula)]), "so.xlsx")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"title": date(2024, 3, 5)}, "cột title: là ô kiểu ngày (05/03/2024)"),
        ({"reference": date(2024, 3, 5)}, "cột reference: là ô kiểu ngày"),
        ({"date": 45356}, "cột date: ghi “45356”"),
        ({"date": "=TODAY()"}, "cột date: là công thức"),
        ({"note": True}, "cột note: là giá trị True"),
        ({"agency": "#N/A"}, "cột agency: là lỗi #N/A"),
    ],
)
def test_what_is_no_text_in_a_workbook_is_told_once(registry: Path, db: Path, cells: Any, told: str) -> None:
    with pytest.raises(BadRows) as caught:
        stored(registry, db, xlsx_file([but(**cells)]), "so.xlsx")
    assert len(caught.value.faults) == 1
    assert told in str(caught.value)
    assert not db.exists()


@pytest.mark.parametrize("day", ["2024-03-05", "05/03/2024", date(2024, 3, 5), datetime(2024, 3, 5, 17, 0)])  # noqa: DTZ001
def test_a_workbook_says_the_same_as_the_text(registry: Path, db: Path, day: Any) -> None:
    assert stored(registry, db, xlsx_file([but(date=day)]), "so.xlsx") == (ROW,)


def test_numbers_in_a_workbook_are_read_as_written(registry: Path, db: Path) -> None:
    (row,) = stored(registry, db, xlsx_file([but(reference=12, note=1.5)]), "so.xlsx")
    assert (row.reference, row.note) == ("12", "1.5")


def test_a_blank_line_keeps_the_numbers_of_those_below(registry: Path, db: Path) -> None:
    rows = [GOOD, [None] * 7, but(title="Hai"), but(title="Ba", quota="radio")]
    for body, name in ((xlsx_file(rows), "so.xlsx"), (csv_file([[c or "" for c in row] for row in rows]), "so.csv")):
        with pytest.raises(BadRows) as caught:
            stored(registry, db, body, name)
        assert [fault.row for fault in caught.value.faults] == [5]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_of_libreoffice_is_read(registry: Path, db: Path) -> None:
    given_file(registry.parent, xlsx_file([but(date=date(2024, 3, 5))]), "vao.xlsx")
    subprocess.run(["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir",
                    str(registry.parent / "ra"), str(registry.parent / "vao.xlsx")],
                   check=True, timeout=120, capture_output=True)  # fmt: skip
    assert stored(registry, db, (registry.parent / "ra" / "vao.xlsx").read_bytes(), "so.xlsx") == (ROW,)


def test_rows_said_twice_are_refused(registry: Path, db: Path) -> None:
    with pytest.raises(BadRows, match="Dòng 3, cột title: trùng dòng 2"):
        stored(registry, db, csv_file([GOOD, but(title="MỘT cửa", reference="quyển 2")]))
    stored(registry, db, csv_file([GOOD]))
    with pytest.raises(BadRows, match=r"trùng dòng 2 của tệp so\.csv"):
        stored(registry, db, csv_file([but(title="Mới"), GOOD]))
    assert [len(file.rows) for file in attested_files(db)] == [1]


def test_the_same_file_twice_is_stored_once(registry: Path, db: Path) -> None:
    file = given_file(registry.parent, csv_file([GOOD]))
    first, second = (attest(registry, db, file, by=who, now=NOW) for who in ("An", "Bình"))
    assert (first.already, second.already) == (False, True)
    assert first.file == second.file == attested_files(db)[0]
    assert first.file.hash == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (first.file.who, first.file.at) == ("An", NOW.isoformat())


def test_undoing_takes_a_file_back_until_it_is_handed_in_again(registry: Path, db: Path) -> None:
    file = given_file(registry.parent, csv_file([GOOD]))
    digest = attest(registry, db, file, by="An", now=NOW).file.hash
    done = undo(db, f"SHA256:{digest[:12].upper()}", by="Bình", now=NOW)
    assert (done.already, done.file.undone_by, done.file.stands) == (False, "Bình", False)
    assert undo(db, digest, by="Cúc", now=NOW).file.undone_by == "Bình"
    assert not attest(registry, db, file, by="Dũng", now=NOW).already
    assert [one.stands for one in attested_files(db)] == [False, True]
    assert undo(db, digest, by="Bình", now=NOW).file.number == 2


@pytest.mark.parametrize("digest", ["", "zz", "1234567", "f" * 65, "00000000", "sha256:", "12345678%"])
def test_a_hash_that_is_none_or_nobodys_is_refused(registry: Path, db: Path, digest: str) -> None:
    stored(registry, db, csv_file([GOOD]))
    with pytest.raises(BadInput, match="mã"):
        undo(db, digest, by="An", now=NOW)


def test_counts_notice_what_is_attested_and_undone(registry: Path, db: Path) -> None:
    rows = [GOOD, but(quota="plan-document", date="2024-01-30"), but(quota="report")]
    digest = attest(registry, db, given_file(registry.parent, csv_file(rows)), by="An", now=NOW).file.hash
    told = count(registry, db, as_of=date(2024, 12, 31)).agencies[1]
    cell = told.quotas[0].periods["2024-W10"]
    assert (cell.count, cell.attested, cell.met, told.quotas[0].reason) == (1, 1, True, "no_section")
    assert told.quotas[1].verdict == "met"
    undo(db, digest, by="An", now=NOW)
    again = count(registry, db, as_of=date(2024, 12, 31)).agencies[1]
    assert [quota.total for quota in again.quotas] == [0, 0]
    assert again.quotas[0].periods["2024-W10"] == replace(cell, count=0, attested=0, met=None)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=80).map(lambda tail: csv_file([GOOD]) + tail),
        st.text(max_size=100).map(lambda text: csv_file([but(title=text or "x")], encoding="utf-8")),
    ),
    st.sampled_from(["so.csv", "so.xlsx"]),
)
@example(b"\xd0\xcf", "so.xlsx")
def test_no_bytes_crash_it_or_are_stored_in_part(registry: Path, db: Path, body: bytes, name: str) -> None:
    db.unlink(missing_ok=True)
    try:
        rows = stored(registry, db, body, name)
    except BadInput:
        assert not db.exists()
    else:
        assert rows[0].agency == "huyen-a"


PARTS = sorted(zipfile.ZipFile(io.BytesIO(xlsx_file([GOOD]))).namelist())


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PARTS), st.integers(0, 3000), st.binary(min_size=1, max_size=12), st.booleans())
def test_no_broken_part_of_a_workbook_crashes_it(part: str, at: int, junk: bytes, cut: bool) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_file([GOOD]))) as old, zipfile.ZipFile(out, "w") as new:
        for name in PARTS:
            body = old.read(name)
            if name == part:
                body = body[:at] if cut else body[:at] + junk + body[at + len(junk) :]
            new.writestr(name, body)
    with suppress(BadInput):
        assert read("so.xlsx", out.getvalue())
