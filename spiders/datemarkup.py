"""Days of publication as pages write them for programs: JSON-LD, meta tags, microdata, RDFa, `<time>`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborNode

from crawler.items import Words
from crawler.page import Page
from crawler.text import clean, fold
from spiders.datelabels import labels
from spiders.datelines import described, in_entry, is_furniture
from spiders.families.select import attribute, inside, line

_POST_TYPE = re.compile(r"(?:Article|Posting|Report)$")
_ELSEWHERE = frozenset({"itemListElement", "hasPart", "isPartOf", "comment", "citation", "review", "about", "mentions"})
_META = frozenset({
    "article:published_time", "og:article:published_time", "og:published_time", "dc.date.issued", "dcterms.issued",
    "dc.issued", "dcterms.date.issued", "dc.date.published", "citation_publication_date", "citation_online_date",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date",
    "date.published", "parsely-pub-date", "datepublished", "sailthru.date",
})  # fmt: skip
_META_CREATED = frozenset({"dcterms.created", "dc.date.created", "datecreated"})
_META_CHANGED = frozenset({
    "article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified", "datemodified",
    "last-modified",
})  # fmt: skip
_TIME = "time[pubdate], time.published, time.entry-date, time.post-date, time.pubdate, time.date-published"
_NO_POST_TIME = re.compile(r"modif|updat|edit|creat|event|start|end|comment|chinh-?sua|cap-?nhat")
_ANOTHER = re.compile(r"comment|event|person|organi[sz]ation|video|image", re.IGNORECASE)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_OTHERS = re.compile(
    r"(?:\d+ )?(?:y kien )?(?:binh luan|comments?\b|phan hoi)"
    r"|(?:cac )?(?:tin|bai)(?: tin| bai| viet)? (?:khac|lien quan|cung|moi|cu|noi bat)\b|(?:xem|doc) (?:them|nhieu)"
    r"|co the (?:ban )?(?:quan tam|thich)|cung chuyen muc|related\b"
)
_STEPS_UP = 4
_DEFAULTS = ("0000-", "0001-", "1970-01-01", "1/1/0001", "01/01/0001", "-0001", "30/11/-0001")


def machine(
    page: Page, region: str | None = None, title: str | LexborNode = "", *, created: bool = False
) -> tuple[Words, ...]:
    """Words of publication written for programs, most trusted place first; templates' defaults are left out.

    `created` also takes days of creation, right where a CMS publishes what it creates. A `datePublished` that only
    repeats the day of the last change is left out where other markup denies it, and in microdata always (NukeViet).
    """
    own = fold(line(title) if isinstance(title, LexborNode) else title)
    changed = set(changed_words(page))
    items = [one for one in _microdata(page, region, own, created) if one.text not in changed]
    found = [*_json_ld(page, own), *_metas(page, created), *items, *_times(page, region, own)]
    kept = {(one.text, one.place): one for one in found if one.text and not one.text.startswith(_DEFAULTS)}
    return tuple(_without_repeated_changes(list(kept.values()), changed))


def changed_words(page: Page) -> tuple[str, ...]:
    """What the page's markup says of its last change."""
    metas = [text for name, text in _named_metas(page) if name in _META_CHANGED]
    items = [_value(node) for node in page.tree.css('[itemprop~="dateModified"], [property~="schema:dateModified"]')]
    posts = [post.get("dateModified") for post in _posts(page)]
    return tuple(text for text in (*metas, *items, *posts) if isinstance(text, str) and text)


def _without_repeated_changes(found: list[Words], changed: set[str]) -> list[Words]:
    sound = [one for one in found if one.text not in changed]
    days = {one.text[:10] for one in sound}
    return [one for one in found if one in sound or not days or one.text[:10] in days]


# -- JSON-LD


def _json_ld(page: Page, own: str) -> list[Words]:
    """Of several posts in the page's data, those that name this page or its title; else all."""
    posts = [post for post in _posts(page) if isinstance(post.get("datePublished"), str)]
    mine = [post for post in posts if _is_own(post, page, own)]
    return [Words(clean(post["datePublished"]), "jsonld", "datePublished") for post in mine or posts]


def _is_own(post: dict[str, Any], page: Page, own: str) -> bool:
    named = post.get("mainEntityOfPage")
    named = named.get("@id") if isinstance(named, dict) else named
    addresses = {page.join(text) for text in (named, post.get("url"), post.get("@id")) if isinstance(text, str)}
    headline = post.get("headline")
    return page.url in addresses or bool(own and isinstance(headline, str) and fold(headline) == own)


def _posts(page: Page) -> Iterator[dict[str, Any]]:
    for script in page.tree.css('script[type="application/ld+json"]'):
        yield from _posts_in(_loaded(script.text()))


@lru_cache(maxsize=16)
def _loaded(text: str) -> Any:
    """The data, None where it is broken. Templates leave raw line ends in strings, and comments around the whole."""
    try:
        return json.loads(
            re.sub(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*$", "", text), strict=False
        )
    except (ValueError, RecursionError):
        return None


def _posts_in(data: Any) -> Iterator[dict[str, Any]]:
    todo = [data]
    while todo:
        here = todo.pop(0)
        if isinstance(here, list):
            todo = here + todo
        elif isinstance(here, dict):
            if _is_post(here.get("@type")):
                yield here
            todo.extend(
                value for key, value in here.items() if key not in _ELSEWHERE and isinstance(value, list | dict)
            )


def _is_post(kind: Any) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(one, str) and _POST_TYPE.search(one) for one in kinds)


# -- meta tags, microdata, RDFa


def _named_metas(page: Page) -> Iterator[tuple[str, str]]:
    for meta in page.tree.css("meta[content]"):
        for key in ("property", "name", "itemprop"):
            if name := attribute(meta, key).lower():
                yield name, clean(attribute(meta, "content"))


def _metas(page: Page, created: bool) -> list[Words]:
    wanted = _META | _META_CREATED if created else _META
    return [
        Words(text, "meta", f'meta[{"property" if ":" in name else "name"}="{name}"]')
        for name, text in _named_metas(page)
        if name in wanted
    ]


def _microdata(page: Page, region: str | None, own: str, created: bool) -> list[Words]:
    css = ['[itemprop~="datePublished"]', '[property~="dc:date"]', '[property~="schema:datePublished"]']
    if created:
        css += ['[property~="dc:created"]', '[property~="schema:dateCreated"]', '[itemprop~="dateCreated"]']
    nodes = [node for node in page.tree.css(", ".join(css)) if node.tag != "meta" and not _of_another(node)]
    return [
        Words(_value(node), "time" if node.tag == "time" else "meta", described(node))
        for node in _of_the_post(nodes, page, region, own)
    ]


def _of_another(node: LexborNode) -> bool:
    """Whether the innermost thing that the markup describes around the node is a comment, an event, a person."""
    here = node.parent
    while here is not None:
        kind = f"{attribute(here, 'typeof')} {attribute(here, 'itemtype')}".strip()
        if kind:
            return _ANOTHER.search(kind) is not None
        here = here.parent
    return False


def _value(node: LexborNode) -> str:
    return clean(attribute(node, "content") or attribute(node, "datetime") or line(node))


# -- <time>


def _times(page: Page, region: str | None, own: str) -> list[Words]:
    """Those that say they are publication's; else the only day among the bare ones of the post."""
    said = _of_the_post(page.tree.css(_TIME), page, region, own)
    said = [node for node in said if "published" in attribute(node, "class") or not _is_change(node)]
    if said:
        return [Words(_value(node), "time", described(node)) for node in said]
    place = region or "article, main, [itemtype*=Article]"
    bare = [node for root in page.tree.css(place) for node in root.css("time[datetime]") if not _is_change(node)]
    words = [Words(_value(node), "time", described(node)) for node in _of_the_post(bare, page, region, own)]
    return words[:1] if len({one.text[:10] for one in words}) == 1 else []


def _is_change(node: LexborNode) -> bool:
    """Whether it, or what it stands in, speaks of a change, of the draft, or of an event."""
    parent = node.parent
    names = " ".join(attribute(one, key) for one in (node, parent) if one for key in ("class", "itemprop")).lower()
    said = labels(line(parent)[:200]) if parent is not None and len(line(parent)) < 200 else ()
    return bool(_NO_POST_TIME.search(names)) or any(label.kind in ("changed", "other") for label in said)


def _of_the_post(nodes: Iterable[LexborNode], page: Page, region: str | None, own: str) -> list[LexborNode]:
    """Nodes of the region, where it is found; none in the page's furniture or in an entry about another post."""
    roots = {root.mem_id for root in page.tree.css(region)} if region else set()
    kept = [node for node in nodes if not is_furniture(node) and not in_entry(node, page, own)]
    kept = [node for node in kept if not _under_other_heading(node)]
    return [node for node in kept if inside(node, roots)] if roots else kept


def _under_other_heading(node: LexborNode) -> bool:
    """Whether the node stands below a heading of comments or of other posts, in the part of the page that it heads."""
    here: LexborNode | None = node
    for _ in range(_STEPS_UP):
        if here is None or here.tag in ("body", "html"):
            return False
        before = here.prev
        while before is not None:
            if before.tag in _HEADINGS and _OTHERS.match(fold(line(before))):
                return True
            before = before.prev
        here = here.parent
    return False
