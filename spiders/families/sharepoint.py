"""SharePoint 2010 to 2016 (ministries, social insurance). Written from descriptions of its pages."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.items import NextPage
from crawler.page import Page
from spiders.families import pager, postback
from spiders.families.templated import Templated


class SharePoint(Templated):
    name = "sharepoint"
    marks = (
        '[id*="SPWebPartManager1_g_"]',
        '[id^="ctl00_ctl"][id*="_g_"]',
        'meta[name="GENERATOR"][content*="SharePoint"]',
        "#s4-workspace, #s4-bodyContainer",
        'script[src*="/_layouts/"], link[href*="/_layouts/"]',
    )
    # `ItemID` counts within its list: only with the page that shows it
    id_in_url = re.compile(r"/([^/?#]+\.aspx\?(?=[^#]*?\bItemID=\d))|/tid/[^/]+/newsid/(\d+)", re.IGNORECASE)

    article_title = ("#divArticleDescription3 h1", "#divArticleDescription h1", ".article-title", ".ms-rteElement-H1")
    loose_dates = True
    article_date = ('[id$="pnHide" i] span', ".article-date", '[id$="lblNgayDang" i]', '[id$="lblDate" i]')
    article_source = ('[id*="pnNguontin" i] p font', '[id*="pnNguontin" i]')
    article_body = ("#divArticleDescription2", ".article-content", '[id$="RichHtmlField_displayContent"]')
    article_aside = (".ms-webpart-zone .related", '[id*="TinLienQuan" i]', '[id*="TinKhac" i]')

    def article_id(self, url: str) -> str | None:
        """The page's name with its item's number."""
        found = super().article_id(url)
        number = re.search(r"\bItemID=(\d+)", url, re.IGNORECASE) if found and found.endswith("?") else None
        return f"{(found or '').removesuffix('?').lower()}-{number.group(1)}" if number else found

    def follow(self, page: Page, link: LexborNode) -> NextPage | None:
        return postback.follow(page, link) or pager.by_address(page, link)
