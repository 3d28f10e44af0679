"""The title that a page of unknown make gives its content: a heading that the page's own name confirms."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.text import fold
from spiders.datelines import is_furniture
from spiders.families.select import attribute, line

_LONGEST_TITLE = 400
_WORDS = 3  # of a title that nothing but its place on the page shows to be one
_HEADINGS = "h1, h2, h3, h4"
_NAMED = (
    '[class*="title" i], [class*="tieude" i], [class*="tieu-de" i], [id*="title" i], [id*="tieude" i],'
    " [itemprop=headline]"
)
_SITE = re.compile(
    r"(?:cổng|trang) (?:thông )?(?:tin )?điện tử\b"
    r"|(?:sở|ubnd|uỷ ban nhân dân|ủy ban nhân dân|hđnd|huyện|thị xã)(?: \w+){1,3}$"
)
_LARGE = 'font[size="4"], font[size="5"], font[size="6"], font[size="+1"], font[size="+2"], font[size="+3"]'
_BOLD = "b, strong, font, span, td, p, div"


def title_node(page: Page) -> LexborNode | None:
    """The node of the post's title: what the page's own name confirms, else its only heading; None where unclear."""
    return confirmed(page) or _only(page)


def confirmed(page: Page) -> LexborNode | None:
    """The node whose words are the page's own name, or its beginning or end; a heading before others."""
    names = _names(page)
    for css in (_HEADINGS, _NAMED, _BOLD):
        least = 1 if css == _HEADINGS else _WORDS
        nodes = page.tree.css(css)
        nodes = [node for node in nodes if _has_text(node)] if css == _BOLD else nodes
        found = [node for node in nodes if _confirmed(line_within(node), names, least)]
        found = [node for node in found if not _aside(page, node) and (css != _BOLD or not _leads_away(node))]
        if found:
            return max(found, key=lambda node: (_starts(line(node), names), _level(node), len(line(node))))
    return None


def named(page: Page, nodes: list[LexborNode]) -> LexborNode | None:
    """The first of the nodes whose words are the page's own name, or its beginning or end."""
    names = _names(page)
    return next((node for node in nodes if _confirmed(line_within(node), names, _WORDS)), None)


def _has_text(node: LexborNode) -> bool:
    """Whether words stand in the node itself, not only in what it holds."""
    return any(one.is_text_node and (one.text_content or "").strip() for one in node.iter(include_text=True))


def line_within(node: LexborNode) -> str:
    """A node's text; "" where it is longer than any title."""
    text = node.text(deep=True)
    return line(node) if len(text) <= 3 * _LONGEST_TITLE else ""


def _names(page: Page) -> list[str]:
    shared = page.tree.css_first('meta[property="og:title"]')
    return [fold(one) for one in (line(page.tree.css_first("title")), attribute(shared, "content")) if one]


def _confirmed(text: str, names: list[str], least: int) -> bool:
    """Whether the page's name is this title, of as many words at least, or begins or ends with it."""
    words = fold(text)
    count = len(words.split())
    return count >= least and any(name == words or (count >= _WORDS and _part(words, name)) for name in names)


def _part(words: str, name: str) -> bool:
    before, found, after = name.partition(words)
    return bool(found) and (not before or not after) and not (before + after).strip()[:1].isalnum()


def _starts(text: str, names: list[str]) -> bool:
    return any(name.startswith(fold(text)) for name in names)


def _level(node: LexborNode) -> int:
    return 10 - int((node.tag or "")[1:]) if re.fullmatch(r"h[1-6]", node.tag or "") else 0


def _aside(page: Page, node: LexborNode) -> bool:
    """Whether the node is the site's: of its header and menus, or a link to its first page."""
    link = node.css_first("a[href]") or (node.parent if node.parent is not None and node.parent.tag == "a" else None)
    home = link is not None and page.join(attribute(link, "href")).rstrip("/").count("/") == 2
    return home or is_furniture(node)


def _only(page: Page) -> LexborNode | None:
    """The only heading of some words, of the highest rank that has any; None where there are several."""
    for css in ("h1", _NAMED, "h2", "h3", _LARGE):
        nodes = [node for node in page.tree.css(css) if len(line_within(node).split()) >= _WORDS]
        nodes = [node for node in nodes if not _aside(page, node) and not _leads_away(node) and not _is_site(node)]
        if nodes:
            return nodes[0] if len({fold(line(node)) for node in nodes}) == 1 else None
    return None


def _is_site(node: LexborNode) -> bool:
    """Whether the heading is the name of a site or its agency: "Sở Nội vụ", "Cổng thông tin điện tử tỉnh …"."""
    return _SITE.match(line(node).lower()) is not None


def _leads_away(node: LexborNode) -> bool:
    return node.css_first("a[href]") is not None or (node.parent is not None and node.parent.tag == "a")
