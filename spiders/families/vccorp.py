"""VCCorp's CMS (hanoi.gov.vn today, the government's newspaper). Written from descriptions of its pages."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

from selectolax.lexbor import LexborNode

from crawler.items import NO_SELECTORS, Listing, NextPage, Selectors, Words
from crawler.page import Page
from spiders.dateentry import entry_words
from spiders.families import paging
from spiders.families.base import Family
from spiders.families.select import attribute
from spiders.families.templated import Templated

_STATE = "#phan="
_SCRIPTED = '[data-url*="/api/NewsZone"], .btn-viewmore, .view-more'


class VcCorp(Templated):
    name = "vccorp"
    marks = (
        ".afcbc-body",
        "div.news-item[data-id] .news-title, div.news-item[data-id] .news-time",
        'script[src*="mediacdn.vn"], link[href*="mediacdn.vn"]',
        'form[action*="/api/NewsZone"], [data-url*="/api/NewsZone"]',
    )
    id_in_url = re.compile(r"-(\d{12,})\.html?(?:[?#].*)?$")

    list_item = ("div.news-item[data-id], li.news-item[data-id]", ".box-category-item[data-id]")
    list_link = (".news-title a[href]", "h3 a[href]", "a[href]")
    list_title = (".news-title", "h3")
    list_anchors = (".list__viewmore, .btn-viewmore, .view-more, .pagination",)
    list_date = (".news-time", ".time", ".box-category-time", ".box-time")
    list_summary = (".news-sapo", ".sapo")
    list_drop = ("aside", ".sidebar", "footer", "header", ".detail-content")
    list_name = ("h1", ".zone-title", ".breadcrumb li:last-child")

    article_region = (".detail-container:has(h1)", ".detail-main:has(h1)", "main:has(h1)")
    article_title = ("h1.detail-title", '[data-role="title"]', "h1")
    article_date = (".detail-time", '[data-role="publishdate"]')
    article_lead = (".detail-sapo", '[data-role="sapo"]')
    article_body = (".detail-content.afcbc-body", ".afcbc-body", ".detail-content")
    article_author = (".detail-author", '[data-role="author"]')
    article_source = (".detail-source",)
    article_aside = ("aside", ".related-news", ".detail-related", ".box-category")
    article_drop = (*article_aside, ".detail-tags", ".share", ".VCSortableInPreviewMode[type=RelatedNewsBox]")

    def recognise(self, page: Page) -> str | None:
        return _STATE if _STATE in page.url else super().recognise(page)

    def listing(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Listing:
        """A list page, or the fragment that its form answers with: one without entries is the end."""
        if _STATE not in page.url:
            return super().listing(page, selectors)
        if not self.item_nodes(page, selectors):
            return Listing(())
        return Family.listing(self, page, selectors)

    def item_date(self, node: LexborNode, selectors: Selectors) -> Words | None:
        """The date of its own place, else of a line of the entry that is nothing but a date."""
        return super().item_date(node, selectors) or entry_words(node, self.item_link(node, selectors))

    def next_page(self, page: Page, selectors: Selectors) -> NextPage | None:
        """The list's form, sent for the next part; its fields go along in the fragment: parts have no form."""
        own = Family.next_page(self, page, selectors)
        if own is not None or selectors.next:
            return own
        action, fields = _form(page)
        if action is None:
            return NextPage(page.url) if page.tree.css_first(_SCRIPTED) is not None else None
        number = fields.get("PageIndex", "0")
        fields["PageIndex"] = str((int(number) if number.isdigit() else 0) + 1)
        return NextPage(f"{action}{_STATE}{urlencode(fields)}", "POST", fields)


def _form(page: Page) -> tuple[str | None, dict[str, str]]:
    """Where the list's form is sent, and its fields: of the page, else of the address that it was asked for with."""
    action, found, state = page.url.partition(_STATE)
    if found:
        return action, dict(parse_qsl(state, keep_blank_values=True))
    form = page.tree.css_first('form[action*="/api/NewsZone"]')
    if form is None:
        return None, {}
    inputs = form.css("input[name]")
    fields = {attribute(one, "name"): one.attributes.get("value") or "" for one in inputs}
    return paging.address(page, attribute(form, "action")) or None, fields
