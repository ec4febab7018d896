"""mmfshare.ipc_shareable: shared and exclusive locks, use without them, and singletons."""

from __future__ import annotations

import signal
import warnings

import knots
import pytest
import support
from knots import holder, run

import mmfshare
from mmfshare import ipc_shareable
from mmfshare.ipc_shareable import LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN, LockWarning, tie


@pytest.fixture(autouse=True)
def knots_are_closed():
    with knots.closed():
        yield


# ---- locks


def test_locks_do_not_count():
    knot = tie("hash", key="l", create=True)
    for _ in range(3):
        assert knot.lock() and knot.lock(LOCK_EX)
    assert knot.namespace().held
    assert knot.unlock() and not knot.namespace().held
    assert knot.unlock()  # no error, as in Perl
    assert knot.lock(LOCK_SH) and knot.lock(LOCK_EX | LOCK_NB) and knot.lock(LOCK_UN)
    assert not knot.namespace().held
    for flags in (0, LOCK_NB, LOCK_SH | LOCK_EX, 16 | LOCK_EX, -1):
        with pytest.raises(ValueError, match="LOCK_EX or LOCK_SH"):
            knot.lock(flags)
    assert knot.shlock() and knot.shunlock()


@pytest.mark.parametrize(
    "theirs, ours, got",
    [
        (LOCK_EX, LOCK_EX, False),
        (LOCK_EX, LOCK_SH, False),
        (LOCK_SH, LOCK_EX, False),
        (LOCK_SH, LOCK_SH, True),
    ],
)
def test_exclusive_and_shared_locks_of_two_processes(child, theirs, ours, got):
    knot = tie("hash", key="l", create=True)
    other = child(holder, "l", theirs)
    other.hear()
    assert bool(knot.lock(ours | LOCK_NB)) is got
    assert knot.sem() == ipc_shareable.Semaphores(readers=theirs == LOCK_SH, writers=theirs == LOCK_EX)
    knot.unlock()
    other.say()
    other.hear()
    assert knot.lock(ours | LOCK_NB)
    assert knot.sem() == ipc_shareable.Semaphores(readers=ours == LOCK_SH, writers=ours == LOCK_EX)
    knot.unlock()
    assert knot.sem() == ipc_shareable.Semaphores(readers=False, writers=False)
    other.say()
    other.result()


def test_a_lock_waits_for_ever(child):
    knot = tie("hash", key="l", create=True)

    def wait(link):
        mine = tie("hash", key="l", timeout=0.01)
        link.say()
        link.hear()
        mine.lock()
        mine["after"] = knot["n"]
        mine.unlock()

    other = child(wait)
    other.hear()
    knot.lock()
    other.say()
    assert other.says_nothing(0.2)
    knot["n"] = 5
    knot.unlock()
    other.result()
    assert knot["after"] == 5


def test_a_lock_for_a_call_is_given_back_also_on_an_error(child):
    knot = tie("hash", key="l", create=True)

    def fail():
        assert knot.namespace().held
        knot["n"] = knot.get("n", 0) + 1
        raise LookupError("told")

    for arguments in ((fail,), (LOCK_EX, fail)):
        with pytest.raises(LookupError, match="told"):
            knot.lock(*arguments)
        assert not knot.namespace().held
    assert knot["n"] == 2
    assert knot.lock(LOCK_SH, lambda: knot["n"])
    other = child(holder, "l", LOCK_EX)
    other.hear()
    assert not knot.lock(LOCK_EX | LOCK_NB, fail)
    other.say()
    other.hear()
    other.say()
    other.result()


def test_a_lock_by_with_is_given_back_also_on_an_error(child):
    knot = tie("hash", key="l", create=True)
    for flags in (LOCK_EX, LOCK_SH, LOCK_EX | LOCK_NB):
        with pytest.raises(LookupError), knot.lock(flags):
            assert knot.namespace().held or flags == LOCK_SH
            raise LookupError
        assert knot.sem() == ipc_shareable.Semaphores(readers=False, writers=False)
    with knot.lock():
        with knot.lock(), knot.shlock():
            pass
        assert knot.namespace().held  # as it was before
        knot.unlock()
    assert not knot.namespace().held
    with knot.lock():
        with knot.lock(LOCK_SH):
            pass
        assert not knot.namespace().held  # the other kind took its place
    other = child(holder, "l", LOCK_EX)
    other.hear()
    entered = []
    with pytest.raises(mmfshare.LockTimeout, match=str(other.pid)), knot.lock(LOCK_EX | LOCK_NB):
        entered.append("in")
    assert not entered
    other.say()
    other.hear()
    other.say()
    other.result()


def test_a_lock_around_a_lock_for_a_call_stays():
    knot = tie("hash", key="l", create=True)
    knot.lock()
    assert knot.lock(lambda: knot.lock(lambda: None))
    assert knot.namespace().held
    knot.unlock()
    assert not knot.namespace().held


def with_both_kinds(knot):
    with knot.lock(), knot.lock(LOCK_SH):
        knot.get("n")


def with_a_call(knot):
    knot.lock(LOCK_SH, lambda: knot.get("n"))


def with_one_kind(flags):
    def use(knot):
        with knot.shlock(flags):
            knot.get("n")

    return use


def with_unlock(knot):
    knot.lock(LOCK_SH)
    knot.lock(LOCK_EX)
    knot.unlock()


def with_nothing(knot):
    knot["n"] = 1
    knot.sem()


@pytest.mark.parametrize(
    "use",
    [
        with_one_kind(LOCK_EX),
        with_one_kind(LOCK_SH | LOCK_NB),
        with_both_kinds,
        with_a_call,
        with_unlock,
        with_nothing,
    ],
    ids=["LOCK_EX", "LOCK_SH", "both", "call", "unlock", "none"],
)
def test_an_exception_at_any_instruction_leaves_no_lock_that_the_knot_does_not_know(use):
    knot = tie("hash", key="l", create=True)
    count = 0
    for count, where in enumerate(support.interrupted_everywhere(lambda: use(knot))):
        if use is with_unlock:
            knot.unlock()
        assert knot.sem() == ipc_shareable.Semaphores(readers=False, writers=False), where
        knot["n"] = count
    assert count > 50


@pytest.mark.parametrize("ours, handlers", [(LOCK_EX, LOCK_EX), (LOCK_SH, LOCK_EX), (LOCK_SH, LOCK_SH)])
def test_the_lock_may_be_taken_by_a_signal_handler_while_it_is_waited_for(child, ours, handlers):
    knot = tie("hash", key="l", create=True)
    other = child(holder, "l", LOCK_EX)
    other.hear()

    def take(number, frame):
        other.say()
        other.hear()
        assert knot.lock(handlers)

    before = signal.signal(signal.SIGALRM, take)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with knot.lock(ours):
            kind = ipc_shareable.Semaphores(readers=ours == LOCK_SH, writers=ours == LOCK_EX)
            assert knot.sem() == kind
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert knot.sem() == ipc_shareable.Semaphores(readers=False, writers=False)
    other.say()
    other.result()


def test_a_lock_is_given_back_by_none_but_the_thread_that_took_it(child):
    knot = tie("hash", key="l", create=True)
    taken = knot.lock()

    def leave(*link):
        with taken:
            assert knot.unlock()
        return True

    assert support.Thread(leave).result() and child(leave).result()
    assert knot.namespace().held
    assert not support.Thread(knot.lock, LOCK_SH | LOCK_NB).result()
    with taken:
        pass
    assert not knot.namespace().held


def test_closing_its_namespace_inside_gives_the_lock_back(child):
    knot = tie("hash", key="l", create=True)
    with pytest.raises(ValueError, match="closed"), knot.lock():
        knot.namespace().close()
    with pytest.raises(ValueError, match="closed"):
        knot.lock()
    other = child(holder, "l", LOCK_EX)
    other.hear()
    other.say()
    other.hear()
    other.say()
    other.result()


def test_two_knots_of_one_thread_do_not_wait_for_each_other():
    one, two = tie("hash", key="l", create=True), tie("hash", key="l")
    assert one.lock() and two.lock() and one.unlock() and two.namespace().held and two.unlock()
    assert not one.namespace().held
    one.lock(LOCK_SH)
    with pytest.raises(RuntimeError):
        two.lock(LOCK_EX)
    with pytest.raises(RuntimeError):
        one["a"] = 1
    one.unlock()
    two["a"] = 1


def test_locks_of_two_variables_are_two_locks(child):
    tie("hash", key="one", create=True)
    tie("hash", key="two", create=True)
    other = child(holder, "one", LOCK_EX)
    other.hear()
    two = tie("hash", key="two")
    assert two.lock(LOCK_EX | LOCK_NB)
    two.unlock()
    other.say()
    other.hear()
    other.say()
    other.result()


@pytest.mark.crash
@pytest.mark.parametrize("flags", [LOCK_EX, LOCK_SH])
def test_a_process_that_dies_with_a_lock_is_no_obstacle(child, flags):
    knot = tie("hash", key="l", create=True)
    other = child(holder, "l", flags)
    other.hear()
    assert not knot.lock(LOCK_EX | LOCK_NB)
    other.kill()
    assert knot.lock(LOCK_EX)
    knot["alive"] = True
    knot.unlock()
    knot.namespace().verify()


def test_a_lock_is_not_inherited_by_fork(child):
    knot = tie("hash", key="l", create=True)
    knot.lock()

    def inherit(link):
        assert not knot.namespace().held
        assert knot.unlock()
        return bool(knot.lock(LOCK_EX | LOCK_NB))

    assert child(inherit).result() is False
    knot.unlock()


def test_increments_under_locks_are_exact(child):
    knot = tie("scalar", key="n", create=True)
    knot.value = 0

    def count(link):
        mine = tie("scalar", key="n")
        for _ in range(500):
            mine.lock(LOCK_EX)
            mine.value += 1
            mine.unlock()

    for one in [child(count) for _ in range(4)]:
        one.result()
    assert knot.value == 2000


# ---- use without a lock while another has one


def test_a_write_without_a_lock_waits_and_is_told(child):
    knot = tie("hash", key="l", create=True)
    knot["n"] = 0

    def write(link, options):
        mine = tie("hash", key="l", **options)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            link.say()
            link.hear()
            mine["n"] = 1
        return [str(entry.message) for entry in caught if entry.category is LockWarning], mine.uuid()

    for flags in (LOCK_EX, LOCK_SH):
        for options in ({}, {"violated_write_lock_warn": False}, {"enforced_write_locking": "no"}):
            knot["n"] = 0
            other = child(write, options)
            other.hear()
            knot.lock(flags)
            other.say()
            assert other.says_nothing(0.1)
            assert knot["n"] == 0
            knot.unlock()
            told, uuid = other.result()
            assert len(told) == (not options)
            assert options or (uuid in told[0] and knot.id in told[0])
            assert knot["n"] == 1  # nothing was lost


USES = {
    ("array", "push"): lambda a: a.push(1),
    ("array", "unshift"): lambda a: a.unshift(1),
    ("array", "pop"): lambda a: a.pop(),
    ("array", "splice"): lambda a: a.splice(0, 1),
    ("array", "delete"): lambda a: a.delete(0),
    ("array", "length"): lambda a: setattr(a, "length", 9),
    ("array", "store"): lambda a: a.__setitem__(9, 1),
    ("array", "set_slice"): lambda a: a.set_slice([0, 1], [1]),
    ("array", "get_slice"): lambda a: a.get_slice([0]),
    ("hash", "set"): lambda h: h.set("k", 1),
    ("hash", "add"): lambda h: h.add("n"),
    ("hash", "set_slice"): lambda h: h.set_slice("ab", [1]),
    ("hash", "get_slice"): lambda h: h.get_slice("a"),
    ("scalar", "value"): lambda s: s.value,
    ("scalar", "add"): lambda s: s.add(),
    ("scalar", "compare_exchange"): lambda s: s.compare_exchange(None, 1),
}


@pytest.mark.parametrize("kind, use", list(USES))
def test_each_use_without_a_lock_is_told_once(child, kind, use):
    brief = tie(kind, key="l", create=True, timeout=0.05)

    def hold(link):
        with tie(kind, key="l").lock():
            link.say()
            link.hear()

    other = child(hold)
    other.hear()
    with warnings.catch_warnings(record=True) as caught, pytest.raises(mmfshare.LockTimeout):
        warnings.simplefilter("always")
        USES[kind, use](brief)
    [warning] = caught
    line = USES[kind, use].__code__.co_firstlineno
    assert (warning.category, warning.filename, warning.lineno) == (LockWarning, __file__, line)
    other.say()
    other.result()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        USES[kind, use](brief)


def test_a_read_without_a_lock_waits_and_is_told(child):
    knot = tie("hash", key="l", create=True)
    knot["n"] = 0

    def look(link, options):
        mine = tie("hash", key="l", **options)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            link.say()
            link.hear()
            value = mine["n"]
        return len(caught), value

    for options, count in (({}, 1), ({"violated_read_lock_warn": 0}, 0), ({"enforced_read_locking": 0}, 0)):
        other = child(look, options)
        other.hear()
        knot.lock(LOCK_EX)
        knot["n"] = 1
        other.say()
        assert other.says_nothing(0.1)
        knot["n"] = 2
        knot.unlock()
        assert other.result() == (count, 2)
    other = child(look, {})
    other.hear()
    knot.lock(LOCK_SH)
    other.say()
    assert other.result() == (0, 2)
    knot.unlock()


def test_a_use_without_a_lock_times_out(child):
    tie("hash", key="l", create=True)
    brief = tie("hash", key="l", timeout=0.05)
    other = child(holder, "l", LOCK_EX)
    other.hear()
    with pytest.warns(LockWarning, match="write while"), pytest.raises(mmfshare.LockTimeout):
        brief["n"] = 1
    with pytest.warns(LockWarning, match="read while"), pytest.raises(mmfshare.LockTimeout):
        brief.get("n")
    with pytest.raises(mmfshare.LockTimeout):
        tie("hash", key="l", timeout=0.05)
    other.say()
    other.hear()
    assert "n" not in brief
    other.say()
    other.result()


# ---- singletons

ONE = "print(ipc.singleton(sys.argv[1], warn=len(sys.argv) > 2) == os.getpid(), flush=True)\n"


def test_one_process_at_a_time_is_the_singleton(child):
    def single(link, glue):
        link.say(ipc_shareable.singleton(glue))
        link.hear()

    first = child(single, "only one")
    assert first.hear() == first.pid
    lost = run(ONE, "only one")
    assert (lost.returncode, lost.stdout, lost.stderr) == (0, "", "")
    told = support.python(
        "-W", "default", "-c", "from mmfshare.ipc_shareable import singleton; singleton('only one', True)"
    )
    assert told.returncode == 0 and "'only one'" in told.stderr and "LockWarning" in told.stderr
    assert run(ONE, "another").stdout == "True\n"
    first.say()
    first.result()
    assert run(ONE, "only one").stdout == "True\n"
    assert run(ONE + ONE, "only one").stdout == "True\nTrue\n"
    with pytest.raises(ValueError):
        ipc_shareable.singleton("")


@pytest.mark.crash
def test_a_singleton_that_is_killed_makes_room(child):
    def single(link):
        link.say(ipc_shareable.singleton(0x77))
        link.hear()

    for _ in range(3):
        first = child(single)
        assert first.hear() == first.pid
        assert run(ONE, "0x77").stdout == ""
        first.kill()
    assert run(ONE, "119").stdout == "True\n"
    assert mmfshare.namespaces() == []  # by the last one, which ended as it should
