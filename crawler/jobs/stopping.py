"""Being asked to stop while a child process works: the request is passed on, and the child ends in its own time.

The first SIGINT or SIGTERM lets it finish what it has begun; a second one ends it at once. The child has a process
group of its own, so that Ctrl+C in a terminal reaches it through its parent alone, and once.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

_PR_SET_PDEATHSIG = 1
OWN_GROUP = 0 if os.name == "posix" else None  # for `subprocess.Popen(process_group=…)`


class Stopping:
    """How often the child was asked to stop."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self._child = child
        self.asked = 0

    def ask(self, number: int = signal.SIGTERM, frame: FrameType | None = None) -> None:
        self.asked += 1
        if self.asked == 1:
            self._child.terminate()
        else:
            self._child.kill()


@contextmanager
def passed_on(child: subprocess.Popen[str]) -> Generator[Stopping, None, None]:
    """Passes requests to stop on to the child. Only a main thread hears them."""
    stopping = Stopping(child)
    if threading.current_thread() is not threading.main_thread():
        yield stopping
        return
    before = {one: signal.signal(one, stopping.ask) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end_with(parent: int) -> None:
    """Makes this process end as soon as its parent has died, however that came about (Linux; elsewhere it goes on)."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it had died before
        sys.exit(1)
