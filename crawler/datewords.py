"""The words of dates: names of months and days, and a small grammar of dates and times as Vietnamese sites print them.

Everything here works on *plain* text: `plain` folds case, Vietnamese marks and fullwidth forms one character to one, so
that a position in the plain text is the same position in the printed one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from crawler.text import clean


def _letters() -> Iterator[tuple[int, str]]:
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if base.isascii() and base.isalpha():
            yield code, base
    yield from ((ord("đ"), "d"), (ord("Đ"), "d"))
    yield from ((0xFEE0 + code, chr(code).lower()) for code in range(0x21, 0x7F))  # fullwidth forms
    yield from ((ord(mark), "-") for mark in "‐‑‒–—−")
    yield from ((ord(mark), "'") for mark in "’′")


_PLAIN = dict(_letters())


def printed(text: str) -> str:
    """The text as words are shown: cleaned, otherwise as it stands on the page."""
    return text if text.isascii() and "  " not in text and text.isprintable() else clean(text)


def plain(text: str) -> str:
    """Lower case, without Vietnamese marks, as long as `text` itself, which must be cleaned (NFC)."""
    return text.lower() if text.isascii() else text.translate(_PLAIN)


_VI_MONTHS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_EN_MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5,
    "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9,
    "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
_MONTHS = {**_VI_MONTHS, **_EN_MONTHS}

# Monday is 0, as in `date.weekday()`.
_VI_DAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_EN_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def month_of(words: str) -> int | None:
    """The month that plain words name: "3", "ba", "mar"; None where they name none."""
    number = int(words) if words.isdigit() else _MONTHS.get(words, 0)
    return number if 1 <= number <= 12 else None


def weekday_of(words: str) -> int | None:
    """The day of the week (Monday 0) that plain words name: "thu ba", "t3", "tuesday", "tue", "ba", "cn"."""
    if words.startswith(("chu", "cn")):
        return 6
    last = words.removeprefix("thu").removeprefix("t").strip(" .")
    if last.isdigit():
        return int(last) - 2
    return _VI_DAYS.get(last, _english_day(words))


def _english_day(words: str) -> int | None:
    return next((n for n, name in enumerate(_EN_DAYS) if name.startswith(words[:3])), None)


def _any(words: dict[str, int]) -> str:
    return "|".join(word.replace(" ", r"\ ") for word in sorted(words, key=len, reverse=True))


_EN_MONTH = rf"(?:{_any(_EN_MONTHS)})\b\.?"
_VI_MONTH = rf"(?:thang\ ?|th\.?\ ?)(?:\d{{1,2}}|(?:{_any(_VI_MONTHS)})\b)"
_YEAR = r"(?:\d{4})(?!\d)"

#: One date, in any of the shapes; the name of the last group that matched says which numbers are which.
CORE = re.compile(
    rf"""
    (?<!\d)(?:(?<!\d[/.\-])|(?<=:\d\d-))(?:
      (?P<ymd>\d{{4}}\ ?([-/.])\ ?\d{{1,2}}\ ?\2\ ?\d{{1,2}})(?!\d|[/\-]\d)
    | (?P<dmy>\d{{1,2}}\ ?([-/.])\ ?\d{{1,2}}\ ?\4\ ?(?:\d{{4}}|\d{{2}}))(?!\d|\ ?/|[.\-]\d)
    | (?P<dm_y>\d{{1,2}}\ ?[-/.]\ ?\d{{1,2}}[,\ ]+nam\ {_YEAR})
    | (?P<d_vi_y>\d{{1,2}}[ ,/\-]*{_VI_MONTH}(?:[ ,/\-]*(?:nam)?[ ,/\-:]*){_YEAR})
    | (?P<d_en_y>\d{{1,2}}(?:st|nd|rd|th)?[ ,/\-]*(?:of\ )?{_EN_MONTH}[ ,/\-]*
        (?:{_YEAR}|(?<=-)\d{{2}}(?!\d)|\d{{2}}(?=\ \d\d:\d\d)))
    )
    | \b(?P<vi_d_y>{_VI_MONTH}\ \d{{1,2}},\ ?{_YEAR})
    | \b(?P<en_d_y>{_EN_MONTH}\ ?\d{{1,2}}(?:st|nd|rd|th)?,?\ {_YEAR})
    """,
    re.VERBOSE | re.ASCII,
)

_ZONE = r"""(?:
    \ ?\(?(?:utc|gmt)\ ?(?P<named>[+-]\ ?\d{1,2}(?::?[0-5]\d)?(?![\d/.:]))\)?
  | (?P<zulu>z\b|\ ?\(?(?:utc|gmt|ut)\b(?!\ ?\+)\)?)
  | (?P<ict>\ ict\b)
  | (?P<tight>[+-]\d\d:?[0-5]\d(?![\d/.:-])|[+-]\d\d(?![\d/.:-]))
  | \ (?P<loose>[+-]\d\d:?[0-5]\d(?![\d/.:-]))
)?"""
_HALF = r"(?:\ ?(?P<half>am|pm|a\.m\.?|p\.m\.?|sa|ch|sang|chieu)\b)?"
_TIME = (
    r"(?P<h>[0-2]?\d)(?:\ ?:\ ?|\ ?h\ ?|\ ?g\ ?(?=\d)|\ gio\ ?)(?:(?P<m>[0-5]\d)(?!\d)"
    r"(?:\ ?[:.]\ ?(?P<s>[0-5]\d)(?!\d)(?:[.,]\d{1,9})?)?(?:\ ?'|\ ?phut\b|p\b)?)?" + _HALF + _ZONE
)
_DAY = (
    r"(?:thu\ (?:hai|ba|tu|nam|sau|bay|[2-7])|chu\ nhat|cn|t\.?[2-7]"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b"
)
_BARE = r"(?:^|\bvao\ )(?P<bare>hai|ba|tu|nam|sau|bay|chu\ nhat),\ "  # Drupal's "vào Sáu, 03/11/2023"
_GAP = r"(?:[ ,|;()\[\]/.\-·•]|\b(?:luc|hoi|vao|at|on|ngay|the)\b:?)*"

#: What may stand directly before a date: day of the week, time, in either order. To be searched in the words before it.
BEFORE = re.compile(
    rf"(?:{_BARE}|(?:\b(?P<day1>{_DAY}){_GAP})?(?:(?<![\d:]){_TIME}{_GAP})?(?:\b(?P<day2>{_DAY}){_GAP})?)"
    rf"(?:\bngay\ ?:?\ ?)?$",
    re.VERBOSE | re.ASCII,
)
#: What may stand directly after it. PHP's "Y-m-dTH:i:s" prints the zone where the letter T should be (NukeViet).
AFTER = re.compile(
    rf"(?:(?P<php>[+-]\d\d|utc|gmt|ict)(?=\d\d:\d\d:)|t(?=\d\d:)|{_GAP})(?:{_TIME})?"
    rf"(?:{_GAP}(?P<day>{_DAY}))?",
    re.VERBOSE | re.ASCII,
)
