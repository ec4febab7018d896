"""The keys and values that every peer is given."""

import random
from functools import lru_cache
from typing import Any

MIB = 1 << 20
RECORD_LIKE = {"id": 1, "name": "a", "tags": ["x", "y"]}

# How a store of bytes keeps each kind: the cheapest way for one who knows the kind beforehand.
DUMP = {
    "int": "b'%d' % {}",
    "str20": "{}.encode()",
    "str100": "{}.encode()",
    "bytes100": "{}",
    "bytes1M": "{}",
    "record": "dumps({}, 5)",
}
LOAD = {
    "int": "int({})",
    "str20": "str({}, 'utf-8')",
    "str100": "str({}, 'utf-8')",
    "bytes100": "{}",
    "bytes1M": "{}",
    "record": "loads({})",
}


def value(kind: str, i: int) -> Any:
    """Value number `i` of a kind. Ints are beyond those that CPython keeps ready-made."""
    if kind == "int":
        return 1000 + i
    if kind == "str20":
        return f"a value, no. {i:08d}"
    if kind == "str100":
        return f"{i:08d}".ljust(100, "s")
    if kind == "bytes100":
        return b"%08d" % i + bytes(92)
    if kind == "bytes1M":
        return (b"%08d" % i) * (MIB // 8)
    if kind == "record":
        return {"id": i, "name": "a", "tags": ["x", "y"]}
    raise ValueError(f"no such kind: {kind}")


@lru_cache(maxsize=2)
def keys(count: int) -> list[str]:
    """`count` short text keys. Always the same objects: the best case for dict, which need not compare."""
    return [f"k{i}" for i in range(count)]


def shuffled(things: list[Any]) -> list[Any]:
    """A copy in an order that is the same in each run, and has nothing to do with insertion."""
    return random.Random(len(things)).sample(things, len(things))


def items(kind: str, count: int) -> dict[str, Any]:
    """What a dict is filled with."""
    return {k: value(kind, i) for i, k in enumerate(keys(count))}
