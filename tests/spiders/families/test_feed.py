import pytest

from crawler.errors import LayoutChanged, NotAPost
from crawler.items import NextPage
from crawler.page import Page
from spiders.families.detect import detect
from spiders.families.registry import BY_TYPE

URL = "https://snv.example.vn/rss/cchc.rss"
RSS = """<?xml version="1.0" encoding="utf-8"?><?xml-stylesheet href="rss.xsl"?><!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Cải cách hành chính</title>{head}{items}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Tin</title><entry>
<title type="html">Bài &lt;b&gt;một&lt;/b&gt;</title>
<link rel="alternate" href="/tin/bai-mot-1.html"/><id>urn:1</id>{dates}<summary>Tóm tắt</summary>
<author><name>Lê Thị Thử</name></author></entry></feed>"""
ITEM = "<item><title>Bài một</title><link>{link}</link><pubDate>Tue, 12 Mar 2024 18:30:00 GMT</pubDate></item>"
BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(9))
    + "]>"
)


def feed(text: str, media_type: str = "text/html"):
    page = Page(URL, text.encode(), media_type)
    found = detect(page)
    assert found is not None
    assert found[0] is BY_TYPE["feed"]
    return found[0].listing(page)


def rss(items: str, head: str = ""):
    return feed(RSS.format(items=items, head=head))


def test_a_feed_is_known_by_its_root_and_its_end_is_no_end():
    listing = rss(ITEM.format(link="https://snv.example.vn/tin/bai-mot-1.html"))
    item = listing.items[0]
    assert (item.url, item.title) == ("https://snv.example.vn/tin/bai-mot-1.html", "Bài một")
    assert item.date is not None
    assert (item.date.text, item.date.place) == ("Tue, 12 Mar 2024 18:30:00 GMT", "feed")
    assert (listing.capped, listing.next, listing.title) == (True, None, "Cải cách hành chính")


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("http:moc.example.vn/tin/1.html", "http://moc.example.vn/tin/1.html"),
        ("https:/moc.example.vn/tin/1.html", "https://moc.example.vn/tin/1.html"),
        ("\n https://snv.example.vn/tin/1.html\n", "https://snv.example.vn/tin/1.html"),
        ("<![CDATA[/tin/1.html?a=1&b=2]]>", "https://snv.example.vn/tin/1.html?a=1&b=2"),
        ("../tin/1.html", "https://snv.example.vn/tin/1.html"),
    ],
)
def test_broken_links_are_mended(link, url):
    assert [item.url for item in rss(ITEM.format(link=link)).items] == [url]


def test_an_atom_entry_is_published_only_when_it_says_so():
    both = feed(
        ATOM.format(dates="<published>2024-03-12T09:15:00+07:00</published><updated>2024-05-01T00:00:00Z</updated>")
    )
    assert both.items[0].date is not None
    assert both.items[0].date.text == "2024-03-12T09:15:00+07:00"
    assert (both.items[0].title, both.items[0].author) == ("Bài một", "Lê Thị Thử")
    assert feed(ATOM.format(dates="<updated>2024-05-01T00:00:00Z</updated>")).items[0].date is None


def test_an_entry_without_a_page_is_whole():
    text = "<content:encoded><![CDATA[<p>Đoạn một.</p><script>x()</script><p>Đoạn hai.</p>]]></content:encoded>"
    item = rss(f'<item><title>Bài</title><guid isPermaLink="false">tin-7</guid>{text}</item>').items[0]
    assert item.whole is not None
    assert (item.url, item.whole.body) == (f"{URL}#tin-7", "Đoạn một.\nĐoạn hai.")


def test_an_entry_with_a_page_is_read_there():
    text = "<content:encoded>Chữ</content:encoded>"
    assert rss(ITEM.format(link="/a").replace("</item>", f"{text}</item>")).items[0].whole is None


def test_a_paged_feed_leads_on():
    head = '<atom:link rel="next" href="/rss/cchc.rss?paged=2"/>'
    assert rss(ITEM.format(link="/a"), head).next == NextPage("https://snv.example.vn/rss/cchc.rss?paged=2")


WORDPRESS = "<generator>https://wordpress.org/?v=6.5</generator>"


def test_wordpress_feed_is_counted_on_until_it_is_empty():
    page = Page(
        "https://snv.example.vn/tin/feed/?paged=2", RSS.format(items=ITEM.format(link="/a"), head=WORDPRESS).encode()
    )
    listing = BY_TYPE["feed"].listing(page)
    assert (listing.capped, listing.next) == (True, NextPage("https://snv.example.vn/tin/feed/?paged=3"))
    listing = BY_TYPE["feed"].listing(
        Page("https://snv.example.vn/feed/?paged=3", RSS.format(items="", head="").encode())
    )
    assert (listing.items, listing.capped, listing.next) == ((), False, None)
    assert listing.empty_words


HISTORY = 'xmlns:fh="http://purl.org/syndication/history/1.0"'


@pytest.mark.parametrize(
    ("url", "head", "capped"),
    [
        (URL, "", True),
        (
            URL,
            '<atom:link rel="previous" href="/rss/cchc.rss?page=9"/>',
            True,
        ),  # the first page, whatever it calls next
        (f"{URL}?page=3", "", True),
        (f"{URL}?page=3", '<atom:link rel="previous" href="/rss/cchc.rss?page=2"/>', False),
        (f"{URL}?page=3", '<atom:link rel="next" href="/rss/cchc.rss?page=4"/>', True),
        (URL, f"<fh:complete {HISTORY}/>", True),  # not as RFC 5005 writes it
        (URL, f"<x {HISTORY}/><fh:complete/>", False),
        (f"{URL}?thang=1", f"<x {HISTORY}/><fh:archive/>", False),
        (URL, f'<x {HISTORY}/><fh:archive/><atom:link rel="prev-archive" href="/rss/2023.rss"/>', True),
    ],
)
def test_the_last_of_a_feed_s_pages_is_an_end(url, head, capped):
    page = Page(url, RSS.format(items=ITEM.format(link="/a"), head=head).encode())
    assert BY_TYPE["feed"].listing(page).capped is capped


def test_entities_are_not_expanded():
    text = RSS.format(items=ITEM.format(link="/a").replace("Bài một", "Bài &j; một"), head="")
    listing = feed(text.replace("<rss ", f"{BOMB}<rss "))
    assert len(listing.items[0].title) < 100


@pytest.mark.parametrize("items", ["", "<item><title>Không địa chỉ, không chữ</title></item>"])
def test_a_feed_without_entries_is_a_changed_layout(items):
    with pytest.raises(LayoutChanged):
        rss(items)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<html><body><h1>Không tìm thấy trang</h1></body></html>", NotAPost),
        ("<html><body><h1>Tin</h1></body></html>", LayoutChanged),
        ("", LayoutChanged),
        ("/etc/hostname", LayoutChanged),
    ],
)
def test_a_page_that_is_no_feed_is_refused(text, error):
    with pytest.raises(error):
        BY_TYPE["feed"].listing(Page(URL, text.encode()))
