"""`cchc review reply`: an agency's reply to a finding is recorded, or a recorded one withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from crawler import periods
from crawler.errors import BadInput
from crawler.jobs.attest import person
from crawler.jobs.known import load_registry
from crawler.registry.model import ChecklistRow, Quota, Registry
from crawler.replies import Reply
from crawler.store import open_to_read
from crawler.store import replies as stored
from crawler.text import clean, clean_paragraphs

LONGEST = 20_000  # characters of a reply
_LONGEST_DOCUMENT = 200


def reply(registry: Path, db: Path, given: Reply, *, now: datetime | None = None) -> tuple[Reply, bool]:
    """Records the reply and returns it as it is stored, and whether it was stored before (nothing is changed then).

    `given.period` "": about the finding of the year as a whole. Raises BadInput on what nothing in the registry has.
    """
    known, moment = load_registry(registry), now or datetime.now(UTC)
    made = replace(
        given,
        period=_period(known, given),
        text=_text(given.text),
        who=person(given.who),
        document=_document(given.document),
        at=moment.isoformat(),
    )
    _refuse_future(made.day, periods.day_of(moment, known.province.zone))
    store = open_to_read(db)
    with store.atomic():
        if found := next((one for one in stored.replies(store) if _same(one, made)), None):
            return found, True
        return stored.append(store, made), False


def withdraw(
    registry: Path, db: Path, agency: str, number: int, *, text: str, by: str, day: date, now: datetime | None = None
) -> Reply:
    """Records that the agency's reply of that number no longer stands, and why; returns that record."""
    known, moment = load_registry(registry), now or datetime.now(UTC)
    _refuse_future(day, periods.day_of(moment, known.province.zone))
    why, who, store = _text(text), person(by), open_to_read(db)
    with store.atomic():
        old = next((one for one in stored.replies(store) if one.number == number and one.agency == agency), None)
        if old is None or old.withdraws is not None:
            raise BadInput(f"{agency} không có phản hồi số {number}. “cchc review log” kể mọi phản hồi.")
        if old.withdrawn_by is not None:
            raise BadInput(f"Phản hồi số {number} đã được rút rồi.")
        taken = Reply(agency, old.quota, old.period, why, who, day, withdraws=number, at=moment.isoformat())
        return stored.append(store, taken)


def read_text(file: Path) -> str:
    """The words of a text file in UTF-8. Raises BadInput where it is none."""
    try:
        if file.stat().st_size > 4 * LONGEST:
            raise BadInput(f"Tệp {file} quá dài: phản hồi có nhiều nhất {LONGEST} ký tự.")
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadInput(f"Không đọc được tệp {file}: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"Tệp {file} không phải văn bản thuần mã UTF-8. Hãy lưu lại dạng .txt, UTF-8.") from error


def _period(known: Registry, given: Reply) -> str:
    """The period that is meant, checked like the agency and the quota."""
    agency = known.agency(given.agency)
    if agency is None:
        raise BadInput(f"Tệp đăng ký không có cơ quan: {given.agency}.")
    duties: dict[str, Quota | ChecklistRow] = {one.id: one for one in known.plan.quotas}
    duties |= {one.id: one for one in known.plan.checklist}
    duty = duties.get(given.quota)
    if duty is None:
        raise BadInput(f"Kế hoạch không có chỉ tiêu hay nhiệm vụ {given.quota}. Có: {', '.join(duties)}.")
    if agency not in known.bound(duty):
        raise BadInput(f"{given.quota} không áp dụng cho {given.agency}.")
    year = str(known.plan.year)
    kind: periods.Kind = duty.period if isinstance(duty, Quota) else "once"
    if given.period and given.period not in (year, *periods.of_year(known.plan.year, kind)):
        periods.kind_of(given.period)  # says how a period is written, where it is none
        raise BadInput(f"{given.quota} không có kỳ {given.period} trong năm {year}.")
    return given.period or year


def _text(text: str) -> str:
    """The reply's words, paragraph by paragraph, without characters that a screen would obey."""
    lines = clean_paragraphs(text).split("\n")
    words = "\n".join("".join(one if one.isprintable() else "?" for one in line) for line in lines)
    if not words:
        raise BadInput("Phản hồi không có chữ nào. Hãy ghi bằng --text hoặc --file.")
    if len(words) > LONGEST:
        raise BadInput(f"Phản hồi quá dài: {len(words)} ký tự, nhiều nhất {LONGEST}.")
    return words


def _document(text: str) -> str:
    words = "".join(one if one.isprintable() else "?" for one in clean(text))
    if len(words) > _LONGEST_DOCUMENT:
        raise BadInput("Số, ký hiệu văn bản quá dài.")
    return words


def _refuse_future(day: date, today: date) -> None:
    if day > today:
        raise BadInput(f"Ngày {day:%d/%m/%Y} chưa đến.")


def _same(one: Reply, other: Reply) -> bool:
    """Whether `one` is the same reply and still stands."""
    names = ("agency", "quota", "period", "text", "day", "document")
    standing = one.withdraws is None and one.withdrawn_by is None
    return standing and all(getattr(one, name) == getattr(other, name) for name in names)
