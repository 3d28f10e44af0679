"""From whom a post on the portal is: the line of its source before all others, then the other places of credit.

An unjust credit is worse than a question. So what only mentions an agency, or is about it, makes it a candidate at
most; a source that is somebody else's ends the search; and places of one rank that disagree decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, Self

from scrapy.crawler import Crawler

from crawler import identity
from crawler.registry.model import PORTAL
from crawler.registry.sections import hosts_of
from crawler.settings import registry_of
from crawler.text import fold
from pipelines import creditwords as words
from pipelines.agencynames import Mention, Names
from pipelines.creditlines import LONGEST, Named, named
from pipelines.draft import Credit, Draft
from pipelines.spelling import canon

_CONFIDENCE = {
    "source": 0.97, "byline": 0.94, "supplied": 0.94, "bracket": 0.94, "signature": 0.9, "category": 0.85, "lead": 0.8,
}  # fmt: skip
_DOUBT = 0.4
_LAST_LINES = 4
_MOST_CANDIDATES = 4  # a lead that names more is about the province

_SOURCE = re.compile(r"^\W*(?:nguồn(?:\s+(?:tin|bài))?|trích\s+nguồn|theo\s+nguồn(?:\s+tin)?)\s*[:：]", re.IGNORECASE)
_BYLINE = re.compile(
    r"^\W*(?:tác\s+giả|người\s+(?:viết|gửi)|viết\s+bởi|thực\s+hiện|(?:tin|bài)\b[\s,&-]*(?:và\s+)?(?:bài|ảnh)?)\s*[:：]",
    re.I,
)
_BRACKET = re.compile(r"(?:^|[.!?…”\"/]\s*)[(\[]([^()\[\]]{2,120})[)\]][\s.]*$")
_DATELINE = re.compile(r"^[(\[]([^()\[\]]{2,80})[)\]]\s*[-–:]?\s*\w")
_SUPPLIED = re.compile(r"\bcung cap\W*$")
_RECIPIENTS = re.compile(r"\bnơi\s+nhận\b", re.IGNORECASE)
_BY = re.compile(r"^\W*(?:theo(?:\s+(?:thông\s+tin|tin|nguồn\s+tin)\s+(?:từ|của))?|(?:tin|thông\s+tin)\s+từ)\s+$", re.I)
_NEXT = re.compile(r"^(?:\s+tỉnh)?\s*(?:[,;:]|cho\s+biết\b)", re.IGNORECASE)
_TELLS = re.compile(r"^(?:\s+tỉnh)?\s+(?:vừa\s+|đã\s+)?cho\s+biết\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|và|&)\s*", re.IGNORECASE)
_NEWS_OF = re.compile(
    r"^\s*(?:chuyên\s+mục\s+|chuyên\s+trang\s+)?(?:tin(?:\s+tức)?|hoạt\s+động)?\s*(từ|của)?\s*$", re.IGNORECASE
)
_WHERE = re.compile(r"(?:\btại|\bở|\bđịa\s+bàn|\bcủa|\bđến|\bvề|\btừ|\bvới|\bcho|\btrong)\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class _Evidence:
    """What one place of credit says."""

    form: str
    words: str
    named: Named


def attribute(draft: Draft, names: Names) -> tuple[Credit, ...]:
    """The agencies that the post is from; or those that it may be from; or somebody outside; or nobody at all."""
    valid = _valid(draft.dating.days if draft.dating else (), names)
    lines = [line for line in draft.body.splitlines() if line.strip()]
    sources = [_read("source", line, names, valid) for line in _sources(draft, lines)]
    for evidence in (sources, _signed(draft, lines, names, valid)):
        told = [one for one in evidence if one.named.anybody]
        if told:
            return _decided(told)
    weak = [*_category(draft.category, names, valid), *_lead(_opening(draft, lines), names, valid)]
    return _decided(weak) if weak else _mentioned((draft.title, _opening(draft, lines)), names, valid)


def by_title(title: str, days: Collection[date], names: Names) -> tuple[Credit, ...]:
    """Candidates that a title names, for a post of which nothing else could be read; `days`: it may be of these."""
    return _mentioned((title,), names, _valid(days, names))


def _valid(days: Collection[date], names: Names) -> frozenset[str]:
    """Agencies in force on a day that the post may be of; all where it has none."""
    return frozenset(
        agency for agency, dates in names.dates.items() if not days or any(dates.in_force(day, day) for day in days)
    )


def _read(form: str, line: str, names: Names, valid: frozenset[str]) -> _Evidence:
    found = named(line, names, valid)
    return _Evidence("supplied" if found.supplied else form, line, found)


def _sources(draft: Draft, lines: list[str]) -> list[str]:
    """The line of source; the author's where it says so; one of the last of the text."""
    if draft.source_line or _SOURCE.match(draft.author):
        return [draft.source_line or draft.author]
    return [line for line in lines[-_LAST_LINES:] if _SOURCE.match(line)]


def _signed(draft: Draft, lines: list[str], names: Names, valid: frozenset[str]) -> list[_Evidence]:
    """Byline, brackets at the very end or before the first word, "… cung cấp", a signature alone on the last line."""
    last = [line for line in lines[-_LAST_LINES:] if len(line) <= LONGEST]
    bylines = [draft.author] if draft.author else []
    bylines += [line for line in last if _BYLINE.match(line) and line not in bylines]
    supplied = [line for line in last if _SUPPLIED.search(fold(line)) and not _BRACKET.search(line)]
    read = [_without_portal(_read("byline", line, names, valid)) for line in bylines]
    read += [_read("bracket", found.group(1), names, valid) for found in _match(_BRACKET, lines[-1:])]
    read += [_of_agencies(_read("bracket", words.group(1), names, valid)) for words in _match(_DATELINE, lines[:1])]
    read += [_of_agencies(_read("supplied", line, names, valid)) for line in supplied]
    return [*read, *_signature(lines, names, valid)]


def _match(pattern: re.Pattern[str], lines: list[str]) -> list[re.Match[str]]:
    return [found for line in lines if (found := pattern.search(line))]


def _without_portal(one: _Evidence) -> _Evidence:
    return _of_agencies(one) if words.PORTAL.fullmatch(canon(one.named.outside)) else one


def _of_agencies(one: _Evidence) -> _Evidence:
    """Without the somebody else that a sentence of the text names."""
    return replace(one, named=replace(one.named, outside=""))


def _signature(lines: list[str], names: Names, valid: frozenset[str]) -> list[_Evidence]:
    """The last line, where it is a name alone. A document's recipients are none."""
    if len(lines) < 2 or any(_RECIPIENTS.search(line) for line in lines[-20:]):
        return []
    line = lines[-1].strip()
    mentions = names.mentions(line)
    alone = mentions and mentions[-1].end == len(line) and words.SIGNS.fullmatch(canon(line[: mentions[0].start]))
    signed = alone and line[0].isupper() and not mentions[-1].foreign
    return [_of_agencies(_read("signature", line, names, valid))] if signed else []


def _category(category: str, names: Names, valid: frozenset[str]) -> list[_Evidence]:
    """A section that is an agency's own. "Huyện …" may hold whatever happens there."""
    mentions = names.mentions(category)
    if len(mentions) != 1 or category[mentions[0].end :].strip():
        return []
    one, before = mentions[0], _NEWS_OF.match(category[: mentions[0].start])
    if before is None or one.name.field or one.agency not in valid:
        return []
    sure = not one.foreign and (not one.name.place or before.group(1) is not None)
    return [_Evidence("category", category, Named((one.agency,) if sure else (), () if sure else (one.agency,)))]


def _opening(draft: Draft, lines: list[str]) -> str:
    """The first paragraph that is not the title again."""
    return next((line for line in lines if fold(line) != fold(draft.title)), "")


def _lead(opening: str, names: Names, valid: frozenset[str]) -> list[_Evidence]:
    """The first words: "Theo Sở Y tế, …", "Sở Y tế cho biết, …"."""
    group = _first_group(opening, names.mentions(opening))
    if not group or any(one.foreign or one.agency not in valid for one in group):
        return []
    before, after = opening[: group[0].start], opening[group[-1].end :]
    told = _NEXT.match(after) if _BY.match(before) else _TELLS.match(after) if not before.strip(' “"') else None
    printed = opening[: group[-1].end + (told.end() if told else 0)].strip()
    return [_Evidence("lead", printed, Named(tuple(one.agency for one in group)))] if told else []


def _first_group(text: str, mentions: list[Mention]) -> list[Mention]:
    """The first name, and those joined to it."""
    group = [one for one in mentions[:1] if not (one.name.field or one.name.initials)]
    for before, one in pairwise(mentions):
        if not group or group[-1] is not before or not _AND.fullmatch(text, before.end, one.start):
            break
        group.append(one)
    return group


def _decided(evidence: list[_Evidence]) -> tuple[Credit, ...]:
    """What places of one rank say together."""
    sure = [set(one.named.sure) for one in evidence if one.named.sure]
    agreed = set.intersection(*sure) if sure else set()
    if agreed:
        return tuple(_credit(agency, "credited", evidence) for agency in sorted(agreed))
    candidates = {agency for one in evidence for agency in (*one.named.sure, *one.named.unsure)}
    if candidates:
        return tuple(_credit(agency, "candidate", evidence) for agency in sorted(candidates))
    one = next(one for one in evidence if one.named.outside)
    return (Credit("", "outside", one.form, one.named.outside, _CONFIDENCE[one.form]),)


def _credit(agency: str, kind: str, evidence: list[_Evidence]) -> Credit:
    one = next(one for one in evidence if agency in (*one.named.sure, *one.named.unsure))
    return Credit(agency, kind, one.form, one.words, _CONFIDENCE[one.form] if kind == "credited" else _DOUBT)


def _mentioned(texts: Iterable[str], names: Names, valid: frozenset[str]) -> tuple[Credit, ...]:
    """Candidates, where nothing is credited: agencies that the first text names which names any."""
    for text in texts:
        found = {one.agency: text[one.start : one.end] for one in _named_in(text, names) if one.agency in valid}
        if len(found) > _MOST_CANDIDATES:
            return ()
        if found:
            return tuple(Credit(agency, "candidate", "mention", found[agency], _DOUBT) for agency in sorted(found))
    return ()


def _named_in(text: str, names: Names) -> Iterable[Mention]:
    """Mentions in running text; a place is none where it only says where something happened."""
    for one in names.mentions(text):
        idle = one.foreign or one.name.field or one.name.initials
        if not idle and not (one.name.place and (one.start > 0 or _WHERE.search(text[: one.start]))):
            yield one


class AttributePipeline:
    """Fills `credits` of drafts that stand on the portal, whoever's section lists them."""

    def __init__(self, names: Names, portal_hosts: frozenset[str]) -> None:
        self._names = names
        self._hosts = portal_hosts

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        registry = registry_of(crawler.settings)
        return cls(Names(registry.agencies, registry.province.name), hosts_of(registry, PORTAL))

    def process_item(self, item: Any) -> Any:
        """The draft with its credits; other items as they are."""
        if not isinstance(item, Draft):
            return item
        on_portal = item.found.owner == PORTAL or identity.same_site(item.url, self._hosts)
        return replace(item, credits=attribute(item, self._names)) if on_portal else item
