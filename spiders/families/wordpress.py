"""WordPress: classic and block themes, and the builders most met (Elementor, Flatsome, Newspaper)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.items import NextPage, Selectors, Words
from crawler.page import Page
from spiders.families import paging
from spiders.families.select import attribute, first
from spiders.families.templated import Templated

_BODY_ID = re.compile(r"(?:^|\s)postid-(\d+)(?:\s|$)")
_POST_ID = re.compile(r"^post-(\d+)$")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"^(.*/)((?:19|20)\d\d)/(0[1-9]|1[0-2])/?(?:page/\d+/?)?$")  # a month's archive in a path
# Blocks about other posts than the page's own, on any page; and on a post's page lists too.
_OF_LISTS = (
    "aside",
    ".sidebar",
    "#sidebar",
    "#secondary",
    ".widget",
    ".widget-area",
    ".related",
    ".related-posts",
    ".yarpp-related",
    ".jp-relatedposts",
    ".crp_related",
    ".rp4wp-related-posts",
    ".td-ss-main-sidebar",
    ".wp-block-latest-posts",
    ".comment-list",
)
_SIDE = (*_OF_LISTS, ".wp-block-query", "li.wp-block-post")


class WordPress(Templated):
    name = "wordpress"
    marks = (
        'meta[name="generator"][content^="WordPress"]',
        'link[rel="https://api.w.org/"]',
        'link[href*="/wp-content/"]',
        'script[src*="/wp-content/"]',
        'script[src*="/wp-includes/"]',
        'link[href*="/wp-includes/"]',
    )
    ids_in_addresses = False
    id_in_url = re.compile(r"[?&]p=(\d+)(?:[&#]|$)")

    list_item = (
        "article.post, article.type-post, article.hentry, .post.hentry, li.wp-block-post, article.elementor-post,"
        " .td_module_wrap, .post-item, .blog-post-item",
        "main article, #content article, #main article",
        "#content .post, #main .post, .posts .post",
    )
    list_link = (
        ".entry-title a[href]",
        ".post-title a[href]",
        ".wp-block-post-title a[href]",
        ".elementor-post__title a[href]",
        "h1 a[href]",
        "h2 a[href]",
        "h3 a[href]",
        "h4 a[href]",
        "h5 a[href]",
        'a[rel="bookmark"][href]',
        "a.plain[href]",
        "a[href]:has(h1, h2, h3, h4, h5)",
    )
    list_title = (
        ".entry-title",
        ".wp-block-post-title",
        ".elementor-post__title",
        "h1.post-title, h2.post-title, h3.post-title, h5.post-title",
        "h2",
        "h3",
        "h4",
        "h5",
    )
    list_date = (
        "time.published",
        "time.entry-date:not(.updated)",
        ".posted-on time:not(.updated)",
        ".entry-meta time:not(.updated)",
        ".wp-block-post-date:not(.wp-block-post-date__modified-date) time",
        ".td-post-date time",
        "time[datetime]:not(.updated)",
        ".elementor-post-date",
        ".entry-date",
        ".posted-on:not(:has(time.updated))",
        ".post-date",
        ".entry-meta .date",
    )
    list_summary = (".entry-summary", ".wp-block-post-excerpt", ".elementor-post__excerpt", ".from_the_blog_excerpt")
    list_author = (".byline .author", ".author.vcard", ".entry-author")
    list_drop = (*_OF_LISTS, "header#masthead", "#header", "footer", "nav", ".td-header-wrap", ".mega-menu")
    list_anchors = (".wp-block-query-pagination", ".page-numbers.current", ".wp-pagenavi", ".nav-links", ".pagination")
    list_region = ("main", "#main", "#primary", "#content")
    list_name = (
        ".archive-title",
        ".page-title",
        "h1.wp-block-query-title",
        ".archive-header h1",
        "h1.entry-title",
        "h1",
    )

    pager_current = (".page-numbers.current", ".wp-pagenavi .current", ".pagination .active", ".page-nav .current")
    pager_next = (
        'link[rel="next"][href]',
        "a.next.page-numbers[href]",
        "a.nextpostslink[href]",
        ".wp-block-query-pagination-next[href]",
        ".nav-previous a[href]",
        ".pagination a.next[href]",
        ".pagination .next a[href]",
        'a[rel="next"][href]',
    )

    article_region = ("article:has(h1)", "#content:has(h1)", "main:has(h1)", "#main:has(h1)")
    article_title = (
        "h1.entry-title",
        "h1.post-title",
        "h1.wp-block-post-title",
        ".entry-header h1",
        "h1.elementor-heading-title",
        "h1:not(.site-title):not(.logo)",
        "h2.entry-title",
    )
    # `time.updated` is that of the last change, but for a post never changed, which has both classes.
    article_date = (
        "time.entry-date.published",
        "time.published",
        "time.entry-date:not(.updated)",
        ".posted-on time:not(.updated)",
        ".entry-meta time:not(.updated)",
        ".wp-block-post-date:not(.wp-block-post-date__modified-date) time",
        ".td-post-date time",
        ".elementor-post-info__item--type-date",
        ".entry-meta .entry-date",
        ".entry-meta .posted-on:not(:has(time.updated))",
        ".entry-date",
        ".posted-on:not(:has(time.updated))",
        ".post-meta .post-date, .entry-header .post-date",
    )
    article_machine_date = ('meta[property="article:published_time"]',)
    article_lead = (".entry-summary",)
    article_body = (
        ".entry-content",
        ".wp-block-post-content",
        ".elementor-widget-theme-post-content",
        ".td-post-content",
        '[itemprop="articleBody"]',
        ".post-content",
        ".single-content",
    )
    article_author = (".byline .author", ".entry-meta .author", ".wp-block-post-author-name")
    article_category = (".cat-links a", ".entry-meta a[rel~=category]", ".wp-block-post-terms a", "a[rel~=category]")
    article_aside = _SIDE
    article_drop = (
        *_SIDE,
        ".entry-header",
        ".entry-meta",
        ".entry-footer",
        ".sharedaddy",
        ".addtoany_share_save_container",
        ".heateor_sss_sharing_container",
        ".social-icons",
        ".post-tags",
        ".tags-links",
        ".kk-star-ratings",
        ".ez-toc-container",
        "#ez-toc-container",
        ".page-links",
        ".post-views",
        ".fb-comments",
        ".author-box",
        ".print-link",
    )

    def item_date(self, node: LexborNode, selectors: Selectors) -> Words | None:
        """The entry's date as printed; of one without its year ("3 ngày trước", "12 Th3") what `datetime` says."""
        found = super().item_date(node, selectors)
        time = node.css_first(found.selector) if found and found.selector else None
        exact = attribute(time, "datetime")
        return Words(exact, found.place, found.selector) if found and exact and not _YEAR.search(found.text) else found

    def next_page(self, page: Page, selectors: Selectors) -> NextPage | None:
        """The next page; after the last one of a month's archive, the month before that the page leads to."""
        found = super().next_page(page, selectors)
        return found if found is not None or selectors.next else _month_before(page)

    def id_on_page(self, page: Page) -> str | None:
        """The post's number: of the short link, the body's or the post's own mark, else of the address (`?p=12`)."""
        short = attribute(page.tree.css_first('link[rel="shortlink"]'), "href")
        body = _BODY_ID.search(attribute(page.tree.body, "class"))
        post = _POST_ID.match(attribute(first(page.tree, ("article[id^=post-]:has(h1)", "[id^=post-]:has(h1)")), "id"))
        own = body or post
        return self.article_id(short) or (own.group(1) if own else None) or super().id_on_page(page)


def _month_before(page: Page) -> NextPage | None:
    """The archive of the nearest month before that of the page; None where it is none's, or leads to none before."""
    here = _month(page.url)
    if here is None:
        return None
    urls = {paging.address(page, attribute(link, "href")) for link in page.tree.css("a[href]")}
    months = {month: url for url in sorted(urls) if (month := _month(url)) and month[0] == here[0] and month < here}
    return NextPage(months[max(months)]) if months else None


def _month(url: str) -> tuple[str, str, str] | None:
    """Whose month an address is the archive of: site and path, year, month."""
    parts = urlsplit(url)
    found = _MONTH.match(parts.path)
    return (parts.netloc + found.group(1), found.group(2), found.group(3)) if found else None
