"""What ns.transaction() hands out. The guard of ns.lock() is the extension's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, final

if TYPE_CHECKING:
    from mmfshare._mmf import LockTimeout
    from mmfshare._namespace import Namespace


class _OwnTimeout(float):
    def __repr__(self) -> str:
        return "ns.timeout"


OWN_TIMEOUT = _OwnTimeout()


@final
class NotLocked:
    """The lock of a tied variable that was not got in time: false, and entering it by `with` is LockTimeout."""

    __slots__ = ("_error",)

    def __init__(self, error: LockTimeout) -> None:
        self._error = error

    def __bool__(self) -> bool:
        return False

    def __enter__(self) -> NotLocked:
        raise self._error

    def __exit__(self, *exception: object) -> None:
        """Never reached, since entering raises."""

    def __repr__(self) -> str:
        return f"<mmfshare.NotLocked: {self._error}>"


@final
class Transaction:
    """All changes to a namespace between entering and leaving, or none of them.

    Entering takes the lock; leaving by an exception, or dying inside, undoes every change since. Inside
    another transaction it is a savepoint: an exception undoes what was done since it was entered. Can be
    entered again after it was left.

    recovered: as LockGuard.recovered, once entered.
    """

    __slots__ = ("_namespace", "_pid", "_recovered", "_timeout")

    def __init__(self, namespace: Namespace, timeout: float | None) -> None:
        self._namespace = namespace
        self._timeout = timeout
        self._pid: int | None = None
        self._recovered = False

    @property
    def recovered(self) -> bool:
        """Whether the holder before this transaction died with the lock; False before it was entered."""
        return self._recovered

    def __enter__(self) -> Transaction:
        if self._pid == os.getpid():
            raise RuntimeError("this transaction is already entered; ask for a new one to nest")
        namespace, timeout = self._namespace, self._timeout
        guard = namespace.lock() if timeout is OWN_TIMEOUT else namespace.lock(timeout)
        try:
            namespace._txn_begin()
        except BaseException:
            guard.release()
            raise
        self._recovered = guard.recovered
        self._pid = os.getpid()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        # A forked child inherits the object, but neither the lock nor the changes.
        if self._pid != os.getpid():
            return
        self._pid = None
        namespace = self._namespace
        try:
            if kind is None:
                namespace._txn_commit()
            else:
                namespace._txn_rollback()
        finally:
            namespace.release()

    def __repr__(self) -> str:
        state = "left" if self._pid is None else "entered"
        return f"<mmfshare.Transaction of {self._namespace.name!r}, {state}>"
