"""A downloader middleware: pages that would cost more than any list or post is worth are refused unread."""

from __future__ import annotations

import re
from typing import Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

SMALL = 16 * 1024  # bytes; a smaller page is not looked at
FEW = 4000  # tags; of no more it does not matter how they stand
_PACKED = (b"%PDF", b"PK")
_TAG = re.compile(
    rb"<(?:(/)|(?=[a-z]))(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td|th|tr"
    rb"|track|wbr)\b)[a-z][^>]*+>",
    re.IGNORECASE,
)


class Decompression(HttpCompressionMiddleware):
    """Scrapy's own, in words of ours; a body that is packed again and again is not unpacked."""

    MOST_TIMES = 3

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        packed = response.headers.getlist("Content-Encoding")
        if not packed:
            return response
        if b",".join(packed).count(b",") >= self.MOST_TIMES:
            raise IgnoreRequest(f"too_large trang nén quá {self.MOST_TIMES} lần")
        try:
            found: Request | Response = super().process_response(request, response)
        except IgnoreRequest as error:
            raise IgnoreRequest("too_large trang quá lớn khi giải nén") from error
        return found


class PageLimits:
    """Refuses pages of too many tags, or tags too deep in one another: reading them would take the night."""

    def __init__(self, tags: int, depth: int) -> None:
        self._tags = tags
        self._depth = depth

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getint("CCHC_MOST_TAGS"), crawler.settings.getint("CCHC_MOST_DEPTH"))

    def process_response(self, request: Request, response: Response) -> Response:
        body = response.body
        if len(body) > SMALL and not body.startswith(_PACKED) and (tags := body.count(b"<")) > FEW:
            if tags > self._tags:
                raise IgnoreRequest(f"too_large trang có {tags} thẻ, quá {self._tags}")
            if depth(body) > self._depth:
                raise IgnoreRequest(f"too_large trang có thẻ lồng nhau quá {self._depth} lớp")
        return response


def depth(body: bytes) -> int:
    """About how deep the tags of a page stand in one another, at most; tags that others close are left out."""
    here = deepest = 0
    for closing in _TAG.findall(body):
        here = max(0, here - 1) if closing else here + 1
        deepest = max(deepest, here)
    return deepest
