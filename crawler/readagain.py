"""When a page that was read is to be read again: young posts soon and often, old ones now and then, a few each night.

Pure: days come in, an answer comes out. Edits and deletions are noticed late, or at the price of requests. So a post is
read again when it is about two, seven, thirty and ninety days old, then about every ninety days.
"""

from __future__ import annotations

import zlib
from datetime import date, timedelta

STEPS = (2, 7, 30, 90)  # days of age at which a post is read again
LEAST = 45  # days between two readings of one that is older; at most LEAST + SPREAD - 1
SPREAD = 90


def next_day(post: str, published: date | None, read: date) -> date:
    """The day from which on the post's page is to be read again, having last been read on `read`.

    Which day of those that would do is told by the post's id, so that posts read together part company. Posts without a
    day, or with one to come, are as old as the reading.
    """
    born = min(published or read, read)
    number = zlib.crc32(post.encode("utf-8"))
    for step in STEPS:
        due = born + timedelta(days=step + number % (step // 3 + 1))
        if due > read and step > (read - born).days:
            return due
    return read + timedelta(days=LEAST + number % SPREAD)


def due(post: str, published: date | None, read: date, today: date) -> bool:
    """Whether the post's page is to be read again today."""
    return next_day(post, published, read) <= today
