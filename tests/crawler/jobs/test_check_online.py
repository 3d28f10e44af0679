"""Every section of a registry asked once: what came back, and whether it can be read."""

from __future__ import annotations

import socket
from datetime import UTC, date, datetime

import pytest

from crawler.jobs.check_online import SectionSeen, check_online
from crawler.registry.load import load
from tests.sites.pages import Post, registry_text, site_of
from tests.sites.server import Answer, serving

NOW = datetime(2024, 4, 2, tzinfo=UTC)
SECTION = "/vi/news/cchc/"
POSTS = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in range(12, 0, -1)]


@pytest.fixture
def check(tmp_path):
    def go(*sections: str, crawl: str = "") -> tuple[SectionSeen, ...]:
        path = tmp_path / "site_registry.yaml"
        path.write_text(
            registry_text({f"so-{n}": [row] for n, row in enumerate(sections)}, crawl=crawl), encoding="utf-8"
        )
        return check_online(load(path), NOW)

    return go


def test_a_section_that_answers(check):
    with serving(site_of(POSTS)) as site:
        (one,) = check(f"url: {site.url}{SECTION}")
        asked = [path for path in site.hits if path != "/robots.txt"]
    assert (one.owner, one.status, one.tls, one.robots) == ("so-0", 200, "http", "allowed")
    assert (one.family, one.items, one.newest, one.answers) == ("nukeviet", 10, date(2024, 3, 12), True)
    assert asked == [SECTION]


def test_a_list_without_days_is_dated_by_its_first_post(check):
    routes = site_of(POSTS)
    routes[SECTION] = "".join(routes[SECTION].split(f"{POSTS[0].day} 08:00:00"))
    for post in POSTS[1:10]:
        routes[SECTION] = routes[SECTION].replace(f"{post.day} 08:00:00", "")
    with serving(routes) as site:
        (one,) = check(f"url: {site.url}{SECTION}")
        assert site.hits.count(POSTS[0].path) == 1
    assert (one.items, one.newest) == (10, date(2024, 3, 12))


def test_an_empty_list_that_says_so_answers(check):
    words = '<div class="news_column"><p>Chuyên mục này chưa có bài viết.</p></div>'
    with serving({SECTION: f'<meta name="generator" content="NukeViet v4.5">{words}'}) as site:
        (one,) = check(f"url: {site.url}{SECTION}")
    assert (one.answers, one.items, one.newest) == (True, 0, None)


BAD = {
    "500": (Answer("lỗi", 500), 500, "allowed", "500"),
    "404": (Answer("không có", 404), 404, "allowed", "404"),
    "no list": ("<html><body><p>Xin chào</p></body></html>", 200, "allowed", "Không thấy"),
    "maintenance": ("<html><body><h1>Hệ thống đang bảo trì</h1></body></html>", 200, "allowed", "bảo trì"),
    "elsewhere": (Answer(status=302, headers={"Location": "http://127.9.9.9/"}), None, "unknown", "127.9.9.9"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_does_not_answer_is_said(check, name):
    page, status, robots, word = BAD[name]
    with serving({SECTION: page}) as site:
        (one,) = check(f"url: {site.url}{SECTION}")
    assert (one.status, one.robots, one.answers) == (status, robots, False)
    assert word in one.problem


def test_robots_and_a_dead_port(check):
    with (
        serving(site_of(POSTS) | {"/robots.txt": Answer("User-agent: *\nDisallow: /")}) as shut,
        serving(site_of(POSTS) | {"/robots.txt": Answer("hỏng", 503)}, "127.0.0.2") as broken,
        socket.socket() as taken,
    ):
        taken.bind(("127.0.0.3", 0))  # not listening: refused
        dead = f"http://127.0.0.3:{taken.getsockname()[1]}"
        sections = [f"url: {base}{SECTION}" for base in (shut.url, broken.url, dead)]
        seen = check(*sections)
        free = check(*sections, crawl=", obey_robots: false")
    assert [(one.robots, one.answers) for one in seen] == [
        ("forbidden", False),
        ("unreachable", False),
        ("unknown", False),
    ]
    assert "từ chối kết nối" in seen[2].problem
    assert [(one.robots, one.answers) for one in free] == [
        ("not_obeyed", True),
        ("not_obeyed", True),
        ("not_obeyed", False),
    ]
