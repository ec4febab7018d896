"""The facts about a namespace, as an object and as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mmfshare._dict import SharedDict
from mmfshare._list import SharedList

if TYPE_CHECKING:
    from mmfshare._namespace import Namespace

_IN_LOCK = 1
_HELD = {0: "an operation", _IN_LOCK: "lock()", 2: "a transaction"}
# In the order of the core's enum mmf_operation.
_OPERATIONS = [
    "none",
    "set",
    "remove",
    "clear",
    "update",
    "add",
    "compare_exchange",
    "change of a list",
    "move",
    "freeing",
    "attaching",
    "making room",
]


@dataclass(frozen=True)
class Recovery:
    """One time that a process died with the lock and another undid what it had not completed.

    when_ns: nanoseconds since the epoch.
    undone: log records that were rolled back; 0 when its operation was complete.
    pid: of the dead process, as it saw itself.
    by_pid: of the process that recovered.
    operation: number of the kind of operation that was in flight; 0 if none.
    held: 1 when it died inside lock(), 2 inside a transaction, else 0.
    thread: the system's number of the thread that had the lock; 0 if it was not inside lock() or a transaction.
    """

    when_ns: int
    undone: int
    pid: int
    by_pid: int
    operation: int
    held: int
    thread: int

    def __str__(self) -> str:
        # Not at the top: with datetime imported, CPython 3.12.1 aborts at the end of a subinterpreter.
        from datetime import UTC, datetime

        when = datetime.fromtimestamp(self.when_ns / 1e9, UTC).isoformat(timespec="seconds")
        who = f"{when} process {self.pid}"
        if self.thread not in (0, self.pid):
            who += f" (thread {self.thread})"
        died = f"{who} died in {_HELD.get(self.held, 'an unknown place')}"
        if 0 < self.operation < len(_OPERATIONS):
            died += f" ({_OPERATIONS[self.operation]})"
        if self.undone:
            return f"{died}; {self.by_pid} undid {self.undone} records"
        where = ", between operations" if self.held == _IN_LOCK and not self.operation else ""
        return f"{died}{where}; {self.by_pid} had nothing to undo"


@dataclass(frozen=True)
class NamespaceStats:
    """Facts about a namespace. Each is true by itself, not all of one instant.

    name, path, uuid: which namespace it is.
    size, max_size: bytes at creation and at most; max_size None means that no limit was given.
    mode: permission bits at creation.
    reserved: bytes of this process's address space kept for growth.
    file_bytes: size of the file now.
    heap_bytes, free_bytes: the part of it that data live in, and how much of that is free.
    commits: operations completed since creation, modulo 2**35.
    containers: dicts and lists, the root included.
    participants: attached processes, dead ones included until they are noticed.
    variables: keys of the namespace.
    recoveries: how often a holder's death was recovered from.
    last_recoveries: the newest of them, newest first.
    """

    name: str
    path: str
    uuid: bytes
    size: int
    max_size: int | None
    mode: int
    reserved: int
    file_bytes: int
    heap_bytes: int
    free_bytes: int
    commits: int
    containers: int
    participants: int
    variables: int
    recoveries: int
    last_recoveries: tuple[Recovery, ...]

    @classmethod
    def of(cls, ns: Namespace) -> NamespaceStats:
        """The facts about this namespace now."""
        facts = ns._stats()
        return cls(
            name=ns.name,
            path=ns.path,
            uuid=ns.uuid,
            size=ns.size,
            max_size=ns.max_size,
            mode=ns.mode,
            reserved=ns.reserved,
            file_bytes=facts["file_bytes"],
            heap_bytes=facts["heap_bytes"],
            free_bytes=facts["free_bytes"],
            commits=facts["commits"],
            containers=facts["containers"],
            participants=facts["participants"],
            variables=facts["root_count"],
            recoveries=facts["recoveries"],
            last_recoveries=tuple(Recovery(**recovery) for recovery in facts["recovery"]),
        )

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"namespace {self.name!r} in {self.path}"
        yield f"  uuid          {self.uuid.hex()}"
        yield f"  mode          {self.mode:04o}"
        limit = "no limit given" if self.max_size is None else f"at most {self.max_size}"
        yield f"  size          {self.size} bytes at creation, {limit}"
        yield f"  reserved      {self.reserved} bytes of address space"
        yield f"  file          {self.file_bytes} bytes"
        used = self.heap_bytes - self.free_bytes
        yield f"  heap          {self.heap_bytes} bytes: {used} used, {self.free_bytes} free"
        yield f"  commits       {self.commits}"
        yield f"  containers    {self.containers}"
        yield f"  participants  {self.participants}"
        yield f"  variables     {self.variables}"
        yield f"  recoveries    {self.recoveries}"
        for recovery in self.last_recoveries:
            yield f"    {recovery}"


def describe(ns: Namespace) -> str:
    """The stats, and a table of the variables: name, type, length, offset in the file for dicts and lists."""
    rows = [("variable", "type", "length", "offset")]
    rows += [(repr(name), *_row(ns, name)) for name in ns]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    table = (
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
    return "\n".join([str(ns.stats()), *table])


def _row(ns: Namespace, name: Any) -> tuple[str, str, str]:
    try:
        value = ns[name]
    except KeyError:
        return "deleted meanwhile", "-", "-"
    except Exception as error:  # of a serializer, of a class that is gone, of a damaged value
        text = " ".join(str(error).split())
        return f"cannot be read: {type(error).__name__}: {text}", "-", "-"
    length = str(len(value)) if hasattr(value, "__len__") else "-"
    offset = f"{value._ident[0]:#x}" if isinstance(value, (SharedDict, SharedList)) else "-"
    return type(value).__name__, length, offset
