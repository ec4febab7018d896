"""Values come back as they went in, with their type, width and sign of zero."""

from __future__ import annotations

import array
import collections
import dataclasses
import datetime
import decimal
import enum
import math
import sys
import types

import pytest
import support
from hypothesis import given
from hypothesis import strategies as st

import mmfshare

BITS = (0, 31, 53, 63, 64, 111, 112, 1000)
INTS = [sign * 2**bits + more for bits in BITS for sign in (1, -1) for more in (-1, 0, 1)]
FLOATS = [0.0, -0.0, 1.5, 1e-320, sys.float_info.max, math.inf, -math.inf]
# Around every border: 14 bytes inline, one page, the widths of a text.
TEXTS = ["a" * length for length in (0, 1, 13, 14, 15, 4095, 4096, 100000)]
TEXTS += [
    letter * length for letter in "\0\x7f\x80ÿĀ\uffff\U00010000\U0010ffff\ud800" for length in (1, 20, 300)
]
TEXTS += ["a" * 14 + "é", "a\udfff" * 50, "€" * 7]
PLAIN = [None, True, False, *INTS, *FLOATS, 1j, complex(-0.0, math.inf), *TEXTS]
PLAIN += [text.encode("utf-8", "surrogatepass") for text in TEXTS] + [bytes(range(256)) * 300]
PLAIN += [
    (),
    (1,),
    ((((),),),),
    (None, True, 1, 1.5, 2j, "s", b"b", (2**100,), frozenset()),
    tuple(range(1000)),
]
PLAIN += [frozenset(), frozenset({1, "a", b"b", (1, 2), None}), frozenset({frozenset({1}), frozenset()})]
HUGE = 1 << 100000  # more digits than Python likes to print


@pytest.mark.parametrize("number", range(len(PLAIN) + 1))
def test_plain_data(ns, number):
    value = [*PLAIN, HUGE][number]
    ns["x"] = value
    ns["l"] = [value]
    ns["d"] = {"k": value}
    for read in (ns["x"], ns["l"][0], ns["d"]["k"], ns.snapshot()["x"], ns["l"].snapshot()[0], ns.pop("x")):
        assert support.as_stored(read) == support.as_stored(value)


@pytest.mark.parametrize("serializer", ["json", "none"])
@pytest.mark.parametrize("number", range(len(PLAIN)))
def test_plain_data_need_no_serializer(folder, serializer, number):
    with mmfshare.open("a", serializer=serializer) as ns:
        ns["x"] = PLAIN[number]
        assert support.as_stored(ns["x"]) == support.as_stored(PLAIN[number])


def test_nan(ns):
    ns["x"] = [math.nan, complex(math.nan, 1), (math.nan,)]
    read = ns["x"].snapshot()
    assert math.isnan(read[0]) and math.isnan(read[1].real) and math.isnan(read[2][0])


def test_none_true_false_are_the_singletons(ns):
    ns["l"] = [None, True, False]
    assert ns["l"][0] is None and ns["l"][1] is True and ns["l"][2] is False


EDGES = [sign * (2**bits + more) for bits in (8, 15, 30, 31, 60) for sign in (1, -1) for more in (-1, 0, 1)]


@given(st.lists(st.tuples(st.sampled_from(EDGES), st.sampled_from("dlas"), st.booleans()), max_size=30))
def test_an_int_that_was_read_stays_what_it_is(shared_ns, program):
    """One that nobody kept is used again for the next: see compat_long_reuse()."""
    shared_ns["d"], shared_ns["l"] = {"k": 0}, [0]
    d, items, scalar = shared_ns["d"], shared_ns["l"], shared_ns.scalar("s")
    kept, expected = [], []
    for number, way, keep in program:
        d["k"] = items[0] = number
        scalar.value = number
        read = {
            "d": lambda: d["k"],
            "l": lambda: items[0],
            "a": lambda: d.add("k", 0),
            "s": lambda: scalar.add(0),
        }[way]
        assert read() == read() == number
        if keep:
            kept.append(read())
            expected.append(number)
    assert kept == expected


class Colour(enum.Enum):
    RED = 1


class Number(enum.IntEnum):
    ONE = 1


class Text(str):
    note = "x"


@dataclasses.dataclass
class Point:
    x: int
    y: list


Pair = collections.namedtuple("Pair", "a b")

OBJECTS = [
    {1, 2, "x"},
    set(),
    bytearray(b"abc"),
    bytearray(100000),
    array.array("d", range(10)),
    array.array("d", range(10000)),
    range(5),
    slice(1, 2),
    decimal.Decimal("1.50"),
    datetime.datetime(2020, 1, 2, tzinfo=datetime.UTC),
    datetime.timedelta(days=1),
    Pair(1, [2]),
    collections.deque([1, [2]]),
    (1, [2, {"a": 3}]),
    ({"a": [1]},),
    frozenset({(1, Pair(1, 2))}),
    Ellipsis,
    int,
    len,
]


@pytest.mark.parametrize("value", OBJECTS, ids=lambda value: type(value).__name__)
def test_other_objects_read_back_as_copies(ns, value):
    ns["x"] = value
    ns["l"] = [value, {"k": value}]
    for read in (ns["x"], ns["l"][0], ns["l"][1]["k"], ns["l"].snapshot()[0]):
        assert type(read) is type(value) and read == value
    ns.verify()


@pytest.fixture
def importable(monkeypatch):
    """The classes of this file, where pickle finds them."""
    module = types.ModuleType("classes_of_test_codec")
    for thing in (Colour, Number, Text, Point):
        monkeypatch.setattr(thing, "__module__", module.__name__)
        setattr(module, thing.__name__, thing)
    monkeypatch.setitem(sys.modules, module.__name__, module)


def test_your_own_classes(ns, importable):
    for value in (Colour.RED, Number.ONE, Text("text"), Point(1, [2]), (Point(1, []), Colour.RED)):
        ns["x"] = value
        assert type(ns["x"]) is type(value) and ns["x"] == value
    ns["x"] = Point(1, [2])
    ns["x"].y.append(3)
    assert ns["x"].y == [2], "changing a copy changes nothing shared"
    text = Text("text")
    text.note = "y"
    ns["x"] = text
    assert ns["x"].note == "y"


def test_large_buffers_out_of_band(ns):
    value = {
        "a": (bytearray(b"x" * 10000), array.array("I", range(5000)), bytearray(b"y" * 4096), b"z" * 5000)
    }
    ns["x"] = value
    assert ns["x"] == value
    assert type(ns["x"]["a"][0]) is bytearray
    ns["x"]["a"][0][0] = 0
    assert ns["x"] == value


def test_writable_buffers_read_back_writable(ns):
    ns["x"] = bytearray(b"x" * 10000)
    first = ns["x"]
    first[0] = 0
    assert ns["x"] == b"x" * 10000


def test_json(folder):
    with mmfshare.open("a", serializer="json") as ns:
        ns["x"] = (1, [2, {"a": None}])
        assert ns["x"] == [1, [2, {"a": None}]]
        for value, plain in (
            (Pair(1, 2), [1, 2]),
            (Number.ONE, 1),
            (Text("a"), "a"),
            (({1: 2.5},), [{"1": 2.5}]),
        ):
            ns["x"] = value
            assert ns["x"] == plain and type(ns["x"]) is type(plain)
        ns["old"] = 1
        for wrong in ({1, 2}, object(), datetime.date(2020, 1, 1), bytearray(b"x")):
            with pytest.raises(TypeError):
                ns["old"] = wrong
        assert ns["old"] == 1


def test_an_int_of_more_digits_than_this_program_reads_is_no_damage(folder):
    with mmfshare.open("a", serializer="json") as ns:
        before = sys.get_int_max_str_digits()
        sys.set_int_max_str_digits(0)
        try:
            ns["x"] = (10**before, {})
            kept = ns["x"]
        finally:
            sys.set_int_max_str_digits(before)
        with pytest.raises(ValueError, match="digits") as caught:
            ns["x"]
        assert not isinstance(caught.value, mmfshare.CorruptNamespace)
        assert kept[0] == 10**before


def test_none_names_the_type(folder):
    with mmfshare.open("a", serializer="none") as ns:
        ns["old"] = 1
        for wrong in ({1}, object(), bytearray(), datetime.date(1, 1, 1)):
            named = f"type {type(wrong).__name__}|type tuple"
            for value in (wrong, [wrong], {"a": [wrong]}, (wrong,)):
                with pytest.raises(TypeError, match=named):
                    ns["old"] = value
        assert ns["old"] == 1


def test_notes_say_where_in_the_value(ns):
    """As the notes of json's errors do, the innermost first."""

    class ErrorInRepr:
        def __repr__(self):
            raise ValueError

    def notes(store):
        with pytest.raises((AttributeError, TypeError, ValueError)) as caught:
            store()
        return getattr(caught.value, "__notes__", [])

    wrong = (lambda: 1,)
    inner, middle = "when storing list item 1", "when storing dict item 'a'"
    assert notes(lambda: ns.update(x=1, y=wrong)) == ["when storing dict item 'y'"]
    assert notes(lambda: ns.__setitem__("x", wrong)) == []
    assert notes(lambda: ns.__setitem__("x", {"a": [1, wrong]})) == [inner, middle]
    assert notes(lambda: ns.update(x={"a": [1, {2}, wrong]})) == [
        "when storing list item 2",
        middle,
        "when storing dict item 'x'",
    ]
    assert notes(lambda: ns.__setitem__("x", [{ErrorInRepr(): 1}])) == ["when storing list item 0"]
    assert notes(lambda: ns.list("l").extend([1, wrong])) == [inner]
    assert "x" not in ns


def test_cyclic_data_are_refused(ns):
    a: list = []
    a.append(a)
    b: dict = {}
    b["x"] = [b]
    c = [1, {"x": [2]}]
    c[1]["x"].append(c)
    ns["x"] = "old"
    for value in (a, b, c, [a], {"y": b}):
        with pytest.raises(ValueError, match="cycl|itself"):
            ns["x"] = value
        with pytest.raises(ValueError, match="cycl|itself"):
            ns.update(x=1, y=value)
    assert ns == {"x": "old"}


def test_the_same_object_twice_is_no_cycle(ns):
    inner = [1]
    ns["x"] = [inner, inner, {"a": inner}]
    ns["x"][0].append(2)
    assert ns["x"] == [[1, 2], [1], {"a": [1]}]


def test_very_deep_data(ns):
    value: list = []
    for _ in range(100):
        value = [value]
    ns["x"] = value
    assert ns["x"] == value
    ns.verify()
    for _ in range(200000):
        value = [value]
    with pytest.raises((RecursionError, ValueError)):
        ns["x"] = value
    ns["t"] = 1
    deep: tuple = ()
    for _ in range(200000):
        deep = (deep,)
    with pytest.raises((RecursionError, ValueError)):
        ns["t"] = deep
    assert ns["t"] == 1 and ns["x"] is not None
    # Taken apart from the outside, for Python's own sake.
    while value:
        value = value.pop()
    del deep


def test_data_that_change_while_they_are_encoded(ns):
    victim = {}

    class Evil:
        def __reduce__(self):
            victim.clear()
            return (int, ())

    victim.update({number: Evil() for number in range(10)})
    try:
        ns["x"] = victim
    except RuntimeError:
        assert "x" not in ns
    items: list = []

    class EvilItem:
        def __reduce__(self):
            items.clear()
            return (int, ())

    items.extend(EvilItem() for _ in range(10))
    try:
        ns["y"] = items
    except RuntimeError:
        assert "y" not in ns
    ns.verify()


def test_objects_that_raise_when_they_are_read(ns):
    class Bomb:
        def __reduce__(self):
            return (int, ("no number",))

    ns["x"], ns["y"] = Bomb(), 1
    with pytest.raises(ValueError):
        ns["x"]
    with pytest.raises(ValueError):
        ns.snapshot()
    assert ns["y"] == 1 and "x" in ns
    ns["x"] = 2
    assert ns["x"] == 2


scalars = (
    support.key_atoms
    | st.integers(-(2**120), 2**120)
    | st.complex_numbers(allow_nan=False)
    | st.text(st.characters(exclude_categories=()))
    | st.integers(0, len(PLAIN) - 1).map(lambda number: PLAIN[number])
)
hashables = st.recursive(
    scalars, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=6
)
values = st.recursive(
    hashables,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(support.keys, inner, max_size=5)
        | st.sets(hashables, max_size=3)
        | st.tuples(inner, inner)
    ),
    max_leaves=20,
)


@given(values)
def test_round_trip(shared_ns, value):
    shared_ns["x"] = value
    assert support.as_stored(support.plain_value(shared_ns["x"])) == support.as_stored(value)
    assert support.as_stored(shared_ns.snapshot()["x"]) == support.as_stored(value)
