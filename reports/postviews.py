"""One post as a report shows it: every text ready to print, nothing in it that a page could run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from urllib.parse import urlsplit

from crawler.date_flags import PLACES
from crawler.posts import PostRow
from reports.daywords import day_words, moment_words
from reports.likewords import elsewhere
from reports.words import CREDIT_FORMS, CREDIT_KINDS, DECIDERS, GRADES, ORIGINS, THEMES

TITLE_LENGTH = 300  # longer titles are cut on the page; posts.csv and audit.json have them whole
_HASH_LENGTH = 16
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(:[0-9]+)?/\S*\Z")
# Marks that turn the direction of writing, and other characters that a page shows as nothing
_UNSEEN = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x61C]
)


@dataclass(frozen=True)
class PostView:
    """`href` is None where the address is no web address; `notes` are sentences without a full stop."""

    title: str
    href: str | None
    url: str
    published: str
    date_notes: tuple[str, ...]
    reason: str
    words: tuple[str, ...]
    themes: str
    notes: tuple[str, ...]
    filed: bool
    first_seen: str
    snapshot: str
    section: str
    original: str | None  # anchor of the copy that stands, where this one is a duplicate


def post_anchor(post: str, channel: str) -> str:
    """The id of a post's row on its agency's page: the same in every report."""
    return f"p-{channel}-{hashlib.sha256(post.encode()).hexdigest()[:12]}"


def post_view(row: PostRow, zone: tzinfo) -> PostView:
    """The view of one post. Times are the province's."""
    return PostView(
        title=shown(row.title) or "(không có tiêu đề)",
        href=safe_href(row.url),
        url=shown(row.url),
        published=published_words(row, zone),
        date_notes=date_notes(row),
        reason=shown(row.reason),
        words=matched_words(row),
        themes=shown(", ".join(THEMES.get(theme, theme) for theme in row.themes)),
        notes=tuple(_notes(row, zone)),
        filed=row.dedicated,
        first_seen=moment_words(row.first_seen, zone),
        snapshot=(row.snapshot or "").removeprefix("sha256:")[:_HASH_LENGTH],
        section=shown(row.section),
        original=post_anchor(row.duplicate_of, row.channel) if row.duplicate_of else None,
    )


def safe_href(url: str) -> str | None:
    """The address if following it can do nothing but open a web page, else None."""
    if _PLAIN_ADDRESS.match(url):
        return url
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def shown(text: str, length: int = TITLE_LENGTH) -> str:
    """The text without marks that would turn or hide it, cut with an ellipsis where it is too long."""
    plain = (text if text.isprintable() else text.translate(_UNSEEN)).strip()  # those marks are not printable
    return plain if len(plain) <= length else plain[: length - 1].rstrip() + "…"


def published_words(row: PostRow, zone: tzinfo) -> str:
    """The moment of publication, or the days it may be, or that it is not known."""
    if len(row.candidate_days) > 1:
        days = [day_words(date.fromisoformat(day)) for day in row.candidate_days]
        return " hoặc ".join((", ".join(days[:-1]), days[-1]))
    return shown(moment_words(row.published, zone), 40) if row.published else "không rõ"


def date_notes(row: PostRow) -> tuple[str, ...]:
    """The words as printed, where they stood, and how sure the date is (the method tells what A and B mean)."""
    printed = (f"in trên trang: “{shown(row.date_words, 80)}”",) if row.date_words else ()
    if row.date_grade == "none":
        return (*printed, GRADES["none"])
    place = f"{PLACES.get(row.date_source, shown(row.date_source, 40))}; " if row.date_source else ""
    grade = f"mức C: {GRADES['C']}" if row.date_grade == "C" else f"mức {row.date_grade}"
    return (*printed, place + grade)


def matched_words(row: PostRow, most: int = 5) -> tuple[str, ...]:
    """The words that weighed most for the topic, as they stand in the post; each once, none within another."""
    weighed = [match for match in row.matches if float(match.get("weight", 1)) > 0]
    found: list[str] = []
    for match in sorted(weighed, key=lambda match: -float(match.get("weight", 1))):
        words = shown(str(match.get("words", "")), 60)
        if words and not any(words.casefold() in other.casefold() for other in found):
            found.append(words)
        if len(found) == most:
            break
    return tuple(found)


def origin_words(row: PostRow, zone: tzinfo) -> str:
    """Where it was read, with the day, if not on the live site: `bản lưu trữ web ngày 05/03/2024`; else ""."""
    if row.origin == "live":
        return ""
    where = ORIGINS.get(row.origin, f"nguồn khác: {shown(row.origin, 40)}")
    day = moment_words(row.fetched_at, zone)[:10] if row.fetched_at else ""
    return f"{where} ngày {day}" if day else where


def _notes(row: PostRow, zone: tzinfo) -> list[str]:
    found = []
    if row.gone:
        found.append("không còn trên trang (đã đọc được trước đó)")
    if told := origin_words(row, zone):
        found.append(told)
    if row.decided_by not in ("", "lexicon"):
        found.append(f"quyết định bởi {DECIDERS.get(row.decided_by, shown(row.decided_by, 60))}")
    if row.credit:
        found.append(_credit(row.credit))
    if row.other_urls:
        found.append(f"còn ở {len(row.other_urls)} địa chỉ khác")
    if told := elsewhere(row):
        found.append(shown(told))
    return found


def _credit(credit: Mapping[str, object]) -> str:
    form = str(credit.get("form", ""))
    words = shown(str(credit.get("words", "")), 80)
    whose = CREDIT_KINDS.get(str(credit.get("kind", "")), CREDIT_KINDS["candidate"])
    return f"{whose} {CREDIT_FORMS.get(form, shown(form, 40))}" + (f": “{words}”" if words else "")
