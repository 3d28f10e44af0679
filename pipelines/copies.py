"""Which of several posts with the same text stands for a quota: the earliest that counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pipelines import standing_words as words
from pipelines.stakes import Stake

Order = tuple[datetime, str, str]  # published, first seen, id: which copy is the earlier one


@dataclass(frozen=True)
class Copy:
    """One post of a group with the same text, of one agency in one channel. `original`: the copy that stands for it."""

    post: str
    order: Order
    stakes: tuple[Stake, ...]
    original: str | None = None


def settle(group: Sequence[Copy], first_periods: Mapping[str, str]) -> list[Copy]:
    """The copies with the stakes that are left to each, in the group's order.

    For each quota the earliest that counts stands; later ones lose their stake. One that is not settled yet (day, topic
    or author) and may prove to be the earlier keeps the periods before; then the one that stands has to be looked at
    too: which of them counts is not known. `first_periods`: of the year, by quota; no post can be earlier.
    """
    if len(group) < 2:
        return list(group)
    for quota in sorted({stake.quota for copy in group for stake in copy.stakes}):
        first = min(
            (copy for copy in group if (own := _of(copy, quota)) and own.firm),
            key=lambda copy: (_of_sure(copy, quota).keys, copy.order),
            default=None,
        )
        if first is not None:
            group = _behind(first, quota, group, first_periods.get(quota, ""))
    return list(group)


def _behind(first: Copy, quota: str, group: Sequence[Copy], first_period: str) -> list[Copy]:
    """The group after `first` has taken its place."""
    key = _of_sure(first, quota).keys[0]
    left = [copy if copy is first else _left(copy, quota, key, first, key == first_period) for copy in group]
    rivals = any(_keeps(copy, quota) for copy in left if copy.post != first.post)
    return [_doubted(copy, quota) if copy is first and rivals else copy for copy in left]


def _left(copy: Copy, quota: str, key: str, first: Copy, nothing_before: bool) -> Copy:
    """What is left to a copy behind `first`, which stands in `key`."""
    own = _of(copy, quota)
    if own is None or not own.keys:
        return copy
    before = () if own.firm or own.late or nothing_before else tuple(one for one in own.keys if one < key)
    kept = (replace(own, keys=before),) if before else ()
    others = tuple(stake for stake in copy.stakes if stake.quota != quota)
    return replace(copy, stakes=(*others, *kept), original=copy.original or (None if kept else first.post))


def _keeps(copy: Copy, quota: str) -> bool:
    own = _of(copy, quota)
    return own is not None and bool(own.keys)


def _doubted(copy: Copy, quota: str) -> Copy:
    changed = (replace(s, doubts=(*s.doubts, words.COPY)) if s.quota == quota else s for s in copy.stakes)
    return replace(copy, stakes=tuple(changed))


def _of(copy: Copy, quota: str) -> Stake | None:
    return next((stake for stake in copy.stakes if stake.quota == quota), None)


def _of_sure(copy: Copy, quota: str) -> Stake:
    found = _of(copy, quota)
    if found is None:
        raise LookupError(quota)
    return found
