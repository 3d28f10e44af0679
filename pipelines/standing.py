"""Where each post stands: one row for each agency and channel it is in, and for which quotas and periods it counts.

The row's status is the first of these that holds:
`rejected`       an inspector says that it does not count, and it stands for nothing else
`unattributed`   on the portal, and from nobody who is audited
`off_topic`      no quota of the agency in this channel asks for what it is about
`counted`        it counts for a quota, in one period
`undated`        it would count, but may belong to any period
`review`         a person has to look: its day may lie in several periods, its topic or its author is unclear, its page
                 could not be read, or a copy of it may prove to be the earlier one
`duplicate`      an earlier copy stands in its place
`out_of_period`  its day lies outside the plan's year or the time of the duty; a document past its deadline

A document counts in the row of one channel, whichever lists it: of its own channel, else of the agency's site, else of
the portal.

What inspectors have decided is put in the place of what the machine found before anything is judged
(`pipelines/inspected.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from crawler import periods
from crawler.ledger import SectionFacts
from crawler.registry.model import PORTAL, Quota, Registry
from crawler.store.records import DecisionRecord, NearText, PostFacts, PostRecord, StandingRecord
from pipelines import inspected
from pipelines import standing_words as words
from pipelines.copies import Copy, Order, settle
from pipelines.copygroups import Copies
from pipelines.document_stakes import CHANNEL as DOCUMENT
from pipelines.document_stakes import document_stakes
from pipelines.stakes import Stake, stakes
from pipelines.whose import NOBODY, Place, places

_DECIDED_BY = "lexicon"
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)
_DOCUMENT_ROWS = (DOCUMENT, "own_site", "press", "broadcast", PORTAL)


@dataclass(frozen=True)
class _Row:
    facts: PostFacts
    place: Place
    copy: Copy
    asked: bool  # whether the agency has quotas in this channel
    decisions: tuple[DecisionRecord, ...] = ()  # inspectors' decisions that have a say in it


def standings(
    registry: Registry,
    facts: Iterable[PostFacts],
    sections: Mapping[str, SectionFacts],
    zone: tzinfo,
    near: Iterable[NearText] = (),
) -> list[StandingRecord]:
    """Every post's rows, by post, agency and channel; the order of what is given makes no difference.

    `sections`: the registered ones by id. A post that none of them lists has no row. `near`: texts that are nearly one.
    """
    quotas = {
        agency.id: [q for q in registry.plan.quotas if agency in registry.bound(q)] for agency in registry.agencies
    }
    rows = [row for one in facts for row in _rows(inspected.apply(one), registry, sections, quotas, zone)]
    posts = {row.facts.post.id: row.facts.post for row in rows}
    copies = Copies(near)
    records = [_record(row, posts, copies) for row in _settled(rows, registry, copies)]
    return sorted(records, key=lambda record: (record.post, record.agency, record.channel))


def _rows(
    facts: PostFacts,
    registry: Registry,
    sections: Mapping[str, SectionFacts],
    quotas: Mapping[str, list[Quota]],
    zone: tzinfo,
) -> list[_Row]:
    found = places(facts, registry, sections)
    order = _order(facts.post, facts.first_seen, zone)
    rows = []
    for place in found:
        staked = tuple(_stakes(facts, place, found, registry, quotas))
        asked = any(quota.channel in (place.channel, DOCUMENT) for quota in quotas.get(place.agency, ()))
        credited = sections[place.section].owner == PORTAL
        decisions = inspected.bearing(facts, place.agency, credited=credited)
        rows.append(_Row(facts, place, Copy(facts.post.id, order, staked), asked, decisions))
    return rows


def _stakes(
    facts: PostFacts, place: Place, found: list[Place], registry: Registry, quotas: Mapping[str, list[Quota]]
) -> Iterator[Stake]:
    """`found`: all places of the post."""
    agency = registry.agency(place.agency)
    if agency is None:
        return
    year, asked, documents = registry.plan.year, quotas[agency.id], place == _document_row(place, found)
    for quota in asked:
        seen = inspected.for_quota(facts, agency.id, place.channel, asked, quota)
        if seen is not None:
            decided, counted = seen
            sure = place.certain or (counted and _meant_for(place, found, facts, quota))
            doubts = () if sure else (words.AUTHOR,)
            yield from stakes(decided, agency, place.channel, [quota], year, doubts)
            yield from document_stakes(decided, agency, [quota], year, doubts) if documents else ()


def _meant_for(place: Place, found: list[Place], facts: PostFacts, quota: Quota) -> bool:
    """Whether a person who counts the post says thereby that it is this candidate's: named, or the only one."""
    decision = inspected.verdict_on(facts, place.agency, quota.id)
    named = decision is not None and decision.agency == place.agency
    return named or sum(one.channel == place.channel and not one.certain for one in found) == 1


def _document_row(place: Place, found: list[Place]) -> Place:
    """The row of the same agency that a document stands in."""
    return min((one for one in found if one.agency == place.agency), key=lambda one: _DOCUMENT_ROWS.index(one.channel))


def _order(post: PostRecord, first_seen: str, zone: tzinfo) -> Order:
    """A day without a time is taken from its beginning on."""
    moment = datetime.fromisoformat(post.published) if post.published else _NEVER
    return moment if moment.tzinfo else moment.replace(tzinfo=zone), first_seen, post.id


def _settled(rows: list[_Row], registry: Registry, copies: Copies) -> list[_Row]:
    """The rows after copies of one agency and channel have been told apart."""
    firsts = {quota.id: periods.of_year(registry.plan.year, quota.period)[0] for quota in registry.plan.quotas}
    places: dict[tuple[str, str], list[_Row]] = {}
    for row in rows:
        places.setdefault((row.place.agency, row.place.channel), []).append(row)
    return [
        replace(row, copy=copy)
        for group in places.values()
        for alike in copies.grouped(group, lambda row: row.facts.post)
        for row, copy in zip(alike, settle([row.copy for row in alike], firsts), strict=True)
    ]


def _record(row: _Row, posts: Mapping[str, PostRecord], copies: Copies) -> StandingRecord:
    cells = tuple(cell for stake in row.copy.stakes for cell in stake.cells)
    status = _status(row, {state for *_, state in cells})
    return StandingRecord(
        post=row.facts.post.id,
        agency=row.place.agency,
        channel=row.place.channel,
        status=status,
        reason=" ".join(filter(None, (_reason(row, status, posts, copies), *inspected.told(row.decisions)))),
        duplicate_of=row.copy.original if status == "duplicate" else None,
        section=row.place.section,
        dedicated=row.place.filed,
        decided_by=inspected.INSPECTOR if row.decisions else _DECIDED_BY,
        cells=tuple(sorted(cells)),
        recheck=row.facts.recheck and bool(row.decisions),
    )


def _status(row: _Row, states: set[str]) -> str:
    rejected = any(decision.action == "reject" for decision in row.decisions)
    if rejected and not row.copy.stakes and row.copy.original is None:
        return "rejected"
    if row.place.agency == NOBODY:
        return "unattributed"
    if not row.copy.stakes and row.copy.original is None:
        return "off_topic"
    for state, status in (("count", "counted"), ("undated", "undated"), ("review", "review")):
        if state in states:
            return status
    return "duplicate" if row.copy.original and not states else "out_of_period"


def _reason(row: _Row, status: str, posts: Mapping[str, PostRecord], copies: Copies) -> str:
    """Why, apart from what inspectors say."""
    if status == "rejected":
        return ""
    if status == "unattributed":
        return row.place.note
    if status == "off_topic":
        return words.OFF_TOPIC if row.asked else words.NO_QUOTA
    if status == "duplicate":
        return copies.told(row.facts.post, posts[row.copy.original or ""])
    if status == "review":
        return " ".join(dict.fromkeys(doubt for stake in row.copy.stakes for doubt in stake.doubts))
    told = [stake.note for stake in row.copy.stakes if _tells(stake, status)]
    return " ".join(dict.fromkeys([*told, *_beside(row, status)]))


def _beside(row: _Row, status: str) -> Iterator[str]:
    """What else is to be said of a post that counts for one quota: that for another it is late, or in review."""
    for stake in row.copy.stakes if status == "counted" else ():
        if stake.late:
            yield stake.note
        elif stake.cells and not stake.firm:
            yield from stake.doubts


def _tells(stake: Stake, status: str) -> bool:
    """Whether the stake's note speaks of that status."""
    return {"counted": stake.firm, "undated": stake.undated, "out_of_period": not stake.cells or stake.late}[status]
