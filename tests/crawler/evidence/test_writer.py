"""A crawl's files: what stands in them, when a next one begins, what is left when the disk is full."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from crawler.evidence.reader import BrokenEvidence, body_at
from crawler.evidence.writer import Writer
from crawler.page import Page
from tests.crawler.evidence import wire

URL = "https://snv.vn/tin?id=1"


@pytest.fixture
def writer(tmp_path):
    made = Writer(tmp_path, tmp_path / "evidence" / "cchc", "20240402T030000Z-abc", {"software": "cchc-audit/0"})
    yield made
    made.close()


def _back(writer: Writer, page: Page) -> bytes:
    place = writer.page(page)
    writer.close()
    return body_at(writer.root / place.file, place.offset, len(page.body), hashlib.sha256(page.body).hexdigest())


def test_a_page_is_kept_as_answer_and_request_that_any_reader_of_warc_reads(writer):
    place = writer.page(wire.page())
    (file,) = writer.close()
    info, answer, asked = wire.read(writer.root / file.path)
    assert (info["WARC-Type"], answer["WARC-Type"], asked["WARC-Type"]) == ("warcinfo", "response", "request")
    assert (answer["WARC-Target-URI"], answer["WARC-Date"]) == (URL, "2024-04-02T03:00:00Z")
    assert answer["WARC-IP-Address"] == "127.0.0.1"
    assert answer["WARC-Payload-Digest"] == f"sha256:{hashlib.sha256(wire.BODY).hexdigest()}"
    assert (answer["line"], answer["body"]) == ("HTTP/1.1 200 OK", wire.BODY)
    assert (asked["line"], asked["WARC-Concurrent-To"]) == ("GET /tin?id=1 HTTP/1.1", answer["WARC-Record-ID"])
    assert asked["http"] == {"Host": "snv.vn", "User-Agent": "cchc-audit"}
    assert (place.url, place.at, file.records) == (URL, "2024-04-02T03:00:00Z", 3)
    data = (writer.root / file.path).read_bytes()
    assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_passwords_of_proxies_and_sites_are_no_evidence(writer):
    secret = (("Proxy-Authorization", "Basic eA=="), ("Authorization", "Basic eQ=="), ("Accept", "*/*"))
    writer.page(replace(wire.page(), received=wire.said(asked=secret)))
    (file,) = writer.close()
    assert set(wire.read(writer.root / file.path)[2]["http"]) == {"Host", "Accept"}


@pytest.mark.parametrize(
    "page",
    [
        wire.page(),
        wire.packed(),
        Page(URL, wire.BODY, received=wire.said(b"\x0bunknown", ("Content-Encoding", "br"))),
        Page(URL, wire.BODY, received=wire.said(b"\x1f\x8bbroken", ("Content-Encoding", "gzip"))),
        Page(
            URL,
            wire.BODY,
            received=wire.said(wire.BODY, ("Transfer-Encoding", "chunked"), ("X-Tên", "ẩ".encode().decode("latin-1"))),
        ),
        Page(URL, wire.BODY, "text/html"),
        Page(URL, b"", "text/html", None, wire.said(b"")),
        Page(URL, b"HTTP/1.1 200 OK\r\n\r\nno header", "text/html"),
    ],
    ids=["plain", "gzip", "brotli", "gzip in name alone", "chunked", "from a browser", "empty", "like an answer"],
)
def test_a_page_comes_back_whatever_way_it_came(writer, page):
    assert _back(writer, page) == page.body


def test_what_was_sent_packed_is_kept_as_sent(writer):
    page = wire.packed()
    writer.page(page)
    (file,) = writer.close()
    answer = wire.read(writer.root / file.path)[1]
    assert (answer["http"]["Content-Encoding"], answer["body"]) == ("gzip", page.received.body)


def test_what_comes_again_is_noted_and_not_kept_twice(writer):
    place = writer.page(wire.page())
    writer.again(wire.said(url="https://snv.vn/khac"), place)
    (file,) = writer.close()
    *_, again = wire.read(writer.root / file.path)
    assert (again["WARC-Type"], again["body"], again["WARC-Target-URI"]) == ("revisit", b"", "https://snv.vn/khac")
    assert again["WARC-Profile"].endswith("/identical-payload-digest")
    assert again["WARC-Payload-Digest"] == f"sha256:{hashlib.sha256(wire.BODY).hexdigest()}"
    assert (again["WARC-Refers-To-Target-URI"], again["WARC-Refers-To-Date"]) == (place.url, place.at)


def test_a_page_that_has_not_changed_by_the_server_s_word_is_noted_as_such(writer):
    writer.again(wire.said(b"", status=304, reason="Not Modified"), writer.page(wire.page()))
    (file,) = writer.close()
    *_, again = wire.read(writer.root / file.path)
    assert (again["line"], again["WARC-Profile"].rpartition("/")[2]) == (
        "HTTP/1.1 304 Not Modified",
        "server-not-modified",
    )


def test_a_file_that_is_full_is_closed_and_a_next_one_begun(tmp_path):
    writer = Writer(tmp_path, tmp_path / "e", "c1", {}, most_bytes=1500)
    places = [writer.page(wire.page(str(number).encode() * 50, f"https://snv.vn/{number}")) for number in range(8)]
    files = writer.close()
    assert [file.path.rpartition("/")[2] for file in files] == [f"c1-{n:03}.warc.gz" for n in range(1, len(files) + 1)]
    assert 1 < len(files) < 8
    assert sum(file.records for file in files) == 8 * 2 + len(files)
    assert [len(wire.read(tmp_path / file.path)) for file in files] == [file.records for file in files]
    assert {place.file for place in places} == {file.path for file in files}


def test_a_file_stays_open_by_name_until_the_crawl_ends(writer):
    place = writer.page(wire.page())
    path = writer.root / place.file
    assert not path.exists()
    assert path.with_name(path.name + ".open").stat().st_size == place.offset + place.length
    writer.close()
    assert path.exists()


class Full:
    """A file on a disk that has no room left."""

    def __init__(self, file) -> None:
        self.file = file
        self.room = 100

    def write(self, data):
        if self.room <= 0:
            raise OSError(28, "No space left on device")
        part, self.room = bytes(data[: self.room]), self.room - len(data)
        return self.file.write(part)

    def __getattr__(self, name):
        return getattr(self.file, name)


def test_a_full_disk_leaves_whole_records_and_says_so(writer):
    kept = writer.page(wire.page())
    writer._out = Full(writer._out)
    with pytest.raises(OSError, match="No space"):
        writer.page(wire.page(b"x" * 5000))
    writer._out = writer._out.file
    after = writer.page(wire.page(b"y" * 500))
    (file,) = writer.close()
    assert [one["WARC-Type"] for one in wire.read(writer.root / file.path)] == [
        "warcinfo",
        *["response", "request"] * 2,
    ]
    assert after.offset == kept.offset + kept.length


def test_a_changed_byte_is_noticed(writer):
    place = writer.page(wire.page())
    (file,) = writer.close()
    path = writer.root / file.path
    data = bytearray(path.read_bytes())
    data[place.offset + place.length // 3] ^= 1
    path.write_bytes(data)
    with pytest.raises(BrokenEvidence, match=r"hỏng|SHA-256"):
        body_at(path, place.offset, len(wire.BODY), hashlib.sha256(wire.BODY).hexdigest())
