"""A server on loopback that answers byte by byte as a test says: what no web server's library would send."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

Writer = asyncio.StreamWriter


@dataclass
class Asked:
    """One request: `path` with its query, `head` as it came; `number` of requests for that path, from 1."""

    path: str
    head: str
    number: int


Answer = Callable[[Asked, Writer], Awaitable[None]]


@dataclass
class Server:
    """`hits`: the paths asked for, in order."""

    answer: Answer
    url: str = ""
    hits: list[str] = field(default_factory=list)

    async def talk(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ", 2)[1]
            self.hits.append(path)
            await self.answer(Asked(path, head, self.hits.count(path)), writer)
            await writer.drain()
        with contextlib.suppress(OSError):
            writer.close()


async def send(
    writer: Writer, body: bytes | str, status: int = 200, *, length: bool = True, **headers: str | int
) -> None:
    """A whole answer; underscores in headers' names stand for hyphens. The connection is closed after it."""
    content = body.encode() if isinstance(body, str) else body
    given = {"Content_Type": "text/html; charset=utf-8", **({"Content_Length": len(content)} if length else {})}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in {**given, **headers}.items()]
    writer.write(f"HTTP/1.1 {status} X\r\n{chr(10).join(lines)}\r\nConnection: close\r\n\r\n".encode() + content)
    await writer.drain()


def reset(writer: Writer) -> None:
    """Closes the connection with a reset, not an end."""
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@contextlib.contextmanager
def hostile(answer: Answer, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that answers so, while the block runs."""
    loop = asyncio.new_event_loop()
    server = Server(answer)
    started = loop.run_until_complete(asyncio.start_server(server.talk, host, 0, ssl=tls))
    port = started.sockets[0].getsockname()[1]
    server.url = f"{'https' if tls else 'http'}://{host}:{port}"
    loop.set_exception_handler(lambda loop, context: None)  # clients break off: that is what is tested
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_end(started), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _end(started: asyncio.Server) -> None:
    started.close()
    running = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
