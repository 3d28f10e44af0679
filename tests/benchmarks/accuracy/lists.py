"""The mutations of a list page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.page import Page
from crawler.text import clean
from tests.benchmarks.accuracy import daywords, steps
from tests.benchmarks.accuracy.cases import Entry, ListCase
from tests.benchmarks.accuracy.marks import Marks, block, texts

_PINNED = "Hướng dẫn nộp hồ sơ trực tuyến dành cho người dân"
_SHORT = 80  # characters of a line that is a date's own


def mutated_lists(case: ListCase) -> Iterator[ListCase]:
    makers = (_renamed, _undated, _pinned, _related_on_top, _clock)
    for make in makers:
        if (found := make(case)) is not None:
            yield found
            if make is not _renamed and (again := _renamed(found)) is not None:
                yield replace(again, mutation=f"renamed, {found.mutation}")


def _parsed(case: ListCase) -> tuple[Page, LexborHTMLParser]:
    page = Page(case.url, case.html.encode())
    return page, page.tree


def _made(case: ListCase, name: str, tree: LexborHTMLParser, entries: tuple[Entry, ...] | None = None) -> ListCase:
    return replace(case, mutation=name, html=tree.html or "", entries=case.entries if entries is None else entries)


def _renamed(case: ListCase) -> ListCase:
    _, tree = _parsed(case)
    steps.renamed(Marks(tree, None, None, None), None)
    return _made(case, "renamed", tree)


def _undated(case: ListCase) -> ListCase:
    """Without the days of the entries; days in titles and summaries stay."""
    _, tree = _parsed(case)
    days = [entry.day for entry in case.entries if entry.day]
    titles = {clean(entry.title) for entry in case.entries}
    for node in list(texts(tree)):
        words = node.text_content or ""
        if len(clean(words)) > _SHORT or clean(words) in titles:
            continue
        for day in days:
            if daywords.names(words, day):
                words = daywords.without(words, day)
        if words != node.text_content:
            node.replace_with(words or " ")
    for node in tree.css("time[datetime], [content]"):
        for name in ("datetime", "content"):
            node.attrs[name] = "" if node.attributes.get(name) else None
    entries = tuple(replace(entry, day=None) for entry in case.entries)
    return _made(case, "days removed", tree, entries)


def _pinned(case: ListCase) -> ListCase | None:
    """A pinned post on top, shown as the first entry is."""
    page, tree = _parsed(case)
    node = _entry_node(page, tree, case)
    if node is None:
        return None
    first = case.entries[0]
    pinned = Entry(_other_address(first.url), _PINNED, first.day)
    node.insert_before(node.clone())
    copy = node.prev
    if copy is None or not _retold(page, copy, first, pinned):
        return None
    return _made(case, "pinned", tree, (pinned, *case.entries))


def _entry_node(page: Page, tree: LexborHTMLParser, case: ListCase) -> LexborNode | None:
    """The largest element about the first entry and no other."""
    others = {entry.url for entry in case.entries[1:]}
    here = next((link for link in tree.css("a[href]") if _target(page, link) == case.entries[0].url), None)
    while here is not None and here.parent is not None and others:
        if any(_target(page, link) in others for link in here.parent.css("a[href]")):
            return here
        here = here.parent
    return None


def _retold(page: Page, node: LexborNode, first: Entry, other: Entry) -> bool:
    told = False
    for link in node.css("a[href]"):
        if _target(page, link) == first.url:
            link.attrs["href"] = other.url
    for one in [one for one in node.traverse(include_text=True) if one.is_text_node]:
        if clean(one.text_content or "") == first.title:
            one.replace_with(other.title)
            told = True
    for one in node.css("[title], [alt]"):
        for name in ("title", "alt"):
            if clean(one.attributes.get(name) or "") == first.title:
                one.attrs[name] = other.title
    return told


def _target(page: Page, link: LexborNode) -> str:
    return page.join(link.attributes.get("href") or "")


def _other_address(url: str) -> str:
    """An address of the same kind: another number where it bears one."""
    numbers = list(re.finditer(r"\d+", url.partition("//")[2].partition("/")[2]))
    if not numbers:
        return f"{url.rstrip('/')}-ghim"
    start = len(url) - len(url.partition("//")[2].partition("/")[2])
    last = numbers[-1]
    return f"{url[: start + last.start()]}{int(last.group()) + 7000}{url[start + last.end() :]}"


def _related_on_top(case: ListCase) -> ListCase | None:
    """A box of other posts above everything of the list."""
    page, tree = _parsed(case)
    links = [link for link in tree.css("a[href]") if _target(page, link) == case.entries[0].url]
    here: LexborNode | None = block(links[0]) if links else None
    last = case.entries[-1].url
    while here is not None and not any(_target(page, link) == last for link in here.css("a[href]")):
        here = here.parent
    if here is None or here.tag in ("body", "html", "tbody", "table", "tr", "td") or here.parent is None:
        return None
    rows = steps.others(case.entries[0].day, "<li><a href={href}>{title}</a> <span>({day})</span></li>")
    here.insert_before(steps.element(f"<div class=q7><h3>Tin nổi bật</h3><ul>{rows}</ul></div>"))
    return _made(case, "related on top", tree)


def _clock(case: ListCase) -> ListCase | None:
    _, tree = _parsed(case)
    done = steps.clock(f"<div>{steps.CLOCK}</div>")(Marks(tree, None, None, None), None)
    return _made(case, "clock", tree) if done else None
