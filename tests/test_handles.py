"""Handles on containers that lose their place: orphans, stale handles, and moving."""

from __future__ import annotations

import contextlib
import gc
import pickle

import pytest
import support
import workers

import mmfshare

# ---- orphans


def test_a_replaced_child_lives_on_through_its_handle(ns):
    ns["a"] = {"l": [1]}
    a, inner = ns["a"], ns["a"]["l"]
    ns["a"] = "replaced"
    a["new"] = {"x": [2]}
    inner.append(3)
    assert a == {"l": [1, 3], "new": {"x": [2]}} and ns == {"a": "replaced"}
    ns.verify()


@pytest.mark.parametrize(
    "remove",
    [
        lambda ns: ns.__delitem__("p"),
        lambda ns: ns.pop("p"),
        lambda ns: ns.popitem(),
        lambda ns: ns.clear(),
        lambda ns: ns.update(p=1),
        lambda ns: ns["p"].__delitem__("c"),
        lambda ns: ns["p"].clear(),
        lambda ns: ns["p"].update(c=1),
        lambda ns: ns.deletevar("p"),
    ],
    ids=["del", "pop", "popitem", "clear", "update", "inner del", "inner clear", "inner update", "deletevar"],
)
def test_a_deleted_child_lives_on_through_its_handle(ns, remove):
    ns["p"] = {"c": [[1]]}
    inner = ns["p"]["c"][0]
    remove(ns)
    inner.append(2)
    assert inner == [1, 2]
    ns.verify()


@pytest.mark.parametrize(
    "remove",
    [
        lambda items: items.pop(0),
        lambda items: items.popleft(),
        lambda items: items.__delitem__(0),
        lambda items: items.__setitem__(0, None),
        lambda items: items.__setitem__(slice(None), []),
        lambda items: items.__delitem__(slice(None, None, 2)),
        lambda items: items.clear(),
        lambda items: items.remove([[1]]),
    ],
    ids=["pop", "popleft", "del", "set", "slice set", "slice del", "clear", "remove"],
)
def test_a_child_taken_from_a_list_lives_on(ns, remove):
    ns["l"] = [[[1]], [], []]
    child, inner = ns["l"][0], ns["l"][0][0]
    remove(ns["l"])
    inner.append(2)
    child.append(3)
    assert child == [[1, 2], 3]
    ns.verify()


def test_assigning_an_orphan_adopts_it(ns):
    ns["a"] = {"l": [1]}
    a = ns["a"]
    del ns["a"]
    ns["b"] = a
    a["l"].append(2)
    assert ns["b"] == {"l": [1, 2]}
    ns["c"] = a
    a["l"].append(3)
    assert ns["c"] == {"l": [1, 2]}, "the second assignment copied"
    assert ns["b"] == {"l": [1, 2, 3]}
    ns.verify()


def test_orphans_are_freed_with_their_last_handle(ns):
    ns["a"] = [[number] for number in range(100)]
    assert ns.stats().containers == 102
    handle, inner = ns["a"], ns["a"][5]
    del ns["a"]
    handle.append(1)
    assert ns.stats().containers == 102
    del handle
    support.settle(ns)
    # The handle on one item keeps that one.
    assert inner == [5] and ns.stats().containers == 2
    del inner
    gc.collect()
    support.settle(ns)
    assert ns.stats().containers == 1
    ns.verify()


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("store", ["set", "update", "move"])
def test_an_orphan_that_lost_its_last_handle_before_its_storing_was_undone_is_freed(ns, nested, store):
    ns["a"] = {"l": [1]}
    handles = [ns["a"]]
    del ns["a"]
    with ns.transaction() if nested else contextlib.nullcontext():
        with pytest.raises(ZeroDivisionError), ns.transaction():
            if store == "set":
                ns["b"] = handles.pop()
            elif store == "update":
                ns.update(b=handles.pop())
            else:
                ns.move(handles.pop(), "b")
            raise ZeroDivisionError
    support.settle(ns)
    assert ns.stats().containers == 1
    ns.verify()


@pytest.mark.timeout(30)
def test_letting_go_of_many_orphans_looks_for_none_of_them(ns):
    number = 80_000  # looking for each among the others would take minutes
    ns["d"] = {key: [] for key in range(number)}
    handles = list(ns["d"].values())
    for key in range(number):
        del ns["d"][key]
    assert ns.stats().containers == number + 2
    handles = handles[::2] + handles[1::2]
    while len(handles) > 10:
        handles.pop()
    support.settle(ns)
    assert ns.stats().containers == 12
    del handles
    support.settle(ns)
    assert ns.stats().containers == 2
    ns.verify()


@pytest.mark.timeout(30)
def test_many_orphans_of_a_locked_time_are_found_in_one_walk(ns):
    number = 80_000
    ns["d"] = {key: [] for key in range(number)}
    dropped, kept = list(ns["d"].values())[number // 2 :], list(ns["d"].values())[: number // 2]
    ns["d"].clear()
    with ns.lock():
        dropped.clear()  # freed by the next write, which has to find them
    support.settle(ns)
    assert ns.stats().containers == len(kept) + 2
    kept.clear()
    support.settle(ns)
    assert ns.stats().containers == 2
    ns.verify()


def test_orphans_of_a_dead_process_are_freed(ns, child):
    ns["a"] = [[number] for number in range(100)]

    def orphan(link):
        with mmfshare.open("test") as theirs:
            handle = theirs["a"]
            del theirs["a"]
            handle.append(1)
            link.say("orphaned")
            link.hear()

    worker = child(orphan)
    worker.hear()
    assert "a" not in ns
    worker.kill()
    # The next that writes takes over the dead one's slot, and so finds what it left.
    child(workers.write_once, "test", method="spawn").result()
    support.settle(ns)
    ns.verify()
    assert ns.stats().containers == 1


def test_an_orphan_goes_with_a_transaction(ns):
    ns["a"] = [1]
    handle = ns["a"]
    with pytest.raises(ZeroDivisionError), ns.transaction():
        del ns["a"]
        handle.append(2)
        raise ZeroDivisionError
    handle.append(3)
    assert ns["a"] == [1, 3]
    ns.verify()


# ---- handles on what another process deleted


@pytest.mark.parametrize("keep", [False, True], ids=["freed", "kept by the one that deleted"])
def test_stale_handles(ns, child, keep):
    ns["a"] = {"d": {"x": 1}, "l": [1]}
    a, d, items = ns["a"], ns["a"]["d"], ns["a"]["l"]
    iterators = [iter(d), iter(items), iter(a.items())]

    # By spawn: a forked child would have inherited the handles, and keep for itself what they name.
    worker = child(workers.delete_and_use_again, "test", keep, method="spawn")
    worker.hear()
    uses = [
        lambda: a["d"],
        lambda: a.__setitem__("d", 1),
        lambda: d["x"],
        lambda: d.get("x"),
        lambda: "x" in d,
        lambda: len(d),
        lambda: d.add("x"),
        lambda: d.pop("x", None),
        lambda: d.clear(),
        lambda: d.update(y=1),
        lambda: d.snapshot(),
        lambda: list(d),
        lambda: d == {"x": 1},
        lambda: items[0],
        lambda: items.append(1),
        lambda: items.__setitem__(0, 1),
        lambda: items.__setitem__(-1, 1),
        lambda: items[0:1],
        lambda: items.pop(),
        lambda: items.extend([1]),
        lambda: items.__imul__(1),
        lambda: items.sort(),
        lambda: len(items),
        lambda: 1 in items,
        lambda: ns.__setitem__("copy", d),
        lambda: ns.move(d, "copy"),
        lambda: d.wait("x", 0),
        lambda: d.wait_for(len, 0),
        lambda: items.wait(0),
    ]
    for number, use in enumerate(uses):
        with pytest.raises(mmfshare.StaleHandle) as caught:
            use()
            pytest.fail(f"use {number} of a stale handle went through")
        assert isinstance(caught.value, ReferenceError) and "test" in str(caught.value)
    for iterator in iterators:
        with pytest.raises(mmfshare.StaleHandle):
            next(iterator)
    assert isinstance(repr(a), str)
    assert ns == {"again": [{"x": number} for number in range(100)]}
    ns.verify()
    worker.say()
    assert worker.result() == ([{"kept": 1}, {"kept": 1}, ["kept"]] if keep else [])
    with pytest.raises(mmfshare.StaleHandle):
        d["x"]


def test_a_stale_handle_stays_stale(ns, child):
    ns["a"] = {}
    handle = ns["a"]

    child(workers.replace_many_times, "test", method="spawn").result()
    with pytest.raises(mmfshare.StaleHandle):
        handle["x"]
    assert ns["a"] == {"x": 1}


@pytest.fixture
def keeper(ns, child):
    """Tells a process that has a handle on ns["a"], a list, what to do; ends it by "end", and gives what it had."""
    ns["a"] = [1]
    worker = child(workers.keep_a_list, "test", method="spawn")
    worker.hear()

    def tell(word):
        worker.say(word)
        return worker.result() if word == "end" else worker.hear()

    return tell


@pytest.mark.parametrize("adopt", ["assign", "move"])
def test_what_another_process_deletes_and_stores_again_is_good_again(ns, keeper, adopt):
    mine = ns["a"]
    with mmfshare.open("test", readonly=True) as reader:
        watched = reader["a"]
        for _ in range(2):
            keeper("delete")
            received = pickle.loads(pickle.dumps(mine))
            for handle in (mine, watched, received):
                with pytest.raises(mmfshare.StaleHandle):
                    handle.snapshot()
                with pytest.raises(mmfshare.StaleHandle):
                    handle.wait(0)
            with pytest.raises(mmfshare.StaleHandle):
                mine.append("mine")
            ns.verify()
            keeper(adopt)
            mine.append("mine")
            assert ns["a"] == mine == watched == received and mine[-2:] == [adopt, "mine"]
            assert mine.wait(0) is False
    assert mine == [1, *2 * ["delete", adopt, "mine"]]


def test_what_another_process_deletes_and_keeps_stays_stale_after_its_end(ns, child, keeper):
    mine = ns["a"]
    keeper("delete")
    assert keeper("end") == [1, "delete"]
    with pytest.raises(mmfshare.StaleHandle):
        mine.append(1)
    child(workers.write_once, "test", method="spawn").result()  # it takes over what the dead one left
    with pytest.raises(mmfshare.StaleHandle):
        mine[0]
    assert ns.stats().containers == 1


def test_what_another_process_deletes_and_keeps_is_stale_in_transactions(ns, keeper):
    mine = ns["a"]
    with ns.transaction():
        mine.append("mine")
    keeper("delete")
    with pytest.raises(mmfshare.StaleHandle), ns.transaction():
        ns["b"] = 1
        mine.append("lost")
    assert ns == {}
    assert keeper("end") == [1, "mine", "delete"]


def test_a_deletion_that_is_undone_leaves_the_handles_of_others(ns, keeper):
    mine = ns["a"]
    keeper("delete and undo")
    mine.append("mine")
    assert ns["a"] == mine == [1, "delete and undo", "mine"]


def test_below_what_another_process_keeps_handles_work_until_it_is_freed(ns, child):
    ns["a"] = {"d": {"x": 1}, "l": []}
    inner = ns["a"]["d"]

    def keep(link):
        with mmfshare.open("test") as theirs:
            kept = theirs["a"]
            del theirs["a"]
            link.say("deleted")
            link.hear()
            assert kept["d"] == {"x": 2}

    worker = child(keep)
    worker.hear()
    inner["x"] = 2
    worker.say()
    worker.result()


def test_a_child_of_this_process_that_another_deletes_is_stale(ns, child):
    ns["a"] = {"keep": [1]}
    inner = ns["a"]["keep"]

    def take_out(link):
        with mmfshare.open("test") as theirs:
            mine = theirs["a"]["keep"]
            theirs.move(mine, "elsewhere")
            del theirs["a"]

    child(take_out).result()
    inner.append(2)
    assert ns["elsewhere"] == [1, 2], "what was moved away before stays good"


# ---- moving


def test_moving_a_handle(ns):
    ns["a"], ns["b"] = {"l": [1]}, {}
    inner = ns["a"]["l"]
    ns.move(inner, (ns["b"], "moved"))
    inner.append(2)
    assert ns == {"a": {}, "b": {"moved": [1, 2]}}
    ns.move(inner, "top")
    inner.append(3)
    assert ns == {"a": {}, "b": {}, "top": [1, 2, 3]}
    ns.verify()


def test_moving_by_place(ns):
    ns["a"], ns["l"] = {"x": {"y": 1}}, [[0], [1]]
    ns.move("a", "b")
    assert ns == {"l": [[0], [1]], "b": {"x": {"y": 1}}}
    ns.move((ns["b"], "x"), (ns["l"], 0))
    assert ns == {"l": [{"y": 1}, [1]], "b": {}}
    ns.move((ns["l"], -1), "last")
    assert ns["last"] == [1] and ns["l"][0] == {"y": 1}
    ns.verify()


def test_moving_replaces_what_is_there(ns):
    ns["a"], ns["b"] = [1], [2]
    b = ns["b"]
    ns.move("a", "b")
    assert ns == {"b": [1]} and b == [2]
    ns["c"] = {}
    ns.move("b", "c")
    assert ns == {"c": [1]}
    ns.verify()


def test_moving_to_its_own_place_is_no_change(ns):
    ns["a"] = {"l": [1]}
    handle = ns["a"]["l"]
    ns.move(handle, (ns["a"], "l"))
    handle.append(2)
    assert ns == {"a": {"l": [1, 2]}}


def test_moving_an_orphan_adopts_it(ns):
    ns["a"] = [1]
    handle = ns["a"]
    del ns["a"]
    ns.move(handle, "b")
    handle.append(2)
    assert ns == {"b": [1, 2]}


def test_bad_moves(ns):
    ns["a"], ns["n"], ns["l"] = {"in": {"er": {}}}, 1, [[]]
    before = ns.snapshot()
    for source, target, error in (
        ("a", (ns["a"], "self"), ValueError),
        ("a", (ns["a"]["in"]["er"], "deep"), ValueError),
        (ns["a"]["in"], (ns["a"]["in"]["er"], "x"), ValueError),
        ("absent", "b", KeyError),
        ((ns["l"], 5), "b", IndexError),
        ("a", (ns["l"], 5), IndexError),
        ("n", "b", TypeError),
        ("a", [], TypeError),
        (5.5, "b", KeyError),
        (ns, "b", (ValueError, TypeError)),
    ):
        with pytest.raises(error):
            ns.move(source, target)
    assert ns.snapshot() == before
    ns.verify()


def test_moving_between_namespaces_is_refused(ns):
    with mmfshare.open("other") as other:
        other["a"], ns["a"] = [1], [2]
        with pytest.raises((ValueError, TypeError)):
            ns.move(other["a"], "b")
        with pytest.raises((ValueError, TypeError)):
            ns.move(ns["a"], (other, "b"))
        assert other == {"a": [1]} and ns == {"a": [2]}
