"""What stands beside the figures and changes none of them: the machine's own word, stored texts, late appearances."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from crawler.found import SecondWay
from crawler.posts import PostRow
from crawler.replies import Reply
from reports.hotlines import Hotlines


@dataclass(frozen=True)
class MachineSaid:
    """Where a post would stand, judged by itself, had no inspector decided on it. `reason`: why, in a sentence."""

    status: str
    reason: str


@dataclass(frozen=True)
class WholeReading:
    """A reading that went past the post's day, began after it was over, and did not meet the post."""

    crawl: str
    section: str  # its address
    at: datetime


@dataclass(frozen=True)
class Late:
    """A post that no listing showed until long after its day. `readings`: those that would have met it, oldest first.

    `crawl`: the one that saw it first; "" where that is not known.
    """

    day: date  # the last that it may have been published on
    first_seen: datetime
    crawl: str
    readings: tuple[WholeReading, ...]


Key = tuple[str, str | None, str]  # post, agency, channel
Texts = Callable[[Sequence[str]], Iterable[tuple[str, str, str]]]  # ids -> (id, hash of its page, text)


def key_of(row: PostRow) -> Key:
    return row.id, row.agency, row.channel


@dataclass(frozen=True)
class Evidence:
    """`machine`: for posts that inspectors decided on. `lengths`: characters of the text of each post that has one
    stored; `texts` gives these texts. `late`: by post. `replies`: withdrawn ones and the withdrawals too.
    `second`: what a section's feed showed beside its listing, by the section's id.
    """

    machine: Mapping[Key, MachineSaid] = field(default_factory=dict)
    lengths: Mapping[str, int] = field(default_factory=dict)
    texts: Texts | None = None
    late: Mapping[str, Late] = field(default_factory=dict)
    replies: Sequence[Reply] = ()
    second: Mapping[str, SecondWay] = field(default_factory=dict)
    hotlines: Mapping[str, Hotlines] = field(default_factory=dict)  # by agency


NO_EVIDENCE = Evidence()
