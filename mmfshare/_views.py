"""keys(), values() and items() of a SharedDict: live views, whose set operations work on one instant."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, Set, ValuesView
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from mmfshare import _mmf

if TYPE_CHECKING:
    from mmfshare._dict import SharedDict

K = TypeVar("K")
V = TypeVar("V")

# What SharedDict._iter() is asked for.
KEYS, VALUES, ITEMS = range(3)

# How often others may come between two keys before they are made to wait.
_TRIES = 3


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


class _SetOperations:
    """The operators of a builtin dict view, done by the view of a snapshot: they see one instant."""

    __slots__ = ()

    def _instant(self) -> Set[Any]:
        raise NotImplementedError

    def isdisjoint(self, other: Iterable[Any], /) -> bool:
        """True if the view and the iterable have nothing in common."""
        return self._instant().isdisjoint(_plain(other))

    def __and__(self, other: Iterable[Any]) -> Any:
        return self._instant() & _plain(other)

    def __or__(self, other: Iterable[Any]) -> Any:
        return self._instant() | _plain(other)

    def __sub__(self, other: Iterable[Any]) -> Any:
        return self._instant() - _plain(other)

    def __xor__(self, other: Iterable[Any]) -> Any:
        return self._instant() ^ _plain(other)

    def __rand__(self, other: Iterable[Any]) -> Any:
        return _plain(other) & self._instant()

    def __ror__(self, other: Iterable[Any]) -> Any:
        return _plain(other) | self._instant()

    def __rsub__(self, other: Iterable[Any]) -> Any:
        return _plain(other) - self._instant()

    def __rxor__(self, other: Iterable[Any]) -> Any:
        return _plain(other) ^ self._instant()

    def __eq__(self, other: object) -> Any:
        return self._instant() == _plain(other)

    def __lt__(self, other: Set[Any]) -> Any:
        return self._instant() < _plain(other)

    def __le__(self, other: Set[Any]) -> Any:
        return self._instant() <= _plain(other)

    def __gt__(self, other: Set[Any]) -> Any:
        return self._instant() > _plain(other)

    def __ge__(self, other: Set[Any]) -> Any:
        return self._instant() >= _plain(other)

    __hash__ = None  # type: ignore[assignment]
    __deepcopy__ = _deepcopy


class SharedKeys(_SetOperations, KeysView[K]):
    """The keys of a SharedDict, as they are whenever you look. Set operations give plain sets.

    Iterating goes as over the dict: what is added meanwhile is not given.
    """

    __slots__ = ()

    _mapping: SharedDict[K, Any]

    def _instant(self) -> Set[Any]:
        # Values are not looked at: there may be many, and ones that cannot be read here.
        ns = self._mapping.namespace
        for _ in range(_TRIES):
            before = ns._stamp()
            keys = dict.fromkeys(self._mapping)
            if ns._stamp() == before:
                return keys.keys()
        if ns.readonly:  # which cannot make others wait
            return self._mapping.snapshot().keys()
        with ns.lock(shared=True):
            return dict.fromkeys(self._mapping).keys()

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


class SharedItems(_SetOperations, ItemsView[K, V]):
    """The (key, value) pairs of a SharedDict, as they are whenever you look. Set operations give plain sets.

    Iterating gives live handles for child dicts and lists, and goes as over the dict: what is added meanwhile is
    not given. Set operations and == see plain copies of the children, of one instant.
    """

    __slots__ = ()

    _mapping: SharedDict[K, V]

    def _instant(self) -> Set[Any]:
        return self._mapping.snapshot().items()

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


class SharedValues(ValuesView[V]):
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
        return any(found is value or found == value for found in self)

    def __iter__(self) -> Iterator[V]:
        return self._mapping._iter(VALUES, False)

    def __reversed__(self) -> Iterator[V]:
        return self._mapping._iter(VALUES, True)

    def __repr__(self) -> str:
        return shown("SharedValues", lambda: list(self._mapping.snapshot().values()))
