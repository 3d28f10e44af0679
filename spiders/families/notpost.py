"""Pages that answer and are no post: script gate, soft 404, login, maintenance. And lists that say they are empty.

Only asked about a page in which no post (or no entry) was found: a post may well be titled "Không tìm thấy trang …".
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.errors import LayoutChanged, NotAPost
from crawler.page import Page
from crawler.text import clean, fold
from spiders.datelines import is_furniture_itself
from spiders.families import emptylist
from spiders.families.select import attribute, first, ids, line, paragraphs

GATE_SIZE = 1500  # bytes: a gate is a bare script, the smallest real pages seen have several kB
_GATE = re.compile(r"document\.cookie\s*=|location\.reload\s*\(|window\.location(?:\.href)?\s*=")
_CHALLENGE = ("#challenge-form", "#cf-challenge", "form#captcha-form", ".g-recaptcha-fullpage")

# Folded (no marks, lower case); each has to stand in a title or in a short line of its own.
_NOT_FOUND = (
    "khong tim thay trang",
    "tai nguyen khong duoc tim thay",
    "trang khong ton tai",
    "bai viet khong ton tai",
    "khong tim thay bai viet",
    "khong tim thay noi dung",
    "noi dung khong ton tai",
    "noi dung ban yeu cau khong",
    "lien ket khong ton tai",
    "duong dan khong ton tai",
    "trang ban yeu cau khong",
    "trang ban tim khong",
    "khong tim thay duong dan",
    "bai viet da bi xoa",
    "page not found",
    "article not found",
    "the requested resource was not found",
    "the requested page could not be found",
    "the requested page can't be found",
)
_MAINTENANCE = (
    "dang bao tri",
    "bao tri he thong",
    "dang nang cap",
    "tam ngung hoat dong",
    "tam ngung phuc vu",
    "site under maintenance",
    "under maintenance",
    "temporarily unavailable",
    "this site is down for maintenance",
)
_LOGIN = ("dang nhap", "log in", "login", "sign in", "ban can dang nhap", "you are not authorised to view this")
_EMPTY = (
    "chua co bai viet",
    "chua co tin",
    "chua co noi dung",
    "chua co du lieu",
    "chua co van ban",
    "khong co bai viet",
    "khong co bai nao",
    "khong co du lieu",
    "khong co tin",
    "khong co noi dung nao",
    "khong co van ban nao",
    "khong co ban ghi nao",
    "khong tim thay bai viet nao",
    "khong tim thay du lieu",
    "there are no articles in this category",
    "there is currently no content classified with this term",
    "no articles found",
    "no posts found",
    "there are no results",
    "hien khong co noi dung nao duoc phan loai",
)
# "tin nhắn", "tín hiệu", "tin dùng", "tín nhiệm", "tin cậy", "tín chỉ", "tín dụng": no news
_OTHER_WORD = r"(?! (?:nhan|hieu|dung|nhiem|cay|chi|nguong)\b)"
_BLOCKS = "div, section, ul, ol, dl, table, td, p, span"
_LONGEST_LINE = 160  # characters of a line that says nothing else
_CHROME = (
    "header",
    "nav",
    "aside",
    "footer",
    "form",
    "[hidden]",
    '[style*="display:none"]',
    '[style*="display: none"]',
)
_ROOT_PATHS = frozenset({"", "/", "/index.php", "/index.html", "/vi", "/vi/", "/home", "/trang-chu"})


def no_post(page: Page, looked_for: str) -> LayoutChanged | NotAPost:
    """The error for a page in which no post was found: what the page says it is, else `LayoutChanged`."""
    found = gate(page) or says(page)
    return NotAPost(page.url, *found) if found else LayoutChanged(page.url, looked_for)


def gate(page: Page) -> tuple[str, str] | None:
    """A page that is nothing but a script which sets a cookie or goes elsewhere: kind and words."""
    if page.tree.css_first(", ".join(_CHALLENGE)) is not None:
        return "gate", _title(page) or "challenge"
    if len(page.body) > GATE_SIZE or not (found := _GATE.search(page.text)):
        return None
    return None if line(page.tree.body) else ("gate", found.group(0))


def empty_words(page: Page, region: tuple[str, ...] = ()) -> str | None:
    """The page's own words that its list has no posts, from the list's region or from outside menus and sidebars.

    What stands beside the list, by whatever name or none, is about something else: comments, a poll, related posts.
    """
    found = first(page.tree, region)
    node = page.tree.body if found is None else found
    beside = frozenset() if found is not None or node is None else _furniture(node)
    words = _saying(paragraphs(node, ids(node, _CHROME) | beside).splitlines(), _EMPTY)
    return words if words and emptylist.stands(page, node, words) else None


def _furniture(node: LexborNode) -> frozenset[int]:
    return frozenset(one.mem_id for one in node.css(_BLOCKS) if is_furniture_itself(one, frozenset()))


def says(page: Page) -> tuple[str, str] | None:
    """What a page without a post says it is: kind and words."""
    lines = [_title(page), *_headings(page), *paragraphs(page.tree.body, ids(page.tree.body, _CHROME)).splitlines()]
    if words := _saying(lines, _NOT_FOUND):
        return "not_found", words
    if words := _saying(lines, _MAINTENANCE):
        return "maintenance", words
    if _asks_for_password(page) and (words := _saying([_title(page), *_headings(page)], _LOGIN)):
        return "login", words
    if urlsplit(page.url).path in _ROOT_PATHS and not urlsplit(page.url).query:
        return "not_found", "trang chủ"  # sites that lead a missing post's address to their home page
    return None


def _saying(lines: list[str], phrases: tuple[str, ...]) -> str | None:
    short = (text for text in lines if text and len(text) <= _LONGEST_LINE)
    wanted = _any_of(phrases)
    return next((text for text in short if wanted.search(fold(text))), None)


@lru_cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One of the phrases, in whole words: "không có tinh thần" is not "không có tin"."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b{_OTHER_WORD}")


def _title(page: Page) -> str:
    return line(page.tree.css_first("title"))


def _headings(page: Page) -> list[str]:
    return [line(node) for node in page.tree.css("h1, h2, h3, legend")]


def _asks_for_password(page: Page) -> bool:
    fields = page.tree.css('input[type="password"]')
    return any(not clean(attribute(field, "hidden")) for field in fields)
