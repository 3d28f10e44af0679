"""Families of many templates: their own places first, the generic reader where a page has none of them."""

from __future__ import annotations

from typing import ClassVar

from selectolax.lexbor import LexborNode

from crawler.errors import LayoutChanged
from crawler.items import NO_SELECTORS, Article, Listing, NextPage, Selectors
from crawler.page import Page
from spiders.families import heading, learnt, paging
from spiders.families.base import Css, Family
from spiders.families.candidates import Entry
from spiders.families.generic import Generic
from spiders.families.select import attribute, first, line


class Templated(Generic):
    """Recognised by marks. A page without the family's places is read by its structure, or refused as by `Generic`.

    Where the CMS's addresses bear ids, a list found by its structure has to lead to such addresses, or to ones
    under its own.
    """

    ids_in_addresses: ClassVar[bool] = True
    #: what stands beside the list of a page with several, the surest first: its pager; none: the page has but one list
    list_anchors: ClassVar[Css] = ()

    def recognise(self, page: Page) -> str | None:
        return Family.recognise(self, page)

    def article_id(self, url: str) -> str | None:
        return Family.article_id(self, url)

    def listing(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Listing:
        try:
            return Family.listing(self, page, selectors)
        except LayoutChanged:
            found = Generic.listing(self, page, selectors)
            named = not self.ids_in_addresses or all(self.article_id(item.url) for item in found.items)
            if self.id_in_url and not named and not learnt.under(page, found.items):
                raise
            return found

    def item_nodes(self, page: Page, selectors: Selectors) -> list[LexborNode]:
        """One node for each entry; of several lists alike on the page its own one's, where that is plain."""
        nodes = super().item_nodes(page, selectors)
        if selectors.item or not self.list_anchors:
            return nodes
        anchors = [first(page.tree, self.list_anchors), heading.confirmed(page)]
        found = [
            Entry(url, line(link), node, link)
            for node in nodes
            if (link := self.item_link(node, selectors)) and (url := paging.address(page, attribute(link, "href")))
        ]
        own = {one.node.mem_id for one in learnt.pick(page, found, [one for one in anchors if one is not None])}
        return [node for node in nodes if node.mem_id in own] or nodes

    def title_node(self, page: Page, region: LexborNode | None) -> LexborNode | None:
        """Where the post's title stands: of several places that may be it, the one that the page's name confirms."""
        places = region.css(", ".join(self.article_title)) if region is not None and self.article_title else []
        if len(places) > 1 and (named := heading.named(page, places)) is not None:
            return named
        return super().title_node(page, region)

    def next_page(self, page: Page, selectors: Selectors) -> NextPage | None:
        own = Family.next_page(self, page, selectors)
        return own if own is not None or selectors.next else Generic.next_page(self, page, selectors)

    def article(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Article:
        try:
            return Family.article(self, page, selectors)
        except LayoutChanged:
            return Generic.article(self, page, selectors)
