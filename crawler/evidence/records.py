"""WARC records, each as one gzip member: what a page was asked with, what came, and that it came once more.

Made by warcio. Its own compressor knows one level alone, the slowest: here it writes plain records, packed at `LEVEL`.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.evidence.exchange import Exchange

LEVEL = 1  # of 9: pages shrink by nine parts in ten, in a fifth of the time that the usual 6 takes
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
IDENTICAL, NOT_MODIFIED = _PROFILE + "identical-payload-digest", _PROFILE + "server-not-modified"
_SECRET = frozenset({"authorization", "proxy-authorization"})
_ENDS = re.compile(r"[\r\n]+")
_UNDONE = frozenset({"transfer-encoding"})  # by the HTTP stack: kept under another name, as archives do


class _Head(StatusAndHeaders):  # type: ignore[misc]
    """A status line and headers, byte for byte: they were read as Latin-1, and are written so."""

    def to_ascii_bytes(self, header_filter: object = None) -> bytes:
        lines = [f"{self.protocol} {self.statusline}", *(f"{name}: {value}" for name, value in self.headers)]
        return "".join(f"{_ENDS.sub(' ', line)}\r\n" for line in (*lines, "")).encode("latin-1", "replace")


def sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def moment(at: datetime) -> str:
    """As WARC-Date has it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def warcinfo(filename: str, info: dict[str, str], at: datetime, named: str = "") -> bytes:
    """The record that says who wrote a file, and how. `named`: what its id is made from, else it is a random one."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in info.items()).encode()
    own = {"WARC-Filename": filename, "WARC-Date": moment(at), **_id(named)}
    return _member("warcinfo", "", own, None, lines)


def response(said: Exchange, undone: frozenset[str] = frozenset()) -> tuple[bytes, str]:
    """The answer's record, and its id. `undone`: headers that no longer hold of the body, kept under another name."""
    head = _status_line(said, _UNDONE | undone)
    own = {"WARC-Payload-Digest": sha256(said.body), **_about(said)}
    return _identified("response", said.url, own, head, said.body)


def request(said: Exchange, answer: str) -> bytes:
    """The record of what was asked, concurrent to the answer's."""
    parts = urlsplit(said.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = tuple(pair for pair in said.asked if pair[0].lower() not in _SECRET)
    if not any(name.lower() == "host" for name, _ in asked):
        asked = (("Host", parts.netloc.rpartition("@")[2]), *asked)
    head = _Head(f"{target} HTTP/1.1", list(asked), protocol=said.method)
    own = {"WARC-Concurrent-To": answer, "WARC-Payload-Digest": sha256(said.sent), "WARC-Date": moment(said.at)}
    return _member("request", said.url, own, head, said.sent)


def revisit(said: Exchange, digest: str, url: str, at: str) -> bytes:
    """The record of an answer whose payload is stored already, as it came from `url` at `at` (WARC-Date)."""
    profile = NOT_MODIFIED if said.status == 304 else IDENTICAL
    own = {"WARC-Profile": profile, "WARC-Refers-To-Target-URI": url, "WARC-Refers-To-Date": at}
    own |= {"WARC-Payload-Digest": digest, **_about(said)}
    return _identified("revisit", said.url, own, _status_line(said, _UNDONE), b"")[0]


def resource(url: str, media_type: str, body: bytes, at: datetime, named: str = "") -> bytes:
    """The record of a page that did not come over HTTP as it is: shown by a browser, or out of an archive."""
    own = {"WARC-Payload-Digest": sha256(body), "WARC-Date": moment(at), "Content-Type": media_type, **_id(named)}
    return _member("resource", url, own, None, body)


def _id(named: str) -> dict[str, str]:
    return {"WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, named)}>"} if named else {}


def _about(said: Exchange) -> dict[str, str]:
    own = {"WARC-Date": moment(said.at)}
    return own | ({"WARC-IP-Address": said.address} if said.address else {})


def _status_line(said: Exchange, undone: frozenset[str]) -> _Head:
    headers = [(f"X-Archive-Orig-{name}" if name.lower() in undone else name, value) for name, value in said.headers]
    return _Head(f"{said.status} {said.reason}".strip(), headers, protocol="HTTP/1.1")


def _identified(kind: str, url: str, own: dict[str, str], head: _Head, body: bytes) -> tuple[bytes, str]:
    named = WARCWriter._make_warc_id()
    return _member(kind, url, {"WARC-Record-ID": named, **own}, head, body), named


def _member(kind: str, url: str, own: dict[str, str], head: _Head | None, body: bytes) -> bytes:
    """A record, packed. Both its digests are given: warcio would write the whole of it to a file to make them."""
    block = body
    if head is not None:
        head.compute_headers_buffer(None)
        block = head.headers_buff + body
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    made = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=head or _Head("", [], protocol=""),  # else it would look for some in the body
        warc_headers_dict={**own, "WARC-Block-Digest": sha256(block)},
        warc_content_type=own.get("Content-Type", ""),
    )
    if head is None:
        made.http_headers = None
    writer.write_record(made)
    return zlib.compress(out.getvalue(), LEVEL, zlib.MAX_WBITS + 16)
