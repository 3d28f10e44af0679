"""Whether a CMS's place of days on a page is about the page's own post: some mark the days of all posts alike."""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.text import fold
from spiders.datelines import ancestors, close, in_entry, is_change, is_furniture
from spiders.dateplaces import OTHER_POSTS
from spiders.datestamps import names_weekday
from spiders.families.select import inside, line

_HEAD_STEPS = 2  # between a title and a line with a weekday that is no clock
_LEVELS = 4
_WORDS = 3  # of a link that may be another post's title, where others of its kind stand beside it
_BACK = 20  # nodes before one, texts and spaces among them, in which such a heading may stand
_STARTS = frozenset("cbtrxdđ")  # of the words of such headings
_ALIKE = 2  # entries beside one
_HEADING = 60  # characters


@dataclass
class Own:
    """`is_own` for one post. What stands in a place that is the post's own is its own too."""

    page: Page
    head: LexborNode | None
    title: str
    loose: bool
    found: set[int] = field(default_factory=set)

    def __call__(self, node: LexborNode) -> bool:
        if self.found and inside(node, self.found):
            return not is_change(node)
        own = is_own(self.page, node, self.head, self.title, loose=self.loose)
        self.found.update([node.mem_id] if own else [])
        return own


def is_own(page: Page, node: LexborNode, head: LexborNode | None, own: str, *, loose: bool) -> bool:
    """Whether the place is no other post's, no furniture, no day of a change, and no clock away from the title.

    `head` is the post's title, where it is known; `loose`: clocks may bear the place's name, with their time too.
    """
    around = ancestors([head] if head is not None else [])
    if (
        is_change(node)
        or is_furniture(node, around)
        or in_entry(node, page, fold(own), around)
        or _among_others(node, around)
    ):
        return False
    return head is None or not names_weekday(line(node), timed=loose) or close(node, head, _HEAD_STEPS)


def _among_others(node: LexborNode, around: frozenset[int]) -> bool:
    """Whether the node is one of several entries alike, or stands below the heading of other posts."""
    here = node
    for _ in range(_LEVELS):
        parent = here.parent
        if parent is None or here.tag in ("body", "html") or here.mem_id in around:
            return False
        if _below_others(here) or (_titled(here) and _alike(here, parent) >= _ALIKE):
            return True
        here = parent
    return False


def _below_others(here: LexborNode) -> bool:
    before = here.prev
    for _ in range(_BACK):
        if before is None:
            return False
        if before.is_element_node and _heads_others(before):
            return True
        before = before.prev
    return False


def _heads_others(node: LexborNode) -> bool:
    text = node.text(deep=True).lstrip()
    short = len(text) <= 2 * _HEADING and text[:1].lower() in _STARTS  # folding costs more
    return short and OTHER_POSTS.match(fold(text)) is not None


def _alike(here: LexborNode, parent: LexborNode) -> int:
    return sum(one.tag == here.tag and one.mem_id != here.mem_id and _titled(one) for one in parent.iter())


def _titled(node: LexborNode) -> bool:
    return any(len(line(link).split()) >= _WORDS for link in node.css("a[href]"))
