"""Whole crawls of small sites: robots, other hosts, copies, ranges, leases, a proxy, and pages that are hostile."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.errors import BadInput, SectionHeld
from crawler.store import open_store
from tests.crawler.jobs.test_crawl import MARCH, SECTION, Province, causes
from tests.sites.pages import Post, list_page, site_of
from tests.sites.server import Answer, serving


@pytest.fixture
def province(tmp_path):
    return Province(tmp_path)


@pytest.mark.parametrize(
    ("robots", "why"),
    [
        (Answer("User-agent: *\nDisallow: /vi/news/"), "refused"),
        (Answer("hỏng", 503), "refused"),
        (Answer("không có", 404), None),
        (Answer("User-agent: other\nDisallow: /"), None),
    ],
)
def test_robots_txt(province, robots, why):
    with serving(site_of(MARCH) | {"/robots.txt": robots}) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
    assert causes(outcome) == ([("snv", why)] if why else [])
    assert outcome.posts == (0 if why else 25)


def test_an_entry_on_another_host_is_no_post_and_blocks_nothing(province):
    foreign = list_page(MARCH[:2]).replace("/vi/news/cchc/bai-25.html", "http://127.9.9.9/vi/news/cchc/bai-25.html")
    with serving(site_of(MARCH[:2]) | {SECTION: foreign}) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
    assert outcome.complete
    assert province.titles() == [MARCH[1].title]


def test_one_post_at_several_addresses_and_in_two_sections_is_one(province):
    both = {**site_of(MARCH[:6]), **site_of(MARCH[3:6], section="/vi/news/tin/")}
    both["/vi/news/tin/"] = both["/vi/news/tin/"].replace("bai-22.html", "bai-22.html?print=1")
    both[f"{MARCH[3].path}?print=1"] = both[MARCH[3].path]
    with serving(both) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}", f"url: {site.url}/vi/news/tin/, dedicated: false"]})
        outcome = province.crawl()
    assert outcome.complete
    assert province.quota().periods["2024-03"].count == 6
    assert len(province.titles()) == 6


def test_a_crawl_cut_by_days_completes_nothing_outside_them(province):
    with serving(site_of(MARCH)) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl(since=date(2024, 3, 1), until=date(2024, 3, 31))
    assert outcome.complete
    complete = [key for key, cell in province.quota().periods.items() if cell.complete]
    assert complete == ["2024-03"]


def test_two_crawls_of_one_section_do_not_meet(province):
    import os

    with serving(site_of(MARCH)) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"], "stp": [f"url: {site.url}/khac/"]})
        province.crawl(agencies=["snv"])
        store = open_store(province.db)
        section = next(row["id"] for row in store["section"].rows if row["owner"] == "snv")
        crawl_id = next(iter(store["crawl"].rows))["id"]
        from datetime import UTC, datetime

        from crawler.store.leases import take_leases

        take_leases(store, [section], crawl_id, datetime.now(UTC))
        with pytest.raises(SectionHeld, match=str(os.getpid())):
            province.crawl(agencies=["snv"])
        assert province.crawl(agencies=["stp"]).shortfalls  # another section is free (its page is a 404)


def test_a_proxy_of_the_registry_is_gone_through(province):
    address = "http://snv.thu-nghiem.vn"
    routes = {f"{address}{path}": page for path, page in site_of(MARCH[:3]).items()}
    with serving(routes) as proxy:
        agent = "cchc-audit (+mailto:cchc@snv.thu-nghiem.vn)"
        province.write({"snv": [f"url: {address}{SECTION}"]}, crawl=f", proxy: '{proxy.url}', user_agent: '{agent}'")
        outcome = province.crawl()
        assert f"{address}/robots.txt" in proxy.hits
    assert (outcome.posts, outcome.complete) == (3, True)


def test_an_unknown_agency_is_refused(province):
    province.write({"snv": ["url: http://127.0.0.1:9/vi/news/cchc/"]})
    with pytest.raises(BadInput, match="so-la"):
        province.crawl(agencies=["so-la"])
    assert not province.db.exists()


def test_hostile_titles_are_stored_as_text(province):
    post = Post(7, '<script>alert(1)</script> "Cải cách" =cmd()', "05/03/2024")
    with serving(site_of([post])) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        province.crawl()
    assert province.titles() == [post.title]


def test_posts_go_on_where_one_page_breaks_the_reader(province):
    """Any bytes may come as a page; they cost that page alone."""
    routes: dict[str, Answer | str] = dict(site_of(MARCH[:5]))
    routes[MARCH[1].path] = Answer(b"\xff\xfe\x00<html" + bytes(range(256)) * 50)
    with serving(routes) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
    assert causes(outcome) == [("snv", "unread_posts")]
    assert province.quota().periods["2024-03"].count == 4
