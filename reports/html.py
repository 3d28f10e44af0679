"""The audit as web pages that open from disk: nothing from any network, and all there without the one small script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crawler.posts import PostRow
from reports.agencyview import FIRST_PAGE, NEXT_PAGES, ListedPost, agency_view, chunks, further_page
from reports.audit import AgencyAudit, Audit
from reports.indexview import HeadView, head_view, index_view
from reports.postviews import post_view
from reports.words import STATUSES

_UNATTRIBUTED_HINT = (
    "Nguồn ghi trên trang không cho biết cơ quan nào trong danh sách đánh giá, "
    "nên các tin, bài này không được tính cho ai."
)


@dataclass(frozen=True)
class PostsView:
    """A page that is a list of posts. `pages` are all pages of the list, this one being number `number`."""

    head: HeadView
    title: str
    label: str
    hint: str
    back: str
    back_title: str
    pages: tuple[str, ...]
    number: int
    total: int
    posts: tuple[ListedPost, ...]


def pages(audit: Audit, data_hash: str) -> Iterator[tuple[str, str]]:
    """Every page as (place under the report's folder, text). The same audit gives the same text."""
    yield "index.html", render("index.html", index_view(audit, data_hash))
    for agency in audit.agencies:
        yield f"agencies/{agency.id}.html", render("agency.html", agency_view(audit, agency, data_hash))
        for name, view in _further(audit, agency, data_hash):
            yield f"agencies/{name}", render("posts.html", view)
    for name, view in _unattributed(audit, data_hash):
        yield name, render("posts.html", view)


def render(template: str, view: object) -> str:
    """One page. Whatever text the view holds comes out as text."""
    return _environment().get_template(template).render(view=view)


def _further(audit: Audit, agency: AgencyAudit, data_hash: str) -> Iterator[tuple[str, PostsView]]:
    """The pages that go on with an agency's posts that count for nothing."""
    for status in STATUSES:
        rows = [row for row in agency.others if row.status == status]
        parts = chunks(rows, FIRST_PAGE, NEXT_PAGES)
        names = (f"{agency.id}.html", *(further_page(agency.id, status, number + 1) for number in range(1, len(parts))))
        for number, part in enumerate(parts[1:], start=2):
            yield (
                names[number - 1],
                PostsView(
                    head=head_view(audit.head, data_hash),
                    title=agency.name,
                    label=STATUSES[status],
                    hint="",
                    back=f"{agency.id}.html",
                    back_title=agency.name,
                    pages=names,
                    number=number,
                    total=len(rows),
                    posts=_listed(part, ZoneInfo(audit.head.timezone)),
                ),
            )


def _unattributed(audit: Audit, data_hash: str) -> Iterator[tuple[str, PostsView]]:
    parts = chunks(audit.unattributed, NEXT_PAGES, NEXT_PAGES) if audit.unattributed else []
    names = tuple("unattributed.html" if number == 1 else f"unattributed-{number}.html" for number in _from_one(parts))
    for number, part in zip(_from_one(parts), parts, strict=True):
        yield (
            names[number - 1],
            PostsView(
                head=head_view(audit.head, data_hash),
                title="Tin, bài trên Cổng chưa rõ của cơ quan nào",
                label=STATUSES["unattributed"],
                hint=_UNATTRIBUTED_HINT,
                back="index.html",
                back_title="Báo cáo chung",
                pages=names,
                number=number,
                total=len(audit.unattributed),
                posts=_listed(part, ZoneInfo(audit.head.timezone)),
            ),
        )


def _listed(rows: Sequence[PostRow], zone: ZoneInfo) -> tuple[ListedPost, ...]:
    return tuple(ListedPost(None, row.status, replace(post_view(row, zone), original=None)) for row in rows)


def _from_one(parts: Sequence[object]) -> range:
    return range(1, len(parts) + 1)


@cache
def _environment() -> Environment:
    """Undefined names are errors, all values are escaped; the one style and the one script are allowed by hash."""
    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = (
        files("reports").joinpath("templates", name).read_text("utf-8") for name in ("style.css", "report.js")
    )
    made.globals |= {"style": Markup(style), "script": Markup(script), "csp": content_policy(style, script)}
    return made


def content_policy(style: str, script: str) -> str:
    """The Content-Security-Policy of a page whose only style element holds `style`, and its only script `script`."""
    one, other = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script))
    allowed = f"style-src 'sha256-{one}'; script-src 'sha256-{other}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
