"""A downloader middleware next to the network: keeps an answer as it came in its request's meta, until it is read.

What was shown by a browser or came out of an archive did not come over the wire: nothing is kept of it here.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from twisted.web.http import RESPONSES

from crawler.evidence.exchange import Exchange

RECEIVED = "received"
_NOT_THE_WIRE = frozenset({"playwright", "saved"})  # flags of responses


class Recorder:
    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("CCHC_EVIDENCE"):
            raise NotConfigured
        return cls()

    def process_request(self, request: Request) -> None:
        request.meta.pop(RECEIVED, None)  # of the request that led to this one

    def process_response(self, request: Request, response: Response) -> Response:
        if (200 <= response.status < 300 or response.status == 304) and _NOT_THE_WIRE.isdisjoint(response.flags):
            request.meta[RECEIVED] = exchange(request, response)
        return response


def exchange(request: Request, response: Response) -> Exchange:
    """What was asked and answered; the answer came just now."""
    return Exchange(
        url=response.url.partition("#")[0],
        method=request.method,
        asked=_pairs(request.headers),
        sent=request.body,
        status=response.status,
        reason=RESPONSES.get(response.status, b"").decode("ascii"),
        headers=_pairs(response.headers),
        body=response.body,
        at=datetime.now(UTC),
        address=str(response.ip_address) if response.ip_address else None,
    )


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )
