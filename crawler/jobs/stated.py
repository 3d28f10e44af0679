"""A list that was learnt from its structure, stated as a selector: only where it reads the very same by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from crawler.errors import CchcError
from crawler.items import Selectors
from crawler.jobs.looked import Looked, differences, look
from crawler.page import Page

_STEP = re.compile(r"[a-z][a-z0-9]*(?:\.[A-Za-z_-][\w-]*)*")  # a tag and its classes, as CSS takes them unescaped


def item_selector(looks: Sequence[Looked], zone: ZoneInfo, now: datetime) -> str | None:
    """The CSS selector of one entry under which every page looked at reads as it was learnt; None where none does."""
    places = looks[0].listing.places
    steps = places[0].split(" ") if len(places) == 1 else []
    if not all(map(_STEP.fullmatch, steps)):
        return None
    pages, first = [one.page for one in looks], len(looks[0].entries)
    for end in range(1, len(steps)):
        whole = " ".join(steps[:end])
        if len(pages[0].tree.css(whole)) == first and all(_same(one, whole, zone, now) for one in looks):
            return _shortest(pages, steps[:end])
    return None


def _same(learnt: Looked, css: str, zone: ZoneInfo, now: datetime) -> bool:
    try:
        stated = look(learnt.page, zone, now, selectors=Selectors(item=css), family=learnt.family)
    except CchcError:
        return False
    return not differences(learnt, stated)


def _shortest(pages: Sequence[Page], steps: Sequence[str]) -> str:
    """The fewest last steps that find the same nodes on all pages, a class among them."""
    tails = (" ".join(steps[at:]) for at in range(len(steps) - 1, -1, -1))
    whole = [_nodes(page, " ".join(steps)) for page in pages]
    found = (css for css in tails if "." in css and [_nodes(page, css) for page in pages] == whole)
    return next(found, " ".join(steps))


def _nodes(page: Page, css: str) -> list[int]:
    return [node.mem_id for node in page.tree.css(css)]
