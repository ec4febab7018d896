"""pop() and the like never lose a value that cannot be read."""

import sys

import pytest
import support

import mmfshare


class Moody:
    """Can be pickled, and read only while `allowed`."""

    allowed = False

    def __reduce__(self):
        return _read, ()


def _read():
    if not Moody.allowed:
        raise RuntimeError("not now")
    return "read"


@pytest.fixture(autouse=True)
def not_allowed():
    Moody.allowed = False


def test_dict_pop_keeps_what_cannot_be_read(ns):
    ns["a"] = Moody()
    for _ in range(2):
        with pytest.raises(RuntimeError, match="not now"):
            ns.pop("a")
    assert "a" in ns
    Moody.allowed = True
    assert ns.pop("a") == "read" and "a" not in ns
    ns.verify()


def test_popitem_keeps_what_cannot_be_read(ns):
    ns["a"] = 1
    ns["b"] = {"deep": [Moody()]}
    with pytest.raises(RuntimeError):
        ns.popitem()
    assert list(ns) == ["a", "b"]
    Moody.allowed = True
    assert ns.popitem() == ("b", {"deep": ["read"]})
    assert ns.popitem() == ("a", 1)


@pytest.mark.parametrize(
    "pop", [lambda items: items.pop(), lambda items: items.popleft(), lambda items: items.pop(0)]
)
def test_list_pop_keeps_what_cannot_be_read(ns, pop):
    ns["l"] = [Moody()]
    with pytest.raises(RuntimeError):
        pop(ns["l"])
    assert len(ns["l"]) == 1
    Moody.allowed = True
    assert pop(ns["l"]) == "read" and len(ns["l"]) == 0


# A fresh process: the heap of one that was forked may have much that is free.
POPPER = """
import resource, sys
from pathlib import Path
import mmfshare

ns = mmfshare.open("test", reuse=True)
length = int(sys.argv[1])
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + length * 3 // 2, used + length * 3 // 2))
for way in (lambda: ns["d"].pop("last"), lambda: ns["d"].popitem(), lambda: ns["l"].pop(), lambda: ns["l"].popleft()):
    try:
        way()
    except MemoryError:
        print("no memory")
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or not support.WITH_GIL,
    reason="counts on what a process with a GIL has mapped on Linux",
)
def test_what_there_is_no_memory_for_is_kept():
    """There is some for the copy of the bytes, but not for the object."""
    length = 64 << 20
    with mmfshare.open("test", max_size="1G") as ns:
        ns["d"] = {"last": b"x" * length}
        ns["l"] = [b"x" * length]
        done = support.python("-c", POPPER, str(length))
        assert done.stdout.split("\n")[:-1] == ["no memory"] * 4, done.stderr
        assert ns["d"].pop("last") == ns["l"].popleft() == b"x" * length
        assert len(ns["d"]) == len(ns["l"]) == 0
        ns.verify()


def test_a_handle_without_a_serializer_takes_nothing_away(ns):
    ns["set"] = {1, 2}
    with mmfshare.open(ns.name, reuse=True, serializer="none") as strict:
        with pytest.raises(TypeError):
            strict.pop("set")
    assert ns.pop("set") == {1, 2}


def test_reading_may_write_to_the_namespace(ns):
    """Each reading moves the namespace, so in the end the lock is held over it."""
    ns["reads"] = 0
    ns["a"] = Counting(ns.name)
    assert ns.pop("a") == "counted"
    assert "a" not in ns and ns["reads"] >= 1 and not ns.held


class Counting:
    def __init__(self, name):
        self.name = name

    def __reduce__(self):
        return _count, (self.name,)


def _count(name):
    with mmfshare.open(name, reuse=True) as ns:
        if ns["reads"] < 3:
            ns.add("reads")
    return "counted"


class Hook:
    """Reading one calls Hook.on_read; losing it calls Hook.on_loss."""

    on_read = on_loss = staticmethod(lambda: None)

    def __reduce__(self):
        return _hooked, ()

    def __del__(self):
        Hook.on_loss()


def _hooked():
    Hook.on_read()
    return Hook()


@pytest.fixture
def hook(monkeypatch):
    def set_hooks(on_read=lambda: None, on_loss=lambda: None):
        monkeypatch.setattr(Hook, "on_read", staticmethod(on_read))
        monkeypatch.setattr(Hook, "on_loss", staticmethod(on_loss))

    return set_hooks


def test_reading_may_close_the_namespace(ns, hook):
    ns["a"] = Hook()
    hook(ns.close)
    with pytest.raises(ValueError, match="closed"):
        ns.pop("a")
    with mmfshare.open("test") as again:
        assert "a" in again and not again.held


def test_reading_may_write_and_then_close_the_namespace(ns, hook):
    ns["a"] = Hook()
    reads = iter(range(10))

    def write_or_close():
        if next(reads) < 6:  # by then the lock is held, so that reading and removing can be one
            ns["moved"] = "x" * next(reads)
        else:
            ns.close()

    hook(write_or_close)
    with pytest.raises((ValueError, RuntimeError)):
        ns.pop("a")
    with mmfshare.open("test") as again:
        assert "a" in again and not again.held


def test_dropping_what_was_read_in_vain_may_close_the_namespace(ns, hook):
    ns["l"] = [1, Hook()]
    items = ns["l"]
    hook(on_read=items.clear, on_loss=ns.close)
    with pytest.raises((ValueError, IndexError)):
        items.pop()


def test_a_value_whose_reading_changes_the_namespace_each_time(ns, hook):
    ns["a"] = Hook()
    hook(lambda: ns.update(moved=ns.get("moved", "") + "x"))
    with pytest.raises(RuntimeError, match="each time"):
        ns.pop("a")
    assert "a" in ns and not ns.held
    hook()
    assert isinstance(ns.pop("a"), Hook)
