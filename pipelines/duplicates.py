"""Which posts are one: a post's id whatever address it was read at, and a key that exact copies share.

Two posts taken for one are a post lost from the count without anybody seeing it. So in doubt they are two: a copy with
an id of its own is still found by its text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from scrapy.crawler import Crawler

from crawler import identity
from crawler.items import Article
from crawler.text import fold
from pipelines.draft import Draft

LEAST_WORDS = 20  # a body of fewer may be the same for any number of notices
LEAST_BESIDE_FILES = 60  # as above, where the news may be in the file, the video or the frame
_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(r"\d{2,}")
_ENDING = re.compile(r"\.(?:html?|aspx|php|jsp)$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def identify(draft: Draft) -> tuple[str, str]:
    """The post's id, and the address of its own page."""
    item, article = draft.found.item, draft.found.article
    if item.whole is not None:
        named = article.article_id if _NUMBERED.search(article.article_id) else ""  # "row-1" names what stands there
        return identity.post_id(item.url, named, whole=True), item.url
    read = item.url if _root(draft.found.page.url) else draft.found.page.url  # sent on to the home page: not its own
    own = article.canonical if same_post(article.canonical, read) else read
    return identity.post_id(own, _own_id(article, read, item.url)), identity.canonical(own) or own


def same_post(canonical: str, url: str) -> bool:
    """Whether the address that a page calls its own is the post's that was read at `url`.

    Some sites call every page by the address of their home page, of the listing or of the post before. So the last step
    of the path must be the same, and whatever the query says of which post it is.
    """
    if not canonical or _root(canonical) or identity.host(canonical) != identity.host(url):
        return False
    return _last_step(canonical) == _last_step(url) and _asked(url) <= _asked(canonical)


def _own_id(article: Article, *addresses: str) -> str:
    """The CMS's id; "" where it is only known from a canonical address that is another post's."""
    numbers = set(_NUMBER.findall(article.article_id))
    foreign = article.canonical and not any(same_post(article.canonical, url) for url in addresses)
    if not foreign or not numbers & _numbers(article.canonical):
        return article.article_id
    return article.article_id if all(not _numbers(url) or numbers & _numbers(url) for url in addresses) else ""


def _numbers(url: str) -> set[str]:
    parts = urlsplit(identity.canonical(url))
    return set(_NUMBER.findall(f"{parts.path}?{parts.query}"))


def _root(url: str) -> bool:
    """Whether it is a site's home page, in whatever language."""
    return not identity.key(url).partition("/")[2].strip("?")


def _last_step(url: str) -> str:
    return _ENDING.sub("", identity.key(url).partition("?")[0].rpartition("/")[2])


def _asked(url: str) -> set[tuple[str, str]]:
    return set(parse_qsl(urlsplit(identity.canonical(url)).query))


def text_key(title: str, body: str, files: Collection[str] = ()) -> str:
    """The same text for exact copies, whatever their case, marks, spaces and punctuation.

    "" where there is too little text to tell, above all where `files` (attachments, kinds of media) may hold the news.
    """
    words = _WORD.findall(fold(body))
    if len(words) < (LEAST_BESIDE_FILES if files else LEAST_WORDS):
        return ""
    text = " ".join((*_WORD.findall(fold(title)), "|", *words))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


class DuplicatesPipeline:
    """Fills `post`, `url` and `text_key` of drafts."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls()

    def process_item(self, item: Any) -> Any:
        """The draft with its identity; other items as they are."""
        if not isinstance(item, Draft):
            return item
        post, url = identify(item)
        article = item.found.article
        key = text_key(item.title, item.body, (*article.attachments, *article.media))
        return replace(item, post=post, url=url, text_key=key)
