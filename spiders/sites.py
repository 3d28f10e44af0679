"""A downloader middleware: a section is read on its owner's hosts, wherever redirects lead, and at its site's pace."""

from __future__ import annotations

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler import identity


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
        section = request.cb_kwargs.get("section")
        if section is not None and not identity.same_site(request.url, self._of(section)):
            raise IgnoreRequest(f"offsite địa chỉ dẫn ra ngoài máy chủ của cơ quan: {identity.host(request.url)}")
        name = urlsplit(request.url).hostname or ""
        request.meta["download_slot"] = name.rstrip(".").removeprefix("www.")

    def _of(self, section: str) -> frozenset[str]:
        if not self._hosts:
            self._hosts = {one.id: one.hosts for one in self._crawler.spider.task.sections}  # type: ignore[union-attr]
        return self._hosts.get(section, frozenset())
