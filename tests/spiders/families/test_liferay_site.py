"""A department's whole site, crawled from its sections' addresses alone: each article once, with its day."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest

from crawler import identity
from crawler.jobs.crawl import crawl
from crawler.jobs.posts import posts
from tests.sites.liferay_site import FIRST, LAST, SECTIONS, department
from tests.sites.pages import registry_text
from tests.sites.server import serving

pytestmark = pytest.mark.slow
SITE = department()
HERE = [post for post in SITE.posts if not post.missing]
LOST = [post for post in SITE.posts if post.missing]


def _crawled(folder, since=None):
    """The outcome, the rows by number, and the addresses that were asked for."""
    registry, db = folder / "site_registry.yaml", folder / "cchc.db"
    with serving(SITE.routes()) as site:
        rows = [f'url: "{site.url}/{one.slug}"' for one in SECTIONS]
        registry.write_text(registry_text({"stttt": rows}).replace("timeout: 3", "timeout: 30"), encoding="utf-8")
        outcome = crawl(registry, db, since=since, until=LAST if since else None, log_level="ERROR")
        hits = list(site.hits)
    found = [row for row in posts(registry, db, status="all") if row.agency == "stttt"]
    return outcome, found, hits


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return _crawled(tmp_path_factory.mktemp("whole"), date(2010, 1, 1))


def _read(found):
    """The rows of articles whose page was there, by the article's number."""
    lost = {str(post.number) for post in LOST}
    rows = [(row.id.rpartition("~")[2], row) for row in found]
    return {number: row for number, row in rows if not any(one in row.url for one in lost)}


def test_the_site_has_what_makes_such_sites_hard():
    shared = sum(len(post.sections) > 1 for post in HERE) / len(HERE)
    assert 0.6 < shared < 0.7
    assert len(HERE) == 304
    assert len({post.title for post in HERE}) == 300
    assert [post.number for post in HERE if not post.dated] == [post.number for post in HERE[9:11]]
    assert all(not one.ordered or SITE.of(one.slug) for one in SECTIONS)


def test_each_article_is_one_post(whole):
    _, found, _ = whole
    read = _read(found)
    assert sorted(read) == sorted(str(post.number) for post in HERE)
    assert len(found) == len(HERE) + len(LOST)
    assert {post.title for post in HERE if read[str(post.number)].title != post.title} == set()


def test_each_post_knows_all_its_addresses(whole):
    _, found, _ = whole
    read = _read(found)
    for post in HERE:
        row = read[str(post.number)]
        own = {f"/{slug}/-/view_content/{post.number}-{post.slug}" for slug in post.sections}
        assert {urlsplit(url).path for url in (row.url, *row.other_urls)} == own
        assert len(row.other_urls) == len(own) - 1


def test_each_day_is_right_and_none_is_made_up(whole):
    _, found, _ = whole
    read = _read(found)
    days = {number: row.published and row.published[:10] for number, row in read.items()}
    assert days == {str(post.number): post.day.isoformat() if post.dated else None for post in HERE}


def test_a_time_that_stands_for_none_is_none(whole):
    _, found, _ = whole
    read = _read(found)
    filler = [read[str(post.number)] for post in HERE if post.dated and post.minute is None]
    assert filler
    assert {len(row.published or "") for row in filler} == {10}


def test_what_is_gone_is_held_under_its_listing_s_words(whole):
    _, found, _ = whole
    held = [row for row in found if row.id not in {one.id for one in _read(found).values()}]
    assert sorted(row.title for row in held) == sorted(post.title for post in LOST)
    assert {row.published and row.published[:10] for row in held} == {FIRST.isoformat()}


def test_all_sections_are_complete(whole):
    outcome, _, _ = whole
    assert [(short.section.url, short.causes) for short in outcome.shortfalls] == []
    assert outcome.failed_posts == len(LOST)


def test_no_trap_is_entered(whole):
    _, _, hits = whole
    asked = [hit for hit in hits if hit != "/robots.txt"]
    assert not [hit for hit in asked if "dang-nhap" in hit or "login" in hit or "pop_up" in hit or "tin-noi-bat" in hit]
    assert not [hit for hit in asked if "/en/" in hit or hit.endswith(("/vi", "/en"))]
    assert len({identity.key(f"http://snv.vn{hit}") for hit in asked}) == len(asked)


def test_a_year_s_crawl_loses_none_of_the_year(tmp_path):
    outcome, found, _ = _crawled(tmp_path)
    assert outcome.complete
    numbers = {row.id.rpartition("~")[2] for row in found}
    assert {str(post.number) for post in HERE if FIRST <= post.day <= LAST} <= numbers
