"""wait() and wait_for() take no longer than asked for, whoever holds the lock or goes on changing."""

from __future__ import annotations

import resource
import time
from decimal import Decimal
from fractions import Fraction

import pytest
import workers

import mmfshare

SHORT = 0.15  # seconds in which nothing is to happen
LONG = 30  # seconds in which everything has happened


def test_time_out(ns):
    ns["x"], ns["l"] = 1, []
    for wait in (
        lambda seconds: ns.wait("x", seconds),
        lambda seconds: ns.wait("no such key", timeout=seconds, seen=mmfshare.ABSENT),
        lambda seconds: ns.scalar("x").wait(seconds, seen=1),
        lambda seconds: ns["l"].wait(seconds),
        lambda seconds: ns.wait_for(lambda d: False, seconds),
        lambda seconds: ns["l"].wait_for(len, seconds) == 1,
    ):
        assert wait(0) is False
        begun = time.monotonic()
        assert wait(SHORT) is False
        assert SHORT <= time.monotonic() - begun < LONG


def test_0_only_looks(ns):
    def sleeps() -> int:
        return resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw

    ns["x"], ns["l"] = 1, []
    before = sleeps()
    for _ in range(1000):
        assert ns.wait("x", 0) is False and ns["l"].wait_for(len, 0) == 0
    assert sleeps() - before < 500, "each wait would give the processor away at least once"


@pytest.mark.parametrize("timeout", [-1, float("nan"), "soon"])
def test_bad_timeouts(ns, timeout):
    ns["l"] = []
    array = mmfshare.tie("array", "l", namespace=ns)
    for wait in (
        lambda: ns.wait("x", timeout),
        lambda: ns["l"].wait(timeout),
        lambda: array.wait(timeout),
        lambda: array.wait_for(len, timeout),
    ):
        with pytest.raises((TypeError, ValueError)):
            wait()
    with pytest.raises(TypeError):
        ns.wait([])


def test_a_timeout_is_any_number(ns):
    ns["l"] = []
    array = mmfshare.tie("array", "l", namespace=ns)
    for timeout in (Decimal("0.001"), Fraction(1, 1000)):
        assert ns["l"].wait(timeout) is False and array.wait(timeout) is False


@pytest.fixture
def hold(ns, child):
    """hold() is another process that holds the lock of "test", in which x = 0 and l = [], until it is told."""
    ns["x"], ns["l"] = 0, []

    def start():
        process = child(workers.hold_lock, "test")
        process.hear()
        return process

    return start


def under_lock(ns, jobs):
    with ns.lock():
        return jobs.snapshot()


LATE = {
    "dict": lambda ns, jobs, x, seconds: ns.wait_for(lambda d: d["x"], seconds),
    "list": lambda ns, jobs, x, seconds: jobs.wait_for(len, seconds),
    "scalar": lambda ns, jobs, x, seconds: x.wait_for(bool, seconds),
    "seen": lambda ns, jobs, x, seconds: ns.wait("x", seconds, seen=0),
    "in lock()": lambda ns, jobs, x, seconds: jobs.wait_for(lambda jobs: under_lock(ns, jobs), seconds),
    "in another wait": lambda ns, jobs, x, seconds: jobs.wait_for(
        lambda jobs: ns.wait("x", 0, seen=0) or x.wait_for(bool, LONG), seconds
    ),
}


@pytest.mark.parametrize("how", LATE)
def test_the_time_is_over_while_another_holds_the_lock(ns, hold, how):
    jobs, x, holder = ns["l"], ns.scalar("x"), hold()
    for seconds in (0, SHORT):
        begun = time.monotonic()
        assert LATE[how](ns, jobs, x, seconds) is False
        assert seconds <= time.monotonic() - begun < ns.timeout / 2
    holder.say()
    holder.result()
    ns["l"].append(1)
    assert jobs.wait_for(len, 0) == 1


def test_the_last_answer_counts_if_there_is_no_time_for_another(ns, hold):
    def answer(jobs):
        jobs.append(1)  # to be asked again
        hold()
        return []

    assert ns["l"].wait_for(answer, SHORT) == []


def test_only_what_is_done_to_look_ends_with_the_time(ns, hold):
    ns["l"].wait_for(lambda jobs: True, 0)
    ns["l"].wait_for(lambda jobs: ns.wait_for(lambda d: True, 0), 0)
    with pytest.raises(ZeroDivisionError):
        ns["l"].wait_for(lambda jobs: 1 / 0, 0)
    hold()
    begun = time.monotonic()
    assert not ns.acquire(SHORT)
    assert SHORT <= time.monotonic() - begun


def test_a_shorter_timeout_of_the_namespace_is_raised(ns, hold):
    with mmfshare.open("test", timeout=0.01) as hasty:
        hasty.scalar("x")
        with pytest.raises(mmfshare.LockTimeout):
            ns["l"].wait_for(lambda jobs: hold() and hasty["x"], LONG)


def test_others_who_go_on_changing_are_not_waited_for(ns, child):
    ns["x"], ns["l"] = 0, [0]

    def run(link):
        with mmfshare.open("test") as theirs:
            jobs, changes = theirs["l"], 0
            while not link.asked_to_stop():
                theirs["x"], jobs[0] = changes, changes
                changes += 1
                if changes == 1:
                    link.say()

    process = child(run)
    process.hear()
    jobs = ns["l"]
    for wait in (lambda: ns.wait("other", SHORT), lambda: jobs.wait_for(lambda jobs: False, SHORT)):
        begun = time.monotonic()
        assert wait() is False
        assert SHORT <= time.monotonic() - begun < ns.timeout / 2
    process.say()
    process.result()
