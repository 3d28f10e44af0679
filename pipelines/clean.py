"""A post's texts as they were found, in one spelling: NFC, one space between words, no invisible characters."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.found import FoundPost
from crawler.items import Words
from crawler.text import clean, clean_paragraphs
from pipelines.draft import Draft


def cleaned(found: FoundPost) -> Draft:
    """The post's draft with its texts. The page's own words go before the listing's, which may cut them short."""
    article, item = found.article, found.item
    return Draft(
        found,
        title=_line(article.title) or _line(item.title),
        body=clean_paragraphs(_sound(article.body)),
        author=_printed(article.author) or _line(item.author),
        source_line=_printed(article.source),
        category=_line(article.category),
    )


def _printed(words: Words | None) -> str:
    return _line(words.text) if words else ""


def _line(text: str) -> str:
    return clean(_sound(text))


def _sound(text: str) -> str:
    """Without halves of characters, which an API's `\\ud83d` may leave and no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


class CleanPipeline:
    """Turns what the spiders found into drafts; other items pass as they are."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls()

    def process_item(self, item: Any) -> Any:
        return cleaned(item) if isinstance(item, FoundPost) else item
