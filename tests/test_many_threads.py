"""More threads than have a lane of their own: they come and go, fork, and are killed together."""

from __future__ import annotations

import itertools
import mmap
import os
import signal
import threading

import pytest
import support

import mmfshare

MANY = 20


def test_threads_that_come_and_go_and_are_more_than_have_lanes(ns):
    """Each adds to a, then to b: whoever looks finds no b ahead of its a, and an a ahead of its b by one at most."""
    ns.update({f"{n}{which}": 0 for n in range(MANY) for which in "ab"})
    ns["lists"] = [[] for _ in range(MANY)]
    barrier = threading.Barrier(MANY)

    def burst(number, turn):
        items = ns["lists"][number]
        for step in range(50):
            ns.add(f"{number}a")
            ns.add(f"{number}b")
            items.append((turn, step))

    def work(number):
        barrier.wait(support.PATIENCE)
        for turn in range(4):
            support.Thread(burst, number, turn).result()
            burst(number, turn + 4)
            plain = ns.snapshot()
            for n in range(MANY):
                assert 0 <= plain[f"{n}a"] - plain[f"{n}b"] <= 1

    for thread in [support.Thread(work, number) for number in range(MANY)]:
        thread.result()
    plain = ns.snapshot()
    order = [(turn, step) for pair in range(4) for turn in (pair, pair + 4) for step in range(50)]
    assert all(plain[f"{n}a"] == plain[f"{n}b"] == len(order) for n in range(MANY))
    assert plain["lists"] == [order] * MANY
    ns.verify()


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_threads_fork_at_once_while_others_work(ns):
    """What a child inherits it uses in threads of its own; the one that forked it was not the first of its parent."""
    ns.update(n=0, pair=[0, 0], l=[])
    pair, items, stop = ns["pair"], ns["l"], []

    def work(number):
        for _ in range(100):
            ns.add("n")
            items.append(number)
            with ns.transaction():
                pair[0] += 1
                pair[1] -= 1
            assert sum(pair.snapshot()) == 0

    def work_on():
        while not stop:
            work("others")

    def fork():
        for _ in range(5):
            pid = os.fork()
            if pid == 0:
                status = 1
                try:
                    signal.signal(signal.SIGALRM, signal.SIG_DFL)
                    signal.alarm(support.PATIENCE)
                    for thread in [support.Thread(work, number) for number in range(3)]:
                        thread.result()
                    status = 0
                finally:
                    os._exit(status)
            assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0

    others = [support.Thread(work_on) for _ in range(2)]
    try:
        for thread in [support.Thread(fork) for _ in range(3)]:
            thread.result()
    finally:
        stop.append(1)
    for thread in others:
        thread.result()
    plain = items.snapshot()
    assert [plain.count(number) for number in range(3)] == [1500] * 3
    assert ns["n"] == len(plain) == pair[0]
    ns.verify()


@pytest.mark.crash
def test_a_process_of_many_threads_is_killed(ns, child):
    """What each has done it notes in memory that its death leaves."""
    ledger = memoryview(mmap.mmap(-1, MANY * 8)).cast("Q")
    ns.update(counts=dict.fromkeys(range(MANY), 0), lists=[[] for _ in range(MANY)], moved=[0, 0])

    def work(link):
        theirs = mmfshare.open("test", timeout=None)
        counts, lists, moved = theirs["counts"], theirs["lists"], theirs["moved"]
        begun = threading.Barrier(MANY + 1)

        def run(number):
            items = lists[number]
            for step in itertools.count(ledger[number]):
                counts.add(number)
                items.append(step)
                with theirs.transaction():
                    moved[0] -= 1
                    moved[1] += 1
                ledger[number] = step + 1
                if not step % 3:
                    assert sum(moved.snapshot()) == 0
                if step == first[number]:
                    begun.wait(support.PATIENCE)

        first = list(ledger)
        threads = [support.Thread(run, number) for number in range(MANY)]
        begun.wait(support.PATIENCE)
        link.say()
        for thread in threads:
            thread.result(support.LIFE)

    for _ in range(5):
        victim = child(work)
        victim.hear()
        victim.kill()
        assert sum(ns["moved"].snapshot()) == 0
        for number in range(MANY):
            done, items = ledger[number], ns["lists"][number]
            assert ns["counts"][number] - done in (0, 1) and len(items) - done in (0, 1)
            ns["counts"][number] = done
            del items[done:]
            assert items == list(range(done))
        ns.verify()
