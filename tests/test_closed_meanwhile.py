"""Code of the user that runs inside an operation may close the namespace: ValueError, no freed memory is touched."""

from __future__ import annotations

import contextlib
import gc
import logging

import pytest
import workers

import mmfshare
from mmfshare import _mmf
from mmfshare.ipc_shareable import LOCK_EX

LOG = logging.getLogger("mmfshare")


class Evil:
    """Reading one calls Evil.on_read."""

    on_read = staticmethod(lambda: None)

    def __reduce__(self):
        return _read, ()


def _read():
    Evil.on_read()
    return "read"


@pytest.fixture
def ns(folder, monkeypatch):
    """The only handle of its file, so that closing it unmaps the file. Reading an Evil closes it."""
    with mmfshare.open("test", timeout=30) as namespace:
        monkeypatch.setattr(Evil, "on_read", staticmethod(namespace.close))
        yield namespace


@pytest.fixture
def held(ns, child):
    """Another process has the lock."""

    holder = child(workers.hold_lock, "test")
    holder.hear()
    yield
    holder.say()
    holder.result()


@pytest.fixture
def at_record():
    """at_record(function): have it run at each record of the log, at any level."""

    class Handler(logging.Handler):
        def emit(self, record):
            function()

    def function():
        pass

    def add(run):
        nonlocal function
        function = run

    handler, before = Handler(), LOG.level
    LOG.addHandler(handler)
    LOG.setLevel(logging.DEBUG)
    yield add
    LOG.removeHandler(handler)
    LOG.setLevel(before)


@pytest.mark.parametrize("how", ["lock", "transaction"])
def test_the_log_says_that_the_lock_is_not_free(ns, held, at_record, how):
    with mmfshare.open("test", debug=True, timeout=0.01) as loud:
        ns.close()
        at_record(loud.close)
        with pytest.raises(ValueError, match="closed"), getattr(loud, how)():
            pytest.fail("the lock was taken")


def test_a_timeout_that_is_asked_again_for_the_message(ns, held):
    class Timeout:
        asked = 0

        def __float__(self):
            self.asked += 1
            if self.asked > 1:
                ns.close()
            return 0.01

    with pytest.raises(ValueError, match="closed"):
        ns.lock(Timeout())


@pytest.mark.parametrize("use", [lambda ns: ns.stats(rows=1000), lambda ns: ns._survey(1000)])
def test_a_survey_collects_garbage(ns, use):
    class Garbage:
        def __init__(self):
            self.itself = self

        def __del__(self):
            ns.close()

    ns.update({f"a key of some length {number}": number for number in range(1000)})
    before = gc.get_threshold()
    gc.collect()
    Garbage()
    gc.set_threshold(200)
    try:
        with contextlib.suppress(
            ValueError
        ):  # later versions of CPython collect only between two steps of Python
            use(ns)
    finally:
        gc.set_threshold(*before)


def test_get_many_reads_a_container_after_a_value(ns):
    ns.update(a=Evil(), b={})
    with pytest.raises(ValueError, match="closed"):
        ns.get_many(["a", "b"])


@pytest.mark.parametrize(
    "lock",
    [lambda ns: ns.lock(), lambda ns: ns.lock(shared=True), lambda ns: _mmf.KnotHold(ns).take(LOCK_EX)],
    ids=["exclusive", "shared", "of a knot"],
)
def test_a_lock_that_is_entered_when_the_namespace_is_closed(ns, lock):
    taken = lock(ns)
    ns.close()
    with pytest.raises(ValueError, match="'test' is closed"), taken:
        pass
    with mmfshare.open("test", timeout=0) as again, again.lock():
        again["n"] = 1


def test_update_from_a_dict_of_a_closed_namespace(ns):
    """Its memory may be another namespace's by now, with a dict at the same offset."""
    ns["d"] = {"a": 1}
    theirs = ns["d"]
    ns.close()
    with mmfshare.open("other") as other:
        other["d"] = {"b": 2}
        with pytest.raises(ValueError, match="'test' is closed"):
            other["d"].update(theirs)


def test_the_news_of_an_open(ns, child):
    """open() has recovered from a death; what is told of it closes the namespace that is being opened."""

    class Loud(_mmf.Namespace):
        def _log_recovery(self, facts):
            self.close()

    def die(link):
        theirs = mmfshare.open("test")
        theirs.transaction().__enter__()
        theirs["a"] = 1
        link.say("ready")
        link.hear()

    victim = child(die)
    victim.hear()
    path, name, size, mode = ns.path, ns.name, ns.size, ns.mode
    ns.close()
    victim.kill()
    opened = Loud(path, name, size, 0, mode)
    opened.close()
    with pytest.raises(ValueError, match="closed"):
        opened["n"]
    with mmfshare.open("test") as again:
        assert "a" not in again
