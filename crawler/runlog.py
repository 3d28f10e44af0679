"""A Scrapy extension: says how a crawl goes on, and closes it in the store when it ends."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector
from scrapy.utils.httpobj import urlparse_cached

from crawler import runs
from crawler.found import FailedPost, FoundListPage
from crawler.found_file import FoundFile
from crawler.settings import db_of
from crawler.store import open_store
from crawler.task import CrawlTask

_OUTCOMES = {"shutdown": "interrupted"}  # Scrapy's word for being asked to stop
_EVERY = 0.5  # seconds between two lines of progress


class RunLog:
    """Counts list pages, posts and failures; one row `crawl` is closed with them."""

    def __init__(self, db: Path, stats: StatsCollector, events: bool) -> None:
        self._db = db
        self._stats = stats
        self._events = events
        self._counts: Counter[str] = Counter()
        self._sites: dict[str, list[int]] = {}  # host -> requests, bytes as received
        self._done: set[str] = set()  # sections whose reading has ended
        self._last = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        log = cls(db_of(crawler.settings), crawler.stats, crawler.settings.getbool("CCHC_EVENTS"))
        crawler.signals.connect(log.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(log.item_error, signal=signals.item_error)
        crawler.signals.connect(log.request_sent, signal=signals.request_reached_downloader)
        crawler.signals.connect(log.response_got, signal=signals.response_downloaded)
        crawler.signals.connect(log.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(log.spider_closed, signal=signals.spider_closed)
        return log

    def spider_opened(self, spider: Spider) -> None:
        self._say("begun", spider.task, force=True)  # type: ignore[attr-defined]

    def item_scraped(self, item: Any, spider: Spider) -> None:
        if isinstance(item, FoundFile):
            return
        self._counts["list_pages" if isinstance(item, FoundListPage) else "posts"] += 1
        if isinstance(item, FailedPost):
            self._counts["posts"] -= 1
            self._counts["no_posts" if item.no_post else "failed_posts"] += 1
        if isinstance(item, FoundListPage) and item.after != "next":
            self._done.add(item.section)
        self._say("progress", spider.task)  # type: ignore[attr-defined]

    def item_error(self, item: Any, response: Any, spider: Spider, failure: Any) -> None:
        self._counts["errors"] += 1

    def request_sent(self, request: Request) -> None:
        self._site(request)[0] += 1

    def response_got(self, response: Response, request: Request) -> None:
        self._site(request)[1] += len(response.body)  # not yet decompressed

    def _site(self, request: Request) -> list[int]:
        return self._sites.setdefault(urlparse_cached(request).netloc.lower().removeprefix("www."), [0, 0])

    def spider_closed(self, spider: Spider, reason: str) -> None:
        task: CrawlTask = spider.task  # type: ignore[attr-defined]
        summary: dict[str, Any] = {**self._counts, "reason": reason}
        summary |= {
            "requests": self._stat("downloader/request_count"),
            "bytes": self._stat("downloader/response_bytes"),
        }
        summary["sites"] = {
            host: {"requests": requests, "bytes": size} for host, (requests, size) in sorted(self._sites.items())
        }
        store = open_store(self._db)
        runs.end(store, task.crawl, datetime.now(UTC), _OUTCOMES.get(reason, reason), summary)
        store.close()
        self._say("ended", task, force=True)

    def _stat(self, name: str) -> int:
        return int(self._stats.get_value(name, 0) or 0)

    def _say(self, event: str, task: CrawlTask, *, force: bool = False) -> None:
        now = time.monotonic()
        if not self._events or (now - self._last < _EVERY and not force):
            return
        self._last = now
        owners = {section.owner for section in task.sections}
        busy = {section.owner for section in task.sections if section.id not in self._done}
        line = {
            "event": event,
            "crawl": task.crawl,
            "owners": len(owners),
            "owners_done": len(owners - busy),
            "sections": len(task.sections),
            "sections_done": len(self._done),
            "list_pages": self._counts["list_pages"],
            "posts": self._counts["posts"],
            "failed_posts": self._counts["failed_posts"],
            "errors": self._counts["errors"],
        }
        try:
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
        except BrokenPipeError:  # whoever listened is gone; the crawl is stored all the same
            self._events = False
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
