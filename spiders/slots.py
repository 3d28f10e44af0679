"""Scrapy's downloader, which keeps to the number of requests under way to one site where there is no delay too."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Downloader, Slot
from scrapy.http import Response
from twisted.internet.defer import Deferred


class SiteDownloader(Downloader):
    """Counts a request as under way when it leaves its queue; Scrapy's own, when the loop comes to it: too late."""

    def _wait_for_download(
        self, slot: Slot, request: Request, queue_dfd: Deferred[Response]
    ) -> Coroutine[Any, Any, None]:
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)
