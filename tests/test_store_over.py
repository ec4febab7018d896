"""Storing a dict or list over one of the same shape: the memory stays, but it is another container."""

from __future__ import annotations

import contextlib
import threading

import pytest
import support

import mmfshare

RECORD = {"id": 1, "name": "a", "tags": ["x", "y"], "at": {"lat": 1.5, "lon": 2.5}}
VALUES = [
    RECORD,
    {"id": 2, "name": "b" * 100, "tags": ["z", None], "at": {"lat": -0.0, "lon": 10**30}},
    {"id": "2", "name": [1], "tags": {"x": 1}, "at": [1, 2]},
    {"id": 3, "name": "c", "tags": ["x", "y", "z"], "at": {"lat": 1, "lon": 2, "alt": 3}},
    {"id": 3, "name": "c", "tags": ["x", "y"], "at": {"lon": 2, "lat": 1}},
    {"name": "c", "id": 3, "tags": [], "at": {}},
    dict.fromkeys(RECORD, RECORD),
    list(RECORD),
    [1, [2, [3, [4]]], "x" * 50, {"k": "v" * 2000}],
    [0, [0, [0, [0]]], "y" * 60, {"k": "w" * 20}],
    {1: "int", "long key" * 9: 2},
    {True: "bool", "long key" * 9: 3},
    {1.0: "float", "long key" * 9: 4},
    {1: "int", "Long key" * 9: 5},
    {},
    [],
    [[]],
    [{}],
    ["plain"],
    {number: number for number in range(100)},  # these are too large for it
    {number: [number] for number in range(100)},
    dict.fromkeys(range(100)),
]


@pytest.mark.parametrize("old", range(len(VALUES)))
def test_what_was_stored_is_what_is_there(ns, old):
    for new in VALUES:
        ns["d"], ns["l"] = VALUES[old], [VALUES[old]]
        ns["d"] = ns["l"][0] = new
        for read in (ns["d"].snapshot(), ns["l"][0].snapshot()):
            assert support.as_stored(read) == support.as_stored(new)
            assert list(read) == list(new)
        ns["once"] = new
        assert ns.verify() is None
        del ns["once"]


def test_it_takes_no_memory(ns):
    for value in VALUES[:-3]:
        ns["r"] = value
        before = ns.stats()
        for _ in range(20):
            ns["r"] = value
        after = ns.stats()
        assert (after.containers, after.free_bytes) == (before.containers, before.free_bytes)


@pytest.mark.parametrize("kind", [dict, list])
@pytest.mark.parametrize("most", [300, 5000])
def test_the_memory_of_items_that_have_gone_is_given_back(ns, kind, most):
    few = {0: 0, 1: 1} if kind is dict else [0, 1]

    def used():
        stats = ns.stats()
        return stats.file_bytes - stats.free_bytes

    ns["r"] = few
    support.settle(ns)
    before = used()
    ns["r"] = dict.fromkeys(range(most), 0) if kind is dict else [0] * most
    for number in range(most - 1, 1, -1):
        del ns["r"][number]
    assert used() > before + 2000
    ns["r"] = few
    support.settle(ns)
    assert used() < before + 1000
    ns.verify()


def test_it_is_another_container_in_the_same_place(ns):
    ns["r"] = RECORD
    seen = {ns["r"]._ident}
    for new in (VALUES[1], RECORD, RECORD):
        ns["r"] = new
        assert ns["r"]._ident not in seen
        seen.add(ns["r"]._ident)
    assert len({place for place, _ in seen}) == 1


def test_handles_of_others_are_stale(ns):
    with mmfshare.open("test", readonly=True) as other:
        for store in (lambda: ns.update(r=RECORD), lambda: ns.__setitem__("r", {**RECORD, "id": 9})):
            ns["r"] = RECORD
            theirs = [other["r"], other["r"]["tags"], other["r"]["at"]]
            walks = [iter(handle) for handle in theirs]
            store()
            for handle in theirs:
                for use in (type(handle).snapshot, len, list, lambda handle: handle.wait(0)):
                    with pytest.raises(mmfshare.StaleHandle):
                        use(handle)
            for walk in walks:
                with pytest.raises(mmfshare.StaleHandle):
                    next(walk)
            assert other["r"] == ns["r"]


@pytest.mark.parametrize("held", ["whole", "part"])
def test_handles_of_this_process_live_on(ns, held):
    ns["r"] = RECORD
    record, tags = ns["r"], ns["r"]["tags"]
    if held == "part":
        del record
    ns["r"] = {**RECORD, "tags": ["new", "er"]}
    tags.append("mine")
    assert tags == ["x", "y", "mine"] and ns["r"]["tags"] == ["new", "er"]
    if held == "whole":
        assert record == {**RECORD, "tags": ["x", "y", "mine"]}
    ns.verify()


def test_who_waits_for_the_old_one_wakes(ns):
    ns["r"] = RECORD
    with mmfshare.open("test", readonly=True) as other:
        woken = []

        def wait(handle):
            ready.release()
            try:
                handle.wait(60)
            except mmfshare.StaleHandle:
                woken.append(True)

        ready = threading.Semaphore(0)
        threads = [
            threading.Thread(target=wait, args=(handle,)) for handle in (other["r"], other["r"]["tags"])
        ]
        for thread in threads:
            thread.start()
            ready.acquire()
        ns["r"] = {**RECORD, "id": 2}
        for thread in threads:
            thread.join(60)
        assert woken == [True, True]


def test_a_handle_in_the_value_is_copied_as_it_was(ns):
    ns["r"] = {"x": [1], "y": [2]}
    ns["r"] = {"x": ns["r"]["y"], "y": ns["r"]["x"]}
    assert ns["r"] == {"x": [2], "y": [1]}
    ns["r"] = {"x": ns["r"], "y": {"z": ns["r"]["x"]}}
    assert ns["r"] == {"x": {"x": [2], "y": [1]}, "y": {"z": [2]}}
    ns.verify()


@pytest.mark.parametrize("times", [1, 3])
def test_what_is_undone_is_as_it_was(ns, times):
    ns["r"] = RECORD
    with mmfshare.open("test", readonly=True) as other:
        theirs, tags = other["r"], other["r"]["tags"]
        with contextlib.suppress(KeyError), ns.transaction():
            for number in range(times):
                ns["r"] = {**VALUES[1], "id": number}
            with contextlib.suppress(IndexError), ns.transaction():
                ns["r"] = {**RECORD, "tags": [0, 0]}
                raise IndexError
            assert ns["r"] == {**VALUES[1], "id": times - 1}
            raise KeyError
        assert theirs == ns["r"] == RECORD and tags == RECORD["tags"]
    ns.verify()


def test_readers_see_one_or_the_other(ns, child):
    records = [
        {"a": [number] * 3, "b": str(number) * (30 * number + 1), "c": {"d": number}} for number in range(3)
    ]
    ns["r"] = records[0]

    def store(link):
        with mmfshare.open("test") as theirs:
            theirs["r"] = records[number := 1]
            link.say("ready")
            while not link.asked_to_stop():
                theirs["r"] = records[(number := number + 1) % 3]
            return number

    worker = child(store)
    worker.hear()
    stale = 0
    for _ in range(2000):
        assert ns.snapshot()["r"] in records
        try:
            assert ns["r"].snapshot() in records
        except mmfshare.StaleHandle:
            stale += 1
    worker.say("stop")
    assert worker.result() and stale < 2000
    ns.verify()
