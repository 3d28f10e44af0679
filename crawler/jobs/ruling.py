"""An inspector's decision, checked against what it is about before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from crawler import periods
from crawler.errors import BadInput
from crawler.registry.model import PORTAL, Registry
from crawler.registry.sections import resolved_sections
from crawler.store import decisions
from crawler.store.posts import facts_of
from crawler.store.records import DecisionRecord
from crawler.text import clean

OLDEST = date(2000, 1, 1)  # no day of a post lies before


@dataclass(frozen=True)
class Ruling:
    """What somebody wants to decide. `only`, `quota`: for that agency, that quota alone; "": for all."""

    action: str  # count | reject | agency | date
    value: str
    who: str
    reason: str
    only: str = ""
    quota: str = ""


def ruled(
    db: Database, registry: Registry, post: str, ruling: Ruling, at: datetime, *, occasion: str = "", seen: str = ""
) -> DecisionRecord:
    """The decision on a stored post, on the text that it has now or on the kept one whose hash is `seen`.

    `occasion`: what tells it from the same words said another time; "": the moment. Raises BadInput on what cannot be
    decided, saying what is expected.
    """
    subject = decisions.subject(db, post)
    if subject is None:
        raise BadInput(f"Không có tin, bài mã “{post}” trong cơ sở dữ liệu.")
    _check(db, registry, post, ruling, at)
    decision = DecisionRecord(
        post=post,
        url=subject.url,
        action=ruling.action,
        value=ruling.value,
        who=clean(ruling.who),
        reason=clean(ruling.reason),
        at=at.isoformat(),
        agency=ruling.only,
        quota=ruling.quota,
        text_hash=seen or subject.text.hash,
    )
    return decisions.identified(decision, occasion or decision.at)


def _check(db: Database, registry: Registry, post: str, ruling: Ruling, at: datetime) -> None:
    if not clean(ruling.who):
        raise BadInput("Thiếu tên người quyết định.")
    if not clean(ruling.reason):
        raise BadInput("Thiếu lý do của quyết định.")
    if ruling.action == "agency":
        _check_agency(db, registry, post, ruling.value)
    if ruling.action == "date":
        _check_day(ruling.value, periods.day_of(at, registry.province.zone))
    if ruling.only:
        _known(registry, ruling.only)
    if ruling.quota and ruling.quota not in {quota.id for quota in registry.plan.quotas}:
        known = ", ".join(quota.id for quota in registry.plan.quotas)
        raise BadInput(f"Kế hoạch không có chỉ tiêu “{ruling.quota}”. Các chỉ tiêu: {known}.")


def _check_agency(db: Database, registry: Registry, post: str, agency: str) -> None:
    _known(registry, agency)
    facts = facts_of(db, post)
    owners = {one.section: one.owner for one in resolved_sections(registry)}
    found = {owners[section] for section in facts.sections if section in owners} if facts else set()
    if PORTAL not in found:
        holders = ", ".join(sorted(found)) or "không chuyên mục nào đang đăng ký"
        raise BadInput(
            f"Tin, bài này không đăng trên Cổng mà ở trang của {holders}, nên không thể ghi cho cơ quan khác. "
            "Nếu không được tính thì hãy loại nó."
        )


def _known(registry: Registry, agency: str) -> None:
    if registry.agency(agency) is None:
        raise BadInput(f"Tệp đăng ký không có cơ quan: {agency}. Hãy xem mã cơ quan bằng “cchc check”.")


def _check_day(text: str, today: date) -> None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{text}” không phải ngày dạng 2024-03-05 (năm-tháng-ngày).") from None
    if day > today:
        raise BadInput(f"Ngày {text} chưa tới; hãy ghi ngày tin, bài đã được đăng.")
    if day < OLDEST:
        raise BadInput(f"Ngày {text} quá xa; hãy ghi ngày từ {OLDEST.isoformat()} trở đi.")
