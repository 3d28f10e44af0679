"""A website on a loopback address, whose every path answers as the test says; what it does not say is a 404."""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    """One answer. `cut`: so many bytes of the body are sent, then the connection is closed."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


Route = Answer | str | Callable[[str], Answer]


@dataclass
class Site:
    """`routes`: path with query -> what it answers (`*`: any other); may be changed while the site is up.

    `hits`: paths asked for; `sent`, `headers`: body and headers of each request.
    """

    url: str
    routes: dict[str, Route]
    hits: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)  # the header of each request
    sent: list[bytes] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    def answer(self, path: str) -> Answer:
        self.hits.append(path)
        route = self.routes.get(path, self.routes.get("*", Answer("không có trang này", 404)))
        if callable(route):
            return route(path)
        return Answer(route) if isinstance(route, str) else route


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.sent.append(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        site.cookies.append(self.headers.get("Cookie", ""))
        site.headers.append(dict(self.headers))
        answer = site.answer(self.path)
        self.send_response(answer.status)
        headers = {"Content-Type": "text/html; charset=utf-8", **answer.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content if answer.cut is None else answer.content[: answer.cut])
        if answer.cut is not None:
            self.close_connection = True

    do_POST = do_GET  # noqa: N815 - the name that http.server looks for

    def log_message(self, *args: object) -> None:
        pass


@contextlib.contextmanager
def serving(routes: Mapping[str, Route], host: str = "127.0.0.1") -> Iterator[Site]:
    """A site with those routes. `{site}` in text stands for its own address."""
    server = http.server.ThreadingHTTPServer((host, 0), _Handler)
    server.daemon_threads = True
    site = Site(f"http://{host}:{server.server_port}", {})
    site.routes = {
        path: route.replace("{site}", site.url) if isinstance(route, str) else route for path, route in routes.items()
    }
    server.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
