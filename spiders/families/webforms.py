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

    article_title = ('[id$="newsTitle" i]', '[id$="lblTitle" i]', '[id$="lblTieuDe" i]')
    loose_dates = True
    article_date = ('[id$="lblDate" i]', '[id$="lblNgayDang" i]', '[id$="newsDate" i]')
    article_lead = ('[id$="lblSapo" i]', '[id$="lblTomTat" i]')
    article_body = (
        '[id$="newsContent" i]',
        '[id$="lblContent" i]',
        '[id$="lblNoiDung" i]',
        "#stream_video_youtube",
        "#stream_video",
    )
    article_source = ('[id$="lblNguonThongTin" i]', '[id$="lblNguon" i]')
    article_author = ('[id$="lblTacGia" i]', '[id$="lblAuthor" i]')

    def recognise(self, page: Page) -> str | None:
        return super().recognise(page) or super().recognise(postback.unpacked(page))

    def listing(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Listing:
        return super().listing(postback.unpacked(page), selectors)

    def article(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Article:
        return super().article(postback.unpacked(page), selectors)

    def follow(self, page: Page, link: LexborNode) -> NextPage | None:
        return postback.follow(page, link) or pager.by_address(page, link)
