"""A pager of any make: numbers in a row, or words that say what they lead to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler import identity
from crawler.items import NextPage
from crawler.page import Page
from crawler.text import clean, fold
from spiders.families import paging
from spiders.families.select import attribute, inside, line

_WEEK = 7
_LONGEST = 160  # characters of a pager
_CALENDAR = re.compile(r"calendar|lich|datepicker", re.IGNORECASE)
_ONWARD = re.compile(
    r"(?:trang )?(?:sau|tiep(?: theo)?|ke(?: tiep)?)(?: trang)?|next(?: page)?|(?:bai|tin)(?: viet)? cu hon"
    r"|older(?: posts)?|xem them(?: tin| bai)?|tai them|xem tiep|load more|hien thi them"
)
_ARROWS = frozenset({"»", "›", ">", ">>", "→", "❯"})
_FURTHER = frozenset({"...", "…"})
_NUMBER = re.compile(r"(?<![\w./:-])\d{1,4}(?![\w./:-])")
_CURRENT = ".active, .current, .selected, .pagecurrent, .on, [aria-current]"
_CONTROLS = "a, button, [role=button], span[onclick], div[onclick], input[type=button]"


#: how a link of a pager asks for its page; None where it can't be asked for
Follow = Callable[[Page, LexborNode], NextPage | None]


@dataclass(frozen=True)
class Pager:
    """Where the pager stands, the number of the page it is on, and the link of each number it shows."""

    node: LexborNode
    current: int | None
    links: dict[int, LexborNode]


def find(page: Page) -> Pager | None:
    """The page's row of numbers; of several (above and below the list) the last one."""
    found: Pager | None = None
    for link in page.tree.css("a"):
        if _number(line(link)) is not None and (pager := _around(page, link)) is not None:
            found = pager
    return found


def onward(page: Page, pager: Pager | None, region: LexborNode | None, follow: Follow) -> NextPage | None:
    """How to ask for the next page; the page's own address where only a script knows."""
    head = paging.address(page, attribute(page.tree.css_first('link[rel="next"][href]'), "href"))
    if head and paging.is_forward(page.url, head):
        return NextPage(head)
    return _by_number(page, pager, follow) if pager is not None else _by_words(page, region, follow)


def by_address(page: Page, link: LexborNode) -> NextPage | None:
    """What a link's own address asks for; None where it leads nowhere, elsewhere, or to this page."""
    url = paging.address(page, attribute(link, "href"))
    if (
        not url
        or identity.host(url) != identity.host(page.url)
        or identity.canonical(url) == identity.canonical(page.url)
    ):
        return None
    return NextPage(url)


def _by_number(page: Page, pager: Pager, follow: Follow) -> NextPage | None:
    if pager.current is None:
        return NextPage(page.url)
    further = [link for link in pager.node.css("a") if line(link) in _FURTHER]
    if not any(number > pager.current for number in pager.links):
        last = max(pager.links, default=0) < pager.current
        further = further if last and further and _after(pager, further[-1]) else []
        if not further:
            return None
    link = pager.links.get(pager.current + 1, further[-1] if further else None)
    return (follow(page, link) if link is not None else None) or NextPage(page.url)


def _after(pager: Pager, link: LexborNode) -> bool:
    """Whether the link stands after the pager's last number."""
    order = [one.mem_id for one in pager.node.css("a")]
    numbers = [one.mem_id for one in pager.links.values()]
    return order.index(link.mem_id) > max((order.index(one) for one in numbers), default=-1)


def _by_words(page: Page, region: LexborNode | None, follow: Follow) -> NextPage | None:
    """A link that says it leads on, to a numbered address; else, near the list, one that only a script follows."""
    controls = [node for node in page.tree.css(_CONTROLS) if _says_onward(node) and not _disabled(node)]
    urls = [paging.address(page, attribute(node, "href")) for node in controls]
    ahead = [url for url in urls if url and paging.number(url) is not None and paging.is_forward(page.url, url)]
    if ahead:
        return NextPage(ahead[-1])
    near = _around_list(region)
    scripted = [node for node, url in zip(controls, urls, strict=True) if not url and inside(node, near)]
    return (follow(page, scripted[-1]) or NextPage(page.url)) if scripted else None


def _says_onward(node: LexborNode) -> bool:
    words = clean(node.text(deep=True, separator=" ")) if node.tag == "button" else line(node)  # no text of the page's
    text = words or attribute(node, "value") or attribute(node, "title")
    return _ONWARD.fullmatch(fold(text)) is not None or text in _ARROWS or attribute(node, "rel") == "next"


def _around_list(region: LexborNode | None) -> set[int]:
    """The list, and what stands directly around it."""
    up = region.parent if region is not None else None
    return {up.mem_id} if up is not None and up.tag not in ("body", "html") else set()


def _disabled(node: LexborNode) -> bool:
    around = " ".join(attribute(one, "class") for one in (node, node.parent) if one is not None)
    return "disabled" in around or "disabled" in node.attributes


def _around(page: Page, link: LexborNode) -> Pager | None:
    """The innermost node around a numbered link that shows several numbers in a row, and little else."""
    here = link.parent
    for _ in range(4):
        if here is None or here.tag in ("body", "html"):
            return None
        text = clean(here.text(deep=True, separator=" "))
        if len(text) > _LONGEST or _CALENDAR.search(f"{attribute(here, 'class')} {attribute(here, 'id')}"):
            return None
        numbers = [number for found in _NUMBER.findall(text) if (number := _number(found)) is not None]
        if len(numbers) > 1 and any(after == before + 1 for before, after in itertools.pairwise(numbers)):
            return None if _in_calendar(here) else _read(page, here, numbers)
        here = here.parent
    return None


def _in_calendar(node: LexborNode) -> bool:
    """Whether the row is a week's: of a table or box that says so, or of seven cells."""
    here: LexborNode | None = node
    for _ in range(5):
        if here is None or here.tag in ("body", "html"):
            break
        if _CALENDAR.search(f"{attribute(here, 'class')} {attribute(here, 'id')}"):
            return True
        here = here.parent
    return node.tag == "tr" and len([one for one in node.iter() if one.tag == "td"]) == _WEEK


def _read(page: Page, node: LexborNode, numbers: list[int]) -> Pager | None:
    links = {number: link for link in node.css("a") if (number := _named(link)) is not None}
    if len(links) > 20:
        return None  # a calendar
    plain = {number for number, link in links.items() if not attribute(link, "href")}
    marked = {number for one in node.css(_CURRENT) if (number := _number(line(one))) is not None}
    bare = {number for number in numbers if number not in links}
    current = next((next(iter(found)) for found in (marked, bare, plain) if len(found) == 1 < len(numbers)), None)
    return Pager(node, current if current is not None else _by_address(page, links), links)


def _by_address(page: Page, links: dict[int, LexborNode]) -> int | None:
    """The number under which the pager leads to this very page; on an address without a number it is the first.

    None where no address tells pages apart: what was asked for by a form looks like the first page.
    """
    urls = {number: paging.address(page, attribute(link, "href")) for number, link in links.items()}
    here = identity.canonical(page.url)
    for number, url in urls.items():
        if url and identity.canonical(url) == here:
            return number
    return 1 if any(urls.values()) and paging.number(page.url) is None and min(links, default=1) <= 2 else None


def _named(link: LexborNode) -> int | None:
    """The number a link shows, else the one its `title` gives ("…" between two others)."""
    shown = _number(line(link))
    return shown if shown is not None else _number(attribute(link, "title"))


def _number(text: str) -> int | None:
    """A page's number; a year is none."""
    text = text.strip("[]() .")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
    return None if number is None or 1900 <= number <= 2100 else number
