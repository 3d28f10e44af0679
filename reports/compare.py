"""What changed between two audits of the same province and year, and why, from their data alone."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from crawler.errors import BadInput
from reports.audit_json import FORMAT, canonical

Data = Mapping[str, Any]
Cell = tuple[str, str | None, str]  # quota, period, state
Why = Literal[
    "new",
    "unseen",
    "late",
    "dropped",
    "decision",
    "page",
    "text",
    "date",
    "credit",
    "copy",
    "lexicon",
    "rules",
    "other",
]


@dataclass(frozen=True)
class PostChange:
    """A post of one agency and channel that stands for other figures than before; `why`: all that is seen of it."""

    post: str
    agency: str | None
    channel: str
    title: str
    url: str
    gained: tuple[Cell, ...]
    lost: tuple[Cell, ...]
    why: tuple[Why, ...]


@dataclass(frozen=True)
class CellChange:
    """A figure that is another: (count, attested, review, complete, due); None where there was or is none."""

    agency: str
    quota: str
    period: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    why: tuple[Why, ...]  # of the posts that came or went


@dataclass(frozen=True)
class VerdictChange:
    agency: str
    quota: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Comparison:
    """`before`, `after`: what the two were made from (`meta`)."""

    before: Data
    after: Data
    verdicts: tuple[VerdictChange, ...]
    cells: tuple[CellChange, ...]
    posts: tuple[PostChange, ...]

    @property
    def same(self) -> bool:
        return not (self.verdicts or self.cells or self.posts)

    @property
    def causes(self) -> Mapping[Why, int]:
        """How many posts changed for each reason; a post may have several."""
        return Counter(why for post in self.posts for why in post.why)


def read_old(path: Path) -> Data:
    """An earlier `audit.json`. Raises BadInput where it is none, or not as it was written."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"Không đọc được {path}: cần tệp audit.json của một báo cáo trước.") from error
    if not (isinstance(found, dict) and isinstance(found.get("meta"), dict) and isinstance(found.get("data"), dict)):
        raise BadInput(f"{path} không phải audit.json của một báo cáo.")
    if found["meta"].get("format") != FORMAT:
        raise BadInput(f"{path} có định dạng khác ({found['meta'].get('format')}), chương trình này đọc {FORMAT}.")
    if hashlib.sha256(canonical(found["data"]).encode()).hexdigest() != found["meta"].get("data_sha256"):
        raise BadInput(f"{path} đã bị sửa: dữ liệu không khớp mã băm ghi trong tệp.")
    return found


def compare(old: Data, new: Data) -> Comparison:
    """Old and new are `{"meta", "data"}`. Where one of them is of some agencies only, those of both are compared.

    Raises BadInput where they are of other provinces or years.
    """
    for key, words in (("province", "tỉnh"), ("year", "năm")):
        if old["meta"].get(key) != new["meta"].get(key):
            raise BadInput(f"Không so được: báo cáo trước của {words} {old['meta'].get(key)}.")
    if any(audit["meta"]["agencies"] < audit["meta"]["registered_agencies"] for audit in (old, new)):
        shared = _agencies(old) & _agencies(new)
        old, new = _narrowed(old, shared), _narrowed(new, shared)
    posts = tuple(_posts(old, new))
    return Comparison(old["meta"], new["meta"], tuple(_verdicts(old, new)), tuple(_cells(old, new, posts)), posts)


def _agencies(audit: Data) -> set[str]:
    return {agency["id"] for agency in audit["data"]["counts"]["agencies"]}


def _narrowed(audit: Data, agencies: set[str]) -> Data:
    """The audit of these agencies alone."""
    data = audit["data"]
    counts = [one for one in data["counts"]["agencies"] if one["id"] in agencies]
    posts = [row for row in data["posts"] if row["agency"] in agencies]
    return {"meta": audit["meta"], "data": {**data, "counts": {**data["counts"], "agencies": counts}, "posts": posts}}


def _quotas(audit: Data) -> dict[tuple[str, str], Data]:
    agencies = audit["data"]["counts"]["agencies"]
    return {(agency["id"], quota["quota"]): quota for agency in agencies for quota in agency["quotas"]}


def _verdicts(old: Data, new: Data) -> Iterator[VerdictChange]:
    before, after = _quotas(old), _quotas(new)
    for key in _both(before, after):
        was, now = ((found[key]["verdict"] if key in found else None) for found in (before, after))
        if was != now:
            yield VerdictChange(key[0], key[1], was, now)


_FIGURES = ("count", "attested", "review", "complete", "due")


def _cells(old: Data, new: Data, posts: tuple[PostChange, ...]) -> Iterator[CellChange]:
    moved: dict[tuple[str | None, str, str | None], list[Why]] = defaultdict(list)
    for post in posts:
        for quota, period, _ in (*post.gained, *post.lost):
            moved[post.agency, quota, period] += post.why
    before, after = _quotas(old), _quotas(new)
    for key in _both(before, after):
        was, now = (found[key]["periods"] if key in found else {} for found in (before, after))
        for period in _both(was, now):
            pair = [_figures(found.get(period)) for found in (was, now)]
            if pair[0] != pair[1]:
                why = tuple(dict.fromkeys(moved[key[0], key[1], period]))
                yield CellChange(key[0], key[1], period, pair[0], pair[1], why)


def _figures(cell: Data | None) -> Mapping[str, Any] | None:
    return {name: cell[name] for name in _FIGURES} if cell is not None else None


def _both(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> list[Any]:
    """The keys of both, those of the new one first and in its order."""
    return [*after, *(key for key in before if key not in after)]


def _posts(old: Data, new: Data) -> Iterator[PostChange]:
    before, after = _rows(old), _rows(new)
    seen = _Seen(old, new)
    for key in _both(before, after):
        was, now = before.get(key), after.get(key)
        gained, lost = _stood(now) - _stood(was), _stood(was) - _stood(now)
        if gained or lost:
            row = now or was or {}
            why = tuple(seen.why(key[0], was, now))
            yield PostChange(key[0], key[1], key[2], row["title"], row["url"], _sorted(gained), _sorted(lost), why)


def _rows(audit: Data) -> dict[tuple[str, str | None, str], Data]:
    return {(row["id"], row["agency"], row["channel"]): row for row in audit["data"]["posts"]}


def _stood(row: Data | None) -> set[Cell]:
    return {(cell["quota"], cell["period"], cell["state"]) for cell in row["cells"]} if row else set()


def _sorted(cells: set[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: (cell[0], cell[1] or "", cell[2])))


class _Seen:
    """What the two audits show of why a post stands elsewhere than before."""

    def __init__(self, old: Data, new: Data) -> None:
        self._before, self._after = ({row["id"] for row in audit["data"]["posts"]} for audit in (old, new))
        self._read_until = old["meta"].get("read_until")
        self._late = {row["post"] for row in new["data"].get("late", ())}
        self._lexicon = old["meta"].get("lexicon") != new["meta"].get("lexicon")
        names = ("quotas", "exceptions")
        self._rules = any(old["data"].get(name) != new["data"].get(name) for name in names)

    def why(self, post: str, was: Data | None, now: Data | None) -> list[Why]:
        """At least one reason; those that are certain come first."""
        if post not in self._before and now is not None:
            return [*(["late"] if post in self._late else []), "new" if self._is_new(now) else "unseen"]  # type: ignore[list-item]
        if post not in self._after:
            return ["dropped"]
        if was is None or now is None:
            row = now or was or {}
            return ["decision"] if row.get("decided_by") == "inspector" or row.get("decisions") else ["credit"]
        return list(self._changed(was, now)) or ["rules" if self._rules else "other"]

    def _changed(self, was: Data, now: Data) -> Iterator[Why]:
        decided = was.get("decisions") != now.get("decisions") if "decisions" in was else _inspected(was, now)
        if decided:
            yield "decision"
        if was["snapshot"] is None and now["snapshot"]:
            yield "page"
        elif was["snapshot"] != now["snapshot"]:
            yield "text"
        if was["published"] != now["published"] and not decided:
            yield "date"
        if was["duplicate_of"] != now["duplicate_of"]:
            yield "copy"
        if self._lexicon and (was["topics"], was["score"]) != (now["topics"], now["score"]):
            yield "lexicon"

    def _is_new(self, row: Data) -> bool:
        if not self._read_until:
            return True
        return bool(datetime.fromisoformat(row["first_seen"]) > datetime.fromisoformat(self._read_until))


def _inspected(was: Data, now: Data) -> bool:
    before, after = (row["decided_by"] == "inspector" for row in (was, now))
    return bool(before != after)
