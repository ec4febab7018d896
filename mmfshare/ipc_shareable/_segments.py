"""Reading a live IPC::Shareable variable: its segment, the segments of nested data, and its locks.

What a segment holds, by version of the module:

    1.13      JSON, or a tag and a Storable image. With JSON, nested data are repeated in the parent's segment.
    1.19      a tag, then JSON, a Storable image, or a byte 0x1e and a scalar as it is. With JSON, each nested hash
              or array has a segment of its own, and in its place stands {"__ics__": {its kind and its key}}.

With Storable, nested data stand there as tied variables that name the id of their segment. NULs fill the rest.

Nothing is believed: sizes come from the kernel, the sum of all that is read is bounded (a child that is named
twice counts twice), so is the depth, a child must carry the tag, and one that contains itself is refused.
"""

from __future__ import annotations

import errno
import json
import math
import time
from typing import Any

from mmfshare.ipc_shareable import _glue, _storable, _sysv

_TAG = b"IPC::Shareable"
_VERBATIM = b"\x1e"
_CHILD = "__ics__"
_SCALAR = "__sv__"
_KINDS = {"HASH": dict, "ARRAY": list, "SCALAR": object}

# How often a segment is read again because a writer that takes no lock changed it meanwhile.
_TRIES = 100


def read_variable(
    key: int | str,
    *,
    storable: bool,
    lock: bool,
    timeout: float | None,
    max_bytes: int,
) -> Any:
    """The plain data of the variable with that key; None if nothing was ever stored in it."""
    for number in _glue.system_keys(key):
        segment = _sysv.find_segment(number)
        if segment is not None:
            break
    else:
        keys = ", ".join(f"{number:#010x}" for number in _glue.system_keys(key))
        raise FileNotFoundError(
            errno.ENOENT, f"there is no shared memory segment with the key {key!r} ({keys})"
        )
    deadline = math.inf if timeout is None else time.monotonic() + timeout
    reader = _Reader(storable, lock, deadline, max_bytes)
    try:
        return reader.value(segment, "", 0)
    finally:
        reader.release()


class _Reader:
    def __init__(self, storable: bool, lock: bool, deadline: float, max_bytes: int) -> None:
        self._storable = storable
        self._lock = lock
        self._deadline = deadline
        self._max_bytes = max_bytes
        self._room = max_bytes
        self._locks: dict[int, _sysv.SharedLock] = {}
        self._above: list[int] = []

    def release(self) -> None:
        while self._locks:
            self._locks.popitem()[1].release()

    def value(self, segment: _sysv.Segment, kind: str, depth: int) -> Any:
        """What a segment holds. kind: as its parent says, or nothing for the variable that was asked for."""
        if segment.id in self._above:
            raise ValueError(f"{segment} contains itself: data without an end cannot be imported")
        if depth > _storable.DEPTH_MAX:
            raise ValueError(f"{segment} is nested more than {_storable.DEPTH_MAX} deep")
        if segment.size > self._room:
            raise ValueError(
                f"{segment} has {segment.size} bytes, with what it belongs to more than the {self._max_bytes} "
                "that are allowed; if it is what you expect, pass a larger max_bytes"
            )
        self._room -= segment.size
        if self._lock and segment.id not in self._locks:
            self._locks[segment.id] = _sysv.SharedLock(segment, self._deadline)
        self._above.append(segment.id)
        try:
            return self._decode(_stable(segment), segment, kind, depth)
        except RecursionError:
            raise ValueError(f"{segment} is nested too deep") from None
        finally:
            self._above.pop()

    def _decode(self, content: bytes, segment: _sysv.Segment, kind: str, depth: int) -> Any:
        tagged = content.startswith(_TAG)
        body = content[len(_TAG) :] if tagged else content
        if not body.strip(b"\0"):
            return {"HASH": {}, "ARRAY": []}.get(kind)
        if body[:1] in (b"{", b"["):
            if kind and not tagged:
                raise ValueError(f"{segment} is named as a child, but is not IPC::Shareable's")
            return self._json(body.partition(b"\0")[0], segment, kind, depth, tagged)
        if not tagged:
            raise ValueError(f"{segment} is not IPC::Shareable's: it has neither its tag nor JSON")
        if body.startswith(_VERBATIM):
            return _text(body[1:].rstrip(b"\0"))
        if not self._storable:
            raise ValueError(
                f"{segment} is serialized by Storable; pass storable=True (--storable) to have perl read it, "
                "if you trust those who could write it"
            )
        answer = _storable.ask(body, self._room)
        self._room -= len(answer)
        return self._expect(_storable.decode(answer, self._by_id(depth)), segment, kind)

    def _by_id(self, above: int) -> Any:
        def child(kind: str, identifier: int, depth: int) -> Any:
            return self.value(_sysv.stat_segment(identifier), kind, above + depth + 1)

        return child

    def _json(self, text: bytes, segment: _sysv.Segment, kind: str, depth: int, children: bool) -> Any:
        try:
            data = json.loads(text, parse_constant=_no_constant)
        except ValueError as error:
            raise ValueError(f"{segment} holds broken JSON: {error}") from None
        if children:
            if isinstance(data, dict) and data.keys() == {_SCALAR} and kind in ("", "SCALAR"):
                return data[_SCALAR]
            # Only the first level has markers: what lies deeper has its own segment. A scalar's is all there is.
            if _is_marker(data) and kind in ("", "SCALAR"):
                return self._by_key(data[_CHILD], depth)
            if isinstance(data, dict):
                data = {key: self._resolved(value, depth) for key, value in data.items()}
            elif isinstance(data, list):
                data = [self._resolved(value, depth) for value in data]
        return self._expect(data, segment, kind)

    def _resolved(self, value: Any, depth: int) -> Any:
        return self._by_key(value[_CHILD], depth) if _is_marker(value) else value

    def _by_key(self, marker: dict[str, Any], depth: int) -> Any:
        number = int(marker["child_key"])
        segment = _sysv.find_segment(number) if 0 < number < 1 << 32 else None
        if segment is None:
            raise ValueError(
                f"nested data are missing: there is no shared memory segment with the key {number:#x}"
            )
        return self.value(segment, marker["type"], depth + 1)

    def _expect(self, data: Any, segment: _sysv.Segment, kind: str) -> Any:
        if kind and not isinstance(data, _KINDS[kind]):
            raise ValueError(f"{segment} holds a {type(data).__name__}, but its parent calls it {kind}")
        return data


def _stable(segment: _sysv.Segment) -> bytes:
    """The segment's bytes, read twice the same: a writer without a lock was not in the middle of it."""
    content = _sysv.read_segment(segment)
    for _ in range(_TRIES):
        again = _sysv.read_segment(segment)
        if again == content:
            return content
        content = again
    raise ValueError(
        f"{segment} is written all the time, by programs that take no lock; try again when they rest"
    )


def _is_marker(value: Any) -> bool:
    if not (isinstance(value, dict) and value.keys() == {_CHILD} and isinstance(value[_CHILD], dict)):
        return False
    kind, key = value[_CHILD].get("type"), value[_CHILD].get("child_key")
    if not (isinstance(kind, str) and kind in _KINDS):
        return False
    return type(key) is int or (isinstance(key, str) and key.isdecimal() and len(key) <= 10)


def _text(value: bytes) -> str | bytes:
    return value.decode("ascii") if value.isascii() else value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
