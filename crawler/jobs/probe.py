"""Looks at addresses without crawling: fetches each once, in a process of its own, as politely as a crawl."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from crawler.errors import CchcError
from crawler.items import NextPage
from crawler.page import Page
from crawler.registry.model import Crawl
from spiders.answers import Fault
from spiders.listrequest import first_page
from spiders.probe import Ask, ProbeSite

_LOST = Fault("failed", None, "lost tiến trình tải trang không trả lời cho địa chỉ này")


def probe(
    crawl: Crawl, pages: Sequence[str | NextPage], hosts: frozenset[str], *, verify_tls: bool = True
) -> list[Page | Fault]:
    """The pages of one owner's hosts, in the order asked for; for each that could not be had, why."""
    asks = [Ask("site", first_page(page) if isinstance(page, str) else page) for page in pages]
    return probe_sites(crawl, [ProbeSite("site", hosts, verify_tls)], asks)


def probe_sites(crawl: Crawl, sites: Sequence[ProbeSite], asks: Sequence[Ask]) -> list[Page | Fault]:
    """The pages of several sites, each kept to its own hosts, in the order asked for.

    Raises CchcError where the process itself broke down.
    """
    if not asks:
        return []
    task = {
        "crawl": crawl.model_dump_json(),
        "sites": [{"id": one.id, "hosts": sorted(one.hosts), "verify_tls": one.verify_tls} for one in sites],
        "asks": [{"site": ask.site, "page": vars(ask.page)} for ask in asks],
    }
    command = [sys.executable, "-m", "crawler.jobs.probe_process"]
    done = subprocess.run(command, input=json.dumps(task), stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode:
        raise CchcError(f"Tiến trình tải trang dừng giữa chừng (mã {done.returncode}). Hãy xem nhật ký rồi chạy lại.")
    answers = dict(_answers(done.stdout))
    return [answers.get(at, _LOST) for at in range(len(asks))]


def _answers(lines: str) -> Iterator[tuple[int, Page | Fault]]:
    for line in lines.splitlines():
        if line.startswith("{"):
            said: dict[str, Any] = json.loads(line)
            yield said["at"], _answer(said)


def _answer(said: dict[str, Any]) -> Page | Fault:
    if "fault" in said:
        return Fault(**said["fault"])
    page = said["page"]
    return Page(page["url"], base64.b64decode(page["body"]), page["media_type"], page["charset"])
