"""A Scrapy spider that downloads addresses and keeps nothing: the ground that a crawl's speed is compared with."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess


class BareSpider(scrapy.Spider):
    name = "bare"
    custom_settings = {
        "CONCURRENT_ITEMS": 1,
        "CONCURRENT_REQUESTS": 32,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "RETRY_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
    }

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url in Path(self.addresses).read_text(encoding="utf-8").split():  # type: ignore[attr-defined]
            yield scrapy.Request(url, dont_filter=True, errback=self.parse)

    def parse(self, response: Any) -> None:
        return None


if __name__ == "__main__":
    process = AsyncCrawlerProcess()
    process.crawl(BareSpider, addresses=sys.argv[1])
    process.start()
