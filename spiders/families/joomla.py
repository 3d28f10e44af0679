"""Joomla 3 to 5 (articles: blogs, tables) and K2."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.items import Selectors, Words
from crawler.page import Page
from crawler.text import fold
from spiders.families.select import line
from spiders.families.templated import Templated

_NOT_PUBLISHED = re.compile(r"chinh sua|cap nhat|sua doi|ngay tao|modified|updated|created")
_BARE_LINKS = ".items-more li, .blog-items-more li, .com-content-category-blog__link"
_ID_ON_PAGE = re.compile(r"#/schema/com_content/article/(\d+)")


class Joomla(Templated):
    name = "joomla"
    marks = (
        'meta[name="generator"][content*="Joomla"]',
        "#k2Container",
        'body[class*="com_content"]',
        'body[class*="com_k2"]',
        'script[src*="/media/system/js/"]',
    )
    # `/66-slug` ends an address with an id; `view=category&id=8` is no post's
    ids_in_addresses = False
    id_in_url = re.compile(
        r"(?=[^#]*[?&]view=(?:article|item)\b)[^#]*[?&]id=(\d+)|/(\d+)[-:][^/?#]*(?:[?#].*)?$",
    )

    list_item = (
        '[itemprop="blogPost"], .blog-item, .blog [class^="leading-"], .blog .item, .blog-featured .item,'
        " tr[class*=cat-list-row], table.category tbody tr, .category-list li.cat-list-row,"
        " #k2Container .itemContainer, #k2Container .catItemView",
    )
    list_link = (
        "h1 a[href]",
        "h2 a[href]",
        ".list-title a[href]",
        ".item-title a[href]",
        ".catItemTitle a[href]",
        "h3 a[href]",
        ".readmore a[href]",
        "li > a[href]",
    )
    list_title = ("h2", ".list-title", ".item-title", ".catItemTitle", "h3")
    list_title_drop = (".label", ".badge", "sup")
    list_date = (
        "dd.published time",
        "dd.published",
        ".published time",
        '[itemprop="datePublished"]',
        ".list-date",
        ".catItemDateCreated",
    )
    list_author = ("dd.createdby", ".list-author", ".catItemAuthor")
    list_body = (".item-content", '[itemprop="blogPost"]', ".item")
    list_drop = ("#aside", ".moduletable", "aside", ".sidebar-right", ".sidebar-left")
    list_region = (".blog", ".category-list", ".com-content-category", "#k2Container", "main", "#content")
    list_name = (".page-header h1", ".content-category h1", ".category-list h1", "main h1", "main h2")

    pager_current = (".pagination li.active", ".pagination span.pagenav", ".k2Pagination .active")
    pager_next = (
        'link[rel="next"][href]',
        '.pagination a[aria-label*="next"][href]',
        '.pagination a[title="Next"][href]',
        ".pagination-next a[href]",
    )

    article_region = (".item-page", ".com-content-article", "#k2Container .itemView", "#k2Container")
    # A page may print the menu's heading as h1 above the post's own h2.
    article_title = ('[itemprop="headline"]', ".page-header h2", "h2.item-title", ".itemTitle", ".page-header h1", "h1")
    # `dd.create` and `dd.modified` are no publication; a page that prints only those has no line here: its listing may.
    article_date = ("dd.published", ".itemDateCreated")
    date_lines = False
    article_machine_date = ("dd.published time[datetime]", 'time[itemprop="datePublished"][datetime]')
    article_lead = (".itemIntroText",)
    article_body = (
        '[itemprop="articleBody"]',
        ".com-content-article__body",
        ".itemFullText",
        ".itemBody",
        ".item-page",
    )
    article_author = ("dd.createdby", ".itemAuthor")
    article_category = ("dd.category-name a", ".itemCategory a")
    article_files = (".itemAttachmentsBlock", ".attachmentsContainer")
    article_drop = (
        ".page-header",
        "dl.article-info",
        ".article-info",
        ".icons",
        ".pager",
        ".pagenavigation",
        ".pagination",
        ".tags",
        ".content_rating",
        ".content-rating",
        ".com-content-article__rating",
        "#pop-print",
        ".related",
        ".itemToolbar",
        ".itemSocialSharing",
        ".itemComments",
    )

    def item_nodes(self, page: Page, selectors: Selectors) -> list[LexborNode]:
        """The entries. A blog's bare links open the next page again, with dates; without one they are entries too."""
        nodes = super().item_nodes(page, selectors)
        if selectors.item or self.next_page(page, selectors) is not None:
            return nodes
        return nodes + page.tree.css(_BARE_LINKS)

    def item_date(self, node: LexborNode, selectors: Selectors) -> Words | None:
        """The date beside an entry, but for a table's column of last changes or of drafts."""
        found = super().item_date(node, selectors)
        own = bool(found and selectors.date and found.selector == selectors.date)
        return found if own or not _column_says_otherwise(node) else None

    def id_on_page(self, page: Page) -> str | None:
        """The id in the addresses, else in Joomla 5's own schema: its addresses bear none."""
        return super().id_on_page(page) or _schema_id(page)


def _column_says_otherwise(node: LexborNode) -> bool:
    """Whether the date column of the entry's table is headed by another day than that of publication."""
    table: LexborNode | None = node
    while table is not None and table.tag != "table":
        table = table.parent
    head = table.css_first("th[id*=header_date], th.list-date") if table is not None else None
    return bool(head and _NOT_PUBLISHED.search(fold(line(head))))


def _schema_id(page: Page) -> str | None:
    for script in page.tree.css('script[type="application/ld+json"]'):
        if found := _ID_ON_PAGE.search(script.text().replace("\\/", "/")):
            return found.group(1)
    return None
