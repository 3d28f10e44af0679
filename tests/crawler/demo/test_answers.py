"""What the demo's sites answer: a page at every address that they link to, and nothing elsewhere."""

from __future__ import annotations

from functools import cache
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.demo import plan
from crawler.demo.answers import answer
from crawler.demo.model import Post, Site
from crawler.demo.pages import addresses, link, page_count, routes, shape_of

PROVINCE = plan.province()
SITES = [pytest.param(site, id=site.id) for site in PROVINCE.sites]
_KNOWN_FAULTS = ("gone", "soft404", "broken")


@cache
def _links(site: Site, address: str) -> frozenset[str]:
    """Addresses on the same site that a page links to or frames."""
    tree = LexborHTMLParser(answer(site, address).body)
    found = [
        node.attributes.get("href") or node.attributes.get("src") or "" for node in tree.css("a[href], iframe[src]")
    ]
    urls = (urljoin(site.base + address, link) for link in found if not link.startswith(("javascript:", "#")))
    return frozenset(url.removeprefix(site.base) for url in urls if url.startswith(f"{site.base}/"))


def _reachable(site: Site) -> set[str]:
    """Every address that is reached from the home page by links; a calendar is not followed further than its first."""
    todo, seen = {"/"}, set()
    while todo:
        address = todo.pop()
        seen.add(address)
        if urlsplit(address).path != "/lich-cong-tac" and answer(site, address).media_type.startswith("text/html"):
            todo |= _links(site, address) - seen
    return seen


@pytest.mark.parametrize("site", SITES)
def test_every_address_that_a_page_links_to_answers(site: Site) -> None:
    faulty = {url.removeprefix(site.base) for post in site.posts if _faulty(post) for url in addresses(site, post)}
    faulty |= {shape_of(site).listing(one, one.fault[0]) for one in site.sections if one.fault}
    wrong = [address for address in _reachable(site) - faulty if answer(site, address).status != 200]
    assert wrong == []


def _faulty(post: Post) -> bool:
    return any(post.has(trap) for trap in _KNOWN_FAULTS)


@pytest.mark.parametrize("cms", ["liferay", "nukeviet", "vnpt", "drupal", "table"])
def test_listings_link_to_one_post_under_several_addresses(cms: str) -> None:
    linked = {
        (site.id, post.id): {link(site, site.section(section), post) for section in post.sections}
        for site in PROVINCE.sites
        for post in site.posts
        if site.cms == cms and not site.down
    }
    several = [urls for urls in linked.values() if len(urls) > 1]
    assert several
    listed = {
        url
        for site in PROVINCE.sites
        if site.cms == cms
        for address in _reachable(site)
        for url in _links(site, address)
    }
    assert all(urls <= listed for urls in several[-3:])


@pytest.mark.parametrize("site", SITES)
def test_every_route_answers_bytes(site: Site) -> None:
    for path, params in routes(site):
        query = "&".join(f"{name}={value}" for name, value in params)
        found = answer(site, f"{path}?{query}" if query else path)
        assert found.body
        assert found.status in (200, 404, 500)


@pytest.mark.parametrize(
    ("trap", "status", "words"),
    [("gone", 404, "Không tìm thấy trang"), ("soft404", 200, "Không tìm thấy trang"), ("broken", 500, "Lỗi")],
)
def test_posts_that_are_not_there(trap: str, status: int, words: str) -> None:
    site, post = next((site, post) for site in PROVINCE.sites for post in site.posts if post.has(trap))
    for url in addresses(site, post):
        found = answer(site, url.removeprefix(site.base))
        assert (found.status, words in found.body.decode()) == (status, True)


@pytest.mark.parametrize("site", SITES)
def test_an_unknown_address_is_not_found(site: Site) -> None:
    assert answer(site, "/khong/co/trang-nay-999999.html").status == 404


def test_a_list_page_fails_where_the_plan_says_so() -> None:
    site = PROVINCE.site("so-xay-dung")
    section = site.section("cchc")
    statuses = [answer(site, shape_of(site).listing(section, page)).status for page in range(1, 5)]
    assert statuses == [200, 200, 500, 200]


def test_robots_ask_to_keep_out_of_the_calendar_and_the_calendar_never_ends() -> None:
    site = PROVINCE.site("so-ke-hoach-va-dau-tu")
    assert b"Disallow: /lich-cong-tac" in answer(site, "/robots.txt").body
    assert "/lich-cong-tac?thang=1000" in _links(site, "/lich-cong-tac?thang=999")
    assert any("/lich-cong-tac?thang=0" in _links(site, "/") for site in PROVINCE.sites)


@pytest.mark.parametrize("site", [site for site in PROVINCE.sites if any(post.has("undated") for post in site.posts)])
def test_an_undated_post_shows_its_day_nowhere(site: Site) -> None:
    for post in site.posts:
        if post.has("undated"):
            for url in addresses(site, post):
                page = answer(site, url.removeprefix(site.base)).body.decode()
                assert post.text.title in page
                assert shape_of(site).post_words(post.at) not in page
                assert f"{post.at:%Y-%m-%dT%H:%M}" not in page


@pytest.mark.parametrize("site", [pytest.param(site, id=site.id) for site in PROVINCE.sites if site.posts])
def test_posts_are_surrounded_by_other_days(site: Site) -> None:
    """A side column and the posts below carry days that are not the post's own; a clock shows today's."""
    post = next(post for post in site.posts if not _faulty(post) and not post.has("undated"))
    page = answer(site, addresses(site, post)[0].removeprefix(site.base)).body.decode()
    assert "ngày 15/1/2025" in page
    others = [other for other in site.posts if other.at.date() != post.at.date() and other.text.title in page]
    assert len(others) >= 3


@pytest.mark.parametrize("site", SITES)
def test_past_the_end_a_site_shows_what_it_is_planned_to(site: Site) -> None:
    for section in site.sections:
        if section.shape == "listing" and not section.fault:
            last, beyond = page_count(site, section), page_count(site, section) + 1
            pages = [answer(site, shape_of(site).listing(section, page)).body for page in (last, beyond)]
            shown = [sum(f'{post.slug}-{post.id}.html"'.encode() in page for post in site.posts) for page in pages]
            if section.beyond == "repeat":
                assert shown[0] == shown[1] > 0
