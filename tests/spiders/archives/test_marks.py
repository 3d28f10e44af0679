"""What a saved page says of itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from spiders.archives.marks import Mark, mark_of, own_word, parcel_of

MOMENT = datetime(2024, 7, 10, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        (b"<!-- saved from url=(0022)https://snv.vn/tin/a-1 -->", Mark("https://snv.vn/tin/a-1")),
        (
            b"<!doctype html>\r\n<!-- saved from url=(0022)https://snv.vn/tin?a=1&amp;b=2 -->",
            Mark("https://snv.vn/tin?a=1&b=2"),
        ),
        (
            b"<!-- Mirrored from snv.vn/tin/ by HTTrack Website Copier/3.x [XR&CO'2014], "
            b"Wed, 10 Jul 2024 03:00:00 GMT -->",
            Mark("http://snv.vn/tin/", MOMENT),
        ),
        (
            b"<!--\n Page saved with SingleFile \n url: https://snv.vn/tin/ \n"
            b" saved date: Wed Jul 10 2024 10:00:00 GMT+0700 (Indochina Time)\n-->",
            Mark("https://snv.vn/tin/", MOMENT),
        ),
        (b"<!-- saved from url=(0014)about:internet -->", None),
        (b'<link rel="canonical" href="https://snv.vn/">', None),
    ],
)
def test_what_saved_the_page_says_where_from(head, mark):
    assert mark_of(head) == mark


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (b'<link href="https://snv.vn/a" rel="canonical">', "https://snv.vn/a"),
        (b'<meta content="https://snv.vn/b" property="og:url">', "https://snv.vn/b"),
        (b'<base href="https://snv.vn/c/">', "https://snv.vn/c/"),
        (b'<link rel="canonical" href="/a"><meta property="og:url" content="https://snv.vn/b">', "https://snv.vn/b"),
    ],
)
def test_the_page_s_own_word_is_never_sure(head, url):
    assert own_word(head) == Mark(url, sure=False)


@pytest.mark.parametrize("content", [b"", b"\xff\x00rubbish", b"Content-Type: text/html\n\n<p>x</p>"])
def test_what_is_no_parcel_is_none(content):
    assert parcel_of(content) is None
