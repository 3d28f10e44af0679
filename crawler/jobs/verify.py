"""`cchc verify`: the stored evidence read again, everything decided anew from it alone, and each difference named."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from crawler.counts import PeriodCount, QuotaCount, YearCounts
from crawler.errors import BadInput
from crawler.jobs.cells import CellChange, changed
from crawler.jobs.judged import judged
from crawler.jobs.known import load_registry
from crawler.jobs.reread import Reread, Rereader, owned
from crawler.jobs.sealed import notes, page_faults, seal_faults
from crawler.registry.model import Registry
from crawler.store import frame, open_store, open_to_read
from crawler.store.database import Store
from crawler.store.evidence import last_manifest
from crawler.store.posts import post_facts, save_verdicts
from crawler.store.records import PostFacts, VerdictRecord
from crawler.store.standings import post_rows, tallies
from pipelines.classify import classify
from pipelines.records import verdict_record

ANSWERS = ("label", "topics", "reviews", "themes", "documents")


@dataclass(frozen=True)
class Difference:
    """One thing that is not what the evidence says.

    `kind`: manifest, warc, ledger, page (the evidence itself); listing, entry, file, post, verdict, credit, standing,
    count (what was concluded). `stored`: what the store says, `found`: what the evidence says; "" where `why` tells.
    """

    kind: str
    what: str
    field: str = ""
    stored: str = ""
    found: str = ""
    why: str = ""


@dataclass(frozen=True)
class Verified:
    """`head`: number and hash of the last manifest, by which everything before it is fixed. `notes`: no differences.

    `lexicons`: under which the stored posts were classified, where it is not today's alone.
    """

    pages: int
    lists: int
    posts: int
    cells: int
    head: tuple[int, str | None]
    differences: tuple[Difference, ...]
    changes: tuple[CellChange, ...]
    notes: tuple[str, ...]
    lexicon: str
    lexicons: tuple[str, ...]


def verify(
    registry: Path,
    db: Path,
    *,
    agencies: Sequence[str] = (),
    year: int | None = None,
    as_of: date | None = None,
) -> Verified:
    """Reads the evidence again and compares. Raises BadInput on a bad registry, an unknown agency, or no store."""
    loaded = load_registry(registry)
    if unknown := sorted(set(agencies) - {one.id for one in loaded.agencies}):
        raise BadInput(f"Tệp đăng ký không có cơ quan: {', '.join(unknown)}. Hãy xem mã cơ quan bằng “cchc check”.")
    store = open_to_read(db)
    faults = list(seal_faults(store, db.parent))
    wanted = {one.section for one in owned(loaded, tuple(agencies))}
    with tempfile.TemporaryDirectory(prefix="cchc-verify-") as folder:
        to = open_store(Path(folder) / "again.db")
        try:
            reader = Rereader(store, to, loaded, frame.bound_to(store, wanted))
            done = reader.run()
            if not agencies:
                faults += page_faults(store, done.seen)
            return _compared(store, to, loaded, reader, faults, agencies, year, as_of)
        finally:
            to.close()
            store.close()


def _compared(
    store: Store,
    to: Store,
    registry: Registry,
    reader: Rereader,
    faults: list[tuple[str, str, str]],
    agencies: Sequence[str],
    year: int | None,
    as_of: date | None,
) -> Verified:
    done, sections = reader.done, set(reader.sections)
    _as_reclassified(store, to, registry, reader)
    counts = [
        judged(registry, one, year=year, as_of=as_of, agencies=agencies, listed=False).counts for one in (store, to)
    ]
    chosen = {one.id for one in counts[0].agencies}
    cells = changed(*([one for one in tallies(db) if one.agency in chosen] for db in (store, to)))
    told = [Difference(kind, what, why=why) for kind, what, why in (*faults, *done.faults)]
    told += _listings(store, done, sections)
    told += _posts(frame.told_posts(store, sections), frame.told_posts(to, sections))
    told += _decisions(store, to, sections)
    told += _standings(store, to, chosen)
    told += _counts(*counts)
    before = {one.verdict.lexicon for one in post_facts(store) if one.verdict and one.verdict.lexicon}
    return Verified(
        pages=len(frame.page_rows(store)) if not agencies else len(done.seen),
        lists=done.lists,
        posts=done.posts,
        cells=sum(len(quota.periods) for one in counts[0].agencies for quota in one.quotas),
        head=last_manifest(store),
        differences=tuple(told),
        changes=cells,
        notes=tuple(notes(store, store.root or Path())),
        lexicon=reader.lexicon.version,
        lexicons=tuple(sorted(before - {reader.lexicon.version})),
    )


def _as_reclassified(store: Store, to: Store, registry: Registry, reader: Rereader) -> None:
    """A stored verdict stands if the text gives it: a crawl looks at one section of a post, `reclassify` at all."""
    stored = {one.post.id: one for one in post_facts(store)}
    dedicated = {one.section for one in reader.sections.values() if one.dedicated}
    taken = []
    for one in post_facts(to):
        old = stored[one.post.id].verdict if one.post.id in stored else None
        if old is None or old == one.verdict or one.post.held:
            continue
        filed = bool(dedicated.intersection(stored[one.post.id].sections))
        record = post_facts(to, one.post.id)[0].post
        if verdict_record(record.id, classify(record.title, record.body, reader.lexicon, dedicated=filed)) == old:
            taken.append(old)
    save_verdicts(to, taken)


def _listings(store: Store, done: Reread, sections: set[str]) -> Iterator[Difference]:
    """What the store says that listings said, where no list page says it."""
    for key, row in frame.entry_rows_of(store, sections).items():
        said = done.said.get(key)
        if said and (row["title"], row["date_words"]) not in said:
            title, words = sorted(said)[-1]
            yield Difference(
                "entry", row["url"], "listing", f"{row['title']} · {row['date_words']}", f"{title} · {words}"
            )


def _posts(stored: dict[str, dict[str, Any]], found: dict[str, dict[str, Any]]) -> Iterator[Difference]:
    for post in sorted(stored.keys() | found.keys()):
        old, new = stored.get(post), found.get(post)
        if old is None or new is None:
            why = "bằng chứng không cho thấy tin, bài này" if new is None else "bằng chứng có mà cơ sở dữ liệu không có"
            yield Difference("post", post, why=why)
            continue
        for name in frame.TOLD:
            if old[name] != new[name]:
                yield Difference("post", post, name, _shown(old[name]), _shown(new[name]))


def _decisions(store: Store, to: Store, sections: set[str]) -> Iterator[Difference]:
    """Verdicts and credits."""
    known = frame.told_posts(store, sections).keys()
    old, new = ({one.post.id: one for one in post_facts(db) if one.post.id in known} for db in (store, to))
    for post in sorted(old.keys() & new.keys()):
        before, after = old[post].verdict, new[post].verdict
        for name in (*ANSWERS, "score"):
            if getattr(before, name, None) != getattr(after, name, None):
                yield Difference("verdict", post, name, _answer(before, name), _answer(after, name))
        if _credited(old[post]) != _credited(new[post]):
            yield Difference("credit", post, "credit", _credited(old[post]), _credited(new[post]))


def _answer(verdict: VerdictRecord | None, name: str) -> str:
    return _shown(getattr(verdict, name, None))


def _credited(facts: PostFacts) -> str:
    return ", ".join(f"{one.agency or '–'} ({one.kind})" for one in facts.credits)


def _standings(store: Store, to: Store, chosen: set[str]) -> Iterator[Difference]:
    old, new = (
        {(one.id, one.agency, one.channel): (one.status, one.cells) for one in post_rows(db) if one.agency in chosen}
        for db in (store, to)
    )
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            post, agency, channel = key
            yield Difference("standing", post, f"{agency}, {channel}", _standing(old.get(key)), _standing(new.get(key)))


def _standing(one: tuple[str, tuple[tuple[str, str, str], ...]] | None) -> str:
    """`counted own-site 2024-03`."""
    if one is None:
        return ""
    cells = ", ".join(f"{quota} {period or '–'} {state}" for quota, period, state in one[1])
    return f"{one[0]}{f': {cells}' if cells else ''}"


def _counts(stored: YearCounts, found: YearCounts) -> Iterator[Difference]:
    for one, other in zip(stored.agencies, found.agencies, strict=True):
        for quota, again in zip(one.quotas, other.quotas, strict=True):
            yield from _quota(one.id, quota, again)


def _quota(agency: str, stored: QuotaCount, found: QuotaCount) -> Iterator[Difference]:
    for period, cell in stored.periods.items():
        for name in (one.name for one in fields(PeriodCount)):
            old, new = getattr(cell, name), getattr(found.periods[period], name)
            if old != new:
                yield Difference("count", f"{agency}, {stored.quota}, {period}", name, _shown(old), _shown(new))
    for name in ("verdict", "reason", "total", "shortfall", "undated"):
        old, new = getattr(stored, name), getattr(found, name)
        if old != new:
            yield Difference("count", f"{agency}, {stored.quota}", name, _shown(old), _shown(new))


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
