"""What stands at which address of a site: its list pages, posts, print views, feeds, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.demo.model import Post, Section, Site
from crawler.demo.shapes import SHAPES, Shape

FEED_LENGTH = 20  # items: feeds are capped
NOTHING_SHOWN = ("blank", "empty")  # shapes of listings without entries
_BEYOND = 4  # pages after the last one that still answer, where a site repeats it

Key = tuple[str, frozenset[tuple[str, str]]]


@dataclass(frozen=True)
class Target:
    """What an address shows: kind `listing`, `post`, `print` or `feed`."""

    kind: str
    section: Section
    page: int = 1
    post: Post | None = None


def shape_of(site: Site) -> Shape:
    return SHAPES[site.cms]


def key_of(site: Site, address: str) -> Key:
    """What two addresses of one thing share: their path, and those parameters that the CMS looks at."""
    parts = urlsplit(address)
    known = shape_of(site).params
    return unquote(parts.path), frozenset(pair for pair in parse_qsl(parts.query) if pair[0] in known)


@lru_cache(maxsize=64)
def routes(site: Site) -> dict[Key, Target]:
    """Everything the site has, by address."""
    return dict(_routes(site))


def _routes(site: Site) -> Iterator[tuple[Key, Target]]:
    shape = shape_of(site)
    for section in site.sections:
        yield key_of(site, shape.feed(section)), Target("feed", section)
        for address in shape.listing_again(section):
            yield key_of(site, address), Target("listing", section)
        for page in range(page_count(site, section) + _BEYOND, 0, -1):
            yield key_of(site, shape.listing(section, page)), Target("listing", section, page)
    for post in site.posts:
        for section_id in post.sections:
            section = site.section(section_id)
            for address in (shape.post(section, post), *shape.post_again(section, post)):
                yield key_of(site, address), Target("post", section, post=post)
            if printed := shape.printed(section, post):
                yield key_of(site, printed), Target("print", section, post=post)


@lru_cache(maxsize=256)
def listed(site: Site, section: Section) -> tuple[Post, ...]:
    """The posts of a section in the order in which its listing shows them."""
    posts = [post for post in site.posts if section.id in post.sections]
    posts.sort(key=lambda post: (post.at, post.id), reverse=True)
    if section.order == "mixed":
        posts = _mixed(posts, Random(f"{site.id} {section.id}"))
    pinned = [post for post in posts if post.has("pinned")]
    return tuple(pinned + [post for post in posts if not post.has("pinned")])


def _mixed(posts: list[Post], rng: Random) -> list[Post]:
    """Newest first by and large, each post up to six places off."""
    return [
        post for _, post in sorted(((place + rng.randint(-6, 6), n), post) for n, (place, post) in _numbered(posts))
    ]


def _numbered(posts: list[Post]) -> list[tuple[int, tuple[int, Post]]]:
    return [(number, (number, post)) for number, post in enumerate(posts)]


def page_count(site: Site, section: Section) -> int:
    """How many list pages the section has, at least one."""
    if section.shape in NOTHING_SHOWN:
        return 1
    step = section.per_page - section.overlap
    return max(1, math.ceil((len(listed(site, section)) - section.overlap) / step))


def on_page(site: Site, section: Section, page: int) -> tuple[Post, ...]:
    """The posts on a list page. Past the end: none, or those of the last page again."""
    if section.shape in NOTHING_SHOWN:
        return ()
    if section.beyond == "repeat":
        page = min(page, page_count(site, section))
    start = (page - 1) * (section.per_page - section.overlap)
    return listed(site, section)[start : start + section.per_page]


def next_page(site: Site, section: Section, page: int) -> int | None:
    """The number of the page that the pager leads on to."""
    last = page_count(site, section)
    if section.beyond == "repeat" and last > 1:
        return min(page + 1, last + _BEYOND)
    return page + 1 if page < last else None


def link(site: Site, section: Section, post: Post) -> str:
    """The address under which a section's pages link to a post; in a further section than its own, another one."""
    shape = shape_of(site)
    again = shape.post_again(section, post) if section.id != post.sections[0] else ()
    return again[0] if again else shape.post(section, post)


def addresses(site: Site, post: Post) -> tuple[str, ...]:
    """Every address of a post, absolute, its own first."""
    shape = shape_of(site)
    found = []
    for section in (site.section(section_id) for section_id in post.sections):
        found += [shape.post(section, post), *shape.post_again(section, post)]
        found += [printed] if (printed := shape.printed(section, post)) else []
    return tuple(site.base + path for path in dict.fromkeys(found))
