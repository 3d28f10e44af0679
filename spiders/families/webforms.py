"""ASP.NET WebForms sites of any make, binhthuantv.vn among them: lists and posts by structure, pagers by postback."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.items import NO_SELECTORS, Article, Listing, NextPage, Selectors
from crawler.page import Page
from spiders.families import pager, postback
from spiders.families.templated import Templated


class WebForms(Templated):
    name = "webforms"
    marks = ('input[name="__VIEWSTATE"]', "form#aspnetForm")
    id_in_url = re.compile(
        r"-(\d+)\.(?:html?|aspx)(?:[?#].*)?$|[?&](?:id|newsid|itemid)=(\d+)(?:[&#]|$)", re.IGNORECASE
    )

    article_title = ('[id$="newsTitle"]', '[id$="lblTitle"]', '[id$="lblTieuDe"]')
    article_date = ('[id$="lblDate"]', '[id$="lblNgayDang"]', '[id$="newsDate"]')
    article_lead = ('[id$="lblSapo"]', '[id$="lblTomTat"]')
    article_body = (
        '[id$="newsContent"]',
        '[id$="lblContent"]',
        '[id$="lblNoiDung"]',
        "#stream_video_youtube",
        "#stream_video",
    )
    article_source = ('[id$="lblNguonThongTin"]', '[id$="lblNguon"]')
    article_author = ('[id$="lblTacGia"]', '[id$="lblAuthor"]')

    def recognise(self, page: Page) -> str | None:
        return super().recognise(page) or super().recognise(postback.unpacked(page))

    def listing(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Listing:
        return super().listing(postback.unpacked(page), selectors)

    def article(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Article:
        return super().article(postback.unpacked(page), selectors)

    def follow(self, page: Page, link: LexborNode) -> NextPage | None:
        return postback.follow(page, link) or pager.by_address(page, link)
