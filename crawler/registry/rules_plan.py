"""Cross checks of the plan: quotas, checklist, exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crawler import periods
from crawler.errors import BadInput
from crawler.registry.faults import Path, Problem, nearest, shown
from crawler.registry.model import PORTAL, ChecklistRow, Exemption, Quota, Registry
from crawler.registry.sections import RANGE_STARTS, rows

_PERIOD_WORDS = {"month": "tháng dạng 2024-03", "week": "tuần dạng 2024-W07", "once": "năm dạng 2024"}
_EVIDENCE = ("fresh", "found", "attested", "hotline")


def repeated_ids(registry: Registry) -> Iterator[Problem]:
    """No two quotas, and no two checklist rows, share an id."""
    for name in ("quotas", "checklist"):
        seen: dict[str, int] = {}
        for index, row in enumerate(getattr(registry.plan, name)):
            if row.id in seen:
                found = f"mã “{row.id}” đã dùng ở plan.{name}[{seen[row.id]}]"
                yield Problem(("plan", name, index, "id"), found, "mã chưa dùng")
            seen.setdefault(row.id, index)


def duties(registry: Registry) -> Iterator[tuple[Path, Quota | ChecklistRow]]:
    """Quotas and checklist rows with their paths."""
    for index, quota in enumerate(registry.plan.quotas):
        yield ("plan", "quotas", index), quota
    for index, row in enumerate(registry.plan.checklist):
        yield ("plan", "checklist", index), row


def binds_somebody(registry: Registry) -> Iterator[Problem]:
    """A duty names agencies that exist, and binds at least one."""
    ids = [agency.id for agency in registry.agencies]
    kinds = [agency.kind for agency in registry.agencies]
    for path, duty in duties(registry):
        unknown = [(n, agency) for n, agency in enumerate(duty.agencies) if agency not in ids]
        for index, agency in unknown:
            yield Problem((*path, "agencies", index), shown(agency), nearest(agency, ids, "mã cơ quan"), "agencies")
        if not unknown and not registry.bound(duty):
            said = f"không ràng buộc cơ quan nào (kinds: {_listed(duty.kinds)}; agencies: {_listed(duty.agencies)})"
            expected = nearest(next(iter(duty.kinds), ""), kinds, "ít nhất một loại cơ quan")
            yield Problem(path, said, expected, "agencies", beside=((*path, "kinds"), (*path, "agencies")))


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "không có"


def what_is_counted(registry: Registry) -> Iterator[Problem]:
    """Documents are counted by their kind, once; everything else by its topic."""
    for index, quota in enumerate(registry.plan.quotas):
        path: Path = ("plan", "quotas", index)
        if quota.channel != "document":
            if quota.document is not None:
                yield Problem((*path, "document"), shown(quota.document), "bỏ khóa này, hoặc channel: document")
            if quota.topic is None:
                yield Problem((*path, "topic"), "chưa có", "chủ đề được đếm, ví dụ topic: cchc")
            continue
        if quota.document is None:
            yield Problem((*path, "document"), "chưa có", "loại văn bản được đếm, ví dụ communication-plan")
        if quota.topic is not None:
            yield Problem((*path, "topic"), shown(quota.topic), "bỏ khóa này: văn bản tính theo loại (document)")
        if quota.period != "once":
            yield Problem((*path, "period"), shown(quota.period), "period: once, vì văn bản chỉ tính một lần trong năm")
        if quota.minimum != 1:
            yield Problem((*path, "minimum"), shown(quota.minimum), "minimum: 1, vì văn bản chỉ tính một lần trong năm")


def deadlines(registry: Registry) -> Iterator[Problem]:
    """`once` has a deadline, nothing else has. (A document is told to be due once, not to drop its deadline.)"""
    for index, quota in enumerate(registry.plan.quotas):
        path = ("plan", "quotas", index, "deadline")
        if quota.period == "once" and quota.deadline is None:
            yield Problem(path, "chưa có", "ngày hết hạn, vì period là once")
        if quota.period != "once" and quota.channel != "document" and quota.deadline is not None:
            yield Problem(path, shown(quota.deadline), "bỏ khóa này: chỉ chỉ tiêu period: once mới có hạn")


def yearly_minimums(registry: Registry) -> Iterator[Problem]:
    """A year's figure belongs to a monthly average."""
    for index, quota in enumerate(registry.plan.quotas):
        if quota.yearly_minimum is not None and (quota.basis != "average" or quota.period != "month"):
            path: Path = ("plan", "quotas", index)
            found = f"{shown(quota.yearly_minimum)} cùng {quota.basis}, {quota.period}"
            expected = "bỏ khóa này, hoặc basis: average cùng period: month"
            yield Problem((*path, "yearly_minimum"), found, expected, beside=((*path, "basis"), (*path, "period")))


def portal_exists(registry: Registry) -> Iterator[Problem]:
    """A quota on the portal needs one."""
    for index, quota in enumerate(registry.plan.quotas):
        if quota.channel == PORTAL and registry.portal is None:
            path = ("plan", "quotas", index, "channel")
            found = "ghi “portal” khi tệp chưa có khóa portal"
            yield Problem(path, found, "khai báo khóa portal: name, website, sections", beside=(("portal",),))


def exceptions(registry: Registry) -> Iterator[Problem]:
    """An exception names agencies, quotas and periods that exist, of the plan's year."""
    ids = [agency.id for agency in registry.agencies]
    quotas = {quota.id: quota for quota in registry.plan.quotas}
    for index, row in enumerate(registry.plan.exceptions):
        path: Path = ("plan", "exceptions", index)
        for n, agency in enumerate(row.agencies):
            if agency not in ids:
                yield Problem((*path, "agencies", n), shown(agency), nearest(agency, ids, "mã cơ quan"), "agencies")
        for n, quota in enumerate(row.quotas):
            if quota not in quotas:
                yield Problem((*path, "quotas", n), shown(quota), nearest(quota, quotas, "mã chỉ tiêu"), "quotas")
        yield from _periods(path, row, [quotas[q] for q in row.quotas if q in quotas], registry.plan.year)


def _periods(path: Path, row: Exemption, quotas: list[Quota], year: int) -> Iterator[Problem]:
    """Each period is on the calendar, of the year, and of a kind that one of the quotas has; and each quota has one."""
    kinds = {quota.period for quota in quotas}
    named = set()
    for index, text in enumerate(row.periods):
        at = (*path, "periods", index)
        try:
            kind = periods.kind_of(text)
        except BadInput:
            yield Problem(at, shown(text), "kỳ có trong lịch (năm ấy có 52 hay 53 tuần ISO?)")
            continue
        named.add(kind)
        if not text.startswith(f"{year:04d}"):
            yield Problem(at, shown(text), f"kỳ trong năm {year} của kế hoạch", beside=(("plan", "year"),))
        if kinds and kind not in kinds:
            expected = " hoặc ".join(_PERIOD_WORDS[k] for k in sorted(kinds))
            yield Problem(at, shown(text), f"{expected}, theo kỳ của chỉ tiêu được nêu", "quotas")
    for quota in quotas:
        if named and named <= kinds and quota.period not in named:
            found = f"chỉ tiêu “{quota.id}” không có kỳ nào thuộc loại của nó"
            yield Problem((*path, "periods"), found, f"thêm {_PERIOD_WORDS[quota.period]}", "quotas")


def kinds_of_nobody(registry: Registry) -> Iterator[Problem]:
    """A kind that no agency has, in a duty that binds others."""
    kinds = {agency.kind for agency in registry.agencies}
    for path, duty in duties(registry):
        for index, kind in enumerate(duty.kinds):
            if kind not in kinds and registry.bound(duty):
                found = f"{shown(kind)} nhưng không cơ quan nào thuộc loại ấy"
                yield Problem((*path, "kinds", index), found, nearest(kind, kinds, "loại cơ quan"))


def channels_without_sections(registry: Registry) -> Iterator[Problem]:
    """Quotas whose posts have nowhere in the registry to appear in the plan's year."""
    first, last = date(registry.plan.year, 1, 1), date(registry.plan.year, 12, 31)
    has = {(row.owner, row.channel) for row in rows(registry) if row.section.in_force(first, last)}
    for index, quota in enumerate(registry.plan.quotas):
        found = _lacking(registry, quota, has)
        if found:
            expected = "khai báo mục, hoặc nộp minh chứng (cchc attest); nếu không thì chưa kết luận được"
            yield Problem(("plan", "quotas", index), found, expected)


def _lacking(registry: Registry, quota: Quota, has: set[tuple[str, str]]) -> str | None:
    anywhere = quota.channel == "document"  # a document is looked for in whatever sections there are
    able = {owner for owner, channel in has if anywhere or channel == quota.channel}
    lacking = [agency.id for agency in registry.bound(quota) if agency.id not in able]
    if lacking and quota.channel == PORTAL:
        return None if PORTAL in able else "Cổng chưa có mục nào cho kênh portal trong năm"
    if not lacking:
        return None
    more = " …" if len(lacking) > 5 else ""
    listed = ", ".join(lacking[:5])
    where = "" if anywhere else f" cho kênh {quota.channel}"
    return f"{len(lacking)} cơ quan chưa có mục nào{where} trong năm: {listed}{more}"


def deadlines_out_of_range(registry: Registry) -> Iterator[Problem]:
    """A deadline outside the time in which documents are looked for."""
    year = registry.plan.year
    first, last = date(year - 1, *RANGE_STARTS), date(year, 12, 31)
    for index, quota in enumerate(registry.plan.quotas):
        if quota.deadline is not None and not first <= quota.deadline <= last:
            expected = f"ngày từ {first.isoformat()} đến {last.isoformat()}"
            yield Problem(("plan", "quotas", index, "deadline"), shown(quota.deadline), expected)


def checklist_evidence(registry: Registry) -> Iterator[Problem]:
    """Evidence words that the report knows; an age where freshness is judged, and only there."""
    for index, row in enumerate(registry.plan.checklist):
        path: Path = ("plan", "checklist", index)
        if row.evidence not in _EVIDENCE:
            yield Problem((*path, "evidence"), shown(row.evidence), f"một trong: {', '.join(_EVIDENCE)}")
        if (row.evidence == "fresh") != (row.max_age_days is not None):
            found = "chưa có" if row.max_age_days is None else shown(row.max_age_days)
            yield Problem((*path, "max_age_days"), found, "số ngày, khi và chỉ khi evidence là fresh")


PLAN_FAULTS = (
    repeated_ids,
    binds_somebody,
    what_is_counted,
    deadlines,
    yearly_minimums,
    portal_exists,
    exceptions,
)
PLAN_WARNINGS = (kinds_of_nobody, channels_without_sections, deadlines_out_of_range, checklist_evidence)
