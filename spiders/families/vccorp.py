"""VCCorp's CMS (hanoi.gov.vn today, the government's newspaper). Written from descriptions of its pages."""

from __future__ import annotations

import re

from crawler.items import NextPage, Selectors
from crawler.page import Page
from spiders.families.assumed import Assumed

_SCRIPTED = 'form[action*="/api/NewsZone"], [data-url*="/api/NewsZone"], .btn-viewmore, .view-more'


class VcCorp(Assumed):
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
    list_date = (".news-time", ".time", ".box-category-time")
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

    def next_page(self, page: Page, selectors: Selectors) -> NextPage | None:
        """The page's own address where entries beyond are fetched by a script: its form's fields can't be made here."""
        own = super().next_page(page, selectors)
        scripted = page.tree.css_first(_SCRIPTED)
        return own or (NextPage(page.url) if scripted is not None and not selectors.next else None)
