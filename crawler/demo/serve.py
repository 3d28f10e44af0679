"""Serves the demo's sites on loopback, each at an address of its own, as long as a `with` block lasts."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from crawler.demo.answers import answer
from crawler.demo.model import Province, Site
from crawler.demo.plan import at_addresses


@dataclass(frozen=True)
class Served:
    """The province at the addresses where it is served; `hits`: how often each (site id, path) was asked for."""

    province: Province
    hits: Counter[tuple[str, str]] = field(default_factory=Counter)


@contextmanager
def serve(plan: Province, port: int = 0) -> Iterator[Served]:
    """Serves every site of the plan; at `port`, or at a free one each. Raises OSError where an address is taken.

    A site that is down has its port too, with nobody behind it: connections are refused.
    """
    with ExitStack() as open_:
        doors = {site.id: open_.enter_context(_door(site, port)) for site in plan.sites}
        bases = {site.id: f"http://{site.address}:{doors[site.id].getsockname()[1]}" for site in plan.sites}
        served = Served(at_addresses(plan, bases))
        for site in served.province.sites:
            if not site.down:
                open_.enter_context(_running(site, doors[site.id], served.hits))
        yield served


@contextmanager
def _door(site: Site, port: int) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((site.address, port))
        yield door


@contextmanager
def _running(site: Site, door: socket.socket, hits: Counter[tuple[str, str]]) -> Iterator[None]:
    server = ThreadingHTTPServer(door.getsockname(), _handler(site, hits), bind_and_activate=False)
    server.socket.close()
    server.socket, server.daemon_threads = door, True
    server.server_activate()
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


def _handler(site: Site, hits: Counter[tuple[str, str]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # headers and body in one packet
        disable_nagle_algorithm = True
        timeout = 30

        def do_GET(self) -> None:
            hits[site.id, self.path] += 1
            found = answer(site, self.path)
            self.send_response(found.status)
            self.send_header("Content-Type", found.media_type)
            self.send_header("Content-Length", str(len(found.body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(found.body)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing: the crawler has a log of its own."""

    return Handler
