"""The reading of a section against simulated listings: nothing in range is missed, and no early stop is unproven."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Item, Listing, NextPage, Words
from crawler.task import Ground
from spiders.listpage import Candidate, Step
from spiders.reading import PROOF, Range, Reading

YEAR = Range(date(2024, 1, 1), date(2024, 12, 31))
NEW_YEAR = date(2025, 1, 31)
ALL = Range(date(2000, 1, 1), date(2030, 12, 31))


@dataclass
class Site:
    """A listing of posts: (entry, true day, day that the listing prints), newest first unless told otherwise."""

    posts: list[tuple[str, date | None, date | None]]
    per_page: int = 10
    repeats: bool = False  # past the end the last page again, always with a link on
    capped: bool = False
    asked: list[int] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    def page(self, number: int) -> Listing:
        self.asked.append(number)
        last = max(1, -(-len(self.posts) // self.per_page))
        shown = min(number, last) if self.repeats else number
        rows = self.posts[(shown - 1) * self.per_page : shown * self.per_page]
        items = tuple(Item(f"http://a.vn/{e}", e, Words(str(d), "listing") if d else None) for e, _, d in rows)
        more = self.repeats or number < last
        following = NextPage(f"http://a.vn/list?page={number + 1}") if more else None
        return Listing(items, following, None if items else "không có bài viết", capped=self.capped)

    def crawl(self, reading: Reading, broken: frozenset[str] = frozenset()) -> tuple[Step, int]:
        """Reads it as the spider would; the last step, and how many pages were read."""
        truth = {entry: day for entry, day, _ in self.posts}
        listed = {entry: day for entry, _, day in self.posts}
        number = 1
        while True:
            listing = self.page(number)
            found = tuple(Candidate(item.title, item, listed[item.title]) for item in listing.items)
            todo = reading.open_page(f"http://a.vn/list?page={number}", listing, found)
            while todo:
                for one in todo:
                    self.read.append(one.entry)
                    reading.post_done(one, truth[one.entry], read=one.entry not in broken)
                todo = reading.reconsidered()
            assert reading.page_done
            step, _ = reading.close_page()
            if step.next is None:
                return step, number
            number += 1


def reading(*, known=None, full=False, proven=False, max_pages=2000, wanted=YEAR, ground=None) -> Reading:
    return Reading(wanted, max_pages, known=known or {}, full=full, proven=proven, ground=ground)


def daily(count: int, newest: date = NEW_YEAR, *, listed: bool = True, step: int = 1):
    days = [newest - timedelta(days=step * n) for n in range(count)]
    return [(f"p{n}", day, day if listed else None) for n, day in enumerate(days)]


def wanted(posts) -> set[str]:
    return {entry for entry, day, _ in posts if day and YEAR.holds(day)}


def test_reads_every_post_of_the_range_and_goes_to_the_end_the_first_time():
    site = Site(daily(900))
    step, pages = site.crawl(reading())
    assert wanted(site.posts) <= set(site.read)
    assert (step.after, pages) == ("end", 90)


def test_a_proven_listing_is_left_a_whole_page_past_the_range():
    site = Site(daily(900))
    step, pages = site.crawl(reading(proven=True))
    assert wanted(site.posts) <= set(site.read)
    assert step.after == "past_range"
    assert pages < 45


def test_a_listing_without_days_is_left_when_its_posts_own_days_are_past_the_range():
    site = Site(daily(900, listed=False))
    step, pages = site.crawl(reading())
    assert wanted(site.posts) <= set(site.read)
    assert step.after == "past_range"
    assert pages < 45


@pytest.mark.parametrize(
    ("spoil", "proven"),
    [
        pytest.param(lambda posts: posts.insert(0, ("pinned", date(2019, 1, 1), date(2019, 1, 1))), True, id="pinned"),
        pytest.param(lambda posts: posts.insert(5, ("undated", None, None)), True, id="undated"),
        pytest.param(lambda posts: posts.append(posts.pop(3)), False, id="a post at the far end"),
    ],
)
def test_a_listing_out_of_order_is_read_to_its_end(spoil, proven):
    posts = daily(600)
    spoil(posts)
    site = Site(posts)
    step, _ = site.crawl(reading(proven=proven))
    assert wanted(posts) <= set(site.read)
    assert step.after == "end"


def test_a_short_listing_proves_no_order():
    site = Site(daily(PROOF - 1, newest=date(2023, 1, 1), listed=False), per_page=5)
    step, _ = site.crawl(reading(proven=True))
    assert step.after == "end"


def test_posts_before_the_range_are_only_probed():
    site = Site(daily(900, newest=date(2024, 12, 31)))
    site.crawl(reading())
    assert len(set(site.read) - wanted(site.posts)) == 5


def test_a_post_listed_by_a_later_change_is_read():
    """A listing that prints and sorts by the day of the last change: all but one were never changed."""
    posts = daily(28, newest=date(2025, 3, 28))
    posts.insert(20, ("touched", date(2024, 3, 5), date(2025, 3, 8)))
    site = Site(posts)
    site.crawl(reading())
    assert "touched" in site.read


def test_a_listing_whose_days_are_not_the_posts_own_is_not_believed():
    posts = [(entry, day, day - timedelta(days=400)) for entry, day, _ in daily(300)]
    site = Site(posts)
    site.crawl(reading())
    assert wanted(posts) <= set(site.read)


def test_days_found_wrong_late_bring_back_the_posts_that_were_put_off():
    """The first pages' days are right, so some were put off by theirs; then one is wrong."""
    old = [(f"old{n}", date(2024, 6, 1), date(2020, 1, 1)) for n in range(20)]
    fine = daily(10, newest=date(2020, 6, 1))
    wrong = [("wrong", date(2024, 5, 5), date(2024, 5, 6))]
    site = Site(fine + old[:1] + fine[:0] + wrong + old[1:], per_page=10)
    site.crawl(reading())
    assert {entry for entry, *_ in old} <= set(site.read)


def test_a_known_post_is_not_read_again_unless_all_are():
    posts = daily(30, newest=date(2024, 3, 1))
    known = {entry: day for entry, day, _ in posts[5:]}
    site = Site(posts)
    site.crawl(reading(known=known))
    assert site.read == ["p0", "p1", "p2", "p3", "p4"]
    again = Site(posts)
    again.crawl(reading(known=known, full=True))
    assert len(again.read) == 30


def test_a_last_page_that_repeats_is_the_end():
    site = Site(daily(35), repeats=True)
    step, pages = site.crawl(reading())
    assert (step.after, pages) == ("end", 5)


def test_a_second_page_like_the_first_is_a_broken_pager():
    site = Site(daily(8), repeats=True)
    step, _ = site.crawl(reading())
    assert step.after is None
    assert "không hoạt động" in step.fault


def test_a_pager_that_cannot_be_followed_is_no_end():
    one = reading()
    listing = Listing((Item("http://a.vn/1", "Một"),), unfollowed="nút “Xem thêm”")
    one.open_page("http://a.vn/", listing, ())
    step, _ = one.close_page()
    assert step.after is None
    assert "Xem thêm" in step.fault


def test_a_feed_has_a_capped_end():
    step, _ = Site(daily(30), capped=True, per_page=30).crawl(reading())
    assert step.after == "capped_end"
    assert step.capped


def test_too_many_pages():
    step, pages = Site(daily(900)).crawl(reading(max_pages=3))
    assert (step.after, pages) == ("max_pages", 3)


def test_a_page_sums_up_its_days():
    one = reading()
    posts = [("a", date(2024, 3, 2)), ("b", date(2024, 3, 5)), ("c", None)]
    items = tuple(Item(f"http://a.vn/{e}", e, Words(str(d), "listing") if d else None) for e, d in posts)
    found = tuple(Candidate(i.title, i, d) for i, (_, d) in zip(items, posts, strict=True))
    todo = one.open_page("http://a.vn/", Listing(items), found)
    assert [c.entry for c in todo] == ["a", "b", "c"]
    one.post_done(todo[0], date(2024, 3, 2), read=True)
    one.post_done(todo[1], None, read=False)
    assert not one.page_done
    one.post_done(todo[2], None, read=True)
    step, summary = one.close_page()
    assert step.after == "end"
    assert (summary.newest, summary.oldest) == (date(2024, 3, 5), date(2024, 3, 2))
    assert (summary.inversions, summary.undated) == (1, 1)
    assert [(e.entry, e.day) for e in summary.entries] == posts


ANY_DAY = st.dates(date(2022, 1, 1), date(2025, 12, 31))


@given(
    days=st.lists(st.tuples(ANY_DAY, st.booleans()), max_size=80),
    per_page=st.integers(1, 12),
    ordered=st.booleans(),
    proven=st.booleans(),
    broken=st.sets(st.integers(0, 79), max_size=5),
)
@settings(max_examples=300, deadline=None)
def test_a_listing_with_true_days_loses_nothing(days, per_page, ordered, proven, broken):
    """Whatever the order, and with days printed or not: every post of the range on the listing is tried."""
    if ordered:
        days = sorted(days, reverse=True)
    posts = [(f"p{n}", day, day if shown else None) for n, (day, shown) in enumerate(days)]
    site = Site(posts, per_page)
    step, pages = site.crawl(reading(proven=proven), frozenset(f"p{n}" for n in broken))
    seen = set(site.read)
    if step.after == "end":
        assert wanted(posts) <= seen
    else:  # stopped early: nothing younger than the range's start on the pages seen, and those were in order
        on_pages = posts[: pages * per_page]
        assert step.after == "past_range"
        assert wanted(on_pages) <= seen


def _listed(count: int, total: int | None, *, foreign: int = 0) -> tuple[Listing, tuple[Candidate, ...]]:
    items = [Item(f"http://a.vn/{n}", f"p{n}") for n in range(count)]
    others = tuple(Item(f"http://b.vn/{n}", "x") for n in range(foreign))
    return Listing((*items, *others), total=total), tuple(Candidate(one.title, one, None) for one in items)


@pytest.mark.parametrize(
    ("count", "foreign", "total", "after"),
    [
        (3, 0, None, "end"),
        (3, 0, 3, "end"),
        (3, 1, 4, "end"),  # entries of other hosts are counted by the pager too
        (3, 0, 2, "end"),  # posts that moved up while it was read
        (3, 0, 4, None),
        (3, 1, 9, None),
    ],
)
def test_an_end_short_of_the_pager_s_own_total_is_none(count, foreign, total, after):
    one = reading()
    listing, found = _listed(count, total, foreign=foreign)
    for candidate in one.open_page("http://a.vn/", listing, found):
        one.post_done(candidate, date(2024, 3, 1), read=True)
    step, _ = one.close_page()
    assert step.after == after
    if after is None:
        assert str(total) in step.fault
        assert str(count + foreign) in step.fault


def test_posts_of_a_second_way_say_nothing_about_the_listing():
    one = reading()
    items = [Item(f"http://a.vn/{n}", f"p{n}") for n in range(3)]
    days = [date(2024, 3, 9), date(2024, 3, 8), date(2024, 3, 7)]
    found = tuple(Candidate(item.title, item, day) for item, day in zip(items, days, strict=True))
    todo = one.open_page("http://a.vn/", Listing(tuple(items)), found)
    assert one.ending() is None
    for candidate in todo:
        one.post_done(candidate, candidate.listed, read=True)
    ending = one.ending()
    assert ending is not None
    assert ending.after == "end"
    more = Candidate("feed", Item("http://a.vn/9", "feed"), date(2024, 5, 1))
    assert one.supplement((more, found[0])) == [more]
    assert (one.page_done, one.ending()) == (False, None)
    one.post_done(more, date(2024, 5, 2), read=True)
    assert (one.page_done, one.differing) == (True, 0)
    step, summary = one.close_page()
    assert step.after == "end"
    assert [entry.entry for entry in summary.entries] == ["p0", "p1", "p2", "feed"]
    assert (summary.newest, summary.oldest, summary.inversions, summary.undated) == (days[0], days[2], 0, 0)


# -- known ground


def ground(posts, last: date = NEW_YEAR, total: int | None = None) -> Ground:
    return Ground(last, frozenset(entry for entry, _, _ in posts), total)


def on_ground(posts, known, **more) -> tuple[Step, int, list[str]]:
    """How a listing of those posts is read by who knows these: the last step, how many pages, which posts."""
    site = Site(posts)
    state = reading(known={entry: day for entry, day, _ in known}, proven=True, ground=ground(known, **more))
    return *site.crawl(state), site.read


def test_a_listing_is_read_back_to_known_ground():
    posts = daily(100, date(2024, 12, 31))
    step, pages, read = on_ground(posts, posts)
    assert (step.after, pages, read) == ("known", 1, [])
    step, pages, read = on_ground(posts, posts[5:])
    assert (step.after, pages, read) == ("known", 2, ["p0", "p1", "p2", "p3", "p4"])
    step, pages, read = on_ground(posts, posts[10:])
    assert (step.after, pages, len(read)) == ("known", 2, 10)


FAR = date(2024, 12, 15)
UNDATED = [("x", None, None), *daily(99)]
ONE_DAY = [(f"p{n}", date(2024, 5, 1), date(2024, 5, 1)) for n in range(40)]
PINNED = [("pinned", date(2024, 2, 1), date(2024, 2, 1)), *daily(100, date(2024, 12, 31))]


@pytest.mark.parametrize(
    ("posts", "known", "more", "pages"),
    [
        pytest.param(daily(100), daily(100), {"last": FAR}, 5, id="until a day that was over when they began"),
        pytest.param(PINNED, PINNED, {}, 11, id="pinned posts: out of order, to the end"),
        pytest.param(ONE_DAY, ONE_DAY, {}, 4, id="posts of one day show no order"),
        pytest.param(UNDATED, UNDATED, {}, 10, id="nor do undated ones"),
        pytest.param(daily(100), daily(100)[:9] + daily(100)[10:], {}, 2, id="one post of a page is new"),
        pytest.param(daily(100), [], {}, 10, id="none is known"),
    ],
)
def test_known_ground_ends_a_reading_only_where_it_joins(posts, known, more, pages):
    _, read, _ = on_ground(posts, known, **more)
    assert read == pages


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_was_posted_since_is_read_before_a_reading_ends_on_known_ground(data):
    """Posts of days after the ground's last are new; whatever their number and days, none is left out."""
    last = date(2024, 6, 30)
    old = daily(60, last)
    spans = data.draw(st.lists(st.integers(0, 3), max_size=40))
    day, fresh = last, []
    for number, days in enumerate(spans):
        day += timedelta(days=days)
        fresh.append((f"new{number}", max(day, last + timedelta(days=1)), None))
    posts = [*sorted(fresh, key=lambda one: one[1], reverse=True), *old]
    step, _, read = on_ground(posts, old, last=last)
    assert step.after in ("known", "end")
    assert {entry for entry, _, _ in fresh} == set(read)


@pytest.mark.parametrize(
    ("before", "now", "after"),
    [(100, 100, "known"), (100, 102, "end"), (100, 99, "end"), (None, 100, "known"), (100, None, "end")],
)
def test_a_pager_that_tells_of_other_posts_than_those_known_leads_on(before, now, after):
    class Telling(Site):
        def page(self, number: int) -> Listing:
            return replace(super().page(number), total=now)

    posts = daily(100, date(2024, 12, 31))
    state = reading(known={e: day for e, day, _ in posts}, proven=True, ground=ground(posts, total=before), wanted=ALL)
    step, _ = Telling(posts).crawl(state)
    assert (step.after or "end") == after  # a total that was not met is a fault of its own
