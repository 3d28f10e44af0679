"""The post on a page of unknown make: the part of the page around its title, and that part's own text."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.text import fold
from spiders import dateplaces
from spiders.datelabels import labels
from spiders.datelines import Line, ancestors, is_furniture, is_furniture_itself, lines_in
from spiders.families import candidates
from spiders.families.select import Skip, inside, line

_ENOUGH = 120  # characters of text that make a post
_LIST = 4  # posts that make a page a list
_HEAD = 60  # characters of a line that is no text
_TOOL = re.compile(
    r"(?:co chu|in (?:bai|trang|tin)|gui (?:bai|mail|email|phan hoi)|chia se|luot xem|so lan xem|da xem|tang tuong phan"
    r"|giam tuong phan|quay lai|ve trang truoc|dau trang|views?\b|print|share|a ?[+-]|nghe (?:bai|doc)|email)"
)
_SIGNED = re.compile(r"(?:viet boi|tac gia|chuyen muc|danh muc|nguon(?: tin)?|bien tap)\b[^.]{0,60}$|chi tiet$")
_MEDIA = "img[src], iframe[src], video, audio, embed, object"


# -- the part of the page that is the post


def box(title: LexborNode) -> LexborNode | None:
    """The innermost node around the title with text enough, or a picture, a frame or a file, after it."""
    here = title.parent
    while here is not None and here.tag != "html":
        after = text(here, title)
        if len(after) >= _ENOUGH or (after and here.css_first("p") is not None) or _shows(here, title):
            return here
        here = here.parent
    return None


def _shows(node: LexborNode, title: LexborNode) -> bool:
    return any(not is_furniture(one) and not inside(title, {one.mem_id}) for one in node.css(_MEDIA))


def text(node: LexborNode, title: LexborNode) -> str:
    """The lines after the title, without the post's head (date, views, tools) and up to other posts."""
    shown = lines_in(node, title)
    within = [at for at, one in enumerate(shown) if inside(one.node, {title.mem_id})]
    own = fold(line(title))
    at = within[-1] if within else next((at for at, one in enumerate(shown) if own and one.bare == own), None)
    if at is None:
        return ""
    kept = _before_others(shown[at + 1 :])
    while kept and _is_head(kept[0]):
        kept = kept[1:]
    return "\n".join(one.text for one in kept if not _is_tool(one))


def _before_others(shown: list[Line]) -> list[Line]:
    for at, one in enumerate(shown):
        if len(one.text) < _HEAD and dateplaces.OTHER_POSTS.match(one.bare):
            return shown[:at]
    return shown


def _is_head(one: Line) -> bool:
    """Whether a line before the text is the head's: tools, views, the day, who wrote it."""
    said = any(label.kind != "other" for label in labels(one.text)) and len(one.text) < _HEAD
    return said or _is_tool(one) or _SIGNED.match(one.bare) is not None or dateplaces.stamp(one.text) is not None


def _is_tool(one: Line) -> bool:
    return len(one.text) < _HEAD and _TOOL.match(one.bare) is not None


def not_of_post(node: LexborNode, title: LexborNode) -> Skip:
    """What in the box is not the post's: its title, furniture."""
    around = ancestors([title])
    return {title.mem_id} | {one.mem_id for one in node.css("*") if is_furniture_itself(one, around)}


def is_list(page: Page, node: LexborNode, title: LexborNode) -> bool:
    """Whether the box is a list of posts: four or more, and most of its text is theirs."""
    if sum(len(link.text(deep=True).split()) >= candidates.TITLE_WORDS for link in node.css("a[href]")) < _LIST:
        return False
    own = fold(text(node, title))  # up to other posts: a short post may have many of them below
    found = [one for one in candidates.entries(page, node) if fold(one.title) in own]
    told = sum(len(line(one.node)) for one in found)
    return len(found) >= _LIST and told > 0.6 * len(own)
