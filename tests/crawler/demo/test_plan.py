"""The demo's plan: always the same, and with every hazard that it is there to show."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crawler.demo import plan
from crawler.demo.model import PORTAL, Post, Section, Site
from crawler.demo.pages import addresses, listed, on_page, page_count
from crawler.demo.shown import shown

PROVINCE = plan.province()
POSTS = [post for site in PROVINCE.sites for post in site.posts]
SECTIONS = [(site, section) for site in PROVINCE.sites for section in site.sections]


def test_the_plan_is_the_same_each_time() -> None:
    again = plan.province.__wrapped__(plan.PORT)
    assert [site.posts for site in again.sites] == [site.posts for site in PROVINCE.sites]
    assert [site.sections for site in again.sites] == [site.sections for site in PROVINCE.sites]


def test_at_least_eight_agencies_in_six_families_and_the_kinds_that_all_quotas_need() -> None:
    assert len(PROVINCE.agencies) >= 8
    assert len({site.cms for site in PROVINCE.sites}) >= 6
    assert {site.kind for site in PROVINCE.agencies} >= {"department", "district", "newspaper"}
    assert PROVINCE.sites[0].id == PORTAL


def test_sites_do_not_share_addresses_nor_posts_ids() -> None:
    assert len({site.base for site in PROVINCE.sites}) == len(PROVINCE.sites)
    for site in PROVINCE.sites:
        assert len({post.id for post in site.posts}) == len(site.posts)
        urls = Counter(url for post in site.posts for url in set(addresses(site, post)))
        assert [url for url, times in urls.items() if times > 1] == []


def test_one_title_is_one_text_unless_the_plan_says_otherwise() -> None:
    bodies = defaultdict(set)
    for post in POSTS:
        bodies[post.text.title].add(post.text.body)
    several = {title for title, texts in bodies.items() if len(texts) > 1}
    assert several == {post.text.title for post in POSTS if post.has("alike")}


@pytest.mark.parametrize("trap", ["gone", "soft404", "broken", "pdf", "video", "undated", "nfd", "pinned", "alike"])
def test_each_trap_stands_where_it_can_be_met(trap: str) -> None:
    met = {(site.id, post.id) for site, section in SECTIONS for post in shown(site, section) if post.has(trap)}
    assert met


HAZARDS: dict[str, Callable[[Site, Section], bool]] = {
    "out of date order": lambda site, section: section.order == "mixed" and not _descends(listed(site, section)),
    "pages that overlap": lambda site, section: section.overlap > 0 and page_count(site, section) > 1,
    "a last page that repeats": lambda site, section: section.beyond == "repeat" and page_count(site, section) > 1,
    "a page that answers 500": lambda site, section: section.fault == (3, 500) and page_count(site, section) >= 3,
    "an emptied listing": lambda site, section: section.shape == "blank" and bool(listed(site, section)),
    "a listing that says it is empty": lambda site, section: section.shape == "empty" and section.verified,
    "an unverified address": lambda site, section: not section.verified and not shown(site, section),
    "a capped feed": lambda site, section: section.shape == "feed" and len(listed(site, section)) > 20,
    "a feed that holds all": lambda site, section: section.shape == "feed" and len(listed(site, section)) <= 20,
    "links to other hosts": lambda site, section: bool(section.foreign),
    "a site that is down": lambda site, section: site.down and bool(listed(site, section)),
    "several list pages": lambda site, section: len(on_page(site, section, 2)) > 0,
}


@pytest.mark.parametrize("hazard", HAZARDS)
def test_each_hazard_of_a_listing_is_there(hazard: str) -> None:
    assert any(HAZARDS[hazard](site, section) for site, section in SECTIONS if section.registered)


def _descends(posts: tuple[Post, ...]) -> bool:
    days = [post.at.date() for post in posts]
    return days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    "moment",
    ["2024-01-31T23:50", "2024-02-01T00:05", "2023-12-31T23:45", "2025-01-01T00:10", "2024-06-30T23:59"],
)
def test_posts_stand_at_the_edges_of_months_and_of_the_year(moment: str) -> None:
    assert any(post.at.isoformat().startswith(moment) for post in POSTS)


def test_a_feed_of_moments_in_gmt_names_another_week_than_the_province() -> None:
    feeds = [(site, section) for site, section in SECTIONS if section.shape == "feed"]
    weeks = [
        (_week(post.at), _week(post.at.astimezone(UTC))) for site, section in feeds for post in shown(site, section)
    ]
    assert any(here != gmt for here, gmt in weeks)


def _week(at: datetime) -> tuple[int, int]:
    return at.isocalendar()[:2]


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "</title>", '"', "'", "=cmd()"])
def test_titles_are_hostile(words: str) -> None:
    assert any(words in post.text.title for post in POSTS)


def test_copies_stand_within_a_site_across_sites_and_across_years() -> None:
    texts = defaultdict(list)
    for post in POSTS:
        texts[post.text].append(post)
    copies = [group for group in texts.values() if len(group) > 1]
    assert any(len({post.site for post in group}) > 1 for group in copies)
    assert any(len({post.site for post in group}) == 1 for group in copies)
    assert any(len({post.at.year for post in group}) > 1 for group in copies)


@pytest.mark.parametrize(
    ("form", "agencies"), [("source", 1), ("source", 2), ("source", 0), ("byline", 1), ("bracket", 1), ("lead", 1),
                           ("none", 0), ("none", 2)]
)  # fmt: skip
def test_the_portal_credits_in_every_form(form: str, agencies: int) -> None:
    credits_ = [post.credit for post in PROVINCE.site(PORTAL).posts if post.credit]
    assert any(credit.form == form and len(credit.agencies) == agencies for credit in credits_)


def test_a_post_off_topic_is_filed_under_reform_and_one_on_topic_is_not() -> None:
    filed = [(post, site.section(one)) for site in PROVINCE.agencies for post in site.posts for one in post.sections]
    own = [(post, section) for post, section in filed if section.channel == "own_site"]
    assert any(section.dedicated and not post.text.topics for post, section in own)
    assert any(len(post.sections) == 1 and not section.dedicated and post.text.topics for post, section in own)


def test_words_of_an_nfd_post_are_shown_decomposed() -> None:
    from crawler.demo.answers import answer

    site, post = next((site, post) for site in PROVINCE.sites for post in site.posts if post.has("nfd"))
    page = answer(site, addresses(site, post)[0].removeprefix(site.base)).body.decode()
    assert unicodedata.normalize("NFD", post.text.title) in page
    assert post.text.title not in page
