"""A downloader middleware: how a site is spared that is busy, refuses, or does not answer; and when none is asked.

`Retry-After` is waited for (RFC 9110, 10.2.3), by every request to the site. A site that refuses again and again, that
does not answer again and again, or that takes too long as a whole is left alone for the rest of the crawl; so is every
site outside the registry's hours. Waits and limits are those of `crawler/settings.py`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self

from scrapy import Request, signals
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.asyncio import call_later

from crawler.registry.window import Window, window
from crawler.settings import crawl_of, registry_of

REFUSING = frozenset({403, 429, 503})
BUSY = frozenset({429, 503})
SPIDERS = ("agency", "portal")  # that go by the hours; a person who adds one post, or looks at a page, is there


@dataclass(frozen=True)
class Limits:
    """`refusals`, `failures`: in a row; `wait`, `seconds`: at most, of one `Retry-After` and of a site in all."""

    refusals: int
    failures: int
    wait: float
    seconds: float

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        return cls(
            settings.getint("CCHC_MOST_REFUSALS"),
            settings.getint("CCHC_MOST_FAILURES"),
            settings.getfloat("CCHC_MOST_WAIT"),
            settings.getfloat("CCHC_MOST_SITE_SECONDS"),
        )


@dataclass
class Site:
    """What a site has done so far. `left`: why it is left alone."""

    since: float
    refusals: int = 0
    failures: int = 0
    until: float = 0.0  # waited for
    left: str | None = None


def retry_after(words: str, now: datetime) -> float | None:
    """The seconds that the header asks to wait for: a number, or a date; None where it says neither."""
    words = words.strip()
    if words.isascii() and words.isdigit():
        return float(words[:9])
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


class MannersMiddleware:
    """Sites are told apart by their download slots (`spiders/sites.py`)."""

    def __init__(
        self, crawler: Crawler, limits: Limits, hours: Window | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._crawler = crawler
        self._limits = limits
        self._hours = hours
        self._clock = clock
        self._sites: dict[str, Site] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = cls(crawler, Limits.of(crawler.settings), _hours(crawler))
        crawler.signals.connect(made.answered, signal=signals.response_downloaded)
        return made

    def process_request(self, request: Request) -> None:
        site = self._site(request)
        if self._hours is not None and not self._hours.holds(datetime.now(UTC)):
            self._leave(request, site, "outside_window ngoài khung giờ được phép đọc (crawl.window)")
        if self._clock() - site.since > self._limits.seconds:
            hours = self._limits.seconds / 3600
            self._leave(request, site, f"site_time đã đọc trang này {hours:g} giờ, phần còn lại để lần sau")
        if site.left is not None:
            raise IgnoreRequest(site.left)

    def answered(self, response: Response, request: Request) -> None:
        """Takes note of an answer, before the site's slot lets out its next request."""
        site = self._site(request)
        site.failures = 0
        if response.status not in REFUSING:
            site.refusals = 0
            return
        site.refusals += 1
        if response.status in BUSY:
            self._wait(request, site, response)
        if site.refusals >= self._limits.refusals:
            words = f"máy chủ từ chối {site.refusals} lần liền (mã {response.status}), không hỏi thêm trong lần này"
            self._leave(request, site, f"left_alone {words}")

    def process_exception(self, request: Request, exception: Exception) -> None:
        if isinstance(exception, IgnoreRequest):
            return
        site = self._site(request)
        site.failures += 1
        if site.failures >= self._limits.failures:
            words = f"máy chủ không trả lời {site.failures} lần liền, không hỏi thêm trong lần này"
            self._leave(request, site, f"silent {words}")

    def _site(self, request: Request) -> Site:
        key = request.meta["download_slot"]
        if key not in self._sites:
            self._sites[key] = Site(self._clock())
        return self._sites[key]

    def _wait(self, request: Request, site: Site, response: Response) -> None:
        header = (response.headers.get("Retry-After") or b"").decode("latin-1")
        slot = self._downloader.slots.get(request.meta["download_slot"])
        asked = retry_after(header, datetime.now(UTC))
        if asked is not None and asked > self._limits.wait:
            self._leave(request, site, f"left_alone máy chủ bảo chờ {asked:.0f} giây, không hỏi thêm trong lần này")
        elif slot is not None:
            wait = min(slot.delay * 2**site.refusals, self._limits.wait) if asked is None else asked
            self._pause(slot, site, wait)

    def _pause(self, slot: Any, site: Site, seconds: float) -> None:
        """Lets nothing more out of the site's slot for so long."""
        until = self._clock() + seconds
        if seconds <= 0 or until <= site.until:
            return
        site.until = until
        if slot.latercall is not None:
            slot.latercall.cancel()
        slot.latercall = call_later(seconds, self._downloader._latercall, slot)

    def _leave(self, request: Request, site: Site, words: str) -> None:
        """Asks the site for nothing more, nor for what waits in its slot."""
        site.left = site.left or words
        slot = self._downloader.slots.get(request.meta["download_slot"])
        while slot is not None and slot.queue:
            slot.queue.popleft()[1].errback(IgnoreRequest(site.left))

    @property
    def _downloader(self) -> Downloader:
        engine = self._crawler.engine
        if engine is None:
            raise RuntimeError("the engine is not running")
        return engine.downloader


def _hours(crawler: Crawler) -> Window | None:
    text = crawl_of(crawler.settings).window
    if text is None or crawler.spider is None or crawler.spider.name not in SPIDERS:
        return None
    return window(text, registry_of(crawler.settings).province.zone)
