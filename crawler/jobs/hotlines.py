"""Lines for procedures that an agency shows: looked for in its newest list pages and its posts, as stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlite_utils import Database

from crawler.jobs.judged import Judged
from crawler.page import Page
from crawler.registry.model import PORTAL
from crawler.store import witness
from crawler.store.pages import load_page
from reports.hotlines import Hotlines, Line, best, lines_of

_UNSEEN = ["script", "style", "noscript", "template"]


def hotlines(db: Database, found: Judged) -> dict[str, Hotlines]:
    """agency -> what was found, for those that a duty of evidence `hotline` binds; {} where there is no such duty."""
    rows = [row for row in found.registry.plan.checklist if row.evidence == "hotline"]
    shown = {agency.id for agency in found.counts.agencies}
    wanted = [one.id for row in rows for one in found.registry.bound(row) if one.id in shown]
    if not wanted:
        return {}
    pages: dict[str, list[Page]] = defaultdict(list)
    owners = {one.section: one.owner for one in found.sections}
    for section, url, digest in witness.newest_list_pages(db):
        page = load_page(db, digest, url) if owners.get(section) in wanted else None
        if page is not None:
            pages[owners[section]].append(page)
    posts: dict[str, set[str]] = defaultdict(set)
    for row in found.posts:
        if row.agency and row.channel != PORTAL:
            posts[row.agency].add(row.id)
    told = witness.naming_a_hotline(db)
    return {agency: _of(pages[agency], posts[agency], told) for agency in dict.fromkeys(wanted)}


def _of(pages: list[Page], posts: set[str], told: dict[str, tuple[str, str]]) -> Hotlines:
    return Hotlines(best(_lines(pages, posts, told)), len(pages), len(posts))


def _lines(pages: list[Page], posts: set[str], told: dict[str, tuple[str, str]]) -> Iterator[Line]:
    for page in pages:
        yield from lines_of(_text(page), page.url, listing=True)
    for post in sorted(posts & told.keys()):
        url, body = told[post]
        yield from lines_of(body, url, listing=False)


def _text(page: Page) -> str:
    """What the page shows, words in different elements on lines of their own."""
    tree = page.tree
    tree.strip_tags(_UNSEEN)
    return tree.body.text(separator="\n") if tree.body else ""
