"""The date of one line: under a label, or alone beside author, source and views. Never one in prose."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from crawler.dates import Reading, read, read_all
from crawler.datewords import plain
from spiders.datelabels import labels

_HERE = ZoneInfo("Asia/Ho_Chi_Minh")  # only to compare words of one page with one another
_ANY_TIME = datetime(2024, 1, 1, tzinfo=_HERE)  # only to see that words are relative
_NUMBERS = re.compile(r"\d+")
BODY_LINE = 160  # a line as long as this is text: what comes after it is no head of a post
_WEEKDAY = re.compile(r"(?:thu|chu nhat|cn|t\.? ?[2-7]|mon|tue|wed|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b")
_CLOSE = 12  # characters between a label and its date
_UNREAD = 30  # characters of words under a label that are kept although they can't be read
_TAIL = re.compile(
    r"['’′]? *(?:$|[|•·;,()\[\]\-/.]|(?:so )?luot|da xem|xem|doc|views?|hits|boi|by|tac gia|nguon|author|source"
    r"|bien tap|co chu|in bai|gui|chia se|print|binh luan|comments?|\d+ (?:luot|views?|binh))"
)
_BESIDE = re.compile(
    r"\b(?:luot (?:xem|doc|truy cap)|so lan xem|da xem|views?(?: count)?|hits|binh luan|comments?|tac gia|author"
    r"|nguon(?: tin)?|source|boi|by|ban bien tap|bbt|quan tri(?: vien)?|admin(?:istrator)?|ngay|luc|gmt|co chu"
    r"|in bai|a|dang|vao)\b"
)
_PART = re.compile(
    r"(?:chuyen muc|danh muc|the loai|muc|category|section|tac gia|nguoi dang|nguon|author|by|boi) ?: ?\D*$"
)
# Looked for in the words as printed: without their marks, some of these are people's names (Tài, Tư, Kỳ).
_NO_STAMP = re.compile(
    r"\b(?:từ|đến|trước|sau|hết|tới|số|nghị định|nghị quyết|quyết định|thông tư|luật|công văn|kế hoạch|ban hành"
    r"|hiệu lực|ký|hôm nay|bây giờ|khai mạc|họp|hội nghị|thời gian|địa điểm|tại|hạn|today|events?|sự kiện|sinh)\b"
)


def day_of(text: str) -> object:
    found = read(text, _HERE, machine=True)
    return found.day if found else text


def is_date(text: str) -> bool:
    """Whether the words can be read as one day, counted back from some moment where they are relative."""
    return read(text, _HERE, now=_ANY_TIME) is not None


def may_be_date(text: str) -> bool:
    """Whether words may be a date although they can't be read: two numbers at least, or a relative one."""
    return len(_NUMBERS.findall(text)) > 1 or is_date(text)


# -- under a label


def is_short_date(text: str) -> bool:
    return len(text) <= _UNREAD and may_be_date(text)


def labelled_stamp(words: str) -> str | None:
    """The words of the date directly under a label, without what follows; None in prose, and where there is no date."""
    found = read_all(words, _HERE)
    if not found:
        relative = read(words, _HERE, now=_ANY_TIME) is not None
        return words if len(words) <= _UNREAD and (relative or any(map(str.isdigit, words))) else None
    start = words.find(found[0].words)
    end = start + len(found[0].words)
    ends = _TAIL.match(plain(words), end) or _is_followed_by_change(words, end, found)
    return words[start:end] if start <= _CLOSE and ends else None


def _is_followed_by_change(words: str, end: int, found: tuple[Reading, ...]) -> bool:
    """Whether a second, later day follows at once: WordPress prints the day of the last change so, and hides it."""
    if len(found) != 2 or found[1].day <= found[0].day:
        return False
    start = words.find(found[1].words, end)
    return not words[end:start].strip() and _TAIL.match(plain(words), start + len(found[1].words)) is not None


# -- alone


def stamp(text: str) -> str | None:
    """The words of the line's only date, where it is a date and next to nothing else, up to a label of another date."""
    end = next((label.start for label in labels(text) if label.kind != "published"), len(text))
    words = text[:end].strip(" |•·;,-–(")
    if len(words) > BODY_LINE:
        return None
    words = _undivided(words)
    found = read_all(words, _HERE)
    if not found or len({reading.day for reading in found}) > 1:
        return None
    return found[0].words if _is_beside(words, found[0]) else None


def _undivided(words: str) -> str:
    """The line without those of its parts that name the section or the author: however long, they are no prose."""
    parts = re.split(r" [|/•·–] ", words)
    kept = [part for part in parts if not _PART.match(plain(part))]
    return " | ".join(kept) if len(parts) > 1 else words


def _is_beside(words: str, found: Reading) -> bool:
    """Whether beside the date there is an author's name and views at most, not prose, nor the place of a letter."""
    before, _, after = words.partition(found.words)
    if before.rstrip().endswith(",") and plain(found.words).startswith("ngay"):
        return False  # "Phan Thiết, ngày 12 tháng 3 năm 2024"
    rest = f"{before} | {after}"
    if _NO_STAMP.search(rest.lower()):
        return False
    names = re.findall(r"[a-z]+", _BESIDE.sub(" ", plain(rest)))
    return len(names) <= 5 and sum(map(len, names)) <= 30


def names_weekday(text: str, *, timed: bool) -> bool:
    """Whether the line is a day with that of the week; `timed`: whatever else, else without a time."""
    found = read(text, _HERE)
    untimed = found is not None and found.time is None and not found.filler_time
    return found is not None and (timed or untimed) and _WEEKDAY.match(plain(found.words)) is not None


def is_clock(text: str) -> bool:
    """Whether the line may be the page's clock: the day of the week and a day, without a time, above the title."""
    return names_weekday(text, timed=False)
