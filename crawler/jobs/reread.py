"""A second store, made from the evidence alone: every stored page read again, dated, classified, credited as today.

The order is that in which things were stored. What no page tells is copied: which crawls there were, what the ledger
says of how list pages were read, and what people decided.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.errors import CchcError
from crawler.evidence.reader import BrokenEvidence
from crawler.found import FoundPost
from crawler.found_file import FoundFile
from crawler.items import Item
from crawler.jobs.reread_rows import failed_post, list_page
from crawler.ledger import SectionFacts
from crawler.page import Page
from crawler.registry.model import PORTAL, Registry
from crawler.registry.sections import hosts_of, resolved_sections, sections_by_id
from crawler.store import frame
from crawler.store.crawls import add_failed_post, add_list_page, crawl_rows, pinned_families
from crawler.store.database import Store
from crawler.store.evidence import ledger_rows, post_pages
from crawler.store.files import add_file
from crawler.store.pages import read_page
from pipelines.agencynames import Names
from pipelines.attribute import AttributePipeline
from pipelines.classify import ClassifyPipeline
from pipelines.clean import CleanPipeline
from pipelines.dates import DatesPipeline
from pipelines.duplicates import DuplicatesPipeline
from pipelines.lexicon import Lexicon, of_plan
from pipelines.papers import Text, text_of, told
from pipelines.save import save
from spiders.again import How, article_again, entries_again, firm, firm_article, items_again, whole_again

_READ = ("read", "empty")
_NOW = datetime(2000, 1, 1, tzinfo=UTC)  # any moment: it is only asked whether words count back from one


@dataclass
class Reread:
    """How reading again went. `faults`: (kind, what, why) of pages that are broken or no longer read.

    `seen`: pages that were looked at; `said`: what list pages said of each (section, entry).
    """

    posts: int = 0
    lists: int = 0
    files: int = 0
    faults: list[tuple[str, str, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    said: dict[tuple[str, str], set[tuple[str, str]]] = field(default_factory=dict)


class Rereader:
    """Reads the pages of `store` again into `to`, which is empty."""

    def __init__(self, store: Store, to: Store, registry: Registry, sections: set[str]) -> None:
        self.store, self.to, self.registry = store, to, registry
        self.sections = {one.section: one for one in resolved_sections(registry) if one.section in sections}
        self.zone = registry.province.zone
        self.lexicon: Lexicon = of_plan(registry.plan)
        self.done = Reread()
        self._rows, self._pinned = sections_by_id(registry), pinned_families(store)
        names = Names(registry.agencies, registry.province.name)
        self._stages = (
            CleanPipeline(),
            DatesPipeline(self.zone),
            DuplicatesPipeline(),
            ClassifyPipeline(self.lexicon),
            AttributePipeline(names, hosts_of(registry, PORTAL)),
        )
        self._crawls = {row["id"]: row for row in crawl_rows(store)}
        self._entries = frame.entry_rows_of(store, self.sections)
        self._shown: set[tuple[str, str]] = set()

    def run(self) -> Reread:
        frame.copy_frame(self.store, self.to)
        ledger = ledger_rows(self.store, self.sections)
        none = {(row["section"], row["entry"]) for row in ledger if row["outcome"] == "not_a_post"}
        posts = post_pages(self.store, self.sections)
        ahead = next(posts, None)
        for row in ledger:
            while ahead is not None and ahead["coverage"] < row["id"]:
                self._post(ahead)
                ahead = next(posts, None)
            self._ledger_row(row, none)
        while ahead is not None:
            self._post(ahead)
            ahead = next(posts, None)
        self._from_feeds()
        self._files()
        return self.done

    # -- pages

    def _page(self, sha256: str, url: str) -> Page | None:
        """The page; None, and a fault, where it is broken."""
        first = sha256 not in self.done.seen
        self.done.seen.add(sha256)
        try:
            page = read_page(self.store, sha256, url)
        except BrokenEvidence as error:
            page, why = None, str(error)
        else:
            why = "cơ sở dữ liệu không có trang này"
        if page is None and first:
            self.done.faults.append(("page", url, why))
        return page

    def _how(self, section: str, origin: str = "live") -> How:
        row = self._rows[section]
        pinned = row.cms or (self._pinned.get(section) if origin == "live" else None)
        return How(
            hosts_of(self.registry, self.sections[section].owner), row.type, pinned, row.selectors.as_selectors()
        )

    # -- the ledger

    def _ledger_row(self, row: dict[str, Any], none: set[tuple[str, str]]) -> None:
        if row["kind"] == "post":
            add_failed_post(self.to, failed_post(row))
            return
        items: dict[str, Item] = {}
        if row["page"] is not None and (row["outcome"] in _READ or row["items"]):
            items = self._items(row)
            self._missing(row, items, none)
        if not self._live(row["crawl"]):
            items = {entry: replace(one, date=firm(one.date, self.zone, _NOW)) for entry, one in items.items()}
        at = datetime.fromisoformat(row["at"])
        found = tuple(
            one for one in entries_again(items, self.zone, at) if (row["section"], one.entry) in self._entries
        )
        for one in found:
            key = (row["section"], one.entry)
            self._shown.add(key)
            self.done.said.setdefault(key, set()).add((one.title, one.date_words))
        add_list_page(self.to, list_page(row, at, found))

    def _items(self, row: dict[str, Any]) -> dict[str, Item]:
        page = self._page(row["page"], row["url"])
        if page is None:
            return {}
        self.done.lists += 1
        try:
            return items_again(page, self._how(row["section"]))
        except CchcError as error:
            self.done.faults.append(("listing", row["url"], str(error)))
            return {}

    def _missing(self, row: dict[str, Any], items: Mapping[str, Item], none: set[tuple[str, str]]) -> None:
        """Entries that the page shows and the store does not have, but for `none`, which were found to be no posts."""
        for entry, item in items.items():
            if (row["section"], entry) not in self._entries and (row["section"], entry) not in none:
                why = f"trang danh sách {row['url']} có mục này mà cơ sở dữ liệu không có"
                self.done.faults.append(("entry", item.url, why))

    def _from_feeds(self) -> None:
        """Entries that no stored list page shows: a feed's, of which the ledger tells how many there were."""
        rest = [row for key, row in self._entries.items() if key not in self._shown]
        left = frame.added_by_feeds(self.store)
        for row in rest:
            if not self._live(row["first_crawl"]):  # posts may be handed over without their listing
                continue
            left[row["section"]] = left.get(row["section"], 0) - 1
            if left[row["section"]] < 0 and row["section"] in self._read_whole():
                self.done.faults.append(("entry", row["url"], "không trang danh sách nào đã lưu có mục này"))
        frame.put_entries(self.to, rest)

    def _read_whole(self) -> set[str]:
        """Sections of which no list page was broken: of the others nobody knows what they showed."""
        broken = {what for kind, what, _ in self.done.faults if kind in ("page", "listing")}
        return {one for one in self.sections if not broken & {r["url"] for r in ledger_rows(self.store, [one])}}

    # -- posts

    def _post(self, row: dict[str, Any]) -> None:
        page = self._page(row["page"], row["url"])
        if page is None:
            return
        try:
            draft: Any = self._found(row, page)
        except CchcError as error:
            self.done.faults.append(("post", row["post"], f"không đọc lại được: {error}"))
            return
        for stage in self._stages:
            draft = stage.process_item(draft)
        save(self.to, draft, self.zone)
        self.done.posts += 1

    def _found(self, row: dict[str, Any], page: Page) -> FoundPost:
        how, section = self._how(row["section"], row["origin"]), self.sections[row["section"]]
        item: Item = row["item"]
        if row["whole"]:
            item, article = whole_again(page, row["entry"], how)
            family = row["family"]
        else:
            family, article = article_again(page, item, how)
        if row["origin"] != "live" and self._untimed(row):
            article = firm_article(article, self.zone, _NOW)
        return FoundPost(
            crawl=row["crawl"],
            section=row["section"],
            owner=section.owner,
            channel=section.channel,
            dedicated=bool(row["dedicated"]),
            seq=row["seq"],
            entry=row["entry"],
            item=item,
            article=article,
            family=family,
            page=page,
            status=row["status"],
            fetched_at=datetime.fromisoformat(row["at"]),
            listing_reliable=None if row["listing_reliable"] is None else bool(row["listing_reliable"]),
            origin=row["origin"],
        )

    def _live(self, crawl: str) -> bool:
        return bool(self._crawls[crawl]["origin"] == "live")

    def _untimed(self, row: dict[str, Any]) -> bool:
        """Whether nobody knows when the page was saved: then it bears the moment of the crawl that read it."""
        started = datetime.fromisoformat(self._crawls[row["crawl"]]["started_at"])
        return datetime.fromisoformat(row["at"]) > started - timedelta(minutes=1)

    # -- files

    def _files(self) -> None:
        posts = frame.told_posts(self.to, self.sections)
        for row in frame.file_rows(self.store):
            if row["post"] in posts:
                add_file(self.to, self._file(row))

    def _file(self, row: dict[str, Any]) -> FoundFile:
        at = datetime.fromisoformat(row["at"])
        found = FoundFile(row["crawl"], row["post"], row["url"], at, row["status"], detail=row["detail"])
        page = self._page(row["page"], row["url"]) if row["page"] is not None else None
        if page is None:
            return found
        self.done.files += 1
        stored = Text(row["text"], row["reader"], row["detail"])
        read = text_of(page.body) if row["reader"] != "ocr" else stored  # what a scan says depends on the machine
        again = told(found, read, self.lexicon)
        if (again.reader, again.text, list(again.documents)) != (
            row["reader"],
            row["text"],
            json.loads(row["documents"]),
        ):
            self.done.faults.append(("file", row["url"], "đọc lại cho nội dung khác với nội dung đã lưu"))
        return again


def owned(registry: Registry, agencies: Iterator[str] | tuple[str, ...]) -> list[SectionFacts]:
    """The sections of the agencies and of the portal, which may be about them; none named: all."""
    wanted = {*agencies, PORTAL}
    return [one for one in resolved_sections(registry) if wanted == {PORTAL} or one.owner in wanted]
