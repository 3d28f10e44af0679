"""What stands before a page: script gates, refreshes, frames; on pages alone, and in whole crawls."""

from __future__ import annotations

import pytest

from crawler.page import Page
from spiders.gates import cookie, onward
from tests.crawler.jobs.test_crawl import MARCH, SECTION, Province, causes
from tests.sites.pages import site_of
from tests.sites.server import Answer, Route, Site, serving

KEY = "0123456789abcdef0123456789abcdef"
GATE = (
    f'<html><body><script>document.cookie="D1N={KEY}"+"; path=/";window.location.reload(true);</script></body></html>'
)


def page(html: str, url: str = "http://a.vn/cchc/") -> Page:
    return Page(url, html.encode())


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (GATE, ("D1N", KEY)),
        ("<script>document.cookie = 'k=v1'; location.reload()</script>", ("k", "v1")),
        ('<script>document.cookie="k=v1; path=/; max-age=60";location.reload();</script>', ("k", "v1")),
        ('<script>document.cookie="k="+make();location.reload();</script>', None),  # to be worked out
        ('<script>document.cookie="k=v"+make();location.reload();</script>', None),
        ('<script>document.cookie=name+"=1";location.reload();</script>', None),
        ("<script>location.reload()</script>", None),
        (GATE.replace("<body>", "<body><p>Tin của sở</p>"), None),  # a page
        (GATE.replace("<body>", f"<body><!--{'x' * 2000}-->"), None),
        ("<p>document.cookie='a=b'</p>", None),
    ],
)
def test_the_cookie_that_a_gate_writes_out(html, expected):
    assert cookie(page(html)) == expected


REFRESH = '<html><head><meta http-equiv="{name}" content="{content}"></head><body>Xin chờ</body></html>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0; url=/moi/", "http://a.vn/moi/"),
        ("0;URL='http://www.a.vn/moi/'", "http://www.a.vn/moi/"),
        ("3; url=moi.html", "http://a.vn/cchc/moi.html"),
        ("0; url=http://khac.vn/", None),
        ("300; url=/moi/", None),  # renews itself
        ("300", None),
        ("0; url=/cchc/", None),  # itself
        ("0; url=/cchc/#a", None),
        ("0; url=javascript:x()", None),
    ],
)
def test_a_refresh_leads_on_at_once_on_the_same_host(content, expected):
    assert onward(page(REFRESH.format(name="Refresh", content=content))) == expected


def test_a_refresh_for_browsers_without_scripts_leads_nowhere():
    html = (
        '<html><head><noscript><meta http-equiv="refresh" content="0; url=/x/"></noscript></head><body>a</body></html>'
    )
    assert onward(page(html)) is None


FRAMES = '<html><frameset cols="1,2">{}</frameset>{}</html>'


@pytest.mark.parametrize(
    ("frames", "more", "expected"),
    [
        ('<frame src="/m" name="menu"><frame src="/n" name="main">', "", "http://a.vn/n"),
        ('<frame src="/n" name="noidung"><frame src="/f" name="footer">', "", "http://a.vn/n"),
        ('<frame src="/t" name="top"><frame src="/n" name="x"><frame src="/b" name="bottom">', "", "http://a.vn/n"),
        ('<frame src="/t"><frame src="/n">', "<noframes><body>Trình duyệt cũ</body></noframes>", "http://a.vn/n"),
        ('<frame src="http://khac.vn/" name="main">', "", None),
        ("", "", None),
    ],
)
def test_the_main_frame(frames, more, expected):
    assert onward(page(FRAMES.format(frames, more))) == expected


# -- whole crawls


@pytest.fixture
def province(tmp_path):
    return Province(tmp_path)


def gated(routes: dict[str, str], key: str = KEY, gate: str = GATE) -> tuple[dict[str, Route], list[Site]]:
    """The routes behind a gate that a cookie opens; the site is to be put into the list."""
    here: list[Site] = []

    def behind(path: str) -> Answer:
        if f"D1N={key}" not in here[0].cookies[-1]:
            return Answer(gate)
        return Answer(routes[path]) if path in routes else Answer("không có", 404)

    return dict.fromkeys([*routes, "/robots.txt"], behind), here


def test_a_gate_is_opened_once_a_host_with_the_cookie_it_names(province):
    routes, here = gated(site_of(MARCH))
    with serving(routes) as site:
        here.append(site)
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
    assert (outcome.posts, outcome.complete) == (25, True)
    assert site.hits.count("/robots.txt") == 2
    assert len(site.hits) == 2 + 3 + 25  # behind the gate nothing is asked for twice


def test_robots_txt_is_read_behind_the_gate(province):
    routes, here = gated(site_of(MARCH) | {"/robots.txt": "User-agent: *\nDisallow: /"})
    with serving(routes) as site:
        here.append(site)
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
    assert causes(outcome) == [("snv", "refused")]
    assert set(site.hits) == {"/robots.txt"}


@pytest.mark.parametrize("gate", [GATE, GATE.replace(f'"D1N={KEY}"', "window.x")])
def test_a_gate_that_does_not_open_is_told_and_not_tried_for_ever(province, gate):
    routes, here = gated(site_of(MARCH), key="nothing", gate=gate)
    with serving(routes) as site:
        here.append(site)
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
    assert causes(outcome) == [("snv", "not_a_post")]
    assert outcome.shortfalls[0].causes[0].detail.startswith("gate")
    assert len(site.hits) <= 4


def test_a_list_behind_a_refresh_and_one_in_a_frame_are_read(province):
    frames = FRAMES.format('<frame src="/top.html" name="top"><frame src="/vi/news/cchc/" name="main">', "")
    routes = site_of(MARCH) | {
        "/a/": REFRESH.format(name="refresh", content=f"0; url={SECTION}"),
        "/b/": frames,
    }
    with serving(routes) as site, serving(routes, "127.0.0.2") as other:
        province.write({"snv": [f"url: {site.url}/a/"], "stp": [f"url: {other.url}/b/"]})
        outcome = province.crawl()
    assert (outcome.posts, outcome.complete) == (50, True)


def test_refreshes_in_a_circle_end(province):
    routes = {
        "/a/": REFRESH.format(name="refresh", content="0; url=/b/"),
        "/b/": REFRESH.format(name="refresh", content="0; url=/a/"),
    }
    with serving(routes) as site:
        province.write({"snv": [f"url: {site.url}/a/"]})
        outcome = province.crawl()
        assert site.hits == ["/robots.txt", "/a/", "/b/"]
    assert causes(outcome) == [("snv", "layout_changed")]


def test_a_post_that_leads_home_is_none(province):
    routes = site_of(MARCH[:6]) | {
        MARCH[2].path: REFRESH.format(name="refresh", content="0; url=/"),
        "/": "<p>Chào</p>",
    }
    with serving(routes) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
    assert (outcome.failed_posts, outcome.complete) == (1, True)
    assert province.titles("review") == [MARCH[2].title]
