"""Listings held against their sections' own feeds, whole crawls of small sites."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from crawler.cli.crawlsummary import summary
from crawler.store import open_store
from crawler.store.secondways import second_ways
from tests.crawler.jobs.test_crawl import MARCH, SECTION, Province, causes
from tests.crawler.store.aging import age
from tests.sites.pages import Post, list_page, post_page, site_of
from tests.sites.server import Answer, serving

FEED = "/vi/news/rss/cchc/"
OFFER = f'<link rel="alternate" type="application/rss+xml" href="{FEED}"><title>'
HIDDEN = Post(99, "Cải cách hành chính chỉ có trong nguồn tin", "15/03/2024")
OLD = Post(98, "Cải cách hành chính từ lâu", "15/03/2019")


def feed(*posts: Post, host: str = "{site}") -> str:
    items = "".join(
        f"<item><title>{post.title}</title><link>{host}{post.path}</link><pubDate>{_stamp(post.day)}</pubDate></item>"
        for post in posts
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>CCHC</title>{items}</channel></rss>'


def _stamp(day: str) -> str:
    return format_datetime(datetime.strptime(day, "%d/%m/%Y").replace(hour=3, tzinfo=UTC))


def site(answer: Answer | str, posts=MARCH) -> dict[str, Answer | str]:
    routes: dict[str, Answer | str] = {**site_of(posts), FEED: answer, HIDDEN.path: post_page(HIDDEN)}
    routes[OLD.path] = post_page(OLD)
    routes[SECTION] = str(routes[SECTION]).replace("<title>", OFFER)
    return routes


@pytest.fixture
def province(tmp_path):
    return Province(tmp_path)


def crawled(province, routes, **options):
    with serving(routes) as here:
        province.write({"snv": [f"url: {here.url}{SECTION}"]})
        outcome = province.crawl(**options)
    return outcome, here


def test_what_the_feed_alone_shows_is_read_and_the_listing_s_share_is_kept(province):
    outcome, here = crawled(province, site(feed(HIDDEN, *MARCH[:3], OLD)))
    assert (outcome.posts, outcome.complete) == (26, True)
    assert HIDDEN.title in province.titles("counted")
    assert OLD.title not in province.titles()
    assert here.hits.count(FEED) == 1
    ((section, way),) = outcome.second_ways
    assert (section.owner, way.listed, way.shown, way.both, way.added) == ("snv", 25, 5, 3, 1)
    assert way.recall == 0.6
    cells = province.quota().periods
    assert (cells["2024-03"].count, cells["2024-03"].complete) == (26, True)
    assert any("3/5 tin, bài trong nguồn tin" in line for line in summary(outcome))
    assert any("thiếu 2 tin, bài" in line and "60 %" in line for line in summary(outcome))
    assert second_ways(open_store(province.db))[section.section] == way


def test_a_feed_that_agrees_is_said_in_one_line(province):
    outcome, _ = crawled(province, site(feed(*MARCH[:5])))
    assert [(way.shown, way.both, way.recall) for _, way in outcome.second_ways] == [(5, 5, 1.0)]
    assert [line for line in summary(outcome) if "nguồn tin" in line] == [
        "Đối chiếu với nguồn tin (RSS) của 1 chuyên mục: danh sách có 5/5 tin, bài trong nguồn tin."
    ]


NO_GOOD = {
    "a 404": Answer("không có", 404),
    "a 500": Answer("lỗi", 500),
    "no feed": "<html><body>Trang chủ</body></html>",
    "a picture": Answer(b"\x89PNG....", headers={"Content-Type": "image/png"}),
    "another site's": feed(HIDDEN, host="http://127.9.9.9"),
    "another section's": feed(HIDDEN, OLD),
    "off the site": Answer(status=302, headers={"Location": "http://127.9.9.9:1/"}),
    "cut short": Answer(feed(*MARCH), cut=100),
}


@pytest.mark.parametrize("name", NO_GOOD)
def test_a_feed_that_is_no_good_breaks_nothing(province, name):
    outcome, _ = crawled(province, site(NO_GOOD[name]))
    assert (outcome.posts, outcome.failed_posts, outcome.complete, causes(outcome)) == (25, 0, True, [])
    ((_, way),) = outcome.second_ways
    assert (way.recall, way.added) == (None, 0)
    assert not any("nguồn tin" in line for line in summary(outcome))


def test_robots_txt_holds_for_the_feed(province):
    routes = site(feed(HIDDEN, *MARCH[:3])) | {"/robots.txt": Answer("User-agent: *\nDisallow: /vi/news/rss/")}
    outcome, here = crawled(province, routes)
    assert outcome.complete
    assert FEED not in here.hits
    assert outcome.second_ways[0][1].fault.startswith("robots")


def test_a_post_of_the_feed_that_cannot_be_read_blocks_its_month(province):
    outcome, _ = crawled(province, site(feed(HIDDEN, *MARCH[:3])) | {HIDDEN.path: Answer("lỗi", 500)})
    assert causes(outcome) == [("snv", "unread_posts")]
    assert [key for key, cell in province.quota().periods.items() if not cell.complete] == ["2024-03"]


def test_a_listing_that_is_not_read_to_its_end_is_held_against_nothing(province):
    routes = site(feed(HIDDEN, *MARCH[:3])) | {f"{SECTION}page-2/": Answer("lỗi", 500)}
    outcome, here = crawled(province, routes)
    assert (FEED in here.hits, outcome.second_ways) == (False, ())


def test_a_section_that_is_a_feed_has_no_second_way(province):
    with serving({FEED: feed(*MARCH[:3]), **{post.path: post_page(post) for post in MARCH}}) as here:
        province.write({"snv": [f"url: {here.url}{FEED}, type: feed"]})
        outcome = province.crawl()
    assert (outcome.posts, outcome.second_ways, here.hits.count(FEED)) == (3, (), 1)


def test_a_section_that_left_another_site_s_feed_alone_is_not_asked_twice(province):
    """The feed's posts that were read before are not read again."""
    with serving(site(feed(HIDDEN, *MARCH[:3]))) as here:
        province.write({"snv": [f"url: {here.url}{SECTION}"]})
        province.crawl()
        age(province.db, 7)
        here.hits.clear()
        outcome = province.crawl()
    assert (outcome.posts, here.hits.count(FEED)) == (0, 1)
    assert not [path for path in here.hits if path.endswith(".html")]


# -- layouts, learnt once and then held

PLAIN = "<html><head><title>Cải cách hành chính</title></head><body><h1>Cải cách hành chính</h1>{list}</body></html>"


def plain(posts, *, kind: str = "tin", days: bool = True) -> str:
    """A list page of no known CMS."""
    rows = "".join(
        f'<li><h3><a href="{post.path}">{post.title}</a></h3>{f"<span>{post.day}</span>" if days else ""}</li>'
        for post in posts
    )
    return PLAIN.format(list=f'<div class="{kind}"><ul>{rows}</ul></div>')


def bare(post: Post) -> str:
    return (
        f"<html><head><title>{post.title}</title></head><body><article><h1>{post.title}</h1>"
        f"<p>Ngày đăng: {post.day}</p><p>{post.text}</p><p>{post.text}</p></article></body></html>"
    )


CHANGED = {
    "another place": lambda posts: plain(posts, kind="khac"),
    "no days": lambda posts: plain(posts, days=False),
    "another family": list_page,
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_page_that_no_longer_fits_is_told_until_its_row_in_the_registry_changes(province, name):
    routes = {post.path: bare(post) for post in MARCH} | {SECTION: plain(MARCH[:6])}
    with serving(routes) as here:
        province.write({"snv": [f"url: {here.url}{SECTION}"]})
        assert province.crawl().complete
        here.routes[SECTION] = plain([*MARCH[:7]])
        assert province.crawl().complete
        here.routes[SECTION] = CHANGED[name](MARCH[:8])
        assert causes(province.crawl()) == [("snv", "layout_changed")]
        province.write({"snv": [f'url: {here.url}{SECTION}, note: "bố cục mới, đã xem"']})
        outcome = province.crawl()
    assert causes(outcome) == []
    assert len(province.titles()) == 8


def test_selectors_in_the_registry_win_over_what_was_learnt(province):
    with serving({post.path: bare(post) for post in MARCH} | {SECTION: plain(MARCH[:6])}) as here:
        province.write({"snv": [f"url: {here.url}{SECTION}, selectors: {{item: li, date: span}}"]})
        assert province.crawl().complete
        here.routes[SECTION] = plain(MARCH[:7], kind="khac")
        assert province.crawl().complete
    assert len(province.titles()) == 7
