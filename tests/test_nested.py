"""Containers inside containers: live at any depth, each in exactly one place, never inside itself."""

from __future__ import annotations

import gc
import random

import pytest
import support

import mmfshare


def test_plain_containers_become_live_children(ns):
    mine = {"tags": ["a"], "deep": {"er": [[{"x": 1}]]}}
    ns["cfg"] = mine
    ns["cfg"]["tags"].append("b")
    ns["cfg"]["deep"]["er"][0][0]["x"] = 2
    assert ns["cfg"] == {"tags": ["a", "b"], "deep": {"er": [[{"x": 2}]]}}
    assert mine["tags"] == ["a"], "the original is no part of it"
    mine["tags"].append("c")
    assert ns["cfg"]["tags"] == ["a", "b"]


def test_children_are_live_for_other_processes(ns, child):
    ns["cfg"] = {"tags": [[]]}

    def work(link):
        with mmfshare.open("test") as theirs:
            inner = theirs["cfg"]["tags"][0]
            link.say("ready")
            link.hear()
            inner.append({"n": 1})
            link.say("appended")
            link.hear()
            return inner.snapshot()

    worker = child(work)
    worker.hear()
    inner = ns["cfg"]["tags"][0]
    worker.say()
    worker.hear()
    assert inner == [{"n": 1}]
    inner[0]["n"] = 2
    worker.say()
    assert worker.result() == [{"n": 2}]


def test_containers_at_depth_are_made_by_every_way_of_writing(ns):
    ns["d"], ns["l"] = {}, []
    d, items = ns["d"], ns["l"]
    d["set"] = [[]]
    d.setdefault("default", {"x": []})
    d.update(update={"y": []})
    d.compare_exchange("cas", mmfshare.ABSENT, [[]])
    items.append([[]])
    items.appendleft({"z": []})
    items.extend([[], {}])
    items.insert(0, [[]])
    items[1:2] = [{"s": []}, [[]]]
    ns.scalar("s").value = {"v": []}
    inner = (d["set"][0], d["default"]["x"], d["update"]["y"], d["cas"][0], items[0][0], items[1]["s"])
    inner += (items[2][0], items[3][0], items[4], ns["s"]["v"])
    for number, container in enumerate(inner):
        container.append(number)
    assert d == {"set": [[0]], "default": {"x": [1]}, "update": {"y": [2]}, "cas": [[3]]}
    assert items == [[[4]], {"s": [5]}, [[6]], [[7]], [8], {}] and ns["s"] == {"v": [9]}
    ns.verify()


# ---- a container has one place


def test_assigning_a_handle_elsewhere_copies(ns):
    ns["a"] = {"l": [1]}
    ns["b"] = ns["a"]
    ns["b"]["l"].append(2)
    assert ns["a"] == {"l": [1]} and ns["b"] == {"l": [1, 2]}
    ns["list"] = [ns["a"], ns["a"]["l"], {"x": ns["a"]}]
    ns["a"]["l"].append(3)
    assert ns["list"] == [{"l": [1]}, [1], {"x": {"l": [1]}}]
    ns.verify()


def test_assigning_a_container_to_its_own_place_is_no_change(ns):
    ns["a"] = {"l": [1]}
    handle = ns["a"]["l"]
    ns["a"]["l"] = handle
    ns["a"] = ns["a"]
    ns.update(a=ns["a"])
    ns["x"] = [[1]]
    inner = ns["x"][0]
    ns["x"][0] = inner
    handle.append(2)
    inner.append(2)
    assert ns["a"] == {"l": [1, 2]} and ns["x"] == [[1, 2]]


def test_a_handle_of_another_namespace_copies(ns):
    with mmfshare.open("other") as other:
        other["a"] = {"l": [1]}
        ns["a"] = other["a"]
        ns["n"] = other
        other["a"]["l"].append(2)
        assert ns["a"] == {"l": [1]} and ns["n"] == {"a": {"l": [1]}}


def test_swapping(ns):
    ns["l"] = [["a"], {"b": 1}, ["c"]]
    items = ns["l"]
    items[0], items[1] = items[1], items[0]
    assert items == [{"b": 1}, ["a"], ["c"]]
    items[0]["live"] = True
    items[1].append("live")
    assert items == [{"b": 1, "live": True}, ["a", "live"], ["c"]]
    ns["x"], ns["y"] = [1], {"y": 2}
    x = ns["x"]
    ns["x"], ns["y"] = ns["y"], ns["x"]
    x.append(3)
    ns["x"]["z"] = 4
    assert ns["x"] == {"y": 2, "z": 4} and ns["y"] == [1, 3], "the first to be replaced is adopted as it is"
    gc.collect()
    support.settle(ns)
    assert ns.stats().containers == 1 + 1 + 3 + 2
    ns.verify()


def test_shuffling_keeps_every_child(ns):
    ns["l"] = [{"n": number, "l": [number]} for number in range(30)]
    random.Random(4).shuffle(ns["l"])
    assert sorted(item["n"] for item in ns["l"]) == list(range(30))
    for item in ns["l"]:
        item["l"].append("live")
    assert all(item["l"] == [item["n"], "live"] for item in ns["l"])
    del item
    gc.collect()
    support.settle(ns)
    assert ns.stats().containers == 1 + 1 + 60
    ns["l"].clear()
    support.settle(ns)
    assert ns.stats().containers == 2
    ns.verify()


def test_sorting_and_reversing_keep_every_child(ns):
    ns["l"] = [{"n": (number * 7) % 10} for number in range(10)]
    handles = list(ns["l"])
    ns["l"].sort(key=lambda item: item["n"])
    assert [item["n"] for item in ns["l"]] == list(range(10))
    for handle in handles:
        handle["live"] = True
    ns["l"].reverse()
    assert ns["l"] == [{"n": number, "live": True} for number in reversed(range(10))]
    ns["nested"] = [[3], [1], [2]]
    second = ns["nested"][1]
    ns["nested"].sort()
    second.append(0)
    assert ns["nested"] == [[1, 0], [2], [3]]
    ns.verify()


def test_slices_reverse_in_place_too(ns):
    ns["l"] = [[1], [2], [3]]
    ns["l"][:] = list(ns["l"])[::-1]
    assert ns["l"] == [[3], [2], [1]]
    ns["l"][::-1] = list(ns["l"])
    assert ns["l"] == [[1], [2], [3]]
    ns.verify()


# ---- cycles


def test_a_container_inside_itself_is_a_copy(ns):
    # An assignment of a handle copies, so it can make no cycle.
    ns["a"] = {"l": [1]}
    ns["a"]["self"] = ns["a"]
    ns["a"]["l"].append(ns["a"]["l"])
    assert ns["a"] == {"l": [1, [1]], "self": {"l": [1]}}
    ns["root"] = ns
    assert ns["root"] == {"a": {"l": [1, [1]], "self": {"l": [1]}}}
    ns.verify()


def test_adopting_an_orphan_into_itself_is_refused(ns):
    ns["a"] = {"in": {"er": []}}
    a = ns["a"]
    inner = a["in"]
    del ns["a"]
    with pytest.raises(ValueError, match="itself|cycl"):
        inner["self"] = a
    with pytest.raises(ValueError, match="itself|cycl"):
        a["self"] = a
    with pytest.raises(ValueError, match="itself|cycl"):
        inner["er"].append([a])
    assert a == {"in": {"er": []}}
    ns["a"] = a
    assert ns == {"a": {"in": {"er": []}}}
    ns.verify()


def test_deep_trees_are_freed_and_copied_without_recursion(ns):
    ns["l"] = []
    inner = ns["l"]
    for _ in range(400):
        inner.append([])
        inner = inner[0]
    inner.append("bottom")
    ns["copy"] = ns["l"]
    del inner
    assert ns.stats().containers == 1 + 2 * 401
    ns.verify()
    del ns["l"], ns["copy"]
    gc.collect()
    support.settle(ns)
    assert ns.stats().containers == 1
    ns.verify()


def test_a_tree_too_deep_for_python_is_no_trouble(ns):
    ns["l"] = []
    inner = ns["l"]
    for _ in range(5000):
        inner.append([])
        inner = inner[0]
    ns.verify()
    for use in (
        ns["l"].snapshot,
        ns["l"].pop,
        lambda: ns["l"] == [],
        lambda: ns.__setitem__("copy", ns["l"]),
    ):
        try:
            use()
        except (RecursionError, ValueError):
            continue
    ns.verify()
    inner.append("live")
    assert inner == ["live"]
