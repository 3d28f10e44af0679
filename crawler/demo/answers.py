"""What a site of the demo answers to a request: status, media type and bytes. Pure, worked out once an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from crawler.demo import render
from crawler.demo.model import ZONE, Site
from crawler.demo.pages import Target, key_of, routes

CLOCK = datetime(2025, 1, 15, 8, 30, tzinfo=ZONE)  # what the sites' clocks show
_HTML, _TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
_CHORES = {"/tim-kiem": "search", "/dang-nhap": "login", "/lich-cong-tac": "calendar"}
_FILES = re.compile(r"^/(?:uploads|SiteFolders|wp-content|media|html)/.*\.(\w+)$")
_FILE_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "mp3": "audio/mpeg",
}
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
_OPEN = "User-agent: *\nAllow: /\n"
#: Traps that a site asks to keep out of; no robots.txt at all on the hand-made one.
_ROBOTS = {
    "nukeviet": "User-agent: *\nDisallow: /lich-cong-tac\nDisallow: /tim-kiem\nDisallow: /vi/news/print/\n",
    "wordpress": "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n",
    "drupal": "User-agent: *\nDisallow: /search/\nDisallow: /user/login\n",
}


@dataclass(frozen=True)
class Answer:
    status: int
    media_type: str
    body: bytes


@lru_cache(maxsize=4096)
def answer(site: Site, address: str) -> Answer:
    """What stands at `address`, which is the path from the site's root with its query."""
    parts = urlsplit(address)
    if parts.path == "/robots.txt":
        return _robots(site)
    if found := _FILES.match(parts.path):
        kind = found[1].lower()
        return Answer(200, _FILE_TYPES.get(kind, "text/css" if kind == "css" else "text/javascript"), _PDF)
    if chore := _CHORES.get(parts.path):
        number = parse_qs(parts.query).get("thang", ["0"])[0]
        return _page(render.chore(site, chore, CLOCK, int(number) if number.isdigit() else 0))
    if parts.path in ("/", "/vi/"):
        return _target(site, Target("listing", site.sections[0]))
    target = routes(site).get(key_of(site, address))
    return _target(site, target) if target else _missing(site)


def _robots(site: Site) -> Answer:
    if site.cms == "table":
        return _missing(site)
    return Answer(200, _TEXT, _ROBOTS.get(site.cms, _OPEN).encode())


def _target(site: Site, target: Target) -> Answer:
    section, post = target.section, target.post
    if target.kind == "feed":
        return Answer(200, "application/rss+xml; charset=utf-8", render.feed(site, section).encode())
    if post is None:
        if section.fault and section.fault[0] == target.page:
            return _broken(section.fault[1])
        return _page(render.listing(site, section, target.page, CLOCK))
    if post.has("broken"):
        return _broken(500)
    if post.has("gone") or post.has("soft404"):
        return _missing(site, 404 if post.has("gone") else 200)
    return _page(render.post_page(site, section, post, CLOCK, printed=target.kind == "print"))


def _page(text: str, status: int = 200) -> Answer:
    return Answer(status, _HTML, text.encode())


def _missing(site: Site, status: int = 404) -> Answer:
    return _page(render.missing(site, CLOCK), status)


def _broken(status: int) -> Answer:
    return _page("<html><body><h1>Lỗi máy chủ</h1></body></html>", status)
