"""DotNetNuke (Huế, Hồ Chí Minh City). Written from descriptions of its pages; its lists are read by structure."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.items import NextPage
from crawler.page import Page
from spiders.families import pager, postback
from spiders.families.templated import Templated


class Dnn(Templated):
    name = "dnn"
    marks = (
        '[id^="dnn_ctr"]',
        "#dnn_ContentPane, #dnn_Content, body#Body form#Form",
        'script[src*="/DesktopModules/"], link[href*="/DesktopModules/"]',
        'script[src*="/js/dnncore.js"], script[src*="/js/dnn.js"]',
    )
    id_in_url = re.compile(
        r"/newsid/([0-9a-f]{8}-[0-9a-f-]{27})|/(?:newsid|articleid|itemid|id)/(\d+)(?:[/?#.]|$)"
        r"|[?&](?:newsid|articleid|itemid|id)=([\da-f-]+)",
        re.IGNORECASE,
    )

    article_region = ('[id^="dnn_ctr"][id$="_ModuleContent"]:has(h1)', "#dnn_ContentPane")
    article_title = ('[id$="lblTitle" i]', '[id$="lblTieuDe" i]', ".news-title", ".article-title", "h1")
    loose_dates = True
    article_date = (
        '[id$="lblDate" i]',
        '[id$="lblNgayDang" i]',
        '[id$="lblPublishDate" i]',
        ".news-date",
        ".article-date",
    )
    article_body = ('[id$="lblContent" i]', '[id$="lblNoiDung" i]', ".news-content", ".article-content")
    article_author = ('[id$="lblAuthor" i]', '[id$="lblTacGia" i]')
    article_source = ('[id$="lblSource" i]', '[id$="lblNguon" i]')
    article_aside = (".related", ".other-news", '[id*="Other" i]', '[id*="Related" i]')

    def follow(self, page: Page, link: LexborNode) -> NextPage | None:
        return postback.follow(page, link) or pager.by_address(page, link)
