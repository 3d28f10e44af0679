"""Whole crawls of small sites that behave and misbehave: what is stored, what is complete, what is said."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from crawler.counts import QuotaCount
from crawler.jobs.count import count
from crawler.jobs.crawl import CrawlOutcome, crawl
from crawler.jobs.posts import posts
from crawler.store import open_store
from tests.sites.pages import Post, list_page, post_page, registry_text, site_of
from tests.sites.server import Answer, serving

SECTION = "/vi/news/cchc/"
MARCH = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in range(25, 0, -1)]


class Province:
    """A registry and a store in a folder, crawled as a user would."""

    def __init__(self, folder: Path) -> None:
        self.registry = folder / "site_registry.yaml"
        self.db = folder / "cchc.db"

    def write(self, sections: Mapping[str, Sequence[str]], **more: str) -> None:
        self.registry.write_text(registry_text(sections, **more), encoding="utf-8")

    def crawl(self, **options: object) -> CrawlOutcome:
        return crawl(self.registry, self.db, log_level="ERROR", **options)  # type: ignore[arg-type]

    def quota(self, agency: str = "snv") -> QuotaCount:
        counts = count(self.registry, self.db, as_of=date(2024, 12, 31))
        return next(one for one in counts.agencies if one.id == agency).quotas[0]

    def titles(self, status: str = "all") -> list[str]:
        return [row.title for row in posts(self.registry, self.db, status=status)]


@pytest.fixture
def province(tmp_path):
    return Province(tmp_path)


def causes(outcome: CrawlOutcome) -> list[tuple[str, str]]:
    return [(one.section.owner, cause.why) for one in outcome.shortfalls for cause in one.causes]


def test_a_section_is_read_whole_and_counted(province):
    with serving(site_of(MARCH)) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
    assert (outcome.list_pages, outcome.posts, outcome.failed_posts, outcome.complete) == (3, 25, 0, True)
    quota = province.quota()
    assert {key: cell.count for key, cell in quota.periods.items() if cell.count} == {"2024-03": 25}
    assert all(cell.complete for cell in quota.periods.values())
    assert (quota.verdict, quota.reason, quota.total) == ("not_met", "short", 25)
    assert sorted(province.titles("counted")) == sorted(post.title for post in MARCH)


def test_crawling_again_changes_nothing_and_asks_for_no_post(province):
    with serving(site_of(MARCH)) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        province.crawl()
        store = open_store(province.db)
        tables = {
            name: list(store[name].rows) for name in ("post", "verdict", "post_url", "standing", "standing_quota")
        }
        site.hits.clear()
        outcome = province.crawl()
        assert not [path for path in site.hits if path.endswith(".html")]
        assert {name: list(store[name].rows) for name in tables} == tables
        site.hits.clear()
        province.crawl(full=True)
        assert len([path for path in site.hits if path.endswith(".html")]) == 25
        assert {name: list(store[name].rows) for name in tables} == tables
    assert outcome.complete


def test_a_dead_site_is_no_zero(province):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # not listening: refused
        province.write({"snv": [f"url: http://127.0.0.1:{taken.getsockname()[1]}{SECTION}"]})
        outcome = province.crawl()
    assert causes(outcome) == [("snv", "failed")]
    quota = province.quota()
    assert not any(cell.complete for cell in quota.periods.values())
    assert (quota.verdict, quota.reason) == ("undetermined", "incomplete")


BROKEN = {
    "500": (Answer("lỗi", 500), "failed", "http_500"),
    "404": (Answer("không có", 404), "failed", "http_404"),
    "a picture": (Answer(b"\x89PNG....", headers={"Content-Type": "image/png"}), "not_html", "not_html"),
    "cut short": (Answer("<html>" + "x" * 5000, cut=100), "failed", "data_loss"),
    "another layout": (Answer("<html><body><p>Trang chủ mới</p></body></html>"), "layout_changed", "layout_changed"),
    "emptied": (Answer(list_page([])), "layout_changed", "layout_changed"),
    "off the site": (Answer(status=302, headers={"Location": "http://127.9.9.9:1/"}), "refused", "offsite"),
    "back to the first": (Answer(status=302, headers={"Location": SECTION}), "listing_unfinished", "trang 2 lặp lại"),
    "round and round": (Answer(status=302, headers={"Location": f"{SECTION}page-2/"}), "failed", "redirects"),
    "led home": (Answer(status=302, headers={"Location": "/"}), "layout_changed", "led_away"),
    "led elsewhere": (Answer(status=302, headers={"Location": "/vi/news/tin/"}), "layout_changed", "led_away"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_rest_goes_on_where_one_list_page_is_broken(province, name):
    """The second page of one agency breaks; the other agency is read, and nothing is lost."""
    answer, why, word = BROKEN[name]
    routes = site_of(MARCH) | {
        f"{SECTION}page-2/": answer,
        "/": list_page(MARCH[:3]),
        "/vi/news/tin/": list_page(MARCH[:3]),
    }
    with serving(routes) as site, serving(site_of(MARCH[:5]), "127.0.0.2") as fine:
        province.write({"snv": [f"url: {site.url}{SECTION}"], "stp": [f"url: {fine.url}{SECTION}"]})
        outcome = province.crawl()
    assert causes(outcome) == [("snv", why)]
    assert outcome.shortfalls[0].causes[0].detail.startswith(word)
    quota = province.quota()
    assert (quota.periods["2024-03"].count, quota.periods["2024-03"].complete) == (10, False)
    assert (quota.verdict, quota.reason) == ("undetermined", "incomplete")
    assert province.quota("stp").verdict == "not_met"
    assert all(cell.complete for cell in province.quota("stp").periods.values())


def test_a_slow_page_times_out(province):
    def slow(path: str) -> Answer:
        import time

        time.sleep(4)
        return Answer("")

    with serving({**site_of(MARCH), SECTION: slow}) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
    assert causes(outcome) == [("snv", "failed")]
    assert outcome.shortfalls[0].causes[0].detail.startswith("timeout")


def test_a_post_that_is_not_found_is_held_for_review_and_blocks_no_more(province):
    routes = site_of(MARCH[:6])
    del routes[MARCH[2].path]
    with serving(routes) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
    assert (outcome.failed_posts, outcome.complete) == (1, True)
    cell = province.quota().periods["2024-03"]
    assert (cell.count, cell.review, cell.complete) == (5, 1, True)
    assert province.titles("review") == [MARCH[2].title]


def test_a_post_that_failed_once_blocks_its_month_alone(province):
    routes = site_of(MARCH[:6]) | {MARCH[2].path: Answer("lỗi", 500)}
    with serving(routes) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
        assert causes(outcome) == [("snv", "unread_posts")]
        complete = {key: cell.complete for key, cell in province.quota().periods.items()}
        assert [key for key, whole in complete.items() if not whole] == ["2024-03"]
        site.routes[MARCH[2].path] = post_page(MARCH[2])
        assert province.crawl().complete
    cell = province.quota().periods["2024-03"]
    assert (cell.count, cell.review, cell.complete) == (6, 0, True)


def test_a_post_that_failed_blocks_more_than_its_listing_s_month_where_listings_give_other_days(province):
    """The listing gives the day of the last change, and one post's own page can't be had: it may be of March too."""
    routes = site_of(MARCH[:10]) | {MARCH[4].path: Answer("lỗi", 500)}
    routes[SECTION] = routes[SECTION].replace("/03/2024", "/05/2024")
    with serving(routes) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        province.crawl()
    cells = province.quota().periods
    assert cells["2024-03"].count
    assert [key for key, cell in cells.items() if not cell.complete] == ["2024-03", "2024-04", "2024-05"]


def test_a_post_that_was_not_got_is_asked_for_again_though_its_listing_shows_it_no_more(province):
    routes = site_of(MARCH[:6]) | {MARCH[2].path: Answer("lỗi", 500)}
    with serving(routes) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        assert causes(province.crawl()) == [("snv", "unread_posts")]
        site.routes[SECTION] = list_page([*MARCH[:2], *MARCH[3:6]])
        site.routes[MARCH[2].path] = post_page(MARCH[2])
        outcome = province.crawl()
    assert outcome.complete
    cell = province.quota().periods["2024-03"]
    assert (cell.count, cell.review, cell.complete) == (6, 0, True)


def test_a_site_that_died_since_it_was_read_is_said_and_takes_nothing_away(province):
    with serving(site_of(MARCH)) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        assert province.crawl().complete
        site.routes[SECTION] = Answer("hỏng", 503)
        assert causes(province.crawl()) == [("snv", "failed")]
    quota = province.quota()
    assert (quota.total, all(cell.complete for cell in quota.periods.values())) == (25, True)


def test_a_held_post_that_comes_back_is_read(province):
    routes = site_of(MARCH[:6])
    page = routes.pop(MARCH[2].path)
    with serving(routes) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        province.crawl()
        site.routes[MARCH[2].path] = page
        province.crawl()
    cell = province.quota().periods["2024-03"]
    assert (cell.count, cell.review) == (6, 0)
    assert len(province.titles()) == 6


def test_a_listing_that_says_it_is_empty_is_a_zero_and_an_unverified_one_is_not(province):
    routes = {SECTION: list_page([], empty="<p>Chuyên mục này chưa có bài viết.</p>")}
    with serving(routes) as site, serving(routes, "127.0.0.2") as guess:
        province.write({"snv": [f"url: {site.url}{SECTION}"], "stp": [f"url: {guess.url}{SECTION}, verified: false"]})
        outcome = province.crawl()
    assert causes(outcome) == [("stp", "unverified_empty")]
    assert all(cell.complete and not cell.count for cell in province.quota().periods.values())
    assert province.quota().verdict == "not_met"
    assert not any(cell.complete for cell in province.quota("stp").periods.values())


def test_a_listing_that_lost_its_posts_is_no_zero_though_it_says_that_it_is_empty(province):
    with serving(site_of(MARCH)) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        assert province.crawl(since=date(2024, 3, 1), until=date(2024, 3, 31)).complete
        site.routes[SECTION] = list_page([], empty="<p>Chuyên mục này chưa có bài viết.</p>")
        outcome = province.crawl()
    assert causes(outcome) == [("snv", "layout_changed")]
    assert "Chuyên mục này chưa có bài viết" in outcome.shortfalls[0].causes[0].detail
    quota = province.quota()
    assert [key for key, cell in quota.periods.items() if cell.complete] == ["2024-03"]
    assert (quota.total, quota.verdict, quota.reason) == (25, "undetermined", "incomplete")


def test_a_listing_cut_to_its_newest_posts_is_no_whole_one(province):
    with serving(site_of(MARCH)) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        assert province.crawl(since=date(2024, 3, 1), until=date(2024, 3, 31)).complete
        site.routes[SECTION] = list_page(MARCH[:5])
        assert causes(province.crawl()) == [("snv", "capped")]
    quota = province.quota()
    assert [key for key, cell in quota.periods.items() if not cell.complete] == ["2024-01", "2024-02"]
    assert quota.total == 25


def test_an_address_that_moved_is_read_while_it_lives_and_not_missed_when_it_died(province):
    closed = "valid_to: 2024-03-31"
    with serving(site_of(MARCH) | site_of([], section="/moi/")) as site:
        site.routes["/moi/"] = list_page([], empty="<p>Chuyên mục này chưa có bài viết.</p>")
        opened = f"url: {site.url}/moi/, valid_from: 2024-04-01"
        province.write({"snv": [f"url: {site.url}{SECTION}, {closed}", opened]})
        del site.routes[SECTION]
        assert causes(province.crawl()) == [("snv", "failed")]  # nobody has read it yet
        site.routes[SECTION] = site_of(MARCH)[SECTION]
        assert province.crawl().complete
        del site.routes[SECTION]
        assert province.crawl().complete
    quota = province.quota()
    assert (quota.total, all(cell.complete for cell in quota.periods.values())) == (25, True)
