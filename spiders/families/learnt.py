"""A listing learnt from its repeating structure: the largest set of entries alike that lead to posts of the same site.

Nothing here knows a CMS. Where two sets may be the list and nothing tells them apart, there is none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborNode

from crawler.items import Item
from crawler.page import Page
from crawler.text import fold
from spiders.datelines import ancestors
from spiders.families.candidates import Entry, entries, entry
from spiders.families.select import attribute, inside, line

_OTHER_BOX = re.compile(
    r"(?:cac )?(?:tin|bai)(?: tin| bai| viet)? (?:khac|lien quan|noi bat|moi(?: nhat| dang)?$|(?:doc|xem) nhieu"
    r"|cung chuyen muc)|moi cap nhat$|co the (?:ban )?(?:quan tam|thich)"
    r"|(?:doc|xem) nhieu(?: nhat)?|nhieu nguoi (?:doc|xem)|lien ket (?:website|web|trang)|thong bao moi"
)
_HEADINGS = "h1, h2, h3, h4, h5, b, strong, [class*=itle], [class*=eading]"
_STATE = re.compile(
    r"^(?!col|span|grid).*\d|^(?:first|last|odd|even|active|current|hot|new|top|featured|leading|alt|le|chan|dau|cuoi)$"
)
_FEW = 3  # entries; fewer without days, and with addresses of any kind, are no list for certain
_CLEARLY = 1.3  # times the score of the next best set, for a set to be the list
_TITLE = 4  # words of a link that may be a post's title
_SUMMARY = 60  # characters beside the title


def find_list(page: Page, anchors: Sequence[LexborNode | None]) -> tuple[Entry, ...]:
    """The entries of the page's list, in its order; () where there is none, or none that is it for certain.

    `anchors` are what stands beside a list, the surest first: its pager, its name.
    """
    near = [one for one in anchors if one is not None]
    return pick(page, entries(page, kept=ancestors(near)), near)


def pick(page: Page, found: list[Entry], anchors: Sequence[LexborNode]) -> tuple[Entry, ...]:
    """Of all entries on a page those of its list; () where that is not certain."""
    groups = [group for group in _groups(found).values() if not _headed_other(group, anchors)]
    best = _best(page, groups, anchors)
    if best is None:
        return ()
    found = _mended(found, best)
    own, beside = {one.url for one in best}, _beside(best)
    best = [one for one in found if one.url in own or one.node.mem_id in beside]
    taken = {one.url for one in _with_kin(page, found, best)}
    return tuple(one for one in found if one.url in taken)


def _mended(found: list[Entry], group: list[Entry]) -> list[Entry]:
    """The entries, where those cut short by a second link in them (a category) reach as far as the set's others do."""
    way = Counter(_way(one.link, one.node) for one in group).most_common(1)[0][0]
    left = _beside(group) - {one.node.mem_id for one in group}
    own = {one.url for one in group}
    mended: dict[str, Entry] = {}
    for one in found:
        up = _up(one.link, len(way))
        if one.url not in own and up is not None and up.mem_id in left and _way(one.link, up) == way:
            left.discard(up.mem_id)
            mended[one.url] = entry(one.url, one.link, up, set())
    return [mended.get(one.url, one) for one in found]


def _beside(group: list[Entry]) -> set[int]:
    """The set's nodes, and those of their kind beside them."""
    tags = {one.node.tag for one in group}
    parents = {parent.mem_id: parent for one in group if (parent := one.node.parent) is not None}
    return {node.mem_id for parent in parents.values() for node in parent.iter() if node.tag in tags}


def _way(link: LexborNode, node: LexborNode) -> tuple[str, ...]:
    """The tags from a link up to the entry that it stands in."""
    steps = []
    here: LexborNode | None = link
    while here is not None and here.mem_id != node.mem_id:
        steps.append(here.tag or "")
        here = here.parent
    return tuple(steps)


def _up(link: LexborNode, steps: int) -> LexborNode | None:
    here: LexborNode | None = link
    for _ in range(steps):
        here = here.parent if here is not None else None
    return here


def places(found: Iterable[Entry]) -> tuple[str, ...]:
    """Where the entries' titles stand: each way from the page's root to one, by tags and lasting classes, once."""
    return tuple(dict.fromkeys(_signature(one.link) for one in found))


# -- which set is the list


def _groups(found: Sequence[Entry]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for one in found:
        groups[_signature(one.node)].append(one)
    return groups


def _signature(node: LexborNode) -> str:
    """The way from the page's root to a node by tags and classes, but for its own and those of order and state."""
    steps = []
    here: LexborNode | None = node
    while here is not None and here.tag not in ("body", "html"):
        classes = (
            []
            if here is node
            else sorted(name for name in attribute(here, "class").split() if not _STATE.search(name.lower()))
        )
        steps.append(".".join((here.tag or "", *classes, *_column(here))))
        here = here.parent
    return " ".join(reversed(steps))


def _column(node: LexborNode) -> list[str]:
    """Which column of an old page's layout the node is: one of the cells that hold tables of their own."""
    if node.tag != "td" or node.parent is None or node.css_first("table") is None:
        return []
    cells = [one.mem_id for one in node.parent.iter() if one.tag == "td"]
    return [str(cells.index(node.mem_id))] if len(cells) > 1 else []


def _best(page: Page, groups: list[list[Entry]], anchors: Sequence[LexborNode]) -> list[Entry] | None:
    """The set nearest to the anchors, then the one of the most words; None where that is unclear."""
    places = [(under(page, group), *_near(group, anchors)) for group in groups]
    ranked = sorted(((places[at], _score(group), at) for at, group in enumerate(groups)), reverse=True)
    if not ranked:
        return None
    (near, score, at), rest = ranked[0], ranked[1:]
    best = groups[at]
    if not near[0] and len(best) < _FEW and not (any(near) and _dated(best)):
        return None
    if rest and not any(near):
        return None
    rivals = [one for one in rest if one[0] == near and not _kin(best, groups[one[2]])]
    return best if not rivals or score >= _CLEARLY * rivals[0][1] else None


def _score(group: list[Entry]) -> float:
    words = sum(min(len(one.title.split()), 12) for one in group)
    told = sum(len(line(one.node)) > len(one.title) + _SUMMARY for one in group) * 2 > len(group)
    return words * (1.5 if _dated(group) else 1) * (1.3 if told else 1)


def _dated(group: list[Entry]) -> bool:
    return sum(one.date is not None for one in group) * 2 > len(group)


def under(page: Page, group: Sequence[Entry | Item]) -> bool:
    """Whether there are entries, and all their addresses stand under the list's own."""
    path = re.sub(r"\.\w+$", "", urlsplit(page.url).path.rstrip("/"))
    path = re.sub(r"/(?:page|trang)[-/]\d+$", "", path)
    return path != "" and bool(group) and all(urlsplit(one.url).path.startswith(path + "/") for one in group)


def _near(group: list[Entry], anchors: Sequence[LexborNode]) -> tuple[int, ...]:
    """For each anchor how deep in the page the first node is that holds it and the set; 0: they share but the page."""
    return tuple(_depth(group, anchor) for anchor in anchors)


def _depth(group: list[Entry], anchor: LexborNode) -> int:
    around = _ancestors(anchor)
    here = group[-1].link.parent
    while here is not None and here.mem_id not in around:
        here = here.parent
    return len(_ancestors(here)) if here is not None and here.tag not in ("body", "html") else 0


def _ancestors(node: LexborNode) -> list[int]:
    found = []
    here: LexborNode | None = node
    while here is not None:
        found.append(here.mem_id)
        here = here.parent
    return found


# -- what belongs to the list beside it


def _with_kin(page: Page, found: Sequence[Entry], group: list[Entry]) -> list[Entry]:
    """The set with the entries beside it that lead to addresses of its kind: a first one shown larger, bare links."""
    shapes = {shape(one.url) for one in group}
    dated, own = all(one.date for one in group), under(page, group)
    region = _common([one.node for one in group])
    kept = list(group)
    for step in range(3):
        if region is None or region.tag in ("body", "html"):
            break
        taken = {one.url for one in kept}
        more = [one for one in found if one.url not in taken and inside(one.node, {region.mem_id})]
        alike = [one for one in more if _as_good(page, one, dated, own) and not _boxed(one, region)]
        if step and (len(alike) < len(more) or not all(shape(one.url) in shapes for one in more)):
            break
        kept += alike
        region = region.parent
    return kept


def _as_good(page: Page, one: Entry, dated: bool, own: bool) -> bool:
    return (one.date is not None or not dated) and (not own or under(page, [one]))


def _kin(one: list[Entry], other: list[Entry]) -> bool:
    return {shape(entry.url) for entry in one} == {shape(entry.url) for entry in other} and len(other) <= len(one)


def shape(url: str) -> tuple[str, ...]:
    """What addresses of one kind share: how many steps, which end in numbers, the endings, the parameters' names."""
    parts = urlsplit(url)
    steps = [re.sub(r"[^/.\d]*[^/.\d-]", "s", re.sub(r"\d+", "0", step)) for step in parts.path.strip("/").split("/")]
    last = re.sub(r"^[s0.-]*?(?=(?:-0)?(?:\.s)?$)", "s", steps[-1])
    return (str(len(steps)), last, *sorted(name for name, _ in parse_qsl(parts.query)))


def _boxed(one: Entry, region: LexborNode) -> bool:
    """Whether the entry stands in a box, within the region, headed as other posts' ("Tin liên quan")."""
    here = one.node.parent
    while here is not None and here.mem_id != region.mem_id:
        if _is_other(here, one.node):
            return True
        here = here.parent
    return False


def _headed_other(group: list[Entry], anchors: Sequence[LexborNode]) -> bool:
    """Whether a set stands in a box headed as other posts': around it, and not around the page's pager or name."""
    around = {mem_id for anchor in anchors for mem_id in _ancestors(anchor)}
    here = _common([one.node for one in group])
    for _ in range(4):
        if here is None or here.mem_id in around or here.tag in ("body", "html"):
            return False
        if _is_other(here, group[0].node):
            return True
        here = here.parent
    return False


def _is_other(box: LexborNode, own: LexborNode) -> bool:
    """Whether the box around an entry is headed as other posts': by its own heading, not that of a box beside it."""
    heads = [*box.css(_HEADINGS)[:3], *_first_words(box)]
    heads = [head for head in heads if _OTHER_BOX.match(fold(line(head)))]
    around = set(_ancestors(own)) if heads else set()
    return any(not _heads_another_box(head, around) for head in heads)


def _first_words(box: LexborNode) -> list[LexborNode]:
    """What holds the box's first words, whatever its tag, where they are no link's."""
    for node in box.traverse(include_text=True):
        if node.is_text_node and (node.text_content or "").strip():
            return [node.parent] if node.parent is not None and node.parent.tag != "a" else []
    return []


def _heads_another_box(head: LexborNode, around: set[int]) -> bool:
    """Whether the heading stands over links in a part of the page that does not hold the entry."""
    part = head
    while part.parent is not None and part.parent.mem_id not in around:
        part = part.parent
    return sum(len(line(link).split()) >= _TITLE for link in part.css("a[href]")) > 1


def _common(nodes: Iterable[LexborNode]) -> LexborNode | None:
    """The innermost node that holds all of them."""
    found = list(nodes)
    shared = set(_ancestors(found[0])[1:])
    for node in found[1:]:
        shared &= set(_ancestors(node)[1:])
    here = found[0].parent
    while here is not None and here.mem_id not in shared:
        here = here.parent
    return here
