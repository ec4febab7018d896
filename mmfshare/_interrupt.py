"""Signals that ask a program to end: how it gets to clean up, and how a few steps are kept whole."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterable, Iterator
from types import FrameType
from typing import NoReturn

# SIGHUP comes when the terminal is closed; not every system has it.
ENDING = [signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Ended(BaseException):
    """A signal asked the program to end; `code` is the exit status that a shell expects."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.strsignal(number))
        self.code = 128 + number


@contextlib.contextmanager
def ending_raises() -> Iterator[None]:
    """Inside, the first ending signal raises Ended and the next are ignored: cleaning up is undisturbed.

    One that is ignored, as by nohup, stays so. Only the main thread gets signals: in another one nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = [number for number in ENDING if signal.getsignal(number) not in (signal.SIG_IGN, None)]
    before = {number: signal.signal(number, _raise) for number in ours}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def held_back(numbers: Iterable[signal.Signals] = ENDING) -> Iterator[None]:
    """Inside, these signals wait; at the end they arrive. A process started inside never gets them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _raise(number: int, frame: FrameType | None) -> NoReturn:
    for ending in ENDING:
        signal.signal(ending, signal.SIG_IGN)
    raise Ended(number)
