"""keys(), values() and items(): live, set-like, and of one instant where they are compared or combined."""

from __future__ import annotations

import copy
import operator

import pytest

import mmfshare


@pytest.fixture
def d(ns):
    return ns.dict("d")


def test_views_are_live(d):
    keys, values, items = d.keys(), d.values(), d.items()
    d.update(a=1, b=2)
    assert list(keys) == ["a", "b"] and list(values) == [1, 2] and list(items) == [("a", 1), ("b", 2)]
    assert (len(keys), len(values), len(items)) == (2, 2, 2)
    assert "a" in keys and "c" not in keys and 2 in values and 3 not in values
    assert ("a", 1) in items and ("a", 2) not in items and ("c", 1) not in items and "a" not in items
    assert list(reversed(keys)) == ["b", "a"]
    assert keys.mapping["a"] == 1
    with pytest.raises(TypeError):
        keys.mapping["a"] = 2
    assert [repr(view) for view in (keys, values, items)] == [
        "SharedKeys(['a', 'b'])",
        "SharedValues([1, 2])",
        "SharedItems([('a', 1), ('b', 2)])",
    ]


@pytest.mark.parametrize("name", ["and_", "or_", "sub", "xor", "eq", "ne", "lt", "le", "gt", "ge"])
def test_set_operations_of_views(ns, d, name):
    operation = getattr(operator, name)
    plain = {"a": 1, "b": 2, "c": 3}
    d.update(plain)
    others = [{"a"}, {"a", "b", "c"}, {"a", "b", "c", "d"}, set(), frozenset({"z"}), {"a": 0, "z": 1}.keys()]
    for other in others:
        assert operation(d.keys(), other) == operation(plain.keys(), other)
        assert operation(other, d.keys()) == operation(other, plain.keys())
    for other in ({("a", 1)}, {("a", 2)}, set(plain.items()), plain.items(), {"a": 1}.items()):
        assert operation(d.items(), other) == operation(plain.items(), other)
        assert operation(other, d.items()) == operation(other, plain.items())
    shared = ns.dict("other")
    shared.update(b=2, z=1)
    assert operation(d.keys(), shared.keys()) == operation(plain.keys(), {"b": 2, "z": 1}.keys())
    assert operation(d.items(), shared.items()) == operation(plain.items(), {"b": 2, "z": 1}.items())


def test_set_operations_give_sets_and_take_iterables(d):
    d.update(a=1, b=2)
    assert (
        type(d.keys() & {"a"}) is set
        and d.keys() & ["a", "z"] == {"a"}
        and d.keys() | iter("c") == {"a", "b", "c"}
    )
    assert d.keys().isdisjoint("xyz") and not d.keys().isdisjoint("a")
    assert d.keys() == {"a", "b"} and {"a", "b"} == d.keys()


def test_item_views_with_children(d):
    d["l"] = [1]
    assert ("l", [1]) in d.items() and ("l", [2]) not in d.items() and [1] in d.values()
    next(iter(d.values())).append(2)
    assert d["l"] == [1, 2]
    with pytest.raises(TypeError, match="unhashable"):
        d.items() & {("l", 1)}


@pytest.mark.parametrize("name", ["keys", "values", "items"])
def test_views_cannot_be_deepcopied(d, name):
    d["a"] = [1]
    view = getattr(d, name)()
    with pytest.raises(TypeError, match="deepcopy 'Shared.*live view"):
        copy.deepcopy({"view": view})
    assert list(copy.copy(view)) == list(view)


KEYS_ALONE = {
    "&": lambda keys: keys & {"n", "z"} == {"n"},
    "-": lambda keys: keys - {"s"} == {"n"},
    "reflected": lambda keys: {"n", "z"} - keys == {"z"},
    "==": lambda keys: keys == {"n", "s"},
    "<": lambda keys: {"n"} < keys,
    "isdisjoint": lambda keys: keys.isdisjoint({"z"}),
    "repr": lambda keys: repr(keys) == "SharedKeys(['n', 's'])",
}


@pytest.mark.parametrize("how", KEYS_ALONE)
@pytest.mark.parametrize("readonly", [False, True])
def test_keys_do_not_read_the_values(ns, d, how, readonly):
    d.update(n=1, s={1, 2})
    with mmfshare.open("test", reuse=True, serializer="none", readonly=readonly) as other:
        with pytest.raises(TypeError, match="none"):
            other["d"].snapshot()
        assert KEYS_ALONE[how](other["d"].keys())
    assert d.wait(timeout=0) is False, "nothing was written"


@pytest.mark.parametrize("readonly", [False, True])
def test_keys_are_those_of_one_instant(ns, d, child, readonly):
    d.update(dict.fromkeys(range(200)))

    def run(link):
        with mmfshare.open("test", timeout=None) as theirs:
            mine, first = theirs["d"], 0
            while not link.asked_to_stop():
                with theirs.transaction():
                    mine[first + 200] = mine.pop(first)
                first += 1
                if first == 1:
                    link.say()

    process = child(run)
    process.hear()
    with mmfshare.open("test", reuse=True, readonly=readonly) as other:
        first, looks, moved = sorted(other["d"].keys() | set()), 0, 0
        while looks < 100 or not moved:
            keys = sorted(other["d"].keys() | set())
            assert keys == list(range(keys[0], keys[0] + 200))
            looks, moved = looks + 1, moved + (keys != first)
    process.say()
    process.result()
