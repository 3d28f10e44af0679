"""A downloader middleware: asks whether a page has changed, and takes "no" (304) for the page as it was kept.

Only of requests whose `meta["conditional"]` allows it, and only where the server's word is worth something
(`crawler/store/validators.py`). Callbacks see the page either way; `not_modified` says which it was.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from sqlite_utils import Database

from crawler.page import Page
from crawler.settings import db_of
from crawler.store import open_store
from crawler.store.validators import Validator, named_page, put_validator, validator_of

NOT_MODIFIED = "not_modified"  # flag of a response that stands for a 304
_ASKS = ("If-None-Match", "If-Modified-Since")
_LONGEST = 1000  # characters of a name that is kept


def not_modified(response: Response) -> bool:
    """Whether the server said that the page is still the one that was kept."""
    return NOT_MODIFIED in response.flags


class ConditionalMiddleware:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: Database | None = None  # a probe asks without conditions, and has no store

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = cls(db_of(crawler.settings))
        crawler.signals.connect(made.closed, signal=signals.spider_closed)
        return made

    @property
    def _db(self) -> Database:
        if self._opened is None:
            self._opened = open_store(self._path)
        return self._opened

    def closed(self) -> None:
        if self._opened is not None:
            self._opened.close()

    def process_request(self, request: Request) -> None:
        for name in _ASKS:  # of the address that a redirect led from
            request.headers.pop(name, None)
        if request.method == "GET" and request.meta.get("conditional"):
            known = validator_of(self._db, request.url)
            if known is not None and known.trust == "changes":
                request.headers.update(_asking(known))

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status == 304:
            page = named_page(self._db, request.url) if any(name in request.headers for name in _ASKS) else None
            return _as_kept(page, response) if page else _outright(request, response)
        if response.status == 200 and request.method == "GET" and "conditional" in request.meta:
            self._learn(request.url, response)
        return response

    def _learn(self, url: str, response: Response) -> None:
        etag, modified = (_header(response, name) for name in ("ETag", "Last-Modified"))
        if etag or modified:
            page = hashlib.sha256(response.body).hexdigest()
            put_validator(self._db, Validator(url, etag, modified, page), datetime.now(UTC))


def _asking(known: Validator) -> dict[str, str]:
    named = zip(_ASKS, known.name, strict=True)
    return {header: value for header, value in named if value}


def _header(response: Response, name: str) -> str | None:
    found = (response.headers.get(name) or b"").decode("latin-1").strip()
    return found if 0 < len(found) <= _LONGEST else None


def _outright(request: Request, response: Response) -> Request | Response:
    """The page itself is asked for, once, where a 304 came without being asked for, or what it stands for is lost."""
    if request.meta.get("conditional") is None or request.meta.get("outright"):
        return response
    return request.replace(meta={**request.meta, "conditional": False, "outright": True})


def _as_kept(page: Page, response: Response) -> Response:
    kind = page.media_type + (f"; charset={page.charset}" if page.charset else "")
    headers = Headers(response.headers)
    headers["Content-Type"] = kind
    made = responsetypes.from_args(headers=headers, url=response.url, body=page.body)
    return made(url=response.url, headers=headers, body=page.body, flags=[*response.flags, NOT_MODIFIED])
