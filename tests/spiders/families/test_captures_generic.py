"""The generic reader on pages that real CMSs made (`../shared/captures`), as if their families were not known.

Run with `-s` for the figures of each capture.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import pytest

from crawler.dates import read
from crawler.errors import LayoutChanged
from crawler.page import Page
from spiders.families.detect import detect
from spiders.families.registry import GENERIC

CAPTURES = Path(os.environ.get("CCHC_SHARED") or Path(__file__).parents[4] / "shared") / "captures"
NAMES = ("nukeviet", "nukeviet-egov", "joomla3", "joomla5", "drupal7", "drupal9")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# A category without posts, which says nothing.
UNSURE = {"http://127.0.4.4:8204/vi/news/thong-tin-thong-ke/"}
# At least so many entries of the lists have their day read.
DATED = {
    "nukeviet": 49, "nukeviet-egov": 39, "joomla3": 57, "joomla5": 57, "drupal7": 71, "drupal9": 139,
}  # fmt: skip
BANNER = "<div class=x>Thứ tư, ngày 25/11/2026</div>"

pytestmark = pytest.mark.skipif(not CAPTURES.is_dir(), reason=f"no captured pages at {CAPTURES}")


def rows(name: str, kind: str) -> list[dict]:
    return [json.loads(row) for row in (CAPTURES / name / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]


def pages(name: str) -> dict[str, Page]:
    kept = {row["url"]: row["file"] for row in rows(name, "pages") if row.get("file")}
    return {url: Page(url, gzip.decompress((CAPTURES / name / file).read_bytes())) for url, file in kept.items()}


def days(page: Page, reader=GENERIC) -> set[str]:
    readings = [read(words.text, ZONE, machine=True) for words in reader.article(page).dates]
    return {reading.day.isoformat() for reading in readings if reading}


@pytest.mark.parametrize("name", NAMES)
def test_articles(name):
    shown = pages(name)
    for row in rows(name, "truth")[::3]:
        article = GENERIC.article(shown[row["url"]])
        assert article.title == row["title"], row["url"]
        assert len(article.body) > 50, row["url"]
        assert days(shown[row["url"]]) == {row["published"][:10]}, row["url"]


@pytest.mark.parametrize("name", NAMES)
def test_sections(name):
    shown, truth = pages(name), rows(name, "truth")
    own = {url: row["url"] for row in truth for url in (row["url"], *row["other_urls"])}
    for row in rows(name, "pages"):
        target = urljoin(row["url"], row["headers"].get("Location", ""))
        own.setdefault(row["url"], own.get(target, row["url"]))
    dated = 0
    for section in json.loads((CAPTURES / name / "about.json").read_text(encoding="utf-8"))["sections"]:
        url = section["url"]
        if url in UNSURE:
            with pytest.raises(LayoutChanged):
                GENERIC.listing(shown[url])
            continue
        want = {row["url"]: row["published"][:10] for row in truth if url in (row["section"], *row["also_in"])}
        found = {}
        here = url
        while here:
            listing = GENERIC.listing(shown[here])
            found |= {own.get(item.url, item.url): item.date for item in listing.items}
            here = listing.next.url if listing.next else None
        assert found.keys() == want.keys(), url
        for post, words in found.items():
            reading = read(words.text, ZONE) if words else None
            assert reading is None or reading.day.isoformat() == want[post], post
            dated += reading is not None
    assert dated >= DATED[name]


@pytest.mark.parametrize("name", NAMES)
def test_pages_robbed_of_their_day_have_none(name):
    shown = pages(name)
    for row in rows(name, "truth")[::5]:
        page = shown[row["url"]]
        found = detect(page)
        assert found is not None
        text = page.text
        for words in (*found[0].article(page).dates, *GENERIC.article(page).dates):
            text = re.sub(r"(?:<[^>]*>|\s|&nbsp;)*".join(map(re.escape, "".join(words.text.split()))), "", text)
        text = re.sub(r"<time\b.*?</time>", "", text, flags=re.DOTALL).replace(row["published"][:10], "")
        robbed = Page(page.url, re.sub(r"(<body[^>]*>)", rf"\1{BANNER}", text).encode())
        assert [days(robbed, reader) for reader in (found[0], GENERIC)] == [set(), set()], row["url"]


@pytest.mark.parametrize("name", NAMES)
def test_pages_whose_names_changed_are_right_or_refused(name):
    shown = pages(name)
    for row in rows(name, "truth")[::5]:
        page = shown[row["url"]]
        found = detect(page)
        assert found is not None
        text = re.sub(r"\b(class|id)=([\"'])(.*?)\2", lambda match: f'{match[1]}="x{len(match[3])}"', page.text)
        text = re.sub(r"(<body[^>]*>)", rf"\1{BANNER}", text)
        renamed = Page(page.url, text.encode())
        for reader in (found[0], GENERIC):
            assert reader.article(renamed).title == row["title"], row["url"]
            assert days(renamed, reader) <= {row["published"][:10]}, row["url"]


def box(origin: str) -> str:
    """A fuller list of other posts, with days, in no named place."""
    entry = (
        '<li><a href="{0}/muc-khac/tin-cu-so-{1}.html">Một tin cũ khác của cơ quan số {1}</a> <i>{1}/11/2020</i></li>'
    )
    return f"<div><ul>{''.join(entry.format(origin, number) for number in range(10, 25))}</ul></div>"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("renamed", [False, True])
def test_lists_are_right_or_refused_beside_a_fuller_one(name, renamed):
    shown = pages(name)
    for section in json.loads((CAPTURES / name / "about.json").read_text(encoding="utf-8"))["sections"]:
        page = shown[section["url"]]
        found = detect(page)
        assert found is not None
        text = re.sub(r"(<body[^>]*>)", rf"\1{box('/'.join(page.url.split('/')[:3]))}", page.text)
        if renamed:
            text = re.sub(r"\b(class|id)=([\"'])(.*?)\2", lambda match: f'{match[1]}="x{len(match[3])}"', text)
        try:
            want = {item.url for item in found[0].listing(page).items}
            got = {item.url for item in GENERIC.listing(Page(page.url, text.encode())).items}
        except LayoutChanged:
            continue
        assert got == want, section["url"]
