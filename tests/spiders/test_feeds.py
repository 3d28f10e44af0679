"""Which of the feeds that a list page offers is the section's own: by its address alone."""

from __future__ import annotations

import pytest

from crawler.page import Page
from spiders.feeds import offered, own_feed

RSS = '<link rel="alternate" type="application/rss+xml" href="{}">'
ATOM = '<link rel="alternate" type="application/atom+xml" href="{}">'


def page(url: str, *links: str) -> Page:
    return Page(url, f"<html><head>{''.join(links)}</head><body></body></html>".encode())


@pytest.mark.parametrize(
    ("listing", "feeds", "own"),
    [
        ("http://a.vn/cchc/", ["/rss/", "/rss/tin/", "/rss/cchc/"], "http://a.vn/rss/cchc/"),
        ("http://a.vn/vi/news/cchc/", ["/vi/news/rss/", "/vi/news/rss/cchc/"], "http://a.vn/vi/news/rss/cchc/"),
        ("http://a.vn/cchc.html", ["/cchc.feed?type=rss"], "http://a.vn/cchc.feed?type=rss"),
        ("http://a.vn/cchc", ["/cchc?format=feed&type=rss"], "http://a.vn/cchc?format=feed&type=rss"),
        ("http://a.vn/category/cchc/", ["/feed/", "/comments/feed/", "/category/cchc/feed/"],
         "http://a.vn/category/cchc/feed/"),
        ("http://a.vn/chuyen-muc/cchc", ["/taxonomy/term/7/feed"], "http://a.vn/taxonomy/term/7/feed"),
        ("http://a.vn/chuyen-muc/cchc", ["/taxonomy/term/7/feed", "/taxonomy/term/8/feed"], None),
        ("http://a.vn/?cat=3", ["/?feed=rss2", "/?feed=rss2&cat=3"], "http://a.vn/?feed=rss2&cat=3"),
        ("http://a.vn/tin/", ["/tin/cchc/feed/"], None),  # a section inside it
        ("http://a.vn/cchc/", ["/rss/", "/feed/"], None),  # the whole site's
        ("http://a.vn/", ["/rss/", "/feed/"], None),
        ("http://a.vn/cchc/", ["http://khac.vn/rss/cchc/"], None),
        ("http://a.vn/cchc/", [], None),
    ],
)  # fmt: skip
def test_the_section_s_own(listing, feeds, own):
    assert own_feed(page(listing, *map(RSS.format, feeds))) == own


def test_rss_goes_before_atom_and_each_comes_once():
    seen = page("http://a.vn/cchc", ATOM.format("/a/cchc.xml"), RSS.format("/b/cchc"), RSS.format("/b/cchc"))
    assert offered(seen) == ("http://a.vn/b/cchc", "http://a.vn/a/cchc.xml")
    assert own_feed(seen) == "http://a.vn/b/cchc"
