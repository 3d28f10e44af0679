from typing import ClassVar

import pytest

from crawler.errors import LayoutChanged, NotAPost
from crawler.items import NextPage, Selectors
from crawler.page import Page
from spiders.families.base import Family

URL = "https://sm.example.vn/tin"
LIST = """<h1>Tin tức</h1><ul class=own><li><a href="/a-1.html">Một</a> <i>01/02/2024</i></li>
<li><a href="/a-2.html">Hai</a></li><li><a href="/a-1.html">Một</a></li></ul>
<div class=other><p><b>03/04/2024</b><a href="/b">Khác</a><a class=t href="/b">Tên khác</a></p></div>
<a id=more href="/tin?page=7">Sau</a>"""
POST = """<h1>Tên bài</h1><i class=day>05/06/2024</i>
<div class=text><p>Đoạn một.</p><div class=junk>Chia sẻ</div><p>Đoạn hai.</p></div>
<h2 class=t>Tên riêng</h2><b class=d>07/08/2024</b><div class=own-text>Chữ riêng.</div>"""


class Sample(Family):
    name: ClassVar[str] = "sample"
    list_item = ("ul.none li", "ul.own li")
    list_date = ("i",)
    article_date = ("i.day",)
    article_body = (".text",)
    article_drop = (".junk",)


def page(body: str, url: str = URL) -> Page:
    return Page(url, f"<html><body>{body}</body></html>".encode())


def test_a_listing_has_each_address_once_with_its_date():
    listing = Sample().listing(page(LIST))
    assert [(i.url, i.title, i.date and i.date.text) for i in listing.items] == [
        ("https://sm.example.vn/a-1.html", "Một", "01/02/2024"),
        ("https://sm.example.vn/a-2.html", "Hai", None),
    ]
    assert (listing.title, listing.next) == ("Tin tức", None)


def test_a_section_s_own_selectors_win_in_a_listing():
    own = Selectors(item=".other p", link="a.t", title="a.t", date="b", next="#more")
    listing = Sample().listing(page(LIST), own)
    assert [(i.url, i.title, i.date and (i.date.text, i.date.selector)) for i in listing.items] == [
        ("https://sm.example.vn/b", "Tên khác", ("03/04/2024", "b"))
    ]
    assert listing.next == NextPage("https://sm.example.vn/tin?page=7")


def test_an_article_s_body_is_its_paragraphs_without_junk_and_the_page_stays_whole():
    shown = page(POST)
    before = shown.tree.html
    article = Sample().article(shown)
    assert (article.title, article.body) == ("Tên bài", "Đoạn một.\nĐoạn hai.")
    assert [(w.text, w.place) for w in article.dates] == [("05/06/2024", "article_line")]
    assert shown.tree.html == before


def test_a_section_s_own_selectors_win_in_an_article():
    article = Sample().article(page(POST), Selectors(body=".own-text", title="h2.t", date="b.d"))
    assert (article.title, article.body, article.dates[0].text) == ("Tên riêng", "Chữ riêng.", "07/08/2024")


def test_a_listing_s_title_and_date_are_not_looked_for_in_an_article():
    article = Sample().article(page(POST), Selectors(item="li", title="h2.t", date="b.d"))
    assert (article.title, article.dates[0].text) == ("Tên bài", "05/06/2024")


def test_no_entries_is_a_changed_layout():
    with pytest.raises(LayoutChanged, match=r"ul\.own li"):
        Sample().listing(page("<h1>Tin tức</h1>"))


def test_no_entries_for_a_section_s_own_selector_is_a_changed_layout():
    with pytest.raises(LayoutChanged, match=r"\.gone"):
        Sample().listing(page(LIST), Selectors(item=".gone"))


def test_a_list_that_says_it_is_empty_is_empty():
    listing = Sample().listing(page("<p>Chưa có bài viết nào.</p>"))
    assert (listing.items, listing.empty_words) == ((), "Chưa có bài viết nào.")


def test_a_post_titled_like_an_error_is_a_post():
    body = POST.replace("Tên bài", "Trang không tồn tại: cảnh báo lừa đảo")
    assert Sample().article(page(body)).title == "Trang không tồn tại: cảnh báo lừa đảo"


@pytest.mark.parametrize("body", ["<h1>Tên</h1>", "<h1>Tên</h1><div class=text><div class=junk>x</div></div>", ""])
def test_no_post_is_a_changed_layout(body):
    with pytest.raises(LayoutChanged):
        Sample().article(page(body))


def test_a_soft_404_is_no_post():
    with pytest.raises(NotAPost):
        Sample().article(page("<h1>Không tìm thấy trang</h1>"))


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ('<iframe src="/van-ban.pdf"></iframe>', ("pdf",)),
        ('<iframe src="https://www.youtube.com/embed/x"></iframe>', ("video",)),
        ("<video src=/a.mp4></video>", ("video",)),
        ('<img src="/poster.jpg">', ()),
    ],
)
def test_a_post_may_be_media_alone(content, media):
    article = Sample().article(page(f"<h1>Tên</h1><div class=text>{content}</div>"))
    assert (article.body, article.media) == ("", media)
