"""Looking at addresses without crawling them: pages, or why there are none, as politely as a crawl."""

from __future__ import annotations

import datetime
import http.server
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from crawler import identity
from crawler.items import NextPage
from crawler.jobs.probe import probe, probe_sites
from crawler.page import Page
from crawler.registry.model import Crawl
from spiders.answers import Fault
from spiders.probe import Ask, ProbeSite
from tests.sites.server import Answer, serving

HERE = Crawl(delay=0, retries=0, timeout=5, allow_private_addresses=True)


def hosts(*urls: str) -> frozenset[str]:
    return frozenset(map(identity.host, urls))


def test_pages_and_faults_come_in_the_order_asked_for():
    routes = {"/a": "<p>một</p>", "/b": Answer("lỗi", 500), "/c": Answer(status=302, headers={"Location": "/a"})}
    with serving(routes) as site:
        asked = [f"{site.url}{path}" for path in ("/c", "/b", "/a", "/d")]
        found = probe(HERE, [*asked, "http://127.0.0.9:1/"], hosts(site.url))
    assert [one.url if isinstance(one, Page) else one.detail.split()[0] for one in found] == [
        f"{site.url}/a",
        "http_500",
        f"{site.url}/a",
        "http_404",
        "offsite",
    ]
    assert isinstance(found[2], Page)
    assert found[2].text == "<p>một</p>"
    assert site.hits[0] == "/robots.txt"


def test_a_form_is_sent():
    with serving({"/a": "<p>một</p>"}) as site:
        (found,) = probe(HERE, [NextPage(f"{site.url}/a", "POST", {"trang": "2"})], hosts(site.url))
    assert isinstance(found, Page)


def test_robots_txt_is_obeyed_unless_the_registry_says_otherwise():
    with serving({"/a": "<p>một</p>", "/robots.txt": Answer("User-agent: *\nDisallow: /a")}) as site:
        (kept_out,) = probe(HERE, [f"{site.url}/a"], hosts(site.url))
        (let_in,) = probe(HERE.model_copy(update={"obey_robots": False}), [f"{site.url}/a"], hosts(site.url))
    assert isinstance(kept_out, Fault)
    assert kept_out.detail.startswith("robots ")
    assert isinstance(let_in, Page)


def test_loopback_only_where_it_is_allowed():
    with serving({"/a": "<p>một</p>"}) as site:
        (found,) = probe(Crawl(delay=0, retries=0), [f"{site.url}/a"], hosts(site.url))
    assert isinstance(found, Fault)
    assert found.detail.startswith("address ")
    assert site.hits == []


def test_each_site_is_kept_to_its_own_hosts():
    with serving({"/": "<p>một</p>"}) as one, serving({"/": "<p>hai</p>"}, "127.0.0.2") as two:
        sites = [ProbeSite("one", hosts(one.url)), ProbeSite("two", hosts(two.url))]
        asks = [Ask("one", NextPage(one.url)), Ask("two", NextPage(two.url)), Ask("one", NextPage(two.url))]
        found = probe_sites(HERE, sites, asks)
    assert [isinstance(answer, Page) for answer in found] == [True, True, False]


def test_nothing_asked_is_nothing_done():
    assert probe(HERE, [], frozenset()) == []


@contextmanager
def _serving_tls(folder: Path, until: datetime.timedelta) -> Iterator[str]:
    """A site whose certificate it signed itself, good until so long from now."""
    now = datetime.datetime.now(datetime.UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=9))
        .not_valid_after(now + until)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "both.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*plain))

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 404)
            self.end_headers()
            self.wfile.write(b"<p>xin</p>")

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(("days", "words"), [(9, "chứng thư tự ký"), (-1, "chứng thư")])
def test_a_certificate_that_nobody_vouches_for_is_told_and_may_be_excepted(tmp_path, days, words):
    with _serving_tls(tmp_path, datetime.timedelta(days=days)) as url:
        (strict,) = probe(HERE, [url], hosts(url))
        (lax,) = probe(HERE, [url], hosts(url), verify_tls=False)
    assert isinstance(strict, Fault)
    assert strict.detail.startswith(f"tls {words}")
    assert isinstance(lax, Page)
