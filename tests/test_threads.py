"""Threads of one process share handles, exclude each other by the lock, and let go of the GIL to wait."""

from __future__ import annotations

import copy
import itertools
import operator
import os
import pickle
import random
import sys
import threading

import pytest
import support

import mmfshare
from mmfshare import ipc_shareable, lowlevel

THREADS = 4


def together(function, count=THREADS):
    """Run function(number) in threads that start at once; their results."""
    barrier = threading.Barrier(count)

    def run(number):
        barrier.wait(support.PATIENCE)
        return function(number)

    return [thread.result() for thread in [support.Thread(run, number) for number in range(count)]]


@pytest.mark.parametrize("how", ["lock", "add", "transaction", "one handle each"])
def test_increments(ns, how):
    ns["n"] = 0

    def by_lock(number):
        for _ in range(3000):
            with ns.lock():
                ns["n"] += 1

    def by_add(number):
        for _ in range(3000):
            ns.add("n")

    def by_transaction(number):
        for _ in range(3000):
            with ns.transaction():
                ns["n"] += 1

    def by_own_handle(number):
        with mmfshare.open("test", timeout=60) as mine:
            for _ in range(3000):
                with mine.lock():
                    mine["n"] += 1

    ways = {"lock": by_lock, "add": by_add, "transaction": by_transaction, "one handle each": by_own_handle}
    together(ways[how])
    assert ns["n"] == 3000 * THREADS
    ns.verify()


def test_a_thread_that_waits_lets_others_run(ns):
    """The holder is a thread of this process: if the waiter kept the GIL, neither would ever go on."""
    held, done = threading.Event(), threading.Event()

    def hold():
        with ns.lock():
            held.set()
            assert done.wait(support.PATIENCE)
            ns["x"] = "by the holder"

    holder = support.Thread(hold)
    assert held.wait(support.PATIENCE)
    assert ns.acquire(0.1) is False
    with mmfshare.open("test", timeout=0.1) as hasty, pytest.raises(mmfshare.LockTimeout):
        hasty["x"]  # noqa: B018
    done.set()
    assert ns["x"] == "by the holder"
    holder.result()


def test_other_threads_do_not_read_in_between(ns):
    ns["a"] = ns["b"] = 0
    stop = threading.Event()

    def watch():
        differed = 0
        while not stop.is_set():
            plain = ns.snapshot()
            differed += plain["a"] != plain["b"]
        return differed

    watcher = support.Thread(watch)
    for number in range(500):
        with ns.lock():
            ns["a"] = number
            ns["b"] = number
        with ns.transaction():
            ns["a"] = -number
            ns["b"] = -number
    stop.set()
    assert watcher.result() == 0


def test_only_the_thread_that_holds_it_gives_it_back(ns):
    def release():
        with pytest.raises(RuntimeError):
            ns.release()
        return ns.held

    with ns.lock() as guard:
        assert support.Thread(release).result() is False

        def release_guard():
            with pytest.raises(RuntimeError):
                guard.release()

        support.Thread(release_guard).result()
        assert ns.held
    assert not ns.held


def test_mixed_operations_on_shared_handles(ns):
    ns["d"], ns["l"] = {"stays": ""}, []
    d, items = ns["d"], ns["l"]

    def work(number):
        for step in range(1500):
            key = f"{number} {step % 40}"
            d[key] = "x" * (step % 200)
            assert d[key] == "x" * (step % 200)
            if step % 7 == 0:
                del d[key]
            items.append([number, step])
            if step % 3 == 0:
                items.popleft()
            if step % 50 == 0:
                assert list(d).count("stays") == 1 and len(d.snapshot()) <= 40 * THREADS + 1
                with ns.lock():
                    keys = list(d)
                assert len(keys) == len(set(keys))

    together(work)
    assert len(items) == THREADS * 1000
    ns.verify()


def test_opening_and_closing_in_threads(folder):
    def work(number):
        for turn in range(60):
            with mmfshare.open("a") as ns:
                ns.add("n")
                ns.dict(f"d{number}")["turn"] = turn

    together(work)
    with mmfshare.open("a", reuse=True) as ns:
        assert ns["n"] == 60 * THREADS
        ns.verify()
    del ns
    assert support.open_below(folder) == []


def test_closing_under_others(folder):
    """Each operation works or says that the namespace is closed; the last to leave unmaps."""
    for _ in range(20):
        ns = mmfshare.open("a")
        ns["d"] = {"x": "y" * 500}
        d = ns["d"]

        def work(number, d=d, ns=ns):
            count = 0
            try:
                while True:
                    if number == 0:
                        ns.close()
                    d["x"] = d["x"][::-1]
                    list(d.items())
                    d.snapshot()
                    count += 1
            except ValueError as error:
                assert "closed" in str(error)
            return count

        together(work)
        assert ns.closed
    del ns, d, work
    assert support.open_below(folder) == []


def test_handles_are_made_and_dropped_in_threads(ns):
    ns["tree"] = {str(number): [[number]] for number in range(20)}

    def work(number):
        for turn in range(300):
            key = str((turn + number) % 20)
            handle = ns["tree"][key]
            ns["tree"][key] = [[turn]]
            try:
                handle[0].append(1)
            except mmfshare.StaleHandle:
                pass  # another thread replaced it before this one could hold on to it
            del handle

    together(work)
    ns.verify()
    ns.clear()
    support.settle(ns)
    assert ns.stats().containers == 1


def test_one_transaction_is_entered_by_threads_in_turn(ns):
    transaction = ns.transaction()

    def work(number):
        done = 0
        while done < 60_000:
            try:
                with transaction:
                    pass
            except RuntimeError as error:
                assert "already entered" in str(error)
                continue
            done += 1
            assert not ns.held

    together(work)
    assert ns.acquire(0)
    ns.release()


def test_a_container_is_freed_whose_last_handle_goes_while_it_is_deleted(ns):
    """The threads wait for each other by looking, since a barrier would keep them from meeting."""
    rounds, turn, got, gone = 100 if support.WITH_GIL else 20_000, 0, 0, 0

    def hold():
        nonlocal got, gone
        for number in range(1, rounds + 1):
            while turn < number:
                pass
            handle = ns["x"]
            got = number
            for _ in range(number % 40):
                pass
            del handle
            gone = number

    thread = support.Thread(hold)
    for number in range(1, rounds + 1):
        ns["x"] = {}
        turn = number
        while got < number:
            pass
        ns["x"] = 0
        while gone < number:
            pass
        ns["other"] = number  # whoever could not free it has left it to the next change
        if number % 100 == 0:
            assert ns.stats().containers == 1
    thread.result()


def test_threads_map_views_tie_knots_and_walk_together(folder):
    space = lowlevel.claim_namespace("test")
    with mmfshare.configure("tied"):
        walked = mmfshare.tie("hash", "walked")
        walked.assign({str(number): number for number in range(5)})

        def work(number):
            mine = []
            for _ in range(300):
                lowlevel.unmap_view(lowlevel.map_view(space))
                pair = walked.each()
                assert pair is None or pair[0] == str(pair[1])
                mine.append(ipc_shareable.tie("scalar", None))
                if len(mine) > 5:
                    mine.pop(0).close()
            return mine

        knots = [knot for part in together(work) for knot in part]
        assert sorted(ipc_shareable.global_register()) == sorted(knot.id for knot in knots)
        for knot in knots:
            assert knot.remove()
    view = lowlevel.map_view(space)
    lowlevel.release_namespace(space)
    assert not view.namespace.closed
    lowlevel.unmap_view(view)
    assert space.namespace.closed
    with pytest.raises(ValueError, match="unmapped already"):
        lowlevel.unmap_view(view)
    with pytest.raises(ValueError, match="released"):
        lowlevel.map_view(space)


def test_knots_are_listed_while_another_thread_ties_some():
    """It does so at each line of Python on the way."""
    private, keyed = [ipc_shareable.tie("scalar", None)], itertools.count()

    def meanwhile(frame, event, argument):
        private.append(ipc_shareable.tie("scalar", None))
        ipc_shareable.tie("scalar", f"key {next(keyed)}", create=True)
        return meanwhile

    before = sys.gettrace()
    sys.settrace(meanwhile)
    try:
        register = ipc_shareable.global_register()
    finally:
        sys.settrace(before)
        ipc_shareable.clean_up()
    assert private[0].id in register and len(private) > 5


def test_threads_of_one_process_are_one_singleton(child):
    def ask(link):  # in a process of its own, since the right ends with it
        return together(lambda number: ipc_shareable.singleton("only")) == [os.getpid()] * THREADS

    assert child(ask).result()


@pytest.mark.parametrize("make", [iter, reversed])
def test_one_iterator_of_a_list_gives_each_item_once(ns, child, make):
    """Though the threads wait for most of them: another process writes."""
    ns["l"] = list(range(3000))
    iterator = make(ns["l"])
    other = child(_disturb, ns)
    other.hear()
    taken = together(lambda number: list(iterator))
    other.say()
    other.result()
    assert sorted(item for part in taken for item in part) == list(range(3000))
    assert list(iterator) == []


def _disturb(link, ns):
    link.say()
    while not link.asked_to_stop():
        with ns.transaction():
            ns["other"] = [0]


# What threads do to the same objects, each with a number to vary it.
DISTURBANCES = {
    "set": lambda o, n: operator.setitem(o.d, n % 9, "x" * (n % 300)),
    "set an int": lambda o, n: operator.setitem(o.d, "int", n),
    "set a record": lambda o, n: operator.setitem(o.d, n % 9, {"id": n, "tags": ["a", n]}),
    "get": lambda o, n: o.d.get(n % 9),
    "delete": lambda o, n: o.d.pop(n % 9, None),
    "popitem": lambda o, n: o.spare.update({n: [n], n + 1: {}}) or o.spare.popitem(),
    "add": lambda o, n: o.d.add("n", n),
    "update": lambda o, n: o.d.update({key: [n] for key in range(n % 9)}),
    "get_many": lambda o, n: o.d.get_many(range(9)),
    "snapshot": lambda o, n: o.ns.snapshot(),
    "walk": lambda o, n: [str(value) for value in itertools.islice(o.d.values(), 5)],
    "one walker": lambda o, n: next(o.walker, None),
    "compare": lambda o, n: o.d == {},
    "copy": lambda o, n: copy.deepcopy(o.d),
    "pickle": lambda o, n: pickle.loads(pickle.dumps(o.d)),
    "exchange": lambda o, n: o.d.compare_exchange("int", n - 1, n),
    "index": lambda o, n: o.l[n % len(o.l)],
    "slice": lambda o, n: o.l[n % 7 :],
    "assign": lambda o, n: operator.setitem(o.l, n % len(o.l), n),
    "assign a slice": lambda o, n: operator.setitem(o.l, slice(n % 5, n % 7), [n, "y" * (n % 99)]),
    "append": lambda o, n: o.l.append(n),
    "extend": lambda o, n: o.l.extend([n, {"a": n}]),
    "pop": lambda o, n: o.l.pop(),
    "popleft": lambda o, n: o.l.popleft(),
    "insert": lambda o, n: o.l.insert(n % 5, "z" * (n % 99)),
    "trim": lambda o, n: operator.delitem(o.l, slice(20, None)),
    "sort": lambda o, n: o.l.sort(key=str),
    "one iterator": lambda o, n: next(o.iterator, None),
    "length hint": lambda o, n: operator.length_hint(o.iterator),
    "copy an iterator": lambda o, n: list(itertools.islice(copy.copy(o.iterator), 3)),
    "scalar": lambda o, n: o.scalar.add(n),
    "set a scalar": lambda o, n: setattr(o.scalar, "value", n),
    "lock": lambda o, n: locked_in_sight(o, n),
    "another's guard": lambda o, n: o.guards[n % 2].recovered,
    "shared": lambda o, n: locked(o, n),
    "transaction": lambda o, n: in_transaction(o, n),
    "wait": lambda o, n: o.ns.wait("d", timeout=0.001),
    "stats": lambda o, n: (o.ns.stats(), o.ns.held, repr(o.ns)),
    "sync": lambda o, n: o.ns.sync(),
    "compact": lambda o, n: o.ns.compact(),
    "open": lambda o, n: mmfshare.open("test").dict("d").get(n),
}


def locked_in_sight(o, n):
    guard = o.guards[n % 2] = o.ns.lock()
    guard.release()


def locked(o, n):
    with o.ns.lock(shared=n % 2 == 0):
        assert o.d.snapshot() == o.d.snapshot()


def in_transaction(o, n):
    with o.ns.transaction():
        o.ns["pair"] = [n, -n]
        if n % 3 == 0:
            raise ZeroDivisionError
        assert sum(o.ns["pair"]) == 0


class Objects:
    """What all threads share."""

    def __init__(self, ns):
        ns.update({"d": {"n": 0, "int": 0}, "spare": {}, "l": [1, 2, 3], "s": 1, "pair": [0, 0]})
        self.ns, self.d, self.spare, self.l, self.scalar = ns, ns["d"], ns["spare"], ns["l"], ns.scalar("s")
        self.walker, self.iterator = iter(self.d.items()), iter(self.l)
        self.guards = [ns.lock(), ns.lock()]
        for guard in self.guards:
            guard.release()


def test_everything_at_once(ns):
    """Nothing but what the state of the data accounts for is raised, and what is left is sound."""
    o = Objects(ns)
    # No such key or item, a child that another has replaced; what in_transaction() raises.
    expected = (KeyError, IndexError, mmfshare.StaleHandle, ZeroDivisionError)

    def work(number):
        chance = random.Random(number)
        for step in range(1200):
            name = chance.choice(list(DISTURBANCES))
            try:
                DISTURBANCES[name](o, step)
            except expected:
                pass
            except Exception as error:
                raise AssertionError(f"{name} raised") from error
            if name.startswith("one "):
                o.walker, o.iterator = iter(o.d.items()), iter(o.l)

    together(work)
    assert not ns.held and sum(ns["pair"]) == 0
    ns.verify()


def test_others_go_on_while_a_thread_verifies(ns):
    """The GIL changes hands in no other way here than by being given away."""
    ns["l"] = list(range(10000))
    before = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    try:
        gate, ran = threading.Lock(), []
        gate.acquire()
        thread = threading.Thread(target=lambda: ran.append(gate.acquire()))
        thread.start()
        gate.release()
        tries = 0
        while not ran and tries < 2000:
            ns.verify()
            tries += 1
        assert ran
        thread.join()
    finally:
        sys.setswitchinterval(before)


def test_closing_while_another_thread_verifies(folder):
    for _ in range(20):
        with mmfshare.open("a") as ns:
            ns["l"] = [[i] for i in range(3000)]

            def verify_or_close(number, ns=ns):
                if number:
                    ns.close()
                with pytest.raises(ValueError, match="closed"):
                    while True:
                        ns.verify()

            together(verify_or_close, 2)


@support.closes_at_once
def test_the_lock_of_a_thread_that_ended_is_nobody_elses(ns):
    """Not of the next thread, either, whose memory lies where that of the ended one lay."""

    def use(function):
        return support.Thread(function).result()

    use(lambda: ns.transaction().__enter__())
    with mmfshare.open("test", timeout=0.05) as impatient:
        for _ in range(3):
            assert use(lambda: ns.held) is False
            with pytest.raises(mmfshare.LockTimeout):
                use(lambda: impatient.update(a=1))
    ns.close()
    with mmfshare.open("test") as again:
        again["a"] = 1
