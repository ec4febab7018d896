"""TiedArray: a list of a namespace with the behaviour of Perl's tied array."""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

from mmfshare import _mmf, _waiting
from mmfshare._list import SharedList
from mmfshare._tie_base import TiedContainer

_CELL_BYTES = 16


class TiedArray(TiedContainer[SharedList[Any]]):
    """A tied array: `$a[0]` in Perl is `a[0]` here. Made by mmfshare.tie().

    It has Perl's functions as methods: push, pop, shift, unshift, splice, exists, delete, clear, assign for
    `@a = (...)`, length for `scalar(@a)` and `$#a + 1`, get_slice and set_slice for `@a[...]`. Beside them it
    has the methods of list; pop() takes no index, and for what + and * make take copy(). Each is one step for all
    processes.

    It differs from SharedList as Perl does:
        * None stands for undef. Reading outside the array, pop() and shift() of an empty one give None.
        * Assigning past the end extends it, with None between.
        * Assigning before its first item is an IndexError.
        * It follows its label: when the variable is deleted it is empty, and made again by the next change.
          Only a walk over it that has begun meets StaleHandle then.

    Values that are lists or dicts become live: `push @{$a[0]}, 'D'` is `a[0].append("D")`. What is removed
    comes as plain values. Any use may raise LockTimeout after the namespace's timeout (seconds) and
    NamespaceFull with nothing changed.
    """

    __slots__ = ()

    _kind = SharedList
    _empty = list
    _noun = "an array"

    # ---- items

    def __getitem__(self, index: int | slice) -> Any:
        def get(items: SharedList[Any]) -> Any:
            try:
                return items[index]
            except IndexError:
                if not isinstance(index, slice) and not -len(items) <= operator.index(index) < len(items):
                    return None
            return items[index]  # it has been appended meanwhile, or this error is the value's own

        return self._read(get)

    def __setitem__(self, index: int | slice, value: Any) -> None:
        if isinstance(index, slice) and isinstance(value, Iterator):
            value = list(value)  # once, also if the variable is replaced meanwhile

        def set_item(items: SharedList[Any]) -> bool:
            try:
                items[index] = value
            except IndexError:
                if isinstance(index, slice):
                    raise  # the values' own
                return False
            return True

        if not self._change(set_item):
            self._change_guarded(lambda items: _store(items, operator.index(index), value))  # type: ignore[arg-type]

    def __delitem__(self, index: int | slice) -> None:
        """Remove, as list does: the items behind it move up. delete() is Perl's."""
        self._change(lambda items: items.__delitem__(index))

    def exists(self, index: int, /) -> bool:
        """Whether there is a value other than None at the index.

        Perl also says yes to an item that undef was assigned to; here that is the same as a gap.
        """
        return self[operator.index(index)] is not None

    def delete(self, index: int, /) -> Any:
        """Make the item None and give its old value. At the end, shorten to the last item that exists()."""
        index = operator.index(index)

        def delete_item(items: SharedList[Any]) -> Any:
            count = len(items)
            position = index + count if index < 0 else index
            if not 0 <= position < count:
                return None
            (old,) = items[position : position + 1]  # a slice gives plain values
            if position < count - 1:
                items[position] = None
            else:
                while position and items[position - 1] is None:
                    position -= 1
                del items[position:]
            return old

        return self._change_guarded(delete_item)

    def get_slice(self, indices: Iterable[int], /) -> list[Any]:
        """`@a[...]`: the items at these indices, of one instant; None where there is none."""
        wanted = [operator.index(index) for index in indices]
        return self._of_one_instant(lambda: [self[index] for index in wanted])

    def set_slice(self, indices: Iterable[int], values: Iterable[Any], /) -> None:
        """`@a[...] = (...)` in one commit. Missing values are None, and those left over are dropped."""
        wanted, given = [operator.index(index) for index in indices], list(values)
        given += [None] * (len(wanted) - len(given))
        ns = self.namespace()
        if not wanted:
            return
        with self._guard(), ns.transaction():
            for index, value in zip(wanted, given, strict=False):
                self[index] = value

    # ---- the whole

    @property
    def length(self) -> int:
        """The number of items, `scalar(@a)`. Setting it cuts the array, or fills it with None."""
        return len(self)

    @length.setter
    def length(self, length: int) -> None:
        wanted = max(operator.index(length), 0)

        def resize(items: SharedList[Any]) -> None:
            missing = wanted - len(items)
            if missing < 0:
                del items[wanted:]
            elif missing:
                items.extend(_gap(items, missing))

        self._change_guarded(resize)

    def assign(self, values: Iterable[Any], /) -> None:
        """`@a = (...)`: replace all items, in one commit."""
        self[:] = list(values)

    # ---- waiting

    def wait(self, timeout: float | None = None) -> bool:
        """Sleep until the array changes; True, or False when timeout seconds have passed before.

        timeout: None waits for ever, 0 only looks. RuntimeError while this thread holds the namespace's lock.
        """
        return self._watch((), timeout, _waiting.wait_changed)

    # ---- both ends

    def push(self, *values: Any) -> int:
        """Add at the end; gives the new length."""
        return self._grow(values, lambda items: items.extend(values))

    def unshift(self, *values: Any) -> int:
        """Add at the front, the first value first; gives the new length."""

        def add(items: SharedList[Any]) -> None:
            if len(values) == 1:
                items.appendleft(values[0])
            else:
                items[:0] = values

        return self._grow(values, add)

    def pop(self) -> Any:
        """Remove the last item and give its value; None if the array is empty."""
        return self._change(lambda items: _taken(items, items.pop))

    def shift(self) -> Any:
        """Remove the first item and give its value; None if the array is empty. As quick as pop()."""
        return self._change(lambda items: _taken(items, items.popleft))

    def splice(self, offset: int = 0, length: int | None = None, /, *values: Any) -> list[Any]:
        """Replace length items from offset by the values; gives those removed.

        offset: negative counts from the end, IndexError before the first item; past the end it is the end.
        length: None is all to the end; negative leaves so many at the end. (In Perl only leaving it out means
            all; an undef there counts as 0.)

        Perl's scalar context is the last of the list.
        """
        offset = operator.index(offset)
        length = length if length is None else operator.index(length)

        def replace(items: SharedList[Any]) -> list[Any]:
            count = len(items)
            if offset < -count:
                raise _before_first(offset)
            start = min(offset + count if offset < 0 else offset, count)
            stop = count if length is None else start + length if length >= 0 else count + length
            stop = min(max(start, stop), count)
            removed: list[Any] = items[start:stop]
            items[start:stop] = values
            return removed

        return self._change_guarded(replace)

    def _grow(self, values: tuple[Any, ...], add: Callable[[SharedList[Any]], None]) -> int:
        def grow(items: SharedList[Any]) -> int:
            length = len(items) + len(values)
            add(items)
            return length

        return self._change_guarded(grow)

    # ---- as list has them

    def append(self, value: Any, /) -> None:
        """Add one item at the end."""
        self._change(lambda items: items.append(value))

    def extend(self, values: Iterable[Any], /) -> None:
        """Add items at the end, in one commit."""
        added = list(values)
        self._change(lambda items: items.extend(added))

    def insert(self, index: int, value: Any, /) -> None:
        """Add an item before the index."""
        self._change(lambda items: items.insert(index, value))

    def remove(self, value: Any, /) -> None:
        """Remove the first item that equals the value. ValueError if there is none."""
        self._change(lambda items: items.remove(value))

    def reverse(self) -> None:
        """Reverse in place."""
        self._change(lambda items: items.reverse())

    def sort(self, *, key: Callable[[Any], Any] | None = None, reverse: bool = False) -> None:
        """Sort in place, as SharedList.sort()."""
        self._change(lambda items: items.sort(key=key, reverse=reverse))

    def index(self, value: Any, start: int = 0, stop: int = sys.maxsize, /) -> int:
        """The first index of the value at or after start and before stop. ValueError if there is none."""
        found: int = self._read(lambda items: items.index(value, start, stop))
        return found

    def count(self, value: Any, /) -> int:
        """The number of items that equal the value."""
        times: int = self._read(lambda items: items.count(value))
        return times

    def __contains__(self, value: Any) -> bool:
        return self._read(lambda items: value in items)

    def __iter__(self) -> Iterator[Any]:
        # By index, as foreach does: what is pushed meanwhile comes too.
        return self._read(iter)

    def __reversed__(self) -> Iterator[Any]:
        return self._read(reversed)

    def __iadd__(self, values: Iterable[Any]) -> TiedArray:
        self.extend(values)
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (list, SharedList, TiedArray)):
            return NotImplemented
        return bool(self.snapshot() == (other if isinstance(other, list) else other.copy()))

    __hash__: ClassVar[None] = None  # type: ignore[assignment]


def _taken(items: SharedList[Any], take: Callable[[], Any]) -> Any:
    try:
        return take()
    except IndexError:
        if not items:
            return None
    return take()  # something has been pushed meanwhile, or this error is the value's own


def _store(items: SharedList[Any], index: int, value: Any) -> None:
    """Assign, with the lock held: what extends is one operation."""
    count = len(items)
    if -count <= index < count:
        items[index] = value
    elif index < 0:
        raise _before_first(index)
    else:
        items.extend([*_gap(items, index - count), value])


def _gap(items: SharedList[Any], count: int) -> list[None]:
    # Said before the memory for it is asked for, as a mistaken index may be huge.
    ns = items.namespace
    if count * _CELL_BYTES > ns.reserved:
        raise _mmf.NamespaceFull(
            f"namespace {ns.name!r}: an array longer by {count} items has no room in {ns.reserved} bytes; "
            "is the index right?"
        )
    return [None] * count


def _before_first(index: int) -> IndexError:
    return IndexError(f"the array has no item {index} to change: it begins after that")
