"""From the scenario to the province: which posts stand where, on which days, with which words. Always the same."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from crawler.demo.model import ZONE, Credit, Post, Province, Section, Site, Text
from crawler.demo.scenario import CreditPlan, DocumentPlan, Shared, SitePlan, Special, Stream, shared, site_plan
from crawler.demo.writing import Writer, kinds_of, write, write_document
from crawler.text import fold

PORT = 8042
_TRIES = 60  # for a title that no other post has


@cache
def province(port: int = PORT) -> Province:
    """The demo province, its sites at their own loopback addresses and one port."""
    base = shared()
    plans = {site_id: site_plan(site_id) for site_id in base.sites}
    titles: set[str] = set()
    written: dict[str, _Draft] = {}
    sites = tuple(_site(plan, base, plans, titles, written, port) for plan in plans.values())
    return Province(base.id, base.name, base.year, sites)


def at_addresses(plan: Province, bases: Mapping[str, str]) -> Province:
    """The same province with its sites at other addresses (site id -> scheme, address and port)."""
    return replace(plan, sites=tuple(replace(site, base=bases.get(site.id, site.base)) for site in plan.sites))


@dataclass(frozen=True)
class _Draft:
    """A post before it has its number."""

    at: datetime
    sections: tuple[str, ...]
    kind: str
    text: Text
    author: str
    credit: Credit | None
    traps: frozenset[str]
    document: str | None = None
    signed: date | None = None
    key: str = ""
    note: str = ""


def _site(
    plan: SitePlan,
    base: Shared,
    plans: Mapping[str, SitePlan],
    titles: set[str],
    written: dict[str, _Draft],
    port: int,
) -> Site:
    """`written`: the posts with a key, of this site and those before it, under `site/key`."""
    pen = _Pen(plan, base, plans, titles)
    special = []
    for row in plan.posts:
        special.append(pen.special(row, written))
        if row.key:
            written[f"{plan.id}/{row.key}"] = special[-1]
    ordinary = [draft for number, stream in enumerate(plan.streams) for draft in pen.stream(stream, number)]
    drafts = sorted([*special, *ordinary], key=lambda draft: (draft.at, draft.text.title))
    posts = tuple(_numbered(plan, number, draft) for number, draft in enumerate(drafts))
    return Site(
        id=plan.id,
        name=plan.name,
        kind=plan.kind,
        cms=plan.cms,
        address=plan.address,
        base=f"http://{plan.address}:{port}",
        sections=tuple(_section(row.model_dump()) for row in plan.sections),
        posts=posts,
        aliases=tuple(plan.aliases),
        down=plan.down,
        expected=tuple(plan.expected.items()),
        note=plan.note,
    )


def _section(row: dict[str, object]) -> Section:
    return Section(**{**row, "foreign": tuple(tuple(pair) for pair in row["foreign"])})  # type: ignore[arg-type, attr-defined]


def _numbered(plan: SitePlan, number: int, draft: _Draft) -> Post:
    fields = {name: getattr(draft, name) for name in draft.__dataclass_fields__}
    return Post(site=plan.id, id=plan.first_id + number * 3, slug=slug(draft.text.title), **fields)


class _Pen:
    """Writes the posts of one site."""

    def __init__(self, plan: SitePlan, base: Shared, plans: Mapping[str, SitePlan], titles: set[str]) -> None:
        self._plan, self._plans, self._titles, self._year = plan, plans, titles, base.year
        self._words = {name: tuple(rows) for name, rows in base.model_dump().items() if isinstance(rows, list)}

    def special(self, row: Special, before: Mapping[str, _Draft]) -> _Draft:
        """A post that the scenario writes out, or a copy of one before it."""
        at = row.at.replace(tzinfo=ZONE)
        credit = self._credit(row.credit)
        if row.copy_of:
            text = before[row.copy_of if "/" in row.copy_of else f"{self._plan.id}/{row.copy_of}"].text
        elif row.document:
            text = self._own_plan(row.document, credit)
        else:
            text = self._text(row.kind, at, credit, f"special {row.at} {row.key}", title=row.title)
        text = replace(
            text,
            lead=row.lead or text.lead,
            paragraphs=tuple(row.body) if row.body is not None else text.paragraphs,
            topics=tuple(row.topics) if row.topics is not None else text.topics,
        )
        traps = frozenset(row.traps)
        document, signed = _document(row), row.document.signed if row.document else None
        return _Draft(
            at, tuple(row.sections), row.kind, text, row.author, credit, traps, document, signed, row.key, row.note
        )

    def _own_plan(self, row: DocumentPlan, credit: Credit | None) -> Text:
        return write_document(self._writer(credit), row.number, row.signed, self._year, general=row.general)

    def stream(self, stream: Stream, number: int) -> Iterator[_Draft]:
        """The ordinary posts of a stream, in order of time."""
        kinds = kinds_of(stream.kinds)
        credit = self._credit(stream.credit)
        for count, at in enumerate(_moments(stream, self._year, Random(f"{self._plan.id} {number} days"))):
            kind = kinds[count % len(kinds)]
            also = stream.also and count % stream.also[1] == 0
            sections = (stream.section, stream.also[0]) if stream.also and also else (stream.section,)
            text = self._text(kind, at, credit, f"stream {number} {count}")
            author = f"{self._words['families'][count % 7]} {self._words['givens'][(count * 3) % 11]}"
            yield _Draft(at, sections, kind, text, author, credit, frozenset(stream.traps))

    def _credit(self, row: CreditPlan | None) -> Credit | None:
        if row is None:
            return None
        words = row.words or " - ".join(self._plans[one].name for one in row.agencies)
        return Credit(row.form, words, tuple(row.agencies))

    def _text(self, kind: str, at: datetime, credit: Credit | None, seed: str, title: str | None = None) -> Text:
        """A text whose title no other post of the province has."""
        for attempt in range(_TRIES):
            rng = Random(f"{self._plan.id} {seed} {attempt}")
            text = write(kind, self._writer(credit), at.date(), self._words, rng)
            text = replace(text, title=title) if title else text
            if title or fold(text.title) not in self._titles:
                self._titles.add(fold(text.title))
                return text
        raise ValueError(f"{self._plan.id}: too few titles of kind {kind!r}")

    def _writer(self, credit: Credit | None) -> Writer:
        """The agency that a post is about: the one credited, on the portal; the site's own, else."""
        audited = bool(credit and len(credit.agencies) == 1)
        plan = self._plans[credit.agencies[0]] if credit and audited else self._plan
        name = credit.words if credit and not credit.agencies and credit.words else plan.name
        return Writer(name, tuple(plan.fields), tuple(plan.boss))


def _document(row: Special) -> str | None:
    if row.document is None:
        return None
    return "communication-plan?" if row.document.general else "communication-plan"


def _moments(stream: Stream, year: int, rng: Random) -> list[datetime]:
    """When the posts of a stream appear: spread over each month or week, at office hours."""
    if stream.every_week:
        return [_week_moment(year, week, rng) for week in range(1, 53) if week not in stream.skip]
    counts = dict(zip(((year - 1, 10), (year - 1, 11), (year - 1, 12)), stream.before, strict=True))
    counts |= {(year, number): count for number, count in enumerate(stream.months, start=1)}
    counts[year + 1, 1] = stream.after
    return [at for (of, month), count in counts.items() for at in _month_moments(of, month, count, rng)]


def _month_moments(year: int, month: int, count: int, rng: Random) -> list[datetime]:
    days = calendar.monthrange(year, month)[1]
    chosen = sorted(rng.sample(range(2, days), count))
    return [datetime.combine(date(year, month, day), _office_hour(rng), ZONE) for day in chosen]


def _week_moment(year: int, week: int, rng: Random) -> datetime:
    monday = date.fromisocalendar(year, week, 1)
    return datetime.combine(monday + timedelta(days=rng.randint(0, 5)), _office_hour(rng), ZONE)


def _office_hour(rng: Random) -> time:
    return time(rng.randint(7, 17), rng.randint(0, 59), rng.randint(0, 59))


def slug(title: str) -> str:
    """A title as it stands in an address: no marks, and đ lost at times, as on real sites."""
    bare = fold(unicodedata.normalize("NFC", title))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:80].rstrip("-")
