"""The HTTP(S) download handler: certificates are verified, but for the hosts that the registry excepts."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from twisted.web.client import BrowserLikePolicyForHTTPS
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]


@implementer(IPolicyForHTTPS)
class TlsByHost:
    """Scrapy's own policy, which verifies nothing, for excepted hosts; for all others one that verifies."""

    def __init__(self, lax: Any, crawler: Crawler) -> None:
        self._lax = lax
        self._strict = BrowserLikePolicyForHTTPS()  # type: ignore[no-untyped-call]
        self._crawler = crawler

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 - the interface's name
        chosen = self._lax if self._excepted(hostname.decode("ascii", "replace")) else self._strict
        return chosen.creatorForNetloc(hostname, port)

    def _excepted(self, name: str) -> bool:
        bare = name.removeprefix("www.")
        sections = self._crawler.spider.task.sections  # type: ignore[union-attr]
        return any(bare == host.rsplit(":", 1)[0] for one in sections if not one.verify_tls for host in one.hosts)


class TlsByHostHandler(HTTP11DownloadHandler):
    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._contextFactory = TlsByHost(self._contextFactory, crawler)  # type: ignore[assignment]
