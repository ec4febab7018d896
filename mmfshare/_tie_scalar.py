"""TiedScalar: a variable of a namespace with the behaviour of Perl's tied scalar."""

from __future__ import annotations

from typing import Any

from mmfshare import _mmf
from mmfshare._scalar import SharedScalar
from mmfshare._tie_base import Tied


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

    def add(self, n: int | float = 1, /) -> int | float:
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

    def _shared(self) -> SharedScalar:
        return SharedScalar(self.namespace(), self._label)

    def __repr__(self) -> str:
        try:
            return f"<{self._name()}: {self.value!r}>"
        except (_mmf.MmfError, ValueError) as error:
            return f"<{self._name()}: {error}>"
