"""What all tied variables have: a label in a namespace, the lock, debug() and untie()."""

from __future__ import annotations

import contextlib
import copy
import math
import time
from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar

from mmfshare import _mmf, _waiting
from mmfshare._dict import SharedDict
from mmfshare._list import SharedList
from mmfshare._lock import OWN_TIMEOUT, NotLocked
from mmfshare._mmf import LockGuard
from mmfshare._namespace import Namespace
from mmfshare._views import text_or_error

C = TypeVar("C", SharedDict[Any, Any], SharedList[Any])
R = TypeVar("R")
T = TypeVar("T")


class Tied:
    """A variable of a namespace by its label, as Perl's tie gives it. Made by mmfshare.tie().

    label: the variable's name; the same as its key in the namespace.

    The lock is the namespace's: it keeps all others out of every variable there, and it nests.
    """

    __slots__ = ("_label", "_tied")

    _handle = "label"

    def __init__(self, namespace: Namespace, label: str) -> None:
        self._tied: Namespace | None = namespace
        self._label = label

    @property
    def label(self) -> str:
        """The variable's name in the namespace."""
        return self._label

    def namespace(self) -> Namespace:
        """The Namespace that the variable lives in. ValueError after untie()."""
        tied = self._tied
        if tied is None:
            raise ValueError(f"the variable {self._called()!r} was untied; tie() it again")
        return tied

    def lock(self, timeout: float | None = OWN_TIMEOUT) -> LockGuard | NotLocked:
        """Take the namespace's lock. True in a condition when got, false when not got within timeout seconds.

        Leave it by unlock(), or use it as `with array.lock(): ...`, which raises LockTimeout when not got.
        timeout: 0 tries once, None waits for ever, by default the namespace's own.
        """
        try:
            ns = self.namespace()
            return ns.lock() if timeout is OWN_TIMEOUT else ns.lock(timeout)
        except _mmf.LockTimeout as error:
            return NotLocked(error)

    def unlock(self) -> None:
        """Give the lock back. RuntimeError if this thread does not hold it."""
        self.namespace().unlock()

    def shlock(self, timeout: float | None = OWN_TIMEOUT) -> LockGuard | NotLocked:
        """The same as lock(): exclusive, as it was in Win32::MMF::Shareable."""
        return self.lock(timeout)

    def shunlock(self) -> None:
        """The same as unlock()."""
        self.unlock()

    def debug(self) -> None:
        """Print the facts about the namespace and a table of its variables: see Namespace.debug()."""
        print(self.namespace().debug())

    def untie(self) -> None:
        """Let go of the variable, which keeps its data. Any use afterwards is a ValueError."""
        self._tied = None

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        # It names the variable, as copy.copy() has it; the default would copy the namespace into a dict.
        return copy.copy(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.namespace(), self._label)

    def _stored(self) -> Any:
        """What is stored where this is assigned as a value: the extension calls it."""
        raise TypeError(f"a {type(self).__name__} cannot be stored inside another value; store its .value")

    def _name(self) -> str:
        return f"{type(self).__name__}({self._called()!r})"

    def _called(self) -> int | str | None:
        """What it was tied by, as messages show it: its _handle."""
        return self._label

    def _shown(self, read: Callable[[], object]) -> str:
        """The repr() of a variable that holds what read() gives."""
        return text_or_error(lambda: f"<{self._name()}: {read()!r}>", self._name())


class TiedContainer(Tied, Generic[C]):
    """A tied array or hash: what it does, it does to the container that the label names at that moment.

    So a variable that somebody deletes or replaces is met as Perl meets it, empty or new, and never by a
    handle on what was there before. Where one step needs several operations, the lock is held around them,
    unless the namespace is open with autolock=False.
    """

    __slots__ = ()

    _kind: type[C]
    _empty: type[Any]
    _noun: str

    def _create(self) -> None:
        """Make the variable if there is none. TypeError if something else is there."""
        if self.namespace().readonly:
            self._read(len)
        else:
            self._container()

    def _container(self) -> C:
        ns = self.namespace()
        while True:
            found = ns.get(self._label, _mmf.ABSENT)
            if isinstance(found, self._kind):
                return found
            if self._holds_something(found):
                raise self._wrong_kind(found)
            ns.compare_exchange(self._label, found, self._empty())

    def _read(self, operation: Callable[[Any], T]) -> T:
        """What the operation tells of the container, or of an empty plain one when there is none."""
        while True:
            found = self.namespace().get(self._label, _mmf.ABSENT)
            if not isinstance(found, self._kind):
                if self._holds_something(found):
                    raise self._wrong_kind(found)
                return operation(self._empty())
            try:
                return operation(found)
            except _mmf.StaleHandle:
                if not self._replaced(found):
                    raise

    def _change(self, operation: Callable[[C], T]) -> T:
        """Let the operation change the container, made when there is none. Its only change is its last step."""
        while True:
            container = self._container()
            try:
                return operation(container)
            except _mmf.StaleHandle:
                if not self._replaced(container):
                    raise

    def _change_guarded(self, operation: Callable[[C], T]) -> T:
        """The same for an operation that looks before it changes."""
        with self._guard():
            return self._change(operation)

    def _guard(self, *, shared: bool = False) -> contextlib.AbstractContextManager[object]:
        """The lock around several steps; shared when they only look."""
        ns = self.namespace()
        return ns.lock(shared=shared) if ns.autolock and not ns.readonly else contextlib.nullcontext()

    def _of_one_instant(self, read: Callable[[], T]) -> T:
        """What read() gives under the lock; who cannot lock reads again until nobody has written meanwhile."""
        ns = self.namespace()
        end = math.inf if ns.timeout is None else time.monotonic() + ns.timeout
        while ns.readonly:
            before = ns._stamp()
            answer = read()
            if ns._stamp() == before:
                return answer
            if time.monotonic() > end:
                raise _mmf.LockTimeout(f"namespace {ns.name!r}: others wrote all the time for {ns.timeout} s")
        with self._guard(shared=True):
            return read()

    def _replaced(self, container: C) -> bool:
        """Whether another process replaced or deleted it, so that the label must be followed again.

        Otherwise what is stale is a handle among the operation's values, which the caller shall hear of.
        """
        found = self.namespace().get(self._label)
        return not isinstance(found, self._kind) or found._ident != container._ident

    def _stored(self) -> Any:
        # By the handle the namespace itself copies it, as one that is assigned.
        return self._read(lambda container: container)

    def _holds_something(self, found: Any) -> bool:
        # An empty text is what Win32::MMF left in a variable whose memory was freed.
        return not (found is _mmf.ABSENT or found is None or (isinstance(found, str) and found == ""))

    def _wrong_kind(self, found: Any) -> TypeError:
        return TypeError(
            f"namespace {self.namespace().name!r}: {self._called()!r} holds a {type(found).__name__}, "
            f"so it cannot be tied as {self._noun}; use another {self._handle}"
        )

    def wait_for(self, predicate: Callable[[Self], R], timeout: float | None = None) -> R:
        """Sleep until predicate(this) is true; its last answer, as threading.Condition.wait_for() gives it.

        timeout: seconds; None waits for ever, 0 only looks. The predicate is called without any lock, and
        again after each change. What polls in Perl, `sleep 1 until @jobs`, is `jobs.wait_for(len)` here.

        When another process replaces the variable, it goes on with the new one; what another thread of this
        process puts in its place does not wake it. RuntimeError while this thread holds the namespace's lock;
        LockTimeout of a namespace with a shorter timeout.
        """
        return self._watch((), timeout, lambda watch: _waiting.wait_until(watch, lambda: predicate(self)))

    def _watch(self, key: tuple[Any, ...], timeout: float | None, wait: Callable[[_mmf.Watch], R]) -> R:
        """Wait with a watch on the container or its key; on the new one when it is replaced."""
        _mmf.Watch(self.namespace(), timeout)  # an error if it is no timeout, before anything is made
        end = None if timeout is None else time.monotonic() + float(timeout)
        while True:
            container = self._container_to_watch()
            left = None if end is None else max(end - time.monotonic(), 0)
            try:
                if container is None:
                    return wait(_Awaited(self, left))  # type: ignore[arg-type]  # it does what a watch does
                return wait(_mmf.Watch(container, left, *key))
            except _mmf.StaleHandle:
                if container is not None and not self._replaced(container):
                    raise

    def _container_to_watch(self) -> C | None:
        """The container, made when there is none; None where this namespace cannot be changed."""
        if not self.namespace().readonly:
            return self._container()
        found: C | list[Any] | dict[Any, Any] = self._read(lambda container: container)
        return found if isinstance(found, self._kind) else None

    def __bool__(self) -> bool:
        return bool(self._read(len))

    def __len__(self) -> int:
        return self._read(len)

    def clear(self) -> None:
        """Delete all items."""
        self._change(lambda container: container.clear())

    def snapshot(self) -> Any:
        """A plain deep copy of one instant."""
        return self._read(lambda container: container.copy())

    def copy(self) -> Any:
        """The same as snapshot()."""
        return self.snapshot()

    def __repr__(self) -> str:
        return self._shown(self.snapshot)


class _Awaited:
    """The watch of a container that is not there, for who cannot make it: StaleHandle once somebody has made it."""

    def __init__(self, tied: TiedContainer[Any], timeout: float | None) -> None:
        self._tied = tied
        self._watch = _mmf.Watch(tied.namespace(), timeout, tied.label)
        self.sleep, self.look = self._watch.sleep, self._watch.look

    def arm(self) -> bool | None:
        armed = self._watch.arm()
        if self._tied._container_to_watch() is not None:
            raise _mmf.StaleHandle("the variable is there now")
        return None if armed is None else False


_mmf.register(tied=Tied)
