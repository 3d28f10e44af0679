"""For which quotas and periods one post may stand, for one agency in one channel, copies left aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from crawler import periods
from crawler.registry.model import Agency, Quota
from crawler.store.records import PostFacts
from pipelines import standing_words as words

UNDATED = ""  # the period of a post that may belong to any


@dataclass(frozen=True)
class Stake:
    """What one post may be for one quota.

    `keys`: periods of the plan's year that it may belong to, in order; `UNDATED` alone, or none at all. `doubts`: why a
    person has to look, in Vietnamese; without any it counts. `late`: past its deadline. `note`: what decided.
    """

    quota: str
    keys: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    late: bool = False
    note: str = ""

    @property
    def undated(self) -> bool:
        return self.keys == (UNDATED,)

    @property
    def firm(self) -> bool:
        """Whether it counts, in one period."""
        return len(self.keys) == 1 and not (self.undated or self.late or self.doubts)

    @property
    def cells(self) -> tuple[tuple[str, str, str], ...]:
        state = "late" if self.late else "review" if self.doubts else "undated" if self.undated else "count"
        return tuple((self.quota, key, state) for key in self.keys)


def days_of(facts: PostFacts) -> tuple[date, ...]:
    """All days that the post may have been published on."""
    return tuple(date.fromisoformat(day) for day in facts.post.date_days)


def stakes(
    facts: PostFacts, agency: Agency, channel: str, quotas: Sequence[Quota], year: int, doubts: tuple[str, ...]
) -> Iterator[Stake]:
    """One stake for each quota of the channel that asks for what the post is, or may be, about.

    `quotas` are those that bind the agency; `doubts` hold for whatever the post may count for.
    """
    for quota in quotas:
        unsure = _topic_doubts(facts, quota) if quota.channel == channel and quota.topic else None
        if unsure is not None:
            yield _stake(facts, agency, quota, year, (*doubts, *unsure))


def _topic_doubts(facts: PostFacts, quota: Quota) -> tuple[str, ...] | None:
    """Why the topic is unsure; None where the post is about something else."""
    if facts.post.held or facts.verdict is None:
        return (words.UNREAD,)
    if quota.topic in facts.verdict.topics:
        return ()
    return (words.TOPIC,) if quota.topic in facts.verdict.reviews else None


def _stake(facts: PostFacts, agency: Agency, quota: Quota, year: int, doubts: tuple[str, ...]) -> Stake:
    days = days_of(facts)
    if not days:
        return Stake(quota.id, (UNDATED,), doubts, note=words.NO_DAY)
    inside = [day for day in days if _of_year(day, quota, year)]
    bound = [day for day in inside if in_force(day, agency, quota)]
    in_time = [day for day in bound if not _past(day, quota)]
    if bound and not in_time:
        late = len(bound) == len(days) and not doubts
        return Stake(quota.id, (f"{year}",) if late else (), late=late, note=words.past(bound[0], quota.deadline))
    keys = tuple(sorted({periods.key(day, quota.period) for day in in_time}))
    if not keys:
        return Stake(quota.id, (), note=words.out_of_force(days[0]) if inside else words.out_of_year(days, year))
    if len(keys) > 1 or len(in_time) < len(days):
        doubts = (*doubts, words.days_differ(days))
    return Stake(quota.id, keys, doubts, note=words.published(keys[0]))


def in_force(day: date, agency: Agency, quota: Quota) -> bool:
    """Whether the duty bound the agency on that day."""
    return agency.in_force(day, day) and quota.in_force(day, day)


def _of_year(day: date, quota: Quota, year: int) -> bool:
    return periods.key(day, quota.period).startswith(f"{year:04d}")


def _past(day: date, quota: Quota) -> bool:
    return quota.period == "once" and quota.deadline is not None and day > quota.deadline
