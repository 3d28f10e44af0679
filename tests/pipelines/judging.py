"""Makes a small registry and the facts of posts for tests of where posts stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from crawler.registry.model import Registry
from crawler.registry.sections import resolved_sections
from crawler.store.records import CreditRecord, PostFacts, PostRecord, VerdictRecord

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_QUOTAS = [
    {"id": "own-site", "clause": "1", "channel": "own_site", "topic": "cchc", "period": "month", "minimum": 5,
     "kinds": ["department", "district"]},
    {"id": "portal", "clause": "2", "channel": "portal", "topic": "cchc", "period": "month", "minimum": 2,
     "kinds": ["department", "district"]},
    {"id": "investment", "clause": "3", "channel": "portal", "topic": "investment", "period": "month", "minimum": 2,
     "agencies": ["khdt"]},
    {"id": "broadcast", "clause": "4", "channel": "broadcast", "topic": "cchc", "period": "week", "minimum": 1,
     "kinds": ["district"]},
    {"id": "plan", "clause": "5", "channel": "document", "document": "communication-plan", "period": "once",
     "minimum": 1, "deadline": date(2024, 1, 31), "kinds": ["department", "district"]},
]  # fmt: skip


def registry(**changes: Any) -> Registry:
    """Two departments, a district, one merged body and a portal; `changes`: keys of an agency by its id."""

    def agency(name: str, kind: str, *sections: dict[str, Any]) -> dict[str, Any]:
        own = {"url": f"https://{name}.vn/cchc"}
        told = {"id": name, "name": name.upper(), "kind": kind, "website": f"https://{name}.vn"}
        return told | {"sections": [own, *sections]} | changes.get(name, {})

    return Registry.model_validate(
        {
            "version": 1,
            "province": {"id": "tinh", "name": "Tỉnh"},
            "plan": {"year": 2024, "title": "Kế hoạch", "quotas": _QUOTAS},
            "portal": {
                "name": "Cổng",
                "website": "https://tinh.vn",
                "sections": [{"url": "https://tinh.vn/tin"}, {"url": "https://tinh.vn/cchc", "dedicated": True}],
            },
            "agencies": [
                agency("snv", "department", {"url": "https://snv.vn/tin", "dedicated": False}),
                agency("khdt", "department", {"url": "https://khdt.vn/van-ban", "channel": "document"}),
                agency("huyen", "district", {"url": "https://huyen.vn/dai", "channel": "broadcast"}),
                agency("khac", "other"),
            ],
        }
    )


REGISTRY = registry()
SECTIONS = {one.section: one for one in resolved_sections(REGISTRY)}
_BY_URL = {one.url: one.section for one in SECTIONS.values()}


def section(path: str) -> str:
    """The id of the section at `snv.vn/cchc`."""
    return _BY_URL[f"https://{path}"]


def facts(
    post: str = "p1",
    *,
    at: str | None = "2024-03-12T09:15:00+07:00",
    days: tuple[str, ...] | None = None,
    sections: tuple[str, ...] = ("snv.vn/cchc",),
    topics: tuple[str, ...] = ("cchc",),
    reviews: tuple[str, ...] = (),
    documents: tuple[str, ...] = (),
    text: str = "",
    held: str | None = None,
    credited: tuple[str, ...] = (),
    candidates: tuple[str, ...] = (),
    outside: str = "",
    first_seen: str = "2024-06-01T00:00:00+00:00",
    verdict: bool = True,
    **record: Any,
) -> PostFacts:
    """A post published at `at` (`days`: all days it may have been), listed by `sections`; `text`: its text key."""
    days = days if days is not None else ((at[:10],) if at else ())
    credits_ = [CreditRecord(post, one, "credited", "source", one, 0.9) for one in credited]
    credits_ += [CreditRecord(post, one, "candidate", "mention", one, 0.4) for one in candidates]
    credits_ += [CreditRecord(post, "", "outside", "source", outside, 0.9)] if outside else []
    decided = VerdictRecord(post, "on_topic", 0.9, topics, reviews, (), documents, (), "", "v1")
    return PostFacts(
        post=replace(_record(post, at, days, text, held), **record),
        verdict=decided if verdict else None,
        sections=tuple(section(path) for path in sections),
        credits=tuple(credits_),
        first_seen=first_seen,
    )


def _record(post: str, at: str | None, days: tuple[str, ...], text: str, held: str | None) -> PostRecord:
    return PostRecord(
        id=post,
        url=f"https://snv.vn/{post}",
        title="Tin",
        body="Nội dung.",
        author="",
        source_line="",
        category="",
        family="nukeviet",
        published=at,
        day=at[:10] if at else (days[0] if days else None),
        date_words="",
        date_source=None,
        date_grade="none" if not days else "B" if len(days) == 1 else "C",
        date_days=days,
        date_candidates=(),
        date_flags=(),
        attachments=(),
        media=(),
        text_key=text,
        origin="live",
        snapshot=None,
        snapshot_url=None,
        fetched_at=None,
        held=held,
    )
