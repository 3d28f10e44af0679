"""The readers on the demo's pages: what their templates print is read as it was planned, family by family."""

from __future__ import annotations

import unicodedata
from zoneinfo import ZoneInfo

import pytest

from crawler.dates import read
from crawler.demo import plan
from crawler.demo.answers import answer
from crawler.demo.model import Post, Section, Site
from crawler.demo.pages import link, next_page, on_page, page_count, shape_of
from crawler.items import Words
from crawler.page import Page
from spiders.families.registry import GENERIC
from spiders.readers import reader_for

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SITES = [
    pytest.param(site, id=site.id)
    for site in plan.province().sites
    if any(_.shape == "listing" for _ in site.sections) and (site.cms != "table" or GENERIC is not None)
]
_NO_POST = ("gone", "soft404", "broken")


def _page(site: Site, path: str) -> Page:
    found = answer(site, path)
    assert found.status == 200
    return Page(site.base + path, found.body, "text/html", "utf-8")


def _pages(site: Site) -> list[tuple[Section, int]]:
    """The list pages that answer."""
    return [
        (section, page)
        for section in site.sections
        if section.shape == "listing"
        for page in range(1, page_count(site, section) + 1)
        if section.fault is None or section.fault[0] != page
    ]


def _days(words: list[Words]) -> set[str]:
    readings = [(one, read(one.text, ZONE, machine=one.place in ("meta", "time", "jsonld"))) for one in words]
    return {reading.day.isoformat() if reading else one.text for one, reading in readings}


def _wanted_days(post: Post) -> set[str]:
    return set() if post.has("undated") else {post.at.date().isoformat()}


@pytest.mark.parametrize("site", SITES)
def test_listings_are_read_as_planned(site: Site) -> None:
    shape = shape_of(site)
    for section, number in _pages(site):
        page = _page(site, shape.listing(section, number))
        found = reader_for(page).listing(page)
        own = [item for item in found.items if item.url.startswith(site.base)]
        posts = on_page(site, section, number)
        assert [item.url for item in own] == [site.base + link(site, section, post) for post in posts]
        assert [item.title for item in own] == [unicodedata.normalize("NFC", post.text.title) for post in posts]
        assert [_days([item.date] if item.date else []) for item in own] == [_wanted_days(post) for post in posts]
        following = next_page(site, section, number)
        assert (found.next.url if found.next else None) == (
            site.base + shape.listing(section, following) if following else None
        )


@pytest.mark.parametrize("site", SITES)
def test_posts_are_read_as_planned(site: Site) -> None:
    for post in site.posts:
        if any(post.has(trap) for trap in _NO_POST):
            continue
        page = _page(site, shape_of(site).post(site.section(post.sections[0]), post))
        found = reader_for(page).article(page)
        assert found.title == unicodedata.normalize("NFC", post.text.title)
        assert _days(list(found.dates)) == _wanted_days(post)
        if not (post.has("pdf") or post.has("video")):
            assert unicodedata.normalize("NFC", post.text.lead) in found.body
            assert unicodedata.normalize("NFC", post.text.paragraphs[-1]) in found.body
