"""The download handler of a crawl that reads an archive: each request is answered from it, none from the network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from spiders.archives import captures, marks, warc
from spiders.archives.captures import Capture, Index
from spiders.archives.warc import Answer
from spiders.families.feed import guessed

NOT_IN_ARCHIVE = "not_in_archive"
_TOOLBAR = re.compile(rb"<!-- BEGIN WAYBACK TOOLBAR INSERT -->.*?<!-- END WAYBACK TOOLBAR INSERT -->", re.DOTALL)
_REWRITTEN = re.compile(
    rb"(?:(?:https?:)?//web\.archive\.org)?/web/[0-9]{4,14}(?:[a-z]{2}_)?/(?=https?:/)", re.IGNORECASE
)
_TYPES = {
    ".xml": "application/xml",
    ".rss": "application/rss+xml",
    ".json": "application/json",
    ".pdf": "application/pdf",
}


class NotInArchive(IgnoreRequest):
    """The archive has no answer to the request. It says nothing of whether the page existed."""


class TooLarge(Exception):
    """A saved answer is larger than a page may be (maxsize)."""


@dataclass(frozen=True)
class Wanted:
    """What a request asks an archive for. `reading`: of a section's first page, which of its captures (0: newest).

    `since`: when what led here was saved; `listing`: a list page, which only its own address answers.
    """

    listing: bool = False
    reading: int | None = None
    since: datetime | None = None


@lru_cache(maxsize=1)
def index_at(path: str) -> Index:
    """The index that was written there."""
    return Index(captures.read(Path(path)))


class SavedHandler(BaseDownloadHandler):
    """Puts the capture that it answered with into `meta["capture"]`."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._index = index_at(crawler.settings["CCHC_SAVED"])
        self._own = {one.file: one for one in self._index if one.origin == "export" and not one.alias}
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    async def download_request(self, request: Request) -> Response:
        chosen = chosen_for(request, self._index)
        if chosen is None and guessed(request.url):
            return Response(request.url, status=404, request=request)
        if chosen is None:
            raise NotInArchive(f"{NOT_IN_ARCHIVE} trang này không có trong bản lưu")
        if chosen.alias:
            chosen = self._own[chosen.file]
        request.meta["capture"] = chosen
        return response_of(request, chosen, answer(chosen, request.meta.get("download_maxsize", self._most)))


def chosen_for(request: Request, index: Index) -> Capture | None:
    """The capture that answers the request; None where the archive has none."""
    wanted: Wanted = request.meta.get("saved", Wanted())
    if request.method != "GET":
        return None
    if (led := request.meta.get("capture")) is not None:  # a redirect: on from the moment of what redirected
        wanted = Wanted(wanted.listing, None, led.time)
    if not wanted.listing:
        return index.post(request.url, wanted.since)
    if wanted.reading is None:
        return index.listing(request.url, wanted.since)
    return next(iter(index.readings(request.url)[wanted.reading :]), None)


def answer(capture: Capture, most: int) -> Answer:
    """The answer as it was saved. Raises TooLarge, OSError."""
    found = warc.answer_of(capture, most) if capture.kind == "warc" else _of_file(capture, most)
    if found.body is None:
        raise TooLarge(f"maxsize: {capture.url}")
    return found


def _of_file(capture: Capture, most: int) -> Answer:
    path = Path(capture.file)
    if path.stat().st_size > most:
        return Answer((), None)
    body = path.read_bytes()
    if capture.kind == "mhtml":
        parcel = marks.parcel_of(body)
        return Answer((("Content-Type", parcel.media_type),), parcel.body) if parcel else Answer((), b"")
    media_type = _TYPES.get(path.suffix.lower()) or ("application/pdf" if body.startswith(b"%PDF-") else "text/html")
    return Answer((("Content-Type", media_type),), body)


def response_of(request: Request, capture: Capture, found: Answer) -> Response:
    """The answer as a response at the address asked for, or at the capture's own where that is written otherwise."""
    url = request.url if captures.exact(request.url) == captures.exact(capture.url) else capture.url
    body, headers = _bare(found.body or b""), Headers()
    for name, value in found.headers:
        headers.appendlist(name, captures.unwrapped(value)[0] if name.lower() == "location" else value)
    kind = responsetypes.from_args(headers=headers, url=url, body=body)
    return kind(
        url=url, status=capture.status, headers=headers, body=body, request=request, flags=["saved", capture.origin]
    )


def _bare(body: bytes) -> bytes:
    """A page without what a web archive's own display has added: its toolbar, its addresses around links."""
    if b"/web/" not in body:
        return body
    return _REWRITTEN.sub(b"", _TOOLBAR.sub(b"", body))
