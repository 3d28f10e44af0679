"""From a site's data to its pages: one folder of Jinja templates for each CMS, and the parts that they share."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache

from jinja2 import BaseLoader, Environment, TemplateNotFound

from crawler.demo.model import Post, Section, Site
from crawler.demo.pages import FEED_LENGTH, link, listed, next_page, on_page, page_count, shape_of
from crawler.demo.shapes import banner_day, machine_time, modified
from crawler.demo.writing import folder


@dataclass(frozen=True)
class PostView:
    """A post as a template needs it."""

    post: Post
    url: str  # from the site's root
    printed_url: str | None
    listed: str  # its day as the listing prints it; "" where that prints none
    shown: str  # its day as its own page prints it; "" where that prints none
    machine: str
    machine_utc: str
    gmt: str
    changed: str
    changed_machine: str

    @property
    def title(self) -> str:
        return self._spelled(self.post.text.title)

    @property
    def lead(self) -> str:
        return "" if self.pdf else self._spelled(self.post.text.lead)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text below the lead, a credit in brackets at its end."""
        if self.pdf or self.video:
            return ()
        last = (f"({self._credit('bracket')})",) if self._credit("bracket") else ()
        return (*(self._spelled(paragraph) for paragraph in self.post.text.paragraphs), *last)

    @property
    def author(self) -> str:
        return self._credit("byline") or self.post.author

    @property
    def source(self) -> str:
        return self._credit("source")

    @property
    def pdf(self) -> str:
        """The address of the document that the post consists of."""
        return f"/uploads/{self.post.slug}.pdf" if self.post.has("pdf") else ""

    @property
    def video(self) -> str:
        return f"https://www.youtube.com/embed/demo{self.post.id}" if self.post.has("video") else ""

    def _credit(self, form: str) -> str:
        credit = self.post.credit
        return credit.words if credit and credit.form == form else ""

    def _spelled(self, words: str) -> str:
        return unicodedata.normalize("NFD", words) if self.post.has("nfd") else words


@dataclass(frozen=True)
class Foreign:
    """An entry of a listing that leads to another site."""

    title: str
    url: str
    listed: str
    machine: str
    lead: str = ""
    author: str = ""


class _Templates(BaseLoader):
    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        file = folder() / "templates" / template
        if not file.is_file():
            raise TemplateNotFound(template)
        return file.read_text("utf-8"), template, None


@cache
def _environment() -> Environment:
    return Environment(loader=_Templates(), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def view(site: Site, section: Section, post: Post) -> PostView:
    """A post as it stands in that section."""
    shape = shape_of(site)
    dated = not post.has("undated")
    changed = modified(post)
    return PostView(
        post=post,
        url=link(site, section, post),
        printed_url=shape.printed(section, post),
        listed=shape.listed_words(post.at) if dated and section.dated else "",
        shown=shape.post_words(post.at) if dated else "",
        machine=machine_time(post.at, utc=False) if dated else "",
        machine_utc=machine_time(post.at, utc=True) if dated else "",
        gmt=format_datetime(post.at.astimezone(UTC), usegmt=True),
        changed=shape.post_words(changed),
        changed_machine=machine_time(changed, utc=False),
    )


def listing(site: Site, section: Section, page: int, clock: datetime) -> str:
    """A list page."""
    shape = shape_of(site)
    following = next_page(site, section, page)
    return _page(
        site,
        section,
        "listing",
        clock,
        posts=_entries(site, section, page),
        page=page,
        pages=page_count(site, section),
        page_url=lambda number: shape.listing(section, number),
        next_page=following,
        next_url=shape.listing(section, following) if following else None,
        total=len(listed(site, section)),
    )


def _entries(site: Site, section: Section, page: int) -> list[PostView | Foreign]:
    """The posts of a list page; on the first one, among them, what leads elsewhere."""
    views: list[PostView | Foreign] = [view(site, section, post) for post in on_page(site, section, page)]
    if page == 1 and views:
        first = views[0]
        views[2:2] = [Foreign(title, url, first.listed, first.machine) for title, url in section.foreign]
    return views


def post_page(site: Site, section: Section, post: Post, clock: datetime, *, printed: bool = False) -> str:
    """A post's own page, or its print view: below it the posts before it in the section, with their days."""
    canonical = site.base + shape_of(site).post(site.section(post.sections[0]), post)
    here = listed(site, section).index(post)
    related = [view(site, section, other) for other in listed(site, section)[here + 1 : here + 5]]
    shown = view(site, section, post)
    return _page(
        site,
        section,
        "print" if printed else "post",
        clock,
        post=shown,
        canonical=canonical,
        printed=printed,
        related=related,
    )


def feed(site: Site, section: Section) -> str:
    """An RSS feed of the section's newest posts, its times in GMT."""
    posts = [view(site, section, post) for post in listed(site, replace(section, order="newest"))[:FEED_LENGTH]]
    return _environment().get_template("feed.xml").render(site=site, section=section, posts=posts)


def missing(site: Site, clock: datetime) -> str:
    """The page that says there is no such page."""
    return _page(site, site.sections[0], "missing", clock)


def chore(site: Site, kind: str, clock: datetime, number: int) -> str:
    """A page that is no post: search, login, a month of the calendar."""
    return _environment().get_template("chore.html").render(site=site, kind=kind, number=number, **_frame(site, clock))


def _page(site: Site, section: Section, name: str, clock: datetime, **values: object) -> str:
    folder_ = "" if name == "missing" else f"{site.cms}/"
    template = _environment().get_template(f"{folder_}{name}.html")
    addresses = {"here_url": shape_of(site).listing(section, 1), "feed_url": shape_of(site).feed(section)}
    return template.render(site=site, section=section, **_frame(site, clock), **addresses, **values)


def _frame(site: Site, clock: datetime) -> dict[str, object]:
    """What every page of a site shows around its content: menus, a clock, boxes full of other days."""
    shape = shape_of(site)
    menu = [(section.name, shape.listing(section, 1)) for section in site.sections]
    home = site.sections[0]
    latest = [view(site, site.section(post.sections[0]), post) for post in listed(site, home)[3:8]]
    return {"menu": menu, "latest": latest, "today": banner_day(clock)}
