"""Looking at a section before it is registered: what it is, how it would be read, and when that is refused."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from ruamel.yaml import YAML

from crawler.errors import BadInput, CchcError
from crawler.jobs.onboard import onboard
from crawler.jobs.onboarding import Onboarding
from crawler.registry.load import inspect
from crawler.registry.model import Registry, Section
from tests.sites.pages import Post, list_page, post_page, registry_text, site_of
from tests.sites.server import Answer, Site, serving

NOW = datetime(2024, 4, 2, 3, 0, tzinfo=UTC)
SECTION = "/vi/news/cchc/"
MARCH = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in range(25, 0, -1)]
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>CCHC</title>'
    "<item><title>Cải cách hành chính đợt 25</title><link>{site}/vi/news/cchc/bai-25.html</link>"
    "<pubDate>Mon, 25 Mar 2024 01:00:00 GMT</pubDate></item>"
    "<item><title>Chỉ có trong nguồn tin</title><link>{site}/vi/news/cchc/bai-99.html</link>"
    "<pubDate>Sun, 24 Mar 2024 01:00:00 GMT</pubDate></item></channel></rss>"
)
OFFER = '<link rel="alternate" type="application/rss+xml" href="/vi/news/rss/{name}/">'


@pytest.fixture
def registry(tmp_path) -> Callable[..., Registry]:
    """A registry of one agency, which allows loopback; its section is another one."""

    def made(site: Site) -> Registry:
        path = tmp_path / "site_registry.yaml"
        path.write_text(registry_text({"snv": [f"url: {site.url}/khac/"]}), encoding="utf-8")
        loaded = inspect(path).registry
        assert loaded is not None
        return loaded

    return made


def look(site: Site, registry: Registry, path: str = SECTION, **more: str) -> Onboarding:
    return onboard(f"{site.url}{path}", registry=registry, now=NOW, **more)  # type: ignore[arg-type]


def test_a_section_is_seen_as_it_would_be_read(registry):
    with serving(site_of(MARCH)) as site:
        found = look(site, registry(site), agency="snv")
        asked = [path for path in site.hits if path != "/robots.txt"]
    assert (found.family, found.entries, found.dated, found.listed, found.ordered) == ("nukeviet", 10, 20, 20, True)
    assert found.mark.startswith("meta")
    assert found.further is not None
    assert (found.further.entries, found.further.fresh, found.further.problem) == (10, 10, "")
    assert [(sample.title, (sample.published or "")[:10], sample.place) for sample in found.samples] == [
        (post.title, f"2024-03-{post.number:02d}", "article_line") for post in MARCH[:10]
    ]
    assert not found.refused
    assert sorted(asked) == sorted([SECTION, SECTION, f"{SECTION}page-2/", *(post.path for post in MARCH[:10])])


def test_a_short_first_page_is_filled_from_the_second(registry):
    with serving(site_of(MARCH, per_page=6)) as site:
        found = look(site, registry(site))
    assert [sample.title for sample in found.samples] == [post.title for post in MARCH[:10]]
    assert all(sample.published for sample in found.samples)


def test_its_lines_are_a_section_of_the_registry(registry, tmp_path):
    with serving(site_of(MARCH)) as site:
        loaded = registry(site)
        found = look(site, loaded, agency="snv")
        (section,) = YAML(typ="safe").load(found.lines)
        assert Section(**section).url == f"{site.url}{SECTION}"
        assert "2024-04-02" in section["note"]
        path = tmp_path / "site_registry.yaml"
        path.write_text(path.read_text(encoding="utf-8") + found.lines + "\n", encoding="utf-8")
        again = inspect(path).registry
    assert again is not None
    assert [one.url for one in again.agencies[0].sections] == [f"{site.url}/khac/", f"{site.url}{SECTION}"]


def test_feeds_are_second_ways_in_and_known_for_whose_they_are(registry):
    head = OFFER.format(name="cchc") + OFFER.format(name="tin") + OFFER.format(name="hong")
    routes = site_of(MARCH) | {"/vi/news/rss/cchc/": FEED, "/vi/news/rss/tin/": FEED}
    routes[SECTION] = routes[SECTION].replace("<title>", f"{head}<title>")
    with serving(routes) as site:
        found = look(site, registry(site))
    assert [(way.url.split("/")[-2], way.own, way.entries, way.shared) for way in found.ways] == [
        ("cchc", True, 2, 1),
        ("tin", False, 2, 1),
        ("hong", False, 0, 0),
    ]
    assert found.ways[2].problem.startswith("http_404")


def test_a_feed_is_registered_as_one(registry):
    with serving({"/rss/": Answer(FEED.replace("{site}", "http://127.0.0.1"))}) as site:
        found = look(site, registry(site), "/rss/")
    assert (found.family, found.capped, found.ways) == ("feed", True, ())
    assert YAML(typ="safe").load(found.lines)[0]["type"] == "feed"


def _changing(*pages: str) -> Callable[[str], Answer]:
    turn = itertools.cycle(pages)
    return lambda _: Answer(next(turn))


SECOND = {
    "one more entry": (list_page(MARCH[:4]), "“Cải cách hành chính đợt 22”"),
    "one less": (list_page(MARCH[1:3]), "không còn “Cải cách hành chính đợt 25”"),
    "another order": (list_page([MARCH[1], MARCH[0], MARCH[2]]), "thứ tự"),
    "another day": (list_page(MARCH[:3]).replace("24/03/2024", "04/03/2024"), "ngày của"),
    "another title": (list_page(MARCH[:3]).replace("đợt 24", "đợt XXIV"), "tiêu đề"),
    "another address": (list_page(MARCH[:3]).replace("bai-24.html", "bai-24.html?v=7"), "địa chỉ của"),
    "another next page": (list_page(MARCH[:3], f"{SECTION}page-2/"), "trang sau"),
}


@pytest.mark.parametrize("name", SECOND)
def test_two_readings_that_differ_are_refused(registry, name):
    page, word = SECOND[name]
    with serving(site_of(MARCH) | {SECTION: _changing(list_page(MARCH[:3]), page)}) as site:
        found = look(site, registry(site))
        posts = [path for path in site.hits if path.endswith(".html")]
    assert found.refused
    assert any(word in one for one in found.differing)
    assert (found.lines, found.samples, posts) == ("", (), [])


LOGIN = '<html><head><title>Đăng nhập</title></head><body><h1>Đăng nhập</h1><input type="password"></body></html>'
GATE = '<html><body><script>document.cookie="K="+window.x;window.location.reload(true);</script></body></html>'
BOXES = (
    '<html><head><title>Sở Nội vụ</title></head><body><nav><a href="/gioi-thieu">Giới thiệu</a>'
    '<a href="/tin-tuc">Tin tức - Sự kiện</a><a href="/cchc">Cải cách hành chính</a></nav>'
    + "".join(
        f'<div class="{box}"><h2>Khung {box}</h2>'
        + "".join(f'<p><a href="/k{box}/tin-{n}.html">Tin của khung {box} số {n}</a></p>' for n in range(4))
        + "</div>"
        for box in ("trai", "giua", "phai")
    )
    + "</body></html>"
)
NO_LIST = {
    "a post": (post_page(MARCH[0]), f"giống một tin, bài: “{MARCH[0].title}”"),
    "login": (LOGIN, "đòi đăng nhập"),
    "a gate": (GATE, "chặn máy đọc"),
    "a soft 404": ("<html><body><h1>Không tìm thấy trang này</h1></body></html>", "báo không có nội dung"),
    "maintenance": ("<html><body><h1>Hệ thống đang bảo trì</h1></body></html>", "đang bảo trì"),
    "several boxes": (BOXES, "* Cải cách hành chính: {site}/cchc"),
    "a picture": (Answer(b"\x89PNG....", headers={"Content-Type": "image/png"}), "image/png"),
    "a 404": (Answer("không có", 404), "404"),
}


@pytest.mark.parametrize("name", NO_LIST)
def test_what_is_no_list_is_said(registry, name):
    page, words = NO_LIST[name]
    with serving({"/x": page}) as site, pytest.raises(CchcError) as error:
        look(site, registry(site), "/x")
    assert error.value.exit_code == 1
    assert words.replace("{site}", site.url) in str(error.value)


def test_loopback_without_a_registry_that_allows_it_is_refused():
    with serving(site_of(MARCH)) as site, pytest.raises(CchcError, match="không phải địa chỉ công cộng"):
        onboard(f"{site.url}{SECTION}", now=NOW)
    assert site.hits == []


@pytest.mark.parametrize(
    ("url", "more", "word"),
    [
        ("snv.example.vn/cchc", {}, "http://"),
        ("https://snv.example.vn/cchc", {}, "--contact"),
        ("http://127.0.0.1:9/", {"agency": "snv"}, "tệp đăng ký"),
    ],
)
def test_wrong_arguments(url, more, word):
    with pytest.raises(BadInput, match=word):
        onboard(url, now=NOW, **more)


def test_a_host_that_is_not_the_agency_s_yet_is_told(registry):
    with serving(site_of(MARCH[:2])) as site, serving({}, "127.0.0.2") as other:
        assert look(site, registry(site), agency="snv").new_host == ""
        assert look(site, registry(site)).new_host == ""
        assert look(site, registry(other), agency="snv").new_host == site.url.removeprefix("http://")


def test_an_empty_list_is_not_taken_for_verified(registry):
    with serving({SECTION: list_page([], empty="<p>Chuyên mục này chưa có bài viết.</p>")}) as site:
        found = look(site, registry(site))
    assert "chưa có bài viết" in (found.empty_words or "")
    assert YAML(typ="safe").load(found.lines)[0]["verified"] is False


def test_what_no_family_recognises_is_registered_as_generic_with_its_selector_beside_it(registry):
    rows = "".join(
        f'<li class="m"><h3><a href="{one.path}">{one.title}</a></h3><i>{one.day}</i></li>' for one in MARCH[:5]
    )
    page = f"<html><head><title>CCHC tỉnh</title></head><body><h1>CCHC tỉnh</h1><ul>{rows}</ul></body></html>"
    with serving({"/cchc": page}) as site:
        found = look(site, registry(site), "/cchc")
    assert (found.family, found.dated) == ("generic", 5)
    assert YAML(typ="safe").load(found.lines)[0]["cms"] == "generic"
    assert '# selectors: {item: "li.m"}' in found.lines
    assert all(sample.problem for sample in found.samples)


def test_an_unknown_agency(registry):
    with serving({}) as site, pytest.raises(BadInput, match="so-la"):
        look(site, registry(site), agency="so-la")


def test_a_home_page_that_reads_as_a_list_is_warned_of(registry):
    menu = '<nav><a href="/vi/news/cchc/">Cải cách hành chính</a></nav>'
    routes = site_of(MARCH[:5]) | {"/": list_page(MARCH[:5]).replace("<body>", f"<body>{menu}")}
    with serving(routes) as site:
        found = look(site, registry(site), "/")
    assert found.home
    assert [(link.words, link.about) for link in found.sections] == [("Cải cách hành chính", True)]
