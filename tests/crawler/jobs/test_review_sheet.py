"""The queue as a workbook: what goes out, what comes back, and what of a bad file is stored (nothing)."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from crawler.errors import BadInput
from crawler.jobs.review import log, rule, waiting
from crawler.jobs.review_files import export, take_back
from crawler.jobs.review_sheet import FIRST_ROW, HEADS, Queued, read_sheet, sheet_bytes
from crawler.jobs.ruling import Ruling
from crawler.registry.load import load
from crawler.registry.sections import resolved_sections
from crawler.store import crawls, open_store
from crawler.store import posts as stored
from crawler.store.records import CrawlRecord, CreditRecord
from tests.crawler.store import making

REGISTRY = """\
version: 1
province: {id: tinh-x, name: Tỉnh X}
plan:
  year: 2024
  title: Kế hoạch năm 2024
  quotas:
    - {id: portal, clause: III.1.d, channel: portal, topic: cchc, period: month, minimum: 2, kinds: [department]}
portal: {name: Cổng, website: "https://x.vn", sections: [{url: "https://x.vn/tin"}]}
agencies:
  - {id: so-a, name: Sở A, kind: department, website: "https://a.vn", sections: [{url: "https://a.vn/cchc"}]}
  - {id: so-b, name: =Sở B(), kind: department, website: "https://b.vn", sections: [{url: "https://b.vn/cchc"}]}
"""
FORMULA = '=HYPERLINK("http://evil.vn")'
AT = datetime(2024, 5, 2, tzinfo=UTC)


class Desk:
    """A store with three posts of the portal: a candidate's, nobody's, and one with a day too many."""

    def __init__(self, folder: Path) -> None:
        self.registry, self.db, self.file = folder / "r.yaml", folder / "c.db", folder / "q.xlsx"
        self.registry.write_text(REGISTRY, encoding="utf-8")
        registry = load(self.registry)
        db = open_store(self.db)
        crawls.put_sections(db, resolved_sections(registry))
        crawls.begin_crawl(db, CrawlRecord("c1", making.AT.isoformat(), "test", "hash", None, None, False))
        section = resolved_sections(registry)[0].section
        credited = {1: [("so-a", "candidate"), ("so-b", "candidate")], 2: [], 3: [("so-a", "credited")]}
        for number, agencies in credited.items():
            self.post(db, section, number, agencies)
        db.close()

    def post(self, db, section, number, agencies):
        key = f"x.vn/{number}"
        days = ("2024-03-31", "2024-04-01") if number == 3 else ("2024-03-05",)
        record = making.record(
            f"x.vn~{number}", url=f"https://{key}", title=FORMULA if number == 1 else f"Bài {number}",
            body=f"Nội dung {number}", date_days=days, date_grade="C" if number == 3 else "A",
        )  # fmt: skip
        credit = tuple(CreditRecord(record.id, one, kind, "source", "x", 0.9) for one, kind in agencies)
        making.save(db, record, keys=(key,), credited=credit)
        crawls.add_list_page(db, making.list_page(making.entry(key), section=section))

    def export(self) -> int:
        return export(self.registry, self.db, self.file)

    def fill(self, *rows: dict[str, object]) -> None:
        """Fills in rows by the number of the post, as somebody does with a spreadsheet."""
        book = openpyxl.load_workbook(self.file)
        sheet = book.worksheets[0]
        columns = {cell.value: cell.column for cell in sheet[FIRST_ROW - 1]}
        lines = {sheet.cell(line, 1).value: line for line in range(FIRST_ROW, sheet.max_row + 1)}
        for row in rows:
            line = lines.get(f"x.vn~{row['post']}") or sheet.max_row + 1
            for head, value in row.items():
                if head != "post":
                    sheet.cell(line, columns[head], value)
        book.save(self.file)

    def take(self):
        return take_back(self.registry, self.db, self.file)

    def log(self):
        return [(one.decision.post, one.decision.action, one.decision.value) for one in log(self.registry, self.db)]

    def waits(self):
        return sorted({row.id for row in waiting(self.registry, self.db)})


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


SIGNED = {"Người quyết định": "An", "Lý do": "đã xem"}


def test_the_queue_goes_out_is_filled_in_and_comes_back(desk):
    assert desk.export() == 3
    desk.fill(
        {"post": 1, "Ghi cho cơ quan": "so-b", **SIGNED},
        {"post": 2, "Quyết định": "Loại", **SIGNED},
        {"post": 3, "Ngày đăng đúng": datetime(2024, 4, 1), "Quyết định": "tính", **SIGNED},  # noqa: DTZ001
    )
    done = desk.take()
    assert (done.given, done.decided.stored) == (4, 4)
    assert sorted(desk.log()) == [
        ("x.vn~1", "agency", "so-b"),
        ("x.vn~2", "reject", ""),
        ("x.vn~3", "count", ""),
        ("x.vn~3", "date", "2024-04-01"),
    ]
    assert desk.waits() == []
    assert [(c.agency, c.period, c.after.count) for c in done.decided.cells if c.after.count] == [
        ("so-a", "2024-04", 1), ("so-b", "2024-03", 1),
    ]  # fmt: skip


def test_the_same_file_twice_stores_nothing_twice(desk):
    desk.export()
    desk.fill({"post": 2, "Quyết định": "tính", **SIGNED})
    desk.take()
    rule(desk.registry, desk.db, "x.vn~2", Ruling("reject", "", "Bình", "không phải"))
    again = desk.take()
    assert (again.given, again.decided.stored, again.decided.cells) == (1, 0, ())
    assert [action for _, action, _ in desk.log()] == ["count", "reject"]
    desk.fill({"post": 1, "Quyết định": "loại", **SIGNED})
    assert desk.take().decided.stored == 1  # a row more


def test_rows_that_decide_nothing_are_skipped(desk):
    desk.export()
    desk.fill({"post": 1, "Lý do": "chưa rõ"}, {"post": 2, "Người quyết định": "An"})
    assert desk.take().given == 0
    assert desk.log() == []


def test_nobody_s_post_about_nothing_that_is_counted_does_not_wait(desk):
    assert desk.waits() == ["x.vn~1", "x.vn~2", "x.vn~3"]
    store = open_store(desk.db)
    with store.atomic():
        store.execute("UPDATE verdict SET topics = '[]', label = 'off_topic' WHERE post = 'x.vn~2'")
    assert desk.waits() == ["x.vn~1", "x.vn~3"]
    with store.atomic():
        store.execute("UPDATE verdict SET reviews = '[\"cchc\"]' WHERE post = 'x.vn~2'")
    assert desk.waits() == ["x.vn~1", "x.vn~2", "x.vn~3"]


def test_a_new_queue_does_not_take_the_place_of_work_not_handed_in(desk):
    desk.export()
    assert desk.export() == 3  # nothing filled in yet
    desk.fill({"post": 2, "Quyết định": "tính", **SIGNED})
    with pytest.raises(BadInput, match="còn quyết định chưa đưa lại"):
        desk.export()
    desk.take()
    assert desk.export() == 3
    desk.fill({"post": 2, "Quyết định": "có lẽ", **SIGNED})
    with pytest.raises(BadInput, match="chọn tên khác"):
        desk.export()
    desk.file.write_text("của người khác", encoding="utf-8")
    with pytest.raises(BadInput, match="chọn tên khác"):
        desk.export()
    assert desk.file.read_text(encoding="utf-8") == "của người khác"


FAULTS = {
    "another word": ({"post": 1, "Quyết định": "có", **SIGNED}, "cần “tính” hoặc “loại”"),
    "nobody": ({"post": 1, "Quyết định": "tính", "Lý do": "x"}, "“Người quyết định” trống"),
    "no reason": ({"post": 1, "Quyết định": "tính", "Người quyết định": "An"}, "“Lý do” trống"),
    "an unknown agency": ({"post": 1, "Ghi cho cơ quan": "so-c", **SIGNED}, "không có cơ quan: so-c"),
    "an unknown post": ({"post": 9, "Mã": "x.vn~9", "Quyết định": "tính", **SIGNED}, "Không có tin, bài mã “x.vn~9”"),
    "no post": ({"post": 9, "Quyết định": "tính", **SIGNED}, "cột “Mã” trống"),
    "a day in another spelling": ({"post": 1, "Ngày đăng đúng": "05/03/2024", **SIGNED}, "cần ngày dạng 2024-03-05"),
    "no day of any calendar": ({"post": 1, "Ngày đăng đúng": "2024-02-30", **SIGNED}, "không phải ngày"),
    "a number for a day": ({"post": 1, "Ngày đăng đúng": 45000, **SIGNED}, "cần ngày dạng 2024-03-05"),
    "a day to come": ({"post": 1, "Ngày đăng đúng": "2199-01-01", **SIGNED}, "chưa tới"),
    "a formula": ({"post": 1, "Quyết định": "=1+1", **SIGNED}, "công thức"),
    "a formula for a reason": (
        {"post": 1, "Quyết định": "tính", "Người quyết định": "An", "Lý do": FORMULA}, "công thức",
    ),
    "a formula for a day": ({"post": 1, "Ngày đăng đúng": "=TODAY()", **SIGNED}, "công thức"),
    "a quota without a word": (
        {"post": 1, "Chỉ cho chỉ tiêu": "portal", "Ghi cho cơ quan": "so-a", **SIGNED}, "chỉ dùng khi",
    ),
    "an unknown quota": ({"post": 1, "Chỉ cho chỉ tiêu": "x", "Quyết định": "tính", **SIGNED}, "không có chỉ tiêu “x”"),
    "the same post twice": ({"post": 9, "Mã": "x.vn~2", "Quyết định": "tính", **SIGNED}, "đã có quyết định ở dòng"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_of_a_file_with_a_bad_row_nothing_is_stored(desk, name):
    row, said = FAULTS[name]
    desk.export()
    desk.fill({"post": 2, "Quyết định": "tính", **SIGNED}, row)
    waits = desk.waits()
    with pytest.raises(BadInput, match=r"1 dòng sai, chưa lưu gì:\nDòng \d+: ") as error:
        desk.take()
    assert said in str(error.value)
    assert error.value.exit_code == 2
    assert (desk.log(), desk.waits()) == ([], waits)
    assert not list(open_store(desk.db).query("SELECT 1 FROM decision"))


def test_every_bad_row_is_named(desk):
    desk.export()
    desk.fill({"post": 1, "Quyết định": "có", **SIGNED}, {"post": 3, "Ghi cho cơ quan": "so-c", **SIGNED})
    with pytest.raises(BadInput) as error:
        desk.take()
    assert [line.split(":")[0] for line in str(error.value).splitlines()[1:]] == ["Dòng 4", "Dòng 5"]


def test_texts_go_out_as_texts(desk):
    desk.export()
    sheet = openpyxl.load_workbook(desk.file).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert FORMULA in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_a_change_between_export_and_import_shows(desk):
    desk.export()
    desk.fill({"post": 2, "Quyết định": "loại", **SIGNED})
    store = open_store(desk.db)
    old = next(stored.post_records(store, "x.vn~2"))
    making.save(store, replace(old, body="Một tin khác hẳn với tin trước đó."))
    desk.take()
    assert [row.recheck for row in waiting(desk.registry, desk.db) if row.id == "x.vn~2"] == [True]


NOT_SHEETS = {
    "no such file": None,
    "text": b"Quyet dinh;tinh",
    "an empty archive": b"PK\x05\x06" + bytes(18),
    "nothing": b"",
}


@pytest.mark.parametrize("name", NOT_SHEETS)
def test_what_is_no_workbook_is_said_to_be_none(tmp_path, name):
    content = NOT_SHEETS[name]
    if content is not None:
        (tmp_path / "q.xlsx").write_bytes(content)
    with pytest.raises(BadInput, match=r"q\.xlsx"):
        read_sheet(tmp_path / "q.xlsx")


def test_a_workbook_without_the_columns_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Mã", "Quyết định"])
    book.save(tmp_path / "q.xlsx")
    with pytest.raises(BadInput, match="thiếu cột: Ghi cho cơ quan, Ngày đăng đúng, Người quyết định, Lý do"):
        read_sheet(tmp_path / "q.xlsx")


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("crawler.jobs.review_sheet.MOST_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "q.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x" * 100_000)
    with pytest.raises(BadInput, match="quá lớn"):
        read_sheet(tmp_path / "q.xlsx")


def test_columns_may_be_moved_and_the_title_lost(tmp_path, desk):
    registry = load(desk.registry)
    one = Queued("x.vn~1", "T", "https://x.vn/1", "2024-03-05", "so-a", "portal", "vì", "máy", "0" * 16)
    (tmp_path / "q.xlsx").write_bytes(sheet_bytes([one], registry, "a" * 16, AT))
    sheet = read_sheet(tmp_path / "q.xlsx")
    assert (sheet.stamp, sheet.rows, sheet.faults) == ("a" * 16, (), ())
    book = openpyxl.Workbook()
    heads = list(reversed(HEADS))
    book.active.append(heads)
    filled = {"Mã": "x.vn~1", "Quyết định": "TINH", **SIGNED}
    book.active.append([filled.get(head) for head in heads])
    book.save(tmp_path / "q.xlsx")
    (row,) = read_sheet(tmp_path / "q.xlsx").rows
    assert (row.number, row.post, [one.action for one in row.rulings]) == (2, "x.vn~1", ["count"])
