"""`cchc review`: what waits for a person, a person's decisions, and the log of all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import BadInput
from crawler.jobs.cells import CellChange, changed
from crawler.jobs.decide import decide
from crawler.jobs.known import load_registry
from crawler.jobs.lookup import post_named
from crawler.jobs.ruling import Ruling, ruled
from crawler.posts import PostRow
from crawler.registry.model import PORTAL, Registry
from crawler.replies import Reply
from crawler.store import decisions, open_to_read
from crawler.store import replies as stored
from crawler.store.posts import topical
from crawler.store.records import DecisionRecord
from crawler.store.standings import post_rows, tallies

NOBODYS = "unattributed"
WAITING = ("review", "undated", NOBODYS)
RECHECK = "Nội dung trang đã thay đổi sau khi có quyết định: cần xem lại."


@dataclass(frozen=True)
class Decided:
    """What decisions did: the rows of their posts and the cells of the counts, before and after.

    `stored`: how many of the decisions were new.
    """

    stored: int
    before: tuple[PostRow, ...]
    after: tuple[PostRow, ...]
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class Logged:
    """One decision of the log. `post`: the id that its post has now, None where it is not stored.

    `stands`: no later one has replaced it.
    """

    decision: DecisionRecord
    post: str | None
    stands: bool
    at: datetime  # when, in the province's time


@dataclass(frozen=True)
class Replied:
    """One row of the log that an agency's reply left. `at`: when it was recorded, in the province's time."""

    reply: Reply
    at: datetime


def waiting(registry: Path, db: Path, *, agencies: Collection[str] = ()) -> list[PostRow]:
    """Rows that a person has to look at, by agency, channel and day. `portal` in `agencies`: what is nobody's yet."""
    loaded = load_registry(registry)
    _check(loaded, agencies)
    store = open_to_read(db)
    decide(store, loaded)
    return rows_waiting(store, agencies)


def rows_waiting(store: Database, agencies: Collection[str] = ()) -> list[PostRow]:
    """As `waiting`, for a store whose standings are decided.

    Of the portal's posts that are nobody's only those wait that are, or may be, about something that is counted.
    """
    wanted = {"" if agency == PORTAL else agency for agency in agencies} or None
    topics = topical(store)
    return [row for row in post_rows(store, wanted) if waits(row) and (row.status != NOBODYS or row.id in topics)]


def waits(row: PostRow) -> bool:
    """Whether a person has to look at it: for all that is asked of it, for one quota, or once more."""
    return row.status in WAITING or bool(row.review_for) or row.recheck


def why(row: PostRow) -> str:
    """Why it waits, in Vietnamese."""
    rest = row.review_for if row.status != "review" else ()
    still = f"Còn chờ xem xét cho chỉ tiêu {', '.join(rest)}." if rest else ""
    return " ".join(filter(None, (RECHECK if row.recheck else "", row.reason, still)))


def rule(registry: Path, db: Path, post: str, ruling: Ruling) -> Decided:
    """Stores one decision on the post of that id or address, and decides anew. Raises BadInput on a wrong one."""
    loaded = load_registry(registry)
    store = open_to_read(db)
    decide(store, loaded)
    found = post_named(store, post)
    return store_decisions(store, loaded, lambda: [ruled(store, loaded, found, ruling, datetime.now(UTC))])


def store_decisions(store: Database, registry: Registry, make: Callable[[], Sequence[DecisionRecord]]) -> Decided:
    """Makes and stores decisions, all or none, and decides anew; of those stored before nothing is stored again."""
    old = tallies(store)
    with store.atomic():
        made = make()
        before = _rows(store, made)
        for decision in made:
            keep_text(store, decision.post)
        stored = decisions.append(store, made)
    decide(store, registry)
    return Decided(stored, before, _rows(store, made), changed(old, tallies(store)))


def keep_text(store: Database, post: str) -> str:
    """Keeps the text that the stored post has now; returns its hash."""
    subject = decisions.subject(store, post)
    return decisions.keep_text(store, subject.text) if subject else ""


def _rows(store: Database, made: Sequence[DecisionRecord]) -> tuple[PostRow, ...]:
    return tuple(row for post in dict.fromkeys(one.post for one in made) for row in post_rows(store, post=post))


def log(registry: Path, db: Path) -> list[Logged]:
    """Every decision that was ever taken, the oldest first."""
    zone = load_registry(registry).province.zone
    store = open_to_read(db)
    said = decisions.logged(store)
    by_post: dict[str, list[DecisionRecord]] = {}
    for post, decision in said:
        by_post.setdefault(post or decision.post, []).append(decision)
    standing = {one.number for all_ in by_post.values() for one in decisions.in_force(all_)}
    return [
        Logged(decision, post, decision.number in standing, datetime.fromisoformat(decision.at).astimezone(zone))
        for post, decision in said
    ]


def replies(registry: Path, db: Path) -> list[Replied]:
    """Every reply of an agency and every withdrawal, the oldest first."""
    zone = load_registry(registry).province.zone
    said = stored.replies(open_to_read(db))
    return [Replied(one, datetime.fromisoformat(one.at).astimezone(zone)) for one in said]


def _check(registry: Registry, agencies: Collection[str]) -> None:
    unknown = sorted(set(agencies) - {agency.id for agency in registry.agencies} - {PORTAL})
    if unknown:
        raise BadInput(f"Tệp đăng ký không có cơ quan: {', '.join(unknown)}.")
