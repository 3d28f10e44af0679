"""A downloader middleware: what stands before a page and leads to it, a browser's way of passing included.

A bare script that sets a cookie (`document.cookie="D1N=…"`): the cookie is set and the page asked for once more. A page
that leads on by `<meta http-equiv="refresh">` at once, or that is nothing but frames: one step on, on the same host.
Whatever is more than that is left to the readers, who say what they see.
"""

from __future__ import annotations

import re
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from selectolax.lexbor import LexborNode

from crawler import identity
from crawler.page import Page
from spiders.answers import page_of
from spiders.families import notpost
from spiders.families.paging import address
from spiders.families.select import attribute, line

SOON = 5.0  # seconds; a page that leads on later is a page to be read, which renews itself
HEAD = 8192  # bytes in which a refresh or a frameset begins

_COOKIE = re.compile(
    r"""document\.cookie\s*=\s*(["'])([\w!#$%&*+.^`|~-]+)=([\w!#$%&*+./:=?@^|~-]+)(?:;[^"']*)?\1"""
    r"""\s*(?:\+\s*["'];|[;<\n]|$)"""  # what is joined to it begins its attributes, not more of its value
)
_REFRESH = re.compile(r"""^\s*(\d+(?:\.\d*)?)\s*[;,]\s*url\s*=\s*["']?(.+?)["']?\s*$""", re.IGNORECASE)
_MAIN = re.compile(r"main|content|noi_?dung|chinh|center|giua|body|trai_?phai", re.IGNORECASE)
_ASIDE = re.compile(r"top|head|banner|menu|left|nav|foot|bottom|logo|trai|tren|duoi|quang_?cao", re.IGNORECASE)


def cookie(page: Page) -> tuple[str, str] | None:
    """The cookie that a bare script gate sets, where it writes it out; None for any other page."""
    if len(page.body) > notpost.GATE_SIZE or notpost.gate(page) is None:
        return None
    found = _COOKIE.search(page.text)
    return (found.group(2), found.group(3)) if found else None


def onward(page: Page) -> str | None:
    """The address that the page leads to at once, on its own host: by refresh, or as its main frame."""
    if not may_lead(page.body):
        return None
    url = _refreshed(page) or _framed(page)
    own = bool(url) and identity.host(url) == identity.host(page.url)
    return url if own and url.partition("#")[0] != page.url.partition("#")[0] else None


def may_lead(body: bytes) -> bool:
    """Whether a page may lead on; asked of every page, so its bytes alone are looked at."""
    head = body[:HEAD].lower()
    return (b"http-equiv" in head and b"refresh" in head) or b"<frameset" in head


def _refreshed(page: Page) -> str:
    for node in page.tree.css('meta[http-equiv="refresh" i]'):
        found = _REFRESH.match(attribute(node, "content"))
        if found and float(found.group(1)) <= SOON and not _without_scripts(node):
            return address(page, found.group(2))
    return ""


def _without_scripts(node: LexborNode) -> bool:
    """Whether the node stands where only browsers without scripts look."""
    here: LexborNode | None = node
    while here is not None and here.tag != "noscript":
        here = here.parent
    return here is not None


def _framed(page: Page) -> str:
    """The main frame of a page that is nothing but frames: called so, else the last one that is not called aside."""
    frames = [node for node in page.tree.css("frameset frame[src]") if address(page, attribute(node, "src"))]
    if not frames or line(page.tree.css_first("body")):
        return ""
    main = [node for node in frames if _MAIN.search(_called(node)) and not _ASIDE.search(_called(node))]
    rest = [node for node in frames if not _ASIDE.search(_called(node))]
    return address(page, attribute(main[0] if main else (rest or frames)[-1], "src"))


def _called(frame: LexborNode) -> str:
    return attribute(frame, "name") or attribute(frame, "id")


class GateMiddleware:
    """Asks again behind a gate, once a page; a host whose gate its cookie does not open is not tried again."""

    def __init__(self) -> None:
        self._shut: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls()

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status != 200 or not response.body:
            return response
        if len(response.body) <= notpost.GATE_SIZE and (found := cookie(page_of(response))):
            return self._with_cookie(request, found) or response
        url = onward(page_of(response)) if request.method == "GET" and may_lead(response.body) else None
        if url is None or request.meta.get("led_on"):
            return response
        urls = [*request.meta.get("redirect_urls", []), request.url]
        return request.replace(url=url, meta={**request.meta, "led_on": True, "redirect_urls": urls})

    def _with_cookie(self, request: Request, found: tuple[str, str]) -> Request | None:
        host = identity.host(request.url)
        if request.meta.get("gate"):
            self._shut.add(host)
        if host in self._shut:
            return None
        return request.replace(cookies=dict([found]), meta={**request.meta, "gate": True})
