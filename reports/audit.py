"""The audit of a year: counts, the posts behind each figure, and what could not be checked. Figures only, no HTML."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crawler.attested import AttestedFile
from crawler.counts import AgencyCounts, QuotaCount, Verdict, YearCounts
from crawler.ledger import SectionFacts
from crawler.posts import PostRow
from crawler.registry.model import PORTAL, Exemption, Quota, Registry
from crawler.registry.sections import sections_by_id, verify_tls
from reports.attested import Attested, of_period
from reports.checklist import CheckFact, Ground, check_facts
from reports.evidence import NO_EVIDENCE, Evidence
from reports.gaps import Causes, Gap, agency_gaps, shared_gaps

VERDICT_ORDER: tuple[Verdict, ...] = ("met", "not_met", "undetermined", "not_due")


@dataclass(frozen=True)
class Head:
    """What the audit is of, and what it was made from. `read_until`: when the last crawl ended; no clock is read."""

    province: str
    timezone: str
    plan: str
    year: int
    as_of: date
    read_until: str | None
    program: str
    lexicon: str
    agencies: int  # audited here
    registered: int  # in the registry


@dataclass(frozen=True)
class CellPosts:
    """The posts behind one figure, in the order of their dates."""

    counted: tuple[PostRow, ...] = ()
    review: tuple[PostRow, ...] = ()
    late: tuple[PostRow, ...] = ()

    @property
    def all(self) -> tuple[tuple[str, PostRow], ...]:
        """Every post with its state: count, late, review."""
        states = (("count", self.counted), ("late", self.late), ("review", self.review))
        return tuple((state, row) for state, rows in states for row in rows)


NO_POSTS = CellPosts()


@dataclass(frozen=True)
class QuotaAudit:
    """One agency under one quota. `posts` and `attested` by period key; `undated` might belong to any period."""

    quota: Quota
    count: QuotaCount
    posts: Mapping[str, CellPosts]
    undated: tuple[PostRow, ...]
    attested: Mapping[str, tuple[Attested, ...]]


@dataclass(frozen=True)
class AgencyAudit:
    """One agency. `others`: posts that stand for no quota; `gaps`: why due periods are incomplete.

    `unplaced`: what is attested for no figure shown here: for a duty without a number, or no longer for anything.
    """

    id: str
    name: str
    kind: str
    website: str
    verified: bool  # False: no address of it was ever seen to answer
    quotas: tuple[QuotaAudit, ...]
    others: tuple[PostRow, ...]
    gaps: tuple[Gap, ...]
    sections: tuple[SectionFacts, ...]
    checklist: tuple[CheckFact, ...]
    unplaced: tuple[Attested, ...] = ()
    rows: tuple[PostRow, ...] = ()  # all its posts


@dataclass(frozen=True)
class Duty:
    """One quota over all agencies that it binds. `tally` has every verdict, in `VERDICT_ORDER`."""

    quota: Quota
    tally: Mapping[Verdict, int]
    exceptions: tuple[Exemption, ...]
    rows: tuple[tuple[AgencyAudit, QuotaAudit], ...]


@dataclass(frozen=True)
class Mismatch:
    """A figure that what is listed for it does not bear out. `what`: count, attested, review or undated."""

    agency: str
    quota: str
    period: str
    what: str
    figure: int
    listed: int


@dataclass(frozen=True)
class Audit:
    """Everything a report says. `shared_gaps`: those that touch many agencies alike, each once.

    `attested`: rows of the agencies shown; `attested_files`: every file ever handed in, those undone too.
    """

    head: Head
    counts: YearCounts
    duties: tuple[Duty, ...]
    agencies: tuple[AgencyAudit, ...]
    posts: tuple[PostRow, ...]
    unattributed: tuple[PostRow, ...]
    portal_sections: tuple[SectionFacts, ...]
    shared_gaps: tuple[Gap, ...]
    crawls: tuple[Mapping[str, Any], ...]
    mismatches: tuple[Mismatch, ...]
    themes: Mapping[str, str]  # letter -> name, in the lexicon's order
    unverified_tls: frozenset[str]  # ids of sections read without verifying certificates
    obeyed_robots: bool
    attested: tuple[Attested, ...] = ()
    attested_files: tuple[AttestedFile, ...] = ()
    evidence: Evidence = NO_EVIDENCE
    final: bool = False  # frozen: no later run writes over it


def build(
    registry: Registry,
    counts: YearCounts,
    posts: Iterable[PostRow],
    coverage: Causes,
    sections: Sequence[SectionFacts],
    crawls: Sequence[Mapping[str, Any]],
    *,
    program: str,
    lexicon: str,
    themes: Mapping[str, str] | None = None,
    attested: Iterable[Attested] = (),
    attested_files: Iterable[AttestedFile] = (),
) -> Audit:
    """The audit of what is given, and of nothing else. `crawls`: rows of that table, newest first."""
    rows = tuple(sorted(posts, key=_by_date))
    owned: dict[str | None, list[PostRow]] = defaultdict(list)
    for row in rows:
        owned[row.agency].append(row)
    as_of = date.fromisoformat(counts.as_of)
    told: dict[str, list[Attested]] = defaultdict(list)
    for evidence in attested:
        told[evidence.row.agency].append(evidence)
    agencies = tuple(
        _agency(registry, one, owned[one.id], told[one.id], coverage, sections, as_of) for one in counts.agencies
    )
    shown = {agency.id for agency in agencies} | {None}
    return Audit(
        head=_head(registry, counts, crawls, program, lexicon),
        counts=counts,
        duties=_duties(registry, agencies),
        agencies=agencies,
        posts=tuple(row for row in rows if row.agency in shown),
        unattributed=tuple(owned[None]),
        portal_sections=_of(PORTAL, sections),
        shared_gaps=shared_gaps((agency.id, agency.gaps) for agency in agencies),
        crawls=tuple(crawls),
        mismatches=tuple(found for agency in agencies for found in _mismatches(agency)),
        themes=dict(themes or {}),
        unverified_tls=frozenset(key for key, row in sections_by_id(registry).items() if not verify_tls(registry, row)),
        obeyed_robots=registry.crawl.obey_robots,
        attested=tuple(one for agency in agencies for one in told[agency.id]),
        attested_files=tuple(attested_files),
    )


def _head(
    registry: Registry, counts: YearCounts, crawls: Sequence[Mapping[str, Any]], program: str, lexicon: str
) -> Head:
    return Head(
        province=registry.province.name,
        timezone=registry.province.timezone,
        plan=registry.plan.title,
        year=counts.year,
        as_of=date.fromisoformat(counts.as_of),
        read_until=_read_until(crawls),
        program=program,
        lexicon=lexicon,
        agencies=len(counts.agencies),
        registered=len(registry.agencies),
    )


def _agency(
    registry: Registry,
    counts: AgencyCounts,
    rows: list[PostRow],
    told: list[Attested],
    coverage: Causes,
    sections: Sequence[SectionFacts],
    as_of: date,
) -> AgencyAudit:
    known = registry.agency(counts.id)
    quotas = {quota.id: quota for quota in registry.plan.quotas}
    by_quota = _cells(rows)
    ground = Ground(rows, _of(counts.id, sections), coverage, as_of)
    return AgencyAudit(
        id=counts.id,
        name=counts.name,
        kind=counts.kind,
        website=known.website if known else "",
        verified=known is None or known.verified,
        quotas=tuple(_quota(quotas[one.quota], one, by_quota.get(one.quota, {}), told) for one in counts.quotas),
        others=_others(rows, {one.quota for one in counts.quotas}),
        gaps=agency_gaps(counts, quotas, coverage),
        sections=tuple(ground.sections),
        checklist=check_facts(registry, known, ground, told) if known else (),
        rows=tuple(rows),
        unplaced=tuple(one for one in told if not any(_is_of(one, quota) for quota in counts.quotas)),
    )


def _quota(
    quota: Quota, count: QuotaCount, cells: Mapping[str, Mapping[str, list[PostRow]]], told: Sequence[Attested]
) -> QuotaAudit:
    undated = cells.get("", {})
    posts = {key: _cell_posts(found) for key, found in cells.items() if key}
    own = [one for one in told if _is_of(one, count)]
    attested = {key: of_period(own, key) for key in dict.fromkeys(one.period or "" for one in own)}
    return QuotaAudit(quota, count, posts, tuple(row for rows in undated.values() for row in rows), attested)


def _is_of(one: Attested, count: QuotaCount) -> bool:
    """Whether it stands in a figure of the quota, be it that it does not count there."""
    return one.row.quota == count.quota and one.period in count.periods


def _cell_posts(found: Mapping[str, list[PostRow]]) -> CellPosts:
    return CellPosts(tuple(found.get("count", ())), tuple(found.get("review", ())), tuple(found.get("late", ())))


def _cells(rows: Iterable[PostRow]) -> dict[str, dict[str, dict[str, list[PostRow]]]]:
    """quota -> period ("": undated) -> state -> posts."""
    found: dict[str, dict[str, dict[str, list[PostRow]]]] = {}
    for row in rows:
        for quota, period, state in row.cells:
            found.setdefault(quota, {}).setdefault(period, {}).setdefault(state, []).append(row)
    return found


def _others(rows: Iterable[PostRow], quotas: set[str]) -> tuple[PostRow, ...]:
    """Posts that stand for none of the quotas that are shown."""
    return tuple(row for row in rows if not any(quota in quotas for quota, _, _ in row.cells))


def _duties(registry: Registry, agencies: tuple[AgencyAudit, ...]) -> tuple[Duty, ...]:
    found = []
    for quota in registry.plan.quotas:
        rows = tuple((agency, one) for agency in agencies for one in agency.quotas if one.quota.id == quota.id)
        verdicts = Counter(one.count.verdict for _, one in rows)
        exceptions = tuple(row for row in registry.plan.exceptions if quota.id in row.quotas)
        found.append(Duty(quota, {verdict: verdicts[verdict] for verdict in VERDICT_ORDER}, exceptions, rows))
    return tuple(duty for duty in found if duty.rows)


def _mismatches(agency: AgencyAudit) -> Iterable[Mismatch]:
    """Figures that differ from the number of posts, and of attested rows, listed for them."""
    for one in agency.quotas:
        for key, cell in one.count.periods.items():
            listed = one.posts.get(key, NO_POSTS)
            told = [found for found in one.attested.get(key, ()) if found.state == "count"]
            pairs = (
                ("count", cell.count - cell.attested, len(listed.counted)),
                ("attested", cell.attested, len(told)),
                ("review", cell.review, len(listed.review)),
            )
            for what, figure, number in pairs:
                if figure != number:
                    yield Mismatch(agency.id, one.quota.id, key, what, figure, number)
        for key in sorted(one.posts.keys() - one.count.periods.keys()):  # posts in a period that no figure is of
            yield Mismatch(agency.id, one.quota.id, key, "count", 0, len(one.posts[key].all))
        if one.count.undated != len(one.undated):
            yield Mismatch(agency.id, one.quota.id, "", "undated", one.count.undated, len(one.undated))


def _of(owner: str, sections: Iterable[SectionFacts]) -> tuple[SectionFacts, ...]:
    return tuple(section for section in sections if section.owner == owner)


def _read_until(crawls: Iterable[Mapping[str, Any]]) -> str | None:
    """When the newest crawl ended, or began where it did not end."""
    return max((str(row["ended_at"] or row["started_at"]) for row in crawls), default=None)


def _by_date(row: PostRow) -> tuple[str, str, str, str]:
    return row.published or "~", row.id, row.agency or "", row.channel
