"""Addresses on list pages: absolute ones, and the one that leads on to the next list page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from crawler.page import Page
from spiders.families.select import attribute, every, line

#: a list page's number or offset in its address; group 1 is the number (Drupal: one for each pager of the page)
PAGE_IN_URL = re.compile(
    r"[?&/](?:page|trang|p|paged|start|limitstart|cur|_\d+_cur|pageindex)[=/-](\d+(?:(?:,|%2C)\d+)*)", re.IGNORECASE
)


def address(page: Page, href: str) -> str:
    """`href` as an absolute http(s) address without fragment; "" where it leads nowhere (script, mail, fragment)."""
    if not href or href.startswith("#"):
        return ""
    url = page.join(href).partition("#")[0]
    return url if url.startswith(("http://", "https://")) else ""


def after_current(page: Page, current: tuple[str, ...]) -> list[LexborNode]:
    """The links of the pager's entry after the one marked as current. An empty list where there are none."""
    for node in every(page.tree, current):
        entry = node.next
        while entry is not None:
            if entry.is_element_node and (links := entry.css("a[href]")):
                return links
            entry = entry.next
    return []


def number(url: str, pattern: re.Pattern[str] = PAGE_IN_URL) -> int | None:
    """The page number or offset in a list page's address; None on an address that bears none (the first page)."""
    found = pattern.search(url)
    return sum(map(int, re.split("%2C|,", found.group(1), flags=re.IGNORECASE))) if found else None


def is_forward(here: str, there: str, pattern: re.Pattern[str] = PAGE_IN_URL, first: int = 0) -> bool:
    """Whether `there` is a page of this site and, by the numbers in the addresses, one after `here`.

    `first` is the first page's number, where an address bears it.
    """
    if there.rstrip("/") == here.partition("#")[0].rstrip("/") or urlsplit(there).netloc != urlsplit(here).netloc:
        return False
    now, then = number(here, pattern), number(there, pattern)
    if then is None:
        return now is None
    return then > (now if now is not None else first)


def nearest(here: str, urls: list[str], pattern: re.Pattern[str] = PAGE_IN_URL, first: int = 0) -> str | None:
    """Of a pager's addresses the one just after `here`: the smallest number above its own, else the first bare one.

    NukeViet marks the link of every later page as the next one; numbers tell them apart.
    """
    ahead = [url for url in urls if url and is_forward(here, url, pattern, first)]
    numbered = [url for url in ahead if number(url, pattern) is not None]
    return min(numbered, key=lambda url: number(url, pattern) or 0) if numbered else next(iter(ahead), None)


def blocked(page: Page, current: tuple[str, ...]) -> bool:
    """Whether the pager has a number after the current one that no address leads to: a script fetches it."""
    for node in every(page.tree, current):
        here, entry = _digits(line(node)), node.next
        while here is not None and entry is not None:
            then = _digits(line(entry)) if entry.is_element_node else None
            if then is not None and then > here:
                links = entry.css("a[href]")
                return not any(address(page, attribute(link, "href")) for link in links)
            entry = entry.next
    return False


def with_number(url: str, name: str, value: int) -> str:
    """The address with that parameter set, in its place where it has one."""
    parts = urlsplit(url)
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
    return urlunsplit((*parts[:3], urlencode([*pairs, (name, str(value))]), ""))


def _digits(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
