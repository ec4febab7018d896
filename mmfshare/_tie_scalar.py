"""TiedScalar: a variable of a namespace with the behaviour of Perl's tied scalar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from mmfshare import _mmf, _waiting
from mmfshare._tie_base import Tied

R = TypeVar("R")


class TiedScalar(Tied):
    """A tied scalar: `$s = 1` in Perl is `s.value = 1` here, and `$s` is `s.value`. Made by mmfshare.tie().

    It differs from SharedScalar as Perl does: None stands for undef. Assigning None removes the variable, and
    a variable that is not there reads as None.

    value may be any value. A list or dict becomes live, so that `push @$ref, 'D'` is `ref.value.append("D")`.
    Any use may raise LockTimeout after the namespace's timeout (seconds) and NamespaceFull with nothing
    changed.
    """

    __slots__ = ()

    @property
    def value(self) -> Any:
        """The value, None if there is none; a live handle if it is a dict or list."""
        return self.namespace().get(self._label)

    @value.setter
    def value(self, value: Any) -> None:
        self.namespace().setvar(self._label, value)

    def add(self, n: int | float = 1) -> int | float:
        """`$s += n` as one atomic operation; gives the new value. None counts as 0."""
        total: int | float = self.namespace().add(self._label, n)
        return total

    def compare_exchange(self, old: Any, new: Any, /) -> bool:
        """Store new if the value equals old in type and value; True if it was stored. Old None: no value."""
        ns = self.namespace()
        if old is None and ns.compare_exchange(self._label, _mmf.ABSENT, new):
            return True
        return ns.compare_exchange(self._label, old, new)

    def _create(self) -> None:
        ns = self.namespace()
        if not ns.readonly:
            ns.setdefault(self._label, None)

    def wait(self, timeout: float | None = None, *, seen: Any = _waiting.UNSET) -> bool:
        """Sleep until the variable changes; True, or False when timeout seconds have passed before.

        timeout: None waits for ever, 0 only looks. seen: the value that the caller has seen, None for none: it
        returns at once if there is another by now. RuntimeError while this thread holds the namespace's lock.
        """
        watch = _mmf.Watch(self.namespace(), timeout, self._label)
        if seen is _waiting.UNSET:
            return _waiting.wait_changed(watch)
        return _waiting.wait_until(watch, lambda: _waiting.differs(lambda: self.value, seen))

    def wait_for(self, predicate: Callable[[Any], R], timeout: float | None = None) -> R:
        """Sleep until predicate(value) is true; its last answer, as threading.Condition.wait_for() gives it.

        timeout: seconds; None waits for ever, 0 only looks. The predicate is called without any lock, with None
        when there is no value. What polls in Perl, `while (!$sig) {}`, is `sig.wait_for(bool)` here.
        """
        watch = _mmf.Watch(self.namespace(), timeout, self._label)
        return _waiting.wait_until(watch, lambda: predicate(self.value))

    def __repr__(self) -> str:
        return self._shown(lambda: self.value)
