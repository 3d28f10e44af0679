"""Rows of a file as evidence: each against the registry, against the file's other rows and what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from crawler.attested import AttestedFile, AttestedRow
from crawler.jobs.attest_cells import BLANK, Cell
from crawler.jobs.attest_file import Fault, Line, shown
from crawler.registry.model import Agency, Quota, Registry
from crawler.text import clean
from reports.attested import Duty, Why, duties, duty_of, place

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_DATE_FORMS = "ngày dạng 2024-03-05 (năm-tháng-ngày) hoặc 05/03/2024 (ngày/tháng/năm)"
_WRONG_DAY: Mapping[Why, str] = {
    "out_of_year": "không thuộc kỳ nào của kế hoạch năm {year}",
    "out_of_force": "lúc chỉ tiêu này không có hiệu lực đối với cơ quan",
    "late": "sau hạn {deadline:%d/%m/%Y}",
}
_Key = tuple[str, str, date, str]


def rows_of(
    registry: Registry, lines: Iterable[Line], today: date
) -> tuple[tuple[AttestedRow, ...], tuple[Fault, ...]]:
    """The rows, and all that is wrong with each of them."""
    rows: list[AttestedRow] = []
    faults: list[Fault] = []
    for line in lines:
        row, wrong = _row(registry, line, today)
        faults += wrong
        rows += [row] if row else []
    return tuple(rows), tuple(faults)


def _row(registry: Registry, line: Line, today: date) -> tuple[AttestedRow | None, list[Fault]]:
    """The row; None where anything is wrong with it."""
    cells = {
        name: line.cells.get(name, BLANK) for name in ("agency", "quota", "date", "title", "kind", "reference", "note")
    }
    agency, quota, day = _agency(registry, cells["agency"]), duty_of(registry, cells["quota"].text), _day(cells["date"])
    faults = [*_texts(line.number, cells), *_names(registry, line.number, cells, agency, quota)]
    if day is None:
        faults.append(_bad_day(line.number, cells["date"]))
    elif day > today:
        faults.append(Fault(line.number, "date", f"ghi ngày {day:%d/%m/%Y}, chưa đến", "ngày không sau hôm nay"))
    if agency is None or quota is None or day is None or faults:
        return None, faults
    texts = {name: cells[name].text for name in ("title", "kind", "reference", "note")}
    row = AttestedRow(line.number, agency.id, quota.id, day, **texts)
    wrong = list(_misplaced(registry, row, quota))
    return (None if wrong else row), wrong


def _texts(number: int, cells: Mapping[str, Cell]) -> Iterator[Fault]:
    for name in ("title", "kind", "reference", "note"):
        if cells[name].day:
            yield Fault(
                number, name, f"là ô kiểu ngày ({shown(cells[name])})", "chữ; hãy định dạng ô là Text rồi gõ lại"
            )
        elif name in ("title", "kind") and cells[name].blank:
            yield Fault(number, name, "trống", {"title": "tiêu đề tin, bài hoặc văn bản", "kind": "loại hồ sơ"}[name])


def _names(
    registry: Registry, number: int, cells: Mapping[str, Cell], agency: Agency | None, quota: Duty | None
) -> Iterator[Fault]:
    """What is wrong with the names of agency and quota, each alone and together."""
    if agency is None:
        yield Fault(number, "agency", _said(cells["agency"]), "mã hoặc tên một cơ quan trong tệp đăng ký")
    if quota is None:
        yield Fault(number, "quota", _said(cells["quota"]), f"mã một chỉ tiêu: {_asked_of(registry, agency)}")
    elif agency is not None and all(one.id != agency.id for one in registry.bound(quota)):
        found = f"chỉ tiêu “{quota.id}” không áp dụng cho cơ quan “{agency.id}”"
        yield Fault(number, "quota", found, f"chỉ tiêu của cơ quan: {_asked_of(registry, agency)}")


def _asked_of(registry: Registry, agency: Agency | None) -> str:
    """The duties of the agency, or all, by their ids."""
    asked = [one.id for one in duties(registry) if agency is None or agency in registry.bound(one)]
    return ", ".join(asked) or "không có"


def _misplaced(registry: Registry, row: AttestedRow, quota: Duty) -> Iterator[Fault]:
    """A day on which the row could count for nothing. A document that came too late is no mistake: it is kept so."""
    why = place(registry, row).why
    if why and why in _WRONG_DAY and not (why == "late" and _is_document(quota)):
        deadline = quota.deadline if isinstance(quota, Quota) else None
        words = _WRONG_DAY[why].format(year=registry.plan.year, deadline=deadline)
        yield Fault(row.row, "date", f"ghi ngày {row.day:%d/%m/%Y}, {words}", _asked(registry, quota))


def _is_document(quota: Duty) -> bool:
    return isinstance(quota, Quota) and quota.channel == "document"


def _asked(registry: Registry, quota: Duty) -> str:
    year = registry.plan.year
    if _is_document(quota):
        return f"ngày từ 01/10/{year - 1} đến 31/12/{year}, trong thời gian hiệu lực"
    weeks = " (tuần theo lịch ISO)" if isinstance(quota, Quota) and quota.period == "week" else ""
    return f"ngày trong năm {year}{weeks}, trong thời gian hiệu lực và không sau hạn"


def _agency(registry: Registry, cell: Cell) -> Agency | None:
    """By id, else by its name in full, which only one of them may have."""
    if agency := registry.agency(cell.text):
        return agency
    named = [one for one in registry.agencies if clean(one.name).casefold() == cell.text.casefold()]
    return named[0] if len(named) == 1 else None


def _day(cell: Cell) -> date | None:
    """The day of a date cell, or of a text in one of two forms, in which the day stands last or first: no guess."""
    if cell.day:
        return cell.day
    if found := _ISO.fullmatch(cell.text):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(cell.text):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _bad_day(number: int, cell: Cell) -> Fault:
    real = _ISO.fullmatch(cell.text) or _DAY_FIRST.fullmatch(cell.text)
    return Fault(number, "date", f"{_said(cell)}{', ngày không có trong lịch' if real else ''}", _DATE_FORMS)


def _said(cell: Cell) -> str:
    return "trống" if cell.blank else f"ghi “{shown(cell)}”"


def said_twice(rows: Sequence[AttestedRow], stored: Iterable[AttestedFile]) -> Iterator[Fault]:
    """Rows that say again what a row above them says, or one of the files `stored`, which stand."""
    known = {
        _key(row): f"dòng {row.row} của tệp {file.name} ({file.hash[:12]})" for file in stored for row in file.rows
    }
    for row in rows:
        where = known.setdefault(_key(row), f"dòng {row.row}")
        if where != f"dòng {row.row}":
            yield Fault(row.row, "title", f"trùng {where}: cùng cơ quan, chỉ tiêu, ngày và tiêu đề",
                        "mỗi việc một dòng; nếu là hai lần khác nhau thì ghi rõ trong tiêu đề")  # fmt: skip


def _key(row: AttestedRow) -> _Key:
    return row.agency, row.quota, row.day, row.title.casefold()
