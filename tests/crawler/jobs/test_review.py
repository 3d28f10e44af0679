"""Decisions over whole crawls of small sites: what they change, and that they last."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from crawler.errors import BadInput
from crawler.jobs.count import count
from crawler.jobs.crawl import crawl
from crawler.jobs.posts import posts
from crawler.jobs.reclassify import preview, store_verdicts
from crawler.jobs.review import log, rule, waiting
from crawler.jobs.ruling import Ruling
from crawler.posts import PostRow
from crawler.store import open_store
from tests.sites.pages import TEXT, Post, post_page, registry_text, site_of
from tests.sites.server import Site, serving

SECTION = "/vi/news/cchc/"
OTHER = (
    "Giải bóng đá của xã khai mạc chiều qua với tám đội tham gia, khán giả đến rất đông và cổ vũ nồng nhiệt suốt trận."
)
MARCH = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in (6, 5, 4, 3)]
SPORT = Post(2, "Giải bóng đá xã", "02/03/2024", OTHER)


class Desk:
    """A registry, a store and a site, worked on as an inspector would."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.registry, self.db, self.site = folder / "site_registry.yaml", folder / "cchc.db", site
        text = registry_text({"snv": [f"url: {site.url}{SECTION}"]})
        self.registry.write_text(text, encoding="utf-8")

    def crawl(self, **options: object) -> None:
        crawl(self.registry, self.db, log_level="ERROR", **options)  # type: ignore[arg-type]

    def decide(self, post: Post, action: str, value: str = "", who: str = "An", **more: str):
        ruling = Ruling(action, value, who, f"vì {action}", **more)
        return rule(self.registry, self.db, f"{self.site.url}{post.path}", ruling)

    def row(self, post: Post) -> PostRow:
        rows = posts(self.registry, self.db, status="all")
        return next(row for row in rows if row.url.endswith(post.path))

    def cell(self, period: str = "2024-03") -> tuple[int, int]:
        counts = count(self.registry, self.db, as_of=date(2024, 12, 31))
        one = counts.agencies[0].quotas[0].periods[period]
        return one.count, one.review


@pytest.fixture
def desk(tmp_path):
    with serving(site_of([*MARCH, SPORT])) as site:
        made = Desk(tmp_path, site)
        made.crawl()
        yield made


def _stands(desk: Desk) -> None:
    assert desk.cell() == (4, 0)
    counted, rejected, moved = desk.row(SPORT), desk.row(MARCH[0]), desk.row(MARCH[1])
    assert (counted.status, counted.decided_by, counted.topics) == ("counted", "inspector", ())
    assert (rejected.status, rejected.decided_by, rejected.topics) == ("rejected", "inspector", ("cchc",))
    assert (moved.status, moved.published, moved.date_grade, moved.date_source) == (
        "counted", "2024-02-01", "A", "inspector",
    )  # fmt: skip
    assert moved.read_date["published"].startswith("2024-03-05")
    assert desk.cell("2024-02") == (1, 0)
    assert not any(row.recheck for row in (counted, rejected, moved))


def test_decisions_last_through_crawls_and_reclassification(desk):
    assert desk.cell() == (4, 0)
    done = desk.decide(SPORT, "count")
    assert [(c.agency, c.quota, c.period, c.before.count, c.after.count) for c in done.cells] == [
        ("snv", "own-site", "2024-03", 4, 5)
    ]
    desk.decide(MARCH[0], "reject")
    desk.decide(MARCH[1], "date", "2024-02-01")
    desk.decide(MARCH[2], "count")  # confirms
    assert desk.cell() == (3, 0)
    desk.decide(MARCH[0], "count", "", "Bình")
    desk.decide(MARCH[0], "reject")
    desk.site.routes.update(site_of([*MARCH, SPORT, Post(1, "Cải cách hành chính đợt 1", "01/03/2024")]))
    desk.crawl()
    _stands(desk)
    desk.crawl(full=True)
    _stands(desk)
    store = open_store(desk.db)
    with store.atomic():
        store.execute("UPDATE verdict SET lexicon = 'cũ', topics = '[]', label = 'off_topic'")
    shown = preview(desk.registry, desk.db)
    assert len(shown.verdicts) == 5
    assert [(c.period, c.before.count, c.after.count) for c in shown.cells] == [
        ("2024-02", 0, 1), ("2024-03", 2, 4),
    ]  # fmt: skip
    store_verdicts(desk.registry, desk.db, shown)
    _stands(desk)


def test_two_persons_disagree(desk):
    desk.decide(MARCH[0], "reject", who="An")
    desk.decide(MARCH[0], "count", who="Bình")
    assert desk.row(MARCH[0]).status == "counted"
    desk.decide(MARCH[0], "reject", who="An")
    said = [(one.decision.who, one.decision.action, one.stands) for one in log(desk.registry, desk.db)]
    assert said == [("An", "reject", False), ("Bình", "count", False), ("An", "reject", True)]
    row = desk.row(MARCH[0])
    assert row.status == "rejected"
    assert row.reason == "An quyết định loại: vì reject."
    assert [one["stands"] for one in row.decisions] == [False, False, True]


def test_a_copy_stands_once_its_original_is_rejected(desk):
    first, second = Post(40, "Một tin", "10/03/2024"), Post(41, "Một tin", "11/04/2024")
    routes = site_of([second, first])
    same = post_page(first)
    desk.site.routes.update(routes | {second.path: same.replace("10/03/2024", "11/04/2024")})
    desk.crawl()
    assert (desk.row(first).status, desk.row(second).status) == ("counted", "duplicate")
    done = desk.decide(first, "reject")
    assert (desk.row(first).status, desk.row(second).status) == ("rejected", "counted")
    assert {(c.period, c.before.count, c.after.count) for c in done.cells} == {("2024-03", 5, 4), ("2024-04", 0, 1)}


def test_a_changed_text_is_to_be_looked_at_again(desk):
    desk.decide(MARCH[0], "count")
    desk.decide(MARCH[1], "count")
    slight = post_page(MARCH[0]).replace("Sở Nội vụ đẩy mạnh", "Sở Nội vụ, đẩy mạnh")
    other = post_page(MARCH[1]).replace(TEXT, OTHER)
    desk.site.routes.update({MARCH[0].path: slight, MARCH[1].path: other})
    desk.crawl(full=True)
    assert [row.url.endswith(MARCH[1].path) for row in waiting(desk.registry, desk.db)] == [True]
    row = desk.row(MARCH[1])
    assert (row.status, row.recheck, desk.row(MARCH[0]).recheck) == ("counted", True, False)
    desk.decide(MARCH[1], "reject", who="Bình")
    assert (desk.row(MARCH[1]).recheck, waiting(desk.registry, desk.db)) == (False, [])


def test_a_decision_on_a_held_post_finds_it_when_it_comes_back(tmp_path):
    routes = site_of(MARCH)
    page = routes.pop(MARCH[0].path)
    with serving(routes) as site:
        desk = Desk(tmp_path, site)
        desk.crawl()
        (held,) = waiting(desk.registry, desk.db)
        desk.decide(MARCH[0], "count")
        assert (desk.cell(), desk.row(MARCH[0]).status) == ((4, 0), "counted")
        site.routes[MARCH[0].path] = page
        desk.crawl()
        row = desk.row(MARCH[0])
        assert row.id != held.id  # only its page shows the article's number
        assert (row.status, row.decided_by, row.recheck) == ("counted", "inspector", True)
        assert desk.cell() == (4, 0)
        assert [one.post for one in log(desk.registry, desk.db)] == [row.id]


def test_the_store_keeps_every_decision(desk):
    desk.decide(MARCH[0], "count")
    store = open_store(desk.db)
    for statement in (
        "UPDATE decision SET who = 'khác'",
        "DELETE FROM decision",
        "INSERT OR REPLACE INTO decision SELECT * FROM decision",
        "UPDATE decided_text SET body = ''",
        "DELETE FROM decided_text",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store.execute(statement)


BAD = {
    "nobody": (Ruling("count", "", " ", "vì"), "Thiếu tên"),
    "no reason": (Ruling("count", "", "An", "\n"), "Thiếu lý do"),
    "an unknown agency": (Ruling("agency", "stp", "An", "vì"), "không có cơ quan: stp"),
    "an agency's own post": (Ruling("agency", "snv", "An", "vì"), "không đăng trên Cổng mà ở trang của snv"),
    "no day": (Ruling("date", "05/03/2024", "An", "vì"), "dạng 2024-03-05"),
    "a day to come": (Ruling("date", "2199-01-01", "An", "vì"), "chưa tới"),
    "a day long past": (Ruling("date", "1970-01-01", "An", "vì"), "quá xa"),
    "only an unknown agency": (Ruling("count", "", "An", "vì", only="stp"), "không có cơ quan: stp"),
    "an unknown quota": (Ruling("count", "", "An", "vì", quota="x"), "không có chỉ tiêu “x”"),
}


def test_wrong_decisions_are_refused(desk):
    """One crawl for all of them."""
    for ruling, said in BAD.values():
        with pytest.raises(BadInput, match=said):
            rule(desk.registry, desk.db, f"{desk.site.url}{MARCH[0].path}", ruling)
    with pytest.raises(BadInput, match="Không có tin, bài “x”"):
        rule(desk.registry, desk.db, "x", Ruling("count", "", "An", "vì"))
    with pytest.raises(BadInput, match="không có cơ quan: stp"):
        waiting(desk.registry, desk.db, agencies=["stp"])
    assert log(desk.registry, desk.db) == []
