"""VNPT Portal. Written from descriptions of its pages (docs/families.md: assumed)."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.items import NextPage, Selectors, Words
from crawler.page import Page
from spiders.dateentry import entry_words
from spiders.families import heading, learnt, paging
from spiders.families.candidates import Entry, entry
from spiders.families.entries import by_address
from spiders.families.select import attribute, every, ids, line, outside
from spiders.families.templated import Templated

_TITLES = "h2.Title, h3.Title, .Title:has(a[href])"


class Vnpt(Templated):
    name = "vnpt"
    marks = (
        '[src*="storage-vnportal"], [href*="storage-vnportal"]',
        '[src*="vnportal.vnpt"], [href*="vnportal.vnpt"]',
        'script[src*="SiteFolders/" i], link[href*="SiteFolders/" i], img[src*="SiteFolders/" i]',
        ".ArticleDetailControl",
        "li.page-number[data-page]",
        ".ArticleHeader ~ .ArticleContent, .ArticleHeader ~ * .ArticleContent",
        "h2.Title ~ .Ngaydang, h2.Title ~ * .Ngaydang",
    )
    # one id space for all sites of a tenant; with and without `.html` is one post
    id_in_url = re.compile(r"-(\d+)(?:\.html?)?/?(?:[?#].*)?$")

    list_item = (_TITLES,)
    list_link = (".Title a[href]", "a[href]")
    list_title = (".Title",)
    list_date = (".Ngaydang", ".NgayDang", ".PostDate", ".ngaydang")
    list_summary = (".Summary", ".Sapo", ".Mota", ".ArticleSummary")
    list_drop = ("aside", ".sidebar", "footer", "header", ".ArticleDetailControl", ".OtherArticles", ".RelatedArticles")
    list_region = ("main", "#content", ".ContentPane")
    list_name = (".CategoryTitle", ".breadcrumb li:last-child", "h1")

    first_number = 1
    pager_current = ("ul.pagination li.page-number.active", "ul.pagination li.active", ".pagination .active")

    article_region = (".ArticleDetailControl",)
    article_title = (".ArticleHeader h1", ".ArticleHeader h2", ".ArticleHeader .Title", ".ArticleHeader", "h1.Title")
    article_date = (".PostDate", ".Ngaydang", ".NgayDang")
    article_lead = (".ArticleSummary",)
    article_body = (".ArticleContent",)
    article_author = (".author", ".Author", ".Tacgia")
    article_source = (".Source", ".Nguon")
    article_category = (".breadcrumb li a",)
    article_files = (".AttachFiles", ".FileAttach", ".attachments")
    article_aside = ("aside", ".sidebar", ".OtherArticles", ".RelatedArticles", ".Tinlienquan", ".Tinkhac")
    article_drop = (
        ".tool",
        ".tools",
        ".UISocialShare",
        ".rating",
        ".Rating",
        ".ViewCount",
        ".Luotxem",
        'div[id^="audio"]',
        ".OtherArticles",
        ".RelatedArticles",
        ".Tinlienquan",
        ".Tinkhac",
    )

    def item_nodes(self, page: Page, selectors: Selectors) -> list[LexborNode]:
        """What surrounds each title and no other: of several lists on the page its own one's, where that is plain."""
        if selectors.item:
            return page.tree.css(selectors.item)
        titles = outside(every(page.tree, self.list_item), ids(page.tree, self.list_drop))
        found = _entries(page, titles)
        anchors = [page.tree.css_first("ul.pagination:has(li.page-number)"), heading.confirmed(page)]
        own = learnt.pick(page, found, [one for one in anchors if one is not None])
        return [one.node for one in own or found]

    def item_date(self, node: LexborNode, selectors: Selectors) -> Words | None:
        """The date of its own place, else of a line of the entry that is nothing but a date."""
        return super().item_date(node, selectors) or entry_words(node, node.css_first(_TITLES))

    def next_page(self, page: Page, selectors: Selectors) -> NextPage | None:
        """The pager's own link; where its numbers bear none (they are loaded by script), the same list at `?page=N`.

        That question answers itself: a site that doesn't know it shows the first page again, and a second page with
        nothing new is a pager that doesn't work, never an end.
        """
        asked = super().next_page(page, selectors)
        if selectors.next or (asked and asked.url != page.url):
            return asked
        now = _current(page) or paging.number(page.url) or 1
        later = [number for number in _numbers(page) if number > now]
        return NextPage(paging.with_number(page.url, "page", now + 1)) if later else asked


def _entries(page: Page, titles: list[LexborNode]) -> list[Entry]:
    links = [title if title.tag == "a" else title.css_first("a[href]") for title in titles]
    known = [(url, link) for link in links if link and (url := paging.address(page, attribute(link, "href")))]
    nodes = by_address((str(link.mem_id), link) for _, link in known)
    return [entry(url, link, nodes[str(link.mem_id)], set()) for url, link in known]


def _numbers(page: Page) -> list[int]:
    """The numbers of the pager's entries."""
    shown = (attribute(node, "data-page") or line(node) for node in page.tree.css("ul.pagination li.page-number"))
    return [int(text) for text in shown if text.isascii() and text.isdigit() and len(text) < 7]


def _current(page: Page) -> int | None:
    node = page.tree.css_first("ul.pagination li.page-number.active")
    text = attribute(node, "data-page") or line(node)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
