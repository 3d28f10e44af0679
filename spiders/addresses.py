"""Only public addresses are connected to, or those that the registry allows.

The resolver that every connection goes through gives out no other address, whoever asks and however a name is spelt;
its answers are kept for the crawl, so that a name has one address from its check to its last connection. The downloader
middleware asks it before a request is sent, and looks at the addresses written in numbers, which nobody resolves.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import DNSLookupError

from crawler.registry.model import Crawl
from crawler.settings import crawl_of

if TYPE_CHECKING:
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: Special-purpose ranges (IANA) that Python's own tables do not all know, or know differently from version to version;
#: and those whose addresses stand for others: NAT64, 6to4, Teredo.
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        (
            *("192.0.0.0/24", "192.88.99.0/24", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/23", "2002::/16"),
            *("3fff::/20", "5f00::/16", "fec0::/10"),
        ),
    )
)


def allowed(address: Address, ranges: Iterable[Network], *, loopback: bool) -> bool:
    """Whether the crawler may connect to the address. One that stands for another (IPv4-mapped, 6to4 …) never is."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return False
    if any(address in network for network in ranges if network.version == address.version):
        return True
    if address.is_loopback:
        return loopback
    special = any(address in network for network in _SPECIAL if network.version == address.version)
    return address.is_global and not (address.is_multicast or address.is_reserved or special)


class ForbiddenAddress(DNSLookupError):
    """A name leads to an address that must not be connected to."""


@dataclass(frozen=True)
class Rules:
    """What a registry allows beside public addresses; `proxy`: the host of the proxy that resolves in our place."""

    ranges: tuple[Network, ...]
    loopback: bool
    proxy: str | None

    @classmethod
    def of(cls, crawl: Crawl) -> Self:
        ranges = tuple(ipaddress.ip_network(text, strict=False) for text in crawl.allow_addresses)
        return cls(ranges, crawl.allow_private_addresses, urlsplit(crawl.proxy).hostname if crawl.proxy else None)

    def allow(self, address: Address) -> bool:
        return allowed(address, self.ranges, loopback=self.loopback)


class CheckedResolver(CachingThreadedResolver):
    """Scrapy's caching resolver, which gives out allowed addresses alone; a proxy's own name may be any."""

    rules: Rules

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: ReactorBase) -> Self:
        made = super().from_crawler(crawler, reactor)
        made.rules = Rules.of(crawl_of(crawler.settings))
        return made

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - the interface's name
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found if name == self.rules.proxy else found.addCallback(self._checked, name)

    def _checked(self, text: str, name: str) -> str:
        if not self.rules.allow(ipaddress.ip_address(text)):
            raise ForbiddenAddress(f"{text} ({name})")
        return text


class AddressMiddleware:
    """Refuses requests to addresses that are not public.

    Behind a proxy, which resolves names itself, it sees only addresses written in numbers.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._known: set[str] = set()  # names that were resolved, as they were spelt

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Rules.of(crawl_of(crawler.settings)))

    async def process_request(self, request: Request) -> None:
        name = urlparse_cached(request).hostname or ""
        if name in self._known:
            return
        address = _literal(name)
        if address is None and self._rules.proxy is None:
            address = await self._resolved(name)
        if address is not None and not self._rules.allow(address):
            raise IgnoreRequest(f"address địa chỉ {address} của {name} không phải địa chỉ công cộng được phép")
        self._known.add(name)

    async def _resolved(self, name: str) -> Address:
        from twisted.internet import reactor

        try:
            found = await maybe_deferred_to_future(reactor.resolve(name))  # type: ignore[arg-type]
        except ForbiddenAddress as error:
            words = f"address địa chỉ {error} của trang không phải địa chỉ công cộng được phép"
            raise IgnoreRequest(words) from error
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
