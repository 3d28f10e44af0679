"""The process in which a crawl runs: reads its task from stdin (JSON), writes events to stdout (JSON lines).

Twisted's reactor can be run once in a process; whoever calls `jobs.crawl` may call it as often as he likes.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.errors import CchcError, SectionHeld
from crawler.jobs.stopping import end_with


def main() -> int:
    task = json.load(sys.stdin)
    end_with(task.get("parent", os.getppid()))
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(task["settings"], priority="cmdline")
    from spiders.addition import AdditionSpider
    from spiders.agency import AgencySpider
    from spiders.saved import SavedSpider
    from spiders.unlisted import UnlistedSpider

    spiders = {"agency": AgencySpider, "addition": AdditionSpider, "saved": SavedSpider, "unlisted": UnlistedSpider}
    spider = spiders[task["spider"]]
    process = AsyncCrawlerProcess(settings)
    begun = process.crawl(spider, **task["arguments"])
    process.start()
    error = begun.exception() if begun.done() and not begun.cancelled() else None
    return _say(error) if error is not None else 0


def _say(error: BaseException) -> int:
    if not isinstance(error, CchcError):
        raise error
    event: dict[str, Any] = {"event": "held" if isinstance(error, SectionHeld) else "failed", "message": str(error)}
    sys.stdout.write(json.dumps(event) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
