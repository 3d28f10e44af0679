"""A downloader middleware: robots.txt by RFC 9309.

Unreachable, or 5xx: keep out (§2.3.1.4); 4xx: nothing is forbidden (§2.3.1.3). The first 500 KiB are read (§2.5). A
`Crawl-delay`, though not in the RFC, is kept to, up to a minute.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Self

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.settings import crawl_of

MAX_SIZE = 500 * 1024  # bytes
MAX_DELAY = 60.0  # seconds
ANSWERS_FIRST = 1000  # priority


@dataclass(frozen=True)
class Rules:
    """What a site's robots.txt says; `error`: why it could not be had, so that everything is forbidden."""

    parsed: Protego | None = None  # None: nothing is forbidden
    error: Exception | None = None


class RobotsMiddleware:
    def __init__(self, crawler: Crawler, agent: str) -> None:
        self._crawler = crawler
        self._agent = agent
        self._asked: dict[str, asyncio.Future[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        crawl = crawl_of(crawler.settings)
        if not crawl.obey_robots:
            raise NotConfigured
        return cls(crawler, crawl.user_agent)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("robots"):
            return
        rules = await self._rules(request)
        if rules.error is not None:
            request.meta["dont_retry"] = True
            raise rules.error
        if rules.parsed is not None and not rules.parsed.can_fetch(request.url, self._agent):
            raise IgnoreRequest("robots robots.txt của trang không cho phép đọc")

    async def _rules(self, request: Request) -> Rules:
        """The rules for the request's site, asked for once."""
        parts = urlparse_cached(request)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._asked:
            self._asked[site] = asyncio.get_running_loop().create_future()
            self._asked[site].set_result(await self._ask(site, request))
        return await self._asked[site]

    async def _ask(self, site: str, request: Request) -> Rules:
        section = request.cb_kwargs.get("section")
        wanted = Request(
            f"{site}/robots.txt",
            priority=ANSWERS_FIRST,
            callback=NO_CALLBACK,
            meta={"robots": True},
            cb_kwargs={"section": section} if section else {},
        )
        try:
            response = await self._crawler.engine.download_async(wanted)
        except Exception as error:  # noqa: BLE001 - whatever kept robots.txt from us keeps us out of the site
            return Rules(error=error)
        if response.status >= 500 or response.status in (408, 425, 429):
            words = f"robots_unreachable máy chủ trả lời mã {response.status} khi hỏi robots.txt"
            return Rules(error=IgnoreRequest(words))
        if response.status >= 400:
            return Rules()
        rules = Protego.parse(response.body[:MAX_SIZE].decode("utf-8", "replace"))
        self._keep_delay(wanted, rules)
        return Rules(rules)

    def _keep_delay(self, request: Request, rules: Protego) -> None:
        delay = rules.crawl_delay(self._agent)
        downloader = self._crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if delay and slot is not None:
            slot.delay = max(slot.delay, min(float(delay), MAX_DELAY))
