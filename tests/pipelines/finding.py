"""Makes what spiders hand to the pipelines, with as little as a test needs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from crawler import identity
from crawler.found import FoundPost
from crawler.items import Article, Item, Words
from crawler.page import Page

AT = datetime(2024, 4, 2, 3, 0, tzinfo=UTC)
URL = "https://snv.gov.vn/tin/bai-viet-12.html"


def found(
    article: Article | None = None, *, url: str = URL, page: str | None = None, item: Item | None = None, **other: Any
) -> FoundPost:
    """A post listed at `url` and read at `page` (default: there)."""
    item = item or Item(url, "Tin trong danh sách", Words("12/03/2024", "listing"))
    told: dict[str, Any] = {"owner": "so-noi-vu", "channel": "own_site", "dedicated": True, "section": "s1"} | other
    return FoundPost(
        crawl="c1",
        seq=1,
        entry=identity.key(item.url, keep_fragment=item.whole is not None),
        item=item,
        article=article or Article("Tin trên trang", "Nội dung."),
        family="nukeviet",
        page=Page(page or item.url, b""),
        status=200,
        fetched_at=AT,
        **told,
    )
