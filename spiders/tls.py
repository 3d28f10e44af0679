"""The HTTP(S) download handler: certificates are verified, but for the hosts that the registry excepts."""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.web.client import BrowserLikePolicyForHTTPS
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

from spiders.heads import BoundedHeadFactory

LOOK = 10.0  # seconds for a second handshake, to see what was wrong with the first


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


class UntrustedCertificate(DownloadFailedError):
    """What is wrong with a server's certificate (Vietnamese)."""


class TlsByHostHandler(HTTP11DownloadHandler):
    """Scrapy's, which says what is wrong with a certificate, and takes no endless head of an answer."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._contextFactory = TlsByHost(self._contextFactory, crawler)  # type: ignore[assignment]
        self._pool._factory = BoundedHeadFactory
        self._untrusted: dict[str, str | None] = {}  # host and port -> what is wrong

    async def download_request(self, request: Request) -> Response:
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            why = await self._why(request) if "SSL" in str(error) and not request.meta.get("proxy") else None
            if why is None:
                raise
            raise UntrustedCertificate(why) from error

    async def _why(self, request: Request) -> str | None:
        """What is wrong with the server's certificate, looked at once, at the address that was connected to."""
        from twisted.internet import reactor

        parts = urlparse_cached(request)
        if parts.netloc not in self._untrusted:
            name, port = parts.hostname or "", parts.port or 443
            address = str(await maybe_deferred_to_future(reactor.resolve(name)))  # type: ignore[arg-type]
            self._untrusted[parts.netloc] = await asyncio.to_thread(why_untrusted, name, address, port, LOOK)
        return self._untrusted[parts.netloc]


def why_untrusted(name: str, address: str, port: int, wait: float) -> str | None:
    """What is wrong with the certificate of the server at `address` that is called `name` (Vietnamese).

    None where it is in order, or no handshake came about within `wait` seconds. Blocks.
    """
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection((address, port), timeout=wait) as plain,
            context.wrap_socket(plain, server_hostname=name),
        ):
            return None
    except ssl.SSLCertVerificationError as error:
        words = _UNTRUSTED.get(error.verify_code)
        return f"{words} ({error.verify_message})" if words else str(error.verify_message)
    except OSError as error:
        return f"bắt tay TLS không thành ({error.reason})" if isinstance(error, ssl.SSLError) else None


#: OpenSSL's verify codes
_UNTRUSTED = {
    9: "chứng thư chưa đến ngày có hiệu lực",
    10: "chứng thư đã hết hạn",
    18: "chứng thư tự ký",
    19: "chuỗi chứng thư kết thúc ở một chứng thư tự ký",
    20: "không có chứng thư của nơi cấp (máy chủ thiếu chứng thư trung gian?)",
    21: "không kiểm tra được chứng thư đầu tiên (máy chủ thiếu chứng thư trung gian?)",
    23: "chứng thư đã bị thu hồi",
    62: "chứng thư cấp cho tên miền khác",
    64: "chứng thư cấp cho địa chỉ khác",
}
