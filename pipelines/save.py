"""Keeps what was found: posts with their decisions and evidence, rows of the coverage ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Self
from zoneinfo import ZoneInfo

from scrapy.crawler import Crawler
from sqlite_utils import Database

from crawler.found import FailedPost, FoundListPage
from crawler.found_file import FoundFile
from crawler.items import Words
from crawler.settings import db_of, registry_of
from crawler.store import open_store
from crawler.store.crawls import add_failed_post, add_list_page
from crawler.store.database import Store
from crawler.store.evidence import add_post_page, read_at
from crawler.store.files import add_file
from crawler.store.pages import save_page
from crawler.store.posts import dated_as_before, save_post, stored_candidates, would_change
from crawler.store.readagain import mark_read_again
from crawler.store.sealing import begin_evidence, seal_evidence
from pipelines import datemerge
from pipelines.dates import Dating, candidates_of, choose
from pipelines.draft import Draft
from pipelines.records import addresses, credit_records, post_record, verdict_record


def save(db: Database, draft: Draft, zone: ZoneInfo) -> str:
    """Stores a finished draft; returns `new`, `changed` or `same`. The page is kept where a decision rests on it."""
    found = draft.found
    if draft.dating is None or draft.verdict is None:
        raise ValueError(f"a draft that is not finished: {draft.url}")
    stored = stored_candidates(db, draft.post)
    own = candidates_of(found.article, found.item)
    places = datemerge.places(own, stored, found.entry, zone)
    words = datemerge.words_of(places, own)
    dating = draft.dating if len(words) == len(own) else _chosen(draft, words, zone)
    record = post_record(draft, dating, datemerge.marked(dating.candidates, places))
    if found.again and not datemerge.told_anew(own, stored, found.entry, zone, found.fetched_at):
        record = dated_as_before(db, record)
    with db.atomic():
        if would_change(db, record) or not read_at(db, found.section, found.entry):
            record = replace(record, snapshot=_kept(db, draft))
        outcome = save_post(
            db,
            record,
            verdict_record(draft.post, draft.verdict),
            credit_records(draft),
            entries=[(found.section, found.entry)],
            urls=addresses(draft),
            crawl=found.crawl,
            seen=found.fetched_at,
        )
        if outcome == "same" and found.again:
            mark_read_again(db, draft.post, found.fetched_at)
        return outcome


def _kept(db: Database, draft: Draft) -> str | None:
    """The page on which the post was read, kept, and that it was read there."""
    page = save_page(db, draft.found.page)
    if page is not None:
        add_post_page(db, draft.found, draft.post, page)
    return page


def _chosen(draft: Draft, words: Sequence[Words], zone: ZoneInfo) -> Dating:
    """The date by the words of all the post's addresses."""
    found = draft.found
    reliable = found.listing_reliable
    return choose(words, zone, now=found.fetched_at, family=found.family, listing_reliable=reliable)


class SavePipeline:
    """The last stage: everything that comes here is stored, or raises."""

    def __init__(self, db: Store, zone: ZoneInfo) -> None:
        self._db = db
        self._zone = zone
        self._lexicon = ""  # under which posts were classified

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        db = open_store(db_of(settings))
        if settings.getbool("CCHC_EVIDENCE"):
            db.evidence = begin_evidence(db, crawler.spider.task.crawl)  # type: ignore[union-attr]
        return cls(db, registry_of(settings).province.zone)

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Draft):
            save(self._db, item, self._zone)
            self._lexicon = item.verdict.lexicon if item.verdict else self._lexicon
        elif isinstance(item, FoundListPage):
            add_list_page(self._db, item)
        elif isinstance(item, FailedPost):
            add_failed_post(self._db, item, self._zone)
        elif isinstance(item, FoundFile):
            add_file(self._db, item)
        else:
            raise TypeError(item)
        return item

    def close_spider(self) -> None:
        if self._db.evidence is not None:
            seal_evidence(self._db, self._db.evidence, self._lexicon)
        self._db.close()
