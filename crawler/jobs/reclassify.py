"""`cchc reclassify`: today's lexicon over the stored posts, shown before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import CchcError
from crawler.jobs.cells import CellChange, changed, tallied
from crawler.jobs.decide import decide
from crawler.jobs.heard import heard
from crawler.jobs.held import held_verdict
from crawler.jobs.known import load_registry
from crawler.registry.model import Registry
from crawler.registry.sections import resolved_sections
from crawler.store import open_to_read
from crawler.store.decided import revision
from crawler.store.likeness import near_texts
from crawler.store.posts import post_facts, post_records, save_verdicts
from crawler.store.records import PostFacts, PostRecord, StandingRecord, VerdictRecord
from pipelines.classify import classify
from pipelines.lexicon import Lexicon, of_plan
from pipelines.records import verdict_record
from pipelines.standing import standings as stand

ANSWERS = ("label", "topics", "reviews", "themes", "documents")


@dataclass(frozen=True)
class VerdictChange:
    """A post whose verdict would be another. `before` None: it had none."""

    post: str
    title: str
    before: VerdictRecord | None
    after: VerdictRecord


@dataclass(frozen=True)
class Preview:
    """What reclassifying would change. `stored`: all verdicts to be stored, those too that only name the new lexicon.

    `revision`: the state of the store that was looked at.
    """

    lexicon: str
    posts: int
    verdicts: tuple[VerdictChange, ...]
    cells: tuple[CellChange, ...]
    stored: tuple[VerdictRecord, ...]
    revision: int


def preview(registry: Path, db: Path) -> Preview:
    """What today's lexicon would make of the stored posts; nothing of it is stored."""
    loaded = load_registry(registry)
    store = open_to_read(db)
    decide(store, loaded)
    at = revision(store)
    lexicon = of_plan(loaded.plan)
    facts = heard(store, loaded, post_facts(store))
    known = {one.post.id: one for one in facts}
    found = {record.id: (record, verdict) for record, verdict in _verdicts(store, loaded, lexicon, known)}
    now = [_with(one, *found[one.post.id]) if one.post.id in found else one for one in facts]
    return Preview(
        lexicon=lexicon.version,
        posts=len(facts),
        verdicts=tuple(
            VerdictChange(post, record.title, known[post].verdict, verdict)
            for post, (record, verdict) in found.items()
            if _answers(known[post].verdict) != _answers(verdict)
        ),
        cells=changed(tallied(_stand(store, loaded, facts)), tallied(_stand(store, loaded, now))),
        stored=tuple(verdict for _, verdict in found.values()),
        revision=at,
    )


def store_verdicts(registry: Path, db: Path, shown: Preview) -> None:
    """Stores what was shown and decides anew. CchcError, and nothing stored, where the store has changed since."""
    loaded = load_registry(registry)
    store = open_to_read(db)
    with store.atomic():
        if revision(store) != shown.revision:
            raise CchcError("Cơ sở dữ liệu đã thay đổi trong lúc chờ trả lời, chưa lưu gì. Hãy chạy lại.")
        save_verdicts(store, shown.stored)
    decide(store, loaded)


def _verdicts(
    db: Database, registry: Registry, lexicon: Lexicon, known: Mapping[str, PostFacts]
) -> Iterator[tuple[PostRecord, VerdictRecord]]:
    """Verdicts that differ from the stored ones in anything."""
    dedicated = {one.section for one in resolved_sections(registry) if one.dedicated}
    for record in post_records(db):
        facts = known.get(record.id)
        if facts is None:
            continue
        filed = any(section in dedicated for section in facts.sections)
        verdict = (
            held_verdict(record.id, record.title, lexicon)
            if record.held
            else verdict_record(record.id, classify(record.title, record.body, lexicon, dedicated=filed))
        )
        if verdict != facts.verdict:
            yield record, verdict


def _with(facts: PostFacts, record: PostRecord, verdict: VerdictRecord) -> PostFacts:
    """The facts under the new verdict; a document's text says when it was signed."""
    body = record.body if verdict.documents else facts.post.body
    return replace(facts, verdict=verdict, post=replace(facts.post, body=body))


def _stand(db: Database, registry: Registry, facts: list[PostFacts]) -> list[StandingRecord]:
    sections = {one.section: one for one in resolved_sections(registry)}
    return stand(registry, facts, sections, registry.province.zone, near_texts(db))


def _answers(verdict: VerdictRecord | None) -> tuple[object, ...]:
    return tuple(getattr(verdict, name, None) for name in ANSWERS)
