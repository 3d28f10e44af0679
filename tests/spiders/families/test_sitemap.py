import gzip

import pytest

from crawler.errors import LayoutChanged
from crawler.page import Page
from spiders.families.detect import detect
from spiders.families.registry import BY_TYPE

HOST = "https://snv.example.vn"
NEWS = """<news:news><news:publication_date>2024-03-12T09:15:00+07:00</news:publication_date>
<news:title>Bài một</news:title></news:news>"""


def urlset(*entries: str) -> str:
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0"?><urlset {spaces}>{"".join(f"<url>{entry}</url>" for entry in entries)}</urlset>'


def index(*names: str) -> str:
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{HOST}/{name}</loc></sitemap>' for name in names)}</sitemapindex>"


def read(text: str | bytes, url: str = f"{HOST}/sitemap.xml"):
    page = Page(url, text.encode() if isinstance(text, str) else text, "text/plain")
    found = detect(page)
    assert found is not None
    assert found[0] is BY_TYPE["sitemap"]
    return found[0].listing(page)


def test_a_news_sitemap_names_posts_and_days():
    listing = read(urlset(f"<loc>{HOST}/tin/bai-mot-1.html</loc><lastmod>2026-01-01</lastmod>{NEWS}"))
    item = listing.items[0]
    assert item.date is not None
    assert (item.url, item.title) == (f"{HOST}/tin/bai-mot-1.html", "Bài một")
    assert (item.date.text, item.date.place) == ("2024-03-12T09:15:00+07:00", "sitemap")
    assert listing.capped


def test_the_day_of_a_change_is_none_of_publication():
    listing = read(urlset(f"<loc> {HOST}/tin/bai-mot-1.html </loc><lastmod>2024-03-12</lastmod>"))
    assert [(item.title, item.date) for item in listing.items] == [("bai-mot-1.html", None)]


def test_home_pages_traps_and_other_sitemaps_are_no_posts():
    urls = (HOST, f"{HOST}/", f"{HOST}/dang-nhap", f"{HOST}/sitemap-tin.xml", f"{HOST}/tin/1.html")
    listing = read(urlset(*(f"<loc>{url}</loc>" for url in urls)))
    assert [item.url for item in listing.items] == [f"{HOST}/tin/1.html"]
    assert listing.next is not None
    assert listing.next.url.startswith(f"{HOST}/sitemap-tin.xml")


def test_an_index_s_sitemaps_are_read_one_after_another():
    names = ("tin-1.xml", "category-sitemap.xml", "tin-2.xml.gz", "tin-3.xml?x=1&y=2")
    listing = read(index(*(name.replace("&", "&amp;") for name in names)))
    seen = []
    while listing.next is not None:
        url = listing.next.url
        seen.append(url.partition("#")[0])
        listing = read(urlset(), url)
    assert seen == [f"{HOST}/tin-1.xml", f"{HOST}/tin-2.xml.gz", f"{HOST}/tin-3.xml?x=1&y=2"]


def test_a_packed_sitemap_is_read():
    assert len(read(gzip.compress(urlset(f"<loc>{HOST}/a/b.html</loc>").encode())).items) == 1


def test_entities_are_not_read_from_files():
    evil = '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + urlset(f"<loc>{HOST}/a/&x;b</loc>")
    assert all("&" not in item.url and len(item.url) < 60 for item in read(evil).items)


@pytest.mark.parametrize("text", [urlset(), "<urlset>", index()])
def test_an_empty_sitemap_is_a_changed_layout(text):
    with pytest.raises(LayoutChanged):
        read(text)


@pytest.mark.parametrize("body", [b"", b"\x1f\x8b broken", b"<html><body><p>Tin</p></body></html>"])
def test_a_page_that_is_no_sitemap_is_refused(body):
    with pytest.raises(LayoutChanged):
        BY_TYPE["sitemap"].listing(Page(f"{HOST}/sitemap.xml", body))
