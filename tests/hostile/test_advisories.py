"""What published advisories of Scrapy describe, tried on a crawl: SECURITY.md lists them with their tests."""

from __future__ import annotations

from urllib.parse import urlparse

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from crawler import settings
from spiders.cookies import SiteCookies
from spiders.sites import unfit
from tests.crawler.jobs.test_crawl import MARCH, SECTION, Province, causes
from tests.sites.pages import site_of
from tests.sites.server import Answer, serving


@pytest.fixture
def province(tmp_path):
    return Province(tmp_path)


@pytest.mark.parametrize("scheme", ["file", "ftp", "s3", "data"])
def test_no_handler_for_what_is_not_the_web(scheme):
    made = Settings()
    made.setmodule(settings)
    assert made.getwithbase("DOWNLOAD_HANDLERS")[scheme] is None


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://127.0.0.1/x", "s3://bucket/key", "data:text/html,x", "FILE:///etc/passwd"]
)
def test_a_redirect_to_another_scheme_is_not_followed(province, address):
    with serving({**site_of(MARCH), SECTION: Answer("", 302, {"Location": address})}) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
    assert causes(outcome)
    assert outcome.posts == 0


@pytest.mark.parametrize("address", ["http://a@127.0.0.1/", "http://a%2eb.vn/", "gopher://a.vn/"])
def test_addresses_that_programs_read_differently_are_refused(address):
    request = Request(address)
    assert unfit(request.url, urlparse(request.url)) is not None


def test_a_referrer_policy_is_no_name_of_a_function(province):
    pages = {
        path: Answer(page, 200, {"Referrer-Policy": "sys.exit"}) if isinstance(page, str) else page
        for path, page in site_of(MARCH).items()
    }
    with serving(pages) as site:
        province.write({"snv": [f"url: {site.url}{SECTION}"]})
        outcome = province.crawl()
    assert (outcome.posts, outcome.complete) == (len(MARCH), True)


@pytest.mark.parametrize("domain", ["vn", "gov.vn", "binhthuan.gov.vn", "stp.binhthuan.gov.vn"])
def test_no_site_gets_another_s_cookie(domain):
    jars = SiteCookies()
    own = Request("https://snv.binhthuan.gov.vn/", meta={"download_slot": "snv.binhthuan.gov.vn"})
    other = Request("https://stp.binhthuan.gov.vn/", meta={"download_slot": "stp.binhthuan.gov.vn"})
    jars.process_response(own, Response(own.url, headers={"Set-Cookie": f"id=1; Domain={domain}"}))
    jars.process_request(other)
    assert "Cookie" not in other.headers
