"""A page's text as lines in the order of the page, without what is hidden and without its furniture.

Furniture is what stands on every page, or belongs to other posts: header, footer, menus, clocks and calendars, side
columns, related posts, comments. Dates in it are never the post's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborNode

from crawler.dates import read_all
from crawler.page import Page
from crawler.text import clean, fold
from spiders.families.select import attribute, is_longer, line

_SILENT = frozenset({
    "script", "style", "noscript", "template", "svg", "select", "textarea", "button", "head", "iframe", "object",
    "option",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "img", "ins", "kbd", "label", "mark",
    "q", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "form"})
_FURNITURE = re.compile(
    r"(?<![a-z])(?<!has-)(?<!with-)(?<!no-)(?:"
    r"clock|banner|dong-?ho|to-?day|hom-?nay|ngay-?hien-?tai|(?:current|server|live)-?(?:date|time)|lich|calendar|thoi-?tiet"
    r"|weather|top-?bar|(?:site|top|main|page|global)-?(?:footer|menu|nav)|(?:site|top|main|global)-?header|footer|menu"
    r"|nav|navbar|navigation|breadcrumbs?|side-?bar|related|lien-?quan|tin-?(?:khac|moi|cu)|(?:bai|tin)-?lien-?quan"
    r"|(?:other|latest|recent|newer|older|more)-?(?:news|posts?|articles?)|cung-?chuyen-?muc|comments?|binh-?luan"
    r"|(?:right|side)-?(?:col(?:umn)?|content|panel|block|box|bar)|(?:col(?:umn)?|cot|box|block|content)-?(?:right|phai|ben)"
    r"|countdown|ticker|marquee|event-?(?:date|time)s?|su-?kien-?sap"
    r")(?![a-z])"
)
_POST_NAME = re.compile(r"article|post|detail|entry|content|node|news|bai-?viet|chi-?tiet")
_HIDDEN = re.compile(r"(?:^|\s)(?:hidden|hide|d-none|sr-only|visually-hidden|element-hidden|element-invisible)(?:\s|$)")
_LINKS_IN_FORM = 5  # a form with as many holds a list
_HERE = ZoneInfo("Asia/Ho_Chi_Minh")  # only to see that words are dates
_RUN_TOGETHER = re.compile(r"(?<=[, /.-](?:19|20)\d\d)(?=\d\d? )")  # "10 Tháng 10, 202315 Tháng 10, 2023"
_STEPS = 8  # between a post's head and the part of the page that holds its title too
_HEADING_WORDS = 2  # of a heading that is a link
TITLE_WORDS = 7  # fewer are a section's name, a tag, a button
_MODIFIED = re.compile(
    r"(?:date|time|last|post|day)[-_]*(?:modified|updated)|modified[-_]*(?:date|time|on)", re.IGNORECASE
)
_SIDE = re.compile(r"(?:^|\s)col-(?:xs-|sm-|md-|lg-|xl-)?[2-4](?:\s|$)")
_MIDDLE = re.compile(r"(?:^|\s)col-(?:xs-|sm-|md-|lg-|xl-)?(?:[7-9]|10)(?:\s|$)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass
class Line:
    """One line of text: what stands between two edges of blocks. `node` is the innermost block it begins in."""

    node: LexborNode
    pieces: list[str] = field(default_factory=list)
    text: str = ""

    @cached_property
    def bare(self) -> str:
        """`text` folded: of the same length only where the page is composed."""
        return fold(self.text)


def lines(page: Page, region: str | None = None, title: LexborNode | None = None) -> list[Line]:
    """The lines of the region (where it is found, else of the whole page), furniture and hidden parts left out.

    What holds the title, or the region, is no furniture whatever its name.
    """
    roots = page.tree.css(region) if region else []
    roots = roots or ([page.tree.body] if page.tree.body is not None else [])
    kept = ancestors([*roots, *_titles(page, title)])
    found: list[Line] = []
    for root in roots:
        found.extend(_walk(root, kept, title))
    return [one for one in found if one.text]


def lines_in(node: LexborNode, title: LexborNode | None = None) -> list[Line]:
    """The lines of a node, furniture and hidden parts left out."""
    return [one for one in _walk(node, ancestors([node, *([title] if title is not None else [])]), title) if one.text]


def is_furniture(node: LexborNode, kept: frozenset[int] = frozenset()) -> bool:
    """Whether the node or one that it stands in is the page's furniture."""
    here: LexborNode | None = node
    while here is not None:
        if here.is_element_node and is_furniture_itself(here, kept):
            return True
        here = here.parent
    return False


def in_entry(
    node: LexborNode, page: Page, own: str = "", around: frozenset[int] = frozenset(), *, words: int = TITLE_WORDS
) -> bool:
    """Whether the node belongs to an entry about another post: a small block with a link of that many words in it.

    `own` is the folded title of the page's own post, whose link to itself is no other post; `around` are the nodes that
    the title stands in: none of them is about another one.
    """
    here: LexborNode | None = node
    for _ in range(4):
        if here is None or here.tag in ("body", "html", "main") or here.mem_id in around:
            return False
        if here.tag == "article" and not around:
            return False
        if here.css_first("h1") is not None or is_longer(here, 400):
            return False
        if any(_leads_away(link, page, own, _least(link, words)) for link in here.css("a[href]")):
            return True
        here = here.parent
    return False


def _least(link: LexborNode, words: int) -> int:
    """How many words make a link another post's title: in a heading few do."""
    heading = link.parent is not None and re.fullmatch("h[2-6]", link.parent.tag or "")
    return min(words, _HEADING_WORDS) if heading else words


def close(one: LexborNode, other: LexborNode, steps: int = _STEPS) -> bool:
    """Whether two nodes stand in one part of the page: a few steps below a node that is not the page itself."""
    up, down = _line_up(one), _line_up(other)
    shared = next((node for node in up if node in down), None)
    if shared is None:
        return False
    apart = max(up.index(shared), down.index(shared))
    return apart <= (1 if shared in _whole(one) else steps)


def _line_up(node: LexborNode) -> list[int]:
    found = []
    here: LexborNode | None = node
    while here is not None:
        found.append(here.mem_id)
        here = here.parent
    return found


def _whole(node: LexborNode) -> set[int]:
    """The page itself: its root and body, and the form that all of it stands in (WebForms)."""
    found = set()
    here: LexborNode | None = node
    while here is not None:
        if here.tag in ("html", "body") or (
            here.tag == "form" and here.css_first("input[name=__VIEWSTATE]") is not None
        ):
            found.add(here.mem_id)
        here = here.parent
    return found


def described(node: LexborNode) -> str:
    """A CSS selector, of the node's own name, that tells a reader where it is."""
    name = attribute(node, "id")
    classes = "".join(f".{part}" for part in attribute(node, "class").split()[:2])
    return f"{node.tag}{f'#{name}' if name else ''}{classes}"


def _leads_away(link: LexborNode, page: Page, own: str, least: int) -> bool:
    """Whether a link names another post: by words as many as a title has, and not by those of the section above."""
    words = fold(line(link)) or fold(attribute(link, "title"))
    if words == own or len(words.split()) < least or "categ" in _names(link):
        return False
    href = page.join(attribute(link, "href")).partition("#")[0].removesuffix("/")
    return href.startswith("http") and not page.url.startswith(href) and not _is_days(line(link))


def _is_days(text: str) -> bool:
    """Whether the text is one or more dates and nothing else: a link to a month's archive."""
    text = _RUN_TOGETHER.sub(" ", text)
    rest = text
    for reading in read_all(text, _HERE):
        rest = rest.replace(reading.words, "")
    return rest != text and not any(map(str.isalpha, rest))


def _titles(page: Page, title: LexborNode | None) -> list[LexborNode]:
    if title is not None:
        return [title]
    return [h1 for h1 in page.tree.css("h1") if "logo" not in attribute(h1, "class") and not _in_header(h1)]


def ancestors(nodes: list[LexborNode]) -> frozenset[int]:
    """The nodes, and all that they stand in."""
    found: set[int] = set()
    for node in nodes:
        here: LexborNode | None = node
        while here is not None and here.mem_id not in found:
            found.add(here.mem_id)
            here = here.parent
    return frozenset(found)


def is_furniture_itself(node: LexborNode, kept: frozenset[int]) -> bool:
    """Whether the node is the page's furniture, by its own tag and names; never one of those to keep."""
    if node.tag == "header":
        return _in_header(node)
    if node.tag in ("body", "html", "main", "article") or node.mem_id in kept:
        return False
    if node.tag in _FURNITURE_TAGS or attribute(node, "role") in ("navigation", "banner", "contentinfo", "search"):
        return node.tag != "form" or not _is_page_form(node)
    return _FURNITURE.search(_names(node)) is not None or _is_side_column(node)


def _is_side_column(node: LexborNode) -> bool:
    """Whether the node is a narrow column of a grid beside a wide one."""
    names = attribute(node, "class")
    if "col-" not in names or not _SIDE.search(names) or node.parent is None:
        return False
    return any(_MIDDLE.search(attribute(one, "class")) for one in node.parent.iter())


def _is_page_form(form: LexborNode) -> bool:
    """Whether a form is the page's own, or a table's, and none to fill in (WebForms: all of a page is one form)."""
    return form.css_first("input[name=__VIEWSTATE]") is not None or len(form.css("a[href]")) >= _LINKS_IN_FORM


def _names(node: LexborNode) -> str:
    names = f"{attribute(node, 'id')} {attribute(node, 'class')}"
    return _CAMEL.sub("-", names).lower().replace("_", "-") if names != " " else ""


def _in_header(node: LexborNode) -> bool:
    """Whether the node stands in the site's header; a `header` inside a post is the post's own."""
    here: LexborNode | None = node
    header = False
    while here is not None and here.tag not in ("body", "html"):
        if header and (here.tag in ("article", "main") or _POST_NAME.search(_names(here))):
            return False
        header = header or here.tag == "header"
        here = here.parent
    return header


def is_hidden(node: LexborNode) -> bool:
    """Whether the node itself says that it is not shown."""
    attributes = node.attributes
    if "hidden" in attributes or _HIDDEN.search((attributes.get("class") or "").lower()):
        return True
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def is_change(node: LexborNode) -> bool:
    """Whether the node's own mark says that it holds the day of the last change (WordPress prints both days)."""
    if node.tag == "time":
        names = attribute(node, "class").split()
        if "updated" in names and "published" not in names:
            return True
    own = attribute(node, "class")
    if own and _MODIFIED.search(own) and "publish" not in own and not is_longer(node, 80):
        return True
    property_ = attribute(node, "itemprop")
    return "dateModified" in property_ and "datePublished" not in property_


def _walk(root: LexborNode, kept: frozenset[int], title: LexborNode | None = None) -> list[Line]:
    """Not recursive: hostile pages nest deeper than Python's stack. A block's end is a None on the stack.

    The title is a line of its own, whatever its tag.
    """
    head = title.mem_id if title is not None else None
    found = [Line(root)]
    todo: list[LexborNode | None] = [root]
    while todo:
        node = todo.pop()
        if node is None:
            parent = found[-1].node.parent
            found.append(Line(parent if parent is not None else root))
        elif node.is_text_node:
            found[-1].pieces.append(node.text_content or "")
        elif (
            node.is_element_node
            and node.tag not in _SILENT
            and not is_hidden(node)
            and not is_change(node)
            and not is_furniture_itself(node, kept)
        ):
            _open(node, found, todo, block=node.mem_id == head)
    for one in found:
        one.text = clean("".join(one.pieces))
    return found


def _open(node: LexborNode, found: list[Line], todo: list[LexborNode | None], *, block: bool) -> None:
    if not block and (node.tag in _CELLS or node.tag == "time"):
        found[-1].pieces.append(" ")
    elif block or node.tag not in _INLINE:
        found.append(Line(node))
        todo.append(None)
    todo.extend(reversed(list(node.iter(include_text=True))))
