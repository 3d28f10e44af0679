"""Second ways into a section: the feeds that its list page offers, and which of them are the section's own."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler import identity
from crawler.page import Page
from spiders.families.paging import address
from spiders.families.select import attribute

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
