"""What is kept of an answer: as it came, of the last request alone, and of nothing that did not come over the wire."""

from __future__ import annotations

import gzip
import ipaddress

import pytest
from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Headers, HtmlResponse, Response
from scrapy.utils.test import get_crawler

from crawler import settings
from spiders.answers import page_of
from spiders.recorder import RECEIVED, Recorder

URL = "http://127.0.0.1/tin?id=1#2"
BODY = b"<p>C\xe1\xba\xa3i c\xc3\xa1ch</p>" * 40


def answered(request: Request, **more: object) -> Response:
    given = {"headers": {"Set-Cookie": ["a=1", "b=2"]}, "body": BODY, "ip_address": ipaddress.ip_address("127.0.0.1")}
    return Recorder().process_response(request, HtmlResponse(request.url, **{**given, **more}))


def test_an_answer_is_kept_as_it_came():
    request = Request(URL, headers={"Accept": "*/*"})
    response = answered(request)
    kept = request.meta[RECEIVED]
    assert (kept.url, kept.method, kept.status, kept.reason) == ("http://127.0.0.1/tin?id=1", "GET", 200, "OK")
    assert (kept.asked, kept.headers) == ((("Accept", "*/*"),), (("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")))
    assert (kept.body, kept.address) == (BODY, "127.0.0.1")
    response.request = request
    assert page_of(response).received is kept


def test_a_packed_answer_is_kept_packed():
    request = Request(URL)
    sent = gzip.compress(BODY)
    response = answered(request, headers=Headers({"Content-Encoding": "gzip"}), body=sent)
    opened = HttpCompressionMiddleware(crawler=get_crawler()).process_response(request, response)
    opened.request = request
    page = page_of(opened)
    assert (page.body, page.received.body) == (BODY, sent)


@pytest.mark.parametrize("more", [{"flags": ["playwright"]}, {"flags": ["saved"]}, {"status": 301}, {"status": 500}])
def test_what_is_no_page_off_the_wire_is_not_kept(more):
    request = Request(URL)
    answered(request, **more)
    assert RECEIVED not in request.meta


def test_what_another_request_left_is_let_go():
    request = Request(URL, meta={RECEIVED: "of the redirect"})
    Recorder().process_request(request)
    assert RECEIVED not in request.meta


def test_it_stands_next_to_the_network():
    places = settings.DOWNLOADER_MIDDLEWARES
    assert places["spiders.recorder.Recorder"] == max(place for place in places.values() if place is not None) > 590
