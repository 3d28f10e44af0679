"""Families of many templates: their own places first, the generic reader where a page has none of them."""

from __future__ import annotations

from typing import ClassVar

from crawler.errors import LayoutChanged
from crawler.items import NO_SELECTORS, Article, Listing, NextPage, Selectors
from crawler.page import Page
from spiders.families.base import Family
from spiders.families.generic import Generic


class Templated(Generic):
    """Recognised by marks. A page without the family's places is read by its structure, or refused as by `Generic`.

    Where the CMS's addresses bear ids, a list found by its structure has to lead to such addresses.
    """

    ids_in_addresses: ClassVar[bool] = True

    def recognise(self, page: Page) -> str | None:
        return Family.recognise(self, page)

    def article_id(self, url: str) -> str | None:
        return Family.article_id(self, url)

    def listing(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Listing:
        try:
            return Family.listing(self, page, selectors)
        except LayoutChanged:
            found = Generic.listing(self, page, selectors)
            if self.ids_in_addresses and self.id_in_url and not all(self.article_id(item.url) for item in found.items):
                raise
            return found

    def next_page(self, page: Page, selectors: Selectors) -> NextPage | None:
        own = Family.next_page(self, page, selectors)
        return own if own is not None or selectors.next else Generic.next_page(self, page, selectors)

    def article(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Article:
        try:
            return Family.article(self, page, selectors)
        except LayoutChanged:
            return Generic.article(self, page, selectors)
