"""TiedHash: a dict of a namespace with the behaviour of Perl's tied hash."""

from __future__ import annotations

import operator
from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import Any, ClassVar

from mmfshare import _mmf, _waiting
from mmfshare._dict import SharedDict
from mmfshare._namespace import Namespace
from mmfshare._tie_base import TiedContainer


class TiedHash(TiedContainer[SharedDict[Any, Any]]):
    """A tied hash: `$h{a}` in Perl is `h["a"]` here. Made by mmfshare.tie().

    It has Perl's functions as methods: get, set, delete, exists, each, first_key, next_key, clear, assign for
    `%h = (...)`, scalar, get_slice and set_slice for `@h{...}`. Beside them it has the methods of dict, except
    fromkeys(). Each is one step for all processes. What | makes is a plain dict.

    It differs from SharedDict as Perl does:
        * None stands for undef. Reading a key that is not there gives None.
        * Keys are text: a number stands for its digits, so h[1] and h["1"] are one. Keys of other types are a
          TypeError.
        * It follows its label: when the variable is deleted it is empty, and made again by the next change.
          Only a walk over it that has begun, or a view, meets StaleHandle then.

    Keys keep the order in which they came. Values that are lists or dicts become live: `$h{a}{b} = 1` is
    `h["a"]["b"] = 1`. What is deleted comes as a plain value. Any use may raise LockTimeout after the
    namespace's timeout (seconds) and NamespaceFull with nothing changed.
    """

    __slots__ = ("_walk",)

    _kind = SharedDict
    _empty = dict
    _noun = "a hash"
    _walk: Iterator[Any] | None

    def __init__(self, namespace: Namespace, label: str) -> None:
        super().__init__(namespace, label)
        self._walk = None

    def __getitem__(self, key: Any) -> Any:
        return self.get(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        text = _text(key)
        self._change(lambda items: items.__setitem__(text, value))

    def __delitem__(self, key: Any) -> None:
        """Remove, as dict does: KeyError if it is not there. delete() is Perl's."""
        text = _text(key)
        self._change(lambda items: items.__delitem__(text))

    def __contains__(self, key: Any) -> bool:
        return self.exists(key)

    def get(self, key: Any, default: Any = None, /) -> Any:
        """The value, live if it is a dict or list; the default if the key is not there."""
        text = _text(key)
        return self._read(lambda items: items.get(text, default))

    def set(self, key: Any, value: Any, /) -> None:
        """The same as h[key] = value."""
        self[key] = value

    def delete(self, key: Any, /) -> Any:
        """Remove the key and give its old value; None if it was not there."""
        return self.pop(key, None)

    def exists(self, key: Any, /) -> bool:
        """Whether the key is there, whatever its value."""
        text = _text(key)
        return self._read(lambda items: text in items)

    def add(self, key: Any, /, n: int | float = 1) -> int | float:
        """`$h{key} += n` as one atomic operation; gives the new value. What is not there, or None, counts as 0."""
        text = _text(key)
        return self._change(lambda items: items.add(text, n))

    def scalar(self) -> int:
        """The hash in scalar context: the number of keys."""
        return len(self)

    # ---- walking

    def each(self) -> tuple[Any, Any] | None:
        """The next key and value; None once at the end, and then it begins again.

        Nobody's changes disturb it: a key that stays is given once, one added since the first not at all. As in Perl
        one walk belongs to this object, and first_key(), keys(), values() and items() begin it anew.
        """
        walk, self._walk = self._walk, None  # which an error ends as well
        if walk is None:
            walk = iter(self._read(lambda items: items.items()))
        found: tuple[Any, Any] | None = next(walk, None)
        if found is not None:
            self._walk = walk
        return found

    def first_key(self) -> Any:
        """Begin a walk: the first key, None if there is none."""
        self._walk = None
        return self.next_key()

    def next_key(self, last: Any = None, /) -> Any:
        """The key after the one given last, None at the end. The argument is Perl's, and not needed."""
        found = self.each()
        return None if found is None else found[0]

    def keys(self) -> KeysView[Any]:
        """A live view of the keys."""
        self._walk = None
        view: KeysView[Any] = self._read(lambda items: items.keys())
        return view

    def values(self) -> ValuesView[Any]:
        """A live view of the values."""
        self._walk = None
        view: ValuesView[Any] = self._read(lambda items: items.values())
        return view

    def items(self) -> ItemsView[Any, Any]:
        """A live view of the (key, value) pairs."""
        self._walk = None
        view: ItemsView[Any, Any] = self._read(lambda items: items.items())
        return view

    def __iter__(self) -> Iterator[Any]:
        return self._read(iter)

    def __reversed__(self) -> Iterator[Any]:
        return self._read(reversed)

    # ---- several at once

    def get_slice(self, keys: Iterable[Any], /) -> list[Any]:
        """`@h{...}`: the values of these keys, of one instant; None where there is none."""
        wanted = [_text(key) for key in keys]

        def get(items: SharedDict[Any, Any] | dict[Any, Any]) -> list[Any]:
            return items.get_many(wanted) if isinstance(items, SharedDict) else [None] * len(wanted)

        return self._read(get)

    def set_slice(self, keys: Iterable[Any], values: Iterable[Any], /) -> None:
        """`@h{...} = (...)` in one commit. Missing values are None, and those left over are dropped."""
        wanted, given = [_text(key) for key in keys], list(values)
        given += [None] * (len(wanted) - len(given))
        self.update(dict(zip(wanted, given, strict=False)))

    def assign(self, values: Mapping[Any, Any] | Iterable[tuple[Any, Any]], /) -> None:
        """`%h = (...)`: replace all items by those of a mapping, or by pairs, in one commit."""
        plain = _plain(values)
        self._change(lambda items: items._replace(plain, None))

    def update(self, values: Mapping[Any, Any] | Iterable[tuple[Any, Any]] = (), /, **more: Any) -> None:
        """Set the items of a mapping, or pairs, in one commit."""
        plain = {**_plain(values), **more}
        self._change(lambda items: items.update(plain))

    # ---- waiting

    def wait(
        self, key: Any = _waiting.UNSET, timeout: float | None = None, *, seen: Any = _waiting.UNSET
    ) -> bool:
        """Sleep until a key changes, or any, if none is given; True, or False when timeout seconds have passed before.

        timeout: by its name, if there is no key; None waits for ever, 0 only looks. seen: the value that the
        caller has seen, None for none: it returns at once if there is another by now. RuntimeError while this
        thread holds the namespace's lock.
        """
        watched = tuple(_text(key) for key in _waiting.key_or_all(key, seen))
        if seen is _waiting.UNSET:
            return self._watch(watched, timeout, _waiting.wait_changed)

        def look() -> bool:
            return _waiting.differs(lambda: self[watched[0]], seen)

        return self._watch(watched, timeout, lambda watch: _waiting.wait_until(watch, look))

    # ---- as dict has them

    def pop(self, key: Any, default: Any = _mmf.ABSENT, /) -> Any:
        """Remove the key and give its value; the default, or KeyError, if it is not there."""
        text = _text(key)
        arguments = () if default is _mmf.ABSENT else (default,)
        return self._change(lambda items: items.pop(text, *arguments))

    def popitem(self) -> tuple[Any, Any]:
        """Remove the newest key, and give it with its value. KeyError when empty."""
        return self._change(lambda items: items.popitem())

    def setdefault(self, key: Any, default: Any = None, /) -> Any:
        """The value; the default is stored first if the key is not there."""
        text = _text(key)
        return self._change(lambda items: items.setdefault(text, default))

    def __or__(self, other: Any) -> dict[Any, Any]:
        if not isinstance(other, (dict, SharedDict, TiedHash)):
            return NotImplemented
        return {**self.snapshot(), **_plain(other)}

    def __ror__(self, other: Any) -> dict[Any, Any]:
        return (
            {**_plain(other), **self.snapshot()} if isinstance(other, (dict, SharedDict)) else NotImplemented
        )

    def __ior__(self, values: Any) -> TiedHash:
        self.update(values)
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (dict, SharedDict, TiedHash)):
            return NotImplemented
        return bool(self.snapshot() == (other if isinstance(other, dict) else other.copy()))

    __hash__: ClassVar[None] = None  # type: ignore[assignment]


def _text(key: Any) -> Any:
    """A key as Perl would have it: numbers as their digits."""
    if isinstance(key, (str, bytes)):
        return key
    if isinstance(key, int) and not isinstance(key, bool):
        return str(operator.index(key))  # an enum has a name for str()
    if isinstance(key, float):
        return str(int(key)) if key.is_integer() and abs(key) < 1e15 else float.__format__(key, ".15g")
    raise TypeError(
        f"a key of a tied hash is text or a number, as in Perl, not {type(key).__name__}; "
        "ns.dict(label) takes others"
    )


def _plain(values: Mapping[Any, Any] | Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    pairs = values.items() if isinstance(values, (Mapping, SharedDict, TiedHash)) else values
    return {_text(key): value for key, value in pairs}
