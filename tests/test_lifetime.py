"""Closing, destroying and pickling: what a handle is good for, and how long."""

from __future__ import annotations

import copy
import os
import pickle
from pathlib import Path

import pytest
import support

import mmfshare

# ---- the end of it


def test_use_after_close_is_a_value_error(ns):
    ns["d"], ns["l"], ns["s"] = {"a": 1}, [1], 1
    d, items, s = ns["d"], ns["l"], ns.scalar("s")
    iterators = [iter(d), iter(items), reversed(d), iter(d.items())]
    keys = d.keys()
    ns.close()
    assert ns.closed
    uses = [
        lambda: ns["d"],
        lambda: ns.__setitem__("x", 1),
        lambda: ns.__delitem__("d"),
        lambda: "d" in ns,
        lambda: len(ns),
        lambda: list(ns),
        lambda: ns.get("d"),
        lambda: ns.update(a=1),
        lambda: ns.snapshot(),
        lambda: ns.dict("d"),
        lambda: ns.list("l"),
        lambda: ns.scalar("s"),
        lambda: ns.lock(),
        lambda: ns.acquire(),
        lambda: ns.transaction().__enter__(),
        lambda: ns.sync(),
        lambda: ns.verify(),
        lambda: ns.stats(),
        lambda: ns.move("d", "e"),
        lambda: d["a"],
        lambda: d.__setitem__("a", 1),
        lambda: d.add("a"),
        lambda: d.compare_exchange("a", 1, 2),
        lambda: d.pop("a"),
        lambda: d == {"a": 1},
        lambda: len(keys),
        lambda: items[0],
        lambda: items.append(1),
        lambda: items[0:1],
        lambda: items.__imul__(1),
        lambda: items.sort(),
        lambda: 1 in items,
        lambda: s.value,
        lambda: setattr(s, "value", 1),
        lambda: s.add(),
        *[lambda iterator=iterator: next(iterator) for iterator in iterators],
    ]
    for number, use in enumerate(uses):
        with pytest.raises(ValueError, match="'test' is closed"):
            use()
            pytest.fail(f"use {number} of a closed namespace went through")


def test_close_twice_and_with(ns):
    ns.close()
    ns.close()
    with mmfshare.open("other") as other:
        assert not other.closed
    assert other.closed


def test_with_closes_after_an_exception_too(folder):
    with pytest.raises(ZeroDivisionError), mmfshare.open("a") as ns:
        ns["x"] = 1
        raise ZeroDivisionError
    assert ns.closed
    with mmfshare.open("a", reuse=True) as ns:
        assert ns["x"] == 1


def test_closing_one_handle_leaves_the_others(ns):
    other = mmfshare.open("test")
    other["l"] = [1]
    theirs = other["l"]
    mine = ns["l"]
    other.close()
    mine.append(2)
    assert ns["l"] == [1, 2]
    with pytest.raises(ValueError, match="closed"):
        theirs.append(3)


@support.closes_at_once
def test_close_gives_back_descriptor_and_mapping(folder):
    ns = mmfshare.open("a")
    ns["l"] = [1]
    handle = ns["l"]
    assert support.open_below(folder)
    ns.close()
    assert support.open_below(folder) == []
    with pytest.raises(ValueError, match="closed"):
        handle.append(1)


def test_a_forgotten_namespace_is_closed_with_its_last_handle(folder):
    def make():
        ns = mmfshare.open("a")
        ns["l"] = [1]
        return ns["l"]

    handle = make()
    handle.append(2)
    assert handle == [1, 2]
    del handle
    assert support.open_below(folder) == []


@support.closes_at_once
def test_close_releases_a_lock_that_is_held(ns, child):
    mine = mmfshare.open("test")
    mine.acquire()
    ns.close()
    mine.close()

    def take(link):
        with mmfshare.open("test") as theirs:
            return theirs.acquire(10)

    assert child(take).result() is True


def test_destroy_keeps_the_data_of_who_is_attached(ns):
    ns["x"] = 1
    other = mmfshare.open("test")
    path = Path(ns.path)
    ns.destroy()
    assert not path.exists() and mmfshare.namespaces() == []
    ns["x"] += 1
    assert other["x"] == 2
    with mmfshare.open("test") as new:
        assert "x" not in new and new.uuid != other.uuid
        new["x"] = "new"
        assert other["x"] == 2
    other.verify()
    other.close()


def test_destroy_does_not_remove_a_successor(ns):
    other = mmfshare.open("test")
    ns.destroy()
    with mmfshare.open("test") as new:
        new["x"] = 1
        other.destroy()
        assert Path(new.path).exists()
    other.close()
    with mmfshare.open("test", reuse=True) as new:
        assert new["x"] == 1


# ---- pickling


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_handles_pickle(ns, protocol):
    ns["d"] = {"inner": {"l": [1, [2]]}}
    ns["s"] = 1
    handles = (ns, ns["d"], ns["d"]["inner"]["l"], ns["d"]["inner"]["l"][1], ns.scalar("s"))
    attached, d, outer, inner, s = pickle.loads(pickle.dumps(handles, protocol))
    assert [type(x) for x in (attached, d, outer, inner, s)] == [type(handle) for handle in handles]
    inner.append(3)
    d["new"] = 1
    s.value = 2
    assert ns.snapshot() == {"d": {"inner": {"l": [1, [2, 3]]}, "new": 1}, "s": 2}
    assert attached.uuid == ns.uuid and attached.timeout == ns.timeout


def test_pickled_handles_keep_their_options(folder):
    with mmfshare.open("a", timeout=3.5, serializer="json", autolock=False) as ns:
        copied = pickle.loads(pickle.dumps(ns))
        assert (copied.timeout, copied.serializer, copied.autolock) == (3.5, "json", False)
        copied.close()
    with mmfshare.open("a", readonly=True) as ns:
        copied = pickle.loads(pickle.dumps(ns))
        assert copied.readonly
        copied.close()


def test_a_pickle_of_a_destroyed_namespace(ns):
    ns["d"] = {}
    pickles = [pickle.dumps(thing) for thing in (ns, ns["d"], ns.scalar("s"))]
    ns.destroy()
    for data in pickles:
        with pytest.raises(mmfshare.NamespaceNotFound):
            pickle.loads(data)
    assert mmfshare.namespaces() == []
    with mmfshare.open("test") as successor:
        successor["d"] = {}
        for data in pickles:
            with pytest.raises(mmfshare.StaleHandle):
                pickle.loads(data)


@pytest.mark.parametrize("value", [{"x": 1}, [1]], ids=["dict", "list"])
@pytest.mark.parametrize("successor", [None, 1, {"x": 2}, [2]])
def test_a_pickle_of_a_deleted_container_is_stale_where_it_is_used(ns, value, successor):
    ns["d"] = value
    data = pickle.dumps(ns["d"])
    del ns["d"]
    ns["next"] = successor
    stale = pickle.loads(data)
    for handle in (stale, pickle.loads(pickle.dumps(stale))):
        assert type(handle) is type(ns.dict("a") if type(value) is dict else ns.list("b"))
        for use in (len, list, lambda h: h.snapshot(), lambda h: h.clear(), lambda h: ns.update(copy=h)):
            with pytest.raises(mmfshare.StaleHandle):
                use(handle)
    assert ns["next"] == successor and "copy" not in ns


def test_copying_a_handle_gives_plain_data(ns):
    ns["d"] = {"l": [1]}
    assert type(copy.copy(ns["d"])) is dict and type(copy.deepcopy(ns["d"])) is dict
    assert type(copy.copy(ns["d"]["l"])) is list
    plain = copy.deepcopy(ns["d"])
    plain["l"].append(2)
    assert ns["d"] == {"l": [1]}


def test_destroy_removes_the_name_that_was_opened(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    with mmfshare.open("x", swapfile=first) as one:
        os.link(first, second)
        with mmfshare.open("x", swapfile=second) as two:
            two.destroy()
            assert os.listdir(tmp_path) == ["first"]
        os.rename(first, second)
        with mmfshare.open("x", swapfile=second) as two:
            two["a"] = 1
            one.destroy()  # its name is gone already
            assert os.listdir(tmp_path) == ["second"]
            two.destroy()
            assert os.listdir(tmp_path) == []
