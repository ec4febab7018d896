"""Knots: variables tied by a key, each in a namespace of its own, with IPC::Shareable's methods."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import threading
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

from mmfshare import _mmf
from mmfshare._lock import NotLocked
from mmfshare._mmf import KnotLock
from mmfshare._namespace import Namespace
from mmfshare._namespace import open as open_namespace
from mmfshare._tie_array import TiedArray
from mmfshare._tie_base import Tied, TiedContainer
from mmfshare._tie_hash import TiedHash
from mmfshare._tie_scalar import TiedScalar
from mmfshare.ipc_shareable import _facts, _glue, _registry
from mmfshare.ipc_shareable._registry import DATA

T = TypeVar("T")

LOCK_SH = 1
LOCK_EX = 2
LOCK_NB = 4
LOCK_UN = 8

# Seconds after which who waits for another's lock is warned of it.
GRACE = 0.02

_PACKAGE = os.path.dirname(os.path.dirname(__file__)) + os.sep


class LockWarning(UserWarning):
    """Somebody reads or writes without a lock while another has one, or exits since another was first."""


def warn(text: str) -> None:
    """A LockWarning for the line outside of this package that led here."""
    level, frame = 1, sys._getframe()
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        level, frame = level + 1, frame.f_back
    warnings.warn(text, LockWarning, stacklevel=level)


class _Mine(threading.local):
    """What each thread has of a knot's lock."""

    def __init__(self, namespace: Namespace) -> None:
        self.hold = _mmf.KnotHold(namespace)


class Knot(Tied):
    """A tied variable and the object behind it in one: what `tie` and `tied` give in Perl. Made by tie() and new().

    It is a TiedHash, TiedArray or TiedScalar, with IPC::Shareable's methods. The lock is the variable's own.

    glue: an int, a text, or None when private.
    id: a text that tells the variable's segment from all others.
    """

    _handle = "key"

    def __init__(
        self, namespace: Namespace, probe: Namespace, options: dict[str, Any], made: dict[str, Any]
    ) -> None:
        super().__init__(namespace, DATA)
        # What belongs to the variable counts more than what this process asked for.
        self._options = {**options, **made}
        self._uuid = secrets.token_hex(16)
        self._mine = _Mine(namespace)
        self._probe = probe
        self._id = namespace.uuid.hex()

    @property
    def glue(self) -> int | str | None:
        """What the key stands for: an int, a text, or None when private."""
        return _glue.parse(self._options["key"])

    @property
    def id(self) -> str:
        """The id of the segment: of all knots on one variable the same."""
        return self._id

    # ---- the lock

    def lock(  # type: ignore[override]
        self, flags: int | Callable[[], object] = LOCK_EX, code: Callable[[], object] | None = None
    ) -> KnotLock | NotLocked:
        """Take the variable's lock; true when got.

        Leave it by unlock(), or use it as `with knot.lock(): ...`, which raises LockTimeout when not got.

        flags: LOCK_EX keeps all others out, LOCK_SH only those who write. It waits for ever; with LOCK_NB it
            does not wait, and what is false means that it was not free. LOCK_UN is unlock(). They are no seconds.
        code: called with the lock held, which is given back also when it raises. It may stand first, for LOCK_EX.

        Asking again for the kind that this thread has changes nothing: one unlock() is enough, and the end of
        `with` or code leaves the lock that was there before. Asking for the other kind gives the one that it has
        back first. RuntimeError for LOCK_EX when this thread has LOCK_SH by another knot of the same variable,
        which would wait for itself.
        """
        if not isinstance(flags, int):
            code, flags = flags, LOCK_EX
        kind = flags & ~LOCK_NB
        if kind == LOCK_UN:
            self.unlock()
            return KnotLock()
        if kind not in (LOCK_SH, LOCK_EX):
            raise ValueError(
                f"flags={flags!r} is no lock; give LOCK_EX or LOCK_SH, with | LOCK_NB not to wait"
            )
        self.namespace()  # an error once it is untied
        timeout, called = 0 if flags & LOCK_NB else None, False
        # A signal handler may raise anywhere. What is taken has no name here, which the traceback would keep: when it
        # is dropped on the way of an exception, it gives back.
        try:
            if code is None:
                return self._mine.hold.take(kind, timeout)
            with self._mine.hold.take(kind, timeout):
                called = True
                code()
        except _mmf.LockTimeout as error:
            if called:
                raise
            return NotLocked(error)
        return KnotLock()

    def unlock(self) -> bool:  # type: ignore[override]
        """Give the lock back; True, also when this thread has none."""
        self._mine.hold.take(0)
        return True

    def shlock(  # type: ignore[override]
        self, flags: int | Callable[[], object] = LOCK_EX, code: Callable[[], object] | None = None
    ) -> KnotLock | NotLocked:
        """The same as lock()."""
        return self.lock(flags, code)

    def shunlock(self) -> bool:  # type: ignore[override]
        """The same as unlock()."""
        return self.unlock()

    # ---- about it

    def attributes(self, name: str | None = None) -> Any:
        """The options of the variable as a dict; with a name that one, None if there is none of that name."""
        return dict(self._options) if name is None else self._options.get(name)

    def uuid(self) -> str:
        """A text that is this knot's alone."""
        return self._uuid

    def seg(self) -> _facts.Segment:
        """Where the variable lives, and what it holds."""
        return _facts.Segment.of(self.namespace(), self._options)

    def sem(self) -> _facts.Semaphores:
        """Whether somebody has the lock now."""
        return _facts.Semaphores.of(self._probe)

    def seg_map(self) -> str:
        """seg_map() of this variable alone."""
        return _facts.seg_map([self.seg()])

    # ---- its end

    def remove(self) -> bool:
        """Remove the variable, and close this knot; False if it was closed before.

        Whoever else has it tied keeps the data until they let go; who ties the key anew gets a new variable.
        remove(key) of the module removes one by its key.
        """
        return _registry.remove_knot(self)

    def close(self) -> None:
        """Let go of the variable, which keeps its data, and of the memory. Any use afterwards is a ValueError."""
        _registry.forget(self)
        tied = self._tied
        if tied is not None:
            self.unlock()
            tied.close()
            self._probe.close()
            self._tied = None

    untie = close

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[Any, ...]:
        if self.glue is None:
            raise TypeError(
                "private data cannot be sent, only inherited by children that are forked; tie with a key"
            )
        # Not the namespace itself: a copy has one of its own, which its close() closes.
        return _again, (type(self), self.namespace().__reduce__(), self._options)

    def _called(self) -> int | str | None:
        return self.glue

    def _advise(self, error: TypeError) -> None:
        """What to do about a value that JSON does not have."""
        if "JSON serializable" in str(error):
            error.add_note('tie(..., serializer="storable") stores objects of any class, by pickle')

    # ---- helpers

    def _watch_read(self) -> None:
        self.namespace()  # an error once it is untied
        options = self._options
        if (
            options["enforced_read_locking"]
            and options["violated_read_lock_warn"]
            and not self._mine.hold.kind
        ):
            try:
                self._probe.findvar(DATA)
            except _mmf.LockTimeout:
                self._warn("read while another has LOCK_EX: it waits; take LOCK_SH first to say so")

    def _watch_write(self) -> None:
        self.namespace()
        options = self._options
        if (
            options["enforced_write_locking"]
            and options["violated_write_lock_warn"]
            and not self._mine.hold.kind
        ):
            try:
                with self._probe.lock():  # a guard, since a signal handler may raise as soon as it is taken
                    pass
            except _mmf.LockTimeout:
                self._warn(
                    "write while another has LOCK_EX or LOCK_SH: it waits; take LOCK_EX first to say so"
                )

    def _warn(self, text: str) -> None:
        warn(f"knot {self._uuid} of {self.glue!r} ({self._id}): {text}")


class _KnotContainer(Knot, TiedContainer[Any]):
    """Each use looks whether it will have to wait, before it does, and before a guard of its own takes the lock."""

    def _read(self, operation: Callable[[Any], T]) -> T:
        self._watch_read()
        return super()._read(operation)

    def _change(self, operation: Callable[[Any], T]) -> T:
        self._watch_write()
        try:
            return super()._change(operation)
        except TypeError as error:
            self._advise(error)
            raise

    def _guard(self, *, shared: bool = False) -> contextlib.AbstractContextManager[object]:
        if shared:
            self._watch_read()
        else:
            self._watch_write()
        return super()._guard(shared=shared)


class KnotHash(_KnotContainer, TiedHash):
    """A tied hash: a TiedHash that has a Knot's methods."""


class KnotArray(_KnotContainer, TiedArray):
    """A tied array: a TiedArray that has a Knot's methods."""

    def remove(self, *value: Any) -> Any:
        """Without an argument remove the variable, as every knot does; with one the first item that equals it.

        ValueError if there is no such item.
        """
        return TiedArray.remove(self, *value) if value else Knot.remove(self)


class KnotScalar(Knot, TiedScalar):
    """A tied scalar: a TiedScalar that has a Knot's methods. It may hold a list or dict, as a reference in Perl."""

    @property
    def value(self) -> Any:
        """The value, None if there is none; a live handle if it is a dict or list."""
        self._watch_read()
        return self.namespace().get(DATA)

    @value.setter
    def value(self, value: Any) -> None:
        self._watch_write()
        try:
            self.namespace().setvar(DATA, value)
        except TypeError as error:
            self._advise(error)
            raise

    def add(self, n: int | float = 1) -> int | float:
        """`$s += n` as one atomic operation; gives the new value. None counts as 0."""
        self._watch_write()
        return super().add(n)

    def compare_exchange(self, old: Any, new: Any, /) -> bool:
        """Store new if the value equals old in type and value; True if it was stored. Old None: no value."""
        self._watch_write()
        return super().compare_exchange(old, new)


def open_probe(name: str, trust: bool, **where: Any) -> Namespace:
    """A second handle on a knot's namespace, that does not wait for long and runs nobody's code."""
    return open_namespace(name, reuse=True, timeout=GRACE, serializer="none", trust=trust, **where)


def _again(cls: type[Any], reduced: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """A knot on a namespace that another process sent, or that this one copies."""
    attach, arguments = reduced
    namespace: Namespace = attach(*arguments)
    probe = open_probe(namespace.name, options["trust"], swapfile=namespace.path)
    knot = cls(namespace, probe, options, {})
    _registry.add(knot)
    return knot
