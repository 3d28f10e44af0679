"""Whether a page's words that it has no entries stand where its list would: then, and only then, the list is empty.

"Không có dữ liệu" in a box of documents or a poll says nothing about the list, whose layout may have changed meanwhile.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.text import fold
from spiders.datelines import is_furniture
from spiders.families import candidates, heading
from spiders.families.select import attribute, inside, line

_HEADING = re.compile(r"title|heading|tieu-?de", re.IGNORECASE)
_CRUMBS = ".breadcrumb > :last-child, .breadcrumbs > :last-child, [class*=readcrumb] li:last-child"
_LONGEST = 160  # characters of a heading
_LIST = 2  # posts beside the words that make another list


def stands(page: Page, root: LexborNode | None, words: str) -> bool:
    """Whether the words stand right under the name of the page's section, or alone, and beside no other posts.

    `root` is the part of the page that would hold the list.
    """
    node = _holding(root, words) if root is not None else None
    if node is None or root is None:
        return False
    here: LexborNode | None = node
    while here is not None and here.mem_id != root.mem_id:
        here = here.parent
        if here is not None and (head := _heading_before(here, node)) is not None:
            return _names_section(page, head) and not _beside_posts(page, here)
    return not _beside_posts(page, root)


def _holding(root: LexborNode, words: str) -> LexborNode | None:
    """The innermost node in which the words stand."""
    found = None
    for node in (root, *root.css("*")):
        if node.tag not in ("script", "style") and words in line(node):
            found = node
    return found


def _heading_before(here: LexborNode, node: LexborNode) -> LexborNode | None:
    """The last heading inside `here` that stands before `node`; None where there is none."""
    found = None
    for one in here.css("*"):
        if one.mem_id == node.mem_id:
            return found
        if _is_heading(one) and not inside(node, {one.mem_id}) and not is_furniture(one):
            found = one
    return found


def _is_heading(node: LexborNode) -> bool:
    named = re.fullmatch(r"h[1-6]|legend", node.tag or "") or _HEADING.search(attribute(node, "class"))
    return bool(named) and 0 < len(line(node)) <= _LONGEST


def _names_section(page: Page, head: LexborNode) -> bool:
    """Whether the heading is the section's: the page's only `h1`, what `<title>` or the way down to the page names."""
    words = fold(line(head))
    confirmed = heading.confirmed(page)
    names = [line(confirmed) if confirmed is not None else "", *(line(one) for one in page.tree.css(f"h1, {_CRUMBS}"))]
    title = fold(line(page.tree.css_first("title")))
    return words in {fold(name) for name in names if name} or re.match(rf"{re.escape(words)}(?!\w)", title) is not None


def _beside_posts(page: Page, here: LexborNode) -> bool:
    return len(candidates.entries(page, here)) >= _LIST
