"""keys(), values() and items() of a SharedDict: live views, whose set operations work on one instant."""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    Mapping,
    Set,
    ValuesView,
)
from types import MappingProxyType

from mmfshare import _mmf

TYPE_CHECKING = False  # see _dict
if TYPE_CHECKING:
    from typing import Any, ClassVar, NoReturn, TypeVar

    from mmfshare._dict import SharedDict

    K = TypeVar("K")
    V = TypeVar("V")
    R = TypeVar("R")

# What SharedDict._iter() is asked for.
KEYS, VALUES, ITEMS = range(3)

# How often others may come between two steps before all is read at once, or they are made to wait.
_TRIES = 3

# Up to so many items reading all is cheaper than looking for some.
_MANY = 20

# Collections that can be walked twice, and those of them that compare as sets. Subclasses may do otherwise.
_SETS: frozenset[type] = frozenset({set, frozenset, type({}.keys()), type({}.items())})
_COLLECTIONS = _SETS | {dict, list, tuple}

_ATOMS: frozenset[type] = frozenset({str, bytes, int, float, bool, type(None)})


def _is_plain_key(key: object) -> bool:
    """Whether a lookup here tells what one in a dict does: a key of a subclass may be equal to anything."""
    kind = type(key)
    if kind is tuple:
        return all(map(_is_plain_key, key))  # type: ignore[call-overload]
    return kind in _ATOMS and bool(key == key)


def text_or_error(text: Callable[[], str], name: str) -> str:
    """A repr(), which is for looking: whatever the data hold, and whether it can be read, it does not raise.

    What a handler raises while it waits for the lock is not of the data.
    """
    interruptions = _mmf.interruptions()
    try:
        return text()
    except RecursionError:  # as for any data of such a depth
        raise
    except Exception as error:
        if _mmf.interruptions() != interruptions:
            raise
        return f"<{name}: {str(error) or type(error).__name__}>"


def shown(name: str, read: Callable[[], object]) -> str:
    """The repr() of what is shown by its class and what it holds."""
    return text_or_error(lambda: f"{name}({read()!r})", f"mmfshare.{name}")


def _plain(other: object) -> Any:
    return other._instant() if isinstance(other, _SetOperations) else other


def _deepcopy(view: object, memo: dict[int, Any]) -> NoReturn:
    raise TypeError(
        f"cannot deepcopy {type(view).__name__!r}, a live view; copy the dict, or a list of the view"
    )


def _length(other: object) -> int | None:
    """How many elements there are in a set, as views take one; None for what is perhaps none."""
    return len(other) if type(other) in _SETS or isinstance(other, _SetOperations) else None  # type: ignore[arg-type]


class _SetOperations:
    """The operators of a builtin dict view, done by the view of a snapshot: they see one instant.

    Where the elements of the other side decide, and are few, the snapshot has only what is there of these.
    """

    __slots__ = ()

    _mapping: SharedDict[Any, Any]

    def _instant(self) -> Set[Any]:
        raise NotImplementedError

    def _look_up(self, elements: Collection[Any]) -> Set[Any] | None:
        """Those of the elements that are in the view, of one instant; None where only all of it can tell."""
        raise NotImplementedError

    def _can_look_up(self, other: Any) -> bool:
        return type(other) in _COLLECTIONS and len(self._mapping) >= _MANY + 3 * len(other)

    def _part(self, other: Any) -> Set[Any] | None:
        return self._look_up(other) if self._can_look_up(other) else None

    def _of_one_instant(self, read: Callable[[], R]) -> R | None:
        """What read() gives; None if others came between all the time."""
        ns = self._mapping.namespace
        for _ in range(_TRIES):
            before = ns._stamp()
            answer = read()
            if ns._stamp() == before:
                return answer
        return None

    def isdisjoint(self, other: Iterable[Any], /) -> bool:
        """True if the view and the iterable have nothing in common."""
        plain = _plain(other)
        part = self._part(plain)
        return self._instant().isdisjoint(plain) if part is None else not any(x in part for x in plain)

    def __and__(self, other: Iterable[Any]) -> Any:
        plain = _plain(other)
        part = self._part(plain)
        return self._instant() & plain if part is None else {x for x in plain if x in part}

    def __or__(self, other: Iterable[Any]) -> Any:
        return self._instant() | _plain(other)

    def __sub__(self, other: Iterable[Any]) -> Any:
        return self._instant() - _plain(other)

    def __xor__(self, other: Iterable[Any]) -> Any:
        return self._instant() ^ _plain(other)

    def __rand__(self, other: Iterable[Any]) -> Any:
        plain = _plain(other)
        part = self._part(plain)
        return plain & self._instant() if part is None else {x for x in plain if x in part}

    def __ror__(self, other: Iterable[Any]) -> Any:
        return _plain(other) | self._instant()

    def __rsub__(self, other: Iterable[Any]) -> Any:
        return _plain(other) - self._instant()

    def __rxor__(self, other: Iterable[Any]) -> Any:
        return _plain(other) ^ self._instant()

    def __eq__(self, other: object) -> Any:
        length = _length(other)
        if length is not None and len(self._mapping) != length:
            return False
        return self._instant() == _plain(other)

    def __lt__(self, other: Set[Any]) -> Any:
        length = _length(other)
        if length is not None and len(self._mapping) >= length:
            return False
        return self._instant() < _plain(other)

    def __le__(self, other: Set[Any]) -> Any:
        length = _length(other)
        if length is not None and len(self._mapping) > length:
            return False
        return self._instant() <= _plain(other)

    def __gt__(self, other: Set[Any]) -> Any:
        plain = _plain(other)
        if type(plain) in _SETS and self._can_look_up(plain):
            seen = self._of_one_instant(lambda: (len(self._mapping), self._look_up(plain)))
            length, part = seen or (0, None)
            if part is not None:
                return length > len(plain) and all(map(part.__contains__, plain))
        return self._instant() > plain

    def __ge__(self, other: Set[Any]) -> Any:
        plain = _plain(other)
        part = self._part(plain) if type(plain) in _SETS else None
        return self._instant() >= plain if part is None else all(x in part for x in plain)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]
    __deepcopy__ = _deepcopy


class SharedKeys(_SetOperations, KeysView["K"]):
    """The keys of a SharedDict, as they are whenever you look. Set operations give plain sets.

    Iterating goes as over the dict: what is added meanwhile is not given.
    """

    __slots__ = ()

    _mapping: SharedDict[K, Any]

    def _instant(self) -> Set[Any]:
        # Values are not looked at: there may be many, and ones that cannot be read here.
        keys = self._of_one_instant_or_locked(lambda: dict.fromkeys(self._mapping))
        return self._mapping.snapshot().keys() if keys is None else keys.keys()

    def _look_up(self, elements: Collection[Any]) -> Set[Any] | None:
        if not all(map(_is_plain_key, elements)):
            return None
        return self._of_one_instant_or_locked(lambda: {key for key in elements if key in self._mapping})

    def _of_one_instant_or_locked(self, read: Callable[[], R]) -> R | None:
        answer = self._of_one_instant(read)
        ns = self._mapping.namespace
        if answer is None and not ns.readonly:  # which cannot make others wait
            with ns.lock(shared=True):
                return read()
        return answer

    def __rsub__(self, other: Iterable[Any]) -> Any:
        plain = _plain(other)
        part = self._part(plain)
        return plain - self._instant() if part is None else {x for x in plain if x not in part}

    @property
    def mapping(self) -> Mapping[K, Any]:
        """The SharedDict, to read only."""
        return MappingProxyType(self._mapping)

    def __contains__(self, key: object) -> bool:
        return key in self._mapping

    def __iter__(self) -> Iterator[K]:
        return self._mapping._iter(KEYS, False)

    def __reversed__(self) -> Iterator[K]:
        return self._mapping._iter(KEYS, True)

    def __repr__(self) -> str:
        return shown("SharedKeys", lambda: list(self._instant()))


class SharedItems(_SetOperations, ItemsView["K", "V"]):
    """The (key, value) pairs of a SharedDict, as they are whenever you look. Set operations give plain sets.

    Iterating gives live handles for child dicts and lists, and goes as over the dict: what is added meanwhile is
    not given. Set operations and == see plain copies of the children, of one instant.
    """

    __slots__ = ()

    _mapping: SharedDict[K, V]

    def _instant(self) -> Set[Any]:
        return self._mapping.snapshot().items()

    def _look_up(self, elements: Collection[Any]) -> Set[Any] | None:
        pairs = [element for element in elements if isinstance(element, tuple)]
        keys = [pair[0] for pair in pairs if len(pair) == 2]
        if any(type(pair) is not tuple for pair in pairs) or not all(map(_is_plain_key, keys)):
            return None
        try:
            values = self._of_one_instant(lambda: self._plain_values(keys))
        except _mmf.StaleHandle:  # a child, perhaps
            return None
        if values is None:
            return None
        return {
            key: value for key, value in zip(keys, values, strict=True) if value is not _mmf.ABSENT
        }.items()

    def _plain_values(self, keys: list[Any]) -> list[Any]:
        values = self._mapping.get_many(keys, default=_mmf.ABSENT)
        return [value.snapshot() if isinstance(value, (_mmf.Dict, _mmf.List)) else value for value in values]

    @property
    def mapping(self) -> Mapping[K, V]:
        """The SharedDict, to read only."""
        return MappingProxyType(self._mapping)

    def __contains__(self, item: object) -> bool:
        if not isinstance(item, tuple) or len(item) != 2:
            return False
        value = self._mapping.get(item[0], _mmf.ABSENT)
        return value is not _mmf.ABSENT and (value is item[1] or value == item[1])

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return self._mapping._iter(ITEMS, False)

    def __reversed__(self) -> Iterator[tuple[K, V]]:
        return self._mapping._iter(ITEMS, True)

    def __repr__(self) -> str:
        return shown("SharedItems", lambda: list(self._instant()))


class SharedValues(ValuesView["V"]):
    """The values of a SharedDict, as they are whenever you look; live handles for child dicts and lists.

    Iterating goes as over the dict: what is added meanwhile is not given.
    """

    __slots__ = ()

    _mapping: SharedDict[Any, V]

    __deepcopy__ = _deepcopy

    @property
    def mapping(self) -> Mapping[Any, V]:
        """The SharedDict, to read only."""
        return MappingProxyType(self._mapping)

    def __contains__(self, value: object) -> bool:
        for found in self:  # any() needs a generator, which takes as long as several values
            if found is value or found == value:
                return True
        return False

    def __iter__(self) -> Iterator[V]:
        return self._mapping._iter(VALUES, False)

    def __reversed__(self) -> Iterator[V]:
        return self._mapping._iter(VALUES, True)

    def __repr__(self) -> str:
        return shown("SharedValues", lambda: list(self._mapping.snapshot().values()))
