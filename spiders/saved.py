"""Reads sections from an archive of saved pages: the same readers, at the moments at which the pages were saved.

A page that the archive lacks is a fault, never a page that is gone. A reading rests on pages of one time: where the
next list page was saved earlier, or more than a day later, it has to show the last post of the page before, else the
reading proves nothing from there on. Its posts are read all the same.

It has no name of its own, so that `scrapy list` does not offer it: `cchc crawl --from` runs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler import settings
from crawler.dates import read
from crawler.found import FailedPost, FoundListPage, FoundPost
from crawler.items import Article, Listing, NextPage, Words
from crawler.page import Page
from crawler.registry.sections import sections_by_id
from crawler.store import open_store
from crawler.store.crawls import set_origin
from crawler.task import SectionTask
from spiders import browser
from spiders.answers import Fault
from spiders.archives.captures import Capture
from spiders.archives.handler import NOT_IN_ARCHIVE, Wanted, index_at
from spiders.listpage import Candidate
from spiders.postpages import Found
from spiders.section import Section
from spiders.sections import SectionSpider

APART = timedelta(days=1)  # between two list pages of one reading
_UNTIMED = "no_capture_time không biết trang được lưu lúc nào, nên không chứng tỏ kỳ nào đã đọc đủ"
_GUESSED = "unsure_address địa chỉ chỉ suy từ nội dung trang, nên không chứng tỏ kỳ nào đã đọc đủ"
_GAP = "archive_gap trang danh sách này được lưu vào lúc khác trang trước ({}, {}), ở giữa có thể thiếu tin, bài"


class SavedSpider(SectionSpider):
    """`agency`: as `AgencySpider`'s; `reading`: which captures of the listings, 0 the newest; `origin`: instead of what
    the captures themselves say.
    """

    def __init__(self, agency: str = "", reading: str = "0", origin: str = "", **kwargs: Any) -> None:
        super().__init__(name="saved", **kwargs)
        self.wanted = tuple(part.strip() for part in agency.split(",") if part.strip())
        self.number, self.origin = int(reading), origin
        self.undated = datetime.now(UTC)  # stands where a page's own moment is not known
        self.pages: dict[str, Capture] = {}  # section -> its list page that is open
        self.last: dict[str, tuple[Capture, str]] = {}  # section -> the list page before, and its last entry
        self.post: Capture | None = None  # whose page is being read

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        store = open_store(settings.db_of(crawler.settings))
        set_origin(store, spider.task.crawl, crawler.settings["CCHC_ORIGIN"])
        store.close()
        return spider

    def owners_wanted(self) -> tuple[str, ...]:
        return self.wanted

    def prepare(self) -> None:
        self.index = index_at(self.crawler.settings["CCHC_SAVED"])
        cms = {name: row.cms for name, row in sections_by_id(settings.registry_of(self.crawler.settings)).items()}
        self.task = replace(
            self.task,
            sections=tuple(self._as_saved(one, cms.get(one.id)) for one in self.task.sections if self._has(one)),
        )
        super().prepare()

    def _has(self, section: SectionTask) -> bool:
        """Whether the section is read: the newest capture, or the lack of one, always; older ones where there are."""
        return self.number == 0 or len(self.index.readings(section.url)) > self.number

    def _as_saved(self, section: SectionTask, cms: str | None) -> SectionTask:
        """The section without what is known of how it looks today: it may have looked otherwise."""
        unread = section.unread if self.number == 0 else ()
        return replace(
            _afresh(section),
            kind="auto" if section.kind == browser.KIND else section.kind,
            family=cms,
            layout=(),
            unread=tuple(item for item in unread if self.index.post(item.url, None)),
        )

    # -- what is asked for

    def _ask_list(self, section: Section, wanted: NextPage) -> Request:
        asked_at, before = section.asked_at, self.pages.get(section.task.id)
        request = super()._ask_list(section, wanted)
        section.asked_at = asked_at  # until it is known when the page was saved
        reading = self.number if before is None else None
        request.meta["saved"] = Wanted(listing=True, reading=reading, since=before.time if before else None)
        return request

    def _ask_post(self, here: Section, candidate: Candidate) -> Request:
        request = super()._ask_post(here, candidate)
        page = self.pages.get(here.task.id)
        request.meta["saved"] = Wanted(since=page.time if page else None)
        return request

    # -- what is answered

    def parse_list(self, response: Response, section: str) -> Iterator[Found]:
        self._arrived(section, response)
        for found in super().parse_list(response, section):
            yield self._kept(found)

    def list_failed(self, failure: Failure) -> Iterator[Found]:
        if isinstance(failure.value, HttpError):
            section = failure.request.cb_kwargs["section"]  # type: ignore[attr-defined]
            self._arrived(section, failure.value.response)
        for found in super().list_failed(failure):
            yield self._kept(found)

    def parse_post(self, response: Response, section: str, entry: str) -> Iterator[Found]:
        self.post = capture = response.meta.get("capture")
        for found in super().parse_post(response, section, entry):
            yield self._kept(found, capture)

    def post_failed(self, failure: Failure) -> Iterator[Found]:
        capture = failure.value.response.meta.get("capture") if isinstance(failure.value, HttpError) else None
        for found in super().post_failed(failure):
            yield self._kept(found, capture)

    def _arrived(self, section: str, response: Response) -> None:
        """Takes a list page for one of the moment at which it was saved."""
        capture: Capture | None = response.meta.get("capture")
        if capture is not None:
            self.pages[section] = capture
            self.sections[section].asked_at = capture.time or self.undated

    def _go_on(self, here: Section) -> Iterator[Found]:
        here.feed = None  # saved at another time: held against the listing it would prove nothing
        yield from super()._go_on(here)

    # -- what is handed on

    def _kept(self, found: Found, capture: Capture | None = None) -> Found:
        """What was found, with the moment at which it was saved; nothing is learnt of how the section looks today."""
        if isinstance(found, FoundListPage):
            return self._listed(replace(found, family="", layout=()))
        if isinstance(found, FoundPost):
            return self._dated(found, self.pages[found.section] if found.item.whole is not None else capture)
        if isinstance(found, FailedPost):
            found = replace(found, at=(capture and capture.time) or found.at)
            return replace(found, outcome="failed") if found.detail.startswith(NOT_IN_ARCHIVE) else found
        return found

    def _dated(self, found: FoundPost, capture: Capture | None) -> FoundPost:
        if capture is None:
            return found
        return replace(found, fetched_at=capture.time or self.undated, origin=self.origin or capture.origin)

    def _listed(self, found: FoundListPage) -> FoundListPage:
        if found.outcome == "refused" and found.detail.startswith(NOT_IN_ARCHIVE):
            return replace(found, outcome="failed")
        capture = self.pages.get(found.section)
        if found.outcome not in ("read", "empty") or capture is None:
            return found
        doubt = self._doubt(found, capture)
        self.last[found.section] = (capture, found.entries[-1].entry if found.entries else "")
        return replace(found, outcome="failed", detail=doubt) if doubt else found

    def _doubt(self, found: FoundListPage, capture: Capture) -> str:
        """Why the list page proves nothing; "" where it does."""
        if not capture.sure:
            return _GUESSED
        if capture.time is None:
            return _UNTIMED
        before, last = self.last.get(found.section, (None, ""))
        if before is None or before.time is None or timedelta(0) <= capture.time - before.time <= APART:
            return ""
        if last in {one.entry for one in found.entries}:
            return ""
        return _GAP.format(*(f"{moment.astimezone(self.task.zone):%d/%m/%Y}" for moment in (before.time, capture.time)))

    # -- days: words counted back from a moment ("3 giờ trước") mean that of the page on which they stand

    def _relative(self, words: Words) -> bool:
        found = read(words.text, self.task.zone, now=self.undated)
        return found is not None and found.relative

    def _read_day(self, words: Words | None, now: datetime) -> date | None:
        if words is not None and now is self.undated and self._relative(words):
            return None
        return super()._read_day(words, now)

    def _candidates(self, here: Section, listing: Listing) -> Iterator[Candidate]:
        for one in super()._candidates(here, listing):
            counted_back = one.item.date is not None and self._relative(one.item.date)
            yield replace(one, item=replace(one.item, date=None)) if counted_back else one

    def _article(self, here: Section, candidate: Candidate, page: Page, status: int) -> tuple[str, Article] | Fault:
        found = super()._article(here, candidate, page, status)
        if isinstance(found, Fault) or (self.post is not None and self.post.time is not None):
            return found
        return found[0], self._firm(found[1])

    def _done(self, here: Section, candidate: Candidate, article: Article) -> None:
        super()._done(here, candidate, self._firm(article))

    def _firm(self, article: Article) -> Article:
        """The article without words that are counted back from a moment."""
        return replace(article, dates=tuple(words for words in article.dates if not self._relative(words)))


def _afresh(section: SectionTask) -> SectionTask:
    """The section without where its live readings may end, and without what they are to read again."""
    live: dict[str, Any] = {"ground": None, "again": (), "conditional": False}
    return replace(section, **{name: value for name, value in live.items() if hasattr(section, name)})
