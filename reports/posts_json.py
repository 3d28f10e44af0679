"""Posts as `cchc posts --format json` prints them: the interface's keys, all of them and no others."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from crawler.posts import PostRow

POST_KEYS = (
    "id",
    "agency",
    "channel",
    "url",
    "other_urls",
    "title",
    "published",
    "period",
    "date_source",
    "date_grade",
    "first_seen",
    "section",
    "dedicated",
    "origin",
    "gone",
    "topics",
    "themes",
    "score",
    "status",
    "counts_for",
    "review_for",
    "duplicate_of",
    "decided_by",
    "snapshot",
)

values = attrgetter(*POST_KEYS)  # of one row, in their order


def to_json(row: PostRow) -> dict[str, Any]:
    """Plain data for `json.dumps`, keys in the interface's order; tuples become lists."""
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in zip(POST_KEYS, values(row), strict=True)
    }
