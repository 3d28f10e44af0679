"""JSON APIs: WordPress' and SharePoint's by their shapes, any other by a section's own paths.

A section's selectors are paths (`spiders/families/jsonpath.py`): `item` leads to the list, the others start at an
entry. `link` may be a template (`/bai-viet/{slug}`); with `body` the post is whole and its page is not read. `next`
is the path of the next page's address, or `+page`, `+offset=20`: that parameter counted on while there are entries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.errors import LayoutChanged
from crawler.items import NO_SELECTORS, Article, Item, Listing, NextPage, Selectors, Words
from crawler.page import Page
from crawler.text import clean
from spiders.families import attached, canvas, jsonpath, notpost, paging, sourceurl
from spiders.families.base import Family
from spiders.families.select import paragraphs

_COUNTED = re.compile(r"^\+(\w+)(?:=(\d+))?$")
_PAGING = re.compile(
    r"\$?(?:page|trang|paged|p|page_?(?:index|number|no|size)|per_?page|size|limit|top|take|start|offset|skip|skiptoken"
    r"|cursor|after)",
    re.IGNORECASE,
)
_PAGING_DATA = ("meta", "pagination", "paging", "paginator", "page", "pageInfo", "_meta")
_TOTAL = re.compile(
    r"_?_?total(?:_?(?:items?|count|records?|elements?|results?|rows?|posts?))?|(?:records?|items?|row)_?total|__count"
    r"|@odata\.count|found_?posts",
    re.IGNORECASE,
)
_WP_PAGE = 10  # entries of a page where the address doesn't say
_PAST_THE_END = "rest_post_invalid_page_number"  # WordPress' word, with status 400


@dataclass(frozen=True)
class Shape:
    """Where an API's fields stand. `dates`: of publication, the first that holds something."""

    item: str
    link: str
    title: str
    dates: tuple[str, ...]
    body: str = ""
    next: str = ""
    id: str = "id"
    summary: str = ""


WORDPRESS = Shape("", "link", "title.rendered", ("date",), summary="excerpt.rendered")
# `Modified` is no day of publication; the pages themselves are empty without their scripts.
SHAREPOINT = Shape(
    "d.results",
    "FileRef",
    "Title",
    ("FirstPublishedDate", "Created"),
    "CanvasContent1",
    "d.__next",
    "ID",
    "Description",
)
SHAREPOINT_LIGHT = replace(SHAREPOINT, item="value", next="@odata.nextLink")


class JsonApi(Family):
    name = "json"

    def recognise(self, page: Page) -> str | None:
        """The API whose shape the page's JSON has."""
        if page.text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
            return None
        shape = _shape(jsonpath.loaded(page))
        return {WORDPRESS: "wp-json", SHAREPOINT: "d.results", SHAREPOINT_LIGHT: "value"}.get(shape) if shape else None

    def listing(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Listing:
        """The list's entries. An empty list says itself that it is empty."""
        data = jsonpath.loaded(page)
        if past_the_end(page):
            return Listing((), None, _PAST_THE_END)
        shape = _own(selectors) or _shape(data)
        if shape is None:
            raise notpost.no_post(page, "hình dạng JSON nào đã biết; cần selectors item, link, title, date")
        rows = jsonpath.at(data, shape.item)
        if not isinstance(rows, list):
            raise notpost.no_post(page, f"danh sách tại {shape.item or '.'}")
        found = [item for row in rows if (item := _item(page, row, shape)) is not None]
        if rows and not found:
            raise LayoutChanged(page.url, f"{shape.link}, {shape.title} trong các mục của {shape.item or '.'}")
        items = tuple({item.url: item for item in reversed(found)}.values())[::-1]
        empty = None if rows else f"{shape.item or '.'}: []"
        return Listing(items, _next(page, data, rows, shape), empty, total=_total(data, shape.item))

    def article(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Article:
        """None: an API's answer is no post's page."""
        raise LayoutChanged(page.url, "trang của một tin, bài: đây là dữ liệu JSON")


def past_the_end(page: Page) -> bool:
    """Whether the answer is WordPress' refusal of a page after the last one."""
    data = jsonpath.loaded(page) if _PAST_THE_END.encode() in page.body[:500] else None
    return jsonpath.words(data, "code") == _PAST_THE_END and _asked(page, "page", 1) > 1


def _own(selectors: Selectors) -> Shape | None:
    """The section's own paths, where it has them."""
    if selectors.item is None or not (selectors.link or selectors.body) or not selectors.title:
        return None
    dates = (selectors.date,) if selectors.date else ()
    return Shape(
        selectors.item, selectors.link or "", selectors.title, dates, selectors.body or "", selectors.next or ""
    )


def _shape(data: Any) -> Shape | None:
    for shape in (WORDPRESS, SHAREPOINT, SHAREPOINT_LIGHT):
        rows = jsonpath.at(data, shape.item)
        first = rows[0] if isinstance(rows, list) and rows else None
        if jsonpath.words(first, shape.link) and jsonpath.words(first, shape.title):
            return shape
    return None


def _item(page: Page, row: Any, shape: Shape) -> Item | None:
    title = _line(jsonpath.words(row, shape.title))
    if not title:
        return None
    date = next((Words(text, "api", path) for path in shape.dates if (text := jsonpath.words(row, path))), None)
    mark = jsonpath.words(row, shape.id)
    url = _address(page, jsonpath.words(row, shape.link) if shape.link else "")
    # an id is only its API's, and no post's on its host: the address with it tells posts apart
    url = url or (f"{_endpoint(page, shape)}#{quote(mark, safe='')}" if mark and shape.body else "")
    whole = _whole(page, row, shape, title, date) if shape.body else None
    if not url or (shape.body and whole is None):
        return None
    return Item(url, title, date, _line(jsonpath.words(row, shape.summary) if shape.summary else ""), whole=whole)


def _endpoint(page: Page, shape: Shape) -> str:
    """The API's address whatever page of it was asked for: a post keeps its own when newer ones push it on."""
    parts = urlsplit(page.url)
    counted = _COUNTED.match(shape.next)
    paging_ = {counted.group(1)} if counted else set()
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name not in paging_ and not _PAGING.fullmatch(name)]
    return urlunsplit((*parts[:3], urlencode(kept), ""))


def _address(page: Page, link: str) -> str:
    """Where a link leads: from the source, where a proxy read it."""
    origin = sourceurl.source(page.url)
    return paging.address(Page(origin, b"") if origin else page, link)


def _whole(page: Page, row: Any, shape: Shape, title: str, date: Words | None) -> Article | None:
    body = LexborHTMLParser(canvas.html_of(jsonpath.words(row, shape.body))).body
    if body is None:
        return None
    origin = sourceurl.source(page.url)
    page = Page(origin, b"") if origin else page
    text, media = paragraphs(body), attached.media(page, [body], ())
    files = attached.files(page, [body], ())
    if not text and not media and not files:
        return None
    dates = (date,) if date else ()
    links = attached.links(page, [body], ())
    return Article(title, text, dates, attachments=files, links=links, media=media)


def _next(page: Page, data: Any, rows: list[Any], shape: Shape) -> NextPage | None:
    if not rows:
        return None
    if shape == WORDPRESS:
        return _counted(page, "page", 1, 1) if len(rows) >= _asked(page, "per_page", _WP_PAGE) else None
    if counted := _COUNTED.match(shape.next):
        step = int(counted.group(2) or 1)
        return _counted(page, counted.group(1), step, 1 if step == 1 else 0)
    link = jsonpath.words(data, shape.next) if shape.next else ""
    if sourceurl.source(page.url):
        return sourceurl.following(page.url, link)
    url = paging.address(page, link)
    return NextPage(url) if url and url != page.url else None


def _total(data: Any, item: str) -> int | None:
    """How many entries the answer says there are: beside the list, or in what holds it; None where two differ."""
    steps = item.strip(".").split(".") if item.strip(".") else []
    holders = [jsonpath.at(data, ".".join(steps[:end])) for end in range(len(steps))]
    dicts = [one for holder in holders if isinstance(holder, dict) for one in (holder, *map(holder.get, _PAGING_DATA))]
    found = {
        int(value) for one in dicts if isinstance(one, dict) for key, value in one.items() if _is_total(key, value)
    }
    return found.pop() if len(found) == 1 else None


def _is_total(key: str, value: Any) -> bool:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return _TOTAL.fullmatch(key) is not None and text.isascii() and text.isdigit() and len(text) < 8


def _counted(page: Page, name: str, step: int, first: int) -> NextPage:
    return NextPage(paging.with_number(page.url, name, _asked(page, name, first) + step))


def _asked(page: Page, name: str, default: int) -> int:
    value = parse_qs(urlsplit(page.url).query).get(name, [""])[-1]
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else default


def _line(html: str) -> str:
    return clean(paragraphs(LexborHTMLParser(html).body)) if "<" in html or "&" in html else clean(html)
