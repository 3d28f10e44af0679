"""A Scrapy extension: once all sections are read, the files of posts that may be a plan, of the owner's hosts alone.

Which posts may be one the pipelines decide; hence it asks the store, when the crawl has nothing else to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import identity
from crawler.found_file import FoundFile
from crawler.settings import db_of
from crawler.store import open_store
from crawler.store.files import WantedFile, wanted
from crawler.task import CrawlTask
from spiders.answers import fault_of, page_of

MOST = 200  # files in one crawl
MOST_BYTES = 20 * 1024 * 1024  # of one file


class PlanFiles:
    """Asks for the files when the spider is idle, each once in a crawl."""

    def __init__(self, crawler: Crawler, db: Path) -> None:
        self._crawler = crawler
        self._db = db
        self._asked: set[tuple[str, str]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = cls(crawler, db_of(crawler.settings))
        crawler.signals.connect(made.idle, signal=signals.spider_idle)
        return made

    def idle(self, spider: Spider) -> None:
        """Keeps the spider open as long as there is a file to ask for."""
        task: CrawlTask | None = getattr(spider, "task", None)
        requests = [self._ask(task, one) for one in self._wanted(task)] if task else []
        if requests and self._crawler.engine is not None:
            for request in requests:
                self._crawler.engine.crawl(request)
            raise DontCloseSpider

    def _wanted(self, task: CrawlTask) -> list[WantedFile]:
        store = open_store(self._db)
        hosts = {section.id: section.hosts for section in task.sections}
        found = [
            one
            for one in wanted(store, task.crawl, hosts)
            if (one.post, one.url) not in self._asked and identity.same_site(one.url, hosts[one.section])
        ]
        store.close()
        found = found[: MOST - len(self._asked)]
        self._asked |= {(one.post, one.url) for one in found}
        return found

    def _ask(self, task: CrawlTask, one: WantedFile) -> Request:
        return Request(
            one.url,
            callback=self.parse,
            errback=self.failed,
            meta={"download_maxsize": MOST_BYTES},
            cb_kwargs={"section": one.section, "crawl": task.crawl, "post": one.post, "asked": one.url},
        )

    def parse(self, response: Response, section: str, **found: str) -> Iterator[FoundFile]:
        yield _file(found, status=response.status, page=page_of(response))

    def failed(self, failure: Failure) -> Iterator[FoundFile]:
        fault = fault_of(failure)
        given: dict[str, Any] = failure.request.cb_kwargs  # type: ignore[attr-defined]
        yield _file(given, status=fault.status, detail=fault.detail)


def _file(found: dict[str, Any], **more: Any) -> FoundFile:
    return FoundFile(found["crawl"], found["post"], found["asked"], datetime.now(UTC), **more)
