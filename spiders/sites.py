"""A downloader middleware: a section is read on its owner's hosts, wherever redirects lead, and at its site's pace."""

from __future__ import annotations

import re
from typing import Self
from urllib.parse import ParseResult

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.httpobj import urlparse_cached

from crawler import identity

LONGEST = 4000  # characters of an address, without what stands behind `#`
_ODD = re.compile(r"[@\\%\s\x00-\x20\x7f]")  # in the place of a host: programs differ in which host they see
#: Ports of other services than the web's, above those that only the system may open.
_OTHERS = frozenset({2375, 3306, 5432, 6000, 6379, 6667, 9200, 10080, 11211, 27017})
_SYSTEM = 1024
_WEB = (None, 80, 443)


def unfit(url: str, parts: ParseResult) -> str | None:
    """Why no request is made to such an address, whoever owns it; None where there is nothing odd about it."""
    if parts.scheme not in ("http", "https"):
        return f"scheme không đọc địa chỉ “{parts.scheme}:”, chỉ đọc http và https"
    if not parts.netloc or _ODD.search(parts.netloc):
        return "host địa chỉ có tên máy chủ không rõ ràng"
    if len(url) - len(parts.fragment) > LONGEST:
        return f"too_long địa chỉ dài quá {LONGEST} ký tự"
    return None


def foreign_port(port: int | None) -> bool:
    """Whether another service than a website answers at the port, as a rule."""
    return port not in _WEB and port is not None and (port < _SYSTEM or port in _OTHERS)


class OwnSiteMiddleware:
    """Refuses a request, redirected ones too, that leaves the hosts of the section it is made for.

    `www.snv.vn` and `snv.vn` are one site: the delay between requests holds for both together.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._hosts: dict[str, frozenset[str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        parts = urlparse_cached(request)
        if words := unfit(request.url, parts):
            raise IgnoreRequest(words)
        name = identity.host(request.url)
        hosts = self._of(request.cb_kwargs.get("section"))
        if name not in hosts and not identity.same_site(request.url, hosts):
            raise IgnoreRequest(f"offsite địa chỉ dẫn ra ngoài máy chủ của cơ quan: {name}")
        if name not in hosts and foreign_port(parts.port):
            raise IgnoreRequest(f"port cổng {parts.port} không phải cổng của trang web")
        request.meta["download_slot"] = (parts.hostname or "").rstrip(".").removeprefix("www.")

    def _of(self, section: str | None) -> frozenset[str]:
        """The hosts of the section; of a request for no section: none."""
        if not self._hosts:
            self._hosts = {one.id: one.hosts for one in self._crawler.spider.task.sections}  # type: ignore[union-attr]
        return self._hosts.get(section or "", frozenset())
