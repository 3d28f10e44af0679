"""Where a page leads that is no section's: addresses that may be the sections looked for.

Read by Beautiful Soup: home pages are few, hand-made and the most broken of all, and its tolerance is worth its time.
"""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from crawler import identity
from crawler.page import Page
from crawler.text import clean, fold
from spiders.families.paging import address

_MENUS = "nav a[href], [role=navigation] a[href], [class*=menu i] a[href], [class*=nav i] a[href], header a[href]"
_HEADINGS = "h1 a[href], h2 a[href], h3 a[href], [class*=title i] a[href], [class*=heading i] a[href]"
_WANTED = ("cai cach hanh chinh", "cai cach thu tuc", "cchc", "thu tuc hanh chinh", "kiem soat thu tuc")
_NEWS = ("tin tuc", "su kien", "tin hoat dong", "thong bao", "thong tin tuyen truyen", "van ban", "ke hoach")
_LONGEST = 60  # characters of a section's name; longer words are a post's title
_MOST = 12


@dataclass(frozen=True)
class SectionLink:
    """A link that may lead to a section. `about`: its words are of administrative reform."""

    url: str
    words: str
    about: bool


def section_links(page: Page) -> tuple[SectionLink, ...]:
    """Links of menus and of boxes' headings to pages of this site: those about administrative reform, then news.

    Posts stand under headings too: such a link is a section's where other addresses of the page continue its own.
    """
    found: dict[str, SectionLink] = {}
    soup = BeautifulSoup(page.text, "lxml")
    everywhere = {_address(page, link) for link in soup.select("a[href]")}
    heads = [link for link in soup.select(_HEADINGS) if _continued(_address(page, link), everywhere)]
    for link in [*soup.select(_MENUS), *heads]:
        url, words = _address(page, link), clean(link.get_text(" ")) or clean(str(link.get("title") or ""))
        if _may_be(page, url, words):
            found.setdefault(url, SectionLink(url, words, _says(words, _WANTED)))
    about = [one for one in found.values() if one.about]
    news = [one for one in found.values() if not one.about and _says(one.words, _NEWS)]
    return tuple([*about, *news][:_MOST])


def _address(page: Page, link: Tag) -> str:
    return address(page, str(link.get("href") or ""))


def _continued(url: str, others: set[str]) -> bool:
    base = url.rstrip("/") + "/"
    return bool(url) and any(other.startswith(base) and other != base for other in others)


def _may_be(page: Page, url: str, words: str) -> bool:
    return (
        bool(url)
        and 0 < len(words) <= _LONGEST
        and identity.host(url) == identity.host(page.url)
        and identity.key(url) != identity.key(page.url)
        and identity.trap(url) is None
    )


def _says(words: str, phrases: tuple[str, ...]) -> bool:
    folded = fold(words)
    return any(phrase in folded for phrase in phrases)
