"""SharePoint's modern pages, read through a JSON proxy that a POST tells what to read."""

import json
from html import escape
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.page import Page
from spiders.families import sourceurl
from spiders.families.canvas import html_of
from spiders.families.registry import BY_TYPE

PROXY = "https://api.example.vn/RestApi/Readjson"
SITE = "https://w3.example.vn/sites/snv"


def test_a_site_s_pages_are_asked_for_by_their_creation():
    wanted = sourceurl.asked(f"{PROXY}#SourceUrl={SITE}/")
    assert wanted is not None
    source = json.loads(wanted.body)["SourceUrl"]
    asked = parse_qs(urlsplit(source).query)
    assert (wanted.url.partition("#")[0], wanted.method) == (PROXY, "POST")
    assert wanted.headers["Content-Type"].startswith("application/json")
    assert source.startswith(f"{SITE}/_api/web/lists/getByTitle('Site Pages')/items?")
    assert asked["$orderby"] == ["Created desc"]
    assert "Modified" not in source
    assert sourceurl.source(wanted.url) == source


def test_an_address_of_the_api_is_asked_for_as_it_is():
    own = f"{SITE}/_api/web/lists/getByTitle('Quản lý văn bản 1')/items?$top=5&$filter=A eq 'b#c'"
    wanted = sourceurl.asked(f"{PROXY}#SourceUrl={own.replace('#', '%23')}")
    assert wanted is not None
    assert json.loads(wanted.body) == {"SourceUrl": own}
    assert sourceurl.source(wanted.url) == own


@pytest.mark.parametrize("url", [PROXY, f"{PROXY}#tin-tuc", "https://snv.example.vn/tin#SourceUrl="])
def test_any_other_address_is_an_ordinary_one(url):
    assert sourceurl.asked(url) is None


def page(rows, following=None) -> Page:
    wanted = sourceurl.asked(f"{PROXY}#SourceUrl={SITE}")
    assert wanted is not None
    data = {"d": {"results": rows, **({"__next": following} if following else {})}}
    return Page(wanted.url, json.dumps(data).encode(), "application/json")


def row(number: int, canvas: str, **more):
    return {
        "ID": number,
        "Title": f"Bài {number} về cải cách hành chính",
        "FileRef": f"/sites/snv/SitePages/bai-{number}.aspx",
        "Created": "2024-03-12T02:15:00Z",
        "Modified": "2026-01-01T00:00:00Z",
        "CanvasContent1": canvas,
        **more,
    }


def test_entries_lead_to_the_source_s_site_and_the_next_part_too():
    following = (
        "https://example.vn/sites/snv/_api/web/lists/getByTitle('Site Pages')/items?$skiptoken=Paged%3dTRUE&$top=9"
    )
    listing = BY_TYPE["json"].listing(page([row(12, "<p>Chữ</p>")], following))
    item = listing.items[0]
    assert (item.url, item.date and item.date.text) == (f"{SITE}/SitePages/bai-12.aspx", "2024-03-12T02:15:00Z")
    assert item.whole is not None
    assert item.whole.article_id == ""  # the number is its list's, another site's page may bear it too
    assert listing.next is not None
    assert json.loads(listing.next.body)["SourceUrl"] == following.replace("example.vn", "w3.example.vn", 1)


def test_the_last_part_leads_nowhere():
    assert BY_TYPE["json"].listing(page([row(1, "<p>Chữ</p>")])).next is None


PARTS = (
    '<div><div data-sp-canvascontrol="" data-sp-controldata="{data}"><div data-sp-rte=""><p>Đoạn một.</p></div></div>'
    '<div data-sp-webpart="" data-sp-webpartdata="{part}"></div></div>'
)
PART = {"serverProcessedContent": {"htmlStrings": {"caption": "<p>Chú thích.</p>"}, "links": {"f": "/van-ban/kh.pdf"}}}


def parts(layers: int) -> str:
    data = escape(json.dumps({"controlType": 4})).replace(":", "&#58;").replace("{", "&#123;")
    text = PARTS.format(data=data, part=escape(escape(json.dumps(PART))).replace(":", "&#58;"))
    for _ in range(layers):
        text = escape(text)
    return text


@pytest.mark.parametrize("layers", range(5))
def test_a_canvas_is_read_through_its_layers(layers):
    whole = BY_TYPE["json"].listing(page([row(1, parts(layers))])).items[0].whole
    assert whole is not None
    assert (whole.body, whole.attachments) == ("Đoạn một.\nChú thích.", ("https://w3.example.vn/van-ban/kh.pdf",))


def test_a_canvas_that_is_json_is_read_too():
    controls = [{"controlType": 4, "innerHTML": "<p>Một.</p>"}, {"controlType": 3, "webPartData": PART}, 7, {}]
    assert html_of(escape(json.dumps(controls))) == (
        '<p>Một.</p><div><p>Chú thích.</p></div><a href="/van-ban/kh.pdf"></a>'
    )


@pytest.mark.parametrize("canvas", ["", "[", "[1", "{}", "&amp;", "[]", "&lt;", "chữ & nghĩa"])
def test_a_canvas_of_any_other_make_breaks_nothing(canvas):
    assert isinstance(html_of(canvas), str)
