"""Every way in which pages write one known day. Apart from the reader's own grammar: it must not judge itself."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_MONTHS = tuple(date(2024, month, 1).strftime("%B").lower() for month in range(1, 13))
_VI = ["một|giêng", "hai", "ba", "tư|bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai|chạp"]
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)")
_AROUND = (  # what stands beside a day's words: the day of the week before, a time of day on either side
    r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|t[2-7]|cn|hai|ba|tư|năm|sáu|bảy"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun))[\s,\-|]*(?:ngày\s*)?)?",
    r"(?:[\s,\-|T]*\+?\d{0,4}\d{1,2}:\d\d(?::\d\d)?(?:\s*(?:AM|PM|SA|CH))?(?:\s?[+-]\d\d:?\d\d|Z)?)?",
)


@cache
def pattern(day: date) -> re.Pattern[str]:
    """Finds the day's words in a text, with the time and the day of the week beside them."""
    d, m, y, yy = f"0?{day.day}", f"0?{day.month}", f"{day.year}", f"{day.year % 100:02}"
    vi, en = _VI[day.month - 1], _MONTHS[day.month - 1]
    month = rf"(?:tháng\s+(?:{m}|{vi})|{en[:3]}(?:{en[3:]})?\.?|{m})"
    forms = (
        rf"{d}\s?[/.\-]\s?{m}\s?[/.\-,]\s?(?:năm\s)?(?:{y}|{yy})",
        rf"{y}[/.\-]{m}[/.\-]{d}",
        rf"{y}{day.month:02}{day.day:02}",
        rf"{d}(?:st|nd|rd|th)?[\s,]+{month}[\s,]*(?:năm\s+)?{y}",
        rf"{month}\s+{d}(?:st|nd|rd|th)?,?\s+{y}",
    )
    before, after = _AROUND
    words = rf"{before}(?<!\d)(?:{'|'.join(forms)})(?!\d{{3}}(?!\d)){after}"
    return re.compile(words, re.IGNORECASE)


def names(text: str, day: date) -> bool:
    """Whether the text names the day."""
    return pattern(day).search(text) is not None or bool(_moments(text, day))


def without(text: str, day: date) -> str:
    """The text without the words of the day, and without moments that fall on it in Việt Nam."""
    for moment in _moments(text, day):
        text = text.replace(moment, "")
    return pattern(day).sub("", text)


def _moments(text: str, day: date) -> list[str]:
    found = _ISO.findall(text)
    return [one for one in found if datetime.fromisoformat(one).astimezone(_ZONE).date() == day]


def other(day: date | None, days: int) -> str:
    """Another day, that many days away, as d/m/Y."""
    return f"{(day or date(2024, 6, 15)) + timedelta(days=days):%d/%m/%Y}"
