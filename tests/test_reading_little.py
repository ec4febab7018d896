"""What a few items decide reads a few: values tell when they are read. Yet all of it is of one instant."""

from __future__ import annotations

import operator
import random

import pytest

import mmfshare

BLOCK = 1024  # of the extension
LENGTH = 3 * BLOCK

read: list[int] = []


class Counted:
    """Tells when it is read. It equals any other of its number."""

    def __init__(self, number):
        self.number = number

    def __reduce__(self):
        return _made, (self.number,)

    def __eq__(self, other):
        return isinstance(other, Counted) and other.number == self.number

    def __lt__(self, other):
        return self.number < other.number

    def __hash__(self):
        return hash(self.number)


def _made(number):
    read.append(number)
    return Counted(number)


class Meddler:
    """Equals "x", and calls a function when it is first compared."""

    def __init__(self, function):
        self.function = function

    def __eq__(self, other):
        function, self.function = self.function, None
        if function:
            function()
        return other == "x"

    __hash__ = None


@pytest.fixture
def counted(ns):
    """A list of many values that are counted."""
    ns["counted"] = [Counted(number) for number in range(LENGTH)]
    read.clear()
    return ns["counted"]


@pytest.fixture
def moving(ns):
    """A list with one "x", and a function that moves it to the other end in one step."""
    ns["moving"] = [*range(LENGTH - 1), "x"]
    items = ns["moving"]

    def move():
        with ns.transaction():
            items[0], items[-1] = items[-1], items[0]

    return items, move


SEARCHES = {
    "in": (lambda items: Counted(0) in items, BLOCK),
    "index": (lambda items: items.index(Counted(3)) == 3, BLOCK),
    "index from": (lambda items: items.index(Counted(2000), 2000) == 2000, BLOCK),
    "index in one": (lambda items: items.index(Counted(2000), 2000, 2001) == 2000, 1),
    "index in the last": (lambda items: items.index(Counted(LENGTH - 1), -1) == LENGTH - 1, 1),
    "remove": (lambda items: items.remove(Counted(1)) is None, BLOCK),
}


@pytest.mark.parametrize("name", SEARCHES)
def test_searching_stops_where_it_finds(counted, name):
    search, most = SEARCHES[name]
    assert search(counted) and len(read) <= most


def test_searching_reads_each_item_once(counted):
    assert Counted(-1) not in counted and sorted(read) == list(range(LENGTH))
    read.clear()
    with pytest.raises(ValueError):
        counted.index(Counted(0), 10, 2000)
    assert sorted(read) == list(range(10, 2000))


@pytest.mark.parametrize("length", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 5])
def test_searching_finds_what_list_finds(ns, length):
    plain = [number % 1500 for number in range(length)]
    ns["l"] = plain
    shared, generator = ns["l"], random.Random(length)
    ends = [
        0,
        1,
        BLOCK - 1,
        BLOCK,
        BLOCK + 1,
        2 * BLOCK,
        length,
        length + 1,
        -1,
        -BLOCK,
        -length,
        -length - 1,
    ]
    for _ in range(200):
        value, start, stop = generator.choice(range(-1, 1500)), generator.choice(ends), generator.choice(ends)
        assert (value in shared) is (value in plain)
        answers = []
        for each in (shared, plain):
            try:
                answers.append(each.index(value, start, stop))
            except ValueError as error:
                answers.append(str(error))
        assert answers[0] == answers[1]
    for value in generator.sample(plain, min(length, 50)):
        shared.remove(value)
        plain.remove(value)
    assert shared == plain


@pytest.mark.parametrize("bounds", [("a",), (None,), (0, None), (0, 1.0), (0, 1, 2)])
def test_bad_bounds(ns, bounds):
    ns["l"] = [1]
    with pytest.raises(TypeError):
        ns["l"].index(1, *bounds)


def test_what_is_found_is_of_one_instant(moving):
    items, move = moving
    assert Meddler(move) in items
    move()
    assert items.index(Meddler(move)) in (0, LENGTH - 1) and items[0] == "x"
    move()
    items.remove(Meddler(move))
    assert "x" not in items and len(items) == LENGTH - 1


def test_a_comparison_that_always_writes_removes_nothing(ns):
    ns["l"] = [1, "x"]

    class Writer:
        def __eq__(self, other):
            ns.add("moved")
            return other == "x"

    with pytest.raises(ValueError, match="modified"):
        ns["l"].remove(Writer())
    assert ns["l"] == [1, "x"] and not ns.held


def test_removing_keeps_the_other_children(ns):
    ns["l"] = [[0], [1], [2]]
    first, removed, last = ns["l"]
    ns["l"].remove([1])
    last.append("last")
    first.append("first")
    assert ns["l"] == [[0, "first"], [2, "last"]]
    with pytest.raises(ValueError, match="not in list"):
        ns["l"].remove([1])


def test_removing_works_in_a_full_namespace_as_del_does(folder):
    with mmfshare.open("a", "128K", max_size="128K") as ns:
        ns["l"] = list(range(3000))
        with pytest.raises(mmfshare.NamespaceFull):
            while True:
                ns[len(ns)] = "x" * 500
        with pytest.raises(mmfshare.NamespaceFull):
            ns["l"].reverse()
        del ns["l"][5]
        ns["l"].remove(7)
        assert ns["l"][:8] == [0, 1, 2, 3, 4, 6, 8, 9]
        ns.verify()


def test_removing_is_one_small_change(ns):
    ns["l"] = list(range(50_000))
    before = ns.stats()
    ns["l"].remove(10)
    after = ns.stats()
    assert after.commits == before.commits + 1 and after.file_bytes == before.file_bytes


COMPARISONS = {
    "== []": (lambda items: items == [], False),
    "!= []": (lambda items: items != [], True),
    "== another length": (lambda items: items == [Counted(0)] * (LENGTH - 1), False),
    "== another first": (lambda items: items == [Counted(-1)] * LENGTH, False),
    "< another first": (lambda items: items < [Counted(1)], True),
    "<= []": (lambda items: items <= [], False),
    "> a prefix": (lambda items: items > [Counted(0), Counted(1)], True),
    "< longer": (lambda items: items < [Counted(-1)] * 2 * LENGTH, False),
    "reflected": (lambda items: [Counted(1)] > items, True),
    "in a dict == {}": (lambda items: items.namespace == {}, False),
    "in a dict == another": (lambda items: items.namespace == {"counted": 1, "b": 2}, False),
}


@pytest.mark.parametrize("name", COMPARISONS)
def test_comparing_stops_where_it_is_decided(counted, name):
    compare, answer = COMPARISONS[name]
    assert compare(counted) is answer and len(read) <= BLOCK


def test_comparing_reads_each_item_once(counted):
    plain = [Counted(number) for number in range(LENGTH)]
    assert counted == plain and sorted(read) == list(range(LENGTH))


@pytest.mark.parametrize("length", [0, 1, 999, 1000, 1001, 2000, 2001])
@pytest.mark.parametrize("name", ["eq", "ne", "lt", "le", "gt", "ge"])
def test_long_lists_compare_as_list(ns, length, name):
    operation, plain = getattr(operator, name), list(range(length))
    ns["l"] = plain
    others = [plain, plain[:-1], [*plain, 0], plain[:1000], plain[:999], [*plain[:1000], -1]]
    for at in {0, 998, 999, 1000, length - 1} & set(range(length)):
        others += [[*plain[:at], -1, *plain[at + 1 :]], [*plain[:at], 9999]]
    for other in others:
        ns["other"] = other
        assert operation(ns["l"], other) is operation(plain, other)
        assert operation(other, ns["l"]) is operation(other, plain)
        assert operation(ns["l"], ns["other"]) is operation(plain, other)


def test_what_is_compared_is_of_one_instant(moving):
    """By blocks of different instants there would be two of "x", or none."""
    items, move = moving
    for end in (0, "x"):
        assert items[0] == end
        mixed = [*items[:5], Meddled(5, move), *items[6:-1], end]
        assert not items == mixed and items[-1] == end


class Meddled:
    """Equals a value, and moves something when it is first compared."""

    def __init__(self, value, move):
        self.value, self.move = value, move

    def __eq__(self, other):
        move, self.move = self.move, None
        if move:
            move()
        return other == self.value

    __hash__ = None


class Odd(list):
    def __eq__(self, other):
        return True

    __hash__ = None


class OddDict(dict):
    def __eq__(self, other):
        return True

    __hash__ = None


def test_what_subclasses_compare_is_theirs(ns):
    ns.update(l=[1], d={"a": 1})
    assert ns["l"] == Odd() and ns["d"] == OddDict()
