"""A post that was missed, taken up from a small site with all the guards of a crawl."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errors import BadInput, CchcError
from crawler.jobs.add import add
from crawler.jobs.crawl import crawl
from crawler.jobs.heard import home_section
from crawler.jobs.posts import posts
from crawler.jobs.review import log
from crawler.registry.load import load
from crawler.store import open_store
from tests.sites.pages import Post, list_page, post_page, registry_text, site_of
from tests.sites.server import Answer, serving

SECTION = "/vi/news/cchc/"
LISTED = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in (3, 2)]
MISSED = Post(77, "Đơn giản hóa thủ tục hành chính", "08/03/2024")


class Desk:
    def __init__(self, folder: Path, site) -> None:
        self.registry, self.db, self.site = folder / "site_registry.yaml", folder / "cchc.db", site
        text = registry_text({"snv": [f"url: {site.url}{SECTION}", f"url: {site.url}/vi/news/khac/, dedicated: false"]})
        self.registry.write_text(text, encoding="utf-8")

    def add(self, path: str, **more: str):
        asked = {"agency": "snv", "who": "An", "reason": "Sở báo sót"} | more
        return add(self.registry, self.db, f"{self.site.url}{path}", log_level="ERROR", **asked)

    def statuses(self) -> dict[str, str]:
        return {row.title: row.status for row in posts(self.registry, self.db, status="all")}


@pytest.fixture
def desk(tmp_path):
    routes = site_of(LISTED) | {"/vi/news/khac/": list_page(LISTED[:1]), MISSED.path: post_page(MISSED)}
    with serving(routes) as site:
        yield Desk(tmp_path, site)


def test_a_missed_post_is_read_and_counted_and_stays(desk):
    crawl(desk.registry, desk.db, log_level="ERROR")
    desk.site.hits.clear()
    done = desk.add(MISSED.path)
    assert desk.site.hits == ["/robots.txt", MISSED.path]
    assert (done.known, done.section.url) == (False, f"{desk.site.url}{SECTION}")
    assert [(c.agency, c.period, c.before.count, c.after.count) for c in done.cells] == [("snv", "2024-03", 2, 3)]
    (row,) = done.rows
    assert (row.status, row.decided_by, row.origin, row.published) == (
        "counted", "lexicon", "live", "2024-03-08T08:00:00+07:00",
    )  # fmt: skip
    (said,) = log(desk.registry, desk.db)
    assert (said.decision.action, said.decision.who, said.decision.agency) == ("add", "An", "snv")
    assert crawl(desk.registry, desk.db, log_level="ERROR", full=True).complete
    assert desk.statuses()[MISSED.title] == "counted"
    again = desk.add(MISSED.path)
    assert (again.known, again.cells) == (True, ())


def test_it_needs_no_crawl_before(desk):
    desk.add(MISSED.path)
    assert desk.statuses() == {MISSED.title: "counted"}


BROKEN = {
    "not found": (Answer("không có", 404), "http_404"),
    "broken": (Answer("lỗi", 500), "http_500"),
    "off the site": (Answer(status=302, headers={"Location": "http://127.9.9.9:1/"}), "offsite"),
    "no post": (Answer("<html><body><p>Trang chủ</p></body></html>"), ""),
    "a picture": (Answer(b"\x89PNG....", headers={"Content-Type": "image/png"}), "not_html"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_page_that_is_no_post_is_not_added(desk, name):
    answer, said = BROKEN[name]
    desk.site.routes[MISSED.path] = answer
    with pytest.raises(CchcError, match=f"Không đọc được tin, bài.*{said}.*Chưa bổ sung gì"):
        desk.add(MISSED.path)
    assert log(desk.registry, desk.db) == []
    assert desk.statuses() == {}


def test_robots_are_obeyed(desk):
    desk.site.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /", headers={"Content-Type": "text/plain"})
    with pytest.raises(CchcError, match="robots"):
        desk.add(MISSED.path)
    assert MISSED.path not in desk.site.hits


def test_what_cannot_be_added_is_refused_before_any_request(desk):
    for url, more, said in (
        ("/a.html", {"agency": "stp"}, "không có cơ quan: stp"),
        ("/a.html", {"agency": "portal"}, "không có cơ quan: portal"),
        ("/a.html", {"who": " "}, "Cần ghi ai"),
        ("/dang-nhap", {}, "không phải địa chỉ"),
    ):
        with pytest.raises(BadInput, match=said):
            desk.add(url, **more)
    with pytest.raises(BadInput, match="không thuộc trang của snv"):
        add(desk.registry, desk.db, "http://127.0.0.9/a.html", agency="snv", who="An", reason="x")
    assert desk.site.hits == []
    assert not desk.db.exists()


REGISTRY = """\
version: 1
province: {id: tinh-x, name: Tỉnh X}
plan: {year: 2024, title: K, quotas: [{id: q, clause: a, channel: own_site, topic: cchc, period: month, minimum: 1,
  kinds: [department]}]}
portal: {name: Cổng, website: "https://x.vn", sections: [{url: "https://x.vn/tin"}, {url: "https://x.vn/tin/cchc"}]}
agencies:
  - {id: so-a, name: Sở A, kind: department, website: "https://a.vn", hosts: [cdn.a.vn], sections: [
      {url: "https://a.vn/van-ban", channel: document}, {url: "https://a.vn/cchc"}, {url: "https://a.vn/tin/vn"}]}
  - {id: so-b, name: Sở B, kind: department, website: "https://b.vn"}
"""
HOMES = {
    "https://a.vn/cchc/bai-1.html": "https://a.vn/cchc",
    "https://www.a.vn/tin/vn/2024/bai.html": "https://a.vn/tin/vn",
    "https://a.vn/van-ban/12": "https://a.vn/van-ban",
    "https://a.vn/bai-1.html": "https://a.vn/cchc",
    "https://cdn.a.vn/bai-1.html": "https://a.vn/cchc",
    "https://a.vn/cchc": "https://a.vn/cchc",
    "https://a.vn/cchc-khac/1": "https://a.vn/cchc",
    "https://x.vn/tin/1": "https://x.vn/tin",
    "https://x.vn/tin/cchc/1": "https://x.vn/tin/cchc",
    "https://b.vn/1": None,
}


@pytest.mark.parametrize("url", HOMES)
def test_where_an_address_belongs(tmp_path, url):
    (tmp_path / "r.yaml").write_text(REGISTRY, encoding="utf-8")
    found = home_section(load(tmp_path / "r.yaml"), "so-a", url)
    assert (found.url if found else None) == HOMES[url]


def test_a_failed_addition_blocks_no_period(desk):
    crawl(desk.registry, desk.db, log_level="ERROR")
    with pytest.raises(CchcError):
        desk.add("/vi/news/cchc/khong-co.html")
    assert crawl(desk.registry, desk.db, log_level="ERROR").complete
    assert not list(open_store(desk.db).query("SELECT 1 FROM entry WHERE entry LIKE '%khong-co%'"))
