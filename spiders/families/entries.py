"""The entries of a list page around what tells them apart: their titles, or the addresses they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from selectolax.lexbor import LexborNode

_EDGES = frozenset({"body", "html", "main"})
_WHOLES = frozenset({"table", "ul", "ol", "dl"})  # what holds entries, or one whole
_STEPS = 3  # around an entry that has no others beside it to show where it ends


def by_address(links: Iterable[tuple[str, LexborNode]]) -> dict[str, LexborNode]:
    """For each address the largest node all of whose links in `links` lead to it, in the order of the page."""
    found = list(links)
    leads: dict[int, set[str]] = {}  # node -> addresses of the links in it
    for url, link in found:
        _climb(link, lambda node, url=url: leads.setdefault(node.mem_id, set()).add(url))  # type: ignore[misc]
    steps = _STEPS if len({url for url, _ in found}) == 1 else len(leads)
    entries: dict[str, LexborNode] = {}
    for url, link in found:
        entries.setdefault(url, _largest(link, leads, steps))
    return entries


def _climb(node: LexborNode, visit: Callable[[LexborNode], object]) -> None:
    here: LexborNode | None = node
    while here is not None and here.tag not in _EDGES:
        visit(here)
        here = here.parent


def _largest(link: LexborNode, leads: dict[int, set[str]], steps: int) -> LexborNode:
    here = link
    while steps and here.tag not in _WHOLES and (up := here.parent) is not None and up.tag not in _EDGES:
        if len(leads.get(up.mem_id, ())) != 1:
            break
        here, steps = up, steps - 1
    return here
