"""How a crawl goes on, on stderr: a line that moves on a terminal, else a plain line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from crawler.cli.screen import number

if TYPE_CHECKING:
    from crawler.jobs.crawl import Progress

PLAIN_EVERY = 10.0  # seconds between two lines where nobody watches


@contextmanager
def crawl_progress() -> Iterator[Callable[[Progress], None]]:
    """Gives what a crawl's `progress` is called with."""
    if not sys.stderr.isatty():
        yield Lines(time.monotonic)
        return
    from rich.console import Console

    with Console(stderr=True).status("Đang bắt đầu…") as status:
        yield lambda now: status.update(words(now))


class Lines:
    """Writes a line at once and then every ten seconds at most."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last: float | None = None

    def __call__(self, now: Progress) -> None:
        at = self._clock()
        if self._last is None or at - self._last >= PLAIN_EVERY:
            self._last = at
            click.echo(words(now), err=True)


def words(now: Progress) -> str:
    """`Xong 3/8 cơ quan, 5/14 chuyên mục; 40 trang danh sách, 212 tin, bài, 1 trang hỏng`."""
    failed = f", {number(now.failed_posts)} trang hỏng" if now.failed_posts else ""
    return (
        f"Xong {now.owners_done}/{now.owners} cơ quan, {now.sections_done}/{now.sections} chuyên mục; "
        f"{number(now.list_pages)} trang danh sách, {number(now.posts)} tin, bài{failed}"
    )
