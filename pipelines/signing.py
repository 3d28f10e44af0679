"""The own date of a document, of signing, as its title or text prints it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from crawler.text import clean, clean_paragraphs

_SPELLED = r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})"
_ANY = rf"(?:{_SPELLED}|(?:ngày\s+)?(?<!\d)(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})(?!\d))"
_PLAN = r"\b(?:kế\s+hoạch|KH)"
_NUMBER = r"\s+(?:số\s*:?\s*)?\d+[a-z]?\s*/\s*[\w&./-]+[\s,(]*"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


# "Bình Thuận, ngày 22 tháng 01 năm 2024": the last of its line, or with a heading in capitals behind it
_HEADED = _pattern(rf"(?<![\w/-])([^\W\d_]+)(?:[ .-][^\W\d_]+){{0,3}},\s*{_SPELLED}(?=\W*(?:$|\n)|\s+KẾ\s+HOẠCH\b)")
_LABELLED = _pattern(rf"(?:ngày\s+(?:ban\s+hành|ký|văn\s+bản)|thời\s+gian\s+ký)\s*:?\s*{_ANY}")
_TITLED = _pattern(rf"^{_PLAN}{_NUMBER}{_ANY}")
_TOLD = (
    _pattern(rf"{_ANY},[^.\n]{{0,120}}?\bban\s+hành\s+{_PLAN}\b"),
    _pattern(rf"\bban\s+hành\s+(?:kèm\s+theo\s+)?{_PLAN}{_NUMBER}{_ANY}"),
    _pattern(rf"\(\s*{_PLAN}{_NUMBER}{_ANY}\s*\)"),
)
#: near a plan that is told of: it is one of theirs, or one that is carried out
_OTHERS = _pattern(
    r"\b(?:UBND\s+tỉnh|Ủy\s+ban\s+nhân\s+dân\s+tỉnh|tỉnh\s+ủy|chính\s+phủ|thủ\s+tướng|bộ\s+\w+|căn\s+cứ|thực\s+hiện|theo)\b"
)
_NEAR = 60  # characters before and behind


def signed_on(title: str, body: str) -> date | None:
    """The day on which the document was signed; None where it bears none, or more than one."""
    days = signing_days(title, body)
    return days[0] if len(days) == 1 else None


def signing_days(title: str, body: str) -> tuple[date, ...]:
    """All days that may be the document's own, in order: of its own places, else as the text tells them."""
    text = clean_paragraphs(body)
    own = _days(_TITLED, clean(title)) | _days(_HEADED, text, _named) | _days(_LABELLED, text)
    return tuple(sorted(own or {day for pattern in _TOLD for day in _days(pattern, text, _its_own)}))


def _named(found: re.Match[str]) -> bool:
    """Whether a place stands before the day: a name, with a capital."""
    return found.group(1)[:1].isupper()


def _its_own(found: re.Match[str]) -> bool:
    """Whether the plan told of is not somebody else's."""
    around = found.string[max(0, found.start() - _NEAR) : found.end() + _NEAR]
    return _OTHERS.search(around) is None


def _days(pattern: re.Pattern[str], text: str, fits: Callable[[re.Match[str]], bool] = lambda found: True) -> set[date]:
    matches = (found for found in pattern.finditer(text) if fits(found))
    numbers = ([int(part) for part in found.groups() if part and part.isdecimal()] for found in matches)
    return {made for parts in numbers if (made := _date(*parts))}


def _date(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
