"""Where a post's page says when it was published: labelled lines, markup for programs, the line beside the title.

Words are found here and their meaning is chosen elsewhere. Never taken: a clock, the header, menus and side columns,
other posts' dates, the dates of events, laws and documents, and the day of the last change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborNode

from crawler.dates import read_all
from crawler.items import Words
from crawler.page import Page
from crawler.text import fold
from spiders import dateclocks
from spiders.datelabels import labels
from spiders.datelines import TITLE_WORDS, Line, ancestors, close, described, in_entry, lines
from spiders.datemarkup import changed_words, machine
from spiders.datestamps import (
    BODY_LINE,
    day_of,
    is_clock,
    is_date,
    is_short_date,
    labelled_stamp,
    may_be_date,
    stamp,
)
from spiders.families.select import inside, line

__all__ = [
    "NEAR_TITLE",
    "UPDATED",
    "day_of",
    "is_date",
    "labelled",
    "labelled_stamp",
    "machine",
    "may_be_date",
    "near_title",
    "printed",
    "publication_words",
    "stamp",
]

NEAR_TITLE = "near_title"  # inferred, hence none of `DATE_PLACES`
UPDATED = "updated"  # under "Cập nhật": many sites' stamp of publication, and others' of the last change
_HERE = ZoneInfo("Asia/Ho_Chi_Minh")  # only to compare words of one page with one another
_REACH_AFTER, _REACH_BEFORE = 8, 3  # lines
_FEW_WORDS = 3  # of a link, away from the title: enough to be another post's

_COMMENTS = re.compile(r"(?:\(?\d+\)? )?(?:y kien )?(?:binh luan|comments?|phan hoi)(?: \(?\d+\)?)?")
_FOOT = re.compile(r"ban quyen|copyright|©|truy cap|thiet ke boi|phat trien boi|ghi ro nguon")  # the page's foot
OTHER_POSTS = re.compile(
    r"(?:cac )?(?:tin|bai)(?: tin| bai| viet)? (?:khac|lien quan|cung|moi|cu|da (?:dang|dua)|noi bat|xem nhieu)\b"
    r"|related\b|tags?\b|co the (?:ban )?(?:quan tam|thich)|(?:xem|doc) them ?:?$|(?:xem|doc) nhieu|cung chuyen muc"
)


def publication_words(
    page: Page, title: str | LexborNode = "", region: str | None = None, *, created: bool = False
) -> tuple[Words, ...]:
    """All that the page says of its post's publication, most trusted place first.

    `title` is the post's title, or the node that holds it; `region` a CSS selector of the post's part of the page.
    `created`: this CMS's day of creation is that of publication (Drupal).
    """
    programs = machine(page, region, title, created=created)
    said = printed(page, title, region)
    return (*programs, *said) if any(words.place == NEAR_TITLE for words in said) else (*said, *programs)


def printed(page: Page, title: str | LexborNode = "", region: str | None = None) -> tuple[Words, ...]:
    """What the page prints of its post's publication: under labels, else beside the title."""
    node, words = _title(page, title)
    shown = lines(page, region, node)
    own = _published(page, shown, node, words)
    if own or not words:
        return own or _updated(page, shown, node, words)
    near = _near_title(page, lines(page, None, node) if region else shown, node, words)
    changed = _updated(page, shown, node, words)
    if near and day_of(near.text) not in {day_of(one.text) for one in changed}:
        return (near,)
    return changed


def labelled(page: Page, region: str | None = None, title: str | LexborNode = "") -> tuple[Words, ...]:
    """Dates under a label of publication: "Ngày đăng", "Đăng lúc" …; each wording once, of those by the title if any.

    "Cập nhật" is taken, as a place of its own that only infers, where no label of publication stands anywhere, no bare
    date beside it, and no markup says that it is the day of a change.
    """
    node, words = _title(page, title)
    return _labelled(page, lines(page, region, node), node, words)


def _labelled(page: Page, shown: list[Line], node: LexborNode | None, words: str) -> tuple[Words, ...]:
    return _published(page, shown, node, words) or _updated(page, shown, node, words)


def _published(page: Page, shown: list[Line], node: LexborNode | None, words: str) -> tuple[Words, ...]:
    """Days under labels of publication, of those by the title if any."""
    beside = _beside_title(shown, node, words)
    published = _under(shown, "published", _own(page, shown, node, words))
    near = [found for one, found in published if id(one) in beside]
    return _once(near or [found for _, found in published])


def _updated(page: Page, shown: list[Line], node: LexborNode | None, words: str) -> tuple[Words, ...]:
    """Days under "Cập nhật", where nothing says that they are days of a change."""
    near = {id(one) for at, one in enumerate(shown) if not _FOOT.search(" | ".join(_around(shown, at)))}
    if node is not None:
        near = {id(one) for one in shown if id(one) in near and close(one.node, node)}
    after = _title_line(shown, node, words) or 0
    found = [
        one for one_line, one in _under(shown, "updated", _own(page, shown, node, words), after) if id(one_line) in near
    ]
    return _once(_unless_changed(page, found))


def _around(shown: list[Line], at: int) -> list[str]:
    return [one.bare for one in shown[max(0, at - 2) : at + 3]]


def _own(page: Page, shown: list[Line], node: LexborNode | None, words: str) -> Callable[[Line], bool]:
    """Whether a line is about the page's own post."""
    around = ancestors([node] if node is not None else [])
    beside = _beside_title(shown, node, words)

    def own(one: Line) -> bool:
        least = TITLE_WORDS if id(one) in beside else _FEW_WORDS
        return not in_entry(one.node, page, words, around, words=least)

    return own


def _beside_title(shown: list[Line], node: LexborNode | None, words: str) -> set[int]:
    at = _title_line(shown, node, words)
    return set() if at is None else {id(one) for one in _beside(shown, at)}


def near_title(page: Page, title: str | LexborNode) -> Words | None:
    """A bare line of date, author, views shortly after the title, else before it; None where there is none, or two."""
    node, words = _title(page, title)
    return _near_title(page, lines(page, None, node), node, words)


def _near_title(page: Page, shown: list[Line], node: LexborNode | None, words: str) -> Words | None:
    at = _title_line(shown, node, words)
    if at is None:
        return None
    around = ancestors([shown[at].node])
    head = node if node is not None else shown[at].node
    shown = [one if close(one.node, head) else replace(one, text="") for one in shown]
    after = _stamps(_head(shown[at + 1 : at + 1 + _REACH_AFTER]), page, words, around)
    before = [one for one in shown[max(0, at - _REACH_BEFORE) : at] if not is_clock(one.text)]
    found = after or _stamps(before, page, words, around)
    return found[0] if len({day_of(one.text) for one in found}) == 1 else None


def _beside(shown: list[Line], title: int) -> list[Line]:
    """The lines shortly before the title, and those of the post's head after it."""
    return shown[max(0, title - _REACH_BEFORE) : title + 1] + _head(shown[title + 1 : title + 1 + _REACH_AFTER])


def _once(found: Iterable[Words]) -> tuple[Words, ...]:
    kept: dict[str, Words] = {}
    for one in found:
        kept.setdefault(fold(one.text), one)
    return tuple(kept.values())


# -- the title


def _title(page: Page, title: str | LexborNode) -> tuple[LexborNode | None, str]:
    """The title's node, where it is known or a heading with exactly these words, and its words, folded."""
    if isinstance(title, LexborNode):
        return title, fold(line(title))
    words = fold(title)
    headings = (node for css in ("h1", "h2", "h3", "h4", '[class*="itle"]') for node in page.tree.css(css))
    return (next((node for node in headings if fold(line(node)) == words), None) if words else None), words


def _title_line(shown: list[Line], node: LexborNode | None, words: str) -> int | None:
    if node is not None:
        within = [at for at, one in enumerate(shown) if inside(one.node, {node.mem_id})]
        if within:
            return within[-1]
    return next((at for at, one in enumerate(shown) if words and one.bare == words), None)


# -- under labels


def _under(shown: list[Line], kind: str, own: Callable[[Line], bool], title: int = 0) -> list[tuple[Line, Words]]:
    """The dates under labels of that kind, in lines about the page's own post, with their lines. `title`: its line."""
    found = []
    for at, one in enumerate(shown):
        for label in labels(one.text):
            if label.kind != kind or (kind == "updated" and not _alone(shown, at, label.start, title)):
                continue
            stamp = labelled_stamp(label.words or _next(shown, at))
            if stamp and own(one):
                place = UPDATED if kind == "updated" else "label"
                found.append((one, Words(stamp, place, described(one.node))))
    return found


def _next(shown: list[Line], at: int) -> str:
    """The next line, where a label stands alone in its own: dt and dd, two cells, two boxes. A text is none's date."""
    text = shown[at + 1].text if at + 1 < len(shown) else ""
    return "" if any(labels(text)) or not (is_short_date(text) or stamp(text)) else text


def _alone(shown: list[Line], at: int, start: int, title: int) -> bool:
    """Whether no bare date stands before the label in its line, or in the lines beside it, on its side of the title."""
    if read_all(shown[at].text[:start], _HERE):
        return False
    least = title if title <= at else 0
    beside = [*shown[max(least, at - 2) : at], *shown[at + 1 : at + 3]]
    return not any(stamp(one.text) for one in beside)


def _unless_changed(page: Page, found: list[Words]) -> list[Words]:
    """Leaves out the days that the page's markup gives as days of a change, and not of publication."""
    if not found:
        return []
    changed = {day_of(text) for text in changed_words(page)} - {day_of(one.text) for one in machine(page)}
    return [one for one in found if day_of(one.text) not in changed]


# -- beside the title


def _head(following: list[Line]) -> list[Line]:
    """The lines of a post's head: up to its text, or to other posts."""
    kept = []
    for one in following:
        if len(one.text) > BODY_LINE or OTHER_POSTS.match(one.bare) or _COMMENTS.fullmatch(one.bare):
            break
        kept.append(one)
    return kept


def _stamps(candidates: Iterable[Line], page: Page, own: str, around: frozenset[int]) -> list[Words]:
    stamped = ((one, stamp(one.text)) for one in candidates)
    return [
        Words(stamp, NEAR_TITLE, described(one.node))
        for one, stamp in stamped
        if stamp and not in_entry(one.node, page, own, around)
        if not dateclocks.is_clock(page, one.node, one.text, stamp)
    ]
