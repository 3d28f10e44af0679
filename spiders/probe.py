"""A spider that fetches given addresses once and reads nothing in them: for looking before crawling.

Its requests pass through the same middlewares as a crawl's: own hosts, public addresses, robots.txt, certificates.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

import scrapy
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.python.failure import Failure

from crawler.items import NextPage
from crawler.page import Page
from spiders.answers import Fault, fault_of, page_of
from spiders.tls import why_untrusted

TLS_FAULT = "tls"  # how the detail of a fault begins that a certificate or a handshake caused
FORM = "application/x-www-form-urlencoded"
WAIT = 10.0  # seconds for a second handshake


@dataclass(frozen=True)
class ProbeSite:
    """Where a probe may go, under a name of its own. `hosts` are fit for `identity.same_site`."""

    id: str
    hosts: frozenset[str]
    verify_tls: bool = True


@dataclass(frozen=True)
class Ask:
    """One page to ask for, of one of the sites."""

    site: str
    page: NextPage


@dataclass(frozen=True)
class ProbeTask:
    """What the middlewares look at: the sites, in the place of a crawl's sections."""

    sections: tuple[ProbeSite, ...] = field(default_factory=tuple)


class ProbeSpider(scrapy.Spider):
    """`answers` is filled: the ask's place -> its page, or why there is none."""

    name = "probe"

    def __init__(
        self,
        sites: tuple[ProbeSite, ...],
        asks: tuple[Ask, ...],
        answers: MutableMapping[int, Page | Fault],
        **more: Any,
    ) -> None:
        super().__init__(**more)
        self.task = ProbeTask(sites)
        self.asks = asks
        self.answers = answers

    async def start(self) -> AsyncIterator[Request]:
        for at, ask in enumerate(self.asks):
            yield self._request(at, ask)

    def _request(self, at: int, ask: Ask) -> Request:
        return Request(
            ask.page.url,
            method=ask.page.method,
            body=(ask.page.body or urlencode(ask.page.form)).encode(),
            headers={**({"Content-Type": FORM} if ask.page.method == "POST" else {}), **ask.page.headers},
            callback=self.answered,
            errback=self.failed,
            priority=-at,  # in the order in which they were given
            cb_kwargs={"section": ask.site, "at": at},
        )

    def answered(self, response: Response, section: str, at: int) -> None:
        self.answers[at] = page_of(response)

    async def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        fault = fault_of(failure)
        if fault.detail.startswith(TLS_FAULT):
            fault = await self._explained(request.url, fault)
        self.answers[request.cb_kwargs["at"]] = fault

    async def _explained(self, url: str, fault: Fault) -> Fault:
        """The fault with what is wrong with the certificate, at the address that the crawl itself connected to."""
        from twisted.internet import reactor

        parts = urlsplit(url)
        name = parts.hostname or ""
        address = str(await maybe_deferred_to_future(reactor.resolve(name)))  # type: ignore[arg-type]
        why = await asyncio.to_thread(why_untrusted, name, address, parts.port or 443, WAIT)
        return replace(fault, detail=f"{TLS_FAULT} {why}") if why else fault
