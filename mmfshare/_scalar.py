"""SharedScalar: a handle on one variable of a namespace."""

from __future__ import annotations

from collections.abc import Callable

from mmfshare import _mmf, _waiting
from mmfshare._views import text_or_error

TYPE_CHECKING = False  # see _dict
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from mmfshare._namespace import Namespace

    R = TypeVar("R")


class SharedScalar(_mmf.Scalar):
    """A handle on one variable of a namespace: `.value` reads and writes what ns[key] does.

    Get one by ns.scalar(key). It names the variable, not what is there: it stays good when the value is
    replaced.

    value: the value; a live handle if it is a child dict or list. StaleHandle to read when the variable was
    deleted.
    key: the variable's name.
    add(n=1) and compare_exchange(old, new) are atomic for all processes.
    """

    __slots__ = ()

    @property
    def namespace(self) -> Namespace:
        """The Namespace that this handle belongs to."""
        return self._namespace

    def wait(self, timeout: float | None = None, *, seen: Any = _waiting.UNSET) -> bool:
        """Sleep until the variable changes; True, or False when timeout seconds have passed before.

        timeout: None waits for ever, 0 only looks.
        seen: the value that the caller has seen: it returns at once if there is another by now. A deleted
            variable counts as mmfshare.ABSENT. Without it only what happens from the call on counts: the
            variable is set, to the same value too, or deleted.

        It wakes when the change is committed: a transaction's at its end, and not when it is undone. A change
        inside a child dict or list is none of this variable: wait on the child. RuntimeError while this
        thread holds the namespace's lock.
        """
        return _waiting.wait_key(self._namespace, self.key, timeout, seen)

    def wait_for(self, predicate: Callable[[Any], R], timeout: float | None = None) -> R:
        """Sleep until predicate(value) is true; its last answer, as threading.Condition.wait_for() gives it.

        timeout: seconds; None waits for ever, 0 only looks. StaleHandle when the variable is deleted.
        The predicate is called without any lock, and again after each change as in wait(). What it, or reading
        the value, waits for a lock ends with the timeout, too: the answer is the one before then, or False.
        LockTimeout of a namespace with a shorter one.
        """
        watch = _mmf.Watch(self._namespace, timeout, self.key)
        return _waiting.wait_until(watch, lambda: predicate(self.value))

    def __repr__(self) -> str:
        return text_or_error(
            lambda: f"SharedScalar({self.key!r}, {self.value!r})", f"mmfshare.SharedScalar {self.key!r}"
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> SharedScalar:
        # It names the variable, as copy.copy() has it; the default would copy the namespace into a dict.
        return SharedScalar(self._namespace, self.key)

    def __reduce__(self) -> tuple[Any, ...]:
        return SharedScalar, (self._namespace, self.key)
