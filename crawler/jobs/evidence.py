"""What a report shows beside its figures, gathered from the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from sqlite_utils import Database

from crawler.found import SecondWay
from crawler.jobs.heard import heard
from crawler.jobs.hotlines import hotlines
from crawler.jobs.judged import Judged
from crawler.posts import PostRow
from crawler.registry.model import PORTAL
from crawler.replies import Reply
from crawler.store import crawls, posts, witness
from crawler.store.decisions import ADDED
from crawler.store.replies import replies
from crawler.store.secondways import second_ways
from pipelines.standing import standings
from reports.evidence import Evidence, Key, MachineSaid
from reports.late import late_posts


def evidence(db: Database, found: Judged) -> Evidence:
    """Of the posts judged. Changes nothing, and no figure rests on it."""
    zone = found.registry.province.zone
    rows, seen = crawls.list_page_rows(db), witness.first_shown(db)
    return Evidence(
        machine=machine_said(db, found),
        lengths=witness.text_lengths(db),
        texts=partial(witness.texts, db),
        late=late_posts(found.posts, found.sections, rows, seen, zone),
        replies=_of_year(replies(db), found),
        second=_shown(second_ways(db), found),
        hotlines=hotlines(db, found),
    )


def _of_year(said: Iterable[Reply], found: Judged) -> tuple[Reply, ...]:
    agencies = {agency.id for agency in found.counts.agencies}
    return tuple(one for one in said if one.agency in agencies and one.period[:4] == str(found.year))


def _shown(ways: Mapping[str, SecondWay], found: Judged) -> dict[str, SecondWay]:
    """Those of the sections of which the report speaks."""
    owners = {PORTAL, *(agency.id for agency in found.counts.agencies)}
    return {one.section: ways[one.section] for one in found.sections if one.owner in owners and one.section in ways}


def machine_said(db: Database, found: Judged) -> dict[Key, MachineSaid]:
    """Where each post that inspectors decided on would stand by itself, without their word."""
    facts = [fact for post in _decided(found.posts) for fact in posts.post_facts(db, post)]
    alone = [
        replace(one, decisions=tuple(said for said in one.decisions if said.action == ADDED), recheck=False)
        for one in heard(db, found.registry, facts)
    ]
    sections = {one.section: one for one in found.sections}
    zone = found.registry.province.zone
    rows = [row for one in alone for row in standings(found.registry, [one], sections, zone)]
    return {(row.post, row.agency or None, row.channel): MachineSaid(row.status, row.reason) for row in rows}


def _decided(rows: Iterable[PostRow]) -> list[str]:
    return sorted({row.id for row in rows if any(said["action"] != ADDED for said in row.decisions)})
