"""`cchc crawl`: reads sections in a process of its own, says how it goes and what was not read whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from crawler import runs
from crawler.errors import CchcError, Interrupted, SectionHeld
from crawler.found import SecondWay
from crawler.jobs.decide import decide
from crawler.jobs.known import load_registry
from crawler.jobs.reached import Shortfall, shortfalls
from crawler.jobs.saved import Origin, read_all, ready
from crawler.jobs.stopping import OWN_GROUP, passed_on
from crawler.ledger import SectionFacts
from crawler.registry.model import Registry
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
    readings: int = 1  # of saved pages: one for each time at which the listings were saved
    notes: tuple[str, ...] = ()  # what there is to know of the saved pages that were read

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
    source: Path | None = None,
    saved_on: date | None = None,
    origin: Origin | None = None,
) -> CrawlOutcome:
    """Crawls the sections of the agencies (`portal`: the portal's; none: all), then decides anew.

    `since` and `until` cut the range; the default is all that the quotas need. `full` reads known posts again.
    `source`: a WARC, a WACZ or a folder of saved pages to read instead of the network; `saved_on`: when those were
    saved that do not say so themselves; `origin`: what they are, where that is not plain.
    Raises BadInput on a bad registry, an unknown agency or a source with nothing to read, SectionHeld where another
    crawl holds a section, CchcError where the crawl itself broke down, Interrupted where it was asked to stop (SIGINT,
    SIGTERM).
    """
    loaded = load_registry(registry, network=True)
    owners = runs.owners_of(loaded, agencies)
    runs.crawl_range(loaded, since, until)
    settings = {"CCHC_REGISTRY": str(registry), "CCHC_DB": str(db), "CCHC_EVENTS": True, "LOG_LEVEL": log_level}
    arguments = {"full": "1" if full else "0"}
    arguments |= {name: day.isoformat() for name, day in (("since", since), ("until", until)) if day}

    def run(spider: str, more: dict[str, Any], told: dict[str, str]) -> str:
        return run_spider(settings | more, arguments | told, progress, spider=spider)

    notes: tuple[str, ...] = ()
    if source is None:
        made = [run("agency", {}, {"agency": ",".join(owners)})]
    else:
        with TemporaryDirectory() as work:
            archive = ready(source, Path(work), loaded, owners, saved_on=saved_on, origin=origin)
            made, notes = read_all(archive, loaded, db, owners, run), archive.notes
    return _outcome(db, loaded, owners, made, notes)


def _outcome(
    db: Path, registry: Registry, owners: Sequence[str], made: Sequence[str], notes: tuple[str, ...]
) -> CrawlOutcome:
    """Decides anew, and sums up what the crawls did; their first is the one that had to read the sections whole."""
    store = open_store(db)
    decide(store, registry)
    summaries: list[dict[str, Any]] = [json.loads(crawl_row(store, one)["summary"] or "{}") for one in made]
    short = tuple(shortfalls(store, registry, made[0], owners))
    ways = second_ways(store, made[0])
    store.close()
    figures = ("list_pages", "posts", "failed_posts", "requests", "bytes", "errors")
    sections = [one for one in resolved_sections(registry) if one.owner in owners]
    return CrawlOutcome(
        crawl=made[0],
        sections=len(sections),
        shortfalls=short,
        second_ways=tuple((one, ways[one.section]) for one in sections if one.section in ways),
        readings=len(made),
        notes=notes,
        **{name: sum(summary.get(name, 0) for summary in summaries) for name in figures},
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
    task = {"spider": spider, "settings": settings, "arguments": arguments, "parent": os.getpid()}
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8", process_group=OWN_GROUP) as child,
        passed_on(child) as stopping,
    ):
        try:
            crawl = _follow(child, json.dumps(task), progress)
        except BaseException:
            child.terminate()
            raise
        status = child.wait()
    if stopping.asked:
        raise Interrupted("Đã dừng thu thập theo yêu cầu. Những gì đã đọc vẫn còn; chạy lại thì đọc tiếp phần còn lại.")
    if crawl is None or status:
        raise CchcError(
            f"Tiến trình thu thập dừng giữa chừng (mã {status}). Hãy xem nhật ký rồi chạy lại: không mất gì."
        )
    return crawl


def _follow(child: subprocess.Popen[str], task: str, progress: Callable[[Progress], None] | None) -> str | None:
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("no pipes to the child")
    with suppress(BrokenPipeError):  # it was stopped before it was told what to do
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
