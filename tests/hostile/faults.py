"""The ways in which a site's list page goes wrong, each with what a crawl has to say of it."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from dataclasses import dataclass

import brotli

from tests.hostile.server import Answer, Asked, Writer, reset, send
from tests.sites.pages import HEAD, TEXT, Post, list_page, site_of

SECTION = "/vi/news/cchc/"
POSTS = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in range(6, 0, -1)]
HEALTHY = site_of(POSTS)
MB = 1024 * 1024


@dataclass(frozen=True)
class Fault:
    """`why`, `word`: the cause that is told, and how its detail begins; `row`: more of the section in the registry."""

    answer: Answer
    why: str
    word: str
    row: str = ""
    tls: str = ""


def on_list(answer: Answer) -> Answer:
    """The section's list page answers so; the rest of the site is healthy."""

    async def answering(asked: Asked, writer: Writer) -> None:
        if asked.path.startswith(SECTION) and not asked.path.endswith(".html"):
            await answer(asked, writer)
        else:
            await healthy(asked, writer)

    return answering


async def healthy(asked: Asked, writer: Writer) -> None:
    page = HEALTHY.get(asked.path)
    await send(writer, page or "không có", 200 if page else 404)


def says(body: bytes | str, status: int = 200, **headers: str | int) -> Answer:
    async def answering(asked: Asked, writer: Writer) -> None:
        await send(writer, body, status, **headers)

    return answering


async def drip(asked: Asked, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.5)


async def drip_head(asked: Asked, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-A: 1\r\n")
        await writer.drain()
        await asyncio.sleep(0.5)


async def hang(asked: Asked, writer: Writer) -> None:
    await asyncio.sleep(60)


async def reset_in_body(asked: Asked, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + b"x" * 5000)
    await writer.drain()
    await asyncio.sleep(0.2)
    reset(writer)


async def reset_at_once(asked: Asked, writer: Writer) -> None:
    reset(writer)


async def cut(asked: Asked, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + HEALTHY[SECTION].encode()[:2000])


async def cut_chunks(asked: Asked, writer: Writer) -> None:
    body = HEALTHY[SECTION].encode()
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(body), body))


async def head_flood(asked: Asked, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write((b"X-" + b"a" * 60 + b": " + b"b" * 900 + b"\r\n") * 64)
        await writer.drain()


async def informational_flood(asked: Asked, writer: Writer) -> None:
    while True:
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 64)
        await writer.drain()


async def large(asked: Asked, writer: Writer) -> None:
    """50 MB without saying so beforehand."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    for _ in range(50):
        writer.write(b"x" * MB)
        await writer.drain()


async def redirect_loop(asked: Asked, writer: Writer) -> None:
    number = int(asked.path.partition("=")[2] or 0)
    await send(writer, "", 302, Location=f"{SECTION}?vong={number + 1}")


async def gate_loop(asked: Asked, writer: Writer) -> None:
    page = f'<html><body><script>document.cookie="D1N={asked.number:032x}"+"; path=/";window.location.reload(true);'
    await send(writer, page + "</script></body></html>")


async def calendar(asked: Asked, writer: Writer) -> None:
    """Every month has a next one, for ever, and a post of its own."""
    number = int(asked.path.partition("page-")[2].strip("/") or 1)
    post = Post(100_000 + number, f"Lịch công tác tháng {number}", "01/03/2024")
    page = list_page([post], f"{SECTION}page-{number + 1}/")
    await send(writer, page)


async def query_space(asked: Asked, writer: Writer) -> None:
    """The same posts under ever new addresses."""
    await send(writer, list_page(POSTS, f"{SECTION}?phien={asked.path.count('a')}{'a' * (len(asked.path) % 50)}"))


ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{ENTITIES}]>'
FEED_BOMB = f"{LAUGHS}<rss version='2.0'><channel><title>&a9;</title><item><title>&a9;</title></item></channel></rss>"
SITEMAP_BOMB = (
    f"{LAUGHS}<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>&a9;</loc></url></urlset>"
)
DEEP = HEAD.format(title="Sâu") + "<div>" * 60_000
MANY = HEAD.format(title="Nhiều") + "<a href='/x'><b>1</b></a>" * 60_000
BROKEN = "<html><<<>><div class='news_column'><h3><a href=>></h3><table><tr><ul></div></p>" * 200
ZEROS = b"\0" * (100 * MB)


def _deflated(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def _nested(times: int) -> bytes:
    body = HEALTHY[SECTION].encode()
    for _ in range(times):
        body = gzip.compress(body)
    return body


def faults() -> dict[str, Fault]:
    """By name. Made anew for each call: some are heavy."""
    listed = {
        "drip": (drip, "failed", "timeout"),
        "drip-head": (drip_head, "failed", "timeout"),
        "hang": (hang, "failed", "timeout"),
        "reset-body": (reset_in_body, "failed", "(data_loss|reset)"),
        "reset": (reset_at_once, "failed", "reset"),
        "cut": (cut, "failed", "data_loss"),
        "cut-chunks": (cut_chunks, "failed", "data_loss"),
        "head-flood": (head_flood, "failed", "(reset|data_loss)"),
        "informational-flood": (informational_flood, "failed", "reset"),
        "large": (large, "failed", "too_large"),
        "large-said": (says("", Content_Length=50 * MB), "failed", "too_large"),
        "redirect-loop": (redirect_loop, "failed", "redirects"),
        "redirect-off": (says("", 302, Location="http://127.9.9.9:1/"), "refused", "offsite"),
        "redirect-file": (says("", 302, Location="FILE:///etc/passwd"), "(refused|failed)", ".+"),
        "redirect-data": (says("", 302, Location="data:text/html,<p>x</p>"), "(refused|failed)", ".+"),
        "gzip-bomb": (says(gzip.compress(ZEROS), Content_Encoding="gzip"), "failed", "too_large"),
        "deflate-bomb": (says(_deflated(ZEROS), Content_Encoding="deflate"), "failed", "too_large"),
        "brotli-bomb": (says(brotli.compress(ZEROS, quality=5), Content_Encoding="br"), "failed", "too_large"),
        "nested": (says(_nested(5), Content_Encoding="gzip, gzip, gzip, gzip, gzip"), "failed", "too_large"),
        "gate-loop": (gate_loop, "not_a_post", "gate"),
        "calendar": (calendar, "max_pages", ""),
        "query-space": (query_space, "listing_unfinished", "trang 2"),
        "deep": (says(DEEP), "failed", "too_large"),
        "many-tags": (says(MANY), "failed", "too_large"),
        "broken": (says(BROKEN), "layout_changed", "layout_changed"),
        "picture": (says(b"\x89PNG\0\0", Content_Type="image/png"), "not_html", "not_html"),
        "refusing": (says("cấm", 403), "failed", "http_403"),
        "busy": (says("bận", 503, Retry_After="3600"), "(failed|refused)", "(http_503|left_alone)"),
    }
    found = {name: Fault(on_list(answer), why, word) for name, (answer, why, word) in listed.items()}
    for kind in ("self-signed", "expired", "incomplete"):
        found[f"tls-{kind}"] = Fault(healthy, "failed", f"tls {_TLS[kind]}", tls=kind)
    found["feed-bomb"] = Fault(on_list(says(FEED_BOMB, Content_Type="application/rss+xml")), ".+", ".*", "type: feed")
    found["sitemap-bomb"] = Fault(on_list(says(SITEMAP_BOMB, Content_Type="text/xml")), ".+", ".*", "type: sitemap")
    found["robots-503"] = Fault(_robots(503), "refused", "robots_unreachable")
    return found


_TLS = {"self-signed": "chứng thư tự ký", "expired": "chứng thư", "incomplete": "không có chứng thư của nơi cấp"}


def _robots(status: int) -> Answer:
    async def answering(asked: Asked, writer: Writer) -> None:
        if asked.path == "/robots.txt":
            await send(writer, "", status)
        else:
            await healthy(asked, writer)

    return answering


# -- odd, but whole


async def flapping(asked: Asked, writer: Writer) -> None:
    """Each page fails the first time."""
    if asked.number == 1 and asked.path != "/robots.txt":
        reset(writer)
    else:
        await healthy(asked, writer)


async def slow_down(asked: Asked, writer: Writer) -> None:
    """429 once, with a wait of a second."""
    if asked.path == POSTS[2].path and asked.number == 1:
        await send(writer, "", 429, Retry_After="1")
    else:
        await healthy(asked, writer)


_JUNK = (
    "<a href='javascript:void(0)'>Tin</a><a href='data:text/html,x'>Tin</a><a href='file:///etc/passwd'>Tin</a>"
    f"<a href='/{'x' * 100_000}'>Tin</a><a href='http://[::1'>Tin</a><a href='//'>Tin</a>\0"
    "<a href='http://u:p@127.0.0.1/'>Tin</a><a href=' \t\x01http://127.0.0.1:22/'>Tin</a>"
)


async def junk(asked: Asked, writer: Writer) -> None:
    """Links that lead nowhere, NUL bytes, a wrong charset."""
    page = HEALTHY.get(asked.path, "")
    body = page.replace("</h3>", f"</h3>{_JUNK}").replace("</body>", "\0</body>")
    await send(writer, body if page else "không có", 200 if page else 404, Content_Type="text/html; charset=iso-8859-1")


async def long_text(asked: Asked, writer: Writer) -> None:
    """Posts of two megabytes of words."""
    page = HEALTHY.get(asked.path, "")
    body = page.replace(TEXT, TEXT * 8000 if asked.path.endswith("-3.html") else TEXT)
    await send(writer, body if page else "không có", 200 if page else 404)


WHOLE: dict[str, Answer] = {
    "healthy-1": healthy,
    "healthy-2": healthy,
    "flapping": flapping,
    "slow-down": slow_down,
    "junk": junk,
    "long-text": long_text,
}
