"""ns.transaction(): all or nothing over any number of variables and nested containers; savepoints."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import random

import pytest
import support

import mmfshare


class Stop(Exception):
    pass


def start(ns):
    ns.update(n=1, text="x" * 1000, d={"l": [1, {"x": [2]}], "k": "v"}, l=[[1], [2], [3]])
    return ns.snapshot()


CHANGES = {
    "set": lambda ns: ns.__setitem__("n", 2),
    "set long": lambda ns: ns.__setitem__("text", "y" * 5000),
    "insert": lambda ns: ns.__setitem__("new", {"deep": [[1]]}),
    "delete": lambda ns: ns.__delitem__("d"),
    "delete and set again": lambda ns: (ns.__delitem__("n"), ns.__setitem__("n", 5)),
    "replace a tree": lambda ns: ns.__setitem__("d", [1]),
    "clear": lambda ns: ns.clear(),
    "clear and fill": lambda ns: (ns.clear(), ns.update({f"k{i}": [i] for i in range(500)})),
    "popitem": lambda ns: ns.popitem(),
    "pop": lambda ns: ns.pop("d"),
    "nested set": lambda ns: ns["d"]["l"][1].__setitem__("x", {"a": 1}),
    "nested delete": lambda ns: ns["d"].__delitem__("l"),
    "nested append": lambda ns: ns["d"]["l"][1]["x"].append([3]),
    "appendleft": lambda ns: [ns["l"].appendleft(i) for i in range(200)],
    "insert in list": lambda ns: ns["l"].insert(1, {"x": 1}),
    "slice": lambda ns: ns["l"].__setitem__(slice(0, 2), range(100)),
    "delete slice": lambda ns: ns["l"].__delitem__(slice(None, None, 2)),
    "sort": lambda ns: ns["l"].sort(key=str, reverse=True),
    "swap": lambda ns: ns["l"].__setitem__(slice(0, 2), [ns["l"][1], ns["l"][0]]),
    "move": lambda ns: ns.move((ns["d"], "l"), "moved"),
    "move over": lambda ns: ns.move("d", "l"),
    "add": lambda ns: (ns.add("n"), ns.add("fresh", 2)),
    "compare_exchange": lambda ns: ns.compare_exchange("n", 1, "swapped"),
    "setdefault": lambda ns: ns.setdefault("fresh", []).append(1),
    "many": lambda ns: [ns.__setitem__(i, "z" * (i % 400)) for i in range(3000)],
    "a handle's own place": lambda ns: ns.__setitem__("d", ns["d"]),
    "grow the file": lambda ns: ns.__setitem__("big", bytes(3 << 20)),
}


@pytest.fixture(params=CHANGES, ids=[name.replace(" ", "-") for name in CHANGES])
def change(request):
    return CHANGES[request.param]


def test_an_exception_rolls_back(ns, change):
    before = start(ns)
    with pytest.raises(Stop), ns.transaction():
        change(ns)
        raise Stop
    assert ns == before and list(ns) == list(before)
    ns.verify()
    change(ns)
    ns.verify()


def test_the_end_commits(ns, change):
    start(ns)
    with ns.transaction():
        change(ns)
        during = ns.snapshot()
    assert ns == during and list(ns) == list(during)
    ns.verify()


def test_a_rollback_frees_what_it_took(ns, change):
    start(ns)
    for _ in range(3):
        with pytest.raises(Stop), ns.transaction():
            change(ns)
            raise Stop
    support.settle(ns)
    before = ns.stats()
    for _ in range(20):
        with pytest.raises(Stop), ns.transaction():
            change(ns)
            raise Stop
    support.settle(ns)
    after = ns.stats()
    assert (after.file_bytes, after.free_bytes, after.containers) == (
        before.file_bytes,
        before.free_bytes,
        before.containers,
    )


def test_an_inner_transaction_is_a_savepoint(ns, change):
    start(ns)
    with ns.transaction():
        ns["outer"] = [1]
        ns["l"].append(["outer"])
        middle = ns.snapshot()
        with pytest.raises(Stop), ns.transaction():
            change(ns)
            with ns.transaction():
                ns["innermost"] = 1
            raise Stop
        assert ns == middle and list(ns) == list(middle)
        ns["after"] = 2
    assert ns == {**middle, "after": 2}
    ns.verify()


def test_an_outer_rollback_undoes_a_committed_inner_one(ns, change):
    before = start(ns)
    with pytest.raises(Stop), ns.transaction():
        ns["outer"] = 1
        with ns.transaction():
            change(ns)
        raise Stop
    assert ns == before and list(ns) == list(before)
    ns.verify()


def test_random_nests_of_transactions_against_a_model(ns):
    generator = random.Random(5)
    start(ns)
    changes = list(CHANGES.values())

    def play(depth):
        for _ in range(generator.randrange(4)):
            try:
                generator.choice(changes)(ns)
            except (KeyError, IndexError, TypeError, AttributeError):
                pass  # what it would change is not there, or of another kind, by now
            if depth < 4 and generator.random() < 0.6:
                before = ns.snapshot()
                if generator.random() < 0.5:
                    with ns.transaction():
                        play(depth + 1)
                else:
                    with pytest.raises(Stop), ns.transaction():
                        play(depth + 1)
                        raise Stop
                    assert ns == before and list(ns) == list(before)

    for _ in range(60):
        play(0)
        ns.verify()
        ns.clear()
        start(ns)


def test_nobody_else_sees_the_middle_of_it(ns, child):
    ns["a"] = ns["b"] = 0

    def watch(link):
        with mmfshare.open("test", timeout=None) as theirs:
            link.say("ready")
            seen = set()
            while len(seen) < 50:
                plain = theirs.snapshot()
                assert plain["a"] == plain["b"]
                seen.add(plain["a"])
            link.say("seen enough")

    watcher = child(watch)
    watcher.hear()
    number = 0
    while watcher.says_nothing(0):
        number += 1
        with ns.transaction():
            ns["a"] = number
            ns["b"] = number
    watcher.hear()
    watcher.result()


def test_others_wait_from_the_first_write_to_the_end(ns, child):
    ns["x"] = 0

    def read(link):
        with mmfshare.open("test", timeout=None) as theirs:
            link.say("ready")
            link.hear()
            return theirs["x"]

    reader = child(read)
    reader.hear()
    with ns.transaction():
        ns["x"] = 1
        reader.say()
        assert reader.says_nothing(0.1)
        ns["x"] = 2
    assert reader.result() == 2


def test_handles_after_a_rollback(ns):
    start(ns)
    inner, kept = ns["d"]["l"], ns["l"][0]
    with pytest.raises(Stop), ns.transaction():
        del ns["d"]
        ns["l"].clear()
        new = ns.setdefault("new", [1])
        inner.append("lost")
        raise Stop
    inner.append("live")
    kept.append("live")
    assert ns["d"]["l"][-1] == "live" and ns["l"][0] == [1, "live"]
    with pytest.raises(mmfshare.StaleHandle):
        new.append(2)
    ns.verify()


@pytest.mark.parametrize("give_up", [lambda ns: ns["l"].clear(), lambda ns: ns.__delitem__("l")])
def test_a_child_of_what_was_given_up_inside(ns, give_up):
    """Assigned it is a copy, as long as the transaction lasts; ns.move() stores the very child."""
    start(ns)
    copied, moved, kept = ns["l"]
    with ns.transaction():
        give_up(ns)
        ns["copied"] = copied
        ns.move(moved, "moved")
    ns["kept"] = kept
    for child in (copied, moved, kept):
        child.append("later")
    assert (ns["copied"], ns["moved"], ns["kept"]) == ([1], [2, "later"], [3, "later"])
    assert copied == [1, "later"]


def test_errors_inside_that_are_caught_do_not_spoil_it(ns):
    start(ns)
    with ns.transaction():
        ns["n"] = 10
        with pytest.raises(KeyError):
            ns["absent"]
        with pytest.raises(TypeError):
            ns["x"] = mmfshare.ABSENT
        with pytest.raises(IndexError):
            ns["l"][99] = 1
        ns["m"] = 11
    assert ns["n"] == 10 and ns["m"] == 11


def test_a_full_namespace_inside_one(folder):
    with mmfshare.open("small", "128K", max_size="128K") as small:
        small["kept"] = [1, "x" * 1000]
        with pytest.raises(mmfshare.NamespaceFull), small.transaction():
            for number in range(100000):
                small["kept"].append("y" * 500)
                small[number] = number
        assert small == {"kept": [1, "x" * 1000]}
        small.verify()
        # The one operation fails, the rest of the transaction stays.
        with small.transaction():
            small["a"] = 1
            with pytest.raises(mmfshare.NamespaceFull):
                small["b"] = bytes(1 << 20)
            small["c"] = 3
        assert small == {"kept": [1, "x" * 1000], "a": 1, "c": 3}
        small.verify()


def test_a_log_that_cannot_grow_rolls_back(folder):
    with mmfshare.open("small", "256K", max_size="256K") as small:
        small["l"] = [0] * 1000
        before = small.snapshot()
        with pytest.raises(mmfshare.NamespaceFull), small.transaction():
            for _ in range(1000):
                for index in range(1000):
                    small["l"][index] = index
                    small[f"k{index}"] = "x" * 200
        assert small == before
        small.verify()
        small["l"].append(1)


def test_keyboard_interrupt_and_system_exit_roll_back(ns):
    before = start(ns)
    for error in (KeyboardInterrupt, SystemExit, GeneratorExit):
        with pytest.raises(error), ns.transaction():
            ns.clear()
            raise error
        assert ns == before


def test_entering_takes_the_lock_and_leaving_gives_it_back(ns):
    with ns.transaction():
        assert ns.held
        with ns.lock():
            ns["x"] = 1
        assert ns.held
    assert not ns.held
    with ns.lock(), ns.transaction():
        ns["y"] = 1
    assert not ns.held and ns == {"x": 1, "y": 1}


def test_a_lock_taken_inside_and_not_given_back(ns):
    transaction = ns.transaction()
    with transaction:
        guard = ns.lock()
    assert ns.held
    guard.release()
    assert not ns.held


def test_what_has_to_wait_for_the_end_says_so(ns):
    with ns.lock(), ns.transaction():
        ns["x"] = 1
        with pytest.raises(RuntimeError, match="call verify.* after it"):
            ns.verify()
        ns.release()  # what lock() took
        for release in (ns.release, ns.unlock):
            with pytest.raises(RuntimeError, match="by a transaction of this thread"):
                release()
        ns.acquire()
    ns.verify()
    assert not ns.held and ns == {"x": 1}
    with pytest.raises(RuntimeError, match="not held by this thread"):
        ns.release()


def test_a_transaction_that_is_entered_while_it_is_being_entered(ns):
    class Enters:
        asked = 0

        def __float__(self):
            self.asked += 1
            if self.asked == 1:
                transaction.__enter__()
            return 1.0

    transaction = ns.transaction(timeout=Enters())
    with pytest.raises(RuntimeError, match="already entered"):
        transaction.__enter__()
    ns["a"] = 1
    transaction.__exit__(None, None, None)
    assert not ns.held and ns["a"] == 1


def test_a_transaction_object_can_be_entered_again_but_not_twice_at_once(ns):
    transaction = ns.transaction()
    with transaction:
        ns.add("x")
        with pytest.raises(RuntimeError), transaction:
            ns["never"] = 1
    with transaction:
        ns.add("x")
    assert ns == {"x": 2}


@pytest.mark.parametrize("error", [None, Stop])
def test_another_thread_cannot_leave_it(ns, error):
    transaction = ns.transaction()
    with pytest.raises(Stop) if error else contextlib.nullcontext(), transaction:
        ns["x"] = 1
        with pytest.raises(RuntimeError, match="another thread"):
            support.Thread(transaction.__exit__, None, None, None).result()
        assert ns.held and "entered" in repr(transaction)
        ns["y"] = 2
        if error:
            raise error
    assert not ns.held and ns == ({} if error else {"x": 1, "y": 2})
    with transaction:
        ns["z"] = 3
    assert support.Thread(ns.get, "z").result() == 3


def test_another_thread_cannot_leave_it_after_close(ns):
    other = mmfshare.open("test")
    with pytest.raises(ValueError, match="closed"), other.transaction() as transaction:
        other["x"] = 1
        other.close()
        with pytest.raises(RuntimeError, match="another thread"):
            support.Thread(transaction.__exit__, None, None, None).result()
    assert ns == {} and not ns.held


def half_and_whole(ns, name):
    with ns.transaction():
        ns[name] = "half"
        yield
        ns[name] = "whole"


@pytest.mark.parametrize("fails", [None, "first", "second"])
def test_transactions_that_cross_are_all_undone(ns, fails):
    before = start(ns)
    first, second = half_and_whole(ns, "a"), half_and_whole(ns, "b")
    next(first)
    next(second)
    for name, task in (("first", first), ("second", second)):
        with pytest.raises(RuntimeError, match="another order"):
            task.throw(Stop()) if fails == name else next(task)
    assert ns == before and not ns.held
    with ns.transaction():
        ns["a"] = "whole"
    assert ns["a"] == "whole"
    ns.verify()


def test_a_transaction_inside_one_that_has_crossed(ns):
    first, second = half_and_whole(ns, "a"), half_and_whole(ns, "b")
    next(first)
    next(second)
    with pytest.raises(RuntimeError, match="another order"):
        next(first)
    with ns.transaction():
        ns["c"] = 1
    with pytest.raises(RuntimeError, match="another order"):
        next(second)
    assert ns == {} and not ns.held


def test_tasks_that_await_inside_a_transaction_are_told(ns):
    async def change(name, entered, may_leave, left):
        try:
            with ns.transaction():
                ns[name] = 1
                entered.set()
                await may_leave.wait()
        finally:
            left.set()

    async def cross():
        a, b, a_left, b_left = (asyncio.Event() for _ in range(4))
        tasks = change("a", a, b, a_left), change("b", b, a_left, b_left)
        return await asyncio.gather(*tasks, return_exceptions=True)

    results = asyncio.run(cross())
    assert [type(result) for result in results] == [RuntimeError, RuntimeError]
    assert ns == {} and not ns.held


def test_closing_inside_undoes_it(folder):
    ns = mmfshare.open("a")
    before = start(ns)
    with pytest.raises(ValueError, match="closed"), ns.transaction():
        ns["x"] = 1
        ns.close()
    with mmfshare.open("a", reuse=True) as again:
        assert again == before and not again.held
        again.verify()


def test_a_transaction_over_two_namespaces_is_two(ns):
    with mmfshare.open("other") as other:
        with pytest.raises(Stop), ns.transaction(), other.transaction():
            ns["x"], other["x"] = 1, 1
            raise Stop
        assert ns == {} and other == {}
        with ns.transaction(), other.transaction():
            ns["x"], other["x"] = 1, 1
        assert ns == other == {"x": 1}


def test_reading_inside_gives_what_was_written_inside(ns):
    start(ns)
    with ns.transaction():
        ns["d"]["l"].append("new")
        assert ns["d"]["l"][-1] == "new" and copy.copy(ns["d"]["l"])[-1] == "new"
        assert list(ns["d"].items())[1] == ("k", "v") and ns.snapshot()["d"]["l"][-1] == "new"
