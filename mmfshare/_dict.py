"""SharedDict: the part of a shared dict that builds on what the extension does in one operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping
from types import GenericAlias

from mmfshare import _mmf, _waiting
from mmfshare._views import SharedItems, SharedKeys, SharedValues, shown

# Not typing's: to import typing, or re, takes longer than all of this package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, Self, TypeVar

    from mmfshare._mmf import Dict as _Base
    from mmfshare._namespace import Namespace

    K = TypeVar("K")
    V = TypeVar("V")
    R = TypeVar("R")
else:

    class _Base(_mmf.Dict):
        # The stub's class is generic; this one only has to allow the subscript.
        __slots__ = ()
        __class_getitem__ = classmethod(GenericAlias)


class SharedDict(_Base["K", "V"]):
    """A live dict in a namespace. Whatever one process changes, all see at once.

    Get one by reading a dict that was stored (`ns["cfg"] = {...}; ns["cfg"]`) or by ns.dict(name). It has the
    methods, the errors and the insertion order of dict, and each method is one atomic operation for all
    processes.

    Where it differs from dict:
        * Keys are str, bytes, int, float, bool, None and tuples of these; others are a TypeError.
        * Values are kept by value. A plain dict or list becomes a live child, and reading it gives its
          handle. An object of another class reads back as a copy: changing the copy changes nothing that is
          shared.
        * pop(), popitem(), copy() and | give plain objects, children in them as deep plain copies.
        * Iterating never fails because others write: it gives each key that stays present exactly once, and
          none that is added, or deleted and set again, after the first one was given. So a loop may change
          the dict that it goes through, and ends.
        * Any operation may raise LockTimeout after the namespace's timeout (seconds), StaleHandle when the
          dict was deleted by another process, NamespaceFull with nothing changed, and ValueError after
          close(). On a namespace that is open for reading only, a change is a TypeError.
    """

    __slots__ = ()

    @property
    def namespace(self) -> Namespace:
        """The Namespace that this handle was read from."""
        return self._namespace

    def keys(self) -> SharedKeys[K]:
        """A live, set-like view of the keys."""
        return SharedKeys(self)

    def values(self) -> SharedValues[V]:
        """A live view of the values."""
        return SharedValues(self)

    def items(self) -> SharedItems[K, V]:
        """A live, set-like view of the (key, value) pairs."""
        return SharedItems(self)

    def copy(self) -> dict[K, Any]:
        """A plain dict, children copied too, of one instant: the same as snapshot()."""
        return self.snapshot()

    def wait(
        self, key: K = _waiting.UNSET, timeout: float | None = None, *, seen: Any = _waiting.UNSET
    ) -> bool:
        """Sleep until a key changes, or any, if none is given; True, or False when timeout seconds have passed before.

        timeout: None waits for ever, 0 only looks. Without a key by its name, `d.wait(timeout=5)`: what comes
            first is a key, also if it is a number.
        seen: the value that the caller has seen, mmfshare.ABSENT for none: it returns at once if there is
            another by now. Without it only what happens from the call on counts: the key is set, to the
            same value too, appears or is removed.

        It wakes when the change is committed: a transaction's at its end, and not when it is undone. A change
        inside a child dict or list is none of this dict: wait on the child. RuntimeError while this thread
        holds the namespace's lock; StaleHandle when this dict is deleted.

        That a key appears and is removed again before this process gets to look may go unnoticed. A read-only
        handle looks every millisecond, and may miss that a number is set to what it was.
        """
        return _waiting.wait_key(self, key, timeout, seen)

    def wait_for(self, predicate: Callable[[Self], R], timeout: float | None = None) -> R:
        """Sleep until predicate(this dict) is true; its last answer, as threading.Condition.wait_for() gives it.

        timeout: seconds; None waits for ever, 0 only looks. The predicate is called without any lock, and
        again after each change of the dict as in wait(). What it waits for a lock ends with the timeout, too:
        the answer is the one before then, or False. Errors as wait(), and LockTimeout of a namespace with a
        shorter one.
        """
        return _waiting.wait_until(_mmf.Watch(self, timeout), lambda: predicate(self))

    @classmethod
    def fromkeys(cls, iterable: Iterable[Any], value: Any = None, /) -> dict[Any, Any]:
        """A plain dict: the keys of the iterable, each with the same value. Assign it to share it."""
        return dict.fromkeys(iterable, value)

    def __copy__(self) -> dict[K, Any]:
        return self.snapshot()

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[K, Any]:
        return self.snapshot()

    def __or__(self, other: Any) -> Any:
        return self.snapshot() | _plain(other) if isinstance(other, (dict, SharedDict)) else NotImplemented

    def __ror__(self, other: Any) -> Any:
        return other | self.snapshot() if isinstance(other, dict) else NotImplemented

    def __ior__(self, other: Any) -> Self:
        self.update(other)
        return self

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, (dict, SharedDict)):
            return NotImplemented
        # A subclass of dict may have its own idea of what is equal.
        if (type(other) is dict or isinstance(other, SharedDict)) and len(self) != len(other):
            return False
        return bool(self.snapshot() == _plain(other))

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return shown("SharedDict", self.snapshot)

    def __reduce__(self) -> tuple[Any, ...]:
        return _attach, (self._namespace, "dict", *self._ident)


MutableMapping.register(SharedDict)


def _plain(other: Any) -> Any:
    return other.snapshot() if isinstance(other, SharedDict) else other


def _attach(namespace: Namespace, kind: str, offset: int, serial: int) -> Any:
    return namespace._attach(kind, offset, serial)
