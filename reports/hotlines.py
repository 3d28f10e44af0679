"""Lines to call or write to about procedures, found in the text of a page, with the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.text import clean_paragraphs

_CALLED = re.compile(
    r"đường dây nóng|hotline|(?:địa chỉ )?tiếp nhận(?:,? (?:và )?xử lý)? (?:các )?(?:thông tin )?phản ánh,? kiến nghị",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?P<mail>[\w.+-]{2,64}@[\w-]+(?:\.[\w-]+){1,4})"
    r"|(?<![\d/.-])(?P<phone>(?:\+84|\(?0\d)[\d .()-]{5,14}\d|1[89]00[\d .-]{3,8}\d|1022)(?![\d/])"
)
_NAMED = r"thủ tục hành chính|quy định hành chính|cải cách hành chính|hành chính công|một cửa|dịch vụ công|\btthc\b"
_PROCEDURES = re.compile(_NAMED, re.IGNORECASE)
_COMPLAINTS = re.compile(r"phản ánh,? kiến nghị", re.IGNORECASE)  # about regulations, where nothing else is named
_OTHER = re.compile(  # lines for other things
    r"cứu nạn|cứu hộ|cứu hỏa|chữa cháy|cấp cứu|điện lực|mất điện|cấp điện|cấp nước|giá cả|khiếu nại|tố cáo|tham nhũng"
    r"|trẻ em|bạo lực|ma túy|an toàn thực phẩm|dịch bệnh|giao thông|bảo hiểm|mua bán người|bầu cử|lừa đảo|thiên tai",
    re.IGNORECASE,
)
_REACH = 140  # characters after the words in which the number must stand
_AROUND = 60  # before them, in which it may be said what the line is for


@dataclass(frozen=True)
class Line:
    """`clear`: the words around it say that it is for procedures. `listing`: it stands on a list page."""

    words: str
    contact: str
    url: str
    clear: bool
    listing: bool


@dataclass(frozen=True)
class Hotlines:
    """Lines found on an agency's own pages, the clear ones first; `pages` and `posts`: how much was looked through."""

    lines: tuple[Line, ...] = ()
    pages: int = 0
    posts: int = 0


def lines_of(text: str, url: str, *, listing: bool) -> Iterator[Line]:
    """Each line of the text that has a number or an address; those that are for something else are left out.

    A post may tell of anybody's line: there only those count that are said to be for procedures. What stands on another
    line before it says nothing of it: on a list page that may be any post's title.
    """
    plain = clean_paragraphs(text)
    for found in _CALLED.finditer(plain):
        after = plain[found.end() : found.end() + _REACH]
        contact = next((one for one in _CONTACT.finditer(after) if not _is_date(one.group())), None)
        if contact is None:
            continue
        begin = max(plain.rfind("\n", 0, found.start()) + 1, found.start() - _AROUND)
        words = plain[begin : found.end() + contact.end()].replace("\n", " ")
        other = _OTHER.search(words)
        clear = bool(_PROCEDURES.search(words) or (_COMPLAINTS.search(words) and not other))
        if clear or (listing and not other):
            start = words.find(" ") + 1 if begin and plain[begin - 1].isalnum() else 0
            yield Line(words[start:], contact.group().strip(" .-"), url, clear, listing)


def _is_date(words: str) -> bool:
    return bool(re.fullmatch(r"0?\d[ .-]\d{1,2}[ .-]\d{4}", words.strip()))


def best(lines: Iterator[Line] | list[Line], most: int = 3) -> tuple[Line, ...]:
    """The clearest, each contact once; those of list pages, which stand on every page of a site, first."""
    found: dict[str, Line] = {}
    for line in sorted(lines, key=lambda one: (not one.clear, not one.listing, one.url, one.words)):
        found.setdefault(re.sub(r"[ .()-]", "", line.contact).casefold(), line)
    return tuple(found.values())[:most]
