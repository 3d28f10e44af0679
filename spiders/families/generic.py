"""Reads what no family recognises: a list by its repeating structure, a post by its title and the text around it.

Where that is not certain the page's layout is unknown (`LayoutChanged`); dates only where the page says that they are
the post's (`spiders/dateplaces.py`). Old table layouts are read like any other.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from selectolax.lexbor import LexborNode

from crawler.errors import LayoutChanged
from crawler.items import NO_SELECTORS, Article, Item, Listing, NextPage, Selectors, Words
from crawler.page import Page
from spiders import dateplaces
from spiders.dateentry import entry_words
from spiders.families import attached, heading, learnt, maintext, notpost, pager, totals
from spiders.families.base import Css, Family
from spiders.families.candidates import Entry
from spiders.families.select import first, line

_SHORT = 300  # characters of a text that may be a page's excuse
_DAY_AT_END = re.compile(r"(?:[0-3]\d[01]\d(?:19|20)\d\d|(?:19|20)\d\d[01]\d[0-3]\d)$")


class Generic(Family):
    name = "generic"
    # `xem.php?id=12`, whatever else is asked with it; `-124375.html`, long enough to be no year
    id_in_url = re.compile(
        r"/((?!index\.|default\.)[\w-]+\.\w+\?(?=[^#]*?\b(?:id|newsid|tinid|id_?tin|articleid|itemid|nid)=\d))"
        r"|-(\d{5,})(?:\.\w{2,5})?(?:[?#].*)?$",
        re.IGNORECASE,
    )
    list_name: ClassVar[Css] = ("h1", ".breadcrumb li:last-child")

    def recognise(self, page: Page) -> str | None:
        """Any page."""
        return "cấu trúc lặp lại"

    def article_id(self, url: str) -> str | None:
        """The script's name with its `id`, or the long number at the address's end; a day there is none.

        One script for all of a site (`index.php?com=…&id_tb=46`) has no id that is a post's for certain.
        """
        found = super().article_id(url)
        if found is None or _DAY_AT_END.fullmatch(found):
            return None
        number = re.search(r"\b\w*id\w*=(\d+)", url, re.IGNORECASE) if found.endswith("?") else None
        return f"{found.removesuffix('?')}-{number.group(1)}" if number else found

    # -- listing

    def listing(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Listing:
        if selectors.item:
            return super().listing(page, selectors)
        row = pager.find(page)
        found = learnt.find_list(page, [row.node if row else None, heading.confirmed(page)])
        empty = self.empty_words(page) if row is None and notpost.gate(page) is None else None
        if empty is not None and not learnt.under(page, found):
            return Listing((), None, empty, title=self._name(page))
        if not found:
            raise notpost.no_post(page, "danh sách nào rõ ràng là các tin, bài")
        items = tuple(Item(one.url, one.title, self._date(one, selectors)) for one in found)
        following = self._next(page, selectors, row, found)
        total, further = totals.told(page, found[-1].node, following, row.node if row else None)
        places = learnt.places(found)
        return Listing(items, following, title=self._name(page), places=places, total=total, unfollowed=further)

    def _date(self, entry: Entry, selectors: Selectors) -> Words | None:
        own = super().item_date(entry.node, selectors) if selectors.date else None
        return own or entry.date

    def _next(
        self, page: Page, selectors: Selectors, row: pager.Pager | None, found: tuple[Entry, ...]
    ) -> NextPage | None:
        if selectors.next:
            return super().next_page(page, selectors)
        return pager.onward(page, row, found[-1].node.parent, self.follow)

    def item_date(self, node: LexborNode, selectors: Selectors) -> Words | None:
        own = super().item_date(node, selectors)
        if own is not None or selectors.date or not selectors.item:
            return own
        return entry_words(node, self.item_link(node, selectors))

    def _name(self, page: Page) -> str:
        return line(first(page.tree, self.list_name))

    def next_page(self, page: Page, selectors: Selectors) -> NextPage | None:
        if selectors.next:
            return super().next_page(page, selectors)
        region = page.tree.css_first(selectors.item) if selectors.item else None
        return pager.onward(page, pager.find(page), region, self.follow)

    def follow(self, page: Page, link: LexborNode) -> NextPage | None:
        """What a link of a pager asks for; None where it leads nowhere."""
        return pager.by_address(page, link)

    # -- article

    def article(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Article:
        if selectors.body:
            return super().article(page, selectors)
        own = page.tree.css_first(selectors.title) if selectors.title and not selectors.item else None
        title = own if own is not None else heading.title_node(page)
        box = maintext.box(title) if title is not None else None
        if title is None or box is None:
            raise notpost.no_post(page, "tiêu đề và phần chữ của một tin, bài")
        if maintext.is_list(page, box, title):
            raise LayoutChanged(page.url, "phần chữ của một tin, bài: trang là một danh sách")
        post = self._post(page, box, title)
        bare = not post.body and not post.media and not post.attachments
        if bare or (len(post.body) < _SHORT and _says_it_is_none(page, post.title)):
            raise notpost.no_post(page, "phần chữ của một tin, bài")
        return replace(post, dates=self._dates(page, title, selectors))

    def _post(self, page: Page, box: LexborNode, title: LexborNode) -> Article:
        body = maintext.text(box, title)
        skip = maintext.not_of_post(box, title)
        return Article(
            title=line(title),
            body=body,
            author=self.author(None, body),
            source=self.source(None, body),
            canonical=self.canonical(page),
            article_id=self.id_on_page(page) or "",
            attachments=attached.files(page, [box], skip),
            links=attached.links(page, [box], skip),
            media=attached.media(page, [box], skip),
        )

    def _dates(self, page: Page, title: LexborNode, selectors: Selectors) -> tuple[Words, ...]:
        own = selectors.date if not selectors.item else None
        node = page.tree.css_first(own) if own else None
        said = (Words(line(node), "article_line", own or ""),) if node is not None and line(node) else ()
        return said or dateplaces.publication_words(page, title)


def _says_it_is_none(page: Page, title: str) -> bool:
    """Whether the page says, not in its title, that there is no such post. (A short post may tell of maintenance.)"""
    said = notpost.says(page)
    return said is not None and said[0] == "not_found" and said[1] != title
