"""Words of a page with the selector that found them: of names, of days as printed, of days written for programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from selectolax.lexbor import LexborNode

from crawler.items import Words
from crawler.page import Page
from spiders import dateplaces
from spiders.datelabels import labels
from spiders.families.select import Skip, attribute, line, outside

Css = tuple[str, ...]


def words(root: LexborNode | None, css: Css, place: str, aside: Skip = ()) -> tuple[Words, ...]:
    """The text of the first node that holds any, of the first selector that finds one, and that selector."""
    if root is None:
        return ()
    for selector in css:
        for node in outside(root.css(selector), aside):
            if text := line(node):
                return (Words(text, place, selector),)
    return ()


#: whether a node is about the page's own post
Own = Callable[[LexborNode], bool]


def stamps(root: LexborNode | None, css: Css, aside: Skip, own: Own) -> tuple[Words, ...]:
    """The words of a post's own line: of the first node with a date; else of the first with numbers enough for one."""
    found = [
        words
        for selector in css
        for node in (outside(root.css(selector), aside) if root is not None else ())
        if dateplaces.may_be_date(text := line(node)) and own(node)
        if (words := own_line(Words(text, "article_line", selector))) is not None
    ]
    return next(((words,) for words in found if dateplaces.is_date(words.text)), tuple(found[:1]))


def own_line(found: Words) -> Words | None:
    """The words of a CMS's own place up to a label of a later change; under "Cập nhật" alone they only infer."""
    said = list(labels(found.text))
    change = next((label for label in said if label.kind in ("updated", "changed")), None)
    if change is None:
        return found
    published = next((dateplaces.labelled_stamp(label.words) for label in said if label.kind == "published"), None)
    before = published or found.text[: change.start].strip(" |•·;,-–(")
    if dateplaces.is_date(before):
        return replace(found, text=before)
    words = dateplaces.labelled_stamp(change.words) if change.kind == "updated" else None
    return replace(found, text=words, place=dateplaces.UPDATED) if words else None


def for_programs(page: Page, region: LexborNode | None, css: Css, aside: Skip, own: Own) -> tuple[Words, ...]:
    """The first day that programs are told: of an element of the post, else of the page (its head)."""
    for selector in css:
        nodes = (region.css(selector) if region is not None else []) or page.tree.css(selector)
        for node in outside(nodes, aside):
            text = attribute(node, "content") or attribute(node, "datetime") or line(node)
            if text and (node.tag == "meta" or own(node)):
                return (Words(text, "time" if node.tag == "time" else "meta", selector),)
    return ()
