"""What a run can account for: sites, sections not read whole, steps that were made up for, its exit code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from crawler.health import SitePosts
from crawler.jobs.crawl import CrawlOutcome
from crawler.jobs.nightly_health import names_of
from crawler.registry.model import Registry
from crawler.store.health import details_of, site_figures, site_posts
from reports.health.causes import transient
from reports.health.night import Site, Step, Unread
from reports.words import CAUSES


def sites(store: Database, crawls: Collection[str], since: datetime) -> Iterator[Site]:
    """What those crawls, begun at `since`, asked of each host and got from it."""
    figures, posts = site_figures(store, crawls), site_posts(store, crawls, since)
    for host in sorted({*figures, *posts}):
        own, load = posts.get(host, SitePosts()), figures.get(host, {})
        yield Site(host, load.get("requests", 0), load.get("bytes", 0), own.new, own.changed, own.failures)


def unread(registry: Registry, outcome: CrawlOutcome) -> Iterator[Unread]:
    """The sections that were not read as far as they had to be."""
    names = names_of(registry)
    for one in outcome.shortfalls:
        causes = (f"{CAUSES[why.why].what}{f' [{why.detail}]' if why.detail else ''}" for why in one.causes)
        facts = one.section
        yield Unread(facts.section, facts.owner, names.get(facts.owner, facts.owner), facts.url, tuple(causes))


def to_retry(store: Database, outcome: CrawlOutcome) -> list[str]:
    """Owners of sections that were not read whole for a reason that may be over in an hour or two."""
    details = details_of(store, outcome.crawl)
    return sorted(
        {
            one.section.owner
            for one in outcome.shortfalls
            if any(transient(detail) for detail in details.get(one.section.section, ()))
        }
    )


def joined(one: CrawlOutcome, other: CrawlOutcome, owners: Collection[str]) -> CrawlOutcome:
    """The first crawl, with what the second says of the owners that were read again."""
    kept = tuple(short for short in one.shortfalls if short.section.owner not in owners)
    return replace(one, shortfalls=(*kept, *other.shortfalls), errors=one.errors + other.errors)


def crawl_words(made: CrawlOutcome) -> str:
    """A crawl in a few words."""
    short = f", {len(made.shortfalls)} chuyên mục chưa đọc đủ" if made.shortfalls else ""
    return f"{made.sections} chuyên mục, {made.posts} tin, bài, {made.requests} lượt tải{short}"


def settled(steps: Iterable[Step], codes: Mapping[str, int]) -> Iterator[Step]:
    """The steps; a crawl that failed and was made up for later is no failure any more."""
    for step in steps:
        mended = step.state == "failed" and step.name not in codes
        yield replace(step, state="done", detail=f"lần đầu hỏng: {step.detail}") if mended else step


def exit_code(codes: Mapping[str, int], outcome: CrawlOutcome | None) -> int:
    """The run's, from those of the steps that failed (interface, "Commands")."""
    for code in (1, 2, 4):
        if code in codes.values():
            return code
    return 0 if outcome is None or outcome.complete else 3
