"""What on a page may be an entry of its list: links with a title's words, each with its node, title and day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler import identity
from crawler.items import Words
from crawler.page import Page
from crawler.text import fold
from spiders.dateentry import entry_words
from spiders.datelines import is_furniture
from spiders.families.entries import by_address
from spiders.families.paging import address
from spiders.families.select import attribute, line

TITLE_WORDS = 3  # fewer are a menu's or a button's words
_BUTTON = re.compile(
    r"(?:xem|doc|tim hieu) (?:them|tiep|chi tiet|tat ca|toan bo|toan van)|chi tiet|read more|view (?:more|all|detail)"
    r"|trang (?:chu|sau|truoc|dau|cuoi|tiep)|gui binh luan|in bai viet|ve dau trang|quay lai|tai (?:ve|xuong|file)"
)
_MENU_LINKS = "nav a[href], header a[href], footer a[href], [class*=menu i] a[href], .breadcrumb a[href], .nav a[href]"
_TAGS = frozenset({"tag", "category", "category tag", "nofollow tag"})
_OFTEN = 3  # times that a post's title leads to it: first one large, list, latest; what is shown oftener is a section
_FOLLOWING = 2  # elements after an entry's own in which its day may stand
_LONG = 60  # characters of words that are no day


@dataclass(frozen=True)
class Entry:
    """One entry that may be a post's: where it leads, its title, its node, the node of the title, its day's words."""

    url: str
    title: str
    node: LexborNode
    link: LexborNode
    date: Words | None = None


def entries(page: Page, root: LexborNode | None = None, *, kept: frozenset[int] = frozenset()) -> list[Entry]:
    """All that may lead to a post: links of this site with words enough for a title, outside the page's furniture.

    `kept` are nodes that are no furniture, whatever their names.
    """
    links = _title_links(page, root, kept)
    nodes = by_address((identity.key(url), link) for url, link in links)  # with the print view's, and the like
    best: dict[str, tuple[str, LexborNode]] = {}
    for one in links:
        key = identity.key(one[0])
        best[key] = max(best.get(key, one), one, key=lambda pair: (bool(line(pair[1])), len(_title(pair[1]))))
    starts = {node.mem_id for node in nodes.values()}
    return [entry(*best[key], node, starts) for key, node in nodes.items()]


def entry(url: str, link: LexborNode, node: LexborNode, starts: set[int]) -> Entry:
    """The entry at `node`. `starts` are the nodes where others begin: no day is looked for beyond."""
    return Entry(url, _title(link), node, link, _date(node, link, starts))


def _title_links(page: Page, root: LexborNode | None, kept: frozenset[int]) -> list[tuple[str, LexborNode]]:
    here = identity.key(page.url)
    found = []
    for link in (page.tree if root is None else root).css("a[href]"):
        words = fold(_title(link))
        if len(words.split()) < TITLE_WORDS or _BUTTON.match(words):
            continue
        url = address(page, attribute(link, "href"))
        if not url or identity.host(url) != identity.host(page.url) or identity.key(url) == here:
            continue
        if (
            not identity.trap(url)
            and urlsplit(url).path.strip("/") + urlsplit(url).query
            and not is_furniture(link, kept)
        ):
            found.append((url, link))
    sections = _sections(page)
    found = [(url, link) for url, link in found if url not in sections and attribute(link, "rel") not in _TAGS]
    shown = Counter(url for url, link in found if line(link))
    above = _above(shown)
    return [(url, link) for url, link in found if shown[url] <= _OFTEN and url.rstrip("/") not in above]


def _above(urls: Iterable[str]) -> set[str]:
    """The addresses that others stand under: sections."""
    return {
        "/".join(steps[:end]) for url in urls for steps in [url.rstrip("/").split("/")] for end in range(3, len(steps))
    }


def _sections(page: Page) -> set[str]:
    """Where the page's menus lead: to sections, not to posts, wherever else these addresses stand."""
    in_posts = {link.mem_id for link in page.tree.css("article header a[href], main header a[href]")}
    links = [link for link in page.tree.css(_MENU_LINKS) if link.mem_id not in in_posts]
    return {address(page, attribute(link, "href")) for link in links}


def _title(link: LexborNode) -> str:
    """The title a link gives: of its heading, where it holds more, else all its words, else its `title`."""
    heading = link.css_first("h1, h2, h3, h4, h5, h6, [class*=itle]")
    told = line(heading, _badge(heading)) if heading is not None else ""
    return told or line(link, _badge(link)) or attribute(link, "title")


def _badge(node: LexborNode) -> set[int]:
    """A small number before the words, in an element of its own: an entry's place in the list, no word of its title."""
    for one in node.iter(include_text=True):
        if one.is_text_node and not (one.text_content or "").strip():
            continue
        return {one.mem_id} if one.tag == "span" and re.fullmatch(r"\d{1,3}\.?", line(one)) else set()
    return set()


def _date(node: LexborNode, link: LexborNode, starts: set[int]) -> Words | None:
    """The day in the entry, else in what follows it before the next one."""
    if found := entry_words(node, link):
        return found
    here, left = node.next, _FOLLOWING
    while here is not None and left:
        if here.is_element_node:
            if here.mem_id in starts or any(one.mem_id in starts for one in here.css("*")):
                return None
            if found := entry_words(here, None):
                return found
            left -= here.tag != "br"
        elif here.is_text_node and (text := (here.text_content or "").strip()):
            found = entry_words(here, None)
            if found or len(text) > _LONG:
                return found
        here = here.next
    return None
