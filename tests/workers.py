"""What children do that are started by spawn, forkserver or a pool: functions that they can import."""

from __future__ import annotations

import os
import random
from typing import Any

import support

import mmfshare

INITIAL: dict[str, Any] = {}


def write_once(link: support.Link, name: str) -> None:
    with mmfshare.open(name) as ns:
        ns[f"written by {os.getpid()}"] = 1
        del ns[f"written by {os.getpid()}"]


def hold_lock(link: support.Link, name: str) -> None:
    """Hold the lock, and say so, until told to let go."""
    with mmfshare.open(name) as ns, ns.lock():
        link.say("locked")
        link.hear()


def push_one(link: support.Link, array: mmfshare.TiedArray) -> int:
    return array.push("from a child")


def delete_and_use_again(link: support.Link, name: str, keep: bool) -> list[Any]:
    """Delete ns["a"] and its parts, say so, and make many containers where they were.

    keep: have handles on all of them, and use these to the end.
    """
    with mmfshare.open(name) as ns:
        kept: list[Any] = [ns["a"], ns["a"]["d"], ns["a"]["l"]] if keep else []
        del ns["a"]["d"], ns["a"]["l"], ns["a"]
        ns["again"] = [{"x": number} for number in range(100)]
        link.say("deleted")
        link.hear()
        for handle in kept:
            handle.clear()
            handle.update(kept=1) if isinstance(handle, mmfshare.SharedDict) else handle.append("kept")
        return [handle.snapshot() for handle in kept]


def keep_a_list(link: support.Link, name: str) -> list[Any]:
    """Have a handle on the list ns["a"], append to it, and do with it what is said, until "end"."""
    with mmfshare.open(name) as ns:
        kept = ns["a"]
        while True:
            link.say("done")
            word = link.hear()
            if word == "end":
                return kept.snapshot()
            if word == "delete":
                del ns["a"]
            elif word == "assign":
                ns["a"] = kept
            elif word == "move":
                ns.move(kept, "a")
            elif word == "delete and undo":
                try:
                    with ns.transaction():
                        del ns["a"]
                        kept.append("undone")
                        raise ZeroDivisionError
                except ZeroDivisionError:
                    pass
            else:
                raise AssertionError(word)
            kept.append(word)


def replace_many_times(link: support.Link, name: str) -> None:
    with mmfshare.open(name) as ns:
        for _ in range(200):
            ns["a"] = {"x": 1}


def add_many(handle: mmfshare.SharedDict, key: str, times: int) -> int:
    for _ in range(times):
        handle.add(key)
    return os.getpid()


def append_own_pid(handle: mmfshare.SharedList, times: int) -> int:
    for _ in range(times):
        handle.append(os.getpid())
    return os.getpid()


def give_back(handle: mmfshare.SharedList) -> mmfshare.SharedList:
    return handle


def set_square(job: tuple[mmfshare.SharedDict, int]) -> int:
    handle, number = job
    handle[number] = number * number
    return number


def use_all_handles(link: support.Link, *handles: Any) -> str:
    """Each kind of handle, come by pickle or by fork, does its work here."""
    ns, d, items, scalar = handles
    with ns.lock():
        ns["pid"] = os.getpid()
    d["inner"]["x"] += 1
    items[0].append("child")
    scalar.add(5)
    with ns.transaction():
        ns["in"] = {"transaction": [1]}
    return type(ns).__name__


def remember(ns: mmfshare.Namespace) -> None:
    """Initialiser of a pool."""
    INITIAL["ns"] = ns


def use_what_was_remembered(number: int) -> int:
    return INITIAL["ns"].add("sum", number)


def increment_by_lock(ns: mmfshare.Namespace, times: int) -> None:
    for _ in range(times):
        with ns.lock():
            ns["n"] += 1


def increment_by_add(ns: mmfshare.Namespace, times: int) -> None:
    for _ in range(times):
        ns.add("n")


def increment_by_transaction(ns: mmfshare.Namespace, times: int) -> None:
    for _ in range(times):
        with ns.transaction():
            ns["n"] += 1


def increment_by_compare_exchange(ns: mmfshare.Namespace, times: int) -> None:
    for _ in range(times):
        while True:
            old = ns["n"]
            if ns.compare_exchange("n", old, old + 1):
                break


INCREMENTS = {
    "lock": increment_by_lock,
    "add": increment_by_add,
    "transaction": increment_by_transaction,
    "compare_exchange": increment_by_compare_exchange,
}


def random_value(generator: random.Random) -> Any:
    way = generator.randrange(8)
    if way < 3:
        return generator.randrange(-(2**70), 2**70)
    if way < 5:
        return chr(generator.randrange(97, 500)) * generator.randrange(400)
    if way == 5:
        return bytes(generator.randrange(1, 3000))
    if way == 6:
        return [generator.random(), {"x": [generator.randrange(9)] * generator.randrange(6)}]
    return {generator.randrange(50): "v" * generator.randrange(40) for _ in range(generator.randrange(12))}


def hammer(link: support.Link, name: str, number: int, rounds: int) -> tuple[dict, list, int]:
    """Mixed operations on what all share. Each worker owns a part of it, and its model of that is the result:
    ns["own"][(number, ...)] and the list ns["lists"][number]. All use the counters, a list that all append
    to and take from, and keys that everybody overwrites, deletes and iterates over.
    """
    generator = random.Random(number)
    model: dict[Any, Any] = {}
    mine_model: list[Any] = []
    taken = 0
    with mmfshare.open(name, timeout=None) as ns:
        own, common, queue, mine = ns["own"], ns["common"], ns["queue"], ns["lists"][number]
        for step in range(rounds):
            way = generator.randrange(16)
            key = (number, generator.randrange(60))
            if way < 4:
                model[key] = own[key] = random_value(generator)
            elif way == 4:
                model.pop(key, None)
                own.pop(key, None)
            elif way == 5:
                assert support.plain_value(own.get(key, "absent")) == model.get(key, "absent"), key
            elif way == 6:
                value = random_value(generator)
                mine.append(value)
                mine_model.append(value)
            elif way == 7 and mine_model:
                index = generator.randrange(len(mine_model))
                assert mine.pop(index) == mine_model.pop(index)
            elif way == 8:
                mine[1:2] = [step, [step]]
                mine_model[1:2] = [step, [step]]
            elif way == 9:
                ns.add("steps")
                queue.append((number, step))
            elif way == 10:
                try:
                    queue.popleft()
                    taken += 1
                except IndexError:
                    pass
            elif way == 11:
                common[generator.randrange(20)] = random_value(generator)
                common.pop(generator.randrange(20), None)
            elif way == 12:
                seen = list(common)
                assert set(seen) <= set(range(20))
            elif way == 13:
                try:
                    common[generator.randrange(20)]["x"] = [step]
                except (KeyError, TypeError, IndexError, mmfshare.StaleHandle):
                    pass  # another took it away, or it is of another kind
            elif way == 14:
                with ns.transaction():
                    ns["a"] += 1
                    model[key] = own[key] = [step]
                    ns["b"] += 1
            else:
                with ns.lock():
                    assert ns["a"] == ns["b"]
        return model, mine_model, taken
