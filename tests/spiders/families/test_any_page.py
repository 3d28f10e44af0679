"""Any bytes at all as a page: no crash, no hang, no post without a title; a page robbed of its day has none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import LayoutChanged, NotAPost
from crawler.page import Page
from spiders.families.detect import detect
from spiders.families.registry import FAMILIES, GENERIC

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").glob("*/*.html"))
READERS = (*FAMILIES, GENERIC)
TAGS = (
    "<a href=x>",
    "<a href='//['>",
    "<a href=/tin/bai-mot-cua-so-1.html>Bài một của sở</a>",
    *(f"<{name}>" for name in ("li", "table", "tr", "td", "h1", "p", "/div", "/table", "svg", "template", "frameset")),
    *("<rss>", "<urlset>", "<loc>"),
    "<div class=post>",
    "<base href='http://['>",
    "<ul class=pagination>",
    "<li class=active>",
    "12/03/2024",
    "Tin",
)
URL = "https://snv.example.vn/tin/bai-1.html"


def truth(path: Path) -> dict:
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


DATED = [path for path in FIXTURES if truth(path)["kind"] == "article" and truth(path).get("dates")]


def try_all(body: bytes) -> None:
    page = Page(URL, body)
    detect(page)
    for family in READERS:
        for read in (family.listing, family.article):
            try:
                found = read(page)
            except (LayoutChanged, NotAPost):
                continue
            assert found.title or getattr(found, "items", None) or getattr(found, "empty_words", None)
            assert all(item.url and item.title for item in getattr(found, "items", ()))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=800))
def test_bytes(body):
    try_all(body)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(TAGS), max_size=60))
def test_tags_in_any_order(tags):
    try_all(" ".join(tags).encode())


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(FIXTURES), st.integers(0, 4000), st.integers(0, 400), st.sampled_from((b"", b"\x00", b"<", b"\xff"))
)
def test_pages_with_a_piece_cut_out(path, start, length, patch):
    body = path.read_bytes()
    try_all(body[:start] + patch + body[start + length :])


def test_a_deep_page_is_read_in_no_time():
    try_all(b"<div>" * 5000 + b"<a href='/mot-bai-viet-1.html'>Mot bai viet dai</a>")


@pytest.mark.parametrize(
    "body",
    [
        "".join(
            f"<li><h2 class=Title><a href=/tin/bai-{n}.html>Bài viết dài số {n}</a></h2>{n}</li>" for n in range(600)
        ),
        "".join(f"<a href='?p={n}'>{n}</a> " for n in range(1500)),
        "<h1>Tin về một việc</h1>" + "".join(f"<div><p>Ngày {n % 28 + 1}/3/2024.</p></div>" for n in range(1500)),
    ],
)
def test_a_wide_page_is_read_in_no_time(body):
    try_all(body.encode())


@pytest.mark.parametrize("path", DATED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_page_robbed_of_its_day_has_none(path):
    shown = re.sub(r"<time\b.*?</time>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for words, _ in truth(path)["dates"]:
        shown = re.sub(r"(?:<[^>]*>|\s)*".join(map(re.escape, "".join(words.split()))), "", shown)
    shown = re.sub(r' (?:datetime|content)="\d[^"]*"', "", shown)
    page = Page(truth(path)["url"], shown.encode())
    found = detect(page)
    assert (found[0] if found else GENERIC).article(page).dates == ()
