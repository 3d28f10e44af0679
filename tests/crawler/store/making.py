"""Makes rows for the store's tests: one crawl, sections, posts and list pages, each with as little as it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlite_utils import Database

from crawler.found import FailedPost, FoundEntry, FoundListPage
from crawler.ledger import SectionFacts
from crawler.page import Page
from crawler.store import crawls, open_store, posts
from crawler.store.records import CrawlRecord, CreditRecord, PostRecord, StandingRecord, VerdictRecord

AT = datetime(2024, 4, 2, 3, 0, tzinfo=UTC)


def store(*sections: str) -> Database:
    """A store in memory with crawl `c1` and the sections (default: `s1`)."""
    db = open_store(None)
    begin(db, "c1", *sections)
    return db


def begin(db: Database, crawl: str, *sections: str, since: str | None = None, at: datetime = AT) -> None:
    crawls.put_sections(db, [section(name) for name in sections or ("s1",)])
    crawls.begin_crawl(db, CrawlRecord(crawl, at.isoformat(), "test", "hash", since, None, False))


def section(name: str, **other: Any) -> SectionFacts:
    facts = SectionFacts(name, "so-noi-vu", "own_site", f"https://snv.vn/{name}", True, True, None, None)
    return replace(facts, **other)


def record(post: str = "snv.vn~1", **other: Any) -> PostRecord:
    made = PostRecord(
        id=post,
        url=f"https://snv.vn/{post[-1]}",
        title="Cải cách hành chính",
        body="Nội dung bài viết.",
        author="",
        source_line="",
        category="",
        family="nukeviet",
        published="2024-03-05",
        day="2024-03-05",
        date_words="05/03/2024",
        date_source="article_line",
        date_grade="A",
        date_days=("2024-03-05",),
        date_candidates=({"words": "05/03/2024", "place": "article_line", "day": "2024-03-05", "time": None},),
        date_flags=(),
        attachments=(),
        media=(),
        text_key="",
        origin="live",
        snapshot=None,
        snapshot_url=None,
        fetched_at=AT.isoformat(),
    )
    return replace(made, **other)


def verdict(post: str = "snv.vn~1", **other: Any) -> VerdictRecord:
    match = {"topic": "cchc", "phrase": "cải cách hành chính", "field": "title", "start": 0, "end": 19}
    made = VerdictRecord(post, "on_topic", 1, ("cchc",), (), ("c", "đ"), (), (match,), "Nói về CCHC.", "lexicon-1")
    return replace(made, **other)


def save(
    db: Database,
    made: PostRecord | None = None,
    *,
    keys: tuple[str, ...] = (),
    entries: tuple[tuple[str, str], ...] = (),
    credited: tuple[CreditRecord, ...] = (),
    seen: datetime = AT,
    crawl: str = "c1",
) -> str:
    made = made or record()
    urls = {key: f"https://{key}" for key in keys}
    return posts.save_post(db, made, verdict(made.id), credited, entries=entries, urls=urls, crawl=crawl, seen=seen)


def standing(post: str = "snv.vn~1", **other: Any) -> StandingRecord:
    cells = (("own-site", "2024-03", "count"),)
    made = StandingRecord(post, "so-noi-vu", "own_site", "counted", "", None, "s1", True, "lexicon", cells)
    return replace(made, **other)


def entry(key: str, day: date | None = date(2024, 3, 5), **other: Any) -> FoundEntry:
    made = FoundEntry(key, f"https://{key}", f"Tin {key}", day.strftime("%d/%m/%Y") if day else "", day)
    return replace(made, **other)


def list_page(*entries: FoundEntry, **other: Any) -> FoundListPage:
    made = FoundListPage(
        crawl="c1",
        section="s1",
        seq=1,
        at=AT,
        url="https://snv.vn/s1",
        status=200,
        outcome="read",
        after="end",
        next=None,
        entries=entries,
        undated=sum(one.day is None for one in entries),
        newest=max((one.day for one in entries if one.day), default=None),
        oldest=min((one.day for one in entries if one.day), default=None),
        inversions=0,
        capped=False,
        total=None,
        family="nukeviet",
        page=Page("https://snv.vn/s1", b"<ul></ul>"),
    )
    return replace(made, **other)


def failed(key: str, at: datetime = AT, **other: Any) -> FailedPost:
    made = FailedPost("c1", "s1", 1, at, f"https://{key}", key, 500, "failed", "http_500")
    return replace(made, **other)
