"""Work that takes at most so long: whoever opens a link to a story that is too hard is told so, others are served."""

import contextlib
import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

from ..errors import DirectivesError

T = TypeVar("T")


class TooLongError(DirectivesError):
    """Something took longer than the lab waits."""


class _StopError(BaseException):
    """Raised from outside within the work; nothing that the work catches by mistake."""


def bounded(seconds: float, work: Callable[[], T]) -> T:
    """What the work gives; raises TooLongError where it takes longer than some seconds.

    The work is broken off between two steps of Python, so it must be plain computation that may be left at any of them.

    >>> bounded(5, lambda: 2 + 2)
    4
    """
    try:
        return _watched(seconds, work)
    except _StopError:
        raise TooLongError(f"this takes longer than {seconds:g} seconds: ask for less at once") from None


def _watched(seconds: float, work: Callable[[], T]) -> T:
    watch = _Watch(threading.get_ident())
    timer = threading.Timer(seconds, watch.fire)
    timer.daemon = True
    timer.start()
    try:
        return work()
    finally:
        timer.cancel()
        watch.end()


class _Watch:
    """Sees to it that the work of a thread is broken off while it runs, and never after it."""

    def __init__(self, thread: int) -> None:
        self.thread = ctypes.c_ulong(thread)
        self.lock = threading.Lock()
        self.over = False

    def fire(self) -> None:
        with self.lock:
            if not self.over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self.thread, ctypes.py_object(_StopError))

    def end(self) -> None:
        """No stop comes after this: one that is on its way is taken back, or comes here."""
        while not self.over:
            with contextlib.suppress(_StopError):
                with self.lock:
                    self.over = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self.thread, None)
