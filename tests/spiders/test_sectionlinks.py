"""Which links of a home page may lead to the section looked for."""

from __future__ import annotations

from crawler.page import Page
from spiders.sectionlinks import section_links

HOME = """<html><body>
<ul class="main-menu"><li><a href="/gioi-thieu">Giới thiệu</a><li><a href="/cai-cach-hanh-chinh">Cải cách hành chính</a>
<li><a href="/tin-tuc">Tin tức - Sự kiện</a><li><a href="/dang-nhap">Đăng nhập</a>
<li><a href="http://khac.vn/cai-cach-hanh-chinh">CCHC của nơi khác</a></ul>
<div class="box"><h2><a href="/thu-tuc-hanh-chinh">Kiểm soát thủ tục hành chính</a></h2>
<a href="/thu-tuc-hanh-chinh/bai-1.html">Bài thứ nhất về thủ tục hành chính của Sở trong năm nay</a></div>
<h3><a href="/bai-2.html">Sở họp bàn về cải cách hành chính</a></h3>
</body>"""


def test_sections_about_reform_come_first_then_news_and_nothing_else():
    found = section_links(Page("http://snv.vn/", HOME.encode()))
    assert [(one.url, one.about) for one in found] == [
        ("http://snv.vn/cai-cach-hanh-chinh", True),
        ("http://snv.vn/thu-tuc-hanh-chinh", True),
        ("http://snv.vn/tin-tuc", False),
    ]


def test_a_broken_page_is_no_reason_to_fail():
    assert section_links(Page("http://snv.vn/", b"<a href='http://['>Tin t\xe1\xbb\xa9c</a><nav><a href=")) == ()
