"""Whole crawls of feeds: one that has pages is walked to its end, and then it is an end."""

from datetime import date, datetime, timedelta
from email.utils import format_datetime

import pytest

from crawler.jobs.count import count
from crawler.jobs.crawl import crawl
from tests.sites.pages import Post, post_page, registry_text
from tests.sites.server import Answer, serving

DAYS = [date(2024, 12, 30) - timedelta(days=20 * at) for at in range(25)]  # back to September 2023
POSTS = [Post(25 - at, f"Cải cách hành chính đợt {25 - at}", f"{day:%d/%m/%Y}") for at, day in enumerate(DAYS)]
FEED = "/cchc/feed/"


def _feed(posts, site: str) -> str:
    items = "".join(
        f"<item><title>{post.title}</title><link>{site}{post.path}</link><pubDate>{_moment(post)}</pubDate></item>"
        for post in posts
    )
    return f'<rss version="2.0"><channel><generator>https://wordpress.org/?v=6.5</generator>{items}</channel></rss>'


def _moment(post: Post) -> str:
    return format_datetime(datetime.strptime(post.day + " 01:00 +0000", "%d/%m/%Y %H:%M %z"))


def _crawled(folder, later):
    """Crawls a feed of three pages. `later`: what answers in place of those after the first, None: they are there."""
    registry, db = folder / "site_registry.yaml", folder / "cchc.db"
    with serving({post.path: post_page(post) for post in POSTS}) as site:
        for page in range(1, 5):
            shown = _feed(POSTS[page * 10 - 10 : page * 10], site.url)
            answer = Answer(shown, 200 if page < 4 else 404, {"Content-Type": "application/rss+xml"})
            site.routes[FEED if page == 1 else f"{FEED}?paged={page}"] = answer if page == 1 else later or answer
        if later == "same":
            site.routes[f"{FEED}?paged=2"] = site.routes[FEED]
        row = f'url: "{site.url}{FEED}", type: feed'
        registry.write_text(registry_text({"snv": [row]}).replace("timeout: 3", "timeout: 30"), encoding="utf-8")
        outcome = crawl(registry, db, log_level="ERROR")
        quota = count(registry, db, as_of=date(2024, 12, 31)).agencies[0].quotas[0]
    return outcome, quota


def test_a_paged_feed_is_walked_to_its_end_and_completes_all(tmp_path):
    outcome, quota = _crawled(tmp_path, None)
    assert (outcome.complete, outcome.list_pages, outcome.posts) == (True, 4, 25)
    assert all(cell.complete for cell in quota.periods.values())


@pytest.mark.parametrize("later", ["same", Answer("<html><h1>Không tìm thấy trang</h1></html>", 404)])
def test_a_feed_whose_pages_are_not_there_ends_as_any_feed(tmp_path, later):
    """It completes what is younger than its oldest post, and nothing else."""
    outcome, quota = _crawled(tmp_path, later)
    assert [cause.why for short in outcome.shortfalls for cause in short.causes] == ["capped"]
    complete = [month for month, cell in quota.periods.items() if cell.complete]
    assert complete == ["2024-08", "2024-09", "2024-10", "2024-11", "2024-12"]


def test_a_feed_whose_next_page_fails_is_broken_off(tmp_path):
    outcome, quota = _crawled(tmp_path, Answer("lỗi", 403))
    assert [cause.why for short in outcome.shortfalls for cause in short.causes] == ["failed"]
    assert not any(cell.complete for cell in quota.periods.values())
