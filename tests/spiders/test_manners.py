"""How sites are spared: waits that they ask for, refusals and silence in a row, their time, the registry's hours."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from crawler import settings
from crawler.found import FailedPost
from crawler.jobs.crawl import run_spider
from crawler.registry.window import window
from crawler.store import crawls, open_store
from spiders.manners import retry_after
from tests.crawler.jobs.test_crawl import MARCH, SECTION, Province, causes
from tests.hostile.server import Asked, Writer, hostile, reset, send
from tests.sites.pages import registry_text, site_of
from tests.sites.server import Answer, serving

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def province(tmp_path):
    return Province(tmp_path)


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Wed, 25 Nov 2026 08:02:00 GMT", 120),
        ("Wed, 25 Nov 2026 07:00:00 GMT", 0),
        ("Wednesday, 25-Nov-26 08:02:00 GMT", 120),
        ("99999999999999999999", 999999999),
        ("-5", None),
        ("1.5", None),
        ("١٢", None),
        ("soon", None),
        ("", None),
    ],
)
def test_what_retry_after_asks_for(words, seconds):
    assert retry_after(words, NOW) == seconds


class Busy:
    """A site whose post `path` says 503 or 429 once; when each request came."""

    def __init__(self, path: str, answer: Answer) -> None:
        self.path, self.answer, self.times = path, answer, []

    def __call__(self, path: str) -> Answer:
        self.times.append((time.monotonic(), path))
        said = [one for _, one in self.times].count(path)
        return self.answer if path == self.path and said == 1 else Answer(site_of(MARCH)[path])


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("dated", [False, True])
def test_a_site_that_asks_for_time_is_asked_for_nothing_until_then(province, status, dated):
    words = "2"
    if dated:
        words = (datetime.now(UTC) + timedelta(seconds=8)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    busy = Busy(MARCH[3].path, Answer("", status, {"Retry-After": words}))
    with serving(dict.fromkeys(site_of(MARCH), busy)) as site:
        text = registry_text({"snv": [f"url: {site.url}{SECTION}"]})
        province.registry.write_text(text.replace("retries: 0", "retries: 1"), encoding="utf-8")
        outcome = province.crawl()
    assert (outcome.complete, outcome.posts) == (True, 25)
    times = [at for at, _ in busy.times]
    assert 1.5 < max(later - earlier for earlier, later in pairwise(times)) < 9


def test_a_site_that_asks_for_too_much_time_is_left_alone_until_the_next_crawl(province):
    routes = dict(site_of(MARCH)) | {f"{SECTION}page-2/": Answer("", 503, {"Retry-After": "3600"})}
    with serving(routes) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}", f"url: {site.url}/vi/news/khac/"]})
        outcome = province.crawl()
        hits = list(site.hits)
    assert hits[-1] == f"{SECTION}page-2/"
    assert not outcome.complete
    assert ("snv", "failed") in causes(outcome)


def refusing_posts(count: int, status: int = 403) -> dict[str, object]:
    return dict(site_of(MARCH)) | {post.path: Answer("cấm", status) for post in MARCH[:count]}


@pytest.mark.parametrize("status", sorted({403, 429, 503}))
def test_a_site_that_refuses_five_times_in_a_row_is_left_alone(province, status):
    with serving(refusing_posts(10, status)) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
        hits = [path for path in site.hits if path.endswith(".html")]
    assert len(hits) == settings.CCHC_MOST_REFUSALS
    assert not outcome.complete
    failed = failures(province)
    assert [word for word in failed if word.startswith(f"http_{status}")] == [failed[0]] * 5
    assert any(word.startswith("left_alone") and "5 lần liền" in word for word in failed)
    assert province.quota().verdict == "undetermined"


def failures(province: Province) -> list[str]:
    store = open_store(province.db)
    rows = [row["detail"] for row in store.query("SELECT detail FROM coverage WHERE kind = 'post' ORDER BY id")]
    store.close()
    return rows


def test_refusals_that_stand_alone_leave_the_rest_of_the_site_open(province):
    routes = dict(site_of(MARCH)) | {post.path: Answer("cấm", 403) for post in MARCH[::2]}
    with serving(routes) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
    assert (outcome.posts, outcome.failed_posts) == (12, 13)


@pytest.mark.parametrize(("detail", "held"), [("http_403 x", True), ("left_alone x", False), ("outside_window", False)])
def test_posts_that_were_never_asked_for_are_not_held_as_failed(tmp_path, detail, held):
    """On three days the post's page failed, or its site was left alone."""
    store = open_store(tmp_path / "cchc.db")
    store.execute("PRAGMA foreign_keys = OFF")
    for day in (1, 2, 3):
        page = FailedPost("c", "s", 1, NOW + timedelta(days=day), "http://a.vn/1", "a.vn/1", 403, "failed", detail)
        crawls.add_failed_post(store, page)
    assert bool(crawls._causes(store, UTC)) == held
    store.close()


async def silent(asked: Asked, writer: Writer) -> None:
    if asked.path.endswith(".html"):
        reset(writer)
    else:
        page = site_of(MARCH).get(asked.path)
        await send(writer, page or "không có", 200 if page else 404)


def test_a_site_that_does_not_answer_ten_times_in_a_row_is_left_alone(province):
    with hostile(silent) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
        hits = [path for path in site.hits if path.endswith(".html")]
    assert settings.CCHC_MOST_FAILURES <= len(hits) <= settings.CCHC_MOST_FAILURES + 2  # those that were under way
    assert not outcome.complete


def spider(province: Province, **more: object) -> None:
    own = {"CCHC_REGISTRY": str(province.registry), "CCHC_DB": str(province.db), "CCHC_EVENTS": True}
    run_spider({**own, "LOG_LEVEL": "CRITICAL", **more}, {"agency": "snv"})


def details(province: Province) -> list[str]:
    store = open_store(province.db)
    rows = [row["detail"] for row in store.query("SELECT detail FROM coverage WHERE kind <> 'post' ORDER BY id")]
    store.close()
    return rows


def test_a_site_has_its_time_and_no_more(province):
    with serving(site_of(MARCH)) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        spider(province, CCHC_MOST_SITE_SECONDS=0)
    assert [word.split()[0] for word in details(province)] == ["site_time"]


@pytest.mark.parametrize("opened", [True, False])
def test_outside_the_registry_s_hours_nothing_is_asked(province, opened):
    now = datetime.now(ZONE)
    hours = [now + timedelta(hours=number) for number in ((-1, 1) if opened else (2, 4))]
    crawl = f", window: '{hours[0]:%H:%M}-{hours[1]:%H:%M}'"
    with serving(site_of(MARCH)) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]}, crawl=crawl)
        outcome = province.crawl()
        hits = list(site.hits)
    assert bool(hits) == opened
    if not opened:
        assert causes(outcome) == [("snv", "refused")]
        assert outcome.shortfalls[0].causes[0].detail.startswith("outside_window")
        assert not any(cell.complete for cell in province.quota().periods.values())


@pytest.mark.parametrize(
    ("text", "clock", "held"),
    [
        ("22:00-05:00", "22:00", True),
        ("22:00-05:00", "03:59", True),
        ("22:00-05:00", "05:00", False),
        ("22:00-05:00", "12:00", False),
        ("08:00-17:30", "17:29", True),
        ("08:00-17:30", "17:30", False),
        ("08:00-17:30", "07:59", False),
    ],
)
def test_hours_may_go_over_midnight_in_the_province_s_zone(text, clock, held):
    moment = datetime.fromisoformat(f"2026-11-25T{clock}:00").replace(tzinfo=ZONE).astimezone(UTC)
    found = window(text, ZONE)
    assert found is not None
    assert found.holds(moment) == held


@pytest.mark.parametrize("text", ["", "22-05", "24:00-05:00", "22:60-05:00", "5:00-6:00", "05:00-05:00", "22:00–05:00"])
def test_what_is_no_hours(text):
    assert window(text, ZONE) is None
