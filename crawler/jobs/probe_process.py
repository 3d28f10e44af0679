"""The process in which a probe runs: reads its task from stdin (JSON), writes each answer to stdout (JSON lines)."""

from __future__ import annotations

import base64
import json
import logging
import sys
from dataclasses import asdict
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.items import NextPage
from crawler.page import Page
from crawler.registry.model import Crawl
from crawler.settings import of_registry
from spiders.answers import Fault
from spiders.probe import Ask, ProbeSite, ProbeSpider


def main() -> int:
    task = json.load(sys.stdin)
    sites = tuple(ProbeSite(one["id"], frozenset(one["hosts"]), one["verify_tls"]) for one in task["sites"])
    asks = tuple(Ask(one["site"], NextPage(**one["page"])) for one in task["asks"])
    answers: dict[int, Page | Fault] = {}
    logging.getLogger("scrapy.downloadermiddlewares.retry").setLevel(logging.CRITICAL)  # its words are in the answer
    process = AsyncCrawlerProcess(_settings(task["crawl"]))
    begun = process.crawl(ProbeSpider, sites=sites, asks=asks, answers=answers)
    process.start()
    error = begun.exception() if begun.done() and not begun.cancelled() else None
    if error is not None:
        raise error
    for at, answer in sorted(answers.items()):
        sys.stdout.write(json.dumps({"at": at, **_plain(answer)}) + "\n")
    return 0


def _settings(crawl: str) -> Settings:
    """A crawl's settings, without what keeps posts and the ledger."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    own: dict[str, Any] = {"CCHC_CRAWL": crawl, "ITEM_PIPELINES": {}, "EXTENSIONS": {}, "LOG_LEVEL": "ERROR"}
    settings.setdict(own | of_registry(Crawl.model_validate_json(crawl)), priority="cmdline")
    return settings


def _plain(answer: Page | Fault) -> dict[str, Any]:
    if isinstance(answer, Fault):
        return {"fault": asdict(answer)}
    body = base64.b64encode(answer.body).decode("ascii")
    return {"page": {"url": answer.url, "body": body, "media_type": answer.media_type, "charset": answer.charset}}


if __name__ == "__main__":
    sys.exit(main())
