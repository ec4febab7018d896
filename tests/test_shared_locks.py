"""ns.lock(shared=True): many at once, nobody writes meanwhile, and who dies or stops keeps no more than its due."""

from __future__ import annotations

import os
import threading
import time

import pytest
import support

import mmfshare

SHORT = 0.15  # seconds in which nothing is to happen
SOON = 0.1  # seconds after which a dead holder is nobody's obstacle
LONG = 30


def holding(child, **options):
    """A process that has the lock until it is told to go on."""

    def hold(link):
        with mmfshare.open("test") as ns, ns.lock(**options):
            link.say("held")
            link.hear()
        return True

    process = child(hold)
    process.hear()
    return process


def writing(child, seconds=LONG):
    """A process that says how long its write took, or that it timed out."""

    def write(link):
        with mmfshare.open("test", timeout=seconds) as ns:
            link.say("ready")
            begun = time.monotonic()
            try:
                ns.add("writes")
            except mmfshare.LockTimeout:
                return None
            return time.monotonic() - begun

    process = child(write)
    process.hear()
    return process


def test_held_is_of_the_exclusive_lock(ns):
    with ns.lock(shared=True):
        assert not ns.held
    with ns.lock(), ns.lock(shared=True):
        assert ns.held


def test_many_hold_it_at_once(ns, child):
    ns["x"] = 1
    processes = [holding(child, shared=True) for _ in range(3)]
    with ns.lock(timeout=0, shared=True) as guard, mmfshare.open("test", readonly=True) as reader:
        assert guard.recovered is False and not ns.held
        assert ns["x"] == 1 and reader.snapshot() == {"x": 1} and len(ns) == 1
        thread = support.Thread(ns.acquire, 0)
        assert thread.result() is False
    for process in processes:
        assert not ns.acquire(0)
        process.say()
        assert process.result() is True
    assert ns.acquire(0)
    ns.release()


@pytest.fixture
def shared_by_another(child):
    """One process that has a shared lock."""
    return holding(child, shared=True)


def test_writes_of_others_wait(ns, shared_by_another, child):
    for work in (
        lambda theirs: theirs.__setitem__("x", 1),
        lambda theirs: theirs.add("x"),
        lambda theirs: theirs.update(x=1),
        lambda theirs: theirs.dict("new"),
        lambda theirs: theirs.__setitem__("x", "long" * 50_000),
        lambda theirs: theirs.lock(),
        lambda theirs: theirs.transaction().__enter__(),
    ):
        with mmfshare.open("test", timeout=0.05) as theirs, pytest.raises(mmfshare.LockTimeout):
            work(theirs)
    assert ns.snapshot() == {}
    process = writing(child)
    assert process.says_nothing(SHORT)
    shared_by_another.say()
    assert process.result() >= SHORT / 2
    assert ns["writes"] == 1
    shared_by_another.result()


def test_exclusive_keeps_sharers_out(ns, child):
    process = holding(child)
    assert ns.acquire(0, shared=True) is False
    with pytest.raises(mmfshare.LockTimeout, match="test"):
        ns.lock(0.01, shared=True)
    process.say()
    with ns.lock(shared=True):
        pass
    process.result()


def test_it_nests_and_is_given_back_once_for_each(ns, child):
    with ns.lock(shared=True):
        assert ns.acquire(0, shared=True)
        with ns.lock(timeout=0, shared=True):
            pass
        ns.unlock()
        process = writing(child)
        assert process.says_nothing(SHORT)
    process.result()
    with pytest.raises(RuntimeError, match="test"):
        ns.release()


def test_it_nests_while_a_writer_waits(ns, child):
    """Else the writer would wait for the first one, and the second one for the writer."""
    with ns.lock(shared=True):
        process = writing(child)
        assert process.says_nothing(SHORT)
        with ns.lock(timeout=0, shared=True):
            assert process.says_nothing(0.01)
    process.result()


def test_shared_inside_exclusive(ns, child):
    with ns.lock():
        with ns.lock(shared=True):
            ns["x"] = 1
            assert ns.held
        assert ns.held
        with mmfshare.open("test", timeout=0.01) as same:
            same["y"] = 1
    assert not ns.held
    writing(child).result()


def test_no_upgrade(ns):
    ns["l"] = [2, 1]
    with ns.lock(shared=True):
        for work in (
            lambda: ns.__setitem__("x", 1),
            lambda: ns.__delitem__("l"),
            lambda: ns["l"].append(1),
            lambda: ns["l"].__imul__(1),
            lambda: ns["l"].sort(),
            lambda: ns["l"].pop(),
            lambda: ns.scalar("x2"),
            lambda: ns.lock(0),
            lambda: ns.acquire(0),
            lambda: ns.transaction().__enter__(),
            lambda: ns.wait("x", 0.01),
        ):
            with pytest.raises(RuntimeError, match="release it first|give the lock back"):
                work()
        ns.verify()
    assert ns.snapshot() == {"l": [2, 1]}
    ns["x"] = 1


def test_threads_share_and_each_has_its_own(ns):
    ready, go = threading.Barrier(4), threading.Event()

    def hold():
        with ns.lock(shared=True):
            ready.wait(LONG)
            go.wait(LONG)
            return ns.acquire(0, shared=True) and ns.release() is None

    threads = [support.Thread(hold) for _ in range(3)]
    ready.wait(LONG)
    with pytest.raises(RuntimeError):
        ns.release()
    assert not ns.acquire(0)
    go.set()
    assert all(thread.result() for thread in threads)
    ns["x"] = 1


def test_a_stream_of_sharers_keeps_no_writer_out(ns, child):
    """Their holds overlap, so without a gate there is never a moment for the writer."""

    def stream(link):
        stop = threading.Event()

        def share(theirs):
            turns = 0
            while not stop.is_set():
                with theirs.lock(shared=True):
                    time.sleep(0.002)
                turns += 1
            return turns

        with mmfshare.open("test") as theirs:
            threads = [support.Thread(share, theirs) for _ in range(3)]
            link.say()
            link.hear()
            stop.set()
            return min(thread.result() for thread in threads)

    processes = [child(stream) for _ in range(3)]
    for process in processes:
        process.hear()
    for n in range(5):
        begun = time.monotonic()
        ns["x"] = n
        with ns.lock():
            assert time.monotonic() - begun < LONG / 10
    for process in processes:
        process.say()
        assert process.result() > 0, "sharers get in again"


def test_a_try_that_fails_closes_no_gate(ns, shared_by_another):
    for _ in range(3):
        assert not ns.acquire(0)
        assert ns.acquire(0, shared=True)
        ns.release()


def test_a_killed_sharer_frees(ns, child):
    for count in (1, 3):
        processes = [holding(child, shared=True) for _ in range(count)]
        for process in processes:
            process.kill()
        begun = time.monotonic()
        ns.add("x")
        assert time.monotonic() - begun < SOON
    assert ns.stats().recoveries == 0, "there was nothing to undo"
    ns.verify()


def test_a_writer_that_waits_sees_a_death(ns, child):
    sharer = holding(child, shared=True)
    process = writing(child)
    assert process.says_nothing(SHORT)
    begun = time.monotonic()
    sharer.kill()
    process.result()
    assert time.monotonic() - begun < SHORT + SOON


def test_a_stopped_sharer_keeps_it(ns, shared_by_another, child):
    shared_by_another.stop()
    assert writing(child, seconds=SHORT).result() is None
    shared_by_another.go_on()
    shared_by_another.say()
    assert writing(child).result() is not None
    shared_by_another.result()


def test_a_killed_writer_leaves_no_gate_closed(ns, shared_by_another, child):
    process = writing(child)
    assert process.says_nothing(SHORT)
    process.kill()
    assert ns.acquire(LONG, shared=True)
    ns.release()


def test_a_forked_child_has_no_share(ns, child):
    guard = ns.lock(shared=True)

    def inherited(link):
        with guard:
            pass
        try:
            ns.release()
        except RuntimeError:
            return ns.acquire(0) is False and ns.acquire(0, shared=True)
        return False

    assert child(inherited).result() is True
    assert writing(child, seconds=SHORT).result() is None
    guard.release()
    ns["x"] = 1


def test_a_dead_sharer_whose_child_lives_is_dead(ns, child):
    def bear(link):
        theirs = mmfshare.open("test")
        theirs.acquire(shared=True)
        pid = os.fork()
        if not pid:
            time.sleep(LONG)
            os._exit(0)
        link.say(pid)
        link.hear()

    process = child(bear)
    grandchild = process.hear()
    try:
        process.kill()
        begun = time.monotonic()
        ns["x"] = 1
        assert time.monotonic() - begun < SOON
    finally:
        os.kill(grandchild, 9)


@support.closes_at_once
def test_closing_gives_it_back(ns, child):
    def close(link):
        theirs = mmfshare.open("test")
        theirs.lock(shared=True)
        theirs.close()
        ns.close()  # inherited, and of the same file
        link.say()
        link.hear()

    process = child(close)
    process.hear()
    ns.add("x")
    process.say()
    process.result()


def test_bad_use(ns):
    with pytest.raises(TypeError):
        ns.lock(1, True)
    with pytest.raises(TypeError, match="exclusive"):
        ns.acquire(exclusive=True)
    with mmfshare.open("test", readonly=True) as reader, pytest.raises(TypeError):
        reader.lock(shared=True)
    assert ns.acquire(timeout=0, shared=False)
    with pytest.raises(RuntimeError, match="test"):
        ns.wait("x", 0)
    ns.release()
