"""Sections of type `browser`: their pages are shown in a real browser (scrapy-playwright, an optional extra).

Only what belongs to the section's own hosts is asked for, at addresses that were resolved and checked beforehand; the
browser itself resolves nothing. It downloads nothing, and loads neither pictures nor fonts.
"""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import shutil
import socket
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler import identity
from crawler.registry.model import Crawl
from crawler.settings import crawl_of
from crawler.task import SectionTask
from spiders.addresses import Network, allowed
from spiders.answers import Fault
from spiders.browserwalk import settle, walk
from spiders.tls import TlsByHostHandler

KIND = "browser"
LIST, POST = "list", "post"  # what `meta["browser"]` says that the page is
MISSING = Fault(
    "refused",
    None,
    "no_browser mục này cần trình duyệt: hãy cài “pip install cchc-audit[browser]” và gói chromium của hệ điều hành",
)
_LOOK = 6.0  # seconds until what a script fetches has to be there
_UNWANTED = frozenset({"image", "media", "font"})


def available() -> bool:
    """Whether the extra and a browser are installed."""
    return importlib.util.find_spec("scrapy_playwright") is not None and _chromium() is not None


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def settings_for(sections: Iterable[SectionTask], crawl: Crawl) -> dict[str, Any]:
    """The settings that sections of this type need; none where there are no such sections, or no browser."""
    hosts = {host for one in sections if one.kind == KIND for host in one.hosts}
    if not hosts or not available():
        return {}
    launch = {
        "executable_path": _chromium(),
        "chromium_sandbox": os.geteuid() != 0,
        "args": ["--disable-background-networking", "--disable-quic", *_rules(hosts, crawl)],
    }
    return {
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "spiders.browser.BrowserHandler"),
        "PLAYWRIGHT_LAUNCH_OPTIONS": launch | ({"proxy": {"server": crawl.proxy}} if crawl.proxy else {}),
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": crawl.timeout * 1000,
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": crawl.concurrency_per_site,
    }


def _rules(hosts: Iterable[str], crawl: Crawl) -> list[str]:
    """How the browser resolves: own hosts to addresses that were checked, everything else not at all."""
    if crawl.proxy:
        return []  # a proxy resolves
    ranges = [ipaddress.ip_network(text, strict=False) for text in crawl.allow_addresses]
    maps = [rule for host in sorted(hosts) for rule in _maps(host.rsplit(":", 1)[0], ranges, crawl)]
    return ["--host-resolver-rules=" + ", ".join([*maps, "MAP * ~NOTFOUND"])]


def _maps(host: str, ranges: list[Network], crawl: Crawl) -> list[str]:
    rules = []
    for name in (host, f"www.{host}"):
        try:
            address = ipaddress.ip_address(socket.gethostbyname(name))
        except OSError:
            continue
        if allowed(address, ranges, loopback=crawl.allow_private_addresses):
            rules.append(f"MAP {name} {address}")
    return rules


class BrowserHandler(TlsByHostHandler):
    """Shows the pages of requests whose `meta["browser"]` says so; fetches all others as ever."""

    def __init__(self, crawler: Crawler) -> None:
        from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

        super().__init__(crawler)
        self._crawl = crawl_of(crawler.settings)
        self._sections: dict[str, SectionTask] = {}
        self._crawler = crawler
        self._own: WeakKeyDictionary[Any, frozenset[str]] = WeakKeyDictionary()  # a browser's page -> its hosts
        self._shown = ScrapyPlaywrightDownloadHandler(crawler)
        self._shown.abort_request = self._unwanted

    async def download_request(self, request: Request) -> Response:
        if "browser" not in request.meta:
            return await super().download_request(request)
        response: Response = await self._shown.download_request(self._to_show(request))
        return response

    async def close(self) -> None:
        await super().close()
        await self._shown.close()

    def _to_show(self, request: Request) -> Request:
        from scrapy_playwright.page import PageMethod

        section = self._section(request)
        look = min(_LOOK, self._crawl.timeout)
        if request.meta["browser"] == LIST:
            step = PageMethod(walk, look, self._crawl.delay)
        else:
            step = PageMethod(settle, look)
        context = {
            "accept_downloads": False,
            "ignore_https_errors": not section.verify_tls,
            "locale": "vi",
            "service_workers": "block",
            "user_agent": self._crawl.user_agent,
        }
        return request.replace(
            meta=request.meta
            | {
                "playwright": True,
                "playwright_context": section.id,
                "playwright_context_kwargs": context,
                "playwright_page_init_callback": self._begin,
                "playwright_page_methods": [step],
            }
        )

    def _section(self, request: Request) -> SectionTask:
        if not self._sections:
            self._sections = {one.id: one for one in self._crawler.spider.task.sections}  # type: ignore[union-attr]
        return self._sections[request.cb_kwargs["section"]]

    async def _begin(self, page: Any, request: Request) -> None:
        """Before a page is shown: whose it is; and that it opens neither sockets nor windows, which nobody watches."""
        self._own[page] = self._section(request).hosts
        await page.add_init_script("window.open = () => null")
        await page.route_web_socket("**", lambda socket: socket.close())

    def _unwanted(self, request: Any) -> bool:
        """Whether what the page asks for is to be refused: it leaves the section's hosts, or nobody looks at it."""
        if request.resource_type in _UNWANTED:
            return True
        hosts = self._own.get(request.frame.page)
        return hosts is None or not identity.same_site(request.url, hosts)
