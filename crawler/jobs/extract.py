"""`cchc extract`: what is read from one saved page, with the evidence for each field."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crawler.errors import BadInput
from crawler.items import Article, Item, Listing, Words
from crawler.page import Page
from crawler.text import clean, clean_paragraphs
from pipelines.dates import choose
from spiders.readers import reader_for

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def extract(file: Path, url: str, *, listing: bool = False, zone: ZoneInfo = _ZONE) -> dict[str, Any]:
    """Plain data: an article's fields, or with `listing` its items and next page.

    Raises BadInput where the file can't be read, `LayoutChanged` or `NotAPost` where the page isn't what it should be.
    """
    page = Page(url, _bytes(file))
    reader = reader_for(page)
    now = datetime.now(UTC)
    if listing:
        return {"family": reader.name, **_listing(reader.listing(page), zone, now)}
    return {"family": reader.name, **_article(reader.article(page), reader.name, zone, now)}


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"Không mở được tệp {file}: {error.strerror}.") from error


def _article(article: Article, family: str, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    dating = choose(article.dates, zone, now=now, family=family)
    return {
        "title": clean(article.title),
        "published": dating.published,
        "date_source": dating.source,
        "date_grade": dating.grade,
        "date_words": dating.words,
        "date_flags": list(dating.flags),
        "date_candidates": list(dating.candidates),
        "author": _words(article.author),
        "source": _words(article.source),
        "category": clean(article.category),
        "article_id": article.article_id,
        "canonical": article.canonical,
        "attachments": list(article.attachments),
        "media": list(article.media),
        "body": clean_paragraphs(article.body),
        "links": list(article.links),
    }


def _listing(listing: Listing, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    following = listing.next
    return {
        "items": [_item(item, zone, now) for item in listing.items],
        "next": following.url if following else None,
        "next_method": following.method if following else None,
        "empty_words": listing.empty_words,
        "capped": listing.capped,
        "total": listing.total,
    }


def _item(item: Item, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    dating = choose((item.date,) if item.date else (), zone, now=now)
    return {"url": item.url, "title": clean(item.title), "published": dating.published, "date_words": dating.words}


def _words(words: Words | None) -> str | None:
    return clean(words.text) if words else None
