"""Where a page's title, date line and text stand, found by the truth alone: the mutations begin from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.text import clean, fold
from tests.benchmarks.accuracy import daywords
from tests.benchmarks.accuracy.cases import Case

_SILENT = frozenset({"script", "style", "noscript", "template", "head", "title", "textarea", "select", "option"})
_INLINE = frozenset({"a", "b", "em", "font", "i", "small", "span", "strong", "time", "u"})
_NOT_ITS_OWN = frozenset({"body", "tr", "table", "tbody", "form", "article", "main"})
_STAMP, _PROSE = 80, 100  # characters: the longest words that are a date's own, the shortest that are a text
_LINE = 110  # characters of a date line: date, author, views


@dataclass(frozen=True)
class Marks:
    """Of one parsed page. `date` is the block of the date line; each None where the page has none."""

    tree: LexborHTMLParser
    title: LexborNode | None
    date: LexborNode | None
    text: LexborNode | None  # the last paragraph of the text


def texts(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """The text nodes that are shown, in the page's order."""
    todo = [tree.root] if tree.root is not None else []
    while todo:
        node = todo.pop()
        if node.is_text_node:
            yield node
        elif node.tag not in _SILENT:
            todo.extend(reversed(list(node.iter(include_text=True))))


def find(case: Case) -> Marks:
    """The places of a page, in a tree that may be changed."""
    tree = LexborHTMLParser(case.html)
    title = title_of(tree, case.title)
    shown = list(texts(tree))
    return Marks(tree, title, _date(shown, title, case), _text(shown, title))


def title_of(tree: LexborHTMLParser, title: str) -> LexborNode | None:
    """The heading that is the title, else the innermost other element that is."""
    words = fold(title)
    for css in ("h1", "h2, h3, h4, h5", "div, span, p, td, strong, b, font"):
        found = [node for node in tree.css(css) if fold(clean(node.text())) == words]
        if found:
            return found[-1] if css.startswith("div") else found[0]
    return None


def block(node: LexborNode) -> LexborNode:
    """The innermost block that the node is or stands in."""
    while node.tag in _INLINE and node.parent is not None:
        node = node.parent
    return node


def holds(outer: LexborNode, inner: LexborNode | None) -> bool:
    while inner is not None:
        if inner.mem_id == outer.mem_id:
            return True
        inner = inner.parent
    return False


def _date(shown: list[LexborNode], title: LexborNode | None, case: Case) -> LexborNode | None:
    if case.day is None or title is None:
        return None
    at = next((n for n, text in enumerate(shown) if holds(title, text)), 0)
    found = [
        (abs(n - at), n)
        for n, text in enumerate(shown)
        if len(words := clean(text.text_content or "")) <= _STAMP
        and not holds(title, text)
        and daywords.names(words, case.day)
    ]
    return _line(shown[min(found)[1]], title) if found else None


def _line(text: LexborNode, title: LexborNode) -> LexborNode | None:
    """The largest element around the date that holds next to nothing else."""
    here = text.parent
    while here is not None and here.parent is not None:
        outer = here.parent
        if (
            outer.tag in _NOT_ITS_OWN
            or holds(outer, title)
            or len(clean(outer.text())) > _LINE
            or _has_text(outer, text)
        ):
            return here
        here = outer
    return here


def _has_text(node: LexborNode, date: LexborNode) -> bool:
    """Whether a paragraph stands in the node that the date does not stand in."""
    return any(not holds(paragraph, date) for paragraph in node.css("p, img, table"))


def _text(shown: list[LexborNode], title: LexborNode | None) -> LexborNode | None:
    long = [text for text in shown if len(clean(text.text_content or "")) >= _PROSE and text.parent is not None]
    paragraphs = [block(text.parent) for text in long if title is None or not holds(title, text)]  # type: ignore[arg-type]
    kinds = Counter(node.parent.mem_id for node in paragraphs if node.parent is not None)
    if not kinds:
        return None
    most = kinds.most_common(1)[0][0]
    return next(node for node in reversed(paragraphs) if node.parent is not None and node.parent.mem_id == most)
