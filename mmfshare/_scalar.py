"""SharedScalar: a handle on one variable of a namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mmfshare import _mmf

if TYPE_CHECKING:
    from mmfshare._namespace import Namespace


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

    def __repr__(self) -> str:
        try:
            return f"SharedScalar({self.key!r}, {self.value!r})"
        except (_mmf.MmfError, ValueError) as error:
            return f"<mmfshare.SharedScalar {self.key!r}: {error}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return SharedScalar, (self._namespace, self.key)
