"""A downloader middleware: robots.txt by RFC 9309.

Unreachable, or 5xx: keep out (§2.3.1.4); so it is after 408, 425 and 429, which say that it is there. Any other 4xx, or
more than five redirects in a row: nothing is forbidden (§2.3.1.2, §2.3.1.3). A redirect to a host that is not the
section's is not followed, and robots.txt is then unreachable. The first 500 KiB are read (§2.5); after 24 hours it is
asked for anew (§2.4). A `Crawl-delay`, though not in the RFC, is kept to, up to a minute.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.settings import crawl_of
from spiders.throttle import keep_least

MAX_SIZE = 500 * 1024  # bytes
MAX_DELAY = 60.0  # seconds
MAX_REDIRECTS = 5
FRESH = 24 * 3600.0  # seconds
ANSWERS_FIRST = 1000  # priority
TOKEN = "cchc-audit"  # the product token (§2.2.1), where the crawler's name holds it
EVERYONE = "*"
_NO_TOKEN = re.compile(r"[^A-Za-z_-].*", re.DOTALL)


def product_token(agent: str) -> str:
    """What a robots.txt calls the crawler: its own token, else the first word of the name that it gives itself."""
    return TOKEN if TOKEN in agent.lower() else _NO_TOKEN.sub("", agent) or TOKEN


def bound_by(text: str, token: str) -> str:
    """The name whose group binds the crawler: its own where a group bears it (§2.2.1), else everyone's."""
    named = rf"^[ \t]*user-agent[ \t]*:[ \t]*{re.escape(token)}[ \t]*(?:#|$)"
    return token if re.search(named, text, re.IGNORECASE | re.MULTILINE) else EVERYONE


def text_of(body: bytes) -> str:
    """The part of a robots.txt that is read: whole lines, UTF-8, with or without a mark at its beginning."""
    part = body[:MAX_SIZE]
    if len(body) > MAX_SIZE:
        part = part[: max(part.rfind(b"\n"), part.rfind(b"\r")) + 1]
    return part.decode("utf-8-sig", "replace").replace("\x00", "").replace("\r", "\n")


@dataclass(frozen=True)
class Rules:
    """What a site's robots.txt says; `error`: why it could not be had, so that everything is forbidden."""

    parsed: Protego | None = None  # None: nothing is forbidden
    agent: str = EVERYONE  # whose group binds
    error: Exception | None = None


class RobotsMiddleware:
    def __init__(self, crawler: Crawler, agent: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._crawler = crawler
        self._token = product_token(agent)
        self._clock = clock
        self._asked: dict[str, tuple[float, asyncio.Future[Rules]]] = {}

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
            raise rules.error.with_traceback(None)  # raised for each request: it would drag all its ways along
        if rules.parsed is not None and not rules.parsed.can_fetch(request.url, rules.agent):
            raise IgnoreRequest("robots robots.txt của trang không cho phép đọc")

    async def _rules(self, request: Request) -> Rules:
        """The rules for the request's site, asked for once in 24 hours."""
        parts = urlparse_cached(request)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._asked.get(site)
        if known is not None and self._clock() - known[0] < FRESH:
            return known[1].result() if known[1].done() else await known[1]
        answer: asyncio.Future[Rules] = asyncio.get_running_loop().create_future()
        self._asked[site] = (self._clock(), answer)
        answer.set_result(await self._ask(site, request))
        return answer.result()

    async def _ask(self, site: str, request: Request) -> Rules:
        section = request.cb_kwargs.get("section")
        wanted = Request(
            f"{site}/robots.txt",
            priority=ANSWERS_FIRST,
            callback=NO_CALLBACK,
            meta={"robots": True, "redirect_ttl": MAX_REDIRECTS},
            cb_kwargs={"section": section} if section else {},
        )
        try:
            response = await self._crawler.engine.download_async(wanted)
        except Exception as error:  # noqa: BLE001 - whatever kept robots.txt from us keeps us out of the site
            return Rules() if "redirections" in str(error) else Rules(error=_error(error))
        if response.status >= 500 or response.status in (408, 425, 429):
            words = f"robots_unreachable máy chủ trả lời mã {response.status} khi hỏi robots.txt"
            return Rules(error=IgnoreRequest(words))
        if response.status >= 300:
            return Rules()
        text = text_of(response.body)
        rules = Rules(Protego.parse(text), bound_by(text, self._token))
        self._keep_delay(wanted, rules)
        return rules

    def _keep_delay(self, request: Request, rules: Rules) -> None:
        delay = rules.parsed.crawl_delay(rules.agent) if rules.parsed is not None else None
        if delay:
            keep_least(self._crawler, request.meta["download_slot"], min(float(delay), MAX_DELAY))


def _error(error: Exception) -> Exception:
    """The error, in words that tell of robots.txt where it was led off the site."""
    if isinstance(error, IgnoreRequest) and str(error).startswith("offsite"):
        return IgnoreRequest("robots_unreachable robots.txt dẫn ra ngoài máy chủ của cơ quan")
    return error
