"""Keys are equal exactly when Python's are, and the first of equal ones is kept."""

from __future__ import annotations

import collections
import enum
import math
import sys

import pytest
import support
from hypothesis import given
from hypothesis import strategies as st


class Number(enum.IntEnum):
    ONE = 1


class Plain(str):
    pass


class Count(int):
    pass


Pair = collections.namedtuple("Pair", "a b")

# Numbers that are equal, or nearly, across types.
WHOLE = [sign * 2**bits for bits in (0, 1, 53, 62, 63, 64, 111, 112, 1000) for sign in (1, -1)]
WHOLE += [10**22, 10**30, int(sys.float_info.max)]
NEAR = [number + more for number in WHOLE for more in (-1, 0, 1)] + [float(number) for number in WHOLE]
NEAR += [int(float(number)) for number in WHOLE] + [0, -0.0, 0.0, False, True, 0.5, math.inf, -math.inf]
NEAR += ["1", b"1", "", b"", None, ()]
near_keys = st.recursive(
    st.sampled_from(NEAR) | support.key_atoms,
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=4,
)


@pytest.mark.parametrize("base", [str, bytes, int, float, tuple])
def test_a_subclass_with_an_equality_of_its_own_is_no_key(ns, base):
    hashing = {"__hash__": lambda self: 1}
    comparing = {"__hash__": base.__hash__, "__eq__": lambda self, other: True}
    for methods in (hashing, comparing):
        cls = type("Own", (base,), methods)
        with pytest.raises(TypeError, match="keys must be .* not 'Own'"):
            ns[cls()] = 1
        with pytest.raises(TypeError, match="keys must be .* not 'Own'"):
            ns[(cls(),)] = 1


@pytest.mark.parametrize("key", [1j, frozenset(), math.nan, (1, math.nan), Ellipsis], ids=repr)
def test_what_can_be_no_key_is_not_looked_for(ns, key):
    for use in (
        lambda: key in ns,
        lambda: ns[key],
        lambda: ns.get(key),
        lambda: ns.pop(key, None),
        lambda: ns.get_many([key]),
        lambda: ns.__delitem__(key),
    ):
        with pytest.raises(TypeError, match="key"):
            use()


@given(st.lists(st.tuples(near_keys, st.integers()), max_size=20), near_keys)
def test_keys_are_equal_exactly_as_pythons(shared_ns, pairs, probe):
    plain = dict(pairs)
    shared_ns["keys"] = {}
    d = shared_ns["keys"]
    for key, value in pairs:
        d[key] = value
    assert support.as_stored(d.snapshot()) == support.as_stored(plain)
    assert (probe in d) == (probe in plain) and d.get(probe, "no") == plain.get(probe, "no")
    assert support.as_stored(list(d)) == support.as_stored(list(plain))
    for key, _ in pairs:
        assert d.pop(key, "no") == plain.pop(key, "no")
    assert d == plain == {}


@pytest.mark.parametrize(
    "one, other",
    [
        (1, 1.0),
        (1, True),
        (0, -0.0),
        (0.0, False),
        (10.0**30, int(10.0**30)),
        (2**1000, 2.0**1000),
        ((1, 0), (True, -0.0)),
    ],
    ids=repr,
)
def test_equal_keys_are_one_and_the_first_is_kept(ns, one, other):
    for first, second in ((one, other), (other, one)):
        ns["d"] = {first: "first"}
        ns["d"][second] = "second"
        assert len(ns["d"]) == 1 and ns["d"][first] == "second"
        assert support.as_stored(list(ns["d"])) == support.as_stored([first])


@pytest.mark.parametrize(
    "one, other",
    [
        (2**53 + 1, 2.0**53),
        (1, "1"),
        ("1", b"1"),
        (None, 0),
        ((), None),
        ((1,), 1),
        (1, 1.5),
        (10**30, 10.0**30),
        ("a", ("a",)),
    ],
    ids=repr,
)
def test_different_keys_are_two(ns, one, other):
    ns["d"] = {one: 1, other: 2}
    assert len(ns["d"]) == 2 and ns["d"][one] == 1 and ns["d"][other] == 2


@pytest.mark.parametrize(
    "key, base",
    [
        (Plain("x"), "x"),
        (Count(5), 5),
        (Number.ONE, 1),
        (Pair(1, "a"), (1, "a")),
        ((Plain("y"), Pair(Count(1), 2)), ("y", (1, 2))),
    ],
    ids=repr,
)
def test_subclasses_that_change_neither_equality_nor_hash(ns, key, base):
    ns["d"] = {key: 1}
    assert ns["d"][base] == 1 and ns["d"][key] == 1
    (stored,) = ns["d"]
    assert support.as_stored(stored) == support.as_stored(base)


@given(st.lists(support.keys, unique=True, max_size=40), st.data())
def test_many_keys_in_and_out(shared_ns, many, data):
    d, plain = shared_ns.dict("many"), {}
    d.clear()
    for number, key in enumerate(many):
        d[key] = plain[key] = number
    for key in data.draw(st.lists(st.sampled_from(many), unique=True) if many else st.just([])):
        del d[key], plain[key]
    assert d == plain and list(d) == list(plain)
