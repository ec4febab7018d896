"""Storing, reading, replacing and removing values of every kind."""

import sys
from array import array

import growth

import mmfshare

BIG = 100_000
VALUES = [
    None, True, 5, 2**70, -(2**500), 1.5, 1 + 2j, "short", "x" * BIG, "\u20ac" * BIG,
    "\U0001f600" * 100, b"b" * BIG,
    (1, ("x" * BIG, b"y")), frozenset({1, "a", (2, "b" * 50)}), {1, 2}, array("d", [1.0] * BIG),
    bytearray(BIG),
    {"a": {"b": [1, "x" * BIG, (1, 2), {3}]}},
    [["deep", {"k": "v" * BIG}]] * 3,
]  # fmt: skip
KEYS = [
    "k",
    "long key " * 20,
    "\u20ac",
    b"b",
    b"b" * 100,
    1,
    2**100,
    1.5,
    1e300,
    False,
    None,
    (1, 1.0, ("x", True)),
    ("a" * 100,),
]

ns = mmfshare.open("leak", size="16M", swapfile=sys.argv[1])


def dicts() -> None:
    for key, value in zip(KEYS * 2, VALUES, strict=False):
        ns[key] = value
        ns[key], ns.get(key), key in ns, ns.setdefault(key, value)
        ns.compare_exchange(key, value, value)
    for _ in ns.items():
        pass
    list(ns.values()), list(reversed(ns)), ns.snapshot()
    ns.update(VALUES and {"u": VALUES[-1]}, w=1)
    ns.update([(key, 1) for key in KEYS])
    ns.add("w"), ns.add("w", 2.5)
    for key in KEYS:
        ns.pop(key)
    ns.popitem()
    ns.clear()


def lists() -> None:
    items = ns.list("list")
    items.extend(VALUES)
    items[1:3] = VALUES[:4]
    items[::2] = [0] * len(items[::2])
    for value in VALUES:
        items.append(value), items.appendleft(value), items.insert(2, value)
        items[0] = value
        items[0], items[-1], value in items
    list(items), list(reversed(items))
    items.pop(), items.popleft(), items.pop(3)
    del items[2], items[::3], items[1:3]
    items.reverse()
    items.clear()


def scalars() -> None:
    for key in KEYS:
        scalar = ns.scalar(key)
        for value in VALUES:
            scalar.value = value
            scalar.value, scalar.compare_exchange(value, 0), scalar.compare_exchange(0, 1)
        scalar.value = 1
        scalar.add(), scalar.add(n=2)
        del ns[key]


for work in (dicts, lists, scalars):
    growth.check(work)
