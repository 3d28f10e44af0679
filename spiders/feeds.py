"""Second ways into a section: the feeds that its list page offers, and which of them are the section's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler import identity
from crawler.found import SecondWay
from crawler.page import Page
from spiders.families.paging import address
from spiders.families.select import attribute
from spiders.listpage import Candidate
from spiders.reading import Reading

_OFFERED = 'link[rel~="alternate"][type*="rss" i][href], link[rel~="alternate"][type*="atom" i][href]'
_FEED_STEPS = re.compile(r"(?:feeds?|rss2?|atom|index|default)(?:\.(?:xml|rss|aspx|php))?", re.IGNORECASE)
_ENDING = re.compile(r"\.\w{2,5}$")
_TERM = re.compile(r"/taxonomy/term/\d+/feed/?$")  # Drupal offers a term's feed on that term's page alone


def offered(page: Page) -> tuple[str, ...]:
    """The feeds that the page offers on its own host, RSS first: Atom may tell of changes where RSS tells of posts."""
    links = sorted(page.tree.css(_OFFERED), key=lambda link: "atom" in attribute(link, "type").lower())
    urls = [address(page, attribute(link, "href")) for link in links]
    own = [
        url for url in urls if url and identity.host(url) == identity.host(page.url) and "comment" not in url.lower()
    ]
    return tuple(dict.fromkeys(own))


def own_feed(page: Page) -> str | None:
    """The feed of this very section, by its address; None where the page offers but the site's, or other sections'."""
    found = offered(page)
    terms = [url for url in found if _TERM.search(urlsplit(url).path)]
    return next((url for url in found if _same_section(page.url, url)), terms[0] if len(terms) == 1 else None)


def _same_section(listing: str, feed: str) -> bool:
    here, there = urlsplit(listing), urlsplit(feed)
    name = _name(here.path)
    asked, said = set(parse_qsl(here.query)), set(parse_qsl(there.query))
    return bool(name or asked) and name == _name(there.path) and asked <= said


def _name(path: str) -> str:
    """The last step of a path that names a section, without its ending."""
    steps = [step for step in unquote(path).split("/") if step and not _FEED_STEPS.fullmatch(step)]
    return _ENDING.sub("", steps[-1]) if steps else ""


def compared(
    url: str,
    shown: Sequence[Candidate],
    listed: Collection[str],
    reading: Reading,
    ids: Callable[[Candidate], Collection[str]],
) -> tuple[SecondWay, tuple[Candidate, ...]]:
    """A feed beside the listing that was read to its end: what they share, and the posts that the feed alone shows.

    `listed` are the CMS's ids of the listing's posts, `ids` gives those of one post: feeds may write addresses another
    way. A feed that shares nothing with the listing is not taken for the section's own.
    """
    whole = (step := reading.ending()) is not None and step.after == "end"
    fit = [one for one in shown if whole or (one.listed is not None and reading.wanted.holds(one.listed))]
    both = [one for one in fit if one.entry in reading.seen or any(id_ in listed for id_ in ids(one))]
    if fit and not both:
        return SecondWay(url, len(reading.seen), fault=_NOTHING_SHARED), ()
    alone = [one for one in fit if one not in both]
    added = tuple(one for one in alone if one.listed is None or reading.wanted.holds(one.listed))
    return SecondWay(url, len(reading.seen), len(fit), len(both), len(added)), added


_NOTHING_SHARED = "nothing_shared nguồn tin không có mục nào chung với danh sách"
