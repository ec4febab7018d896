"""The facts about a namespace, as an object and as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

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
    "compacting",
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


_NAME_SHOWN = 40
# By the core's tags of cells: values that are equal to Python are of one kind.
_KINDS = {
    0x03: "None",
    0x05: "bool",
    0x06: "bool",
    0x09: "int",
    0x11: "int",
    0x17: "int",
    0x0A: "float",
    0x0C: "str",
    0x12: "str",
    0x0F: "bytes",
    0x14: "bytes",
    0x18: "complex",
    0x1B: "tuple",
    0x1D: "frozenset",
    0x1E: "pickle",
    0x21: "json",
    0x22: "dict",
    0x24: "list",
}


@dataclass(frozen=True)
class Blocks:
    """The blocks that tile the heap, at one instant. A page of blocks below 1 KiB counts as one that is used.

    used_count, used_bytes: those that hold data.
    free_count, free_bytes: the others.
    largest_free: bytes of the largest of these; a value that needs more makes the file grow.
    """

    used_count: int
    used_bytes: int
    free_count: int
    free_bytes: int
    largest_free: int


@dataclass(frozen=True)
class Variable:
    """One variable of a namespace: what its value is and where it lies.

    name: its key.
    kind: of the value: the name of its type for plain ones, "pickle" or "json" for others.
    address: offset in the file, in bytes: of the cell of a short value, the block of a long one, the header of
        a dict or list.
    size: bytes there. For a dict or list those of the header and the items' own cells, without the blocks of
        long items and what is inside children.
    length: items, characters or bytes; None where there is none.
    """

    name: Any
    kind: str
    address: int
    size: int
    length: int | None


class Compacted(NamedTuple):
    """What Namespace.compact() did.

    given_back: bytes that the system has again.
    delayed: bytes that are free, but may still be read by somebody, or were used again meanwhile.
    """

    given_back: int
    delayed: int


@dataclass(frozen=True)
class NamespaceStats:
    """Facts about a namespace. Each is true by itself, not all of one instant.

    name, path, uuid: which namespace it is.
    size, max_size: bytes at creation and at most; max_size None means that no limit was given.
    mode: permission bits at creation.
    reserved: bytes of this process's address space kept for growth.
    file_bytes: size of the file now.
    disk_bytes: space that the file system keeps for it: less, after compact(), for there are holes in it.
    heap_bytes, free_bytes: the part of it that data live in, and how much of that is free.
    commits: operations completed since creation, modulo 2**35.
    containers: dicts and lists, the root included.
    participants: processes attached for writing, dead ones included until they are noticed.
    variables: keys of the namespace.
    recoveries: how often a holder's death was recovered from.
    last_recoveries: the newest of them, newest first.

    These are there if stats() was asked for rows:
    blocks: the heap's blocks. None also if a read-only handle found no moment in which they stood still.
    kinds: for each kind of value of the variables, how many there are, and the sum of their sizes in bytes.
    table: the first variables, as many as rows were asked for.
    """

    name: str
    path: str
    uuid: bytes
    size: int
    max_size: int | None
    mode: int
    reserved: int
    file_bytes: int
    disk_bytes: int
    heap_bytes: int
    free_bytes: int
    commits: int
    containers: int
    participants: int
    variables: int
    recoveries: int
    last_recoveries: tuple[Recovery, ...]
    blocks: Blocks | None
    kinds: Mapping[str, tuple[int, int]]
    table: tuple[Variable, ...]

    @classmethod
    def of(cls, ns: Namespace, rows: int | None) -> NamespaceStats:
        """The facts about this namespace now; those of single blocks and variables if rows is not None."""
        facts = ns._stats()
        table, totals = ([], {}) if rows is None else ns._survey(rows)
        return cls(
            name=ns.name,
            path=ns.path,
            uuid=ns.uuid,
            size=ns.size,
            max_size=ns.max_size,
            mode=ns.mode,
            reserved=ns.reserved,
            file_bytes=facts["file_bytes"],
            disk_bytes=facts["disk_bytes"],
            heap_bytes=facts["heap_bytes"],
            free_bytes=facts["free_bytes"],
            commits=facts["commits"],
            containers=facts["containers"],
            participants=facts["participants"],
            variables=facts["root_count"],
            recoveries=facts["recoveries"],
            last_recoveries=tuple(Recovery(**recovery) for recovery in facts["recovery"]),
            blocks=None if rows is None else _blocks(ns),
            kinds=_sum_by_kind(totals),
            table=tuple(Variable(row[0], _kind(row[1]), *row[2:]) for row in table),
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
        yield f"  file          {self.file_bytes} bytes, {self.disk_bytes} of them on disk"
        used = self.heap_bytes - self.free_bytes
        yield f"  heap          {self.heap_bytes} bytes: {used} used, {self.free_bytes} free"
        yield f"  commits       {self.commits}"
        yield f"  containers    {self.containers}"
        yield f"  participants  {self.participants}"
        yield f"  variables     {self.variables}"
        yield f"  recoveries    {self.recoveries}"
        for recovery in self.last_recoveries:
            yield f"    {recovery}"
        if self.blocks is not None:
            yield ""
            yield from _aligned(_block_rows(self.blocks))
        if self.table:
            yield ""
            yield from _aligned(_variable_rows(self.table))
            more = self.variables - len(self.table)
            if more > 0:
                yield f"... and {more} more"
        if self.kinds:
            yield ""
            yield from _aligned(_kind_rows(self.kinds))


def _kind(tag: int) -> str:
    return _KINDS.get(tag, f"unknown ({tag:#x})")


def _sum_by_kind(totals: Mapping[int, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    kinds: dict[str, tuple[int, int]] = {}
    for tag, (count, size) in totals.items():
        counted, summed = kinds.get(_kind(tag), (0, 0))
        kinds[_kind(tag)] = counted + count, summed + size
    return dict(sorted(kinds.items(), key=lambda item: (-item[1][0], item[0])))


def _blocks(ns: Namespace) -> Blocks | None:
    counted = ns._blocks()
    if counted is None and not ns.readonly:
        # Others write all the time: make them wait once.
        with ns.lock():
            counted = ns._blocks()
    return None if counted is None else Blocks(*counted)


def _block_rows(blocks: Blocks) -> Iterator[tuple[str, ...]]:
    yield "blocks", "count", "bytes", "largest"
    yield "used", str(blocks.used_count), str(blocks.used_bytes), "-"
    yield "free", str(blocks.free_count), str(blocks.free_bytes), str(blocks.largest_free)


def _variable_rows(table: Iterable[Variable]) -> Iterator[tuple[str, ...]]:
    yield "variable", "type", "length", "size", "address"
    for variable in table:
        length = "-" if variable.length is None else str(variable.length)
        name = repr(variable.name)
        if len(name) > _NAME_SHOWN:
            name = name[: _NAME_SHOWN - 3] + "..."
        yield name, variable.kind, length, str(variable.size), f"{variable.address:#x}"


def _kind_rows(kinds: Mapping[str, tuple[int, int]]) -> Iterator[tuple[str, ...]]:
    yield "type", "variables", "bytes"
    for kind, (count, size) in kinds.items():
        yield kind, str(count), str(size)


def _aligned(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The rows as lines, each column as wide as its longest text."""
    kept = list(rows)
    widths = [max(len(row[column]) for row in kept) for column in range(len(kept[0]))]
    for row in kept:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
