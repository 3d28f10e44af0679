"""A section's requests stay on its owner's hosts, and a site is one site whatever its name begins with."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from spiders.sites import OwnSiteMiddleware


@pytest.fixture
def middleware():
    section = SimpleNamespace(id="s1", hosts=frozenset({"snv.vn", "cdn.vn"}))
    return OwnSiteMiddleware(SimpleNamespace(spider=SimpleNamespace(task=SimpleNamespace(sections=(section,)))))


@pytest.mark.parametrize(
    ("url", "slot"),
    [
        ("https://snv.vn/a", "snv.vn"),
        ("https://www.snv.vn/a", "snv.vn"),
        ("http://WWW.SNV.VN:8080/a", "snv.vn"),
        ("https://cdn.vn/a", "cdn.vn"),
    ],
)
def test_all_names_of_a_site_share_its_delay(middleware, url, slot):
    request = Request(url, cb_kwargs={"section": "s1"}, meta={"download_slot": "where a redirect came from"})
    middleware.process_request(request)
    assert request.meta["download_slot"] == slot


@pytest.mark.parametrize("url", ["https://khac.vn/", "https://snv.vn.khac.vn/", "https://khac.vn/snv.vn"])
def test_nothing_is_asked_of_others(middleware, url):
    with pytest.raises(IgnoreRequest, match="offsite"):
        middleware.process_request(Request(url, cb_kwargs={"section": "s1"}))
