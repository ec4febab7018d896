"""What is raised while a value is read: it reaches the caller, ends no loop, and loses nothing."""

from __future__ import annotations

import operator
import signal
import sys
import threading

import pytest
import support
import workers

import mmfshare
from mmfshare._views import text_or_error

raised: list[Exception] = []


class Bad:
    """Cannot be read while there is something in `raised`."""

    def __reduce__(self):
        return made, ()

    def __eq__(self, other):
        return isinstance(other, Bad)

    __hash__ = None


def made():
    if raised:
        raise raised[0]
    return Bad()


@pytest.fixture(params=[IndexError, KeyError, StopIteration, ValueError])
def error(ns, request):
    """The type that a reader gets; what is stored from here on as Bad raises it."""
    ns.update(l=[1, Bad(), 3], d={"a": 1, "b": Bad(), "c": 3})
    raised.append(request.param("of the value"))
    yield RuntimeError if request.param is StopIteration else request.param
    raised.clear()


READS = {
    "item": lambda ns: ns["l"][1],
    "slice": lambda ns: ns["l"][:],
    "list": lambda ns: list(ns["l"]),
    "reversed": lambda ns: list(reversed(ns["l"])),
    "in list": lambda ns: 9 in ns["l"],
    "values": lambda ns: list(ns["d"].values()),
    "items": lambda ns: list(ns["d"].items()),
    "in values": lambda ns: 9 in ns["d"].values(),
    "in items": lambda ns: ("b", 1) in ns["d"].items(),
    "get": lambda ns: ns["d"].get("b"),
    "get_many": lambda ns: ns["d"].get_many("abc"),
    "setdefault": lambda ns: ns["d"].setdefault("b", 1),
    "pop": lambda ns: ns["l"].pop(1),
    "pop key": lambda ns: ns["d"].pop("b", None),
    "pop tree": lambda ns: ns.pop("d"),
    "tied item": lambda ns: mmfshare.tie("array", "l", namespace=ns)[1],
    "tied splice": lambda ns: mmfshare.tie("array", "l", namespace=ns).splice(1, 1),
}


@pytest.mark.parametrize("read", READS.values(), ids=[name.replace(" ", "-") for name in READS])
def test_the_error_reaches_the_caller_and_nothing_is_lost(ns, error, read):
    with pytest.raises(error):
        read(ns)
    raised.clear()
    assert ns["l"][:] == [1, Bad(), 3] and ns["d"].snapshot() == {"a": 1, "b": Bad(), "c": 3}


@pytest.mark.parametrize("method", ["pop", "shift"])
def test_a_tied_array_tells_it_too(ns, error, method):
    array = mmfshare.tie("array", "tied", namespace=ns)
    raised_before, raised[:] = raised[:], []
    array.push(Bad())
    raised[:] = raised_before
    with pytest.raises(error):
        getattr(array, method)()
    assert len(array) == 1
    scalar = mmfshare.tie("scalar", "l", namespace=ns)
    assert repr(array).startswith("<TiedArray('tied'): ") and f"{scalar}".startswith("<TiedScalar('l'): ")


def test_looking_raises_nothing(ns, error):
    ns["s"] = ns["d"]["a"] = [1]
    raised_before, raised[:] = raised[:], []
    ns["s"] = Bad()
    raised[:] = raised_before
    d = ns["d"]
    for thing in (ns["l"], d, ns.scalar("t"), d.keys(), d.values(), d.items()):
        assert f"{thing}" == repr(thing)
    assert all(repr(thing).startswith("<mmfshare.Shared") for thing in (ns["l"], d, d.values(), d.items()))
    assert repr(mmfshare.SharedScalar(ns, "s")).startswith("<mmfshare.SharedScalar 's': ")
    assert repr(d.keys()) == "SharedKeys(['a', 'b', 'c'])"


LOOKED_AT = {
    "dict": lambda ns: ns["d"],
    "list": lambda ns: ns["l"],
    "scalar": lambda ns: mmfshare.SharedScalar(ns, "s"),
    "keys": lambda ns: ns["d"].keys(),
    "values": lambda ns: ns["d"].values(),
    "items": lambda ns: ns["d"].items(),
    "tied scalar": lambda ns: mmfshare.tie("scalar", "s", namespace=ns),
    "tied array": lambda ns: mmfshare.tie("array", "l", namespace=ns),
    "tied hash": lambda ns: mmfshare.tie("hash", "d", namespace=ns),
}


class Watchdog(Exception):
    pass


@pytest.fixture
def watchdog():
    """Raises Watchdog once the main thread waits inside of an operation."""
    place = None

    def tick(number, frame):
        nonlocal place
        before, place = place, (frame, frame.f_lasti)
        if place == before and "mmfshare" in frame.f_globals["__name__"]:
            raise Watchdog

    handler = signal.signal(signal.SIGALRM, tick)
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, handler)
    place = None


@pytest.mark.parametrize("looked_at", LOOKED_AT.values(), ids=[name.replace(" ", "-") for name in LOOKED_AT])
def test_what_a_signal_handler_raises_is_not_of_the_data(ns, child, request, looked_at):
    ns.update(l=[1], d={"a": 1}, s=1)
    thing = looked_at(ns)
    holder = child(workers.hold_lock, "test")
    holder.hear()
    request.getfixturevalue("watchdog")
    with pytest.raises(Watchdog):
        repr(thing)


def test_what_a_signal_handler_raises_in_another_thread_is_none_of_this_one(ns, child, request):
    shown, raised_there = threading.Event(), threading.Event()
    d = ns.dict("d")

    def text():
        shown.set()
        assert raised_there.wait(support.PATIENCE)
        raise ValueError("of the value")

    holder = child(workers.hold_lock, "test")
    holder.hear()
    other = support.Thread(text_or_error, text, "x")
    assert shown.wait(support.PATIENCE)
    request.getfixturevalue("watchdog")
    with pytest.raises(Watchdog):
        repr(d)
    raised_there.set()
    assert other.result() == "<x: of the value>"


def test_looking_where_values_are_not_read(ns):
    ns.update(l=[{1}], d={"k": {1}}, s={1})
    with mmfshare.open("test", serializer="none") as other:
        d = other["d"]
        for thing in (other["l"], d, mmfshare.SharedScalar(other, "s"), d.values(), d.items()):
            assert repr(thing).startswith("<mmfshare.Shared") and "none" in repr(thing)


def test_reverse_looks_at_no_value(ns, error):
    ns["l"].reverse()
    raised.clear()
    assert ns["l"][:] == [3, Bad(), 1]


def deep(levels):
    value: list = []
    for _ in range(levels):
        value = [value]
    return value


def at_depth(frames, call):
    return at_depth(frames - 1, call) if frames else call()


def frames_left():
    """How many calls of at_depth() the recursion limit allows here."""
    left = 0
    try:
        while True:
            at_depth(left, int)
            left += 1
    except RecursionError:
        return left - 1


@pytest.mark.parametrize(
    "value",
    [
        *map(deep, (1, 15, 16, 17, 40, 200)),
        (),
        (1, "a long text" * 5),
        (1, (2, (3, (4,)))),
        frozenset([(1, (2,))]),
    ],
)
def test_removing_near_the_recursion_limit_loses_nothing(ns, value):
    ns.update(l=[value], d={"k": value})
    left = frames_left()
    for take in (lambda: ns["l"].pop(), lambda: ns["d"].pop("k"), lambda: ns["d"].popitem()):
        for frames in (left, left - 1, left - 2, left - 30):
            before = len(ns["l"]) + len(ns["d"])
            try:
                at_depth(frames, take)
                kept = 1
            except (RecursionError, IndexError, KeyError):
                kept = 0
            assert len(ns["l"]) + len(ns["d"]) == before - kept


@pytest.mark.parametrize("key", [(1,), (1, (2, (3,))), (1.0, True), (0.5, (1.0,))])
def test_no_key_is_lost_there_either(ns, key):
    left = frames_left()
    for frames in range(left, left - 12, -1):
        ns["d"] = {key: 1}
        try:
            assert at_depth(frames, ns["d"].popitem) == (key, 1)
        except RecursionError:
            assert ns["d"] == {key: 1}


def test_remove_gives_the_error_of_a_comparison(ns):
    class Stubborn:
        def __eq__(self, other):
            raise ValueError("boom")

    ns["l"] = [1]
    with pytest.raises(ValueError, match="boom"):
        ns["l"].remove(Stubborn())


def test_an_iterator_that_was_set_to_anywhere(ns):
    ns["l"] = [1, 2, 3]
    shared = ns["l"]
    for place in (0, 2, 3, 100, sys.maxsize):  # what a negative one means differs among versions of CPython
        for make in (iter, reversed):
            ours, plain = make(shared), make([1, 2, 3])
            ours.__setstate__(place)
            plain.__setstate__(place)
            assert operator.length_hint(ours) == operator.length_hint(plain)
            assert list(ours) == list(plain)
    backwards = reversed(shared)
    shared.clear()
    assert operator.length_hint(backwards) == 0


@pytest.mark.parametrize("times", [10**30, -(10**30), sys.maxsize + 1])
def test_a_repetition_beyond_what_an_index_can_be(ns, times):
    ns["l"] = [1, 2]
    with pytest.raises(OverflowError):
        ns["l"] *= times
    assert ns["l"][:] == [1, 2]


def test_update_by_itself_keeps_the_children(ns):
    ns["d"] = {"k": [1]}
    child = ns["d"]["k"]
    ns["d"].update(ns["d"])
    ns["d"] |= ns["d"]
    child.append(2)
    assert ns["d"]["k"][:] == [1, 2]
    ns["d"].update(ns["d"], more=1)
    assert ns["d"]["more"] == 1


def test_setdefault_looks_before_it_stores(ns):
    ns["k"] = 1
    assert ns.setdefault("k", lambda: 0) == 1
    with pytest.raises(Exception, match="lambda|local object"):
        ns.setdefault("new", lambda: 0)
    assert "new" not in ns
