"""Where a page leads that is no section's: addresses that may be the sections looked for."""

from __future__ import annotations

from dataclasses import dataclass

from crawler import identity
from crawler.page import Page
from crawler.text import fold
from spiders.families.paging import address
from spiders.families.select import attribute, line

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
    everywhere = {address(page, attribute(link, "href")) for link in page.tree.css("a[href]")}
    heads = [
        link for link in page.tree.css(_HEADINGS) if _continued(address(page, attribute(link, "href")), everywhere)
    ]
    for link in [*page.tree.css(_MENUS), *heads]:
        url, words = address(page, attribute(link, "href")), line(link) or attribute(link, "title")
        if _may_be(page, url, words):
            found.setdefault(url, SectionLink(url, words, _says(words, _WANTED)))
    about = [one for one in found.values() if one.about]
    news = [one for one in found.values() if not one.about and _says(one.words, _NEWS)]
    return tuple([*about, *news][:_MOST])


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
