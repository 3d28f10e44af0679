"""Sites whose templates no reader was written for: of known CMSs under other names, beside clocks, boxes, other posts.

The pages are made up to mislead: a wrong day, a post of a side box or a related post in the text would be an error.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler import identity
from crawler.errors import LayoutChanged
from crawler.items import Words
from crawler.page import Page
from crawler.text import clean
from pipelines.dates import choose
from spiders.readers import reader_for

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 25, 3, 15, 5, tzinfo=UTC)
PAGES = sorted((Path(__file__).parents[2] / "fixtures" / "unseen").glob("*.html"))
TRUTH = {path: json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) for path in PAGES}
OTHER_POSTS = ("Phát động thi đua chào mừng", "Hội nghị giao ban công tác quý I", "Tập huấn kỹ năng số cho cán bộ")


def of(kind: str) -> list[Path]:
    return [path for path, truth in TRUTH.items() if truth["kind"] == kind]


def page_of(path: Path) -> Page:
    return Page(TRUTH[path]["url"], path.read_bytes())


def day(words: tuple[Words, ...]) -> str | None:
    found = choose(words, ZONE, now=NOW).day
    return found.isoformat() if found else None


@pytest.mark.parametrize("path", of("article"), ids=lambda path: path.stem)
def test_a_post(path):
    page, truth = page_of(path), TRUTH[path]
    post = reader_for(page).article(page)
    assert (clean(post.title), day(post.dates)) == (truth["title"], truth["day"])
    assert "kiến nghị giải pháp" in post.body
    assert not [title for title in OTHER_POSTS if title in post.body and title not in truth["title"]]


@pytest.mark.parametrize("path", of("listing"), ids=lambda path: path.stem)
def test_a_list(path):
    page, truth = page_of(path), TRUTH[path]
    listing = reader_for(page).listing(page)
    found = {identity.key(item.url): day((item.date,) if item.date else ()) for item in listing.items}
    assert found == {identity.key(url): listed for url, listed in truth["entries"].items()}
    assert (listing.next is not None) == truth["leads_on"]


@pytest.mark.parametrize("path", of("changed"), ids=lambda path: path.stem)
def test_a_list_that_a_script_fetches_is_none(path):
    page = page_of(path)
    with pytest.raises(LayoutChanged):
        reader_for(page).listing(page)
