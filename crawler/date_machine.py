"""Moments as only programs write them: seconds or milliseconds since 1970, /Date(…)/, ISO without marks."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_EPOCH = re.compile(r"(?:\\?/Date\()?(?P<n>-?\d{9,13})(?:\.\d+)?(?:[+-]\d{4})?(?:\)\\?/)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?(z)?)?", re.ASCII | re.IGNORECASE)
_START = datetime(1970, 1, 1, tzinfo=UTC)


def read_machine(text: str) -> datetime | None:
    """The moment that the whole of `text` is; naive where it names no zone; None where it is none.

    Eight digits are a day (20240312), nine or ten seconds, 12 or 13 milliseconds; /Date(…)/ is always milliseconds.
    """
    if compact := _COMPACT.fullmatch(text):
        return _compact(compact)
    if epoch := _EPOCH.fullmatch(text):
        return _epoch(int(epoch.group("n")), "Date" in text)
    return None


def _epoch(number: int, milliseconds: bool) -> datetime | None:
    seconds = number / 1000 if milliseconds or abs(number) >= 10**11 else number
    return _START + timedelta(seconds=seconds)


def _compact(match: re.Match[str]) -> datetime | None:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC if match.group(7) else None)
    except ValueError:
        return None
