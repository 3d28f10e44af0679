"""The families on pages that real CMSs made (`../shared/captures`): each post's title and day, each section's walk.

Run with `-s` for the figures of each capture.
"""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from functools import cached_property
from pathlib import Path
from time import perf_counter
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import pytest

from crawler.dates import read
from crawler.errors import LayoutChanged
from crawler.page import Page
from crawler.text import clean
from spiders.families.detect import detect

CAPTURES = Path(os.environ.get("CCHC_SHARED") or Path(__file__).parents[4] / "shared") / "captures"
FAMILIES = {
    "nukeviet": "nukeviet",
    "nukeviet-egov": "nukeviet",
    "joomla3": "joomla",
    "joomla5": "joomla",
    "drupal7": "drupal",
    "drupal9": "drupal",
}
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# A category without posts: eGovernment prints an empty box and not a word.
SILENT = {"http://127.0.4.4:8204/vi/news/thong-tin-thong-ke/"}
# Its second page answers with the first one again (a fault of the CMS): two documents are out of reach.
REPEATS = "http://127.0.4.4:8204/vi/laws/Cong-van/"

pytestmark = pytest.mark.skipif(not CAPTURES.is_dir(), reason=f"no captured pages at {CAPTURES}")


class Capture:
    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = CAPTURES / name
        self.pages = {row["url"]: row for row in self.rows("pages")}
        self.truth = self.rows("truth")

    def rows(self, name: str) -> list[dict]:
        return [json.loads(row) for row in (self.folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]

    def page(self, url: str) -> Page:
        return Page(url, gzip.decompress((self.folder / self.pages[url]["file"]).read_bytes()))

    def family(self, page: Page):
        found = detect(page)
        assert found is not None
        assert found[0].name == FAMILIES[self.name]
        return found[0]

    @cached_property
    def canonical(self) -> dict[str, str]:
        """Every known address of a post -> its own, redirects followed."""
        own = {url: row["url"] for row in self.truth for url in (row["url"], *row["other_urls"])}
        for url, row in self.pages.items():
            target = urljoin(url, row["headers"].get("Location", ""))
            if url != target and target in own:
                own.setdefault(url, own[target])
        return own

    def walk(self, start: str) -> list:
        """The items of a section's pages, through their links to the next one."""
        items, url, seen = [], start, set()
        while url and url not in seen:
            seen.add(url)
            page = self.page(url)
            listing = self.family(page).listing(page)
            items += listing.items
            url = listing.next.url if listing.next else None
        return items

    def sections(self) -> list[str]:
        return [row["url"] for row in json.loads((self.folder / "about.json").read_text(encoding="utf-8"))["sections"]]


@pytest.fixture(scope="module", params=FAMILIES)
def capture(request):
    return Capture(request.param)


def day(words: str) -> str | None:
    reading = read(words, ZONE)
    return reading.day.isoformat() if reading else None


def test_articles(capture):
    figures: Counter[str] = Counter()
    spent = 0.0
    for row in capture.truth:
        ids = set()
        for url in (row["url"], *row["other_urls"]):
            if not capture.pages.get(url, {}).get("file"):
                continue
            page = capture.page(url)
            start = perf_counter()
            article = capture.family(page).article(page)
            spent += perf_counter() - start
            assert article.title == row["title"], url
            assert len(article.body) > 50, url
            own = [words.text for words in article.dates if words.place == "article_line"]
            assert [day(words) for words in own] == [row["published"][:10]], url
            assert {day(words.text) for words in article.dates} == {row["published"][:10]}, url
            ids.add(article.article_id)
            figures["pages"] += 1
        assert len(ids) == 1, row["url"]
        assert ids != {""}, row["url"]
        figures["posts"] += 1
    mean = 1000 * spent / figures["pages"]
    print(
        f"\n{capture.name}: {figures['posts']} posts on {figures['pages']} pages, titles and days exact, {mean:.2f} ms"
    )


def test_bodies_hold_no_page_furniture(capture):
    for row in capture.truth:
        page = capture.page(row["url"])
        body = capture.family(page).article(page).body
        for words in ("Bình luận", "Tags", "Đăng nhập", "Log in", "Lượt xem", "In bài này", "Tin cũ hơn", "Trang sau"):
            assert words not in body, (row["url"], words)
        assert row["title"] not in body.splitlines(), row["url"]


def test_sections(capture):
    lines, with_a_day = [], 0
    for section in capture.sections():
        if section in SILENT:
            page = capture.page(section)
            with pytest.raises(LayoutChanged):
                capture.family(page).listing(page)
            continue
        want = {row["url"]: row for row in capture.truth if section in (row["section"], *row["also_in"])}
        items = capture.walk(section)
        found = Counter(capture.canonical.get(item.url, item.url) for item in items)
        assert found == Counter(want.keys()), section
        dated = 0
        for item in items:
            row = want[capture.canonical[item.url]]
            assert item.title == row["title"], item.url
            assert item.date is None or day(item.date.text) == row["published"][:10], (item.url, item.date)
            dated += item.date is not None
        lines.append(f"  {section}: {len(found)} of {len(want)} posts, none twice, none else, {dated} with a day")
        with_a_day += dated
    print("", capture.name, *lines, sep="\n")
    assert with_a_day >= LISTED_DAYS[capture.name]


# At least so many entries of the lists have their day read.
LISTED_DAYS = {
    "nukeviet": 49, "nukeviet-egov": 39, "joomla3": 57, "joomla5": 57, "drupal7": 71, "drupal9": 139,
}  # fmt: skip
# Lists whose every entry shows its publication day; the others show none, or that of a draft or a change.
DATED = {
    "nukeviet": {"cai-cach-hanh-chinh/", "kiem-soat-thu-tuc-hanh-chinh/"},
    "joomla3": {"cai-cach-hanh-chinh.html", "tin-tuc-su-kien.html"},
    "joomla5": {"cai-cach-hanh-chinh", "tin-tuc-su-kien"},
    "drupal7": {"chuyen-muc/cai-cach-hanh-chinh", "chuyen-muc/tin-tuc-su-kien"},
    "drupal9": {"vi/chuyen-muc/cai-cach-hanh-chinh", "vi/chuyen-muc/tin-tuc-su-kien", "vi/tin-tong-hop"},
    "nukeviet-egov": {"vi/news/tin-hoat-dong/", "vi/news/chi-dao-dieu-hanh/"},
}
UNDATED = {
    "nukeviet": {"tin-tuc-su-kien/"},
    "joomla3": {"thong-bao.html"},
    "joomla5": {"thong-bao"},
    "nukeviet-egov": {"vi/news/cai-cach-hanh-chinh/"},
}


def test_listing_days(capture):
    origin = capture.sections()[0].split("/", 3)[:3]
    for names, dated in ((DATED, True), (UNDATED, False)):
        for name in names.get(capture.name, ()):
            items = capture.walk("/".join([*origin, name]))
            assert {item.date is not None for item in items} == {dated}, name


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("drupal7", "http://127.0.4.3:8203/chuyen-muc/cai-cach-hanh-chinh?page=99"),
        ("joomla3", "http://127.0.4.2:8202/cai-cach-hanh-chinh.html?start=990"),
        ("joomla5", "http://127.0.4.6:8206/cai-cach-hanh-chinh?start=990"),
    ],
)
def test_a_page_past_the_end_leads_nowhere(name, url):
    page = (capture := Capture(name)).page(url)
    assert capture.family(page).listing(page).next is None


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("drupal9", "http://127.0.4.5:8205/vi/tin-tong-hop?page=99"),
        ("nukeviet-egov", "http://127.0.4.4:8204/vi/news/cai-cach-hanh-chinh/page-99/"),
    ],
)
def test_an_empty_page_that_does_not_say_so_is_a_changed_layout(name, url):
    page = (capture := Capture(name)).page(url)
    with pytest.raises(LayoutChanged):
        capture.family(page).listing(page)


def test_documents():
    capture = Capture("nukeviet-egov")
    documents = capture.rows("documents")
    for row in documents:
        page = capture.page(row["url"])
        article = capture.family(page).article(page)
        year, month, day_of_month = row["issued"].split("-")
        assert article.title == clean(row["title"]), row["url"]
        assert row["number"] in article.body, row["url"]
        assert f"Ngày ban hành {day_of_month}/{month}/{year}" in article.body, row["url"]
        assert article.dates == (), row["url"]
        assert article.attachments, row["url"]
        assert article.article_id.startswith("laws-"), row["url"]
    for section in sorted({section for row in documents for section in (row["section"], *row["also_in"])} - {REPEATS}):
        want = {row["url"] for row in documents if section in (row["section"], *row["also_in"])}
        assert Counter(item.url for item in capture.walk(section)) == Counter(want), section
