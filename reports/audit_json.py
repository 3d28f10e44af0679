"""The whole audit as data: `meta` and `data`, whose hash stands in `meta.data_sha256`, so that anyone can check it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from crawler.ledger import SectionFacts
from crawler.posts import PostRow
from reports import counts_json, posts_json
from reports.attested_json import file_json, row_json
from reports.audit import Audit, Head
from reports.checklist import CheckFact, ColumnFact
from reports.evidence import Late
from reports.gaps import Gap
from reports.hotlines import Hotlines
from reports.recallviews import recall_json
from reports.replyviews import reply_json

FORMAT = 1


def written(audit: Audit) -> tuple[str, str]:
    """The file's text, and the hash of its data. The same audit gives the same text."""
    data = canonical(data_json(audit))
    digest = hashlib.sha256(data.encode()).hexdigest()
    meta = json.dumps(meta_json(audit.head) | {"data_sha256": digest}, ensure_ascii=False)
    return f'{{"meta": {meta},\n"data": {data}}}\n', digest


def canonical(data: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no spaces: what the hash is of, in UTF-8."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def meta_json(head: Head) -> dict[str, Any]:
    """What the audit was made from."""
    return {
        "format": FORMAT,
        "program": head.program,
        "lexicon": head.lexicon,
        "province": head.province,
        "plan": head.plan,
        "year": head.year,
        "as_of": head.as_of.isoformat(),
        "read_until": head.read_until,
        "agencies": head.agencies,
        "registered_agencies": head.registered,
    }


def data_json(audit: Audit) -> dict[str, Any]:
    """What was found."""
    return {
        "counts": counts_json.to_json(audit.counts),
        "quotas": [duty.quota.model_dump(mode="json") for duty in audit.duties],
        "exceptions": [row.model_dump(mode="json") for row in _exceptions(audit)],
        "posts": [posts_json.to_json(row) | _beside(row) for row in audit.posts],
        "late": [_late(post, late) for post, late in sorted(audit.evidence.late.items())],
        "attested": [row_json(one) for one in audit.attested],
        "attested_files": [file_json(one) for one in audit.attested_files],
        "replies": [reply_json(one) for one in audit.evidence.replies],
        "second_ways": [recall_json(section, way) for section, way in sorted(audit.evidence.second.items())],
        "gaps": [_gap(gap) for agency in audit.agencies for gap in agency.gaps],
        "checklist": [_check(audit, agency.id, fact) for agency in audit.agencies for fact in agency.checklist],
        "sections": [_flat(one) for one in (*audit.portal_sections, *_own_sections(audit))],
        "crawls": [dict(row) for row in audit.crawls],
        "mismatches": [_flat(one) for one in audit.mismatches],
        "themes": dict(audit.themes),
    }


def _exceptions(audit: Audit) -> list[Any]:
    found: list[Any] = []
    for duty in audit.duties:
        found += [row for row in duty.exceptions if row not in found]
    return found


def _own_sections(audit: Audit) -> Iterable[SectionFacts]:
    return (section for agency in audit.agencies for section in agency.sections)


def _beside(row: PostRow) -> dict[str, Any]:
    said = [dict(one) for one in row.decisions]
    return {"reason": row.reason, "cells": _cells(row.cells), "decisions": said, "recheck": row.recheck}


def _late(post: str, late: Late) -> dict[str, Any]:
    read = [{"crawl": one.crawl, "section": one.section, "at": one.at.isoformat()} for one in late.readings]
    return {
        "post": post,
        "day": late.day.isoformat(),
        "first_seen": late.first_seen.isoformat(),
        "crawl": late.crawl,
        "readings": read,
    }


def _cells(cells: Iterable[tuple[str, str, str]]) -> list[dict[str, str | None]]:
    return [{"quota": quota, "period": period or None, "state": state} for quota, period, state in cells]


def _gap(gap: Gap) -> dict[str, Any]:
    found = _flat(gap) | {"agency": gap.agencies[0], "section": gap.section.section if gap.section else None}
    return {key: value for key, value in found.items() if key != "agencies"}


def _check(audit: Audit, agency: str, fact: CheckFact) -> dict[str, Any]:
    newest = fact.newest.id if fact.newest else None
    return {
        "agency": agency,
        "duty": fact.row.id,
        "clause": fact.row.clause,
        "newest": newest,
        "age_days": fact.age,
        "attested": fact.attested,
        "attested_weeks": fact.attested_weeks,
        "column": _column(fact.column) if fact.column else None,
        "hotlines": _hotlines(audit.evidence.hotlines.get(agency)) if fact.row.evidence == "hotline" else None,
    }


def _column(column: ColumnFact) -> dict[str, Any]:
    sections = [one.section for one in column.sections]
    return _flat(column) | {"sections": sections, "newest": column.newest.id if column.newest else None}


def _hotlines(found: Hotlines | None) -> dict[str, Any] | None:
    return {"pages": found.pages, "posts": found.posts, "lines": [_flat(one) for one in found.lines]} if found else None


def _flat(record: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
