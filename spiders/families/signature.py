"""Lines that sign a post: who wrote it, from where it was taken."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from crawler.items import Words
from crawler.text import fold
from spiders.families.select import line

# On folded words. A label is followed by a colon: "Nguồn nhân lực …" opens a paragraph, not a signature.
_AUTHOR = re.compile(
    r"[\W_]*(?:tac gia(?: bai viet)?|nguoi viet|nguoi dang|viet boi|bien tap|written by|author)\s*[:：]"
)
_SOURCE = re.compile(r"[\W_]*(?:nguon(?: tin| bai| trich dan)?|theo nguon(?: tin)?|trich nguon|source)\s*[:：]")
_LAST = 4  # lines at a post's end among which a signature stands
_LONGEST = 120  # characters of a line that only signs


def author(nodes: Iterable[LexborNode], body: str) -> Words | None:
    """The line with an author's label among the signature nodes, else among the body's last lines."""
    return _signed(_AUTHOR, nodes, body)


def source(nodes: Iterable[LexborNode], body: str) -> Words | None:
    """The line with a source's label among the signature nodes, else among the body's last lines."""
    return _signed(_SOURCE, nodes, body)


def _signed(label: re.Pattern[str], nodes: Iterable[LexborNode], body: str) -> Words | None:
    printed = [(line(node), "article_line") for node in nodes]
    printed += [(text, "body") for text in body.splitlines()[-_LAST:] if len(text) <= _LONGEST]
    return next((Words(text, place) for text, place in printed if text and label.match(fold(text))), None)
