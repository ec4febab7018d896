"""SharedList: the part of a shared list that builds on what the extension does in one operation."""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Iterable, Iterator, MutableSequence, Sequence
from types import GenericAlias

from mmfshare import _mmf, _waiting
from mmfshare._dict import _attach
from mmfshare._views import shown

TYPE_CHECKING = False  # see _dict
if TYPE_CHECKING:
    from typing import Any, ClassVar, Self, TypeVar

    from mmfshare._mmf import List as _Base
    from mmfshare._namespace import Namespace

    T = TypeVar("T")
    R = TypeVar("R")
else:

    class _Base(_mmf.List):
        # The stub's class is generic; this one only has to allow the subscript.
        __slots__ = ()
        __class_getitem__ = classmethod(GenericAlias)


# Items that are read at once where a few may decide.
_BLOCK = 1000

# How often an answer that was worked out on a snapshot may come too late before others are made to wait.
_TRIES = 3


class SharedList(_Base["T"]):
    """A live list in a namespace. Whatever one process changes, all see at once.

    Get one by reading a list that was stored (`ns["jobs"] = []; ns["jobs"]`) or by ns.list(name). It has the
    methods and errors of list, and of a deque appendleft() and popleft(); both ends cost O(1). Each method is
    one atomic operation for all processes.

    Where it differs from list:
        * Values are kept by value. A plain dict or list becomes a live child, and reading it gives its
          handle. An object of another class reads back as a copy: changing the copy changes nothing that is
          shared.
        * pop(), copy(), slices, + and * give plain objects, children in them as deep plain copies.
        * sort(), index(), count(), remove() and comparisons look at such copies, of one instant.
        * Iterating goes by index, as in list, and ends where the list ends then.
        * Any operation may raise LockTimeout after the namespace's timeout (seconds), StaleHandle when the
          list was deleted by another process, NamespaceFull with nothing changed, and ValueError after
          close(). On a namespace that is open for reading only, a change is a TypeError.
    """

    __slots__ = ()

    @property
    def namespace(self) -> Namespace:
        """The Namespace that this handle was read from."""
        return self._namespace

    def copy(self) -> list[Any]:
        """A plain list, children copied too, of one instant: the same as snapshot()."""
        return self.snapshot()

    def wait(self, timeout: float | None = None) -> bool:
        """Sleep until the list changes; True, or False when timeout seconds have passed before.

        timeout: None waits for ever, 0 only looks. Only what happens from the call on counts: an item is set,
        added, removed or moved. It wakes when the change is committed: a transaction's at its end, and not
        when it is undone. A change inside a child is none of this list: wait on the child. RuntimeError while
        this thread holds the namespace's lock; StaleHandle when this list is deleted.
        """
        return _waiting.wait_changed(_mmf.Watch(self, timeout))

    def wait_for(self, predicate: Callable[[Self], R], timeout: float | None = None) -> R:
        """Sleep until predicate(this list) is true; its last answer, as threading.Condition.wait_for() gives it.

        timeout: seconds; None waits for ever, 0 only looks. `jobs.wait_for(len, 5)` waits until there is an
        item. The predicate is called without any lock, and again after each change of the list as in wait().
        What it waits for a lock ends with the timeout, too: the answer is the one before then, or False.
        Errors as wait(), and LockTimeout of a namespace with a shorter one.
        """
        return _waiting.wait_until(_mmf.Watch(self, timeout), lambda: predicate(self))

    def index(self, value: Any, start: int = 0, stop: int = sys.maxsize, /) -> int:
        """The first index of the value at or after start and before stop. ValueError if there is none."""
        found = self._find(value, start, stop)
        return [].index(value) if found is None else found[0]  # with list's own error

    def count(self, value: Any, /) -> int:
        """The number of items that equal the value."""
        return self.snapshot().count(value)

    def remove(self, value: Any, /) -> None:
        """Remove the first item that equals the value. ValueError if there is none, or if comparing writes."""

        def remove() -> bool:
            found = self._find(value)
            if found is None:
                raise ValueError("SharedList.remove(x): x not in list")
            return self._remove_at(*found)

        self._until_done(remove, "remove")

    def sort(self, *, key: Callable[[Any], Any] | None = None, reverse: bool = False) -> None:
        """Sort in place, stable, in one commit. Children stay the containers that they are.

        key gets plain copies, once for each item, and is called with no lock held. When others kept changing
        the namespace meanwhile, it is called again for what is there then; after some such tries the
        namespace's lock is held during the last ones; ValueError if it is key or a comparison that changes it.
        """

        def sorted_order(plain: list[Any]) -> list[int]:
            keys = plain if key is None else [key(value) for value in plain]
            return sorted(range(len(plain)), key=keys.__getitem__, reverse=reverse)

        self._rearrange("sort", sorted_order)

    def reverse(self) -> None:
        """Reverse in place, in one commit. Children stay the containers that they are."""
        self._rearrange("reverse", lambda places: places[::-1], self._places_stamp)

    def _places_stamp(self) -> tuple[range, int]:
        stamp = self._namespace._stamp()
        return range(len(self)), stamp

    def _rearrange(
        self,
        name: str,
        order: Callable[[Any], Sequence[int]],
        read: Callable[[], tuple[Sequence[Any], int]] | None = None,
    ) -> None:
        def rearrange() -> bool:
            plain, stamp = (read or self._snapshot_stamp)()
            return self._permute(order(plain), stamp)

        self._until_done(rearrange, name)

    def _until_done(self, change: Callable[[], bool], name: str) -> None:
        """Call what does nothing, and says so, if something moved since it looked; at last with the lock held."""
        for _ in range(_TRIES):
            if change():
                return
        with self._namespace.lock():
            # Also more than once: room that is made for it, or a handle let go, moves something, too.
            for _ in range(_TRIES):
                if change():
                    return
        raise ValueError(f"namespace modified during {name}() of its list, by a key or comparison")

    def __copy__(self) -> list[Any]:
        return self.snapshot()

    def __deepcopy__(self, memo: dict[int, Any]) -> list[Any]:
        return self.snapshot()

    def __add__(self, other: Any) -> Any:
        return self.snapshot() + _plain(other) if isinstance(other, (list, SharedList)) else NotImplemented

    def __radd__(self, other: Any) -> Any:
        return other + self.snapshot() if isinstance(other, list) else NotImplemented

    def __iadd__(self, other: Iterable[Any]) -> SharedList[T]:  # type: ignore[misc]  # + gives a list
        self.extend(other)
        return self

    def __mul__(self, times: Any) -> Any:
        return self.snapshot() * operator.index(times) if hasattr(times, "__index__") else NotImplemented

    __rmul__ = __mul__

    def __imul__(self, times: Any) -> SharedList[T]:
        if not hasattr(times, "__index__"):
            return NotImplemented
        times = operator.index(times)
        if not -sys.maxsize - 1 <= times <= sys.maxsize:
            raise OverflowError("cannot fit 'int' into an index-sized integer")
        if times <= 0:
            self.clear()
        else:
            # Under the lock, so that no item of another's goes between the copies. Once, too, is a write: what is
            # stale, closed or read-only says so.
            with self._namespace.lock():
                self.extend(self.snapshot() * (times - 1) if times > 1 else ())
        return self

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, (list, SharedList)):
            return NotImplemented
        if type(other) is list and len(other) < _BLOCK:
            return len(self) == len(other) and bool(self.snapshot() == other)
        if _has_parts(other) and len(self) != len(other):
            return False
        return self._compare(operator.eq, other)

    def __lt__(self, other: list[Any] | SharedList[Any]) -> bool:
        if not isinstance(other, (list, SharedList)):
            return NotImplemented
        return self._compare(operator.lt, other)

    def __le__(self, other: list[Any] | SharedList[Any]) -> bool:
        if not isinstance(other, (list, SharedList)):
            return NotImplemented
        return self._compare(operator.le, other)

    def __gt__(self, other: list[Any] | SharedList[Any]) -> bool:
        if not isinstance(other, (list, SharedList)):
            return NotImplemented
        return self._compare(operator.gt, other)

    def __ge__(self, other: list[Any] | SharedList[Any]) -> bool:
        if not isinstance(other, (list, SharedList)):
            return NotImplemented
        return self._compare(operator.ge, other)

    def _compare(self, comparison: Callable[[Any, Any], Any], other: Any) -> bool:
        """What list answers, by no more items than decide it; all those of either list are of one instant."""
        if type(other) is list and len(other) < _BLOCK:
            return bool(comparison(self[:_BLOCK], other))
        if not _has_parts(other):
            return bool(comparison(self.snapshot(), other))
        first = other[:_BLOCK]
        if len(first) < _BLOCK:
            return bool(comparison(self[:_BLOCK], first))
        try:
            for mine, theirs in zip(_blocks(self), _blocks(other), strict=False):
                if len(mine) < _BLOCK or len(theirs) < _BLOCK or mine != theirs:
                    return bool(comparison(mine, theirs))
        except _Moved:
            pass
        return bool(comparison(self.snapshot(), _plain(other)))

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return shown("SharedList", self.snapshot)

    def __reduce__(self) -> tuple[Any, ...]:
        return _attach, (self._namespace, "list", *self._ident)


MutableSequence.register(SharedList)


class _Moved(Exception):
    """Something was written between two blocks."""


def _has_parts(other: Any) -> bool:
    """Whether it compares as a list does; a subclass of list may have its own idea of that."""
    return type(other) is list or isinstance(other, SharedList)


def _blocks(values: Any) -> Iterator[list[Any]]:
    """The items in blocks, of which only the last is shorter than _BLOCK. _Moved if they are not of one instant."""
    at, stamp, block = 0, None, None
    while block is None or len(block) == _BLOCK:
        if isinstance(values, SharedList):
            block, now = values._block(at, _BLOCK)
            if stamp is not None and now != stamp:
                raise _Moved
            stamp = now
        else:
            block = values[at : at + _BLOCK]
        yield block
        at += _BLOCK


def _plain(other: Any) -> Any:
    return other.snapshot() if isinstance(other, SharedList) else other
