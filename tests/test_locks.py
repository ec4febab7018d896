"""ns.lock() and its relatives: exclusive, reentrant, per thread, with guards; readers wait too."""

from __future__ import annotations

import logging
import signal
import time

import pytest
import support

import mmfshare


def free_for_others(child):
    """Whether another process gets the lock of "test" at once."""

    def attempt(link):
        with mmfshare.open("test") as theirs:
            got = theirs.acquire(0)
            if got:
                theirs.release()
            return got

    return child(attempt).result()


def test_a_guard_by_with(ns, child):
    with ns.lock() as guard:
        assert ns.held and guard.recovered is False
        assert not free_for_others(child)
        ns["x"] = 1
    assert not ns.held and free_for_others(child)


def test_a_guard_by_release(ns, child):
    guard = ns.lock(timeout=5)
    assert not free_for_others(child)
    guard.release()
    assert free_for_others(child)
    with pytest.raises(RuntimeError, match="test"):
        guard.release()


def test_the_lock_is_taken_by_the_call_not_by_with(ns, child):
    guard = ns.lock()
    assert ns.held
    with guard:
        assert not free_for_others(child)
    assert free_for_others(child)


def test_acquire_release_unlock(ns, child):
    assert ns.acquire() is True
    assert not free_for_others(child)
    assert ns.release() is None
    assert ns.acquire(timeout=1) is True
    ns.unlock()
    assert free_for_others(child)


@pytest.mark.parametrize("give_back", ["release", "unlock"])
def test_giving_back_what_is_not_held(ns, give_back):
    with pytest.raises(RuntimeError, match="test"):
        getattr(ns, give_back)()
    with ns.lock():
        pass
    with pytest.raises(RuntimeError):
        getattr(ns, give_back)()


def test_it_nests(ns, child):
    with ns.lock():
        with ns.lock(timeout=0) as inner:
            assert ns.acquire(0)
            ns.release()
            inner.release()
            guard = ns.lock()
        assert ns.held
        guard.release()
        assert ns.held and not free_for_others(child)
    assert not ns.held and free_for_others(child)


def test_it_nests_across_handles_of_one_file(ns, child):
    with mmfshare.open("test") as other, ns.lock(), other.lock(timeout=0):
        assert other.held and ns.held
        other["x"] = 1
        ns["x"] += 1
    assert ns["x"] == 2 and free_for_others(child)


def test_it_is_given_back_after_an_exception(ns, child):
    with pytest.raises(ZeroDivisionError), ns.lock():
        ns["x"] = 1
        raise ZeroDivisionError
    assert ns["x"] == 1, "a lock is no transaction"
    assert free_for_others(child)


def test_namespaces_have_locks_of_their_own(ns, child):
    with mmfshare.open("other") as other, other.lock():
        assert free_for_others(child)
        ns["x"] = 1


@pytest.mark.parametrize("timeout", [-1, -0.5, float("nan"), "soon", [1]])
def test_bad_timeouts(ns, timeout):
    for use in (ns.lock, ns.acquire):
        with pytest.raises((TypeError, ValueError)):
            use(timeout)
    assert not ns.held


@pytest.mark.parametrize("timeout", [0, 0.0, 5, 1e9, None])
def test_a_free_lock_is_got_with_any_timeout(ns, timeout):
    with ns.lock(timeout):
        assert ns.held
    assert ns.acquire(timeout) is True
    ns.release()


def test_readers_wait_until_the_lock_is_given_back(ns, child):
    ns["x"], ns["l"], ns["d"] = 0, [0], {"k": 0}
    reads = [
        lambda theirs: theirs["x"],
        lambda theirs: theirs["l"][0],
        lambda theirs: theirs["d"].get("k"),
        lambda theirs: theirs.snapshot()["x"],
        lambda theirs: sum(theirs["l"]),
    ]

    def read(link):
        with mmfshare.open("test", timeout=None) as theirs:
            for use in reads:
                link.say("ready")
                link.hear()
                link.say(use(theirs))

    reader = child(read)
    for number in range(len(reads)):
        reader.hear()
        with ns.lock():
            ns["x"] = ns["l"][0] = ns["d"]["k"] = "half done"
            reader.say()
            assert reader.says_nothing(0.1)
            ns["x"] = ns["l"][0] = ns["d"]["k"] = number
        assert reader.hear() == number
    reader.result()


def test_mutual_exclusion(ns, child):
    """Inside the lock two variables differ for a while; nobody else ever sees that."""
    ns["a"] = ns["b"] = 0

    def work(link):
        with mmfshare.open("test", timeout=None) as mine:
            seen = 0
            for _ in range(2000):
                with mine.lock():
                    seen += mine["a"] != mine["b"]
                    mine["a"] += 1
                    mine["b"] = mine["a"]
            return seen

    workers = [child(work) for _ in range(3)]
    assert [worker.result() for worker in workers] == [0, 0, 0]
    assert ns["a"] == ns["b"] == 6000


def test_every_waiter_gets_its_turn(ns, child):
    def wait(link):
        with mmfshare.open("test", timeout=None) as mine:
            link.say("ready")
            with mine.lock():
                mine.add("turns")

    with ns.lock():
        waiters = [child(wait) for _ in range(6)]
        for waiter in waiters:
            waiter.hear()
    for waiter in waiters:
        waiter.result()
    assert ns["turns"] == 6


def test_a_waiter_is_woken_soon(ns, child):
    def wait(link):
        with mmfshare.open("test", timeout=None) as mine:
            link.say("ready")
            with mine.lock():
                return time.monotonic()

    waits = []
    for _ in range(5):
        with ns.lock():
            waiter = child(wait)
            waiter.hear()
            assert waiter.says_nothing(0.1)
            released = time.monotonic()
        waits.append(waiter.result() - released)
    # One of five: the machine may be busy with something else.
    assert min(waits) < 0.1, waits


def test_a_writer_is_not_starved_by_others(ns, child):
    ns["x"] = 0

    def write_without_pause(link):
        with mmfshare.open("test", timeout=None) as mine:
            link.say("ready")
            count = 0
            while not link.asked_to_stop():
                for _ in range(100):
                    mine["x"] = count
                    count += 1

    writers = [child(write_without_pause) for _ in range(2)]
    for writer in writers:
        writer.hear()
    for number in range(300):
        ns["mine"] = number
        assert ns["mine"] == number
        with ns.lock(timeout=30):
            ns["mine"] = -number
    for writer in writers:
        writer.say()
        writer.result()


def test_held_is_of_this_thread(ns):
    def other_thread():
        return ns.held, ns.acquire(0)

    with ns.lock():
        assert ns.held
        assert support.Thread(other_thread).result() == (False, False)


def test_guard_and_transaction_reprs(ns):
    guard = ns.lock()
    assert "test" in repr(guard) and "held" in repr(guard)
    guard.release()
    assert "released" in repr(guard)
    assert "test" in repr(ns.transaction())


def test_the_recovered_flag_is_told_once(ns, child):
    def die(link):
        with mmfshare.open("test") as theirs:
            theirs.lock()
            theirs["x"] = 1
            link.say("locked")
            link.hear()

    victim = child(die)
    victim.hear()
    victim.kill()
    with ns.lock() as guard:
        assert guard.recovered is True
        assert ns["x"] == 1, "what it had completed is there"
        with ns.lock() as inner:
            assert inner.recovered is False
    with ns.lock() as guard:
        assert guard.recovered is False
    assert ns.stats().recoveries == 1


class Alarm(Exception):
    """What the handler of SIGALRM raises, as Ctrl-C does KeyboardInterrupt."""


@pytest.mark.parametrize("how", ["lock", "shared", "transaction"])
def test_an_exception_of_a_signal_handler_leaves_nothing_held(ns, how):
    def ring(number, frame):
        raise Alarm

    make = {"lock": ns.lock, "shared": lambda: ns.lock(shared=True), "transaction": ns.transaction}[how]
    ns["n"] = 0
    with mmfshare.open("test", timeout=0) as other:
        before = signal.signal(signal.SIGALRM, ring)
        try:
            for i in range(400):
                with pytest.raises(Alarm):
                    signal.setitimer(signal.ITIMER_REAL, 0.0002 + i % 20 * 0.00005)
                    while True:
                        with make():
                            ns["n"]
                assert not ns.held
                other["n"] = i  # LockTimeout if it was held, or shared
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("how", ["lock", "shared", "transaction"])
def test_an_exception_at_any_instruction_leaves_nothing_held(ns, how):
    make = {"lock": ns.lock, "shared": lambda: ns.lock(shared=True), "transaction": ns.transaction}[how]

    def use():
        with make():
            ns.get("n")

    count = 0
    for count, where in enumerate(support.interrupted_everywhere(use)):
        assert not ns.held, where
        ns["n"] = count  # RuntimeError if it was still shared
    assert count > 10


def test_an_exception_between_the_end_of_a_transaction_and_leaving_it_undoes_it(ns):
    def use():
        with ns.transaction():
            ns.update(n=1)

    seen = []
    ns["n"] = 0
    for _ in support.interrupted_everywhere(use):
        seen.append(ns["n"])
        ns["n"] = 0
    use()
    assert ns["n"] == 1
    assert seen == sorted(seen) and set(seen) == {0, 1}


@pytest.mark.parametrize("how", ["lock", "transaction"])
def test_closing_inside_gives_the_lock_back_though_another_handle_is_open(ns, child, how):
    ns["n"] = 1
    mine = mmfshare.open("test")
    with pytest.raises(ValueError, match="closed"):
        with getattr(mine, how)():
            mine["n"] = 2
            mine.close()
    assert not ns.held
    assert child(_read_n).result() == (2 if how == "lock" else 1)
    ns["n"] = 3


def _read_n(link):
    with mmfshare.open("test", timeout=5) as ns, ns.lock():
        return ns["n"]


def test_a_guard_that_a_generator_never_leaves(ns):
    def holds():
        with ns.lock():
            yield

    generator = holds()
    next(generator)
    assert ns.held
    del generator
    assert not ns.held


@pytest.mark.parametrize("is_only_one", [True, False])
@pytest.mark.parametrize("how", ["lock", "transaction", "acquire"])
def test_what_handles_the_log_may_close_the_namespace(folder, how, is_only_one):
    """Then the lock is free, though another handle may keep what it was taken by."""

    class Closes(logging.Handler):
        def emit(self, record):
            ns.close()

    log, handler = logging.getLogger("mmfshare"), Closes()
    ns = mmfshare.open("test", debug=True)
    other = None if is_only_one else mmfshare.open("test")
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    try:
        with pytest.raises(ValueError, match="closed"):
            if how == "acquire":
                ns.acquire()
            else:
                with getattr(ns, how)():
                    pass
    finally:
        log.removeHandler(handler)
        log.setLevel(before)
    if other is not None:
        assert not other.held
        other.close()
    with mmfshare.open("test", timeout=0) as again, again.lock():
        again["n"] = 1
