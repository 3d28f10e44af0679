"""What a site answered, in the ledger's words."""

from __future__ import annotations

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet import error as network
from twisted.python.failure import Failure

from spiders.answers import document, fault_of, page_of, readable


@pytest.mark.parametrize(
    ("error", "outcome", "status", "word"),
    [
        (HttpError(Response("http://a.vn/", status=404), "gone"), "failed", 404, "http_404"),
        (HttpError(Response("http://a.vn/", status=503), "busy"), "failed", 503, "http_503"),
        (IgnoreRequest("robots robots.txt cấm"), "refused", None, "robots"),
        (IgnoreRequest("max redirections reached"), "failed", None, "redirects"),
        (IgnoreRequest(""), "refused", None, "refused"),
        (network.TimeoutError(), "failed", None, "timeout"),
        (network.DNSLookupError(), "failed", None, "dns"),
        (network.ConnectionRefusedError(), "failed", None, "connection_refused"),
        (ValueError("odd"), "failed", None, "network"),
    ],
)
def test_a_failure_is_told_by_a_stable_word_and_a_sentence(error, outcome, status, word):
    fault = fault_of(Failure(error))
    assert (fault.outcome, fault.status, fault.detail.split(" ")[0]) == (outcome, status, word)


def response(body: bytes, media: str | None, url: str = "http://a.vn/x") -> HtmlResponse:
    return HtmlResponse(url, body=body, headers={"Content-Type": media} if media else {})


@pytest.mark.parametrize(
    ("body", "media", "is_readable", "is_document"),
    [
        (b"<html></html>", "text/html; charset=utf-8", True, False),
        (b"<html></html>", "application/octet-stream", True, False),  # a wrong header
        (b"%PDF-1.7 ...", "application/pdf", False, True),
        (b"%PDF-1.7 ...", None, False, True),
        (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", False, True),
        (b"\x89PNG", "image/png", False, False),
        (b'{"a": 1}', "application/json", True, False),
        (b"<?xml version='1.0'?><rss/>", "application/rss+xml", True, False),
    ],
)
def test_pages_documents_and_the_rest(body, media, is_readable, is_document):
    page = page_of(response(body, media))
    assert (readable(page), document(page)) == (is_readable, is_document)


def test_the_header_names_the_charset():
    assert page_of(response(b"x", "text/html; charset=windows-1258")).charset == "windows-1258"
