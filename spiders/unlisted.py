"""Posts that an agency handed over without the listing that shows them: read, and proof of nothing else.

Only what has a title, a text and a day is taken for a post. No name of its own, as `spiders/saved.py`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import identity
from crawler.found import FoundEntry, FoundListPage, FoundPost
from crawler.items import Article, Item
from spiders.answers import Fault
from spiders.reading import Candidate
from spiders.saved import SavedSpider
from spiders.section import Section, broken_off
from spiders.sections import Found
from spiders.staticpage import in_menu

SHORTEST = 200  # characters of a text
_FAULT = Fault("failed", None, "unlisted các trang được giao nộp mà không có trang danh sách kèm theo")


class UnlistedSpider(SavedSpider):
    """`unlisted`: a file of addresses (JSON: section -> addresses), each put under that section."""

    def __init__(self, unlisted: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.handed: dict[str, list[str]] = json.loads(Path(unlisted).read_text(encoding="utf-8"))
        self.left = Counter({section: len(urls) for section, urls in self.handed.items()})
        self.entries: dict[str, list[FoundEntry]] = {section: [] for section in self.handed}

    async def start(self) -> AsyncIterator[Request]:
        for section, urls in self.handed.items():
            for url in urls:
                yield self._ask_post(self.sections[section], Candidate(identity.key(url), Item(url, ""), None))

    def parse_post(self, response: Response, section: str, entry: str) -> Iterator[Found]:
        for found in super().parse_post(response, section, entry):
            if isinstance(found, FoundPost) and self._is_post(found):
                day = self._day(found.article)
                self.entries[section].append(FoundEntry(entry, found.item.url, found.article.title, "", day))
                yield found
        yield from self._tried(self.sections[section])

    def post_failed(self, failure: Failure) -> Iterator[Found]:
        list(super().post_failed(failure))  # no listing has promised a post there
        yield from self._tried(self.sections[failure.request.cb_kwargs["section"]])  # type: ignore[attr-defined]

    def _is_post(self, found: FoundPost) -> bool:
        read = found.article
        return bool(read.title and self._day(read)) and len(read.body) >= SHORTEST and not in_menu(found.page)

    def _day(self, article: Article) -> Any:
        days = (self._read_day(words, self.undated) for words in article.dates)
        return next((day for day in days if day), None)

    def _tried(self, here: Section) -> Iterator[FoundListPage]:
        """After a section's last page, the row that names its posts."""
        self.left[here.task.id] -= 1
        if not self.left[here.task.id] and self.entries[here.task.id]:
            row = broken_off(self.task.crawl, here, here.task.url, _FAULT)
            yield replace(row, entries=tuple(self.entries[here.task.id]))
