"""Bringing the data of a live IPC::Shareable variable along."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from mmfshare.ipc_shareable import _registry, _tying
from mmfshare.ipc_shareable._knot import Knot

MAX_BYTES = 256 << 20


def read_ipc_shareable(
    key: int | str,
    *,
    storable: bool = False,
    lock: bool = True,
    timeout: float | None = 10,
    max_bytes: int = MAX_BYTES,
) -> Any:
    """The data of a live variable of Perl's IPC::Shareable, as plain Python data; None if it was never set.

    It lies in System V shared memory, which is only read. Hashes come as dicts, arrays as lists, references to
    scalars as their value, objects as what they are made of; one whose class has hooks for Storable comes empty.
    Text is str; with Storable, text that Perl keeps as bytes beyond ASCII is bytes. Nested data are followed into
    their own segments, and what is referred to twice comes twice.

    key: as the Perl program gives it: a text, or a number, which may be text ("1234", "0x4D2", as ipcs -m shows).
    storable: allow what Storable wrote, which is read by running perl. Ask for it only if you trust all who can
        write the segment: perl's own reader of that format was not made for hostile data. JSON needs no trust.
    lock: take the module's shared lock on each segment while reading. It keeps out those who take the lock; what
        others write meanwhile without it is dropped by newer versions (1.19), as under any reader's lock.
    timeout: seconds to wait for that lock before LockTimeout; None: for ever.
    max_bytes: the sum of the sizes of all segments, and of what perl answers.

    Errors: FileNotFoundError if there is no such segment (or no perl), PermissionError and other OSErrors from
    the system, ValueError for what is not IPC::Shareable's, is broken, nested without an end, or too large.
    """
    # Not at the top, since only Unix has what it needs, and most programs never do.
    from mmfshare.ipc_shareable import _segments

    return _segments.read_variable(key, storable=storable, lock=lock, timeout=timeout, max_bytes=max_bytes)


def import_ipc_shareable(
    key: int | str,
    namespace: MutableMapping[Any, Any] | None = None,
    variable: Any = None,
    *,
    trust: bool = False,
    **options: Any,
) -> Any:
    """Copy the data of a live variable of Perl's IPC::Shareable into a namespace, in one commit; gives its value.

    namespace, variable: where to; a Namespace (or SharedDict) and a key in it, by default the text of `key`.
        Without a namespace it goes where tie() of this module finds it by the same key, made if it is not there,
        and a variable is a TypeError.
    trust: as for tie(), if it goes there.
    options: those of read_ipc_shareable(), and its errors.

    What was there before is replaced.
    """
    if variable is not None and namespace is None:
        raise TypeError("variable= is a key in a namespace; give the namespace, too")
    data = read_ipc_shareable(key, **options)
    if namespace is not None:
        name = str(key) if variable is None else variable
        namespace[name] = data
        return namespace[name]
    store_imported(key, data, trust)
    return data


def store_imported(key: int | str, data: Any, trust: bool = False) -> str:
    """Put plain data where tie() finds them by this key, in one commit; gives the path of the file."""
    kind = "hash" if isinstance(data, dict) else "array" if isinstance(data, list) else "scalar"
    knot: Knot = _tying.tie(kind, key, create=True, trust=trust)  # type: ignore[call-overload]
    with knot:
        knot.namespace()[_registry.DATA] = data
        return knot.namespace().path
