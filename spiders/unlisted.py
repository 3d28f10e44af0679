"""Posts that an agency handed over without the listing that shows them: read, and proof of nothing else.

Only what has a title, a text and a day is taken for a post. No name of its own, as `spiders/saved.py`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import identity
from crawler.found import FoundEntry, FoundListPage, FoundPost
from crawler.items import Item
from spiders.answers import Fault
from spiders.listpage import Candidate
from spiders.postpages import Found
from spiders.saved import SavedSpider
from spiders.section import Section, broken_off
from spiders.staticpage import in_menu

SHORTEST = 200  # characters of a text
_FAULT = Fault("failed", None, "unlisted các trang được giao nộp mà không có trang danh sách kèm theo")


class UnlistedSpider(SavedSpider):
    """`unlisted`: a file of addresses (JSON: section -> addresses), each put under that section."""

    def __init__(self, unlisted: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.handed: dict[str, list[str]] = json.loads(Path(unlisted).read_text(encoding="utf-8"))
        self.left = Counter({section: len(urls) for section, urls in self.handed.items()})
        self.entries: dict[str, list[tuple[datetime, FoundEntry]]] = {section: [] for section in self.handed}

    def prepare(self) -> None:
        super().prepare()
        # Older than the readings of the same archive, of which these pages are to be no later news.
        self.opened = datetime.fromtimestamp(Path(self.crawler.settings["CCHC_SAVED"]).stat().st_mtime, UTC)

    async def start(self) -> AsyncIterator[Request]:
        for section, urls in self.handed.items():
            for url in urls:
                yield self._ask_post(self.sections[section], Candidate(identity.key(url), Item(url, ""), None))

    def parse_post(self, response: Response, section: str, entry: str) -> Iterator[Found]:
        for found in super().parse_post(response, section, entry):
            if isinstance(found, FoundPost) and (day := self._day_of_post(found)):
                at = min(found.fetched_at, self.opened)
                self.entries[section].append((at, FoundEntry(entry, found.item.url, found.article.title, "", day)))
                yield found
        yield from self._tried(self.sections[section])

    def post_failed(self, failure: Failure) -> Iterator[Found]:
        for _ in super().post_failed(failure):  # no listing has promised a post there
            pass
        yield from self._tried(self.sections[failure.request.cb_kwargs["section"]])  # type: ignore[attr-defined]

    def _day_of_post(self, found: FoundPost) -> date | None:
        """The day of what is a post beyond doubt; else None."""
        read = found.article
        if not read.title or len(read.body) < SHORTEST or in_menu(found.page):
            return None
        days = (self._read_day(words, self.undated) for words in read.dates)
        return next((day for day in days if day), None)

    def _tried(self, here: Section) -> Iterator[FoundListPage]:
        """After a section's last page, the rows that name its posts: one for each moment at which some were saved."""
        self.left[here.task.id] -= 1
        if self.left[here.task.id]:
            return
        row, found = broken_off(self.task.crawl, here, here.task.url, _FAULT), defaultdict(list)
        for at, entry in self.entries[here.task.id]:
            found[at].append(entry)
        for seq, at in enumerate(sorted(found), start=1):
            yield replace(row, seq=seq, at=at, entries=tuple(found[at]))
