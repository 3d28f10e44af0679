"""The pages of the benchmark with their truth: captured sites, the families' fixtures, the demo's pages."""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from crawler.dates import read
from crawler.demo import plan
from crawler.demo.answers import answer
from crawler.demo.model import Post, Section, Site
from crawler.demo.pages import addresses, on_page, page_count, shape_of
from crawler.errors import LayoutChanged
from crawler.page import Page
from spiders.readers import reader_for
from tests.captured import CAPTURES, NAMES

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIXTURES = Path(__file__).parents[2] / "fixtures"
_NO_FAMILY = ("registry", "mutations", "unseen")
_NO_POST = ("gone", "soft404", "broken")


@dataclass(frozen=True)
class Case:
    """A post's page and its truth. `day` None: the page does not say. `family` reads the page as it was made."""

    source: str
    family: str
    url: str
    html: str
    title: str
    day: date | None
    mutation: str = "as made"


@dataclass(frozen=True)
class Entry:
    """One entry of a list page. `day` None: the page does not say."""

    url: str
    title: str
    day: date | None


@dataclass(frozen=True)
class ListCase:
    """A list page and its entries, in its order.

    `allowed`: entries that lead to other sites, hence to no post. `aliases`: further addresses of an entry's post.
    """

    source: str
    family: str
    url: str
    html: str
    entries: tuple[Entry, ...]
    allowed: frozenset[str] = frozenset()
    aliases: dict[str, str] = field(default_factory=dict)
    mutation: str = "as made"


def family_of(url: str, html: str) -> str:
    return reader_for(Page(url, html.encode())).name


def articles(step: int = 1) -> list[Case]:
    """Every `step`-th article of each source; all fixtures."""
    captured = [case for name in NAMES for case in _captured(name, step)] if CAPTURES.is_dir() else []
    return [*captured, *_fixtures(), *(case for site in _sites() for case in _demo(site, step))]


def listings(step: int = 1) -> list[ListCase]:
    """Every `step`-th list page of each source; all fixtures."""
    captured = [case for name in NAMES for case in _captured_lists(name, step)] if CAPTURES.is_dir() else []
    return [*captured, *_fixture_lists(), *(case for site in _sites() for case in _demo_lists(site, step))]


# -- captured sites


def _rows(name: str, kind: str) -> list[dict]:
    return [json.loads(row) for row in (CAPTURES / name / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]


def _captured(name: str, step: int) -> list[Case]:
    """Each post once, at its own address."""
    files = {row["url"]: row["file"] for row in _rows(name, "pages") if row.get("file")}
    found = []
    for row in _rows(name, "truth")[::step]:
        html = _text(CAPTURES / name / files[row["url"]])
        day = date.fromisoformat(row["published"][:10])
        found.append(Case(name, family_of(row["url"], html), row["url"], html, row["title"], day))
    return found


def _captured_lists(name: str, step: int) -> list[ListCase]:
    """The list pages of the sections. Which posts stand on which page is read from the page as it was made (that whole
    sections come out right is shown by the crawl); their titles and days are the truth's.
    """
    pages, truth = _rows(name, "pages"), _rows(name, "truth")
    posts = {url: row for row in truth for url in (row["url"], *row["other_urls"])}
    for row in pages:
        target = urljoin(row["url"], row["headers"].get("Location", ""))
        if target in posts:
            posts.setdefault(row["url"], posts[target])
    shown = [row for row in pages if row["kind"] == "listing" and row.get("file")]
    return [case for row in shown[::step] if (case := _captured_list(name, row, posts))]


def _captured_list(name: str, row: dict, posts: dict[str, dict]) -> ListCase | None:
    html = _text(CAPTURES / name / row["file"])
    page = Page(row["url"], html.encode())
    reader = reader_for(page)
    try:
        items = reader.listing(page).items
    except LayoutChanged:
        return None  # a page past the end, a category without posts
    known = {item.url: posts[item.url] for item in items if item.url in posts}
    entries = tuple(Entry(url, own["title"], date.fromisoformat(own["published"][:10])) for url, own in known.items())
    return ListCase(name, reader.name, row["url"], html, entries) if entries else None


def _text(file: Path) -> str:
    return gzip.decompress(file.read_bytes()).decode("utf-8")


# -- our own pages


def _truths() -> Iterator[tuple[Path, dict]]:
    for path in sorted(FIXTURES.glob("*/*.html")):
        truth = path.with_suffix(".json")
        if path.parent.name not in _NO_FAMILY and truth.is_file():
            yield path, json.loads(truth.read_text(encoding="utf-8"))


def _fixtures() -> list[Case]:
    """The JSON of a fixture has the words of its days; that they are read right is tests/crawler/test_dates.py's."""
    found = []
    for path, truth in _truths():
        if truth["kind"] != "article" or "dates" not in truth or "title" not in truth:
            continue
        readings = [read(words, ZONE, machine=True) for words, _ in truth["dates"]]
        days = {reading.day for reading in readings if reading}
        html = Page(truth["url"], path.read_bytes()).text
        if len(days) < 2:
            day = next(iter(days), None)
            found.append(Case("fixtures", path.parent.name, truth["url"], html, truth["title"], day))
    return found


def _fixture_lists() -> list[ListCase]:
    found = []
    for path, truth in _truths():
        if truth["kind"] != "listing" or not truth.get("items") or any("whole" in item for item in truth["items"]):
            continue
        entries = []
        for item in truth["items"]:
            reading = read(item["date"], ZONE, machine=True) if item.get("date") else None
            entries.append(Entry(item["url"], item["title"], reading.day if reading else None))
        html = Page(truth["url"], path.read_bytes()).text
        found.append(ListCase("fixtures", path.parent.name, truth["url"], html, tuple(entries)))
    return found


# -- the demo


def _sites() -> list[Site]:
    return [site for site in plan.province().sites if any(section.shape == "listing" for section in site.sections)]


def _demo(site: Site, step: int) -> list[Case]:
    posts = [post for post in site.posts if not any(post.has(trap) for trap in _NO_POST)]
    found = []
    for post in posts[::step]:
        address = shape_of(site).post(site.section(post.sections[0]), post)
        html, url = answer(site, address).body.decode(), site.base + address
        found.append(Case("demo", family_of(url, html), url, html, _title(post), _day(post)))
    return found


def _demo_lists(site: Site, step: int) -> list[ListCase]:
    shown = [
        (section, number)
        for section in site.sections
        for number in range(1, page_count(site, section) + 1)
        if section.shape == "listing" and (section.fault is None or section.fault[0] != number)
    ]
    found = [_demo_list(site, section, number) for section, number in shown[::step]]
    return [case for case in found if case.entries]


def _demo_list(site: Site, section: Section, number: int) -> ListCase:
    address = shape_of(site).listing(section, number)
    html, url = answer(site, address).body.decode(), site.base + address
    entries = tuple(
        Entry(site.base + shape_of(site).post(section, post), _title(post), _day(post) if section.dated else None)
        for post in on_page(site, section, number)
    )
    elsewhere = frozenset(address for _, address in section.foreign)
    aliases = {
        address: site.base + shape_of(site).post(section, post)
        for post in on_page(site, section, number)
        for address in addresses(site, post)
    }
    return ListCase("demo", family_of(url, html), url, html, entries, elsewhere, aliases)


def _title(post: Post) -> str:
    return unicodedata.normalize("NFC", post.text.title)


def _day(post: Post) -> date | None:
    return None if post.has("undated") else post.at.date()
