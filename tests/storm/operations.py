"""Random operations that do the same to a namespace and to plain dicts and lists.

A worker owns a part of the namespace and does each operation to a model of it too: what an operation does follows from
a generator and the part alone.
"""

from __future__ import annotations

import contextlib
import marshal
import random
from collections.abc import Iterator
from typing import Any

import mmfshare

KEYS = [f"k{number}" for number in range(30)] + [
    f"a key that does not fit into a cell, {n}" for n in range(10)
]
BRANCHES = [f"b{number}" for number in range(8)]
COUNTERS = ("added", "guarded", "moved")


class UndoneOnPurpose(Exception):
    """Ends a transaction that must leave nothing behind."""


class PlainDict(dict[Any, Any]):
    """A dict that can add as a SharedDict can."""

    def add(self, key: Any, n: int = 1) -> int:
        self[key] = self.get(key, 0) + n
        return self[key]


class PlainWorld(PlainDict):
    """Stands for the namespace: the counters that all share, and locks that do nothing."""

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        yield

    transaction = lock

    def move(self, source: tuple[dict[Any, Any], Any], target: tuple[dict[Any, Any], Any]) -> None:
        value = source[0].pop(source[1])
        target[0][target[1]] = value


def new_part() -> dict[str, Any]:
    return {"d": {}, "l": [], "tree": {}, "n": 0, **dict.fromkeys(COUNTERS, 0)}


def text(generator: random.Random, most: int) -> str:
    """Short ones mostly."""
    return chr(generator.randrange(97, 500)) * int(most * generator.random() ** 3)


def value_of(generator: random.Random) -> Any:
    way = generator.randrange(8)
    if way < 3:
        return generator.randrange(-(2**70), 2**70)
    if way < 6:
        return text(generator, 600)
    if way == 6:
        return [text(generator, 100) for _ in range(generator.randrange(8))]
    return {key: text(generator, 300) for key in generator.sample(KEYS, 3)}


def set_item(world: Any, part: Any, generator: random.Random) -> None:
    part["d"][generator.choice(KEYS)] = value_of(generator)


def set_large(world: Any, part: Any, generator: random.Random) -> None:
    part["d"]["large"] = bytes([generator.randrange(256)]) * int(200000 * generator.random() ** 4)


def delete(world: Any, part: Any, generator: random.Random) -> None:
    part["d"].pop(generator.choice(KEYS), None)


def update(world: Any, part: Any, generator: random.Random) -> None:
    part["d"].update({key: value_of(generator) for key in generator.sample(KEYS, 10)})


def clear(world: Any, part: Any, generator: random.Random) -> None:
    part[generator.choice("dl")].clear()


def add(world: Any, part: Any, generator: random.Random) -> None:
    part.add("n", generator.randrange(1000))


def append(world: Any, part: Any, generator: random.Random) -> None:
    part["l"].append(value_of(generator))


def pop(world: Any, part: Any, generator: random.Random) -> None:
    items = part["l"]
    at = generator.random()
    if len(items):
        items.pop(int(at * len(items)))


def splice(world: Any, part: Any, generator: random.Random) -> None:
    start = generator.randrange(20)
    values = [value_of(generator) for _ in range(generator.randrange(8))]
    part["l"][start : start + generator.randrange(16)] = values


def reverse(world: Any, part: Any, generator: random.Random) -> None:
    part["l"].reverse()


def plant(world: Any, part: Any, generator: random.Random) -> None:
    branch = {
        "leaf": text(generator, 200),
        "twigs": [{"x": number} for number in range(generator.randrange(5))],
    }
    part["tree"][generator.choice(BRANCHES)] = {"inner": branch, "list": []}


def grow(world: Any, part: Any, generator: random.Random) -> None:
    branch, leaf = generator.choice(BRANCHES), text(generator, 500)
    if branch in part["tree"]:
        part["tree"][branch]["inner"]["twigs"].append({"leaf": leaf, "list": [leaf]})


def move(world: Any, part: Any, generator: random.Random) -> None:
    tree = part["tree"]
    source, target = generator.sample(BRANCHES, 2)
    if source in tree:
        world.move((tree, source), (tree, target))


def fell(world: Any, part: Any, generator: random.Random) -> None:
    part["tree"].pop(generator.choice(BRANCHES), None)


def transaction(world: Any, part: Any, generator: random.Random) -> None:
    """The shared counter and the part's own change together, or neither."""
    changes = [(key, value_of(generator)) for key in generator.sample(KEYS, generator.randrange(1, 12))]
    with world.transaction():
        for key, value in changes:
            part["d"][key] = value
            part["l"].append(key)
            part["l"].pop(0)
        part["tree"].clear()
        world["moved"] = world["moved"] + 1
        part["moved"] = part["moved"] + 1


def transaction_undone(world: Any, part: Any, generator: random.Random) -> None:
    value = value_of(generator)
    if isinstance(world, PlainWorld):
        return
    with contextlib.suppress(UndoneOnPurpose), world.transaction():
        part["d"].clear()
        part["l"].append(value)
        part["tree"]["b0"] = {"new": [value]}
        world["moved"] = -1
        raise UndoneOnPurpose


def lock(world: Any, part: Any, generator: random.Random) -> None:
    """Two changes under the lock; a death between them keeps the first."""
    with world.lock():
        world["guarded"] = world["guarded"] + 1
        part["guarded"] = part["guarded"] + 1


def add_shared(world: Any, part: Any, generator: random.Random) -> None:
    """The same by add()."""
    with world.transaction():
        world.add("added")
        part.add("added")


OPERATIONS = (
    [set_item] * 6
    + [set_large]
    + [delete] * 4
    + [update, clear]
    + [add] * 3
    + [append] * 5
    + [pop] * 4
    + [splice, reverse]
    + [plant] * 2
    + [grow] * 3
    + [move, fell]
    + [transaction] * 4
    + [transaction_undone]
    + [lock] * 2
    + [add_shared]
)


def operate(world: Any, part: Any, generator: random.Random) -> int:
    """The next operation; its number."""
    number = generator.randrange(len(OPERATIONS))
    OPERATIONS[number](world, part, generator)
    return number


def digest(part: Any) -> int:
    """A number that tells one content of a part from another, the order of its dicts included; never 0."""
    plain = dict(part if isinstance(part, dict) else part.snapshot())
    return hash(marshal.dumps(plain, 0)) & 0xFFFFFFFFFFFFFFFF or 1


def make_room(ns: mmfshare.Namespace, parts: int) -> None:
    ns.update({"parts": {str(number): new_part() for number in range(parts)}, **dict.fromkeys(COUNTERS, 0)})
