"""A bound on the time that reading one page may take, whatever a page makes an expression or a loop do."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooSlow(BaseException):
    """The time is up. No `Exception`, so that nothing on its way takes it for a fault of its own."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises TooSlow in the block after so many seconds; where the system has no alarms, the block takes its time."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise TooSlow
