"""What can be seen of a site's sections by whoever reads them as well as can be: which posts, and which days whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from crawler.demo.model import PORTAL, Post, Province, Section, Site
from crawler.demo.pages import FEED_LENGTH, NOTHING_SHOWN, listed, on_page

_DAY = timedelta(days=1)


def shown(site: Site, section: Section) -> tuple[Post, ...]:
    """The posts that the section's readable pages list."""
    if site.down or section.shape in NOTHING_SHOWN:
        return ()
    if section.shape == "feed":
        return listed(site, section)[:FEED_LENGTH]
    if section.fault:
        before = (on_page(site, section, page) for page in range(1, section.fault[0]))
        return tuple(post for posts in before for post in posts)
    return listed(site, section)


def readable(post: Post) -> bool:
    """Whether the post's own page answers, be it that there is no such post."""
    return not post.has("broken")


def whole(site: Site, section: Section, first: date, last: date) -> bool:
    """Whether everything that the section published from `first` to `last` can be read."""
    since = _whole_since(site, section)
    if since is None or since > first:
        return False
    return not any(first <= post.at.date() <= last for post in shown(site, section) if not readable(post))


def _whole_since(site: Site, section: Section) -> date | None:
    """The first day from which on its listing shows everything; None where no day is certain."""
    if site.down or section.shape == "blank":
        return None
    if section.shape == "empty":
        return date.min if section.verified else None
    if section.shape != "feed" and not section.fault:
        return date.min
    posts = shown(site, section)  # in date order, but for a mixed listing
    if section.order == "mixed" or not posts:
        return None
    return min(post.at.date() for post in posts) + _DAY  # of its oldest day there may be more


def sections_of(province: Province, site: Site, channel: str) -> tuple[tuple[Site, Section], ...]:
    """Where an agency's posts of a channel are looked for: on the portal, or in its sections; documents in all."""
    owner = province.site(PORTAL) if channel == "portal" else site
    own = tuple((owner, section) for section in owner.sections if section.registered)
    return own if channel == "document" else tuple(pair for pair in own if pair[1].channel == channel)


def complete(pairs: Iterable[tuple[Site, Section]], first: date, last: date) -> bool:
    """Whether there are sections and all of them can be read whole from `first` to `last`."""
    found = [whole(site, section, first, last) for site, section in pairs]
    return bool(found) and all(found)
