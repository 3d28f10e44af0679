"""After a crawl or a change of the registry: where every post stands, decided anew from what is stored."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlite_utils import Database

from crawler import __version__, identity
from crawler.items import Words
from crawler.jobs.heard import heard
from crawler.jobs.held import HeldCredits, held_verdict
from crawler.jobs.likeness import take_up_texts
from crawler.registry.model import Registry
from crawler.registry.sections import resolved_sections
from crawler.store import crawls, likeness, posts, standings
from crawler.store.decided import decided_from, remember_decided, revision
from crawler.store.records import PostRecord
from pipelines import datemerge
from pipelines.dates import Dating, choose
from pipelines.lexicon import of_plan
from pipelines.records import dated
from pipelines.standing import standings as stand


@dataclass(frozen=True)
class Decided:
    """What deciding changed: `changed` posts' standings; `skipped` where nothing it rests on had changed."""

    held: int = 0
    redated: int = 0
    changed: int = 0
    skipped: bool = False


def decide(db: Database, registry: Registry) -> Decided:
    """Holds entries whose pages are gone, dates posts by other listings, and makes the standings what they must be.

    Does nothing where the store and the registry are as they were the last time. A crawl may write all the while: what
    is remembered is the state before the facts were read, so that whatever came later is decided the next time; and
    standings made meanwhile by another process are not replaced by older ones.
    """
    before = decided_from(db)
    if before == _inputs(db, registry):
        return Decided(skipped=True)
    sections = resolved_sections(registry)
    with db.atomic():
        crawls.put_sections(db, sections)
        held, redated = _hold(db, registry), _redate(db, registry)
        inputs = _inputs(db, registry)
    take_up_texts(db)
    facts = heard(db, registry, posts.post_facts(db))
    near = likeness.near_texts(db)
    found = stand(registry, facts, {one.section: one for one in sections}, registry.province.zone, near)
    with db.atomic():
        if decided_from(db) == before:
            changed = standings.replace_standings(db, found)
            remember_decided(db, inputs, datetime.now(UTC))
            return Decided(held, redated, changed)
    return decide(db, registry)


def _inputs(db: Database, registry: Registry) -> str:
    """A text that is the same as long as program, registry and stored facts are."""
    rules = hashlib.sha256(registry.model_dump_json().encode()).hexdigest()
    return f"{__version__} {rules} {revision(db)}"


def _hold(db: Database, registry: Registry) -> int:
    """A post for each entry whose page cannot be had, under its listing's title and date, to be reviewed."""
    entries = crawls.entries_to_hold(db, registry.province.zone)
    if not entries:
        return 0
    credits_, lexicon = HeldCredits(registry), of_plan(registry.plan)
    for entry in entries:
        seen = datetime.fromisoformat(entry.first_seen)
        words = (Words(entry.date_words, "listing"),) if entry.date_words else ()
        dating = choose(words, registry.province.zone, now=seen)
        record = replace(_held_record(entry, dating), origin=crawls.crawl_row(db, entry.first_crawl)["origin"])
        posts.save_post(
            db,
            record,
            held_verdict(record.id, record.title, lexicon),
            credits_.of(record.id, entry.section, record.title, dating.days),
            entries=[(entry.section, entry.entry)],
            urls={entry.entry: entry.url},
            crawl=entry.first_crawl,
            seen=seen,
        )
    return len(entries)


def _held_record(entry: crawls.HeldEntry, dating: Dating) -> PostRecord:
    blank = PostRecord(id=identity.post_id(entry.url), url=entry.url, title=entry.title, held=entry.cause)
    return dated(blank, dating, tuple({**one, "entries": [entry.entry]} for one in dating.candidates))


def _redate(db: Database, registry: Registry) -> int:
    """Posts without a date whose other listings print one."""
    zone, found = registry.province.zone, 0
    for record, listed in posts.undated_with_listed_words(db):
        places = {(one["words"], one["place"]): set(one["entries"]) for one in record.date_candidates}
        for entry, text in listed:
            places.setdefault((text, "listing"), set()).add(entry)
        words = datemerge.words_of(places, ())
        dating = choose(words, zone, now=datetime.fromisoformat(record.fetched_at or ""), family=record.family)
        if dating.days:
            posts.update_date(db, dated(record, dating, datemerge.marked(dating.candidates, places)))
            found += 1
    return found
