"""Bad input: each gets an exception that says what, where and what to do, and nothing stored is lost."""

from __future__ import annotations

import collections
import os
import pathlib
import pickle
import signal
import threading
import time

import pytest
import workers

import mmfshare

# ---- names, sizes and other arguments


@pytest.mark.parametrize(
    "name", [".mmfshare-new-x", "", ".", "..", "a/b", "/", "a\0b", "x" * 201, "ü" * 101, "\ud800"]
)
def test_bad_names(folder, name):
    with pytest.raises(ValueError, match="name"):
        mmfshare.open(name)
    assert os.listdir(folder) == []


@pytest.mark.parametrize("name", ["x" * 200, "ü" * 100, "...", " ", "a\nb", "-x"])
def test_odd_but_good_names(folder, name):
    with mmfshare.open(name) as ns:
        assert ns.name == name and mmfshare.namespaces() == [name]


@pytest.mark.parametrize("name", [None, 1, b"bytes", ["list"]])
def test_names_of_another_type(folder, name):
    with pytest.raises(TypeError):
        mmfshare.open(name)


@pytest.mark.parametrize("path", ["./state.mmf", "/tmp/state.mmf", pathlib.Path("state.mmf")])
def test_a_path_for_a_name_is_told_where_it_goes(folder, path):
    with pytest.raises((TypeError, ValueError), match=r"the path of a file goes to swapfile="):
        mmfshare.open(path)


@pytest.mark.parametrize("what", ["size", "max_size"])
@pytest.mark.parametrize(
    "size",
    [0, -1, 1, 65535, "12Q", "", "K", "-1K", "1.5M", "0", "1K", "１M", 1 << 62, 1 << 80, "9999T", "100G"],
)
def test_bad_sizes(folder, what, size):
    with pytest.raises(ValueError, match=what) as caught:
        mmfshare.open("a", **{what: size})
    assert str(size) in str(caught.value) or "size" in str(caught.value)
    assert os.listdir(folder) == []


@pytest.mark.parametrize("size", [1.5, None, b"1M", [1]])
def test_sizes_of_another_type(folder, size):
    with pytest.raises(TypeError, match="size"):
        mmfshare.open("a", size)
    assert os.listdir(folder) == []


def test_size_above_max_size(folder):
    with pytest.raises(ValueError, match="max_size"):
        mmfshare.open("a", "1M", max_size="512K")
    assert os.listdir(folder) == []


@pytest.mark.parametrize(
    "options, error",
    [
        ({"timeout": -1}, ValueError),
        ({"timeout": float("nan")}, ValueError),
        ({"timeout": "soon"}, TypeError),
        ({"serializer": "marshal"}, ValueError),
        ({"serializer": None}, (TypeError, ValueError)),
        ({"mode": 0o10000}, ValueError),
        ({"mode": -1}, ValueError),
        ({"mode": 0o400}, ValueError),
        ({"mode": 0o044}, ValueError),
        ({"mode": "rw"}, TypeError),
        ({"swapfile": ""}, ValueError),
        ({"swapfile": "a\0b"}, ValueError),
        ({"swapfile": "no-folder-is-made-a-file/"}, ValueError),
        ({"swapfile": b"../.."}, ValueError),
        ({"swapfile": 1}, TypeError),
        ({"colour": "red"}, TypeError),
    ],
)
def test_other_bad_arguments(folder, options, error):
    with pytest.raises(error) as caught:
        mmfshare.open("a", **options)
    assert next(iter(options)) in str(caught.value) or "path" in str(caught.value)
    assert os.listdir(folder) == []


def test_an_unknown_option_is_told_with_those_there_are(folder):
    with pytest.raises(TypeError, match="colour.*namespace, size, swapfile, reuse, max_size, mode"):
        mmfshare.open("a", colour="red")


def test_reuse_of_what_is_not_there(folder):
    for options in ({"reuse": True}, {"readonly": True}):
        with pytest.raises(mmfshare.NamespaceNotFound, match="nothing-here") as caught:
            mmfshare.open("nothing-here", **options)
        assert isinstance(caught.value, FileNotFoundError)
        assert str(caught.value).count("reuse=True") == 1 and str(caught.value).count("no such") == 1
    assert os.listdir(folder) == []


def test_a_swapfile_may_be_bytes(tmp_path):
    with mmfshare.open("a", swapfile=os.fsencode(tmp_path / "file")) as ns:
        assert ns.path == str(tmp_path / "file")


def test_messages_name_the_public_classes(ns):
    ns.update(d={}, l=[], i=1)
    with pytest.raises(TypeError, match=r"^SharedDict\.popitem\(\)"):
        ns["d"].popitem(1)
    with pytest.raises(TypeError, match=r"^SharedList\.append\(\)"):
        ns["l"].append()
    with pytest.raises(TypeError, match="'i' is an int, not a dict"):
        ns.dict("i")


@pytest.mark.parametrize(
    "options, named",
    [
        ({"size": "1M"}, ("131072", "1048576")),
        ({"size": 65536}, ("131072", "65536")),
        ({"max_size": "2M"}, ("1048576", "2097152")),
        ({"mode": 0o644}, ("600", "644")),
    ],
)
def test_what_is_there_with_other_options(folder, options, named):
    with mmfshare.open("a", "128K", max_size="1M") as ns:
        ns["kept"] = 1
        with pytest.raises(mmfshare.NamespaceExists) as caught:
            mmfshare.open("a", **options)
        assert isinstance(caught.value, FileExistsError)
        assert all(value in str(caught.value) for value in named), str(caught.value)
        assert str(caught.value).count("it exists") == 1
        assert ns["kept"] == 1


def test_no_max_size_is_told_as_none(ns):
    with pytest.raises(mmfshare.NamespaceExists, match="max_size none, not 1048576"):
        mmfshare.open("test", max_size="1M")


# ---- values and keys


class Unpicklable:
    def __reduce__(self):
        raise pickle.PicklingError("this one says no")


@pytest.mark.parametrize(
    "value",
    [lambda: 0, threading.Lock(), Unpicklable(), (1, [Unpicklable()])],
    ids=["lambda", "lock", "object", "tuple"],
)
@pytest.mark.parametrize(
    "wrap", [lambda v: v, lambda v: [1, v], lambda v: {"a": {"b": v}}], ids=["bare", "list", "dict"]
)
def test_a_value_that_cannot_be_pickled_keeps_the_old_one(ns, value, wrap):
    ns["x"], ns["l"], ns["s"] = {"old": 1}, [1, 2, 3], 5
    child, scalar = ns["x"], ns.scalar("s")
    before, commits = ns.snapshot(), ns.stats().commits
    attempts = [
        lambda: ns.__setitem__("x", wrap(value)),
        lambda: ns.__setitem__("new", wrap(value)),
        lambda: ns.setdefault("new", wrap(value)),
        lambda: ns.update({"a": 1, "x": wrap(value)}),
        lambda: ns["l"].__setitem__(0, wrap(value)),
        lambda: ns["l"].__setitem__(slice(0, 1), [4, wrap(value)]),
        lambda: ns["l"].append(wrap(value)),
        lambda: ns["l"].extend([4, wrap(value)]),
        lambda: ns["l"].insert(0, wrap(value)),
        lambda: setattr(scalar, "value", wrap(value)),
        lambda: ns.compare_exchange("x", {"old": 1}, wrap(value)),
    ]
    for attempt in attempts:
        with pytest.raises((TypeError, AttributeError, pickle.PicklingError)):
            attempt()
    assert ns.snapshot() == before and ns.stats().commits == commits
    child["still"] = "alive"
    assert ns["x"] == {"old": 1, "still": "alive"}


@pytest.mark.parametrize("key", [[], {}, set(), bytearray(b"x"), (1, [])], ids=repr)
def test_unhashable_keys(ns, key):
    for use in (
        lambda: ns[key],
        lambda: ns.__setitem__(key, 1),
        lambda: ns.__delitem__(key),
        lambda: key in ns,
        lambda: ns.get(key),
        lambda: ns.setdefault(key),
        lambda: ns.pop(key, None),
        lambda: ns.add(key),
        lambda: ns.compare_exchange(key, 1, 2),
        lambda: ns.update([(key, 1)]),
    ):
        with pytest.raises(TypeError, match="unhashable type"):
            use()
    assert ns == {}


class OddText(str):
    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return 1


@pytest.mark.parametrize(
    "key, named",
    [
        (object(), "object"),
        (frozenset(), "frozenset"),
        (1j, "complex"),
        (range(3), "range"),
        ((1, object()), "object"),
        ((1, (2, frozenset())), "frozenset"),
        (OddText("x"), "OddText"),
        (float("nan"), "nan|NaN"),
        ((1, float("nan")), "nan|NaN"),
        (Ellipsis, "ellipsis"),
    ],
    ids=lambda part: None if isinstance(part, str) else type(part).__name__,
)
def test_unsupported_keys(ns, key, named):
    for use in (
        lambda: ns.__setitem__(key, 1),
        lambda: ns.setdefault(key, 1),
        lambda: ns.update({key: 1}),
        lambda: ns.add(key),
    ):
        with pytest.raises(TypeError, match=named):
            use()
    with pytest.raises(TypeError, match=named):
        ns["d"] = {"fine": 1, key: 2}
    assert ns == {}


def test_subclasses_of_containers_are_refused(ns):
    class MyList(list):
        pass

    ns["x"] = "old"
    for value in (
        collections.Counter("abc"),
        collections.OrderedDict(a=1),
        collections.defaultdict(int),
        MyList([1]),
        [1, collections.Counter()],
        {"a": MyList()},
    ):
        with pytest.raises(TypeError, match=r"dict\(|list\("):
            ns["x"] = value
    assert ns["x"] == "old"


# ---- waiting for what does not come


@pytest.fixture
def holder(ns, child):
    """A child that holds the lock of "test" until it is told to let go."""

    started = child(workers.hold_lock, "test")
    assert started.hear() == "locked"
    return started


def test_a_lock_never_released_is_lock_timeout(ns, holder):
    with mmfshare.open("test", timeout=0.2) as mine:
        uses = [
            lambda: mine["x"],
            lambda: mine.__setitem__("x", 1),
            lambda: len(mine),
            lambda: list(mine),
            lambda: mine.snapshot(),
            lambda: mine.add("x"),
            lambda: mine.lock(),
            lambda: mine.lock(timeout=0),
            lambda: mine.lock(timeout=0.1),
            lambda: mine.transaction().__enter__(),
            lambda: mine.verify(),
        ]
        for use in uses:
            start = time.monotonic()
            with pytest.raises(mmfshare.LockTimeout, match="test") as caught:
                use()
            assert isinstance(caught.value, TimeoutError) and time.monotonic() - start < 10
        assert mine.acquire(0) is False and mine.acquire(0.1) is False
        start = time.monotonic()
        assert mine.acquire() is False
        assert time.monotonic() - start >= 0.2
    holder.say()
    holder.result()
    ns["x"] = 1
    assert ns["x"] == 1


def test_a_stopped_holder_is_alive(ns, holder):
    holder.stop()
    with pytest.raises(mmfshare.LockTimeout):
        ns.lock(timeout=0.3)
    holder.go_on()
    holder.say()
    holder.result()
    with ns.lock() as guard:
        assert guard.recovered is False


@pytest.mark.parametrize(
    "wait",
    [
        lambda ns: ns.lock(timeout=None),
        lambda ns: ns.acquire(None),
        lambda ns: ns["x"],
        lambda ns: ns.__setitem__("x", 2),
        lambda ns: ns.transaction().__enter__(),
    ],
    ids=["lock", "acquire", "get", "set", "transaction"],
)
@pytest.mark.parametrize("timeout", [None, 60])
def test_a_keyboard_interrupt_in_a_wait(ns, child, wait, timeout):
    def wait_long(link):
        with mmfshare.open("test", timeout=timeout) as mine:
            link.say("ready")
            link.hear()
            # The alarm comes while this process, which does nothing else, is waiting.
            signal.signal(signal.SIGALRM, signal.default_int_handler)
            signal.setitimer(signal.ITIMER_REAL, 0.3)
            start = time.monotonic()
            try:
                wait(mine)
            except KeyboardInterrupt:
                waited = time.monotonic() - start
            else:
                return "it did not wait"
            link.say(waited)
            link.hear()
            # Nothing is left over: neither a lock nor a half-done write.
            mine["y"] = mine["x"]
            return mine.acquire(0)

    ns["x"] = 1
    waiter = child(wait_long)
    waiter.hear()
    with ns.lock():
        waiter.say()
        assert 0.2 < waiter.hear() < 20
    waiter.say()
    assert waiter.result() is True
    assert ns["x"] == 1 and ns["y"] == 1


def test_sigint_ends_a_waiting_process_with_keyboard_interrupt(ns, child):
    def wait_long(link):
        signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background may ignore it
        with mmfshare.open("test", timeout=None) as mine:
            try:
                link.say("ready")
                mine.lock()
            except KeyboardInterrupt:
                return "interrupted"

    with ns.lock():
        waiter = child(wait_long)
        waiter.hear()
        assert waiter.says_nothing(0.3)
        waiter.interrupt()
        assert waiter.result() == "interrupted"


def test_other_signals_are_handled_in_a_wait_and_the_wait_goes_on(ns, child):
    def wait_long(link):
        calls = []
        signal.signal(signal.SIGUSR1, lambda *_: (calls.append(1), link.say("handled")))
        with mmfshare.open("test", timeout=None) as mine:
            link.say("ready")
            with mine.lock():
                return len(calls)

    waiter = None
    with ns.lock():
        waiter = child(wait_long)
        waiter.hear()
        for _ in range(3):
            os.kill(waiter.pid, signal.SIGUSR1)
            assert waiter.hear() == "handled"
    assert waiter.result() == 3
