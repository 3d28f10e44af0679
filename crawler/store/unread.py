"""Entries of listings whose posts were never read, so that the next crawl asks for them again."""

from __future__ import annotations

from collections import defaultdict

from sqlite_utils import Database

from crawler.items import Item, Words
from crawler.store.gone import no_posts


def unread_items(db: Database) -> dict[str, tuple[Item, ...]]:
    """section -> what its listings said of posts that were neither read nor held; they may show them no more."""
    found: dict[str, list[Item]] = defaultdict(list)
    none = no_posts(db)
    for row in db.query(
        """SELECT section, entry, url, title, date_words FROM entry WHERE post IS NULL
           ORDER BY section, last_seen DESC, entry"""
    ):
        if row["entry"] in none:
            continue
        date = Words(row["date_words"], "listing") if row["date_words"] else None
        found[row["section"]].append(Item(row["url"], row["title"], date))
    return {section: tuple(items) for section, items in found.items()}
