"""The whole audit as data. `meta.data_sha256` is the hash of `data` written by `canonical`: anyone can check it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from crawler.ledger import SectionFacts
from reports import counts_json, posts_json
from reports.audit import Audit
from reports.checklist import CheckFact
from reports.gaps import Gap

FORMAT = 1


def to_json(audit: Audit) -> dict[str, Any]:
    """Plain data: `meta` says what it was made from, `data` is what was found."""
    data = data_json(audit)
    head = audit.head
    meta = {
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
        "data_sha256": data_hash(data),
    }
    return {"meta": meta, "data": data}


def text(whole: Mapping[str, Any]) -> str:
    """The file's text: the same data, the same bytes. Each post has a line, so that audits can be compared."""
    parts = ",\n".join(f'"{key}": {_lines(value)}' for key, value in whole["data"].items())
    return f'{{"meta": {_line(whole["meta"])},\n"data": {{\n{parts}\n}}}}\n'


def _lines(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _line(value)
    return "[\n" + ",\n".join(map(_line, value)) + "\n]"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def canonical(data: Mapping[str, Any]) -> bytes:
    """JSON with sorted keys and no spaces, in UTF-8: what the hash is of."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def data_hash(data: Mapping[str, Any]) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(canonical(data)).hexdigest()


def data_json(audit: Audit) -> dict[str, Any]:
    """What was found, keys in a fixed order."""
    return {
        "counts": counts_json.to_json(audit.counts),
        "quotas": [duty.quota.model_dump(mode="json") for duty in audit.duties],
        "exceptions": [row.model_dump(mode="json") for row in _exceptions(audit)],
        "posts": [posts_json.to_json(row) | {"reason": row.reason, "cells": _cells(row.cells)} for row in audit.posts],
        "gaps": [_gap(gap) for agency in audit.agencies for gap in agency.gaps],
        "checklist": [_check(agency.id, fact) for agency in audit.agencies for fact in agency.checklist],
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


def _cells(cells: Iterable[tuple[str, str, str]]) -> list[dict[str, str | None]]:
    return [{"quota": quota, "period": period or None, "state": state} for quota, period, state in cells]


def _gap(gap: Gap) -> dict[str, Any]:
    found = _flat(gap) | {"agency": gap.agencies[0], "section": gap.section.section if gap.section else None}
    return {key: value for key, value in found.items() if key != "agencies"}


def _check(agency: str, fact: CheckFact) -> dict[str, Any]:
    newest = fact.newest.id if fact.newest else None
    return {"agency": agency, "duty": fact.row.id, "clause": fact.row.clause, "newest": newest, "age_days": fact.age}


def _flat(record: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
