"""Waiting for a change: the loops behind wait() and wait_for() of dicts, lists and scalars.

A wait is armed before it looks, so that a change after the look ends the sleep that follows.
"""

from __future__ import annotations

from collections.abc import Callable

from mmfshare import _mmf

TYPE_CHECKING = False  # see _dict
if TYPE_CHECKING:
    from typing import Any, TypeVar

    R = TypeVar("R")


class _Unset:
    """A default that no caller passes, and that shows in help()."""

    def __repr__(self) -> str:
        return "<not given>"


UNSET: Any = _Unset()


def wait_changed(watch: _mmf.Watch) -> bool:
    """Whether something changed from now on and before the watch's time is up."""
    if watch.arm() is None:
        return False
    while watch.sleep():
        changed = watch.arm()
        if changed is not False:
            return changed is True
    return False


def wait_until(watch: _mmf.Watch, look: Callable[[], R]) -> R:
    """The first true answer of look(), or its last one when the watch's time is up; False if it had none by then."""
    answer: R = False  # type: ignore[assignment]  # as that of a condition that was not met
    while True:
        in_time = watch.arm() is not None
        answer = watch.look(look, answer)
        if answer or not in_time or not watch.sleep():
            return answer


def differs(read: Callable[[], Any], seen: Any) -> bool:
    """Whether what read() gives differs from what was seen."""
    while True:
        value = read()
        try:
            return not value == seen
        except _mmf.StaleHandle:
            # Another process may have put something else there meanwhile. Else what was seen is a stale handle.
            if getattr(read(), "_ident", None) == getattr(value, "_ident", None):
                raise


def key_or_all(key: Any, seen: Any) -> tuple[Any, ...]:
    """What to watch of a dict: a key, or, if none is given, all of them."""
    if key is not UNSET:
        return (key,)
    if seen is not UNSET:
        raise TypeError("seen= is a value of a key; give the key, too, or use wait_for()")
    return ()


def wait_key(container: Any, key: Any, timeout: float | None, seen: Any) -> bool:
    """wait() of a dict: until a key differs from `seen`, or without one until it, or any key, is set or removed."""
    watch = _mmf.Watch(container, timeout, *key_or_all(key, seen))
    if seen is UNSET:
        return wait_changed(watch)
    return wait_until(watch, lambda: differs(lambda: container.get(key, _mmf.ABSENT), seen))
