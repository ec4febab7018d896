"""What a fork keeps: the data, not the locks; and a child that does nothing holds nothing."""

from __future__ import annotations

import ctypes
import os
import signal
import threading

import pytest
import support
import workers

import mmfshare


def test_a_forked_child_uses_what_it_inherited(ns, child):
    ns["d"], ns["l"] = {"x": [1]}, [1]
    d, items, inner, scalar = ns["d"], ns["l"], ns["d"]["x"], ns.scalar("s")
    iterator = iter(items)
    next(iterator)

    def work(link):
        ns["n"] = 1
        d["y"] = 2
        items.append(2)
        inner.append(2)
        scalar.add(3)
        with ns.lock(), ns.transaction():
            ns["m"] = os.getpid()
        ns.verify()
        return list(iterator)

    worker = child(work)
    assert worker.result() == [2]
    assert ns.snapshot() == {"d": {"x": [1, 2], "y": 2}, "l": [1, 2], "s": 3, "n": 1, "m": worker.pid}


def test_children_of_children(ns, child):
    def work(link, depth):
        ns.add("n")
        if depth:
            pid = os.fork()
            if pid == 0:
                work(link, depth - 1)
                os._exit(0)
            _, status = os.waitpid(pid, 0)
            assert status == 0
        ns.add("n")

    child(work, 4).result()
    assert ns["n"] == 10
    ns.verify()


def test_closing_in_the_child_leaves_the_parent_alone(ns, child):
    ns["x"] = [1]
    handle = ns["x"]

    def work(link):
        ns.close()
        with pytest.raises(ValueError, match="closed"):
            handle.append(2)

    child(work).result()
    handle.append(3)
    assert not ns.closed and ns["x"] == [1, 3]


def test_orphans_stay_with_the_parent(ns, child):
    ns["x"] = [1]
    handle = ns["x"]
    del ns["x"]

    def work(link):
        for use in (lambda: handle[0], lambda: handle.append(2), lambda: ns.__setitem__("back", handle)):
            with pytest.raises(mmfshare.StaleHandle):
                use()
        link.say("stale")
        link.hear()
        handle.append(4)

    worker = child(work)
    worker.hear()
    handle.append(3)
    ns["back"] = handle
    worker.say()
    worker.result()
    assert ns["back"] == handle == [1, 3, 4]
    ns.verify()


def test_orphans_stay_with_the_child(ns, child):
    ns["x"] = [1]
    handle = ns["x"]

    def work(link):
        ns["x"] = "replaced"
        handle.append(2)
        link.say("replaced")
        link.hear()
        return handle.snapshot()

    worker = child(work)
    worker.hear()
    for use in (lambda: handle[0], lambda: handle.append(3), lambda: ns.__setitem__("back", handle)):
        with pytest.raises(mmfshare.StaleHandle):
            use()
    ns.verify()
    worker.say()
    assert worker.result() == [1, 2]
    with pytest.raises(mmfshare.StaleHandle):
        handle[0]
    # Its slot is looked at by the next that comes and writes.
    child(workers.write_once, "test", method="spawn").result()
    assert ns.stats().containers == 1


def test_locks_are_not_inherited(ns, child):
    guard = ns.lock()
    ns["x"] = 1

    def work(link):
        assert not ns.held
        assert ns.acquire(0) is False
        for use in (ns.release, ns.unlock, guard.release):
            with pytest.raises(RuntimeError):
                use()
        with mmfshare.open("test", timeout=0.1) as hasty, pytest.raises(mmfshare.LockTimeout):
            hasty["x"]  # noqa: B018
        link.say("looked")
        link.hear()
        with ns.lock(timeout=10):
            ns["x"] += 1

    worker = child(work)
    worker.hear()
    assert ns.held
    guard.release()
    worker.say()
    worker.result()
    assert ns["x"] == 2 and ns.stats().recoveries == 0


@pytest.mark.parametrize("enter", ["lock", "transaction"])
@pytest.mark.parametrize("error", [None, ZeroDivisionError], ids=["at its end", "by an exception"])
def test_leaving_an_inherited_with_does_nothing(ns, child, enter, error):
    def work(link):
        pid = None
        try:
            with getattr(ns, enter)():
                ns["x"] = "parent"
                pid = os.fork()
                if pid:
                    _, status = os.waitpid(pid, 0)
                    assert status == 0
                    assert ns.held and ns["x"] == "parent"
                    ns["y"] = "after the child"
                elif error:
                    raise error
        except BaseException as caught:
            if pid == 0:
                os._exit(0 if type(caught) is error and not ns.held else 1)
            raise
        if pid == 0:
            os._exit(0 if not ns.held else 2)

    child(work).result()
    assert ns == {"x": "parent", "y": "after the child"} and ns.stats().recoveries == 0
    ns.verify()


@pytest.mark.crash
def test_a_child_that_never_touches_us_and_whose_parent_dies_under_the_lock(ns, child):
    """The proof of life is the open file's, which a forked child shares unless it lets go of it."""

    def parent(link):
        theirs = mmfshare.open("test")
        reading, writing = os.pipe()
        theirs.lock()
        theirs["x"] = 1
        pid = os.fork()
        if pid == 0:
            # Holds all that was inherited, and only waits; it ends with the test, by SIGALRM at the latest.
            signal.alarm(support.PATIENCE)
            os.write(writing, b"x")
            signal.pause()
            os._exit(0)
        os.read(reading, 1)
        link.say(pid)
        link.hear()

    worker = child(parent)
    grandchild = worker.hear()
    try:
        assert ns.acquire(0) is False
        worker.kill()
        os.kill(grandchild, 0)
        with ns.lock(timeout=5) as guard:
            assert guard.recovered is True
        assert ns["x"] == 1
    finally:
        os.kill(grandchild, signal.SIGKILL)
    ns.verify()


@pytest.mark.crash
def test_a_child_that_goes_on_after_its_parent_died_under_the_lock(ns, child):
    def parent(link):
        theirs = mmfshare.open("test", timeout=20)
        transaction = theirs.transaction()
        transaction.__enter__()
        theirs["x"] = "undone"
        pid = os.fork()
        if pid == 0:
            signal.alarm(support.PATIENCE)
            with theirs.lock(timeout=30) as guard:
                theirs["by the child"] = guard.recovered
            link.say("went on")
            signal.pause()
        link.say(pid)
        link.hear()
        return transaction

    worker = child(parent)
    grandchild = worker.hear()
    try:
        worker.kill()
        assert worker.hear() == "went on"
    finally:
        os.kill(grandchild, signal.SIGKILL)
    assert ns == {"by the child": True}
    ns.verify()


def test_many_forks_keep_slots_and_descriptors(ns, child):
    """A child's slot is given back when it ends, so thousands of short-lived ones do not fill the file."""

    def work(link):
        for _ in range(10):
            ns.add("n")

    for _ in range(5):
        for worker in [child(work) for _ in range(10)]:
            worker.result()
    size = os.stat(ns.path).st_size
    for _ in range(10):
        for worker in [child(work) for _ in range(10)]:
            worker.result()
    assert ns["n"] == 1500 and os.stat(ns.path).st_size == size
    assert ns.stats().participants <= 15


def test_descriptors_are_not_inherited_by_exec(ns, folder):
    ns["x"] = 1
    assert support.open_below(folder)
    program = (
        "import os\n"
        "for number in os.listdir('/proc/self/fd'):\n"
        "    try: print(os.readlink('/proc/self/fd/' + number))\n"
        "    except FileNotFoundError: pass\n"
    )
    done = support.python("-c", program, close_fds=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout and str(folder) not in done.stdout


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_fork_while_another_thread_works(ns, child):
    """A fork in the middle of another thread's operation: the child is not stuck on a lock of that thread."""
    ns["x"] = 0
    stop = []

    def write():
        while not stop:
            ns.add("x")
            ns["y"] = "z" * 500

    writer = support.Thread(write)
    try:
        for _ in range(10):
            # Not by multiprocessing, which would warn: that it works is what is tested here.
            pid = os.fork()
            if pid == 0:
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
                signal.alarm(support.PATIENCE)
                os._exit(0 if ns.add("child") and ns["x"] >= 0 else 1)
            _, status = os.waitpid(pid, 0)
            assert status == 0
    finally:
        stop.append(1)
        writer.result()
    assert ns["child"] == 10
    ns.verify()


@pytest.mark.crash
@pytest.mark.parametrize("hold", ["lock", "transaction"])
def test_a_living_child_of_a_dead_owner_keeps_nobody_waiting(ns, child, hold):
    """The child inherits the mapping, and so the file that is mapped; not the proof of its parent's life."""
    ns["x"] = 1

    def work(link):
        own = mmfshare.open(ns.name, reuse=True)
        guard = own.lock() if hold == "lock" else own.transaction().__enter__()
        if hold == "transaction":
            own["x"] = 2
        reading, writing = os.pipe()
        grandchild = os.fork()
        if grandchild == 0:
            os.close(writing)
            os.read(reading, 1)  # until the test lets go: it never touches mmfshare
            os._exit(0)
        os.close(reading)
        link.say((grandchild, guard is not None))
        signal.pause()

    worker = child(work)
    grandchild, _ = worker.hear()
    try:
        worker.kill()
        os.kill(grandchild, 0)
        with ns.lock(timeout=5) as guard:
            assert guard.recovered
        assert ns["x"] == 1
    finally:
        os.kill(grandchild, signal.SIGKILL)
    ns.verify()


@pytest.mark.parametrize("method, args", [("compact", ()), ("save", ("saved",))])
def test_what_is_forked_in_the_middle_leaves_it_to_its_parent(ns, child, tmp_path, monkeypatch, method, args):
    """A handler forks while we wait for the lock, of which the holder has died."""
    monkeypatch.chdir(tmp_path)
    ns["kept"] = "x" * 100000
    victim = child(workers.hold_lock, "test")
    victim.hear()
    victim.kill()
    forked = []
    monkeypatch.setattr(type(ns), "_log_recovery", lambda *_: forked.append(os.fork()))
    error = None
    try:
        getattr(ns, method)(*args)
    except BaseException as caught:
        error = caught
    if forked == [0]:
        good = False
        try:
            good = f"forked inside {method}()" in str(error) and ns["kept"] == "x" * 100000
        finally:
            os._exit(0 if good else 1)
    assert error is None and len(forked) == 1
    assert os.waitstatus_to_exitcode(os.waitpid(forked[0], 0)[1]) == 0
    ns.compact()
    ns.save("saved")


class _SignalNumber:
    @classmethod
    def from_param(cls, _):
        return ctypes.c_int(signal.SIGUSR1)


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("by", ["signal", "log"])
def test_who_is_forked_while_its_parent_gets_the_lock_gets_its_own(ns, child, monkeypatch, shared, by):
    """What forks is the handler of a signal, which is met just after the lock was taken, or of the log."""
    victim = child(workers.hold_lock, "test")
    victim.hear()
    victim.kill()
    # Not of Python, which would meet the signal before the lock is taken.
    raise_signal = ctypes.PyDLL(None)["raise"]
    raise_signal.argtypes = [_SignalNumber]
    forked = []

    def fork(*_):
        forked.append(os.fork())

    monkeypatch.setattr(type(ns), "_log_recovery", raise_signal if by == "signal" else fork)
    before = signal.signal(signal.SIGUSR1, fork)
    try:
        got = ns.acquire(shared=shared)
        if forked == [0]:
            status = 1
            try:
                assert got
                ns.release()  # RuntimeError if it has none
                with pytest.raises(RuntimeError):
                    ns.release()  # it has it once
                status = 0
            finally:
                os._exit(status)
        assert got and len(forked) == 1
        ns.release()
        assert os.waitstatus_to_exitcode(os.waitpid(forked[0], 0)[1]) == 0
    finally:
        signal.signal(signal.SIGUSR1, before)


class _Told:
    """A number of seconds, or a value to be pickled, that tells when it is looked at."""

    def __init__(self, looked_at):
        self._looked_at = looked_at

    def __float__(self):
        self._looked_at.set()
        return 30.0

    def __reduce__(self):
        self._looked_at.set()
        return int, ()


def _hold(guard, inside, leave):
    with guard:
        inside.set()
        leave.wait(support.PATIENCE)


def _look(inside, leave):
    inside.set()
    return leave.is_set()


BUSY = {  # what another thread is in the middle of: ns, told when it is in it, and told to end it
    "lock": lambda ns, inside, leave: _hold(ns.lock(), inside, leave),
    "shared": lambda ns, inside, leave: _hold(ns.lock(shared=True), inside, leave),
    "transaction": lambda ns, inside, leave: _hold(ns.transaction(), inside, leave),
    "wait": lambda ns, inside, leave: ns.wait_for(lambda _: _look(inside, leave), timeout=30),
}
WAITING = {  # the same, while another process has the lock
    "wait for the lock": lambda ns, inside, leave: ns.lock(_Told(inside)).release(),
    "store": lambda ns, inside, leave: ns.update(x=_Told(inside)),
    "store a list": lambda ns, inside, leave: ns.__setitem__("x", [_Told(inside)]),
    "store a dict": lambda ns, inside, leave: ns.__setitem__("x", {"y": _Told(inside)}),
}


@pytest.mark.skipif(not support.WITH_GIL, reason="without one, close() leaves it to the last object")
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.parametrize("what", [*BUSY, *WAITING])
def test_closing_in_the_child_lets_go_whatever_other_threads_were_at(ns, folder, child, what):
    inside, leave = threading.Event(), threading.Event()
    holder = child(workers.hold_lock, "test") if what in WAITING else None
    if holder:
        holder.hear()
    thread = support.Thread({**BUSY, **WAITING}[what], ns, inside, leave)
    try:
        assert inside.wait(support.PATIENCE)
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                ns.close()
                status = 2 if support.open_below(folder) else 0
            finally:
                os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    finally:
        leave.set()
        if holder:
            holder.say()
            holder.result()
        else:
            ns["end"] = 1  # ends the wait
        thread.result()
    ns["n"] = 1


@pytest.mark.parametrize("close", [False, True])
def test_a_child_that_is_forked_inside_closes_and_opens_again(ns, child, close):
    def work(link):
        for enter in (ns.lock, ns.transaction):
            with enter():
                ns["n"] = 1
                pid = os.fork()
                if pid == 0:
                    break
            assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        else:
            return
        status = 1
        try:
            if close:
                ns.close()
            with mmfshare.open("test", timeout=30) as again, again.lock():
                again["child"] = 1
            status = 0 if ns.closed == close else 2
        finally:
            os._exit(status)

    child(work).result()
    assert ns["child"] == 1
