"""The facts of health, read back from ledger and posts."""

from __future__ import annotations

from datetime import date, timedelta

from crawler.health import PostTries
from crawler.store import crawls
from crawler.store.health import details_of, section_records, site_posts
from tests.crawler.store import making
from tests.crawler.store.making import AT


def facts(db, *names: str):
    return [making.section(name) for name in names]


def test_readings_come_oldest_first_with_how_they_ended():
    db = making.store("s1", "s2")
    crawls.add_list_page(db, page(1, after="next"))
    crawls.add_list_page(db, making.list_page(seq=2, outcome="failed", after=None, status=500, detail="http_500 x"))
    making.begin(db, "c2", "s1", "s2", at=AT + timedelta(days=1))
    crawls.add_list_page(db, page(1, crawl="c2", at=AT + timedelta(days=1)))
    one, other = section_records(db, facts(db, "s1", "s2"), ["c2"], AT)
    assert [(look.crawl, look.outcome, look.detail, look.items, look.after) for look in one.looks] == [
        ("c1", "failed", "http_500 x", 2, None),
        ("c2", "read", "", 2, "end"),
    ]
    assert (one.days, one.family) == ((date(2024, 3, 5), date(2024, 3, 5)), "nukeviet")
    assert (other.looks, other.days, other.tries) == ((), (), PostTries())


def page(seq: int, **other):
    return making.list_page(making.entry("snv.vn/1"), making.entry("snv.vn/2"), seq=seq, **other)


def test_a_page_that_was_read_in_the_end_did_not_fail():
    db = making.store("s1")
    crawls.add_list_page(db, page(1))
    for key in ("snv.vn/1", "snv.vn/2"):
        crawls.add_failed_post(db, making.failed(key, detail="timeout x"))
    making.save(db, making.record(title=" "), keys=("snv.vn/1",), entries=(("s1", "snv.vn/1"),))
    (one,) = section_records(db, facts(db, "s1"), ["c1"], AT)
    assert one.tries == PostTries(read=1, untitled=1, undated=0, failed=("timeout x",))
    assert details_of(db, "c1") == {"s1": {"timeout x"}}


def test_posts_and_failures_are_counted_by_host():
    db = making.store("s1")
    crawls.add_list_page(db, page(1))
    making.save(db, keys=("snv.vn/1",))
    crawls.add_failed_post(db, making.failed("snv.vn/2", detail="http_403 x"))
    (host,) = site_posts(db, ["c1"], AT)
    made = site_posts(db, ["c1"], AT)[host]
    assert (host, made.new, made.changed, made.failures) == ("snv.vn", 1, 0, {"http_403": 1})
    making.begin(db, "c2", "s1", at=AT + timedelta(days=1))
    later = AT + timedelta(days=1)
    making.save(db, making.record(body="Nội dung đã sửa."), keys=("snv.vn/1",), seen=later, crawl="c2")
    assert site_posts(db, ["c2"], later)["snv.vn"].changed == 1
