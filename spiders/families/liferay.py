"""Liferay 6: asset publishers in their list templates (abstracts, tables, titles, a site's own) and a post in full."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from crawler import identity
from crawler.items import NO_SELECTORS, Listing, NextPage, Selectors, Words
from crawler.page import Page
from spiders.dateentry import entry_words
from spiders.datelines import is_furniture
from spiders.families import paging
from spiders.families.base import Family
from spiders.families.entries import by_address
from spiders.families.select import attribute, first, ids, line, outside
from spiders.families.templated import Templated

_POST = (
    'a[href*="/-/view_content/"], a[href*="/-/asset_publisher/"][href*="/content/"], a[href*="_urlTitle="],'
    ' a[href*="_assetEntryId="], a[href*="/-/journal_content/"]'
)
_OWN = "#p_p_id_101_, .portlet-boundary_101_, #portlet_101"
_PORTLETS = '#p_p_id_101_, [id^="p_p_id_101_INSTANCE_"]'
_PAGER = (
    ".taglib-page-iterator a[href], .lfr-pagination a[href], .pagination a[href], .pager a[href],"
    ' .search-pages a[href], a[href*="_cur="]'
)
_ACTIONS = re.compile(r"/c/portal/|p_p_state=(?:pop_up|exclusive)|p_p_lifecycle=1|/rss(?:[/?]|$)|viewMode=print")
_TOTAL = re.compile(r"(?:of|trong(?: tổng số)?|của|/)\s*([\d.,]+)\s*(?:results|kết quả)?\W*$", re.IGNORECASE)


class Liferay(Templated):
    name = "liferay"
    marks = (
        "html.aui",
        '[id^="p_p_id_"]',
        ".portlet-boundary",
        '[class*="portlet-asset-publisher"]',
        'a[href*="_101_cur="], a[href^="/"][href*="/-/view_content/"]',
        ".asset-full-content, .asset-full-content-title",
        ".asset-abstract",
    )
    # the number is the post's in every section and language; the title in `/content/slug` is only its site's
    id_in_url = re.compile(r"/-/view_content/(\d+)|[?&]_101(?:_INSTANCE_\w+)?_assetEntryId=(\d+)")

    list_item = (_POST,)
    list_link = (
        ".asset-title a[href]",
        ".title a[href]",
        "h1 a[href]",
        "h2 a[href]",
        "h3 a[href]",
        "h4 a[href]",
    )
    list_date = (
        ".assetPublishDate",
        ".metadata-publish-date",
        ".asset-publish-date",
        ".date_content_asset",
        ".publish-date",
        ".publishDate",
        ".date",
    )
    list_summary = (".asset-summary", ".asset-content", ".summary")
    list_drop = ("header", "footer", "nav", "aside", ".sidebar", ".breadcrumb", ".breadcrumbs", ".asset-full-content")
    list_region = ("#p_p_id_101_", "#main-content", "#content")
    list_name = (".portlet-title-text", ".portlet-title", "h1.portlet-title", ".breadcrumb li:last-child")

    pager_current = (".pagination li.active", ".taglib-page-iterator .current", ".lfr-pagination .active")
    pager_next = (_PAGER,)
    first_number = 1
    page_in_url = re.compile(r"[?&]_101(?:_INSTANCE_\w+)?_cur=(\d+)")

    article_region = (
        "#p_p_id_101_:has(.asset-full-content-title)",
        ".portlet-boundary_101_:has(.asset-full-content-title)",
        ".asset-full-content",
        "#main-content",
    )
    article_title = (
        ".asset-full-content-title",
        ".asset-full-content .asset-title",
        ".portlet-asset-publisher .header-title",
        ".header-title",
        ".asset-full-content h1, .asset-full-content h2",
    )
    article_date = (
        ".assetPublishDate",
        ".asset-full-content .metadata-publish-date",
        ".metadata-publish-date",
        ".asset-publish-date",
    )
    article_body = (".journal-content-article", ".asset-content", ".asset-full-content")
    article_author = (".asset-author", ".metadata-author")
    article_source = (".asset-source", ".metadata-source")
    article_category = (".breadcrumb li a", ".breadcrumbs li a")
    article_files = (".asset-attachments", ".document-container")
    article_aside = (".asset-links", ".related-assets", ".asset-abstract", ".asset-other", ".other-news")
    article_drop = (
        ".asset-metadata",
        ".assetMetadata",
        ".asset-ratings",
        ".asset-links",
        ".asset-related",
        ".related-assets",
        ".asset-user-actions",
        ".asset-actions",
        ".lfr-meta-actions",
        ".taglib-social-bookmarks",
        ".taglib-ratings",
        ".taglib-discussion",
        ".portlet-topper",
        ".print-action",
    )

    def listing(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Listing:
        """The posts that the page's own list links to: their addresses are sure marks in any template."""
        return Family.listing(self, page, selectors)

    def item_nodes(self, page: Page, selectors: Selectors) -> list[LexborNode]:
        """What surrounds the links to one post, whatever the template, in the list's own portlet."""
        if selectors.item:
            return page.tree.css(selectors.item)
        portlet = _list_portlet(page)
        drop = ids(page.tree, self.list_drop)
        links = outside((portlet or page.tree).css(_POST), drop) if portlet or page.tree.body else []
        own = [
            (identity.key(url), link)
            for link in links
            if (url := _post_address(page, link)) and (portlet or not is_furniture(link))
        ]
        return list(by_address(own).values())

    def item_link(self, node: LexborNode, selectors: Selectors) -> LexborNode | None:
        """The link with the title, not the picture's nor "Xem thêm": a heading's, else the one of the most words."""
        if selectors.link:
            return super().item_link(node, selectors)
        heading = first(node, self.list_link)
        return heading if _leads_to_post(heading) else _longest(node)

    def item_date(self, node: LexborNode, selectors: Selectors) -> Words | None:
        """The date of its own place, else of a line of the entry that is nothing but a date."""
        return super().item_date(node, selectors) or entry_words(node, self.item_link(node, selectors))

    def next_page(self, page: Page, selectors: Selectors) -> NextPage | None:
        """The next page of the list's own portlet: other boxes on the page may have pagers too."""
        portlet = _list_portlet(page)
        if selectors.next or portlet is None:
            return super().next_page(page, selectors)
        urls = [paging.address(page, attribute(link, "href")) for link in portlet.css(_PAGER)]
        paged = [url for url in urls if self.page_in_url.search(url)]
        url = paging.nearest(page.url, paged, self.page_in_url, self.first_number)
        return NextPage(url) if url else None

    def total(self, page: Page) -> int | None:
        """The number in "Showing 11 - 20 of 48 results." of the list's own portlet."""
        portlet = _list_portlet(page)
        shown = line(portlet.css_first(".search-results")) if portlet is not None else ""
        found = _TOTAL.search(shown)
        digits = re.sub(r"\D", "", found.group(1)) if found else ""
        return int(digits) if digits and len(digits) < 7 else None


def _list_portlet(page: Page) -> LexborNode | None:
    """The asset publisher that is the page's list: the page's own one, else one with a pager, else the fullest.

    None where two are equally full, or none leads to posts: the whole page is looked at then.
    """
    own = page.tree.css_first(_OWN)
    portlets = [node for node in page.tree.css(_PORTLETS) if _posts(page, node)]
    paged = [node for node in portlets if node.css_first('a[href*="_cur="]') is not None]
    if own is not None or len(paged) == 1:
        return own if own is not None else paged[0]
    sizes = Counter({at: len(_posts(page, node)) for at, node in enumerate(portlets) if not is_furniture(node)})
    best = sizes.most_common(2)
    if around := _around_pager(page):
        return around
    return portlets[best[0][0]] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def _around_pager(page: Page) -> LexborNode | None:
    """Where a theme leaves out the portlets' names: the innermost node with the list's pager and links to posts."""
    here = page.tree.css_first('a[href*="_101_cur="]')
    while here is not None and here.tag not in ("body", "html"):
        if _posts(page, here):
            return here
        here = here.parent
    return None


def _posts(page: Page, node: LexborNode) -> set[str]:
    return {url for link in node.css(_POST) if (url := _post_address(page, link))}


def _post_address(page: Page, link: LexborNode) -> str:
    """The address of the post that a link leads to; "" for its print view, actions, and other sites' posts.

    A link to log in bears the post's address as the one to come back to.
    """
    url = paging.address(page, attribute(link, "href"))
    own = url and urlsplit(url).netloc == urlsplit(page.url).netloc
    return url if own and not _ACTIONS.search(unquote(url)) and identity.trap(url) is None else ""


def _leads_to_post(link: LexborNode | None) -> bool:
    return link is not None and any(one.mem_id == link.mem_id for one in link.css(_POST))


def _longest(node: LexborNode) -> LexborNode | None:
    links = [link for link in node.css(_POST) if not _comes_back(attribute(link, "href"))]
    return max(links, key=lambda link: len(line(link) or attribute(link, "title")), default=None)


def _comes_back(href: str) -> bool:
    """Whether an address bears the post's only as the one to return to."""
    path, _, query = href.partition("?")
    return "/-/" not in path and "/-/" in unquote(query)
