"""The demo's server: every site at its own address, the routes' bytes over HTTP, and silence where a site is down."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from crawler.demo import plan
from crawler.demo.answers import answer
from crawler.demo.model import Site
from crawler.demo.pages import shape_of
from crawler.demo.serve import Served, serve


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serve(plan.province()) as found:
        yield found


def _get(site: Site, address: str, method: str = "GET") -> tuple[int, str | None, bytes]:
    connection = http.client.HTTPConnection(urlsplit(site.base).netloc, timeout=10)
    try:
        connection.request(method, address)
        found = connection.getresponse()
        return found.status, found.headers.get("Content-Type"), found.read()
    finally:
        connection.close()


def test_every_site_answers_at_an_address_of_its_own(served: Served) -> None:
    hosts = {urlsplit(site.base).hostname for site in served.province.sites}
    assert len(hosts) == len(served.province.sites)
    assert all(host and host.startswith("127.") for host in hosts)
    for site in served.province.sites:
        for section in site.sections if not site.down else ():
            for address in (shape_of(site).listing(section, 1), shape_of(site).feed(section), "/robots.txt"):
                wanted = answer(site, address)
                assert _get(site, address) == (wanted.status, wanted.media_type, wanted.body)


def test_a_site_that_is_down_refuses_connections(served: Served) -> None:
    (site,) = (site for site in served.province.sites if site.down)
    with pytest.raises(ConnectionRefusedError):
        _get(site, "/")


def test_hits_are_counted_by_site_and_path(served: Served) -> None:
    site = served.province.site("so-noi-vu")
    before = served.hits[site.id, "/dem"]
    _get(site, "/dem")
    _get(site, "/dem", "HEAD")
    assert served.hits[site.id, "/dem"] - before == 2


def test_head_answers_without_a_body(served: Served) -> None:
    assert _get(served.province.site("portal"), "/", "HEAD")[2] == b""


def test_a_given_port_is_taken_by_all_and_free_again_afterwards() -> None:
    with serve(plan.province()) as found:
        port = urlsplit(found.province.sites[0].base).port or 0
    for _ in range(2):
        with serve(plan.province(), port) as found:
            assert {urlsplit(site.base).port for site in found.province.sites} == {port}
