"""`cchc crawl`: reads sections in a process of its own, says how it goes and what was not read whole."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from crawler import runs
from crawler.errors import CchcError, SectionHeld
from crawler.found import SecondWay
from crawler.jobs.decide import decide
from crawler.jobs.known import load_registry
from crawler.jobs.reached import Shortfall, shortfalls
from crawler.ledger import SectionFacts
from crawler.registry.sections import resolved_sections
from crawler.store import open_store
from crawler.store.crawls import crawl_row
from crawler.store.secondways import second_ways


@dataclass(frozen=True)
class Progress:
    """How far a crawl is: owners are agencies and the portal."""

    owners: int
    owners_done: int
    sections: int
    sections_done: int
    list_pages: int
    posts: int
    failed_posts: int


@dataclass(frozen=True)
class CrawlOutcome:
    """What a crawl did. `shortfalls`: sections that were not read as far as they had to be, and why."""

    crawl: str
    sections: int
    list_pages: int
    posts: int
    failed_posts: int
    requests: int
    bytes: int
    errors: int
    shortfalls: tuple[Shortfall, ...]
    second_ways: tuple[tuple[SectionFacts, SecondWay], ...] = ()  # feeds that were held against their listings

    @property
    def complete(self) -> bool:
        return not self.shortfalls and not self.errors


def crawl(
    registry: Path,
    db: Path,
    *,
    agencies: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    full: bool = False,
    progress: Callable[[Progress], None] | None = None,
    log_level: str = "WARNING",
) -> CrawlOutcome:
    """Crawls the sections of the agencies (`portal`: the portal's; none: all), then decides anew.

    `since` and `until` cut the range; the default is all that the quotas need. `full` reads known posts again.
    Raises BadInput on a bad registry or an unknown agency, SectionHeld where another crawl holds a section, CchcError
    where the crawl itself broke down.
    """
    loaded = load_registry(registry, network=True)
    owners = runs.owners_of(loaded, agencies)
    runs.crawl_range(loaded, since, until)
    settings = {"CCHC_REGISTRY": str(registry), "CCHC_DB": str(db), "CCHC_EVENTS": True, "LOG_LEVEL": log_level}
    arguments = {"agency": ",".join(owners), "full": "1" if full else "0"}
    arguments |= {name: day.isoformat() for name, day in (("since", since), ("until", until)) if day}
    id_ = run_spider(settings, arguments, progress)
    store = open_store(db)
    decide(store, loaded)
    row = crawl_row(store, id_)
    summary: dict[str, Any] = json.loads(row["summary"] or "{}")
    short = tuple(shortfalls(store, loaded, id_, owners))
    ways = second_ways(store, id_)
    store.close()
    figures = ("list_pages", "posts", "failed_posts", "requests", "bytes", "errors")
    sections = [one for one in resolved_sections(loaded) if one.owner in owners]
    return CrawlOutcome(
        crawl=id_,
        sections=len(sections),
        shortfalls=short,
        second_ways=tuple((one, ways[one.section]) for one in sections if one.section in ways),
        **{name: summary.get(name, 0) for name in figures},
    )


def run_spider(
    settings: dict[str, Any],
    arguments: dict[str, str],
    progress: Callable[[Progress], None] | None = None,
    *,
    spider: str = "agency",
) -> str:
    """Runs the spider in a child process; returns the crawl's id."""
    command = [sys.executable, "-m", "crawler.jobs.crawl_process"]
    task = {"spider": spider, "settings": settings, "arguments": arguments}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as child:
        try:
            crawl = _follow(child, json.dumps(task), progress)
        except BaseException:
            child.terminate()
            raise
        status = child.wait()
    if crawl is None or status:
        raise CchcError(
            f"Tiến trình thu thập dừng giữa chừng (mã {status}). Hãy xem nhật ký rồi chạy lại: không mất gì."
        )
    return crawl


def _follow(child: subprocess.Popen[str], task: str, progress: Callable[[Progress], None] | None) -> str | None:
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("no pipes to the child")
    child.stdin.write(task)
    child.stdin.close()
    crawl = None
    for event in _events(child.stdout):
        if event["event"] == "held":
            raise SectionHeld(event["message"])
        if event["event"] == "failed":
            raise CchcError(event["message"])
        crawl = event["crawl"]
        if progress is not None:
            names = Progress.__dataclass_fields__
            progress(Progress(**{name: event[name] for name in names}))
    return crawl


def _events(lines: IO[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if line.startswith("{"):
            yield json.loads(line)
