"""One run of `cchc nightly`: what it did, in one line, in lines and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from reports.health.words import STEPS


@dataclass(frozen=True)
class Step:
    """A step of the run. `detail`: what came of it, or why it failed or was left out (Vietnamese)."""

    name: str
    state: Literal["done", "failed", "skipped"]
    seconds: float
    detail: str = ""


@dataclass(frozen=True)
class Site:
    """One host: requests and bytes as received, posts new and changed, causes of failures -> how often."""

    host: str
    requests: int = 0
    bytes: int = 0
    new: int = 0
    changed: int = 0
    failures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Unread:
    """A section that was not read as far as it had to be, and why."""

    section: str
    owner: str
    name: str
    url: str
    causes: tuple[str, ...]


@dataclass(frozen=True)
class Night:
    """A run. `opened`, `closed`, `open`: problems, as data."""

    id: str
    province: str
    started_at: datetime
    ended_at: datetime
    exit_code: int
    steps: tuple[Step, ...]
    crawls: tuple[str, ...] = ()
    sections: int = 0
    sites: tuple[Site, ...] = ()
    unread: tuple[Unread, ...] = ()
    notices: tuple[str, ...] = ()
    report: str | None = None
    backup: str | None = None
    opened: tuple[Mapping[str, Any], ...] = ()
    closed: tuple[Mapping[str, Any], ...] = ()
    open: tuple[Mapping[str, Any], ...] = ()

    @property
    def failed(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.state == "failed")


def line(night: Night) -> str:
    """The run in one line."""
    if night.failed:
        head = f"HỎNG ở bước {', '.join(f'“{STEPS.get(step.name, step.name)}”' for step in night.failed)}"
    elif night.unread:
        head = f"XONG, CHƯA ĐỌC ĐỦ {len(night.unread)}/{night.sections} chuyên mục"
    else:
        head = f"XONG, đã đọc đủ {night.sections} chuyên mục"
    new, changed = sum(site.new for site in night.sites), sum(site.changed for site in night.sites)
    problems = f"{len(night.open)} sự cố ({len(night.opened)} mới, {len(night.closed)} đã hết)"
    return f"{night.province}: {head}; {new} tin, bài mới, {changed} thay đổi; {problems}; mã {night.exit_code}."


def lines(night: Night) -> Iterator[str]:
    """The run for people; the last line is `line`."""
    yield f"Lần chạy {night.id} ({_took((night.ended_at - night.started_at).total_seconds())})"
    for step in night.steps:
        mark = {"done": "xong", "failed": "HỎNG", "skipped": "bỏ qua"}[step.state]
        yield f"  {STEPS.get(step.name, step.name)}: {mark} ({_took(step.seconds)})" + (
            f" – {step.detail}" if step.detail else ""
        )
    yield from (f"Lưu ý: {notice}" for notice in night.notices)
    if night.sites:
        yield "Từng máy chủ:"
        yield from map(_site, night.sites)
    if night.unread:
        yield "Chưa đọc đủ (số đếm ở đó chỉ là mức tối thiểu):"
        yield from (f"  {one.name}: {one.url}: {'; '.join(one.causes)}" for one in night.unread)
    for title, problems in (("Sự cố mới:", night.opened), ("Đã hết:", night.closed)):
        if problems:
            yield title
            yield from (f"  {one['place']}: {one['what']} – {one['details']}" for one in problems)
    yield line(night)


def _site(site: Site) -> str:
    failures = ", ".join(f"{cause} ×{count}" for cause, count in sorted(site.failures.items()))
    return (
        f"  {site.host}: {site.requests} lượt tải, {site.bytes / 1000:.0f} kB, {site.new} tin, bài mới, "
        f"{site.changed} thay đổi" + (f"; lỗi: {failures}" if failures else "")
    )


def _took(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} giây"
    return f"{whole // 60} phút {whole % 60} giây" if whole < 3600 else f"{whole // 3600} giờ {whole % 3600 // 60} phút"


def data(night: Night) -> dict[str, Any]:
    """The run for machines."""
    return {
        "run": night.id,
        "province": night.province,
        "started_at": night.started_at.isoformat(timespec="seconds"),
        "ended_at": night.ended_at.isoformat(timespec="seconds"),
        "exit_code": night.exit_code,
        "line": line(night),
        "steps": [
            {"step": one.name, "state": one.state, "seconds": round(one.seconds, 1), "detail": one.detail}
            for one in night.steps
        ],
        "crawls": list(night.crawls),
        "sections": night.sections,
        "sites": [
            {
                "host": one.host,
                "requests": one.requests,
                "bytes": one.bytes,
                "new": one.new,
                "changed": one.changed,
                "failures": dict(one.failures),
            }
            for one in night.sites
        ],
        "unread": [
            {"section": one.section, "agency": one.owner, "url": one.url, "causes": list(one.causes)}
            for one in night.unread
        ],
        "notices": list(night.notices),
        "report": night.report,
        "backup": night.backup,
        "problems": {"opened": list(night.opened), "closed": list(night.closed), "open": list(night.open)},
    }
