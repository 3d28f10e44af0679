"""What a CMS family reader is: recognise a page, read a listing, read an article.

A family is mostly data: class attributes hold CSS selectors, tried in order. A family whose pages need more overrides
one small method. A new family is one file in this folder and one line in `spiders/families/registry.py`.
"""

from __future__ import annotations

import re
from typing import ClassVar

from crawler.items import NO_SELECTORS, Article, Listing, Selectors
from crawler.page import Page


class Family:
    """A CMS family. Methods raise `LayoutChanged` where a listing or a post should be and is not."""

    name: ClassVar[str]
    #: CSS selectors any of which shows that a page comes from this CMS
    marks: ClassVar[tuple[str, ...]] = ()
    #: the CMS's id of a post in its address; group 1 is the id. None: addresses bear no reliable id
    id_in_url: ClassVar[re.Pattern[str] | None] = None

    def recognise(self, page: Page) -> str | None:
        """The mark by which the page shows itself to be of this family, or None."""
        return next((mark for mark in self.marks if page.tree.css_first(mark)), None)

    def listing(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Listing:
        """The entries of a list page and how to ask for the next one."""
        raise NotImplementedError

    def article(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Article:
        """The post on a page."""
        raise NotImplementedError

    def article_id(self, url: str) -> str | None:
        """The CMS's own id of the post at `url`, where its addresses bear one."""
        found = self.id_in_url.search(url) if self.id_in_url else None
        return found.group(1) if found else None
