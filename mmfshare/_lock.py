"""The lock of a tied variable that was not got in time. Guards and transactions are the extension's."""

from __future__ import annotations

TYPE_CHECKING = False  # see _dict
if TYPE_CHECKING:
    from typing import final

    from mmfshare._mmf import LockTimeout
else:

    def final(cls):
        return cls


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
