"""One page looked at as a section's list page: what it shows, how two looks differ, what it is where it is no list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from crawler import identity
from crawler.dates import read
from crawler.errors import CchcError, LayoutChanged, NotAPost
from crawler.items import NO_SELECTORS, Item, Listing, NextPage, Selectors, Words
from crawler.page import Page
from crawler.text import clean
from spiders.answers import Fault, readable
from spiders.families.detect import detect
from spiders.readers import reader_for
from spiders.sectionlinks import section_links

GENERIC = "generic"
_FOR_PROGRAMS = frozenset({"jsonld", "meta", "time", "api", "feed", "sitemap"})
_WHAT = {
    "gate": "Trang chặn máy đọc bằng mã lệnh (cookie, thử thách) và không cho thấy nội dung",
    "login": "Trang đòi đăng nhập",
    "maintenance": "Trang báo đang bảo trì",
    "not_found": "Trang báo không có nội dung này, tuy máy chủ trả lời như thường",
}


@dataclass(frozen=True)
class Entry:
    """One entry of a list page; `key` is its address's identity, `day` the day that its words name for certain."""

    key: str
    item: Item
    title: str
    words: str
    day: date | None


@dataclass(frozen=True)
class Looked:
    """A page read as a list page. `mark`: by what its family was recognised."""

    page: Page
    family: str
    mark: str
    entries: tuple[Entry, ...]
    listing: Listing

    @property
    def days(self) -> list[date]:
        return [one.day for one in self.entries if one.day]


def look(
    page: Page,
    zone: ZoneInfo,
    now: datetime,
    *,
    kind: str = "auto",
    selectors: Selectors = NO_SELECTORS,
    family: str | None = None,
) -> Looked:
    """The page read as a section of that type. Raises LayoutChanged, NotAPost where it is no list."""
    if not readable(page):
        raise LayoutChanged(page.url, f"trang web đọc được (máy chủ gửi {page.media_type})")
    reader = reader_for(page, kind=kind, pinned=family)
    listing = reader.listing(page, selectors)
    seen = detect(page)
    mark = seen[1] if seen and seen[0].name == reader.name else reader.recognise(page) or ""
    return Looked(page, reader.name, mark, tuple(_entry(item, zone, now) for item in listing.items), listing)


def _entry(item: Item, zone: ZoneInfo, now: datetime) -> Entry:
    key = identity.key(item.url, keep_fragment=item.whole is not None)
    return Entry(key, item, clean(item.title), item.date.text if item.date else "", day_of(item.date, zone, now))


def day_of(words: Words | None, zone: ZoneInfo, now: datetime) -> date | None:
    """The one day that the words name; None where they name none, or may mean several."""
    reading = read(words.text, zone, machine=words.place in _FOR_PROGRAMS, now=now) if words else None
    return reading.day if reading and len(reading.days) == 1 else None


def in_order(days: list[date]) -> bool | None:
    """Whether days stand newest first; None where there are too few of them to tell."""
    return all(one >= other for one, other in pairwise(days)) if len(set(days)) > 1 else None


# -- two looks at one page


def differences(first: Looked, second: Looked) -> tuple[str, ...]:
    """What differs between two readings of one list page, in words; () where both read the same."""
    return tuple(_differences(first, second))


def _differences(first: Looked, second: Looked) -> Iterator[str]:
    if first.family != second.family:
        yield f"họ CMS: lần đầu {first.family}, lần sau {second.family}"
    one, other = ({entry.key: entry for entry in looked.entries} for looked in (first, second))
    moved = {entry.title: entry for entry in second.entries if entry.key not in one}
    for entry in first.entries:
        if entry.key in other:
            yield from _entry_differences(entry, other[entry.key])
        elif entry.title in moved:
            yield f"địa chỉ của “{entry.title}”: lần đầu {entry.item.url}, lần sau {moved.pop(entry.title).item.url}"
        else:
            yield f"lần sau không còn “{entry.title}”"
    yield from (f"lần sau có thêm “{title}”" for title in moved)
    if one.keys() == other.keys() and list(one) != list(other):
        yield "thứ tự các mục"
    if _following(first.listing.next) != _following(second.listing.next):
        yield f"trang sau: lần đầu {_shown(first.listing.next)}, lần sau {_shown(second.listing.next)}"


def _entry_differences(one: Entry, other: Entry) -> Iterator[str]:
    if one.title != other.title:
        yield f"tiêu đề: lần đầu “{one.title}”, lần sau “{other.title}”"
    if one.day != other.day or (one.day is None and one.words != other.words):
        yield f"ngày của “{one.title}”: lần đầu “{one.words}”, lần sau “{other.words}”"


def _following(page: NextPage | None) -> tuple[str, str] | None:
    """A next page without what its form carries: a server may sign that anew for each answer."""
    return (page.method, identity.canonical(page.url)) if page else None


def _shown(page: NextPage | None) -> str:
    return page.url if page else "không có"


# -- no list


def what_it_is(page: Page, error: CchcError) -> str:
    """What a page is that is no list, and which sections it leads to (Vietnamese, several lines)."""
    lines = [f"Địa chỉ này không phải danh sách tin, bài: {page.url}", f"{_says(page, error)}."]
    links = section_links(page)
    if links:
        lines.append("Có thể chuyên mục cần tìm là một trong các địa chỉ sau:")
        lines += [f"  {'*' if link.about else '-'} {link.words}: {link.url}" for link in links]
    return "\n".join(lines)


def _says(page: Page, error: CchcError) -> str:
    if isinstance(error, NotAPost) and not (error.kind == "not_found" and error.words == "trang chủ"):
        return f"{_WHAT[error.kind]} (“{error.words}”)"
    if not readable(page):
        return f"Máy chủ gửi {page.media_type}, không phải trang web"
    title = _post_title(page)
    if title:
        return f"Trang giống một tin, bài: “{title}”"
    if isinstance(error, NotAPost):
        return "Trang giống trang chủ: nhiều khung tin, không khung nào rõ ràng là danh sách của trang"
    looked_for = error.looked_for if isinstance(error, LayoutChanged) else str(error)
    return f"Không thấy {looked_for}; trang có thể có nhiều khung tin, hoặc chỉ hiện nội dung khi chạy mã lệnh"


def _post_title(page: Page) -> str:
    try:
        return clean(reader_for(page).article(page).title)
    except CchcError:
        return ""


def why_not(url: str, fault: Fault) -> str:
    """Why a page was not had, as a sentence (Vietnamese)."""
    word, _, words = fault.detail.partition(" ")
    hint = _HINTS.get(word, "")
    return f"Không đọc được {url}: {words or word}.{hint}"


_HINTS = {
    "robots": " Hãy đề nghị cơ quan cho phép máy đọc.",
    "tls": " Nếu tin máy chủ này, ghi “verify_tls: false” ở chuyên mục trong tệp đăng ký; báo cáo sẽ nói rõ.",
    "address": " Chỉ đặt crawl.allow_private_addresses hoặc crawl.allow_addresses khi biết chắc máy chủ ấy là của ai.",
    "offsite": " Hãy chạy lại với địa chỉ mà trang dẫn đến, nếu đó là trang của cơ quan.",
}
