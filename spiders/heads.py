"""The HTTP client's protocol, with a bound on what may come before a body: headers, and answers that are none yet."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import HEADER, STATUS

MOST = 64 * 1024  # bytes


class BoundedHead(_LenientHTTP11ClientProtocol):
    """Breaks the connection off where the head of an answer does not end."""

    _head = 0

    def request(self, request: Any) -> Deferred[Any]:
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - the interface's name
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self._head += len(data)
            if self._head > MOST and self.transport is not None:
                self.transport.abortConnection()


class BoundedHeadFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> BoundedHead:  # noqa: N802 - the interface's name
        return BoundedHead(self._quiescentCallback)  # type: ignore[no-untyped-call]
