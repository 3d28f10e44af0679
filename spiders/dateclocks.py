"""Clocks among a post's own lines: what a script writes, or what is printed to the second with its weekday."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.text import fold
from spiders.families.select import attribute, line

_RUNNING = re.compile(
    r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7]|(?:mon|tues?|wednes|thurs?|fri|satur|sun)day)\b"
    r".*\b\d{1,2}[:.]\d\d[:.]\d\d\b|\b\d{1,2}:\d\d:\d\d\b.*\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b"
)
_NOW = re.compile(r"new\s+Date\s*\(\s*\)|\bDate\.now\b|moment\s*\(\s*\)")
_UP = 2


def is_clock(page: Page, node: LexborNode, text: str, stamp: str) -> bool:
    """Whether a line that is a date is the page's clock: to the second with its weekday, or written by a script."""
    return _RUNNING.search(fold(text)) is not None or _is_written(page, node, stamp)


def _is_written(page: Page, node: LexborNode, stamp: str) -> bool:
    """Whether a script that asks for the present moment names the place where the date stands."""
    scripts = [code for script in page.tree.css("script:not([src])") if _NOW.search(code := script.text())]
    if not scripts:
        return False
    names = {name for one in _around(node, stamp) for name in (attribute(one, "id"), *attribute(one, "class").split())}
    quoted = [re.compile(rf"""["'][#.]?{re.escape(name)}["']""") for name in names if name]
    return any(one.search(code) for code in scripts for one in quoted)


def _around(node: LexborNode, stamp: str) -> list[LexborNode]:
    """The nodes that hold the date and little else."""
    found = [one for one in node.css("*") if stamp in line(one)]
    here: LexborNode | None = node
    for _ in range(_UP):
        if here is None or here.tag in ("body", "html") or len(line(here)) > 3 * len(stamp) + 60:
            break
        found.append(here)
        here = here.parent
    return found
