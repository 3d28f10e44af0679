"""One post that no listing led to, read as any other: robots, hosts, addresses and readers are those of its section.

It has no name of its own, so that `scrapy list` does not offer it: `cchc add` runs it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request

from crawler import identity
from crawler.items import Item
from spiders.listpage import Candidate
from spiders.sections import SectionSpider


class AdditionSpider(SectionSpider):
    """`url`: the post's page; `owner` and `section`: where it belongs."""

    def __init__(self, url: str, owner: str, section: str, **kwargs: Any) -> None:
        super().__init__(name="addition", **kwargs)
        self.url, self.owner, self.home = url, owner, section

    def owners_wanted(self) -> tuple[str, ...]:
        return (self.owner,)

    async def start(self) -> AsyncIterator[Request]:
        candidate = Candidate(identity.key(self.url), Item(self.url, ""), None)
        yield self._ask_post(self.sections[self.home], candidate)
