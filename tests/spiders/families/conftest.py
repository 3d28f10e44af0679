"""Reads a saved page with the family that its own marks show, and says what came out in the terms of its JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import LayoutChanged, NotAPost
from crawler.items import Article, Item, Listing, Words
from crawler.page import Page
from spiders.families.base import Family
from spiders.families.detect import detect
from spiders.families.registry import GENERIC


def _item(item: Item) -> dict[str, Any]:
    shown: dict[str, Any] = {"url": item.url, "title": item.title, "date": item.date and item.date.text}
    return shown | ({"whole": item.whole.body} if item.whole else {})


def _listing(listing: Listing) -> dict[str, Any]:
    return {
        "items": [_item(item) for item in listing.items],
        "next": listing.next and listing.next.url,
        "empty_words": listing.empty_words,
        "title": listing.title,
    }


def _article(article: Article) -> dict[str, Any]:
    words: dict[str, Words | None] = {"author": article.author, "source": article.source}
    return {
        **{name: getattr(article, name) for name in ("title", "body", "category", "canonical", "article_id")},
        **{name: list(getattr(article, name)) for name in ("attachments", "media")},
        **{name: found and found.text for name, found in words.items()},
        "dates": [[found.text, found.place] for found in article.dates],
    }


def _outcome(family: Family, page: Page, kind: str) -> dict[str, Any]:
    """`kind`: "listing", "article", "refused" (no post) or "changed" (no listing)."""
    try:
        listed = kind in ("listing", "changed")
        found = _listing(family.listing(page)) if listed else _article(family.article(page))
    except (LayoutChanged, NotAPost) as error:
        if kind not in ("refused", "changed"):
            raise
        return {"error": type(error).__name__, "error_kind": getattr(error, "kind", None)}
    return found | {"error": None, "error_kind": None}


@pytest.fixture
def read_case() -> Callable[[Path], tuple[dict[str, Any], dict[str, Any]]]:
    """For a page with its JSON beside it: what should come out, and what does, for the keys that the JSON has."""

    def read(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        page = Page(truth.pop("url"), path.read_bytes())
        found = detect(page)
        family = found[0] if found else GENERIC
        kind = truth.pop("kind")
        assert family.name == path.parent.name
        whole = _outcome(family, page, kind)
        return truth, {key: whole[key] for key in truth}

    return read
