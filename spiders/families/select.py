"""Selecting in a page's tree and reading its text, without ever changing the tree: it is shared by all readers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.text import clean, clean_paragraphs

Root = LexborHTMLParser | LexborNode
Skip = Collection[int]  # `mem_id`s of nodes to leave out, with all that is in them

_SILENT = frozenset(re.findall(r"\w+", "script style noscript template svg select textarea button head iframe object"))
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br center dd details div dl dt fieldset figcaption figure footer form"
        " h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul",
    )
)
_CELLS = frozenset({"td", "th"})


def first(root: Root | None, selectors: tuple[str, ...]) -> LexborNode | None:
    """The first node of the first selector that finds one."""
    if root is None:
        return None
    return next((node for css in selectors if (node := root.css_first(css)) is not None), None)


def every(root: Root | None, selectors: tuple[str, ...]) -> list[LexborNode]:
    """All nodes of the first selector that finds any, in the page's order."""
    if root is None:
        return []
    return next((nodes for css in selectors if (nodes := root.css(css))), [])


def ids(root: Root | None, selectors: tuple[str, ...]) -> frozenset[int]:
    """The nodes that any of the selectors finds, as what `line` and `paragraphs` take for `skip`."""
    if root is None or not selectors:
        return frozenset()
    return frozenset(node.mem_id for node in root.css(", ".join(selectors)))


def attribute(node: LexborNode | None, name: str) -> str:
    """An attribute's value, "" where it is absent or empty."""
    return (node.attributes.get(name) or "").strip() if node is not None else ""


def line(node: LexborNode | None, skip: Skip = ()) -> str:
    """A node's text as one line, without scripts and the nodes to skip."""
    return clean("".join(_pieces(node, skip))) if node is not None else ""


def is_longer(node: LexborNode, length: int) -> bool:
    """Whether the node's text has more characters than that, read no further than it takes to know."""
    if len(node.text(deep=True)) <= length:
        return False
    seen = 0
    for piece in _pieces(node, ()):
        seen += len(piece.strip())
        if seen > length:
            return True
    return False


def paragraphs(node: LexborNode | None, skip: Skip = ()) -> str:
    """A node's text, one line for each paragraph, list entry and table row."""
    return clean_paragraphs("".join(_pieces(node, skip))) if node is not None else ""


def _pieces(node: LexborNode, skip: Skip) -> Iterator[str]:
    """Texts, and a newline at each edge of a block. Not recursive: hostile pages nest deeper than Python's stack."""
    todo: list[LexborNode | str] = [node]
    while todo:
        here = todo.pop()
        if isinstance(here, str):
            yield here
        elif here.is_text_node:
            yield _text(here)
        elif (tag := here.tag) not in _SILENT and here.mem_id not in skip and here.is_element_node:
            edge = "\n" if tag in _BLOCKS else " " if tag in _CELLS else ""
            if edge:
                yield edge
                todo.append(edge)
            child = here.last_child
            while child is not None:  # from the last one on: the stack gives back the first
                todo.append(child)
                child = child.prev


def _text(node: LexborNode) -> str:
    text = node.text_content or ""
    return text if text.isprintable() else " ".join(text.splitlines())


def inside(node: LexborNode, others: Collection[int]) -> bool:
    """Whether the node is one of the others (by `mem_id`) or stands in one of them."""
    here: LexborNode | None = node
    while here is not None:
        if here.mem_id in others:
            return True
        here = here.parent
    return False


def outside(nodes: list[LexborNode], others: Collection[int]) -> list[LexborNode]:
    """The nodes that stand in none of the others."""
    return [node for node in nodes if not inside(node, others)] if others else nodes
