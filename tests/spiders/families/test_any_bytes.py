"""Our pages with their bytes mangled, read as a crawl reads them: an answer or a refusal, within a second."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.errors import LayoutChanged, NotAPost
from crawler.page import Page
from pipelines.dates import choose
from spiders.readers import reader_for

PAGES = sorted((Path(__file__).parents[2] / "fixtures").glob("*/*.html"))
URLS = {path: json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["url"] for path in PAGES}
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 25, 9, tzinfo=ZONE)
LONGEST = 1.0  # seconds of processor time
PIECES = (
    b"<",
    b">",
    b'"',
    b"\x00",
    b"\xff\xfe",
    b"\xe1\xbb",
    b"&#x110000;",
    b"<!--",
    b"]]>",
    b"<table><td>",
    b"</div>" * 9,
)


@st.composite
def mangled(draw: st.DrawFn) -> tuple[str, bytes]:
    """A page cut, with chunks twice, in each other's place, or of another page, and bytes thrown in."""
    path = draw(st.sampled_from(PAGES))
    body = path.read_bytes()
    for _ in range(draw(st.integers(1, 5))):
        start, end = sorted((draw(st.integers(0, len(body))), draw(st.integers(0, len(body)))))
        chunk = body[start:end]
        body = draw(
            st.sampled_from(
                (
                    body[:start] + body[end:],
                    body[:end] + chunk + body[end:],
                    chunk + body[:start] + body[end:],
                    body[:start] + draw(st.sampled_from(PIECES)) * draw(st.integers(1, 50)) + body[start:],
                    body[:start] + draw(st.binary(max_size=30)) + body[end:],
                    body[:start] + draw(st.sampled_from(PAGES)).read_bytes() + body[end:],
                    body.replace(b"div", draw(st.sampled_from((b"table", b"li", b"a", b"template", b"select")))),
                )
            )
        )[:200_000]
    return URLS[path], body


def read(url: str, body: bytes, pinned: str | None = None) -> None:
    page = Page(url, body)
    for kind in ("listing", "article"):
        try:
            reader = reader_for(page, pinned=pinned)
            found = reader.listing(page) if kind == "listing" else reader.article(page)
        except (LayoutChanged, NotAPost):
            continue
        if kind == "article":
            assert found.title
            choose(found.dates, ZONE, now=NOW, family=reader.name)
        else:
            assert all(item.url and item.title for item in found.items)
            for item in found.items:
                choose((item.date,) if item.date else (), ZONE, now=NOW)


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(mangled())
def test_mangled_pages_are_read_or_refused_in_time(page):
    begun = process_time()
    read(*page)
    assert process_time() - begun < LONGEST


@pytest.mark.parametrize(
    "unit", [b"<div>", b"<a href=/x-1.html>mot bai viet dai</a>", b"<table><tr><td>", b"12/03/2024 ", b"<time>"]
)
def test_a_page_of_one_thing_is_read_or_refused_in_time(unit):
    begun = process_time()
    read("https://snv.example.vn/tin/bai-1.html", b"<html><body><h1>Tin cua so</h1>" + unit * (100_000 // len(unit)))
    assert process_time() - begun < 2 * LONGEST  # two readings of 100 kB
