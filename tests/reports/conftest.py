"""A small province with posts in every state, from which audits are built without a store."""

import random
from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from crawler import periods
from crawler.attested import AttestedFile, AttestedRow
from crawler.ledger import SectionFacts, Tally
from crawler.posts import PostRow
from crawler.registry.model import Registry
from reports.attested import placed
from reports.attested import tallies as told_tallies
from reports.audit import build
from reports.counting import count_year
from reports.coverage import Cause

QUOTAS = [
    {"id": "own-site", "clause": "III.1.b", "channel": "own_site", "topic": "cchc", "period": "month", "minimum": 5,
     "basis": "average", "yearly_minimum": 60, "kinds": ["department", "district"],
     "note": "Xét bình quân các tháng; tính cả tin, bài ngoài chuyên mục riêng."},
    {"id": "portal", "clause": "III.1.d", "channel": "portal", "topic": "cchc", "period": "month", "minimum": 2,
     "basis": "each", "kinds": ["department", "district"]},
    {"id": "investment", "clause": "III.6", "channel": "portal", "topic": "investment", "period": "month", "minimum": 2,
     "basis": "each", "agencies": ["so-1"]},
    {"id": "radio", "clause": "III.1.c", "channel": "broadcast", "topic": "cchc", "period": "week", "minimum": 1,
     "basis": "each", "kinds": ["district"]},
    {"id": "plan-document", "clause": "III.1.a", "channel": "document", "document": "communication-plan",
     "period": "once", "minimum": 1, "deadline": date(2024, 1, 31), "kinds": ["department", "district"]},
]  # fmt: skip
CHECKLIST = [
    {"id": "column", "clause": "III.8", "agencies": ["so-1"], "evidence": "fresh", "max_age_days": 30,
     "duty": "Mở chuyên trang, chuyên mục cải cách hành chính"},
    {"id": "report", "clause": "III.1.đ", "kinds": ["district"], "evidence": "attested", "duty": "Báo cáo định kỳ"},
]  # fmt: skip
THEMES = {"c": "cơ chế một cửa, một cửa liên thông", "d": "chính quyền điện tử, dịch vụ công trực tuyến"}
CRAWL = {"id": "20250102T010203Z-abc", "started_at": "2025-01-02T08:00:00+07:00",
         "ended_at": "2025-01-02T09:10:00+07:00", "outcome": "incomplete", "program": "0.1.0",
         "registry_hash": "0" * 64, "since": None, "until": None, "full": 1, "origin": "live",
         "summary": None}  # fmt: skip


def registry(departments=2, districts=1, **plan):
    agencies = [
        {"id": f"so-{n}", "name": f"Sở số {n}", "kind": "department", "website": f"https://so{n}.example.vn"}
        for n in range(1, departments + 1)
    ] + [
        {"id": f"huyen-{n}", "name": f"UBND huyện {n}", "kind": "district", "website": f"https://huyen{n}.example.vn"}
        for n in range(1, districts + 1)
    ]
    portal = {"url": "https://cong.example.vn/tin"}
    data = {
        "version": 1,
        "province": {"id": "tinh-x", "name": "Tỉnh X"},
        "plan": {"year": 2024, "title": "Kế hoạch năm 2024", "quotas": QUOTAS, "checklist": CHECKLIST, **plan},
        "portal": {"name": "Cổng", "website": "https://cong.example.vn", "sections": [portal]},
        "agencies": agencies,
    }  # fmt: skip
    return Registry.model_validate(data)


def section(owner, channel, **more):
    facts = {"section": f"{owner}-{channel}", "owner": owner, "channel": channel,
             "url": f"https://{owner}.example.vn/{channel}", "dedicated": channel == "own_site", "verified": True,
             "valid_from": None, "valid_to": None}  # fmt: skip
    return SectionFacts(**{**facts, **more})


def sections(made):
    owners = [(agency.id, channel) for agency in made.agencies for channel in ("own_site", "broadcast")]
    return [section("portal", "portal"), *(section(*one) for one in owners)]


class Known:
    """Everything was read, but for the agency, channel and month named in `unread`, with the cause given there."""

    def __init__(self, unread=None):
        self.unread = unread or {}

    def complete(self, owner, channel, first, last):
        return not self.causes(owner, channel, first, last)

    def has_section(self, owner, channel, first, last):
        return True

    def dedicated_section(self, owner, channel, first, last):
        return channel == "own_site"

    def causes(self, owner, channel, first, last):
        why = self.unread.get((owner, channel, last.strftime("%Y-%m")))
        if why is None:
            return ()
        return (Cause(section("portal" if channel == "portal" else owner, channel), why, "HTTP 500", 0),)


def post(number, agency="so-1", channel="own_site", day="2024-03-12", **more):
    """A counted post of own-site; `more` overrides any field."""
    row = {
        "id": f"so.example.vn/{number}", "agency": agency, "channel": channel, "url": f"https://so.example.vn/{number}",
        "other_urls": (), "title": f"Đẩy mạnh cải cách hành chính, bài {number}", "published": f"{day}T08:05:00+07:00",
        "period": day[:7], "date_source": "article_line", "date_grade": "A", "first_seen": f"{day}T21:00:00+07:00",
        "section": "https://so.example.vn/cchc", "dedicated": True, "origin": "live", "gone": False,
        "topics": ("cchc",), "themes": ("c", "d"), "score": 0.93, "status": "counted", "counts_for": ("own-site",),
        "review_for": (), "duplicate_of": None, "decided_by": "lexicon", "snapshot": "sha256:" + "ab" * 32,
        "reason": "Tiêu đề nói về cải cách hành chính.", "date_words": "12/03/2024 08:05",
        "matches": ({"topic": "cchc", "phrase": "cải cách hành chính", "field": "title", "start": 8, "end": 27,
                     "weight": 3, "words": "cải cách hành chính"},),
        "candidate_days": (day,), "cells": (("own-site", day[:7], "count"),),
    }  # fmt: skip
    return PostRow(**{**row, **more})


def standing(number, status, **more):
    """A post that stands for no quota."""
    return post(number, status=status, counts_for=(), cells=(), **more)


def for_quota(quota, channel, day, state="count"):
    """Fields of a post that stands for one quota in the period of its day."""
    kind = next(one["period"] for one in QUOTAS if one["id"] == quota)
    return {"channel": channel, "day": day, "cells": ((quota, periods.key(date.fromisoformat(day), kind), state),),
            "counts_for": (quota,) if state == "count" else (), "review_for": (quota,) if state == "review" else (),
            "status": {"count": "counted", "late": "out_of_period"}.get(state, state)}  # fmt: skip


def tallies(rows):
    """The sums that a store would give for these posts."""
    sums = Counter((row.agency, *cell) for row in rows for cell in row.cells)
    found = []
    for (agency, quota, period, state), n in sums.items():
        named = {"undated": "count"}.get(state, state)
        found.append(Tally(agency, quota, period or None, **{named: n}))
    return found


def evidence(number, agency="so-1", quota="own-site", day="2024-03-12", **more):
    """A row of an attested file."""
    row = {"row": number, "agency": agency, "quota": quota, "day": date.fromisoformat(day), "kind": "sổ phát thanh",
           "title": f"Phát thanh về một cửa, số {number}", "reference": f"Quyển 1, trang {number}",
           "note": ""}  # fmt: skip
    return AttestedRow(**{**row, **more})


def handed_in(*rows, number=1, **more):
    """An attested file."""
    file = {"number": number, "hash": f"{number:x}" * 64, "name": f"so-{number}.xlsx", "who": "Nguyễn Văn An",
            "at": "2025-01-03T08:00:00+07:00", "rows": tuple(rows)}  # fmt: skip
    return AttestedFile(**{**file, **more})


def audit(
    rows, *, made=None, known=None, as_of=date(2024, 12, 31), crawls=(CRAWL,), sums=None, agencies=None, files=()
):
    made, known = made or registry(), known or Known()
    told = placed(made, files, rows)
    summed = [*(tallies(rows) if sums is None else sums), *told_tallies(told)]
    counts = count_year(made, 2024, as_of, summed, known, agencies)
    return build(
        made, counts, rows, known, sections(made), crawls, program="0.1.0", lexicon="binh-thuan 1", themes=THEMES,
        attested=told, attested_files=files,
    )  # fmt: skip


def mixed():
    """Posts in every state, and the months that were not read."""
    rows = [post(n, day=f"2024-{n % 12 + 1:02}-{n % 27 + 1:02}") for n in range(62)]
    rows += [post(100 + n, agency="so-2", day=f"2024-{n % 6 + 1:02}-10") for n in range(20)]
    for month in range(1, 13):
        for n in range(2 if month != 5 else 1):
            rows.append(post(200 + 10 * month + n, **for_quota("portal", "portal", f"2024-{month:02}-0{n + 3}")))
    for week in range(50):
        day = (date(2024, 1, 3) + timedelta(days=7 * week)).isoformat()
        rows.append(post(400 + week, agency="huyen-1", **for_quota("radio", "broadcast", day)))
    rows += [
        post(500, **for_quota("investment", "portal", "2024-02-02")),
        post(501, **{**for_quota("plan-document", "own_site", "2024-01-22"), "agency": "so-1"}),
        post(502, **{**for_quota("plan-document", "own_site", "2024-02-22", "late"), "agency": "so-2"}),
        post(503, agency="so-2", **for_quota("portal", "portal", "2024-07-02", "review")),
        post(504, agency="so-2", published=None, period=None, candidate_days=(), date_grade="none", date_words="",
             date_source=None, status="undated", counts_for=(), cells=(("own-site", "", "undated"),)),
        post(505, agency="so-2", date_grade="C", candidate_days=("2024-01-31", "2024-02-01"), status="review",
             counts_for=(), review_for=("own-site",),
             cells=(("own-site", "2024-01", "review"), ("own-site", "2024-02", "review"))),
        standing(510, "off_topic", title="Lịch cúp điện", topics=(), reason="Không có từ nào về cải cách hành chính."),
        standing(511, "duplicate", duplicate_of="so.example.vn/1", reason="Bản đăng lại."),
        standing(512, "out_of_period", day="2023-12-31", reason="Đăng ngoài năm kế hoạch."),
        standing(513, "rejected", decided_by="Nguyễn Văn A", reason="Không phải tin, bài."),
        standing(514, "unattributed", agency=None, channel="portal", reason="Dòng nguồn: Báo Z."),
    ]  # fmt: skip
    unread = {("so-2", "own_site", "2024-07"): "failed", ("so-2", "own_site", "2024-08"): "failed"}
    unread |= {(agency, "portal", "2024-09"): "unread_posts" for agency in ("so-1", "so-2", "huyen-1")}
    return rows, Known(unread)


def province(agencies=40, posts=20_000, seed=7):
    """A whole province's registry and posts, `posts` in all, most of them counted."""
    chance = random.Random(seed)
    made = registry(departments=agencies * 3 // 4, districts=agencies - agencies * 3 // 4)
    rows = []
    for number in range(posts):
        agency = made.agencies[number % agencies].id
        day = (date(2024, 1, 1) + timedelta(days=chance.randrange(366))).isoformat()
        more = {"title": f"Ủy ban nhân dân tổ chức hội nghị triển khai công tác cải cách hành chính đợt {number}",
                "url": f"https://{agency}.example.vn/tin-tuc/cai-cach-hanh-chinh/hoi-nghi-trien-khai-{number}.html",
                }  # fmt: skip
        if number % 5 == 4:
            rows.append(standing(number, "off_topic", agency=agency, day=day, topics=(), **more))
        elif number % 5 == 3:
            rows.append(post(number, agency=agency, **for_quota("portal", "portal", day), **more))
        else:
            rows.append(post(number, agency=agency, day=day, **more))
    return made, rows


@pytest.fixture(scope="session")
def make():
    """The makers of this file."""
    return SimpleNamespace(**{name: value for name, value in globals().items() if callable(value)}, QUOTAS=QUOTAS)
