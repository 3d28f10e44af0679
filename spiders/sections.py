"""The base of both spiders: reads sections page by page, their posts before their next page.

Requests carry plain data only: the section's id, the entry's key. What to do next is decided in `spiders/reading.py`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import runs, settings
from crawler.errors import LayoutChanged
from crawler.found import FoundListPage, SecondWay
from crawler.items import Listing, NextPage
from crawler.store import open_store
from crawler.task import SectionTask
from spiders import browser
from spiders.answers import Fault, attempt, fault_of, page_of, readable
from spiders.conditional import not_modified
from spiders.families.registry import BY_TYPE
from spiders.feeds import compared, own_feed
from spiders.layout import layout, misfit
from spiders.led import asked_for, led_astray, led_home
from spiders.listrequest import first_page, list_request, refused
from spiders.postpages import Found, PostPages
from spiders.readers import reader_for
from spiders.reading import Range, Reading
from spiders.section import Section, broken_off, cms_ids, day_argument, read_row


class SectionSpider(PostPages):
    """Crawls the sections of its owners (agency ids, or `portal`)."""

    owners: ClassVar[tuple[str, ...]] = ()  # none: all

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        registry = settings.registry_of(crawler.settings)
        crawler.settings.setdict(settings.of_registry(registry.crawl), priority="spider")
        spider = super().from_crawler(crawler, *args, **kwargs)
        store = open_store(settings.db_of(crawler.settings))
        spider.task = runs.begin(
            store,
            registry,
            Path(crawler.settings["CCHC_REGISTRY"]),
            owners=runs.owners_of(registry, spider.owners_wanted()),
            since=day_argument(kwargs.get("since")),
            until=day_argument(kwargs.get("until")),
            full=kwargs.get("full") in (True, "1", "true", "yes"),
            at=datetime.now(UTC),
        )
        store.close()
        crawler.settings.setdict(browser.settings_for(spider.task.sections, registry.crawl), priority="spider")
        spider.prepare()
        return spider

    def owners_wanted(self) -> tuple[str, ...]:
        return self.owners

    def prepare(self) -> None:
        """Opens a reading for each section of the task."""
        self.read_here = {}
        known = {entry: one.day for entry, one in self.task.known.items()}
        self.sections = {one.id: self._opened(one, known) for one in self.task.sections}

    def _opened(self, one: SectionTask, known: Mapping[str, date | None]) -> Section:
        task, ground = self.task, one.ground if self.incremental else None
        wanted = Range(task.since, task.until)
        reading = Reading(wanted, task.max_pages, known=known, full=task.full, proven=one.proven, ground=ground)
        return Section(one, reading, one.family, again=deque(one.again if self.incremental else ()))

    async def start(self) -> AsyncIterator[Request | FoundListPage]:
        for section in self.sections.values():
            for candidate in self._left_over(section):
                yield self._ask_post(section, candidate)
            if section.task.kind == browser.KIND and not browser.available():
                yield self._broken_off(section, section.task.url, browser.MISSING)
            else:
                yield self._ask_list(section, first_page(section.task.url))

    # -- list pages

    def _ask_list(self, section: Section, wanted: NextPage) -> Request:
        section.asked_at = datetime.now(UTC)
        shown = section.task.kind == browser.KIND
        more = {"callback": self.parse_list, "errback": self.list_failed, "cb_kwargs": {"section": section.task.id}}
        return list_request(wanted, shown=shown, conditional=self._may_ask(section), **more)

    def _may_ask(self, here: Section) -> bool:
        """Whether its server may be asked if a page has changed."""
        return self.incremental and here.task.conditional

    def parse_list(self, response: Response, section: str) -> Iterator[Found]:
        """A list page: its posts that are to be read; where there are none, on to the next page."""
        here = self.sections[section]
        here.status, here.page, here.unchanged = response.status, page_of(response), not_modified(response)
        listing = self._listing(here, asked_for(response))
        if isinstance(listing, Fault):
            yield self._broken_off(here, response.url, listing)
            return
        candidates = tuple(self._candidates(here, listing))
        here.layout = layout(listing)
        here.ids.update(cms_ids(here, candidates))
        chosen = here.reading.open_page(here.page.url, listing, candidates)
        if here.reading.seq == 1 and here.family not in BY_TYPE:
            here.feed = own_feed(here.page)
        yield from self._read_posts(here, chosen)
        yield from self._go_on(here)

    def list_failed(self, failure: Failure) -> Iterator[Found]:
        request: Request = failure.request  # type: ignore[attr-defined]
        here = self.sections[request.cb_kwargs["section"]]
        fault = fault_of(failure)
        here.status, here.page, here.unchanged = fault.status, None, False
        yield self._broken_off(here, request.url, fault)

    def _broken_off(self, here: Section, url: str, fault: Fault) -> FoundListPage:
        self.logger.warning("%s: list page not read: %s: %s", here.task.owner, url, fault.detail)
        return broken_off(self.task.crawl, here, url, fault)

    def _listing(self, here: Section, asked: str) -> Listing | Fault:
        page = here.page
        if page is None or not readable(page):
            return Fault("not_html", here.status, f"not_html {page.media_type if page else ''}")
        if (said := refused(page, here.status, here.family)) is not None:
            return said
        if led_home(asked, page.url) or (here.reading.seq and led_astray(asked, page.url, here.reading.visited)):
            return Fault("layout_changed", here.status, f"led_away bị chuyển sang {page.url}")

        def read_it() -> Listing:
            reader = reader_for(page, kind=here.task.kind, pinned=here.family)
            listing = reader.listing(page, here.task.selectors)
            if words := misfit(here.task.layout, listing):
                raise LayoutChanged(page.url, words)
            here.family = here.family or reader.name
            return listing

        return attempt(read_it, here.status)

    # -- a second way in

    def _ask_feed(self, here: Section, url: str) -> Request:
        here.feed, here.asked_feed = None, True
        return Request(
            url,
            callback=self.parse_feed,
            errback=self.feed_failed,
            meta={"conditional": self._may_ask(here)},
            cb_kwargs={"section": here.task.id, "asked": url},
        )

    def parse_feed(self, response: Response, section: str, asked: str) -> Iterator[Found]:
        """The section's feed: posts that its listing did not show are read as its posts too."""
        here, page = self.sections[section], page_of(response)
        listing = attempt(lambda: BY_TYPE["feed"].listing(page), response.status)
        if isinstance(listing, Fault):
            yield from self._without_feed(here, asked, listing)
            return
        shown = [one for one in self._candidates(here, listing) if one.item.whole is None]
        here.second, added = compared(asked, shown, here.ids, here.reading, lambda one: cms_ids(here, [one]))
        here.asked_feed = False
        yield from self._read_posts(here, here.reading.supplement(added))
        yield from self._go_on(here)

    def feed_failed(self, failure: Failure) -> Iterator[Found]:
        request: Request = failure.request  # type: ignore[attr-defined]
        here = self.sections[request.cb_kwargs["section"]]
        yield from self._without_feed(here, request.cb_kwargs["asked"], fault_of(failure))

    def _without_feed(self, here: Section, url: str, fault: Fault) -> Iterator[Found]:
        """On without the feed: its fault is noted and breaks nothing."""
        self.logger.info("%s: feed not read: %s: %s", here.task.owner, url, fault.detail)
        here.second, here.asked_feed = SecondWay(url, len(here.reading.seen), fault=fault.detail), False
        yield from self._go_on(here)

    # -- on from a page

    def _go_on(self, here: Section) -> Iterator[Found]:
        yield from self._read_posts(here, here.reading.reconsidered())
        if not here.reading.page_done or here.asked_feed:
            return
        if here.feed is not None and here.reading.ending() is not None:
            yield self._ask_feed(here, here.feed)
            return
        step, summary = here.reading.close_page()
        yield read_row(self.task.crawl, here, step, summary)
        if step.next is not None:
            yield self._ask_list(here, step.next)
        else:
            yield from self._read_again(here)
