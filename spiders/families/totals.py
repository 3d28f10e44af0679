"""What a list page prints of its own length: how many posts its section has, and which page of how many it is.

Read only near the list: a counter of visits, a poll or a box of documents has its own sums.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.items import NextPage
from crawler.page import Page
from crawler.text import fold
from spiders.datelines import Line, close, lines_in

_LONGEST = 90  # characters of a line that is nothing but such words
_NUMBER = r"(\d{1,3}(?:[.,]\d{3})+|\d{1,6})"
_POSTS = (
    r"(?:tin(?: bai| tuc)?|bai(?: viet)?|ban ghi|muc(?: tin)?|ket qua|van ban"
    r"|items?|results?|records?|posts?|articles?)"
)
_SUM = r"(?:tong(?: so| cong)?|total)"
_TOTAL = re.compile(
    r"(?:hien thi|dang xem|showing|displaying)\b[^.]*?\d+ ?(?:-|–|den|toi|to) ?\d+"
    rf" (?:trong(?: so| tong so)?|tren|cua|of|/)(?: {_SUM})? {_NUMBER}(?: {_POSTS})?\W*$"
    rf"|(?:^|\W)(?:co )?(?:{_SUM}|tat ca)(?: {_POSTS})? ?:? {_NUMBER} {_POSTS}\W*$"
    rf"|(?:^|\W){_SUM} {_POSTS} ?:? {_NUMBER}\W*$"
)
# of what, only a pager beside it tells
_BARE = re.compile(rf"(?:^|\W){_SUM} ?: {_NUMBER}(?!\w)(?! (?!trang\b|pages?\b)[a-z])")
_PAGES = re.compile(
    r"(?:^|\W)(?:trang|page)(?: so)? ?:? ?(\d{1,4}) ?(?:/|tren|trong|cua|of) ?(?:tong(?: so)? )?(\d{1,4})(?!\d|/)"
)
_MAYBE = re.compile(
    r"hi(?:ể|e)n th|(?:đ|d)ang xem|showing|displaying|t(?:ổ|o)ng|t(?:ấ|a)t c(?:ả|a)|total|(?:trang|page)\W{0,40}?\d",
    re.IGNORECASE,
)


def told(
    page: Page,
    entry: LexborNode | None,
    following: NextPage | None,
    pager: LexborNode | None = None,
    own: int | None = None,
) -> tuple[int | None, str]:
    """The list's total (the CMS's `own`, if any), and the words of further pages where none can be asked for."""
    return own if own is not None else total(page, entry, pager), "" if following else further_pages(page, entry)


def total(page: Page, entry: LexborNode | None, pager: LexborNode | None = None) -> int | None:
    """How many posts the page says its list has; None where it says nothing, or two things. `entry` is one of them."""
    found = set()
    for one in _near(page, entry):
        match = _TOTAL.search(one.bare) or (_BARE.search(one.bare) if _by_pager(one, pager) else None)
        if match is not None:
            found.add(int(re.sub(r"\D", "", next(filter(None, match.groups())))))
    return found.pop() if len(found) == 1 else None


def further_pages(page: Page, entry: LexborNode | None) -> str:
    """The words that the page is not the last one ("Trang 1/31"); "" where it doesn't say so."""
    for one in _near(page, entry):
        match = _PAGES.search(one.bare)
        if match is not None and int(match.group(1)) < int(match.group(2)):
            return one.text
    return ""


def _near(page: Page, entry: LexborNode | None) -> list[Line]:
    """The short lines in the list's part of the page."""
    body = page.tree.body
    if entry is None or body is None or not _MAYBE.search(page.text):
        return []
    return [one for one in lines_in(body, entry) if len(one.text) <= _LONGEST and close(one.node, entry)]


def _by_pager(one: Line, pager: LexborNode | None) -> bool:
    """Whether the words stand in the pager, or right beside it; alone with page numbers in their own line they do."""
    if re.search(r"\btrang\b|\bpages?\b", fold(one.text)):
        return True
    here = pager
    for _ in range(2):
        if here is None:
            return False
        if any(node.mem_id == one.node.mem_id for node in (here, *here.css("*"))):
            return True
        here = here.parent
    return False
