"""What a saved page says of itself: the address it was saved from, and when."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html import unescape

HEAD = 65536  # bytes in which the marks stand

_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)", re.IGNORECASE)
_HTTRACK = re.compile(rb"<!--\s*Mirrored from (\S+) by HTTrack[^,>]*, ([^>]*?GMT)\s*-->", re.IGNORECASE)
_SINGLEFILE = re.compile(rb"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n(]+)", re.IGNORECASE)
_CANONICAL = (
    re.compile(rb"<link\b(?=[^>]*\brel\s*=\s*[\"']?canonical)[^>]*\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE),
    re.compile(rb"<meta\b(?=[^>]*\bog:url\b)[^>]*\bcontent\s*=\s*[\"']([^\"']+)", re.IGNORECASE),
    re.compile(rb"<base\b[^>]*\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE),
)


@dataclass(frozen=True)
class Mark:
    """`sure`: whatever saved the page wrote it; else it is the page's own word, which several pages may share."""

    url: str
    time: datetime | None = None
    sure: bool = True


def mark_of(head: bytes) -> Mark | None:
    """What whatever saved the page wrote into it: a browser, SingleFile, HTTrack; None where nothing did."""
    if found := _SAVED_FROM.search(head):
        return _mark(found.group(1))
    if found := _HTTRACK.search(head):
        return _mark(b"http://" + found.group(1), _moment(found.group(2), parsedate_to_datetime))
    if found := _SINGLEFILE.search(head):
        return _mark(found.group(1), _moment(found.group(2).strip(), _script_date))
    return None


def own_word(head: bytes) -> Mark | None:
    """The address that the page gives as its own: canonical, og:url, base."""
    found = (pattern.search(head) for pattern in _CANONICAL)
    marks = (_mark(one.group(1), sure=False) for one in found if one)
    return next((one for one in marks if one), None)


def _mark(url: bytes, time: datetime | None = None, *, sure: bool = True) -> Mark | None:
    text = unescape(url.decode("utf-8", "replace"))
    return Mark(text, time, sure) if text.startswith(("http://", "https://")) else None


def _moment(words: bytes, reader: Callable[[str], datetime]) -> datetime | None:
    try:
        moment = reader(words.decode("ascii", "replace"))
    except (ValueError, TypeError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _script_date(words: str) -> datetime:
    """`Wed Jul 10 2024 10:00:00 GMT+0700`"""
    return datetime.strptime(words, "%a %b %d %Y %H:%M:%S GMT%z")


@dataclass(frozen=True)
class Parcel:
    """A page out of an MHTML file."""

    mark: Mark
    body: bytes
    media_type: str


def parcel_of(content: bytes) -> Parcel | None:
    """The page that an MHTML file holds; None where it holds none with an address."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    url = str(message.get("Snapshot-Content-Location") or (parts and parts[0].get("Content-Location")) or "").strip()
    chosen = next((part for part in parts if str(part.get("Content-Location") or "").strip() == url), None)
    chosen = chosen or next(iter(parts), None)
    if chosen is None or not url.startswith(("http://", "https://")) or not isinstance(chosen, EmailMessage):
        return None
    time = _moment(str(message.get("Date") or "").encode(), parsedate_to_datetime)
    charset = chosen.get_content_charset()
    body = chosen.get_payload(decode=True)
    media_type = chosen.get_content_type() + (f"; charset={charset}" if charset else "")
    return Parcel(Mark(url, time), body, media_type) if isinstance(body, bytes) else None
