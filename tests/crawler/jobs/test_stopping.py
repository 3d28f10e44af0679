"""A crawl that is asked to stop, or whose parent is killed: it ends, and nothing that was read is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from crawler.store import open_store
from tests.crawler.jobs.test_crawl import MARCH, SECTION, Province
from tests.sites.pages import site_of
from tests.sites.server import Answer, serving

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells of a parent's death")


@pytest.fixture
def province(tmp_path):
    return Province(tmp_path)


def slow(routes):
    """Posts' pages take a while, so that the crawl is under way when it is stopped."""

    def later(page):
        def answer(_: str) -> Answer:
            time.sleep(0.3)
            return Answer(page)

        return answer

    return {path: later(page) if path.endswith(".html") else page for path, page in routes.items()}


def until(done: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def begun(province) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "crawler", "crawl", "--registry", str(province.registry), "--db", str(province.db)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def under_way(site) -> bool:
    return len([path for path in site.hits if path.endswith(".html")]) >= 3


def crawls(province) -> list[dict]:
    return list(open_store(province.db)["crawl"].rows)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_crawl_that_is_asked_to_stop_ends_in_order(province, number):
    with serving(slow(site_of(MARCH))) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        parent = begun(province)
        until(lambda: under_way(site))
        parent.send_signal(number)
        _, said = parent.communicate(timeout=60)
        assert parent.returncode == 1
        assert "Đã dừng thu thập theo yêu cầu" in said
        (row,) = crawls(province)
        assert (row["outcome"], bool(row["ended_at"])) == ("interrupted", True)
        assert not list(open_store(province.db)["lease"].rows)
        read = len(list(open_store(province.db)["post"].rows))
        assert 0 < read < 25
        site.hits.clear()
        assert province.crawl().complete
        assert len([path for path in site.hits if path.endswith(".html")]) == 25 - read
    assert len(province.titles()) == 25


@LINUX
def test_a_crawl_whose_parent_is_killed_ends_too(province):
    with serving(slow(site_of(MARCH))) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        parent = begun(province)
        until(lambda: under_way(site))
        (lease,) = open_store(province.db)["lease"].rows
        assert lease["pid"] != parent.pid
        parent.kill()
        parent.communicate(timeout=60)
        until(lambda: not _alive(lease["pid"]), 10)
        assert province.crawl().complete
    assert len(province.titles()) == 25


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in open(f"/proc/{pid}/status").read()
