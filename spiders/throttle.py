"""Scrapy's AutoThrottle, which goes no faster than robots.txt asks for."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response


class Throttle(AutoThrottle):
    """A slower answer makes a longer wait for the site's next one; the registry's delay and a Crawl-delay are least."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        if key is not None and slot is not None:
            slot.delay = max(slot.delay, least(self.crawler, key))


def least(crawler: Crawler, site: str) -> float:
    """The seconds between two requests that the site itself asks for, 0 where it does not."""
    if crawler.engine is None:
        return 0.0
    return float(crawler.engine.downloader.per_slot_settings.get(site, {}).get("delay", 0.0))


def keep_least(crawler: Crawler, site: str, seconds: float) -> None:
    """Keeps to so many seconds between two requests to the site, in slots to come too; never to fewer than before."""
    if crawler.engine is None:
        return
    downloader = crawler.engine.downloader
    own = {**downloader.per_slot_settings.get(site, {}), "delay": max(seconds, least(crawler, site), downloader._delay)}
    downloader.per_slot_settings[site] = own
    if (slot := downloader.slots.get(site)) is not None:
        slot.delay = max(slot.delay, own["delay"])
