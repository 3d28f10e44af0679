"""The request for a list page: what is asked for as plain data, sent as it is said."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from scrapy import Request

from crawler.items import Listing, NextPage
from crawler.page import Page
from spiders.answers import Fault
from spiders.families import sourceurl
from spiders.families.feed import Feed, guessed
from spiders.families.jsonapi import past_the_end

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_NOT_FOUND = 404
_SAID = (400, _NOT_FOUND)  # with which WordPress says that there are no further pages, of its API and of its feeds
FEED = Feed()


def first_page(url: str) -> NextPage:
    """How to ask for a section's first page: by its address, or through the proxy that it names."""
    return sourceurl.asked(url) or NextPage(url)


def list_request(wanted: NextPage, *, shown: bool = False, conditional: bool = False, **more: Any) -> Request:
    """The request, of a page to be shown in a browser where `shown`, or that may be the one that is known already.

    Answers of status 400 and 404 come through, for `refused` to tell.
    """
    body = wanted.body or urlencode(wanted.form)
    kind = _FORM if wanted.method == "POST" and not wanted.body else {}
    return Request(
        wanted.url,
        method=wanted.method,
        body=body.encode(),
        headers={**kind, **wanted.headers},
        meta={
            "handle_httpstatus_list": list(_SAID),
            **({"browser": "list"} if shown else {"conditional": conditional}),
        },
        **more,
    )


def refused(page: Page, status: int | None, family: str | None) -> Listing | Fault | None:
    """What an answer that says that something is wrong stands for; None where the page is to be read.

    A later page of a feed that is not there, where that page was but a guess, ends the feed as any feed ends.
    """
    if status not in _SAID or past_the_end(page):
        return None
    if status == _NOT_FOUND and family == FEED.name and guessed(page.url):
        return None if FEED.recognise(page) else Listing((), capped=True)
    return Fault("failed", status, f"http_{status} máy chủ trả lời mã {status}")
