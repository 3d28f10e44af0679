"""The base of both spiders: reads sections page by page, their posts before their next page.

Requests carry plain data only: the section's id, the page's number, the entry's key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import scrapy
from crawler.task import CrawlTask, SectionTask
from scrapy import Request
from scrapy.crawler import Crawler

from crawler.found import FailedPost, FoundListPage, FoundPost
from crawler.items import Listing
from crawler.page import Page
from spiders.families.base import Family
from spiders.reading import Reading

Found = FoundPost | FailedPost | FoundListPage | Request


@dataclass
class Section:
    """One section while it is being read."""

    task: SectionTask
    reading: Reading
    family: Family | None = None
    asked_at: datetime | None = None
    url: str = ""
    status: int | None = None
    page: Page | None = None
    listing: Listing | None = None


class SectionSpider(scrapy.Spider):
    """Crawls the sections of the task that `from_crawler` finds for it."""

    task: CrawlTask
    custom_settings: dict[str, Any] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.task = crawler.settings["CCHC_TASK"]
        spider.allowed_domains = sorted({host for s in spider.task.sections for host in _names(s.hosts)})
        return spider
