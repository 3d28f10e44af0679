"""Which capture answers a request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from spiders.archives.captures import MOST_READINGS, Capture, Index, read, thinned, unwrapped, write

NOW = datetime(2024, 7, 10, 3, tzinfo=UTC)


def capture(url: str = "http://snv.vn/a", day: int = 0, status: int = 200, digest: str = "") -> Capture:
    return Capture(url, NOW + timedelta(days=day), status, "archive", "warc", f"{day}", digest=digest)


@pytest.mark.parametrize(
    ("address", "url", "time"),
    [
        ("https://web.archive.org/web/20240710030000/http://snv.vn/a?b=1", "http://snv.vn/a?b=1", NOW),
        ("https://web.archive.org/web/20240710030000id_/https://snv.vn/", "https://snv.vn/", NOW),
        ("http://localhost:8080/coll/20240710030000mp_/http://snv.vn/", "http://snv.vn/", NOW),
        ("/web/2024/http:/snv.vn/a", "http://snv.vn/a", None),
        ("https://web.archive.org/web/20249910030000/http://snv.vn/a", "http://snv.vn/a", None),
        ("https://snv.vn/web/tin", "https://snv.vn/web/tin", None),
        ("https://snv.vn/chia-se?u=http://x.vn/2024/http", "https://snv.vn/chia-se?u=http://x.vn/2024/http", None),
    ],
)
def test_a_web_archives_own_address_is_taken_apart(address, url, time):
    assert unwrapped(address) == (url, time)


@pytest.mark.parametrize(
    ("asked", "held", "found"),
    [
        ("https://www.snv.vn/tin/", "http://snv.vn/tin", True),
        ("http://snv.vn/tin?a=1&b=2", "http://snv.vn/tin?b=2&a=1", True),
        ("http://snv.vn/tin?page=2", "http://snv.vn/tin?page=3", False),
        ("http://snv.vn/vi/tin/", "http://snv.vn/en/tin/", False),
        ("http://snv.vn/tin/", "http://snv.vn/tin/?language=en", False),
        ("http://snv.vn/tin", "http://snv.vn/tin.html", False),
        ("http://snv.vn:8080/tin", "http://snv.vn/tin", False),
    ],
)
def test_a_list_page_is_answered_by_its_own_address_alone(asked, held, found):
    assert bool(Index([capture(held)]).listings(asked)) is found


@pytest.mark.parametrize(
    "held", ["http://snv.vn/vi/a-1.html", "http://snv.vn/print/a-1", "https://www.snv.vn/a-1?print=1"]
)
def test_a_post_may_be_answered_by_another_spelling_of_its_address(held):
    assert Index([capture(held)]).post("http://snv.vn/a-1", NOW) == capture(held)
    own = capture("http://snv.vn/a-1", -30)
    assert Index([capture(held), own]).post("http://snv.vn/a-1", NOW) == own


@pytest.mark.parametrize(
    ("days", "chosen"),
    [([0, 5, 9], 0), ([-9, 5, 9], 5), ([-9, -5], -5), ([-3, 0], 0)],
)
def test_a_post_is_taken_as_it_was_when_its_listing_was_saved_or_soonest_after(days, chosen):
    assert Index([capture(day=day) for day in days]).post("http://snv.vn/a", NOW) == capture(day=chosen)


def test_an_answer_that_is_a_page_is_preferred_to_a_redirect_and_that_to_an_error():
    page, led, gone = capture(day=-5), capture(day=1, status=301), capture(day=0, status=404)
    assert Index([page, led, gone]).post(page.url, NOW) == page
    assert Index([led, gone]).post(page.url, NOW) == led
    assert Index([gone]).post(page.url, NOW) == gone


def test_a_listing_is_read_newest_first_and_never_twice_the_same():
    held = [
        capture(day=0, digest="a"),
        capture(day=1, digest="b"),
        capture(day=2, digest="b"),
        capture(day=3, status=503),
    ]
    assert [one.digest for one in Index(held).readings("http://snv.vn/a")] == ["b", "a"]


@pytest.mark.parametrize(("step", "span"), [(0.1, 40), (1, 59), (1, 400), (7, 2800), (1, 3000)])
def test_many_readings_are_thinned_evenly_from_the_newest(step, span):
    held = [capture(day=-place * step) for place in range(int(span / step))]
    kept = thinned(held)
    assert kept[0] == held[0]
    assert 1 < len(kept) <= MOST_READINGS
    assert kept == sorted(kept, key=lambda one: one.time, reverse=True)


def test_captures_are_written_and_read_back(tmp_path):
    held = [capture(), Capture("http://snv.vn/đ", None, 200, "export", "file", "f", sure=False, alias=True)]
    write(held, tmp_path / "x")
    assert list(read(tmp_path / "x")) == held
