"""robots.txt by RFC 9309, section by section."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from protego import Protego
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from spiders import robots
from spiders.robots import FRESH, MAX_SIZE, RobotsMiddleware, bound_by, product_token, text_of
from tests.crawler.jobs.test_crawl import MARCH, SECTION, Province, causes
from tests.sites.pages import registry_text, site_of
from tests.sites.server import Answer, serving

AGENT = "cchc-audit (+mailto:cchc@a.gov.vn)"


def may(text: str | bytes, path: str, agent: str = AGENT) -> bool:
    words = text_of(text.encode() if isinstance(text, str) else text)
    return bool(Protego.parse(words).can_fetch(f"http://a.vn{path}", bound_by(words, product_token(agent))))


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        # 2.2.1: the product token, in any case; groups of one name are one; `*` where no group is ours
        ("User-agent: CCHC-Audit\nDisallow: /a", "/a", False),
        ("User-agent: cchc\nDisallow: /a", "/a", True),
        ("User-agent: cchc\nAllow: /\n\nUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: cchc-audit-2\nDisallow: /a", "/a", True),
        ("user-agent : cchc-audit  # us\nDisallow: /a", "/a", False),
        ("User-agent: mailto\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /a\n\nUser-agent: cchc-audit\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: /a\n\nUser-agent: cchc-audit\nDisallow: /b", "/b", False),
        ("User-agent: cchc-audit\nDisallow: /a\n\nUser-agent: cchc-audit\nDisallow: /b", "/a", False),
        ("User-agent: x\nUser-agent: cchc-audit\nDisallow: /a", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        # 2.2.2: the most octets win, allow wins a draw; /robots.txt itself is open; escapes are compared decoded
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow: /tin-t%E1%BB%A9c", "/tin-tức", False),
        ("User-agent: *\nDisallow: /tin-tức", "/tin-t%E1%BB%A9c", False),
        ("User-agent: *\nDisallow: /A", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        # 2.2.3: comments, the end of a pattern, any letters
        ("User-agent: * # all\nDisallow: /a # not this", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/a/b", True),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: *x", "/a/x", False),
        # 2.2.4: other records do not divide a group
        ("User-agent: *\nSitemap: http://a.vn/s.xml\nDisallow: /a", "/a", False),
        ("User-agent: *\nCrawl-delay: 5\nDisallow: /a", "/a", False),
        # 2.3: UTF-8 with a mark at its beginning; any line ends; what is no rule is passed over
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\rDisallow: /a", "/a", False),
        ("User-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("<html><body>Không tìm thấy</body></html>", "/a", True),
        (b"\xff\xfe\x00User-agent\x00", "/a", True),
        # 2.5: the first 500 KiB; a line that is cut there is none
        ("User-agent: *\nDisallow: /a\n" + "#" * MAX_SIZE, "/a", False),
        ("User-agent: *\n" + "#" * (MAX_SIZE - 25) + "\nDisallow: /abcdefgh", "/abcdefgh", True),
        ("User-agent: *\n" + "#" * (MAX_SIZE - 25) + "\nDisallow: /abcdefgh", "/a", True),
    ],
)
def test_rules(text, path, allowed):
    assert may(text, path) == allowed


@pytest.mark.parametrize(
    ("agent", "token"),
    [
        (AGENT, "cchc-audit"),
        ("Mozilla/5.0 (compatible; CCHC-Audit/1; +http://a.vn)", "cchc-audit"),
        ("SNV-Bot/2.0 (+mailto:a@b.vn)", "SNV-Bot"),
        ("2024", "cchc-audit"),
    ],
)
def test_what_a_robots_txt_calls_the_crawler(agent, token):
    assert product_token(agent) == token


@pytest.fixture
def province(tmp_path):
    return Province(tmp_path)


def redirects(count: int, last: Answer) -> dict[str, Answer]:
    steps = {
        f"/robots-{number}.txt": Answer("", 301, {"Location": f"/robots-{number + 1}.txt"}) for number in range(count)
    }
    steps["/robots.txt"] = steps.pop("/robots-0.txt")
    return steps | {f"/robots-{count}.txt": last}


FORBIDS = Answer("User-agent: *\nDisallow: /")


@pytest.mark.parametrize(
    ("routes", "word"),
    [
        (redirects(5, FORBIDS), "robots"),  # §2.3.1.2: five are followed
        (redirects(6, FORBIDS), None),  # more: unavailable, nothing is forbidden
        ({"/robots.txt": Answer("", 302, {"Location": "/robots.txt"})}, None),
        ({"/robots.txt": Answer("", 302, {"Location": "http://127.9.9.9/robots.txt"})}, "robots_unreachable"),
        ({"/robots.txt": Answer("", 401)}, None),  # §2.3.1.3
        ({"/robots.txt": Answer("", 403)}, None),
        ({"/robots.txt": Answer("", 410)}, None),
        ({"/robots.txt": Answer("", 429)}, "robots_unreachable"),
        ({"/robots.txt": Answer("User-agent: *\nAllow: /", 500)}, "robots_unreachable"),  # §2.3.1.4
        ({"/robots.txt": Answer("x" * 100, cut=10)}, "data_loss"),
    ],
    ids=["five", "six", "loop", "away", "401", "403", "410", "429", "500", "cut"],
)
def test_how_robots_txt_is_had(province, routes, word):
    with serving(site_of(MARCH) | routes) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
        assert outcome.complete == (word is None)
        if word:
            assert [path for path in site.hits if path.startswith("/vi/")] == []
            assert causes(outcome)[0][0] == "snv"
            assert outcome.shortfalls[0].causes[0].detail.split()[0] == word


def test_the_crawl_delay_is_kept_though_the_site_is_quick(province):
    rules = Answer("User-agent: *\nCrawl-delay: 1")
    with serving(site_of(MARCH[:2]) | {"/robots.txt": rules}) as site:
        text = registry_text({"snv": [f"url: {site.url}{SECTION}"]}).replace("delay: 0", "delay: 0.05")
        province.registry.write_text(text, encoding="utf-8")
        import time

        begun = time.monotonic()
        outcome = province.crawl()
    assert outcome.complete
    assert time.monotonic() - begun > 2.5  # the list, two posts


class Engine:
    """Answers robots.txt with a new rule each time."""

    def __init__(self) -> None:
        self.asked = 0
        self.downloader = SimpleNamespace(per_slot_settings={}, slots={}, _delay=0)

    async def download_async(self, request: Request) -> Response:
        self.asked += 1
        return Response(request.url, body=f"User-agent: *\nDisallow: /{self.asked}".encode())


def test_it_is_asked_for_anew_after_24_hours():
    engine, now = Engine(), [0.0]
    rules = RobotsMiddleware(SimpleNamespace(engine=engine), AGENT, clock=lambda: now[0])

    async def ask(path: str) -> bool:
        try:
            await rules.process_request(Request(f"http://a.vn{path}"))
        except IgnoreRequest:
            return False
        return True

    assert not asyncio.run(ask("/1"))
    now[0] = FRESH - 1
    assert not asyncio.run(ask("/1"))
    assert engine.asked == 1
    now[0] = FRESH + 1
    assert asyncio.run(ask("/1"))
    assert not asyncio.run(ask("/2"))
    assert engine.asked == 2


def test_an_error_that_keeps_out_does_not_grow():
    class Down(Engine):
        async def download_async(self, request: Request) -> Response:
            raise OSError("down")

    keeper = RobotsMiddleware(SimpleNamespace(engine=Down()), AGENT)

    async def ask() -> int:
        try:
            await keeper.process_request(Request("http://a.vn/1"))
        except OSError as error:
            count, trace = 0, error.__traceback__
            while trace is not None:
                count, trace = count + 1, trace.tb_next
            return count
        raise AssertionError

    async def many() -> list[int]:
        return [await ask() for _ in range(20)]

    depths = asyncio.run(many())
    assert depths[-1] == depths[1]
    assert robots.MAX_REDIRECTS == 5
