"""Words about one post's date from several addresses: none is lost, none is kept that its page no longer prints."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from crawler.items import Words
from pipelines.datemerge import marked, places, words_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def stored(text: str, place: str, *entries: str, day: str | None = "2024-03-12"):
    return {"words": text, "place": place, "day": day, "entries": list(entries)}


def test_words_of_other_addresses_stay():
    own = [Words("12/03/2024", "article_line", ".date")]
    found = places(own, [stored("13/03/2024", "listing", "b")], "a", ZONE)
    assert found == {("13/03/2024", "listing"): {"b"}, ("12/03/2024", "article_line"): {"a"}}
    assert words_of(found, own) == [own[0], Words("13/03/2024", "listing")]


def test_an_address_read_again_stands_for_what_it_prints_now():
    before = [stored("12/03/2024", "article_line", "a"), stored("12/03/2024", "listing", "a", "b")]
    found = places([Words("14/03/2024", "article_line")], before, "a", ZONE)
    assert found == {("12/03/2024", "listing"): {"b"}, ("14/03/2024", "article_line"): {"a"}}


def test_words_counted_back_from_an_old_reading_are_left_out():
    assert places([], [stored("2 ngày trước", "listing", "b")], "a", ZONE) == {}


def test_words_that_could_not_be_read_stay():
    assert places([], [stored("đầu xuân", "listing", "b", day=None)], "a", ZONE) == {("đầu xuân", "listing"): {"b"}}


def test_the_same_words_at_two_addresses_are_said_once_for_both():
    own = [Words("12/03/2024", "article_line", ".date")]
    found = places(own, [stored("12/03/2024", "article_line", "b")], "a", ZONE)
    assert words_of(found, own) == own
    shown = marked([{"words": "12/03/2024", "place": "article_line", "used": True}], found)
    assert shown == ({"words": "12/03/2024", "place": "article_line", "used": True, "entries": ["a", "b"]},)


def test_the_order_in_which_addresses_are_read_makes_no_difference():
    a, b = [Words("12/03/2024", "article_line")], [Words("13/03/2024", "article_line")]
    first = places(b, marked([{"words": a[0].text, "place": a[0].place}], places(a, [], "a", ZONE)), "b", ZONE)
    other = places(a, marked([{"words": b[0].text, "place": b[0].place}], places(b, [], "b", ZONE)), "a", ZONE)
    assert first == other
