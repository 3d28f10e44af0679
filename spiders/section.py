"""One section while it is being read, and what is handed on of it: rows of the ledger, posts, failures."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from crawler.found import FailedPost, FoundListPage, FoundPost, SecondWay
from crawler.items import Article
from crawler.page import Page
from crawler.store.ground import NOT_MODIFIED
from crawler.task import Again, SectionTask
from spiders.answers import Fault
from spiders.families.detect import by_name
from spiders.listpage import Candidate, PageSummary, Step
from spiders.reading import Reading

LED_AWAY = 2  # entries that may lead to foreign hosts, before it is asked whether anything here leads to a post


@dataclass
class Section:
    """A section's task, what its reading knows, and the list page that is open."""

    task: SectionTask
    reading: Reading
    family: str | None = None
    asked_at: datetime = field(default_factory=lambda: datetime.now(UTC))  # when the open list page was asked for
    status: int | None = None
    page: Page | None = None
    layout: tuple[str, ...] = ()  # what the open list page shows of it
    feed: str | None = None  # the section's own, as its first list page offers it; None once it was asked for
    asked_feed: bool = False  # and not answered yet
    second: SecondWay | None = None
    ids: set[str] = field(default_factory=set)  # the CMS's ids of the posts listed so far
    candidates: dict[str, Candidate] = field(default_factory=dict)  # posts asked for and not answered yet
    unchanged: bool = False  # the open list page is the one that was kept: the server said that it had not changed
    again: deque[Again] = field(default_factory=deque)  # posts still to be read once more
    rereading: dict[str, Again] = field(default_factory=dict)  # those of them that were asked for
    failed_again: int = 0  # of these in a row
    own_read: int = 0  # posts read in this crawl
    led_away: int = 0  # entries that led to foreign hosts

    def may_lead_away(self) -> bool:
        """Whether one more entry that leads to a foreign host is no post: not where all do, as before a gate."""
        self.led_away += 1
        return self.led_away <= LED_AWAY or self.own_read > 0


def cms_ids(here: Section, candidates: Iterable[Candidate]) -> set[str]:
    """The CMS's own ids of the posts, where their addresses bear them."""
    family = by_name(here.family or "")
    found = (family.article_id(one.item.url) for one in candidates) if family else ()
    return {one for one in found if one}


def read_row(crawl: str, here: Section, step: Step, summary: PageSummary) -> FoundListPage:
    """The row of a list page that was read and all of whose posts were tried."""
    return FoundListPage(
        crawl=crawl,
        section=here.task.id,
        seq=here.reading.seq,
        at=here.asked_at,
        url=here.page.url if here.page else here.task.url,
        status=304 if here.unchanged else here.status,
        outcome="empty" if step.empty_words is not None else "read",
        after=step.after,
        next=step.next.url if step.next else None,
        entries=summary.entries,
        undated=summary.undated,
        newest=summary.newest,
        oldest=summary.oldest,
        inversions=summary.inversions,
        capped=step.capped,
        total=step.total,
        family=here.family or "",
        page=here.page,
        detail=_detail(here, step),
        layout=here.layout,
        second=here.second,
    )


def _detail(here: Section, step: Step) -> str:
    said = step.fault or step.empty_words or ""
    return f"{NOT_MODIFIED} {said}".strip() if here.unchanged else said


def broken_off(crawl: str, here: Section, url: str, fault: Fault) -> FoundListPage:
    """The row at which a section's reading breaks off."""
    return FoundListPage(
        crawl=crawl,
        section=here.task.id,
        seq=here.reading.seq + 1,
        at=here.asked_at,
        url=url,
        status=fault.status,
        outcome=fault.outcome,
        after=None,
        next=None,
        entries=(),
        undated=0,
        newest=None,
        oldest=None,
        inversions=0,
        capped=False,
        total=None,
        family=here.family or "",
        page=here.page,
        detail=fault.detail,
    )


def found_post(
    crawl: str,
    here: Section,
    candidate: Candidate,
    article: Article,
    page: Page,
    status: int = 200,
    family: str | None = None,
    again: Again | None = None,
) -> FoundPost:
    """A post as it was found on `page`, just now; `again`: what it was read again by."""
    return FoundPost(
        crawl=crawl,
        section=here.task.id,
        owner=here.task.owner,
        channel=here.task.channel,
        dedicated=here.task.dedicated,
        seq=here.reading.seq,
        entry=candidate.entry,
        item=candidate.item,
        article=article,
        family=family or here.family or "",
        page=page,
        status=status,
        fetched_at=datetime.now(UTC),
        listing_reliable=again.listing_reliable if again else False if here.reading.differing else None,
        again=again is not None,
    )


def failed_post(crawl: str, here: Section, candidate: Candidate, fault: Fault, page: Page | None) -> FailedPost:
    """The row of a post's page that could not be read, just now."""
    return FailedPost(
        crawl=crawl,
        section=here.task.id,
        seq=here.reading.seq,
        at=datetime.now(UTC),
        url=candidate.item.url,
        entry=candidate.entry,
        status=fault.status,
        outcome=fault.outcome,
        detail=fault.detail,
        page=page,
    )


def day_argument(text: str | None) -> date | None:
    """A day given on the command line (ISO); None where none is given."""
    return date.fromisoformat(text) if text else None
