"""Pages that a sitemap names beside its posts: "Giới thiệu", "Liên hệ", a section's own list page.

Such a page is no post where both hold: its reader finds no day of publication (or no post at all), and the page's own
menu leads to it. Either alone proves nothing: posts may be undated, and menus may lead to a post that bears its day.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawler import identity
from crawler.found import STATIC_PAGE
from crawler.items import Article
from crawler.page import Page
from spiders.answers import Fault, document
from spiders.families.paging import address
from spiders.families.select import attribute

_MENUS = ", ".join(
    f"{menu} a[href]"
    for menu in ("nav", "[role=navigation]", "ul[class*=menu i]", "ul[id*=menu i]", "div[class*=menu i] > ul")
)
_OWN_TEXT = frozenset({"main", "article"})
STATIC = Fault("not_a_post", 200, f"{STATIC_PAGE} trang tĩnh hoặc trang chuyên mục trong thực đơn, không phải tin, bài")


def static_page(page: Page, read: Article | Fault) -> bool:
    """Whether what was read of a page that a sitemap names is no post."""
    undated = read.outcome == "layout_changed" if isinstance(read, Fault) else not read.dates
    return undated and not document(page) and in_menu(page)


def in_menu(page: Page) -> bool:
    """Whether the page's menu leads to the page itself."""
    own = identity.key(page.url)
    links = (link for link in page.tree.css(_MENUS) if not _in_text(link))
    return any(identity.key(url) == own for link in links if (url := address(page, attribute(link, "href"))))


def _in_text(link: LexborNode) -> bool:
    here: LexborNode | None = link
    while here is not None:
        if here.tag in _OWN_TEXT:
            return True
        here = here.parent
    return False
