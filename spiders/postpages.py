"""The part of both spiders that reads posts' pages: which entries are posts, what their pages say, why one is none.

A post is asked for where its listing shows it and it is not known, where it was left over from an earlier crawl, or
where its page is due to be read once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar

import scrapy
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import identity
from crawler.dates import read
from crawler.found import FailedPost, FoundListPage, FoundPost
from crawler.items import Article, Listing, Words
from crawler.page import Page
from crawler.store.crawls import not_found
from crawler.task import CrawlTask
from spiders import browser
from spiders.answers import Fault, attempt, document, fault_of, page_of, readable
from spiders.families.registry import BY_TYPE
from spiders.led import led_home, led_off
from spiders.listpage import Candidate
from spiders.readers import reader_for
from spiders.section import Section, failed_post, found_post
from spiders.staticpage import STATIC, static_page

Found = FoundPost | FailedPost | FoundListPage | Request

_FOR_PROGRAMS = frozenset({"jsonld", "meta", "time", "api", "feed", "sitemap"})
SITEMAP = "sitemap"  # the family that names other pages beside posts
POSTS_FIRST = 10  # priority of posts over list pages
FAILURES = 3  # in a row, after which no more pages of a section are read again in this crawl


class PostPages(scrapy.Spider):
    """What a spider does with the posts that its sections show. `prepare` opens the sections."""

    incremental: ClassVar[bool] = False  # whether it goes on from what earlier crawls have shown
    task: CrawlTask
    sections: dict[str, Section]
    read_here: dict[str, date | None]  # entries read in this crawl, by whichever section

    def _go_on(self, here: Section) -> Iterator[Found]:
        """On from the section's open list page, where its posts are done."""
        raise NotImplementedError

    def _candidates(self, here: Section, listing: Listing) -> Iterator[Candidate]:
        """The entries that may be posts of the agency: its own hosts, no traps, each once."""
        seen = set(here.task.no_posts) if self.incremental and not self.task.full else set()
        for item in listing.items:
            if not identity.same_site(item.url, here.task.hosts) or (not item.whole and identity.trap(item.url)):
                self.logger.debug("%s: no post of this agency: %s", here.task.owner, item.url)
                continue
            entry = identity.key(item.url, keep_fragment=item.whole is not None)
            if entry not in seen:
                seen.add(entry)
                yield Candidate(entry, item, self._read_day(item.date, here.asked_at))

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
            meta=_meta(here, again=candidate.entry in here.rereading),
            cb_kwargs={"section": here.task.id, "entry": candidate.entry},
        )

    def parse_post(self, response: Response, section: str, entry: str) -> Iterator[Found]:
        """A post's page: the post, or why it is none; then on, where it was the list page's last."""
        here = self.sections[section]
        candidate = here.candidates.pop(entry)
        page = page_of(response)
        article = self._article(here, candidate, page, response.status)
        again = here.rereading.pop(entry, None)
        if here.family == SITEMAP and static_page(page, article if isinstance(article, Fault) else article[1]):
            yield from self._no_post(here, candidate, STATIC, page)
        elif isinstance(article, Fault):
            yield self._failed(here, candidate, article, page)
            here.reading.post_done(candidate, None, read=False)
        else:
            family, found = article
            here.own_read += 1
            yield found_post(self.task.crawl, here, candidate, found, page, response.status, family, again)
            self._done(here, candidate, found)
        yield from self._go_on(here)
        if again is not None:
            yield from self._read_again(here, failed=isinstance(article, Fault) and not missing(article))

    def post_failed(self, failure: Failure) -> Iterator[Found]:
        request: Request = failure.request  # type: ignore[attr-defined]
        here = self.sections[request.cb_kwargs["section"]]
        candidate = here.candidates.pop(request.cb_kwargs["entry"])
        again, fault = here.rereading.pop(candidate.entry, None), fault_of(failure)
        away = led_off(fault) if again is None and candidate.entry not in self.task.known else None
        if away is not None and here.may_lead_away():
            yield from self._no_post(here, candidate, away, None)
        else:
            yield self._failed(here, candidate, fault, None)
            here.reading.post_done(candidate, None, read=False)
        yield from self._go_on(here)
        if again is not None:
            yield from self._read_again(here, failed=not missing(fault))

    def _no_post(self, here: Section, candidate: Candidate, fault: Fault, page: Page | None) -> Iterator[FailedPost]:
        """An entry that has turned out to lead to no post of the agency: said, and none of the listing's."""
        yield self._failed(here, candidate, fault, page)
        here.reading.no_post(candidate)

    def _read_again(self, here: Section, *, failed: bool = False) -> Iterator[Request]:
        """Asks for the next page that is due to be read once more; none where a few in a row could not be had."""
        here.failed_again = here.failed_again + 1 if failed else 0
        while here.again and here.failed_again < FAILURES:
            one = here.again.popleft()
            if one.entry not in self.read_here and one.entry not in here.candidates:
                here.rereading[one.entry] = one
                yield self._ask_post(here, Candidate(one.entry, one.item, None))
                return

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


def _meta(here: Section, *, again: bool) -> dict[str, object]:
    meta: dict[str, object] = {"browser": browser.POST} if here.task.kind == browser.KIND else {}
    return meta | ({"conditional": here.task.conditional} if again else {})


def missing(fault: Fault) -> bool:
    """Whether the page itself is not there any more: it could be asked for, and was not found."""
    return not_found(fault.status, fault.detail)
