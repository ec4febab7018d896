"""SIGKILL: the others go on, what was acknowledged is there, what was not is wholly there or absent."""

from __future__ import annotations

import collections
import os
import random
import signal
import time

import pytest
import support
import workers

import mmfshare

pytestmark = pytest.mark.crash

STEP = 0.05


def victim_of(child, function):
    """A child that did function(ns) and then waits to be killed."""

    def run(link):
        with mmfshare.open("test", timeout=None) as theirs:
            state = function(theirs)
            link.say("ready")
            link.hear()
            return state

    started = child(run)
    started.hear()
    return started


def test_death_inside_a_lock(ns, child):
    ns.update(n=1, l=[1])

    def work(theirs):
        guard = theirs.lock()
        theirs["n"] = 2
        theirs["l"].append(2)
        return guard

    victim_of(child, work).kill()
    with ns.lock(timeout=5) as guard:
        assert guard.recovered is True
    assert ns == {"n": 2, "l": [1, 2]}, "completed operations stay"
    with ns.lock() as guard:
        assert guard.recovered is False
    ns.verify()


def test_a_death_between_operations_is_told_as_one(ns, child):
    victim = victim_of(child, lambda theirs: theirs.lock())
    victim.kill()
    ns["n"] = 1
    [told] = ns.stats().last_recoveries
    text = f"process {victim.pid} died in lock(), between operations; {os.getpid()} had nothing to undo"
    assert str(told).endswith(text)


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_death_inside_a_transaction(ns, child, depth):
    ns.update(n=1, l=[[1], [2]], d={"k": "x" * 5000})
    before, containers = ns.snapshot(), ns.stats().containers

    def work(theirs):
        entered = [theirs.transaction() for _ in range(depth)]
        for level, transaction in enumerate(entered):
            transaction.__enter__()
            theirs["n"] = level
            theirs[f"new {level}"] = {"deep": [[level]]}
            theirs["l"].append(["x" * 1000])
        theirs["l"].sort(key=str, reverse=True)
        del theirs["d"]
        theirs.update({number: bytes(2000) for number in range(2000)})
        return entered

    victim_of(child, work).kill()
    start = time.monotonic()
    assert ns == before and list(ns) == list(before)
    assert time.monotonic() - start < 5
    with ns.lock() as guard:
        assert guard.recovered is True
    ns.verify()
    ns["new"] = [1]
    support.settle(ns)
    assert ns.stats().containers == containers + 1


def test_a_transaction_tells_that_it_recovered(ns, child):
    victim_of(child, lambda theirs: theirs.lock()).kill()
    with ns.transaction() as transaction:
        assert transaction.recovered is True
    with ns.transaction() as transaction:
        assert transaction.recovered is False


def test_stats_tell_of_it(ns, child):
    assert ns.stats().recoveries == 0 and ns.stats().last_recoveries == ()
    died = []
    for number in range(3):

        def work(theirs):
            transaction = theirs.transaction()
            transaction.__enter__()
            theirs["x"] = "undone"
            return transaction

        victim = victim_of(child, work)
        died.append(victim.pid)
        victim.kill()
        ns["n"] = number
    stats = ns.stats()
    assert stats.recoveries == 3
    assert [recovery.pid for recovery in stats.last_recoveries] == died[::-1]
    for recovery in stats.last_recoveries:
        assert recovery.by_pid == os.getpid() and recovery.held == 2 and recovery.undone > 0
        assert abs(recovery.when_ns / 1e9 - time.time()) < 60
    assert str(died[0]) in ns.debug()


def test_waiters_go_on_when_the_holder_dies(ns, child):
    victim = victim_of(child, lambda theirs: theirs.lock())

    def wait(link, use):
        with mmfshare.open("test", timeout=None) as theirs:
            link.say("ready")
            use(theirs)
            return time.monotonic()

    uses = [
        lambda theirs: theirs.lock(),
        lambda theirs: theirs.add("n"),
        lambda theirs: theirs.get("n"),
        lambda theirs: theirs.snapshot(),
    ]
    waiters = [child(wait, use) for use in uses]
    for waiter in waiters:
        waiter.hear()
    assert all(waiter.says_nothing(STEP) for waiter in waiters)
    victim.kill()
    killed = time.monotonic()
    ends = [waiter.result() for waiter in waiters]
    # The promise is 100 ms for each from the kernel's word; a busy machine gets more.
    assert max(ends) - killed < 3
    assert ns["n"] == 1
    ns.verify()


def test_death_while_waiting_harms_nobody(ns, child):
    def wait(link):
        with mmfshare.open("test", timeout=None) as theirs:
            link.say("ready")
            theirs.lock()

    for _ in range(5):
        with ns.lock():
            waiter = child(wait)
            waiter.hear()
            assert waiter.says_nothing(STEP)
            waiter.kill()
            ns.add("n")
        with ns.lock(timeout=5) as guard:
            assert guard.recovered is False
    assert ns["n"] == 5
    ns.verify()


def test_the_last_process_dies_and_a_newcomer_finds_all(folder, child):
    def work(link):
        ns = mmfshare.open("test")
        ns["kept"] = {"l": list(range(1000))}
        transaction = ns.transaction()
        transaction.__enter__()
        ns["kept"]["l"].clear()
        ns["lost"] = 1
        link.say("ready")
        link.hear()
        return transaction

    victim = child(work)
    victim.hear()
    victim.kill()
    with mmfshare.open("test", reuse=True) as ns:
        assert ns == {"kept": {"l": list(range(1000))}}
        with ns.lock() as guard:
            assert guard.recovered is True
        ns.verify()


def test_death_while_creating_leaves_nothing_half_made(folder, child):
    def create(link):
        link.say("ready")
        for number in range(100000):
            mmfshare.open(f"n{number}", "64K").close()

    generator = random.Random(9)
    for _ in range(10):
        creator = child(create)
        creator.hear()
        creator.says_nothing(generator.random() * STEP)
        creator.kill()
        for name in mmfshare.namespaces():
            with mmfshare.open(name, reuse=True) as ns:
                ns["x"] = 1
                ns.verify()
                ns.destroy()
        assert os.listdir(folder) == []


# ---- killed at any moment

LETTERS = "abcdefgh"


def busy(link, name, seed):
    """One worker of a kill storm. Before each operation it says what its part will be after it."""
    generator = random.Random(seed)
    part = {}
    with mmfshare.open(name, timeout=None) as ns:
        mine = ns["parts"][str(seed)]
        while True:
            key = generator.choice(LETTERS)
            way = generator.randrange(8)
            after = dict(part)
            if way < 3:
                value = workers.random_value(generator)
                after[key] = value
            elif way == 3:
                after.pop(key, None)
                value = None
            elif way == 4:
                value = {letter: letter * generator.randrange(300) for letter in LETTERS}
                after.update(value)
            elif way == 5:
                value = None
                after = {}
            else:
                value = [generator.random()] * generator.randrange(40)
                after[key] = value
                after["other " + key] = len(value)
            link.say(after)
            if way < 3:
                mine[key] = value
            elif way == 3:
                mine.pop(key, None)
            elif way == 4:
                mine.update(value)
            elif way == 5:
                mine.clear()
            elif way == 6:
                with ns.transaction():
                    mine[key] = value
                    mine["other " + key] = len(value)
            else:
                mine.update({key: value, "other " + key: len(value)})
            part = after
            ns.add("operations")


def kill_storm(ns, child, count, kills, seed):
    """Kill workers at random moments; of each, the last two states that it told of are the ones allowed."""
    generator = random.Random(seed)
    ns["parts"], ns["operations"] = {}, 0

    def start(number):
        ns["parts"][str(number)] = {}
        return number, child(busy, "test", number), collections.deque([{}], maxlen=2)

    running = [start(number) for number in range(count)]
    for kill in range(kills):
        # All are listened to, since one whose pipe is full stands still.
        end = time.monotonic() + generator.random() * STEP
        while True:
            for _, worker, told in running:
                told.extend(worker.drain())
            if time.monotonic() > end:
                break
        number, worker, told = running.pop(generator.randrange(count))
        worker.kill()
        told.extend(worker.last_words())
        found = ns["parts"][str(number)].snapshot()
        assert found in told, f"kill {kill}: {found} is neither before nor after the last operation"
        del ns["parts"][str(number)]
        if kill % 10 == 0:
            ns.verify()
        running.append(start(count + kill))
    for _, worker, _ in running:
        worker.kill()
    assert ns["operations"] > 0
    ns.verify()
    ns.clear()
    # Newcomers take over the slots of the dead, and what hung on them.
    for worker in [child(workers.write_once, "test") for _ in range(count)]:
        worker.result()
    support.settle(ns)
    assert ns.stats().containers == 1
    ns.verify()


@pytest.mark.parametrize("count", [1, 3])
def test_random_kills(ns, child, count):
    kill_storm(ns, child, count, 60, seed=count)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("count", [1, 2, 4])
def test_thousands_of_random_kills(ns, child, count):
    kill_storm(ns, child, count, 2000, seed=count)


@pytest.mark.parametrize("how", ["lock", "add", "transaction"])
def test_guarded_increments_survive_kills(ns, child, how):
    """Each worker tells what it has done: the sum may differ by what a killed one had not told yet."""
    ns["n"] = 0

    def work(link):
        with mmfshare.open("test", timeout=None) as theirs:
            while True:
                workers.INCREMENTS[how](theirs, 100)
                link.say(100)

    generator = random.Random(10)
    acknowledged = 0
    kills = 15
    for _ in range(kills):
        worker = child(work)
        acknowledged += worker.hear()
        workers.INCREMENTS[how](ns, 50)
        acknowledged += 50
        worker.says_nothing(generator.random() * STEP / 10)
        worker.kill()
        acknowledged += sum(worker.last_words())
    assert acknowledged <= ns["n"] <= acknowledged + 100 * kills
    ns.verify()


def test_a_stopped_holder_loses_nothing(ns, child):
    def work(link):
        with mmfshare.open("test", timeout=None) as theirs, theirs.transaction():
            theirs["n"] = 1
            link.say("ready")
            link.hear()
            theirs["m"] = 2

    holder = child(work)
    holder.hear()
    holder.stop()
    with pytest.raises(mmfshare.LockTimeout):
        ns.lock(timeout=0.5)
    with mmfshare.open("test", timeout=0.3) as hasty, pytest.raises(mmfshare.LockTimeout):
        hasty["n"]  # noqa: B018
    holder.say()
    holder.go_on()
    holder.result()
    assert ns == {"n": 1, "m": 2} and ns.stats().recoveries == 0


def test_sigterm_inside_a_transaction(ns, child):
    """Any signal that ends a process leaves as little behind as SIGKILL."""

    def work(link):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with mmfshare.open("test") as theirs, theirs.transaction():
            theirs["n"] = 1
            link.say("ready")
            link.hear()

    worker = child(work)
    worker.hear()
    os.kill(worker.pid, signal.SIGTERM)
    assert ns.get("n") is None
    with ns.lock():
        ns["n"] = 2
    ns.verify()


def test_exit_without_closing(ns, child):
    """os._exit() and the interpreter's normal end, with a lock held: the same as a death."""

    def leave(link, hard):
        theirs = mmfshare.open("test")
        theirs.acquire()
        theirs["n"] = 1
        if hard:
            os._exit(0)

    for hard in (False, True):
        worker = child(leave, hard)
        if hard:
            worker.wait_gone()
        else:
            worker.result()
        with ns.lock(timeout=5):
            assert ns.pop("n") == 1
    ns.verify()
