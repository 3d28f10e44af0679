"""A downloader middleware: only public addresses are connected to, or those that the registry allows.

A name is resolved before its request and the answer is kept for the crawl (Scrapy's own DNS cache), so that a name
cannot answer with one address when it is checked and another when it is connected to.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached

from crawler.settings import crawl_of

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: Special-purpose ranges (IANA) that Python's own tables do not all know, or know differently from version to version.
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/23", "3fff::/20"),
    )
)


def allowed(address: Address, ranges: Iterable[Network], *, loopback: bool) -> bool:
    """Whether the crawler may connect to the address. Mapped, 6to4 and Teredo forms are judged by what they hold."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if inner:
            return allowed(inner, ranges, loopback=loopback)
    if any(address in network for network in ranges if network.version == address.version):
        return True
    if address.is_loopback:
        return loopback
    special = any(address in network for network in _SPECIAL if network.version == address.version)
    return address.is_global and not (address.is_multicast or address.is_reserved or special)


class AddressMiddleware:
    """Refuses requests to addresses that are not public.

    Behind a proxy, which resolves names itself, it sees only addresses written in numbers.
    """

    def __init__(self, ranges: Iterable[str], *, loopback: bool, proxied: bool) -> None:
        self._ranges = tuple(ipaddress.ip_network(text, strict=False) for text in ranges)
        self._loopback = loopback
        self._proxied = proxied

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        crawl = crawl_of(crawler.settings)
        return cls(crawl.allow_addresses, loopback=crawl.allow_private_addresses, proxied=crawl.proxy is not None)

    async def process_request(self, request: Request) -> None:
        name = urlparse_cached(request).hostname or ""
        address = _literal(name)
        if address is None and not self._proxied:
            address = await self._resolved(name)
        if address is not None and not allowed(address, self._ranges, loopback=self._loopback):
            raise IgnoreRequest(f"address địa chỉ {address} của {name} không phải địa chỉ công cộng được phép")

    async def _resolved(self, name: str) -> Address:
        from twisted.internet import reactor

        found = await maybe_deferred_to_future(reactor.resolve(name))  # type: ignore[arg-type]
        return ipaddress.ip_address(found)


def _literal(name: str) -> Address | None:
    """The address that a host is, in any spelling a resolver would take (`127.1`, `0x7f000001`); None for a name."""
    try:
        return ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return _numbers(name)


def _numbers(name: str) -> Address | None:
    try:
        return ipaddress.ip_address(socket.inet_aton(name)) if name[:1].isdigit() else None
    except OSError:
        return None
