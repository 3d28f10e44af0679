"""The request for a list page: what is asked for as plain data, sent as it is said."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from scrapy import Request

from crawler.items import NextPage
from crawler.page import Page
from spiders.answers import Fault
from spiders.families import sourceurl
from spiders.families.jsonapi import past_the_end

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_SAID = 400  # the status with which WordPress says that there are no further pages


def first_page(url: str) -> NextPage:
    """How to ask for a section's first page: by its address, or through the proxy that it names."""
    return sourceurl.asked(url) or NextPage(url)


def list_request(wanted: NextPage, **more: Any) -> Request:
    """The request; answers of status 400 come through, for `refused` to tell."""
    body = wanted.body or urlencode(wanted.form)
    kind = _FORM if wanted.method == "POST" and not wanted.body else {}
    return Request(
        wanted.url,
        method=wanted.method,
        body=body.encode(),
        headers={**kind, **wanted.headers},
        meta={"handle_httpstatus_list": [_SAID]},
        **more,
    )


def refused(page: Page, status: int | None) -> Fault | None:
    """The fault of an answer with status 400; None where it says that the list is over, and of any other status."""
    if status != _SAID or past_the_end(page):
        return None
    return Fault("failed", status, f"http_{status} máy chủ trả lời mã {status}")
