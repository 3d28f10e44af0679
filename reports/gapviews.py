"""Gaps and sections as a report shows them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from crawler.ledger import SectionFacts
from reports.daywords import day_words, periods_words
from reports.gaps import Gap
from reports.postviews import safe_href, shown
from reports.words import CAUSES, CHANNELS

_CODE = re.compile(r"^[a-z]+(_[a-z0-9]+)* (?=\S)", re.ASCII)  # the stable word before a fault's Vietnamese


@dataclass(frozen=True)
class GapView:
    """One cause. `where`: the section's address, or the channel that has none; `periods`: quota by quota, in words."""

    where: str
    href: str | None
    periods: str
    what: str
    detail: str
    todo: str
    agencies: tuple[str, ...]


@dataclass(frozen=True)
class SectionView:
    url: str
    href: str | None
    channel: str
    notes: tuple[str, ...]


def gap_views(gaps: Iterable[Gap], names: Mapping[str, str], clauses: Mapping[str, str]) -> tuple[GapView, ...]:
    """The gaps with the names of their agencies; what one cause does to several quotas stands together."""
    together: dict[tuple[object, ...], list[Gap]] = {}
    for gap in gaps:
        where = gap.section or gap.channel
        together.setdefault((where, gap.why, gap.detail, gap.posts, gap.agencies), []).append(gap)
    return tuple(_gap(found, names, clauses) for found in together.values())


def section_view(section: SectionFacts, unverified_tls: Collection[str] = ()) -> SectionView:
    """The section with what a reader has to know about it; `unverified_tls`: ids read without checking certificates."""
    notes = ["chuyên mục riêng về cải cách hành chính"] if section.dedicated else []
    if not section.verified:
        notes.append("địa chỉ chưa kiểm chứng")
    if section.section in unverified_tls:
        notes.append("đọc không kiểm tra chứng thư số của trang")
    if section.valid_from:
        notes.append(f"có hiệu lực từ {day_words(section.valid_from)}")
    if section.valid_to:
        notes.append(f"có hiệu lực đến {day_words(section.valid_to)}")
    return SectionView(shown(section.url), safe_href(section.url), CHANNELS[section.channel], tuple(notes))


def _gap(gaps: list[Gap], names: Mapping[str, str], clauses: Mapping[str, str]) -> GapView:
    gap = gaps[0]
    words = CAUSES[gap.why]
    return GapView(
        where=shown(gap.section.url) if gap.section else f"(không có) {CHANNELS[gap.channel]}",
        href=safe_href(gap.section.url) if gap.section else None,
        periods="; ".join(f"mục {clauses[one.quota]}: {periods_words(one.periods)}" for one in gaps),
        what=words.what,
        detail=_detail(gap),
        todo=words.todo,
        agencies=tuple(names[agency] for agency in gap.agencies),
    )


def _detail(gap: Gap) -> str:
    """The ledger's own words on the cause: a day, a range, an answer of the server, a number of posts."""
    if gap.why == "unread_posts":
        return f"nhiều nhất {gap.posts} tin, bài trong một kỳ" if gap.posts else ""
    if gap.why == "out_of_range":
        since, _, until = gap.detail.partition("..")
        return " ".join(part for part in (since and f"từ {_day(since)}", until and f"đến {_day(until)}") if part)
    if gap.why == "began_before_end":
        return f"đọc ngày {_day(gap.detail)}"
    return shown(gap.detail if gap.why == "listing_unfinished" else _CODE.sub("", gap.detail))


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
