"""Saving finished drafts: evidence kept, two addresses of one post dated together, nothing rewritten in vain."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler import identity
from crawler.found import FoundEntry, FoundListPage, FoundPost
from crawler.items import Article, Item, Words
from crawler.ledger import SectionFacts
from crawler.page import Page
from crawler.store import crawls, open_store
from crawler.store.pages import load_page
from crawler.store.records import CrawlRecord
from pipelines.dates import candidates_of, choose
from pipelines.draft import Draft, Verdict
from pipelines.save import save

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2025, 1, 5, 3, tzinfo=UTC)
VERDICT = Verdict("on_topic", 0.9, ("cchc",), (), ("c",), (), (), "Có cụm từ.", "test")


@pytest.fixture
def db():
    store = open_store(None)
    crawls.put_sections(
        store,
        [SectionFacts(f"s{n}", "snv", "own_site", f"http://a.vn/s{n}", True, True, None, None) for n in (1, 2)],
    )
    crawls.begin_crawl(store, CrawlRecord("c1", NOW.isoformat(), "0", "0", None, None, False))
    return store


def draft(url: str = "http://a.vn/s1/bai-7.html", section: str = "s1", *words: Words, body: str = "Nội dung") -> Draft:
    article = Article("Bài 7", body, tuple(words), article_id="7")
    item = Item(url, "Bài 7")
    page = Page(url, f"<p>{body}</p>{url}".encode())
    entry = identity.key(url)
    found = FoundPost("c1", section, "snv", "own_site", True, 1, entry, item, article, "nukeviet", page, 200, NOW)
    dating = choose(candidates_of(article, item), ZONE, now=NOW)
    return Draft(found, "Bài 7", body, dating=dating, post="a.vn~7", url="http://a.vn/s1/bai-7", verdict=VERDICT)


LINE = Words("12/03/2024 09:15", "article_line", ".date")


def test_a_post_is_stored_with_its_page_and_its_evidence(db):
    assert save(db, draft("http://a.vn/s1/bai-7.html", "s1", LINE), ZONE) == "new"
    row = next(iter(db["post"].rows))
    assert (row["id"], row["day"], row["date_grade"], row["published"]) == (
        "a.vn~7",
        "2024-03-12",
        "B",
        "2024-03-12T09:15:00+07:00",
    )
    page = load_page(db, row["snapshot"], row["snapshot_url"])
    assert page is not None
    assert "Nội dung" in page.text
    [candidate] = json.loads(row["date_candidates"])
    assert (candidate["words"], candidate["place"], candidate["entries"]) == (
        "12/03/2024 09:15",
        "article_line",
        [identity.key("http://a.vn/s1/bai-7.html")],
    )


def test_the_same_again_changes_nothing_and_keeps_no_second_page(db):
    save(db, draft("http://a.vn/s1/bai-7.html", "s1", LINE), ZONE)
    before = list(db["post"].rows), db["page"].count
    later = draft("http://a.vn/s1/bai-7.html", "s1", LINE)
    page = Page(later.found.page.url, b"<p>N\xe1\xbb\x99i dung</p> 843 views")
    later = replace(later, found=replace(later.found, page=page, fetched_at=datetime(2025, 2, 1, tzinfo=UTC)))
    assert save(db, later, ZONE) == "same"
    assert (list(db["post"].rows), db["page"].count) == before


def test_two_addresses_of_one_post_are_dated_together_in_whatever_order(db):
    dated = draft("http://a.vn/s1/bai-7.html", "s1", LINE)
    undated = draft("http://a.vn/s2/bai-7.html", "s2")
    assert [save(db, one, ZONE) for one in (undated, dated, undated, dated)] == ["new", "changed", "same", "same"]
    assert next(iter(db["post"].rows))["day"] == "2024-03-12"
    assert {row["url"] for row in db["post_url"].rows} == {"a.vn/s1/bai-7", "a.vn/s2/bai-7"}


def test_two_addresses_that_disagree_are_a_conflict_whichever_was_read_last(db):
    one = draft("http://a.vn/s1/bai-7.html", "s1", LINE)
    other = draft("http://a.vn/s2/bai-7.html", "s2", Words("02/04/2024", "article_line"))
    for found in (one, other, one):
        save(db, found, ZONE)
        row = next(iter(db["post"].rows))
    assert row["date_grade"] == "C"
    assert json.loads(row["date_days"]) == ["2024-03-12", "2024-04-02"]


def test_a_page_that_corrects_its_date_is_believed(db):
    save(db, draft("http://a.vn/s1/bai-7.html", "s1", LINE), ZONE)
    corrected = draft("http://a.vn/s1/bai-7.html", "s1", Words("13/03/2024", "article_line"))
    assert save(db, corrected, ZONE) == "changed"
    assert next(iter(db["post"].rows))["date_days"] == '["2024-03-13"]'


def test_an_unfinished_draft_is_refused(db):
    with pytest.raises(ValueError, match="not finished"):
        save(db, replace(draft(), verdict=None), ZONE)


def test_a_list_page_before_or_after_its_posts_links_them(db):
    key = identity.key("http://a.vn/s2/bai-7.html")
    listing = FoundListPage(
        crawl="c1",
        section="s2",
        seq=1,
        at=NOW,
        url="http://a.vn/s2",
        status=200,
        outcome="read",
        after="end",
        next=None,
        entries=(FoundEntry(key, "http://a.vn/s2/bai-7.html", "Bài 7", "", date(2024, 3, 12)),),
        undated=0,
        newest=date(2024, 3, 12),
        oldest=date(2024, 3, 12),
        inversions=0,
        capped=False,
        total=None,
        family="nukeviet",
        page=None,
    )
    crawls.add_list_page(db, listing)
    assert [row.state for row in crawls.entry_rows(db)] == ["unread"]
    save(db, draft("http://a.vn/s2/bai-7.html", "s2", LINE), ZONE)
    assert [row.state for row in crawls.entry_rows(db)] == ["read"]
