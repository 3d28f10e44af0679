"""Posts as CSV: one row per post, agency and channel, columns named as the JSON's keys; lists are divided by "; "."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from crawler.posts import PostRow
from reports.counts_csv import cell_text
from reports.posts_json import POST_KEYS, values


def csv_text(rows: Iterable[PostRow]) -> str:
    """The whole table with its header; lines end in CRLF, without a byte order mark. No text in it is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(POST_KEYS)
    writer.writerows([_text(value) for value in values(row)] for row in rows)
    return out.getvalue()


def write_csv(rows: Iterable[PostRow], path: Path) -> None:
    """Writes the table with the byte order mark by which Excel knows UTF-8."""
    path.write_bytes(csv_text(rows).encode("utf-8-sig"))


def _text(value: object) -> str:
    return cell_text("; ".join(value) if isinstance(value, tuple) else value)
