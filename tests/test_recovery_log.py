"""Whoever recovers from a death says so by logging.getLogger("mmfshare"), once, while it holds nothing."""

from __future__ import annotations

import logging
import os
import threading

import pytest
import support
import workers

import mmfshare

pytestmark = pytest.mark.crash
LOG = logging.getLogger("mmfshare")


def die_with(child, work):
    """The pid of a process that was killed after work(ns)."""

    def run(link):
        with mmfshare.open("test", timeout=None) as theirs:
            state = work(theirs)
            link.say("ready")
            link.hear()
            return state

    victim = child(run)
    victim.hear()
    victim.kill()
    return victim.pid


def in_lock(theirs):
    return theirs.lock()


def in_transaction(theirs):
    transaction = theirs.transaction()
    transaction.__enter__()
    theirs.list("l").append("undone")
    return transaction


USES = {
    "lock": lambda ns: ns.lock().release(),
    "shared lock": lambda ns: ns.lock(shared=True).release(),
    "write": lambda ns: ns.update(x=1),
    "read": lambda ns: ns.get("x"),
    "snapshot": lambda ns: ns.snapshot(),
    "stats": lambda ns: ns.stats(),
    "verify": lambda ns: ns.verify(),
    "add": lambda ns: ns.add("n"),
}


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize(
    "death, where", [(in_lock, "lock()"), (in_transaction, "a transaction (change of a list)")]
)
def test_one_warning_for_each_death(ns, child, caplog, use, death, where):
    ns["l"] = []
    for number in range(3):
        pid = die_with(child, death)
        USES[use](ns)
        assert len(caplog.records) == number + 1
        record = caplog.records[-1]
        assert (record.name, record.levelname) == ("mmfshare", "WARNING")
        text = record.getMessage()
        assert text.startswith("'test': ") and f"process {pid} died in {where}" in text
        assert f"; {os.getpid()} " in text and ("undid" in text) == (death is in_transaction)
        USES[use](ns)
    assert len(caplog.records) == 3 == ns.stats().recoveries


def test_nothing_is_said_without_a_death(ns, child, caplog):
    holder = child(workers.hold_lock, "test")
    holder.hear()
    assert ns.acquire(timeout=0.05) is False
    holder.say()
    holder.result()
    with ns.lock():
        pass
    assert caplog.records == []


def test_only_the_one_that_recovered_says_so(ns, child):
    def wait(link):
        said = []
        handler = logging.Handler()
        handler.emit = lambda record: said.append(record.getMessage())
        LOG.addHandler(handler)
        with mmfshare.open("test", timeout=None) as theirs:
            link.say("ready")
            theirs.add("n")
        return said

    holder = child(workers.hold_lock, "test")
    holder.hear()
    waiters = [child(wait) for _ in range(4)]
    for waiter in waiters:
        waiter.hear()
    holder.kill()
    said = [text for waiter in waiters for text in waiter.result()]
    assert len(said) == 1 == ns.stats().recoveries and f"process {holder.pid} died" in said[0]


class Handler(logging.Handler):
    """Runs a function at each record."""

    def __init__(self, function):
        super().__init__()
        self.emit = lambda record: function()


@pytest.fixture
def at_record():
    """at_record(function): have it run at each record."""
    handlers = []

    def add(function):
        handlers.append(Handler(function))
        LOG.addHandler(handlers[-1])

    yield add
    for handler in handlers:
        LOG.removeHandler(handler)


@pytest.mark.parametrize("use", USES)
def test_a_handler_may_use_the_namespace(ns, child, at_record, use):
    seen = []

    def other_thread():
        ns["from"] = "another thread"

    def emit():
        seen.append(ns.held)
        ns["from"] = "the handler"
        support.Thread(other_thread).result()
        ns["l"] = [ns["from"]]

    at_record(emit)
    die_with(child, in_transaction)
    USES[use](ns)
    assert seen == [False] and ns["l"] == ["another thread"] and not ns.held


@pytest.mark.parametrize("use", USES)
def test_what_a_handler_raises_leaves_no_lock_behind(ns, child, at_record, use):
    class Stop(BaseException):
        pass

    def emit():
        raise Stop

    at_record(emit)
    die_with(child, in_lock)
    with pytest.raises(Stop):
        USES[use](ns)
    assert not ns.held
    USES[use](ns)


def test_what_a_handler_raises_during_a_repr_is_raised(ns, child, at_record):
    class Stop(Exception):
        pass

    def emit():
        raise Stop

    d = ns.dict("d")
    at_record(emit)
    die_with(child, in_lock)
    with pytest.raises(Stop):
        repr(d)
    assert repr(d) == "SharedDict({})"


@pytest.mark.parametrize("use", USES)
def test_a_handler_may_close_the_namespace(folder, child, at_record, use):
    ns = mmfshare.open("test")
    at_record(ns.close)
    die_with(child, in_lock)
    with pytest.raises(ValueError, match="closed"):
        USES[use](ns)
    with mmfshare.open("test") as again:
        again.verify()


def test_the_thread_is_told(ns, child):
    def work(theirs):
        told = []

        def hold():
            told.append((theirs.lock(), threading.get_native_id()))
            ready.set()
            threading.Event().wait()

        ready = threading.Event()
        threading.Thread(target=hold, daemon=True).start()
        ready.wait()
        theirs_thread.put(told[0][1])
        return told

    import multiprocessing

    theirs_thread = multiprocessing.get_context("fork").SimpleQueue()
    pid = die_with(child, work)
    thread = theirs_thread.get()
    theirs_thread.close()
    ns["x"] = 1
    [recovery] = ns.stats().last_recoveries
    assert (recovery.pid, recovery.thread) == (pid, thread) and thread != pid
    assert f"process {pid} (thread {thread}) died in lock()" in str(recovery)


def test_a_forked_child_does_not_tell_again(ns, child, caplog):
    die_with(child, in_lock)
    ns["x"] = 1
    assert len(caplog.records) == 1

    def look(link):
        ns["x"] = 2
        ns.close()
        return len(caplog.records)

    assert child(look).result() == 1


@support.closes_at_once
def test_a_reader_without_write_access_to_the_lock_tells_it_too(ns, child, caplog):
    ns["x"] = 1
    with mmfshare.open("test", readonly=True) as reader:
        ns.close()
        die_with(child, in_lock)
        assert reader["x"] == 1
        assert len(caplog.records) <= 1, "told by whoever recovered"
        reader.verify()
    assert len(caplog.records) == 1


def test_a_wait_for_a_change_tells_it_too(ns, child, caplog):
    die_with(child, in_lock)
    assert ns.wait("x", timeout=1) is False
    assert len(caplog.records) == 1


AT_THE_END = """
import builtins, os, mmfshare

class Last:
    def __init__(self):
        self.ns = mmfshare.open("test")
        child = os.fork()
        if child == 0:
            self.ns.lock()
            os._exit(0)
        os.waitpid(child, 0)

    def __del__(self):
        self.ns["last"] = 1

{place} = Last()
"""


@pytest.mark.parametrize("place", ["last", "builtins.last"])
def test_a_recovery_at_the_interpreter_s_end_keeps_nothing_from_being_done(ns, place):
    """Nothing can be imported by then, logging neither."""
    done = support.python("-c", AT_THE_END.format(place=place))
    assert (done.returncode, done.stderr) == (0, "")
    assert ns["last"] == 1 and ns.stats().recoveries == 1
