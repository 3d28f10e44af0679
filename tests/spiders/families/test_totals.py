"""How long a list says it is, so that an end which comes too soon is seen."""

import json

import pytest

from crawler.items import Selectors
from crawler.page import Page
from spiders.families.registry import BY_TYPE, GENERIC
from spiders.readers import reader_for

URL = "https://snv.example.vn/cai-cach-hanh-chinh"
POSTS = "".join(
    f"<div class=tin><h3><a href=/cai-cach-hanh-chinh/bai-{n}.html>Sở họp giao ban công tác tháng {n}</a></h3>"
    f"<span>0{n}/03/2024</span></div>"
    for n in range(1, 7)
)
VIEWSTATE = "<form id=aspnetForm><input type=hidden name=__VIEWSTATE value=x>{}</form>"


def listing(words: str, *, beside: str = "", foot: str = "", wrap: str = "{}"):
    main = f"<div id=giua><h1>Cải cách hành chính</h1><div class=ds>{POSTS}</div>{words}</div>"
    html = f"<title>Cải cách hành chính</title><body>{wrap.format(f'<div>{main}{beside}</div>{foot}')}</body>"
    page = Page(URL, html.encode())
    return reader_for(page).listing(page)


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ("<p>Tổng số: 304 bài viết</p>", 304),
        ("<p>Tổng số tin: <b>1.304</b></p>", 1304),
        ("<div>Hiển thị 1-10 trong 304</div>", 304),
        ("<div>Hiển thị 1 - 10 trong tổng số 304 kết quả</div>", 304),
        ("<div>Showing 1 to 10 of 304 results</div>", 304),
        ("<div>Tổng số: 304 | Trang 1/31</div>", 304),
        ("<div>Có tất cả 304 bản ghi</div>", 304),
        ("<div>Tổng số: 304</div>", None),  # of what?
        ("<div>Tổng số lượt truy cập: 304</div>", None),
        ("<div>Tổng số phiếu: 304</div>", None),
        ("<p>Tổng số 304 hồ sơ đã được giải quyết trong tháng</p>", None),
        ("<p>Tổng số: 304 bài viết</p><p>Tổng số: 12 văn bản</p>", None),
    ],
)
@pytest.mark.parametrize("wrap", ["{}", VIEWSTATE], ids=["generic", "webforms"])
def test_the_total_that_a_list_prints(words, total, wrap):
    assert listing(words, wrap=wrap).total == total


def test_a_bare_sum_counts_in_the_pager():
    pager = "<div class=pg><span>Tổng số: 304</span> <b>1</b> <a href='?page=2'>2</a> <a href='?page=3'>3</a></div>"
    assert listing(pager).total == 304


@pytest.mark.parametrize(
    ("words", "unfollowed"),
    [
        ("<div>Trang 1/31</div>", "Trang 1/31"),
        ("<div>Trang 3 trong tổng số 31</div>", "Trang 3 trong tổng số 31"),
        ("<div>Page 1 of 31</div>", "Page 1 of 31"),
        ("<div>Trang 31/31</div>", ""),
        ("<div>Trang 12/03/2024</div>", ""),
    ],
)
def test_a_page_that_is_not_the_last_is_no_end(words, unfollowed):
    assert listing(words).unfollowed == unfollowed


def test_nothing_is_unfollowed_where_a_page_follows():
    assert listing("<div>Trang 1/31 <b>1</b> <a href='?page=2'>2</a></div>").unfollowed == ""


def test_sums_of_other_parts_of_the_page_are_none_of_the_list_s():
    assert listing("", foot="<div><div><p>Tổng số: 304 bài viết</p></div></div>").total is None
    assert listing("", beside="<div class=sidebar><p>Tổng số: 304 tin</p></div>").total is None


@pytest.mark.parametrize(
    ("beside", "total"),
    [
        ({"totalItems": 304}, 304),
        ({"total": "304"}, 304),
        ({"meta": {"total": 304, "page": 1}}, 304),
        ({"pagination": {"totalCount": 304}, "total": 304}, 304),
        ({"total": 304, "totalRecords": 12}, None),
        ({"count": 10}, None),
        ({"total": True}, None),
        ({"total": None}, None),
    ],
)
def test_an_api_s_total(beside, total):
    data = {"data": {"items": [{"u": "/bai-1", "t": "Bài một"}]} | beside}
    own = Selectors(item="data.items", link="u", title="t")
    page = Page(URL, json.dumps(data).encode(), "application/json")
    assert BY_TYPE["json"].listing(page, own).total == total


def test_a_list_without_such_words_costs_no_search():
    assert GENERIC.listing(Page(URL, f"<title>x</title><body><h1>x</h1>{POSTS}</body>".encode())).total is None
