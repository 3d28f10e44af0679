"""VHV portals (Thái Bình, schools). Written from descriptions of their pages."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawler.items import NextPage, Selectors, Words
from crawler.page import Page
from spiders.dateentry import entry_words
from spiders.families import paging
from spiders.families.select import line
from spiders.families.templated import Templated


class Vhv(Templated):
    name = "vhv"
    marks = (
        'section[class*="Article-Detail-"], section[class*="Article-List-"]',
        'article[class*="news-detail-layout-type"]',
        '.default-pagination[id^="pagination"]',
        'h4.entry-title a[href], [id^="module"] time.post-date[datetime]',
    )

    list_item = ("article:has(h4.entry-title), li:has(h4.entry-title), div.item:has(h4.entry-title)", "h4.entry-title")
    list_link = ("h4.entry-title a[href]", ".entry-title a[href]", "a[href]")
    list_title = (".entry-title",)
    list_date = ("time.post-date", ".post-date")
    list_summary = (".brief", ".entry-summary")
    list_drop = ("aside", ".sidebar", "footer", "header", '[class*="Article-Detail-"] .related')
    list_anchors = (".default-pagination",)
    list_name = (".section-title", "h1", ".breadcrumb li:last-child")

    pager_current = (".default-pagination .current:not(.next):not(.prev)",)
    pager_next = ('link[rel="next"][href]', ".default-pagination a.next[href]")

    article_region = ('article[class*="news-detail-layout-type"]', '[class*="Article-Detail-"]')
    article_title = ("h1.title-detail", ".title-detail", "h1")
    article_date = ("span.post-date", ".post-date")
    article_machine_date = ("time.post-date[datetime]",)
    article_lead = (".brief", ".brief-detail")
    article_body = (".content-detail", ".detail-content", ".article-content", ".content")
    article_author = (".author", ".post-author")
    article_source = (".source", ".post-source")
    article_aside = ("aside", ".sidebar", ".related", ".related-news", ".other-news")
    article_drop = (*article_aside, ".social", ".share", ".tools", ".comment", ".tags", ".rating")

    def item_date(self, node: LexborNode, selectors: Selectors) -> Words | None:
        """The date of its own place, else of a line of the entry that is nothing but a date."""
        return super().item_date(node, selectors) or entry_words(node, self.item_link(node, selectors))

    def next_page(self, page: Page, selectors: Selectors) -> NextPage | None:
        """The pager's own link; where that is a script's (`a.next` without an address), the same list at `?page=N`.

        As for VNPT that question answers itself: nothing new on a second page is a pager that doesn't work.
        """
        own = super().next_page(page, selectors)
        onward = page.tree.css_first(".default-pagination a.next")
        if selectors.next or (own is not None and own.url != page.url) or onward is None:
            return own
        shown = line(page.tree.css_first(".default-pagination .current:not(.next):not(.prev)"))
        now = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 7 else paging.number(page.url) or 1
        return NextPage(paging.with_number(page.url, "page", now + 1))
