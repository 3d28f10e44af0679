"""Where each planned post must stand, told from the plan alone: whose it is, its status, for which duty and period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from crawler.demo.duties import DUTIES, LOOKED_FROM, LOOKED_TO, Duty, period_of, periods
from crawler.demo.model import PORTAL, Post, Province, Site
from crawler.demo.shown import readable, shown

Cell = tuple[str, str | None, str]  # duty, period (None: undated), and: count, review, late or undated


@dataclass(frozen=True)
class Row:
    """One post as it must be listed for one agency (None: nobody's) and channel.

    `sure`: it lies in the days that are looked at; another post may be stored or not.
    """

    site: str
    post: Post
    agency: str | None
    channel: str
    status: str
    filed: bool
    cells: tuple[Cell, ...] = ()

    @property
    def day(self) -> date | None:
        return None if self.post.has("undated") else self.post.at.date()

    @property
    def sure(self) -> bool:
        return self.day is None or LOOKED_FROM <= self.day <= LOOKED_TO


def rows(province: Province) -> tuple[Row, ...]:
    """The rows of all posts that can be read, copies told apart."""
    found = [row for site in province.sites for row in _of_site(province, site)]
    groups: dict[tuple[str | None, str, str, str], list[Row]] = defaultdict(list)
    for row in found:
        groups[row.agency, row.channel, row.post.text.title, row.post.text.body].append(row)
    return tuple(row for group in groups.values() for row in _first_stands(group))


def _first_stands(group: Iterable[Row]) -> Iterator[Row]:
    """Of several copies the earliest that counts; those of another year are no rivals."""
    standing = False
    for row in sorted(group, key=lambda row: row.post.at):
        counts = row.status == "counted"
        yield replace(row, status="duplicate", cells=()) if counts and standing else row
        standing = standing or counts


def _of_site(province: Province, site: Site) -> Iterator[Row]:
    sections: dict[tuple[str, int], tuple[Post, bool]] = {}
    for section in site.sections:
        for post in filter(readable, shown(site, section) if section.registered else ()):
            before = sections.get((section.channel, post.id))
            sections[section.channel, post.id] = (post, section.dedicated or bool(before and before[1]))
    for (channel, _), (post, filed) in sections.items():
        if site.id == PORTAL:
            yield from _of_portal(province, post, filed)
        else:
            yield _row(site, post, site, channel, filed)


def _of_portal(province: Province, post: Post, filed: bool) -> Iterator[Row]:
    """A row for each agency that is credited, or may be; one of nobody's where there is none."""
    portal, credit = province.site(PORTAL), post.credit
    agencies = credit.agencies if credit else ()
    for agency in agencies:
        unclear = credit is not None and credit.form == "none"
        yield _row(portal, post, province.site(agency), PORTAL, filed, unclear=unclear)
    if not agencies:
        yield Row(PORTAL, post, None, PORTAL, "unattributed", filed)


def _row(site: Site, post: Post, agency: Site, channel: str, filed: bool, *, unclear: bool = False) -> Row:
    asked = [duty for duty in DUTIES if duty.binds(agency) and _asks(duty, post, channel)]
    unclear = unclear or post.has("gone") or post.has("soft404")
    cells = tuple(cell for duty in asked if (cell := _cell(duty, post, unclear)))
    return Row(site.id, post, agency.id, channel, _status(bool(asked), {state for *_, state in cells}), filed, cells)


def _asks(duty: Duty, post: Post, channel: str) -> bool:
    if duty.document:
        return post.document is not None and post.document.rstrip("?") == duty.document
    return duty.channel == channel and duty.topic in post.text.topics


def _cell(duty: Duty, post: Post, unclear: bool) -> Cell | None:
    if duty.document:
        return _document_cell(duty, post)
    if post.has("undated"):
        return duty.id, None, "undated"
    period = period_of(duty, post.at.date())
    return (duty.id, period, "review" if unclear else "count") if period else None


def _document_cell(duty: Duty, post: Post) -> Cell:
    """By its own day, else by that of its publication."""
    key = next(iter(periods(duty)))
    in_time = duty.deadline is not None and (post.signed or post.at.date()) <= duty.deadline
    unclear = (post.document or "").endswith("?")
    return duty.id, key, "review" if unclear else "count" if in_time else "late"


def _status(asked: bool, states: set[str]) -> str:
    if not asked:
        return "off_topic"
    if "count" in states:
        return "counted"
    return next((name for name in ("undated", "review") if name in states), "out_of_period")
