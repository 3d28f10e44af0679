"""`cchc counts` over 100,000 stored posts beside the statements that it sends to SQLite, read to their ends.

    python tests/benchmarks/counts.py [POSTS]

No total is stored: every figure is summed from the posts' standings each time. Both are measured in turns.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from crawler.found import FoundEntry
from crawler.jobs.count import count
from crawler.jobs.decide import decide
from crawler.registry.load import load
from crawler.registry.sections import resolved_sections
from crawler.store import crawls, open_store, posts
from crawler.store.records import CrawlRecord
from tests.crawler.store import making

AGENCIES, PER_PAGE, TURNS = 40, 20, 7
READ_AT = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)
YEAR_END = date(2024, 12, 31)
HEAD = """\
version: 1
province: {id: tinh-x, name: Tỉnh X}
crawl: {user_agent: "cchc-audit (+mailto:thu@x.example)", allow_private_addresses: true}
plan:
  year: 2024
  title: Kế hoạch năm 2024
  quotas:
    - {id: own-site, clause: III.1.b, channel: own_site, topic: cchc, period: month, minimum: 5, basis: average,
       yearly_minimum: 60, kinds: [department]}
    - {id: weekly, clause: III.1.c, channel: own_site, topic: cchc, period: week, minimum: 1, basis: each,
       kinds: [department]}
agencies:
"""
AGENCY = """\
  - {{id: so-{n}, name: Sở {n}, kind: department, website: "http://127.0.{n}.1:9",
     sections: [{{url: "http://127.0.{n}.1:9/cchc"}}]}}
"""
BODY = "Sở đẩy mạnh cải cách hành chính, đơn giản hóa thủ tục, tiếp nhận hồ sơ tại bộ phận một cửa. " * 4


def fill(registry: Path, db: Path, number: int) -> None:
    """A store of so many posts, each agency's listing read whole, page by page, and decided."""
    registry.write_text(HEAD + "".join(AGENCY.format(n=n) for n in range(1, AGENCIES + 1)), encoding="utf-8")
    known = load(registry)
    sections = resolved_sections(known)
    store = open_store(db)
    store.execute("PRAGMA synchronous=OFF")
    crawls.put_sections(store, sections)
    crawls.begin_crawl(store, CrawlRecord("c1", READ_AT.isoformat(), "test", "hash", None, None, False))
    for at, section in enumerate(sections):
        _section(store, section.section, at + 1, number // AGENCIES)
    decide(store, known)
    store.execute("ANALYZE")
    store.close()


def _section(store: object, section: str, agency: int, number: int) -> None:
    entries = [_post(store, section, agency, place, number) for place in range(number)]
    pages = [entries[at : at + PER_PAGE] for at in range(0, number, PER_PAGE)]
    for seq, page in enumerate(pages, start=1):
        last = seq == len(pages)
        url = f"http://127.0.{agency}.1:9/cchc?page={seq}"
        after = {"after": "end", "next": None} if last else {"after": "next", "next": f"{url[:-1]}{seq + 1}"}
        made = making.list_page(*page, section=section, seq=seq, at=READ_AT, url=url, page=None, **after)
        crawls.add_list_page(store, made)  # type: ignore[arg-type]


def _post(store: object, section: str, agency: int, place: int, number: int) -> FoundEntry:
    """The `place`-th of the listing, the newest first, over the year; every eighth is about something else."""
    day = YEAR_END - timedelta(days=place * 366 // number)
    key = f"127.0.{agency}.1:9/bai-{place}"
    record = making.record(
        f"127.0.{agency}.1:9~{place}",
        url=f"http://{key}",
        title=f"Cải cách hành chính, bài {place} của sở {agency}",
        body=BODY,
        published=day.isoformat(),
        day=day.isoformat(),
        date_days=(day.isoformat(),),
        text_key=f"k{agency}-{place}",
    )
    said = making.verdict(record.id, topics=() if place % 8 == 7 else ("cchc",))
    posts.save_post(
        store,  # type: ignore[arg-type]
        replace(record, text_key=""),
        said,
        (),
        entries=[(section, key)],
        urls={key: f"http://{key}"},
        crawl="c1",
        seen=READ_AT,
    )
    return making.entry(key, day)


def statements(job: Callable[[], object]) -> list[str]:
    """What the job reads from the store, as the statements that it sends."""
    found: list[str] = []
    real = sqlite3.connect

    def traced(*arguments: object, **more: object) -> sqlite3.Connection:
        connection = real(*arguments, **more)  # type: ignore[call-overload]
        connection.set_trace_callback(found.append)
        return connection  # type: ignore[no-any-return]

    sqlite3.connect = traced  # type: ignore[assignment]
    try:
        job()
    finally:
        sqlite3.connect = real
    return [
        one for one in found if one.lstrip()[:6].upper() in ("SELECT", "WITH R") and "_sqlite_migrations" not in one
    ]


def own_sql(db: Path, asked: list[str]) -> None:
    with sqlite3.connect(db) as connection:
        for one in asked:
            connection.execute(one).fetchall()


def seconds(job: Callable[[], object]) -> float:
    began = time.process_time()
    job()
    return time.process_time() - began


def main(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        registry, db = Path(folder) / "site_registry.yaml", Path(folder) / "cchc.db"
        fill(registry, db, number)
        job = lambda: count(registry, db, as_of=YEAR_END)  # noqa: E731
        total = sum(quota.total for agency in job().agencies for quota in agency.quotas)
        asked = statements(job)
        whole, sql = zip(*((seconds(job), seconds(lambda: own_sql(db, asked))) for _ in range(TURNS)), strict=True)
        print(f"{number} posts, {total} counted; medians of {TURNS} turns, of the processor's time")
        print(f"counts {median(whole):.2f} s; its own SQL {median(sql):.2f} s; {median(whole) / median(sql):.1f} times")
        with sqlite3.connect(db) as connection:
            for one in asked:
                began = time.process_time()
                rows = len(connection.execute(one).fetchall())
                print(f"\n{' '.join(one.split())[:200]}\n  {rows} rows, {time.process_time() - began:.3f} s")
                for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {one}"):
                    print(f"    {step}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
