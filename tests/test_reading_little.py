"""What a few items decide reads a few: values tell when they are read. Yet all of it is of one instant."""

from __future__ import annotations

import operator
import random

import pytest

import mmfshare
from mmfshare._views import SharedItems, SharedKeys

FIRST, BLOCK = 16, 1024  # of the extension: items of the first block, and of the largest
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
    "in": (lambda items: Counted(0) in items, FIRST),
    "index": (lambda items: items.index(Counted(3)) == 3, FIRST),
    "index from": (lambda items: items.index(Counted(2000), 2000) == 2000, FIRST),
    "index in one": (lambda items: items.index(Counted(2000), 2000, 2001) == 2000, 1),
    "index in the last": (lambda items: items.index(Counted(LENGTH - 1), -1) == LENGTH - 1, 1),
    "remove": (lambda items: items.remove(Counted(1)) is None, FIRST),
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


@pytest.mark.parametrize(
    "length", [0, 1, FIRST, FIRST + 1, 9 * FIRST + 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 5]
)
def test_searching_finds_what_list_finds(ns, length):
    plain = [number % 1500 for number in range(length)]
    ns["l"] = plain
    shared, generator = ns["l"], random.Random(length)
    ends = [0, 1, FIRST, 9 * FIRST, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, length, length + 1]
    ends += [-1, -BLOCK, -length, -length - 1]
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


def test_once_the_items_are_not_read(counted):
    counted *= 1
    assert not read and len(counted) == LENGTH


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

    with pytest.raises(ValueError, match=r"modified during remove\(\)"):
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


ITEMS = {
    "&": (lambda items: items & {("a", Counted(7)), ("b", 8), 5}, {("a", Counted(7))}),
    "reflected &": (lambda items: [("a", Counted(7)), ("l", [1])][:1] & items, {("a", Counted(7))}),
    ">=": (lambda items: items >= {("a", Counted(7))}, True),
    ">= not": (lambda items: items >= {("a", Counted(8))}, False),
    ">": (lambda items: {("a", Counted(7))} < items, True),
    "isdisjoint": (lambda items: items.isdisjoint([("b", 1), ("l", [2])]), True),
    "isdisjoint not": (lambda items: items.isdisjoint([("l", [1])]), False),
    "== of another length": (lambda items: items == {("a", Counted(7))}, False),
    "<=": (lambda items: items <= {("a", Counted(7))}, False),
    "<": (lambda items: items < {("a", Counted(7))}, False),
}


@pytest.fixture
def d(ns):
    """A dict of many counted values, and a child."""
    ns["d"] = {number: Counted(number) for number in range(100)} | {"a": Counted(7), "l": [1], (1, "b"): None}
    read.clear()
    return ns["d"]


@pytest.mark.parametrize("name", ITEMS)
def test_items_that_are_compared_with_few_are_looked_up(d, name):
    operation, answer = ITEMS[name]
    assert operation(d.items()) == answer and len(read) <= 2


KEYS = {
    "&": (lambda keys: keys & {"a", "z", 5.0, (1, "b"), (1, "c")}, {"a", 5, (1, "b")}),
    "& of a list": (lambda keys: keys & ["a", "a", "z"], {"a"}),
    "reflected &": (lambda keys: {"a", True, False, "z"} & keys, {"a", 1, 0}),
    "reflected -": (lambda keys: {"a", "z"} - keys, {"z"}),
    ">=": (lambda keys: keys >= {"a", 5}, True),
    ">= not": (lambda keys: keys >= {"a", "z"}, False),
    ">": (lambda keys: keys > frozenset({"a", 5}), True),
    "> not": (lambda keys: {"z": 1}.keys() < keys, False),
    "isdisjoint": (lambda keys: keys.isdisjoint(("z", None)), True),
    "isdisjoint not": (lambda keys: keys.isdisjoint({"l": 1}), False),
    "== of another length": (lambda keys: keys == {"a"}, False),
    "!=": (lambda keys: keys != {"a"}, True),
    "<=": (lambda keys: keys <= {"a"}, False),
    "<": (lambda keys: keys < {"a"}, False),
}


@pytest.mark.parametrize("name", KEYS)
def test_keys_that_are_compared_with_few_are_looked_up(d, monkeypatch, name):
    monkeypatch.setattr(type(d.keys()), "_instant", lambda self: pytest.fail("all keys were read"))
    operation, answer = KEYS[name]
    assert operation(d.keys()) == answer and not read


class Weird:
    """No key of ours, and yet equal to one."""

    def __eq__(self, other):
        return other == "a" or isinstance(other, Weird)

    def __hash__(self):
        return hash("a")


class Text(str):
    def __eq__(self, other):
        return other == "a"

    __hash__ = str.__hash__


VIEW_OPERATIONS = {
    "&": lambda view, other: view & other,
    "reflected &": lambda view, other: other & view,
    "reflected -": lambda view, other: other - view,
    ">=": lambda view, other: view >= other,
    ">": lambda view, other: view > other,
    "<=": lambda view, other: view <= other,
    "<": lambda view, other: view < other,
    "==": lambda view, other: view == other,
    "isdisjoint": lambda view, other: view.isdisjoint(other),
}
FEW: list = [
    {Weird()},
    {Text("a")},
    {"a", frozenset(), 5},
    {float("nan"), 1},
    {object},
    ["a", []],
    [([], 1), ("a", 1)],
    [("a", [1]), ("l", [1])],
    {("a", 1), ("b", 2), ("c",), "a"},
    {(1, Weird()), (("a", Weird()), 1)},
    ("a", "z"),
    iter("az"),
    "az",
    5,
    None,
    set(),
]


@pytest.mark.parametrize("other", FEW, ids=lambda other: repr(other)[:30])
@pytest.mark.parametrize("kind", ["keys", "items"])
@pytest.mark.parametrize("name", VIEW_OPERATIONS)
def test_views_answer_as_those_of_dict(ns, kind, name, other):
    plain = {number: number for number in range(50)} | {"a": 1, "l": [1], ("a", "b"): 2}
    ns["d"] = plain
    answers = []
    for each in (ns["d"], plain):
        argument = iter("az") if hasattr(other, "__next__") else other
        try:
            answers.append(VIEW_OPERATIONS[name](getattr(each, kind)(), argument))
        except TypeError as error:
            answers.append(str(error).partition(":")[0])
    assert answers[0] == answers[1] or isinstance(answers[1], str) == isinstance(answers[0], str) is True
    assert type(answers[0]) is type(answers[1])


@pytest.mark.parametrize("kind", ["keys", "items"])
@pytest.mark.parametrize("readonly", [False, True])
def test_what_is_looked_up_is_of_one_instant(ns, child, kind, readonly):
    """There is always one of two keys: never both, never none."""
    ns["d"] = dict.fromkeys(range(49)) | {"a": None}

    def run(link):
        with mmfshare.open("test", timeout=None) as theirs:
            mine, steps = theirs["d"], 0
            while not link.asked_to_stop():
                for leaves, comes in ("ab", "ba"):
                    with theirs.transaction():
                        del mine[leaves]
                        mine[comes] = None
                steps += 1
                if steps == 1:
                    link.say()

    process = child(run)
    process.hear()
    pairs = {("a", None), ("b", None)}
    with mmfshare.open("test", reuse=True, readonly=readonly) as other:
        view = getattr(other["d"], kind)()
        for _ in range(200):
            assert len(view & ({"a", "b"} if kind == "keys" else pairs)) == 1
            assert not view >= ({"a", "b"} if kind == "keys" else pairs)
            assert not view.isdisjoint({"a", "b"} if kind == "keys" else pairs)
    process.say()
    process.result()


class Between:
    """A dict in which others change something between the first look into it and the next."""

    def __init__(self, shared, change):
        self.shared, self.change, self.namespace = shared, change, shared.namespace

    def __len__(self):
        return len(self.shared)

    def __iter__(self):
        return iter(self.shared)

    def snapshot(self):
        return self.shared.snapshot()

    def then_change(self, answer):
        change, self.change = self.change, lambda: None
        change()
        return answer

    def __contains__(self, key):
        return self.then_change(key in self.shared)

    def get_many(self, keys, default=None):
        return self.then_change(self.shared.get_many(keys, default))


def test_keys_that_are_looked_up_are_of_one_instant(ns):
    ns["d"] = dict.fromkeys(range(50)) | {"a": None}
    shared = ns["d"]

    def change():
        shared["b"] = shared.pop("a")

    found = SharedKeys(Between(shared, change)) & ["a", "b"]
    assert found == {"b"}
    assert not SharedKeys(Between(shared, shared.popitem)) > {"b", 0}


def test_items_that_are_looked_up_are_of_one_instant(ns):
    ns["d"] = dict.fromkeys(range(50)) | {"l": [1], "n": 1}
    shared = ns["d"]

    def change():
        with ns.transaction():
            shared["l"][0] = shared["n"] = 2

    assert not SharedItems(Between(shared, change)) >= {"l": [2], "n": 1}.items()


def test_items_whose_child_is_deleted_meanwhile_are_looked_up_again(ns):
    ns["d"] = dict.fromkeys(range(50)) | {"l": [1], "n": 1}
    shared = ns["d"]

    def change():
        with mmfshare.open("test") as other:
            del other["d"]["l"]

    assert SharedItems(Between(shared, change)).isdisjoint([("l", [1])])
