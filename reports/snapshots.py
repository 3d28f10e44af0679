"""The stored texts of counted and reviewed posts as pages: title, day, text, hash, address, moment of reading.

Several stand on a page, so that a province does not make ten thousand files; a page's size is bounded by the length of
its texts, which is known before they are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from crawler.posts import PostRow
from crawler.registry.model import PORTAL
from reports.audit import Audit
from reports.daywords import moment_words
from reports.indexview import HeadView, head_view
from reports.postviews import origin_words, post_anchor, published_words, safe_href, shown

LONGEST = 60_000  # characters of a text on a page; the stored page itself has it whole
PER_PAGE = 180_000  # characters on a page: at five bytes for each, as quotation marks take, still under 1.5 MB
_HEAD = 2_000  # for what stands above a text, as so many characters


@dataclass(frozen=True)
class TextView:
    """`back`: the post's row on the page of its agency, None where it has none there."""

    anchor: str
    title: str
    href: str | None
    url: str
    published: str
    printed: str
    read_at: str
    read_from: str
    origin: str  # "" where it was read on the live site
    gone: bool
    hash: str
    text: str  # its lines
    cut: int  # characters that are left out
    other: bool  # the page was read anew while the report was made: no text is shown
    back: str | None


@dataclass(frozen=True)
class TextsView:
    head: HeadView
    owner: str
    number: int
    texts: tuple[TextView, ...]


@dataclass(frozen=True)
class _Page:
    name: str
    owner: str
    number: int
    rows: tuple[PostRow, ...]


def text_anchor(post: str) -> str:
    """The id of a post's text on its page."""
    return post_anchor(post, "text")


def places(audit: Audit) -> dict[str, str]:
    """post -> where its text stands, seen from the report's folder; posts without a stored text have none."""
    return {row.id: f"{page.name}#{text_anchor(row.id)}" for page in _pages(audit) for row in page.rows}


def text_pages(audit: Audit, data_hash: str) -> Iterator[tuple[str, TextsView]]:
    """Every page of texts, as (place under the report's folder, view). One page's texts are held at a time."""
    if audit.evidence.texts is None:
        return
    zone, head = ZoneInfo(audit.head.timezone), head_view(audit.head, data_hash)
    names = {agency.id: agency.name for agency in audit.agencies} | {PORTAL: "Cổng thông tin điện tử tỉnh"}
    for page in _pages(audit):
        bodies = {post: (digest, body) for post, digest, body in audit.evidence.texts([row.id for row in page.rows])}
        views = tuple(text_view(row, *bodies.get(row.id, ("", "")), zone) for row in page.rows)
        yield page.name, TextsView(head, names.get(page.owner, page.owner), page.number, views)


def _pages(audit: Audit) -> Iterator[_Page]:
    lengths = audit.evidence.lengths
    wanted = {row.id: row for row in reversed(audit.posts) if row.id in lengths and (row.cells or row.decisions)}
    rows = sorted(wanted.values(), key=lambda row: (_owner(row), row.published or "~", row.id))
    for owner, group in groupby(rows, key=_owner):
        for number, part in enumerate(_packed(list(group), lengths), start=1):
            yield _Page(f"snapshots/{owner}-{number}.html", owner, number, tuple(part))


def _owner(row: PostRow) -> str:
    """Whose page of texts it stands on: a portal's post may be several agencies'."""
    return PORTAL if row.channel == PORTAL or row.agency is None else row.agency


def _packed(rows: Sequence[PostRow], lengths: Mapping[str, int]) -> Iterator[list[PostRow]]:
    """The rows in their order, as many on each page as have room."""
    part: list[PostRow] = []
    room = PER_PAGE
    for row in rows:
        needed = min(lengths[row.id], LONGEST) + _HEAD
        if part and needed > room:
            yield part
            part, room = [], PER_PAGE
        part.append(row)
        room -= needed
    if part:
        yield part


def text_view(row: PostRow, digest: str, body: str, zone: ZoneInfo) -> TextView:
    """The text in its paragraphs, without marks that would turn or hide it; none where it is of another page by now."""
    own = (row.snapshot or "").removeprefix("sha256:")
    kept = body[:LONGEST] if digest == own else ""
    return TextView(
        anchor=text_anchor(row.id),
        title=shown(row.title, 1_000) or "(không có tiêu đề)",
        href=safe_href(row.url),
        url=shown(row.url, 1_000),
        published=published_words(row, zone),
        printed=shown(row.date_words, 200),
        read_at=moment_words(row.fetched_at, zone) if row.fetched_at else "không rõ",
        read_from=shown(row.origin_url, 1_000) if row.origin_url != row.url else "",
        origin=origin_words(row, zone),
        gone=row.gone,
        hash=own,
        text=_lines(kept),
        cut=len(body) - len(kept) if kept else 0,
        other=digest != own,
        back=f"../agencies/{row.agency}.html#{post_anchor(row.id, row.channel)}" if row.agency else None,
    )


def _lines(text: str) -> str:
    """The text line by line, without marks that would turn or hide it."""
    if text.replace("\n", "").isprintable():
        return text.strip()
    return "\n".join(shown(line, LONGEST) for line in text.split("\n")).strip()
