"""`cchc check --online`: asks every registered section once, and says what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from crawler import identity
from crawler.errors import CchcError
from crawler.items import NextPage
from crawler.jobs.looked import Looked, look, what_it_is
from crawler.jobs.probe import probe_sites
from crawler.ledger import SectionFacts
from crawler.page import Page
from crawler.registry.model import Registry, Section
from crawler.registry.sections import hosts_of, resolved_sections, sections_by_id, verify_tls
from pipelines.dates import candidates_of, choose
from spiders.answers import Fault
from spiders.families.registry import BY_TYPE
from spiders.listrequest import first_page
from spiders.probe import Ask, ProbeSite
from spiders.readers import reader_for

_NO_TLS = "http"
_TRUSTED, _UNVERIFIED, _BROKEN, _UNKNOWN = "verified", "not_verified", "failed", "unknown"


@dataclass(frozen=True)
class SectionSeen:
    """One section as it answered.

    `tls`: `http` (none), `verified`, `not_verified` (the registry excepts it), `failed`, `unknown` (never got so far).
    `robots`: `allowed`, `forbidden`, `unreachable`, `not_obeyed`, `unknown`. `newest`: the youngest day on its first
    page; of a list that prints none, the day of its first post. `problem`: why it can't be read as a section
    (Vietnamese); "" where it can.
    """

    section: str
    owner: str
    url: str
    verified: bool
    status: int | None
    tls: str
    robots: str
    family: str = ""
    items: int = 0
    newest: date | None = None
    problem: str = ""

    @property
    def answers(self) -> bool:
        return not self.problem


def check_online(registry: Registry, now: datetime) -> tuple[SectionSeen, ...]:
    """All sections, in the registry's order, each asked for once; of a list without days its first post too."""
    facts, rows = resolved_sections(registry), sections_by_id(registry)
    sites = [
        ProbeSite(one.section, hosts_of(registry, one.owner), verify_tls(registry, rows[one.section])) for one in facts
    ]
    answers = probe_sites(registry.crawl, sites, [Ask(one.section, first_page(one.url)) for one in facts])
    looks = [_look(answer, rows[one.section], registry, now) for one, answer in zip(facts, answers, strict=True)]
    firsts = _first_days(registry, sites, facts, looks, now)
    return tuple(
        _seen(registry, one, rows[one.section], answer, looked, firsts.get(one.section))
        for one, answer, looked in zip(facts, answers, looks, strict=True)
    )


def _look(answer: Page | Fault, row: Section, registry: Registry, now: datetime) -> Looked | str:
    """The page read as its section, or why it can't be (Vietnamese)."""
    if isinstance(answer, Fault):
        return answer.detail.partition(" ")[2] or answer.detail
    try:
        selectors = row.selectors.as_selectors()
        return look(answer, registry.province.zone, now, kind=row.type, selectors=selectors, family=row.cms)
    except CchcError as error:
        return what_it_is(answer, error).splitlines()[1]


def _first_days(
    registry: Registry,
    sites: Sequence[ProbeSite],
    facts: Sequence[SectionFacts],
    looks: Sequence[Looked | str],
    now: datetime,
) -> dict[str, date]:
    """Of lists that print no day: section -> the day of the first post that has a page."""
    asks, names = [], []
    for site, one, looked in zip(sites, facts, looks, strict=True):
        if isinstance(looked, Looked) and not looked.days and (url := _first_page(looked, site.hosts)):
            asks.append(Ask(one.section, NextPage(url)))
            names.append((one.section, looked.family))
    found = {}
    for (section, family), answer in zip(names, probe_sites(registry.crawl, sites, asks), strict=True):
        day = _day(answer, family, registry, now) if isinstance(answer, Page) else None
        if day is not None:
            found[section] = day
    return found


def _first_page(looked: Looked, hosts: frozenset[str]) -> str | None:
    own = (one.item for one in looked.entries if one.item.whole is None and identity.same_site(one.item.url, hosts))
    return next((item.url for item in own if identity.trap(item.url) is None), None)


def _day(page: Page, family: str, registry: Registry, now: datetime) -> date | None:
    try:
        reader = reader_for(page, pinned=None if family in BY_TYPE else family)
        words = candidates_of(reader.article(page), None)
    except CchcError:
        return None
    return choose(words, registry.province.zone, now=now, family=reader.name).day


def _seen(
    registry: Registry,
    facts: SectionFacts,
    row: Section,
    answer: Page | Fault,
    looked: Looked | str,
    first: date | None,
) -> SectionSeen:
    read = looked if isinstance(looked, Looked) else None
    return SectionSeen(
        section=facts.section,
        owner=facts.owner,
        url=facts.url,
        verified=facts.verified,
        status=answer.status if isinstance(answer, Fault) else 200,
        tls=_tls(facts.url, answer, verify_tls(registry, row)),
        robots=_robots(answer, obeyed=registry.crawl.obey_robots),
        family=read.family if read else "",
        items=len(read.entries) if read else 0,
        newest=max(read.days, default=first) if read else None,
        problem=looked if isinstance(looked, str) else "",
    )


def _tls(url: str, answer: Page | Fault, verified: bool) -> str:
    if urlsplit(answer.url if isinstance(answer, Page) else url).scheme == "http":
        return _NO_TLS
    if isinstance(answer, Fault) and answer.status is None:
        return _BROKEN if answer.detail.startswith("tls") else _UNKNOWN
    return _TRUSTED if verified else _UNVERIFIED


def _robots(answer: Page | Fault, *, obeyed: bool) -> str:
    if not obeyed:
        return "not_obeyed"
    if isinstance(answer, Page) or answer.status is not None:
        return "allowed"
    return {"robots": "forbidden", "robots_unreachable": "unreachable"}.get(answer.detail.partition(" ")[0], "unknown")
