import json
from typing import Any

import pytest

from crawler import identity
from crawler.errors import LayoutChanged, NotAPost
from crawler.items import Item, NextPage, Selectors
from crawler.page import Page
from spiders.families.detect import detect
from spiders.families.registry import BY_TYPE

HOST = "https://snv.example.vn"
API = BY_TYPE["json"]
OWN = Selectors(item="data.items", link="/bai-viet/{slug}", title="name", date="publishedAt", next="data.nextUrl")


def read(data: Any, url: str = f"{HOST}/api", selectors: Selectors = Selectors()):  # noqa: B008
    return API.listing(Page(url, json.dumps(data).encode(), "application/json"), selectors)


def shown(listing) -> list[tuple[str, str, str | None]]:
    return [(item.url, item.title, item.date and item.date.text) for item in listing.items]


def wp(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "date": "2024-03-12T09:15:00",
        "modified": "2024-05-01T00:00:00",
        "link": f"{HOST}/2024/03/bai-{number}/",
        "title": {"rendered": f"Bài &#8220;{number}&#8221;"},
        "excerpt": {"rendered": "<p>Tóm tắt</p>"},
    }


def test_wordpress_posts_have_pages_of_their_own():
    page = Page(f"{HOST}/wp-json/wp/v2/posts?per_page=2", json.dumps([wp(2), wp(1)]).encode(), "text/html")
    assert detect(page) == (API, "wp-json")
    listing = API.listing(page)
    assert shown(listing)[0] == (f"{HOST}/2024/03/bai-2/", "Bài “2”", "2024-03-12T09:15:00")
    assert listing.items[0].whole is None
    assert listing.items[0].date is not None
    assert listing.items[0].date.place == "api"
    assert listing.next == NextPage(f"{HOST}/wp-json/wp/v2/posts?per_page=2&page=2")


def test_a_short_page_is_wordpress_last():
    assert read([wp(1)], f"{HOST}/wp-json/wp/v2/posts?per_page=2&page=3").next is None


def test_a_page_after_the_last_is_wordpress_end_and_no_error():
    refusal = {"code": "rest_post_invalid_page_number", "message": "…", "data": {"status": 400}}
    assert read(refusal, f"{HOST}/wp-json/wp/v2/posts?per_page=2&page=3").empty_words
    with pytest.raises(LayoutChanged):
        read(refusal, f"{HOST}/wp-json/wp/v2/posts?per_page=2")


def sharepoint(**fields: Any) -> dict[str, Any]:
    row = {
        "ID": 7,
        "Title": "Giảm hồ sơ giấy",
        "FileRef": "/sites/snv/SitePages/giam-ho-so.aspx",
        "Created": "2024-03-12T02:15:00Z",
        "Modified": "2026-01-01T00:00:00Z",
        "CanvasContent1": "&lt;div&gt;&lt;p&gt;Đoạn một.&lt;/p&gt;&lt;p&gt;Đoạn hai.&lt;/p&gt;&lt;/div&gt;",
    }
    return row | fields


def post_id_of(item: Item) -> str:
    assert item.whole is not None
    return identity.post_id(item.url, item.whole.article_id, whole=True)


def test_sharepoint_posts_are_whole_and_dated_by_their_creation():
    data = {"d": {"results": [sharepoint()], "__next": f"{HOST}/_api/next?$skiptoken=7"}}
    listing = read(data)
    item = listing.items[0]
    assert item.whole is not None
    assert shown(listing) == [
        (f"{HOST}/sites/snv/SitePages/giam-ho-so.aspx", "Giảm hồ sơ giấy", "2024-03-12T02:15:00Z")
    ]
    assert (item.whole.body, item.whole.article_id) == ("Đoạn một.\nĐoạn hai.", "")
    assert [words.text for words in item.whole.dates] == ["2024-03-12T02:15:00Z"]
    assert listing.next == NextPage(f"{HOST}/_api/next?$skiptoken=7")


def test_sharepoint_s_day_of_publication_goes_before_that_of_creation():
    data = {"value": [sharepoint(FirstPublishedDate="2024-03-13T00:00:00Z")], "@odata.nextLink": "/_api/next"}
    listing = read(data)
    assert listing.items[0].date is not None
    assert listing.items[0].date.text == "2024-03-13T00:00:00Z"
    assert listing.next == NextPage(f"{HOST}/_api/next")


def test_a_section_s_own_paths():
    data = {"data": {"items": [{"slug": "bai-1", "name": "Bài một", "publishedAt": 1710209700}], "nextUrl": "/api?c=9"}}
    listing = read(data, selectors=OWN)
    assert shown(listing) == [(f"{HOST}/bai-viet/bai-1", "Bài một", "1710209700")]
    assert listing.next == NextPage(f"{HOST}/api?c=9")


@pytest.mark.parametrize(
    ("next_path", "url", "expected"),
    [
        ("+page", f"{HOST}/api", f"{HOST}/api?page=2"),
        ("+page", f"{HOST}/api?page=3&x=1", f"{HOST}/api?x=1&page=4"),
        ("+start=20", f"{HOST}/api", f"{HOST}/api?start=20"),
        ("+start=20", f"{HOST}/api?start=20", f"{HOST}/api?start=40"),
        (None, f"{HOST}/api", None),
        ("missing", f"{HOST}/api", None),
    ],
)
def test_pages_that_are_counted(next_path, url, expected):
    own = Selectors(item=".", link="u", title="t", next=next_path)
    listing = read([{"u": "/a", "t": "Bài"}], url, own)
    assert (listing.next and listing.next.url) == expected


def test_a_post_without_a_page_is_whole():
    own = Selectors(item=".", title="t", body="b")
    item = read([{"id": "x 1", "t": "Bài", "b": "<p>Chữ</p>"}], selectors=own).items[0]
    assert item.whole is not None
    assert (item.url, item.whole.body) == (f"{HOST}/api#x%201", "Chữ")


def test_ids_of_two_apis_on_one_host_are_not_one_post():
    own = Selectors(item=".", title="t", body="b")
    row = [{"id": 12, "t": "Bài", "b": "<p>Chữ</p>"}]
    posts = {
        post_id_of(read(row, url, own).items[0])
        for url in (f"{HOST}/api/tin", f"{HOST}/api/thong-bao", f"{HOST}/api?m=tin", f"{HOST}/api?m=vb")
    }
    assert len(posts) == 4


def test_a_post_keeps_its_id_on_whatever_page_of_its_api_it_stands():
    own = Selectors(item=".", title="t", body="b", next="+p")
    row = [{"id": 12, "t": "Bài", "b": "<p>Chữ</p>"}]
    pages = (f"{HOST}/api?m=tin", f"{HOST}/api?m=tin&p=2", f"{HOST}/api?p=3&m=tin&limit=10")
    assert len({post_id_of(read(row, url, own).items[0]) for url in pages}) == 1


def test_an_empty_list_says_so():
    assert read({"data": {"items": []}}, selectors=OWN).empty_words == "data.items: []"


@pytest.mark.parametrize(
    "data", [None, 7, "text", {}, [], [[]], {"data": {"items": {}}}, {"data": {"items": [{"x": 1}]}}]
)
def test_any_other_json_is_a_changed_layout(data):
    with pytest.raises(LayoutChanged):
        read(data, selectors=OWN)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", LayoutChanged),
        (b"{", LayoutChanged),
        (b"[" * 100_000, LayoutChanged),
        (b'<html><body><script>document.cookie="D1N=1";location.reload()</script></body></html>', NotAPost),
    ],
)
def test_what_is_no_json(body, error):
    with pytest.raises(error):
        API.listing(Page(f"{HOST}/api", body))
