"""Win32::MMF's functional layer: namespaces, views, semaphores, a heap and variables, by plain functions.

    from mmfshare import lowlevel

    space = lowlevel.claim_namespace("MyApp", size="1M")
    view = lowlevel.map_view(space)
    offset = lowlevel.malloc(view, 100)
    lowlevel.write(view, offset, b"hello")
    lowlevel.create_var(view, "where", offset)

It stands on what mmfshare.open() gives: each function is one atomic step for all processes, and a process that dies
in it leaves before or after. Offsets are numbers, never reused in a namespace, and each namespace begins with another:
one that was freed, or never given out, is a BadOffset, whoever made the mistake in whichever process. They are no
positions in the file: a block is kept as a value of the namespace, in the variable "mmfshare.lowlevel", where verify()
sees it like any other.
"""

from __future__ import annotations

import math
import operator
import time
from dataclasses import dataclass
from typing import Any

from mmfshare import _mmf
from mmfshare._dict import SharedDict
from mmfshare._namespace import Namespace
from mmfshare._namespace import open as open_namespace
from mmfshare._scalar import SharedScalar

__all__ = [
    "BadOffset",
    "Block",
    "Semaphore",
    "Space",
    "View",
    "claim_namespace",
    "create_semaphore",
    "create_var",
    "delete_var",
    "dump_heap",
    "find_var",
    "free",
    "heap",
    "malloc",
    "map_view",
    "open_semaphore",
    "read",
    "realloc",
    "release_namespace",
    "release_semaphore",
    "remove_semaphore",
    "size_of",
    "unmap_view",
    "use_namespace",
    "wait_semaphore",
    "write",
]

_RESERVED = "mmfshare.lowlevel"
_BLOCKS = "blocks"
_NEXT = "next"
_COUNTS = "semaphores"
_MAXIMA = "maxima"
# As malloc() aligns; and offsets are as far apart as the blocks that they were given for are long.
_ALIGN = 16
_DUMP_MAX = 100


class BadOffset(_mmf.MmfError, IndexError):
    """An offset at which no block begins: freed, never given out, or of another namespace; or bytes outside it."""


class Space:
    """A namespace that this process has claimed or uses. It is let go of with the last of its views."""

    __slots__ = ("_holders", "_namespace")

    def __init__(self, namespace: Namespace) -> None:
        self._namespace = namespace
        self._holders: set[Space | View] = {self}  # itself until it is released, and its views

    @property
    def namespace(self) -> Namespace:
        """The Namespace that it stands for."""
        return self._namespace

    def __repr__(self) -> str:
        state = ", released" if self._is_released() else ""
        return f"<mmfshare.lowlevel.Space {self._namespace.name!r}{state}>"

    def __copy__(self) -> Space:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Space:
        # It stands for a namespace, which the default would copy into a dict.
        return self

    def _is_released(self) -> bool:
        return self not in self._holders

    def _drop(self, holder: Space | View) -> None:
        """KeyError the second time."""
        self._holders.remove(holder)
        if not self._holders:
            self._namespace.close()


class View:
    """A mapped view of a namespace: what the functions on memory, variables and semaphores work on."""

    __slots__ = ("_space",)

    def __init__(self, space: Space) -> None:
        self._space: Space | None = space

    @property
    def namespace(self) -> Namespace:
        """The Namespace that it shows. ValueError once it is unmapped."""
        space = self._space
        if space is None:
            raise ValueError("the view was unmapped; map_view() gives a new one")
        return space.namespace

    def __repr__(self) -> str:
        space = self._space
        name = "unmapped" if space is None else repr(space.namespace.name)
        return f"<mmfshare.lowlevel.View of {name}>"

    def __copy__(self) -> View:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> View:
        return self  # as its space


@dataclass(frozen=True)
class Block:
    """A block that malloc() gave: its offset, and its size in bytes."""

    offset: int
    size: int


@dataclass(frozen=True)
class Semaphore:
    """A named counter in a namespace, from 0 to maximum. It stays when all who use it are gone."""

    view: View
    name: str
    maximum: int

    @property
    def count(self) -> int:
        """How many may pass now. KeyError once it was removed."""
        count: int = _area(self.view, _COUNTS)[self.name]
        return count


# ---- namespaces and views


def claim_namespace(namespace: str = "shareable", size: int | str = "128K", **options: Any) -> Space:
    """Make a namespace, or use the one that is there. size in bytes; options and errors of mmfshare.open()."""
    return Space(open_namespace(namespace, size, **options))


def use_namespace(namespace: str = "shareable", **options: Any) -> Space:
    """Use a namespace that is there; NamespaceNotFound otherwise. Options and errors of mmfshare.open()."""
    return Space(open_namespace(namespace, reuse=True, **options))


def release_namespace(space: Space) -> None:
    """Let go of a namespace, which keeps its data. Its mapped views stay good. ValueError the second time."""
    try:
        space._drop(space)
    except KeyError:
        raise ValueError(f"the namespace {space.namespace.name!r} was released already") from None


def map_view(space: Space) -> View:
    """A view of the whole namespace. ValueError if that was released."""
    view = View(space)
    space._holders.add(view)  # before looking: from then on nobody closes it
    if space._is_released():
        space._drop(view)
        raise ValueError(f"the namespace {space.namespace.name!r} was released; claim or use it again")
    return view


def unmap_view(view: View) -> None:
    """End a view: any use of it afterwards, and unmapping it again, is a ValueError."""
    space, view._space = view._space, None
    try:
        if space is not None:
            return space._drop(view)
    except KeyError:
        pass  # another thread was quicker
    raise ValueError("the view was unmapped already")


# ---- the heap


def malloc(view: View, size: int) -> int:
    """The offset of a new block of so many bytes, all 0. NamespaceFull, ValueError for a negative size."""
    ns = view.namespace
    count = _size(ns, size)
    with ns.transaction():
        areas = _areas(ns)
        offset: int = areas[_NEXT]
        areas[_BLOCKS][offset] = bytes(count)
        areas[_NEXT] = offset + max(_ALIGN, -(-count // _ALIGN) * _ALIGN)
    return offset


def realloc(view: View, offset: int, size: int) -> int:
    """Give a block another size; its offset, which stays. New bytes are 0. NamespaceFull, BadOffset."""
    ns = view.namespace
    offset, count = _number(offset), _size(ns, size)
    with ns.lock():
        old = _block(view, offset)
        _area(view, _BLOCKS)[offset] = old[:count] + bytes(max(0, count - len(old)))
    return offset


def free(view: View, offset: int) -> None:
    """Give a block back. BadOffset if there is none, as when it was freed before."""
    try:
        del _area(view, _BLOCKS)[_number(offset)]
    except KeyError:
        raise _bad(view, offset) from None


def size_of(view: View, offset: int) -> int:
    """Bytes of the block at an offset. BadOffset."""
    return len(_block(view, offset))


def read(view: View, offset: int, count: int | None = None, start: int = 0) -> bytes:
    """So many bytes of a block, from byte start on; by default to its end. BadOffset, also beyond the block."""
    block = _block(view, offset)
    start = _number(start)
    stop = len(block) if count is None else start + _number(count)
    _check_inside(view, offset, block, start, stop)
    return block[start:stop]


def write(view: View, offset: int, data: bytes, start: int = 0) -> None:
    """Overwrite bytes of a block from byte start on, all of them or none. BadOffset, also beyond the block."""
    offset, start, new = _number(offset), _number(start), bytes(memoryview(data))
    with view.namespace.lock():
        block = _block(view, offset)
        _check_inside(view, offset, block, start, start + len(new))
        _area(view, _BLOCKS)[offset] = block[:start] + new + block[start + len(new) :]


def heap(view: View) -> list[Block]:
    """Every block, by offset, of one instant."""
    blocks = _area(view, _BLOCKS).snapshot()
    return [Block(offset, len(blocks[offset])) for offset in sorted(blocks)]


def dump_heap(view: View) -> str:
    """The facts about the namespace, and its blocks and semaphores, as text to print; long tables are cut."""
    blocks, maxima = heap(view), _area(view, _MAXIMA).snapshot()
    counts = _area(view, _COUNTS).snapshot()
    lines = [
        str(view.namespace.stats()),
        f"blocks: {len(blocks)} of {sum(block.size for block in blocks)} bytes",
    ]
    lines += [f"  {block.offset:#010x}  {block.size} bytes" for block in blocks[:_DUMP_MAX]]
    lines += ["  ..."] if len(blocks) > _DUMP_MAX else []
    lines += [f"semaphores: {len(counts)}"]
    lines += [f"  {name!r}: {counts[name]} of {maxima.get(name)}" for name in list(counts)[:_DUMP_MAX]]
    lines += ["  ..."] if len(counts) > _DUMP_MAX else []
    return "\n".join(lines)


# ---- semaphores


def create_semaphore(view: View, name: str, initial: int = 1, maximum: int | None = None) -> Semaphore:
    """A named semaphore; the one that is there, as it is, or a new one.

    initial: how many may pass at first. maximum: how many at most, by default no less than 1 and initial.
    ValueError for numbers that make no sense.
    """
    initial = _number(initial)
    most = max(1, initial) if maximum is None else _number(maximum)
    if not 0 <= initial <= most or most < 1:
        raise ValueError(
            f"a semaphore from 0 to {most} cannot begin with {initial}; it needs 0 <= initial <= maximum"
        )
    ns = view.namespace
    with ns.transaction():
        areas = _areas(ns)
        areas[_COUNTS].setdefault(name, initial)
        most = areas[_MAXIMA].setdefault(name, most)
    return Semaphore(view, name, most)


def open_semaphore(view: View, name: str) -> Semaphore:
    """The semaphore of that name. KeyError if there is none."""
    return Semaphore(view, name, _area(view, _MAXIMA)[name])


def wait_semaphore(semaphore: Semaphore, timeout: float | None = None) -> bool:
    """Pass, and count down; False if timeout seconds went by at 0. None waits for ever, 0 tries once.

    It sleeps in the kernel. Who is killed while waiting has taken nothing; who is killed after passing has, and
    as everywhere with semaphores nobody gives that back. KeyError once it is removed, RuntimeError while this
    thread holds the namespace's lock and would have to sleep.
    """
    counts, name = _area(semaphore.view, _COUNTS), semaphore.name
    deadline = math.inf if timeout is None else time.monotonic() + timeout
    while True:
        count = counts[name]
        if count:
            if counts.compare_exchange(name, count, count - 1):
                return True
            continue  # another was quicker
        left = deadline - time.monotonic()
        if left <= 0 or not counts.wait(name, None if left == math.inf else left, seen=0):
            return False


def release_semaphore(semaphore: Semaphore, n: int = 1) -> int:
    """Count up by n and let as many pass; the count before. ValueError above the maximum, with nothing changed."""
    n = _number(n)
    if n < 1:
        raise ValueError(f"n={n!r} is nothing to release; give a number above 0")
    with semaphore.view.namespace.lock():
        counts = _area(semaphore.view, _COUNTS)
        before: int = counts[semaphore.name]
        if before + n > semaphore.maximum:
            raise ValueError(
                f"semaphore {semaphore.name!r} is at {before}; {n} more would be above its maximum, {semaphore.maximum}"
            )
        counts[semaphore.name] = before + n
    return before


def remove_semaphore(semaphore: Semaphore) -> None:
    """Remove a semaphore; who waits for it gets a KeyError. KeyError if it is gone."""
    with semaphore.view.namespace.transaction():
        del _area(semaphore.view, _COUNTS)[semaphore.name]
        del _area(semaphore.view, _MAXIMA)[semaphore.name]


# ---- variables


def create_var(view: View, name: str, value: Any = None) -> SharedScalar:
    """Make a variable of the namespace and give a handle on it. ValueError if there is one of that name."""
    ns = view.namespace
    if not ns.compare_exchange(_free_name(name), _mmf.ABSENT, value):
        raise ValueError(f"namespace {ns.name!r}: there is a variable {name!r} already; find_var() gives it")
    return SharedScalar(ns, name)


def find_var(view: View, name: str) -> SharedScalar | None:
    """A handle on the variable of that name, None if there is none."""
    ns = view.namespace
    return SharedScalar(ns, name) if _free_name(name) in ns else None


def delete_var(view: View, name: str) -> bool:
    """Delete a variable; False if there was none."""
    return view.namespace.deletevar(_free_name(name))


# ---- helpers


def _areas(ns: Namespace) -> SharedDict[str, Any]:
    # Looked at first, since a namespace that is only read cannot make it.
    areas = ns.get(_RESERVED)
    if areas is None:
        # Each namespace begins elsewhere, so that another's offset is noticed. One in 16 million begins at the same.
        first = (1 + int.from_bytes(ns.uuid[-3:])) << 32
        areas = ns.setdefault(_RESERVED, {_BLOCKS: {}, _NEXT: first, _COUNTS: {}, _MAXIMA: {}})
    return areas  # type: ignore[no-any-return]


def _area(view: View, name: str) -> SharedDict[Any, Any]:
    return _areas(view.namespace)[name]  # type: ignore[no-any-return]


def _block(view: View, offset: int) -> bytes:
    try:
        block: bytes = _area(view, _BLOCKS)[_number(offset)]
    except KeyError:
        raise _bad(view, offset) from None
    return block


def _bad(view: View, offset: int) -> BadOffset:
    return BadOffset(
        f"namespace {view.namespace.name!r}: no block begins at offset {_number(offset):#x}; "
        "it was freed, or never given out"
    )


def _check_inside(view: View, offset: int, block: bytes, start: int, stop: int) -> None:
    if not 0 <= start <= stop <= len(block):
        raise BadOffset(
            f"namespace {view.namespace.name!r}: bytes {start} to {stop} are not in the block at "
            f"{_number(offset):#x}, which has {len(block)}"
        )


def _number(number: int) -> int:
    """A plain int of what is one, as of numpy."""
    return operator.index(number)


def _size(ns: Namespace, size: int) -> int:
    count = operator.index(size)
    if count < 0:
        raise ValueError(f"size={size!r} is negative; give a number of bytes")
    if count > ns.reserved:
        raise _mmf.NamespaceFull(
            f"namespace {ns.name!r}: a block of {count} bytes has no room in {ns.reserved}"
        )
    return count


def _free_name(name: str) -> str:
    if name == _RESERVED:
        raise ValueError(f"{name!r} is where mmfshare.lowlevel keeps its own; use another name")
    return name
