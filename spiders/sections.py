"""The base of both spiders: reads sections page by page, their posts before their next page.

Requests carry plain data only: the section's id, the entry's key. What to do next is decided in `spiders/reading.py`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar, Self

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import identity, runs, settings
from crawler.dates import read
from crawler.errors import LayoutChanged
from crawler.found import FailedPost, FoundListPage, FoundPost, SecondWay
from crawler.items import Article, Listing, NextPage, Words
from crawler.page import Page
from crawler.store import open_store
from crawler.task import CrawlTask
from spiders import browser
from spiders.answers import Fault, attempt, document, fault_of, page_of, readable
from spiders.families.registry import BY_TYPE
from spiders.feeds import compared, own_feed
from spiders.layout import layout, misfit
from spiders.led import asked_for, led_astray, led_home
from spiders.listrequest import first_page, list_request, refused
from spiders.readers import reader_for
from spiders.reading import Candidate, Range, Reading
from spiders.section import Section, broken_off, cms_ids, day_argument, failed_post, found_post, read_row
from spiders.staticpage import STATIC, static_page

Found = FoundPost | FailedPost | FoundListPage | Request

_FOR_PROGRAMS = frozenset({"jsonld", "meta", "time", "api", "feed", "sitemap"})
SITEMAP = "sitemap"  # the family that names other pages beside posts
POSTS_FIRST = 10  # priority of posts over list pages


class SectionSpider(scrapy.Spider):
    """Crawls the sections of its owners (agency ids, or `portal`)."""

    owners: ClassVar[tuple[str, ...]] = ()  # none: all
    task: CrawlTask

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
        known = {entry: one.day for entry, one in self.task.known.items()}
        wanted = Range(self.task.since, self.task.until)
        self.read_here: dict[str, date | None] = {}  # entries read in this crawl, by whichever section
        self.sections = {
            one.id: Section(
                one,
                Reading(wanted, self.task.max_pages, known=known, full=self.task.full, proven=one.proven),
                one.family,
            )
            for one in self.task.sections
        }

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
        return list_request(wanted, shown=shown, **more)

    def parse_list(self, response: Response, section: str) -> Iterator[Found]:
        """A list page: its posts that are to be read; where there are none, on to the next page."""
        here = self.sections[section]
        here.status, here.page = response.status, page_of(response)
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
        here.status, here.page = fault.status, None
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

    def _candidates(self, here: Section, listing: Listing) -> Iterator[Candidate]:
        """The entries that may be posts of the agency: its own hosts, no traps, each once."""
        seen = set()
        for item in listing.items:
            if not identity.same_site(item.url, here.task.hosts) or (not item.whole and identity.trap(item.url)):
                self.logger.debug("%s: no post of this agency: %s", here.task.owner, item.url)
                continue
            entry = identity.key(item.url, keep_fragment=item.whole is not None)
            if entry not in seen:
                seen.add(entry)
                yield Candidate(entry, item, self._read_day(item.date, here.asked_at))

    # -- posts

    def _left_over(self, here: Section) -> Iterator[Candidate]:
        """Posts of the range that earlier readings showed and did not get: the listing may show them no more."""
        for item in here.task.unread:
            listed = self._read_day(item.date, here.asked_at)
            if listed is None or here.reading.wanted.holds(listed):
                yield Candidate(identity.key(item.url), item, listed)

    def _read_posts(self, here: Section, chosen: list[Candidate]) -> Iterator[Found]:
        for candidate in chosen:
            if candidate.item.whole is not None and here.page is not None:
                yield found_post(self.task.crawl, here, candidate, candidate.item.whole, here.page)
                self._done(here, candidate, candidate.item.whole)
            elif candidate.entry in self.read_here:
                here.reading.post_done(candidate, self.read_here[candidate.entry], read=True)
            elif candidate.entry not in here.candidates:  # else it was asked for already
                yield self._ask_post(here, candidate)

    def _ask_post(self, here: Section, candidate: Candidate) -> Request:
        here.candidates[candidate.entry] = candidate
        return Request(
            candidate.item.url,
            callback=self.parse_post,
            errback=self.post_failed,
            priority=POSTS_FIRST,
            meta={"browser": browser.POST} if here.task.kind == browser.KIND else None,
            cb_kwargs={"section": here.task.id, "entry": candidate.entry},
        )

    def parse_post(self, response: Response, section: str, entry: str) -> Iterator[Found]:
        """A post's page: the post, or why it is none; then on, where it was the list page's last."""
        here = self.sections[section]
        candidate = here.candidates.pop(entry)
        page = page_of(response)
        article = self._article(here, candidate, page, response.status)
        if here.family == SITEMAP and static_page(page, article if isinstance(article, Fault) else article[1]):
            yield self._failed(here, candidate, STATIC, page)
            here.reading.no_post(candidate)
        elif isinstance(article, Fault):
            yield self._failed(here, candidate, article, page)
            here.reading.post_done(candidate, None, read=False)
        else:
            family, found = article
            yield found_post(self.task.crawl, here, candidate, found, page, response.status, family)
            self._done(here, candidate, found)
        yield from self._go_on(here)

    def post_failed(self, failure: Failure) -> Iterator[Found]:
        request: Request = failure.request  # type: ignore[attr-defined]
        here = self.sections[request.cb_kwargs["section"]]
        candidate = here.candidates.pop(request.cb_kwargs["entry"])
        yield self._failed(here, candidate, fault_of(failure), None)
        here.reading.post_done(candidate, None, read=False)
        yield from self._go_on(here)

    def _article(self, here: Section, candidate: Candidate, page: Page, status: int) -> tuple[str, Article] | Fault:
        if document(page):
            return "document", Article(candidate.item.title, "", attachments=(page.url,), media=("pdf",))
        if not readable(page):
            return Fault("not_html", status, f"not_html {page.media_type}")
        if led_home(candidate.item.url, page.url) or identity.key(page.url) == identity.key(here.task.url):
            return Fault("not_a_post", status, f"not_found bị chuyển sang {page.url}")

        def read_it() -> tuple[str, Article]:
            reader = reader_for(page, pinned=None if here.family in BY_TYPE else here.family)
            return reader.name, reader.article(page, here.task.selectors)

        return attempt(read_it, status)

    def _done(self, here: Section, candidate: Candidate, article: Article) -> None:
        days = (self._read_day(words, here.asked_at) for words in article.dates)
        day = next((day for day in days if day), None)
        self.read_here[candidate.entry] = day or candidate.listed
        here.reading.post_done(candidate, day, read=True)

    def _read_day(self, words: Words | None, now: datetime) -> date | None:
        """The one day that the words name; None where they name none, or may mean several."""
        if words is None:
            return None
        reading = read(words.text, self.task.zone, machine=words.place in _FOR_PROGRAMS, now=now)
        return reading.day if reading and len(reading.days) == 1 else None

    def _failed(self, here: Section, candidate: Candidate, fault: Fault, page: Page | None) -> FailedPost:
        self.logger.info("%s: post not read: %s: %s", here.task.owner, candidate.item.url, fault.detail)
        return failed_post(self.task.crawl, here, candidate, fault, page)

    # -- a second way in

    def _ask_feed(self, here: Section, url: str) -> Request:
        here.feed, here.asked_feed = None, True
        return Request(
            url, callback=self.parse_feed, errback=self.feed_failed, cb_kwargs={"section": here.task.id, "asked": url}
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
