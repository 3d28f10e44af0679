"""The reading of one section, page by page: what to fetch, when a page is done, where to go on, why to stop.

Pure: no network, no clock. The spider feeds it what it saw and does what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from crawler import identity
from crawler.found import FoundEntry
from crawler.items import Listing
from crawler.task import Ground
from spiders.listpage import Candidate, ListPage, PageSummary, Step

PROBES = 5  # posts before the range that are read although their listing's day says so, to try that day's worth
PROOF = 20  # dated items in order before a listing has shown itself to be in date order


@dataclass(frozen=True)
class Range:
    """The days that the crawl is about, both included."""

    since: date
    until: date

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.until


class Reading:
    """One section's state within one crawl. One page at a time: its posts are read before the next is asked for."""

    def __init__(
        self,
        wanted: Range,
        max_pages: int,
        *,
        known: Mapping[str, date | None],
        full: bool,
        proven: bool = False,
        ground: Ground | None = None,
    ) -> None:
        self.wanted = wanted
        self.max_pages = max_pages
        self.known = known  # entries read before -> their day
        self.full = full
        self.proven = proven  # an earlier reading went to the end and met no inversion
        self.ground = ground  # what earlier readings have shown whole
        self.seq = 0
        self.page: ListPage | None = None
        self.days: dict[str, date | None] = {}  # entry -> day by its page, else by the listing
        self.seen: set[str] = set()
        self.shown: set[str] = set()  # all entries, those too that are no posts of the agency
        self.total: int | None = None  # how many the pager says there are
        self.visited: set[str] = set()
        self.first_entries: tuple[str, ...] = ()
        self.last_entries: tuple[str, ...] = ()
        self.dated = 0
        self.inversions = 0
        self.undated = 0
        self.youngest: date | None = None
        self.youngest_allowed: date | None = None  # the oldest so far
        self.compared = 0
        self.differing = 0
        self.probes = 0
        self.failed_probes = 0
        self.deferred: list[Candidate] = []

    # -- a page arrives

    def open_page(self, url: str, listing: Listing, candidates: tuple[Candidate, ...]) -> list[Candidate]:
        """Takes up the next list page; returns the posts to be read now."""
        self.seq += 1
        self.visited.add(url)
        page = ListPage(listing, candidates)
        self.page = page
        self.shown.update(identity.key(one.url, keep_fragment=one.whole is not None) for one in listing.items)
        self.total = listing.total if listing.total is not None else self.total
        new = [c for c in candidates if c.entry not in self.seen]
        page.fresh = len(new)
        self.seen.update(c.entry for c in new)
        for candidate in candidates:
            self.days.setdefault(candidate.entry, self.known.get(candidate.entry) or candidate.listed)
        chosen = [c for c in new if self._to_read(c)]
        page.pending = {c.entry for c in chosen}
        return chosen

    def _to_read(self, candidate: Candidate) -> bool:
        if candidate.entry in self.known and not self.full:
            return False
        if candidate.listed is None or self.wanted.holds(candidate.listed) or self.differing:
            return True
        if candidate.listed > self.wanted.until:
            return True  # the day of a change, perhaps: the post may be as old as the range
        if self.probes < PROBES + min(self.failed_probes, 2 * PROBES):
            self.probes += 1
            return True
        self.deferred.append(candidate)
        return False

    # -- its posts arrive

    def post_done(self, candidate: Candidate, day: date | None, *, read: bool) -> None:
        """A post of the page was read (`day`: its own publication day) or could not be."""
        if read and day and candidate.listed and not (self.page and candidate in self.page.added):
            self.compared += 1
            self.differing += day != candidate.listed
        if read and day:
            self.days[candidate.entry] = day
        if not read and candidate.listed and not self.wanted.holds(candidate.listed):
            self.failed_probes += 1
        if self.page:
            self.page.pending.discard(candidate.entry)

    def no_post(self, candidate: Candidate) -> None:
        """An entry of the open page has turned out to be no post: it is none of the listing's."""
        if self.page:
            self.page.pending.discard(candidate.entry)
            self.page.candidates = tuple(one for one in self.page.candidates if one.entry != candidate.entry)

    def reconsidered(self) -> list[Candidate]:
        """Posts put off by their listing's day, once that day has shown itself not to be the post's own."""
        if not self.differing or self.page is None:
            return []
        due, self.deferred = self.deferred, []
        self.page.pending.update(c.entry for c in due)
        return due

    @property
    def page_done(self) -> bool:
        return self.page is not None and not self.page.pending

    # -- a second way in, before the last page is done

    def ending(self) -> Step | None:
        """The step that ends a listing with posts, once its last page is done; None before, or where it is capped."""
        if self.page is None or not self.page_done or not self.seen or self.page.step is not None:
            return None
        step = self._step(self.page)
        return step if step.after in ("end", "past_range") else None

    def supplement(self, candidates: tuple[Candidate, ...]) -> list[Candidate]:
        """Takes posts that only a second way showed into the last page; returns those to be read now.

        They say nothing about the listing: neither about its order nor about the worth of its days.
        """
        page = self.page
        if page is None:
            raise RuntimeError("no list page is open")
        page.step = self._step(page)
        page.added = tuple(c for c in candidates if c.entry not in self.seen)
        self.seen.update(c.entry for c in page.added)
        chosen = [c for c in page.added if self.full or c.entry not in self.known]
        page.pending.update(c.entry for c in chosen)
        return chosen

    # -- the page is done

    def close_page(self) -> tuple[Step, PageSummary]:
        """Sums up the page and says what comes after it."""
        page = self.page
        if page is None:
            raise RuntimeError("no list page is open")
        summary = self._summarise(page)
        listing = page.listing
        step = replace(
            page.step or self._step(page), empty_words=listing.empty_words, capped=listing.capped, total=listing.total
        )
        self.last_entries = tuple(c.entry for c in page.candidates)
        self.first_entries = self.first_entries or self.last_entries
        self.page = None
        return step, summary

    def _summarise(self, page: ListPage) -> PageSummary:
        inversions = undated = 0
        days = []
        for candidate in page.candidates:
            day = self.days.get(candidate.entry)
            if day is None:
                undated += 1
                continue
            if page.fresh and self.youngest_allowed is not None and day > self.youngest_allowed:  # no mere repetition
                inversions += 1
            self.youngest_allowed = min(day, self.youngest_allowed or day)
            days.append(day)
        self.youngest = max([*days, *([self.youngest] if self.youngest else [])], default=None)
        self.inversions += inversions
        self.undated += undated
        self.dated += len(days)
        return PageSummary(
            tuple(self._entry(c) for c in (*page.candidates, *page.added)),
            undated,
            max(days, default=None),
            min(days, default=None),
            inversions,
        )

    def _entry(self, candidate: Candidate) -> FoundEntry:
        words = candidate.item.date.text if candidate.item.date else ""
        return FoundEntry(candidate.entry, candidate.item.url, candidate.item.title, words, candidate.listed)

    @property
    def in_order(self) -> bool:
        """Whether the listing has shown itself to be in date order, newest first."""
        return self.inversions == 0 and self.undated == 0 and self.dated >= PROOF

    def _step(self, page: ListPage) -> Step:
        listing = page.listing
        entries = tuple(c.entry for c in page.candidates)
        if listing.next is None and listing.unfollowed:
            return Step(None, fault=f"danh sách còn trang sau nhưng không đi tiếp được: {listing.unfollowed}")
        if listing.next is None:
            return self._end(listing)
        if self.seq > 1 and page.candidates and not page.fresh:
            return self._repeated(entries, listing)
        if self._past_range(page):
            return Step("past_range")
        if self._on_known_ground(page):
            return Step("known")
        if self.seq >= self.max_pages:
            return Step("max_pages")
        if listing.next.method == "GET" and listing.next.url in self.visited:
            return Step(None, fault="nút chuyển trang quay lại một trang đã đọc")
        return Step("next", listing.next)

    def _end(self, listing: Listing) -> Step:
        """The end of what the listing shows; none where the pager itself says that there is more."""
        if listing.capped:
            return Step("capped_end")
        if self.total is not None and len(self.shown) < self.total:
            return Step(
                None, fault=f"trang ghi có {self.total} tin, bài nhưng danh sách chỉ cho thấy {len(self.shown)}"
            )
        return Step("end")

    def _repeated(self, entries: tuple[str, ...], listing: Listing) -> Step:
        """Nothing new on a later page: past the end where it repeats the page before, else the pager doesn't work."""
        complete = listing.total is not None and len(self.shown) >= listing.total
        if self.seq > 2 or complete or listing.capped:
            return self._end(listing)
        return Step(None, fault="trang 2 lặp lại trang 1: nút chuyển trang không hoạt động")

    def _past_range(self, page: ListPage) -> bool:
        """Whether to stop early: in proven date order, and a whole page older than the range."""
        days = [self.days.get(c.entry) for c in page.candidates]
        return (
            self.in_order
            and bool(days)
            and all(day is not None and day < self.wanted.since for day in days)
            and self._order_holds_beyond(page)
        )

    def _on_known_ground(self, page: ListPage) -> bool:
        """Whether all before this page's end joins what earlier readings showed whole, in an order that still holds.

        Every entry of the page was shown before; the oldest is of a day that was over when they began; and the pager
        tells of no more posts than those known then and those that are new.
        """
        ground, floor = self.ground, self.youngest_allowed
        if ground is None or self.inversions or self.undated or not page.candidates or floor is None:
            return False
        new = len(self.seen - ground.entries)
        told = ground.total is None or self.total == ground.total + new
        return (
            told
            and all(one.entry in ground.entries for one in page.candidates)
            and floor <= ground.last
            and floor != self.youngest  # else no order can show
        )

    def _order_holds_beyond(self, page: ListPage) -> bool:
        """A listing that prints days is read to its end the first time, for its order to be proven whole."""
        return not any(c.listed for c in page.candidates) or self.proven
