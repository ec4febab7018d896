"""wait() and wait_for(): asleep until a change is committed, by whomever."""

from __future__ import annotations

import pickle
import signal
import threading
import time

import pytest
import support

import mmfshare

SHORT = 0.15  # seconds in which nothing is to happen
LONG = 30  # seconds in which everything has happened


def waiter(child, wait):
    """A process that says so when it is about to wait, and whose result is what wait(ns) gave."""

    def run(link):
        with mmfshare.open("test") as ns:
            link.say("ready")
            return wait(ns)

    one = child(run)
    one.hear()
    return one


def asleep(process):
    """Back when the process sleeps in futex(2); its state alone would not tell from waiting for a page."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        with open(f"/proc/{process.pid}/wchan") as file:
            if "futex" in file.read():
                return
        if process.says_nothing(0.001):
            continue
        break
    pytest.skip("this kernel does not tell where a process sleeps")


def test_ping_pong_of_two_processes(ns, child):
    ns["turn"] = 0
    rounds = 200

    def other(link):
        with mmfshare.open("test") as theirs:
            turn = theirs.scalar("turn")
            for n in range(1, 2 * rounds, 2):
                assert turn.wait_for(lambda value, n=n: value == n, LONG)
                turn.add()
        return True

    process = child(other)
    turn = ns.scalar("turn")
    for n in range(0, 2 * rounds, 2):
        turn.add()
        assert turn.wait(LONG, seen=n + 1)
    assert process.result() is True and ns["turn"] == 2 * rounds


def changes(what):
    """Each change of "x" in the namespace, by name, that ends wait("x")."""
    return {
        "another value": lambda ns: ns.update(x=2),
        "the same value": lambda ns: ns.update(x=1),
        "removed": lambda ns: ns.pop("x"),
        "exchanged for absence": lambda ns: ns.compare_exchange("x", 1, mmfshare.ABSENT),
        "removed and set again": lambda ns: (ns.pop("x"), ns.update(x=1)),
        "cleared": lambda ns: ns.clear(),
        "added to": lambda ns: ns.add("x"),
        "exchanged": lambda ns: ns.compare_exchange("x", 1, 1),
        "a long value": lambda ns: ns.update(x="x" * 100_000),
        "a transaction": lambda ns: in_transaction(ns, lambda: ns.update(x=2)),
        "under the lock": lambda ns: in_lock(ns, lambda: ns.update(x=2)),
    }[what]


def in_transaction(ns, work):
    with ns.transaction():
        work()


def in_lock(ns, work):
    with ns.lock():
        work()


@pytest.mark.parametrize(
    "what",
    [
        "another value",
        "the same value",
        "removed",
        "exchanged for absence",
        "removed and set again",
        "cleared",
        "added to",
        "exchanged",
        "a long value",
        "a transaction",
        "under the lock",
    ],
)
@pytest.mark.parametrize("kind", ["dict", "scalar", "namespace"])
def test_what_ends_a_wait(ns, child, kind, what):
    ns["x"] = 1
    ns["d"] = {"x": 1}
    wait = {
        "dict": lambda theirs: theirs["d"].wait("x", LONG),
        "scalar": lambda theirs: theirs.scalar("x").wait(LONG),
        "namespace": lambda theirs: theirs.wait("x", LONG),
    }[kind]
    process = waiter(child, wait)
    asleep(process)
    if kind == "dict" and what in ("a transaction", "under the lock"):
        (in_transaction if what == "a transaction" else in_lock)(ns, lambda: ns["d"].update(x=2))
    else:
        changes(what)(ns["d"] if kind == "dict" else ns)
    assert process.result() is True


@pytest.mark.parametrize(
    "changes_of_a",
    [lambda d: d.update(a=1), lambda d: [d.add("a", 1), d.add("a", -1)], lambda d: d.pop("a")],
    ids=["set the same", "there and back", "removed"],
)
def test_a_change_right_after_one_of_another_key_is_not_missed(ns, child, changes_of_a):
    """The first commit wakes; the waiter finds its key as it was, and arms again when the second is long over."""
    ns["d"] = {"a": 1, "b": 1}
    for i in range(20):
        ns["d"].update(a=1)
        process = waiter(child, lambda theirs: theirs["d"].wait("a", LONG))
        asleep(process)
        ns["d"]["b"] = i
        changes_of_a(ns["d"])
        assert process.result() is True


@pytest.mark.parametrize(
    "change",
    [
        lambda jobs: jobs.append(1),
        lambda jobs: jobs.appendleft(1),
        lambda jobs: jobs.extend([1, 2]),
        lambda jobs: jobs.pop(),
        lambda jobs: jobs.clear(),
        lambda jobs: jobs.__setitem__(0, 5),
        lambda jobs: jobs.__setitem__(0, 1),
        lambda jobs: jobs.__setitem__(slice(0, 2), [7]),
        lambda jobs: jobs.reverse(),
        lambda jobs: jobs.sort(reverse=True),
    ],
    ids=["append", "appendleft", "extend", "pop", "clear", "set", "set the same", "slice", "reverse", "sort"],
)
def test_what_ends_the_wait_for_a_list(ns, child, change):
    ns["jobs"] = [1, 2, 3]
    process = waiter(child, lambda theirs: theirs["jobs"].wait(LONG))
    asleep(process)
    change(ns["jobs"])
    assert process.result() is True


def test_a_wait_for_a_tied_array(ns, child):
    jobs = mmfshare.tie("array", "jobs", namespace=ns)
    assert jobs.wait(0) is jobs.wait(timeout=SHORT) is False
    process = waiter(child, lambda theirs: mmfshare.tie("array", "jobs", namespace=theirs).wait(LONG))
    asleep(process)
    jobs.push("first")
    assert process.result() is True
    with jobs.lock(), pytest.raises(RuntimeError):
        jobs.wait(LONG)


def test_a_queue_by_wait_for_len(ns, child):
    ns["jobs"] = []

    def work(theirs):
        jobs, done = theirs["jobs"], []
        while jobs.wait_for(len, LONG):
            done.append(jobs.popleft())
            if done[-1] is None:
                return done

    process = waiter(child, work)
    for job in ["a", "b", None]:
        ns["jobs"].append(job)
    assert process.result() == ["a", "b", None]


def test_the_answer_of_the_predicate_is_given_back(ns):
    ns["x"] = "text"
    assert ns.scalar("x").wait_for(lambda value: value) == "text"
    assert ns.scalar("x").wait_for(lambda value: [], 0.01) == []
    assert ns.wait_for(lambda d: d.get("x"), 0) == "text"
    ns["l"] = [1, 2]
    assert ns["l"].wait_for(len, 0) == 2


def test_what_the_predicate_raises_goes_through(ns):
    ns["x"] = 0
    with pytest.raises(ZeroDivisionError):
        ns.scalar("x").wait_for(lambda value: 1 / value)
    ns["x"] = 1


def test_seen_is_compared_at_once(ns):
    ns["x"] = 1
    assert ns.wait("x", 0, seen=2) is True
    assert ns.wait("x", 0, seen=1.0) is False
    assert ns.scalar("x").wait(0, seen=None) is True
    del ns["x"]
    assert ns.wait("x", 0, seen=1) is True
    assert ns.wait("x", 0, seen=mmfshare.ABSENT) is False


def test_a_dict_is_waited_for_as_a_whole(ns, child):
    ns["d"], ns["x"] = {}, 0
    any_key = waiter(child, lambda theirs: theirs["d"].wait(timeout=LONG))
    asleep(any_key)
    ns["x"] = 1
    assert any_key.says_nothing(SHORT)
    ns["d"]["new"] = 1
    assert any_key.result() is True
    assert ns["d"].wait(timeout=SHORT) is False
    with pytest.raises(TypeError, match="seen= is a value of a key"):
        ns["d"].wait(timeout=0, seen=1)


def test_other_keys_and_deeper_changes_do_not_end_a_wait(ns, child):
    ns["x"], ns["deep"] = 1, {"l": []}
    process = waiter(child, lambda theirs: (theirs.wait("deep", LONG), theirs["x"]))
    asleep(process)
    for n in range(20):
        ns["x"] = n
        ns["deep"]["l"].append(n)
    assert process.says_nothing(SHORT)
    ns["deep"] = 0
    assert process.result() == (True, 19)


def test_what_is_undone_ends_no_wait(ns, child):
    ns["x"], ns["l"] = 1, []
    key = waiter(child, lambda theirs: theirs.wait("x", LONG))
    items = waiter(child, lambda theirs: theirs["l"].wait(LONG))
    asleep(key)
    asleep(items)
    with pytest.raises(ZeroDivisionError), ns.transaction():
        ns["x"] = 2
        ns["l"].append(1)
        raise ZeroDivisionError
    with ns.transaction():
        with pytest.raises(ZeroDivisionError), ns.transaction():
            ns["x"] = 2
            ns["l"].append(1)
            raise ZeroDivisionError
        ns["other"] = 1
    ns["other"] = 2
    assert key.says_nothing(SHORT) and items.says_nothing(SHORT)
    ns["l"].append(2)
    ns["x"] = 3
    assert items.result() is True and key.result() is True


def test_a_transaction_is_seen_at_its_end(ns, child):
    ns["x"] = 1
    process = waiter(child, lambda theirs: theirs.wait("x", LONG) and theirs["x"])
    asleep(process)
    with ns.transaction():
        ns["x"] = 2
        assert process.says_nothing(SHORT)
        ns["x"] = 3
    assert process.result() == 3


def test_many_containers_in_one_transaction(ns, child):
    names = [f"d{n}" for n in range(20)]
    for name in names:
        ns[name] = {}
    processes = [
        waiter(child, lambda theirs, name=name: theirs[name].wait_for(len, LONG)) for name in names[:8]
    ]
    threads = [support.Thread(ns[name].wait_for, len, LONG) for name in names]
    for process in processes:
        asleep(process)
    with ns.transaction():
        for name in names:
            ns[name]["x"] = 1
    assert [process.result() for process in processes] == [1] * len(processes)
    assert [thread.result() for thread in threads] == [1] * len(threads)


def test_all_who_wait_are_woken(ns, child):
    ns["go"] = False
    processes = [waiter(child, lambda theirs: theirs.scalar("go").wait_for(bool, LONG)) for _ in range(6)]
    threads = [support.Thread(ns.scalar("go").wait, LONG) for _ in range(6)]
    for process in processes:
        asleep(process)
    while not all(thread.is_alive() for thread in threads):
        pass
    ns["go"] = True
    assert all(process.result() for process in processes)
    ns["go"] = False  # for a thread that came too late to see it
    for thread in threads:
        if thread.is_alive():
            ns["go"] = True
        assert thread.result() is True


@pytest.mark.parametrize("keep", [False, True], ids=["freed", "kept by the one that deletes"])
def test_a_deleted_container_is_stale(ns, child, keep):
    ns["d"], ns["l"] = {"x": 1}, [1]
    processes = []
    for wait in (
        lambda theirs: theirs["d"].wait("x", LONG),
        lambda theirs: theirs["d"].wait_for(lambda d: False, LONG),
        lambda theirs: theirs["l"].wait(LONG),
    ):

        def stale(theirs, wait=wait):
            with pytest.raises(mmfshare.StaleHandle):
                wait(theirs)
            return True

        processes.append(waiter(child, stale))
    for process in processes:
        asleep(process)
    kept = [ns["d"], ns["l"]] if keep else []
    del ns["d"]
    ns["l"] = 0
    assert all(process.result() for process in processes)
    assert kept == ([{"x": 1}, [1]] if keep else [])


def test_a_moved_child_changes_both_places(ns, child):
    ns["from"], ns["to"] = {"c": []}, {}
    left = waiter(child, lambda theirs: theirs["from"].wait("c", LONG))
    came = waiter(child, lambda theirs: theirs["to"].wait("c", LONG))
    asleep(left)
    asleep(came)
    ns.move((ns["from"], "c"), (ns["to"], "c"))
    assert left.result() is True and came.result() is True


def test_not_while_this_thread_holds_the_lock(ns):
    ns["l"] = []
    waits = (
        lambda: ns.wait("x", 1),
        lambda: ns.scalar("x").wait_for(bool, 1),
        lambda: ns["l"].wait(1),
    )
    for wait in waits:
        with ns.lock(), pytest.raises(RuntimeError, match="test"):
            wait()
        with ns.transaction(), pytest.raises(RuntimeError, match="test"):
            wait()
    assert not ns.held


def test_while_another_holds_the_lock(ns, child):
    def hold(link):
        with mmfshare.open("test") as theirs, theirs.lock():
            link.say()
            link.hear()
            theirs["x"] = 1

    holder = child(hold)
    holder.hear()
    assert ns.wait("x", SHORT) is False, "no LockTimeout: the time is over"
    thread = support.Thread(ns.wait_for, lambda d: "x" in d, LONG)
    holder.say()
    assert thread.result() is True
    holder.result()


def test_readonly_waits_too(ns, child):
    ns["x"], ns["l"] = 1, []

    def run(link):
        with mmfshare.open("test", readonly=True) as theirs:
            link.say()
            jobs = theirs["l"]
            return theirs.wait("x", LONG), jobs.wait_for(len, LONG), theirs.wait("x", 0.01)

    process = child(run)
    process.hear()
    end = time.monotonic() + LONG
    while process.says_nothing(0.001) and time.monotonic() < end:
        ns["x"] += 1
        if not ns["l"]:
            ns["l"].append(1)
        elif time.monotonic() > end - LONG + SHORT:
            break
    assert process.result()[:2] == (True, 1)


def test_closing_ends_a_wait(ns):
    other = mmfshare.open("test")
    with other:
        begun = threading.Event()

        def wait():
            begun.set()
            with pytest.raises(ValueError, match="closed"):
                other.wait("x", LONG)
            return True

        thread = support.Thread(wait)
        begun.wait(LONG)
        other.close()
        assert thread.result() is True


def test_ctrl_c_ends_a_wait(ns, child):
    def run(link):
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with mmfshare.open("test") as theirs:
            link.say()
            try:
                theirs.wait("x")
            except KeyboardInterrupt:
                theirs["after"] = 1
                return True

    process = child(run)
    process.hear()
    asleep(process)
    process.interrupt()
    assert process.result() is True and ns["after"] == 1


def test_dead_waiters_leave_nothing(ns, child):
    ns["x"] = 1
    for _ in range(3):
        process = waiter(child, lambda theirs: theirs.wait("x"))
        asleep(process)
        process.kill()
    for n in range(3):
        ns["x"] = n
    ns.verify()


def test_a_writer_that_dies_under_the_lock_has_told(ns, child):
    """What it had completed before its death ends the wait, though nobody else needs the lock."""
    ns["x"] = 1

    def die(link):
        with mmfshare.open("test") as theirs, theirs.lock():
            theirs["x"] = 2
            link.say()
            link.hear()

    process = waiter(child, lambda theirs: theirs.scalar("x").wait_for(lambda value: value == 2, LONG))
    asleep(process)
    writer = child(die)
    writer.hear()
    writer.kill()
    assert process.result() is True


def test_the_default_shows_in_help_and_handles_still_pickle(ns):
    import inspect

    assert "not given" in str(inspect.signature(mmfshare.SharedScalar.wait))
    ns["l"] = []
    assert pickle.loads(pickle.dumps(ns["l"])).wait(0) is False


def test_what_makes_a_wait_takes_no_other_arguments(ns):
    with pytest.raises(TypeError, match="keyword"):
        mmfshare._mmf.Watch(ns, 0, other=1)
    with pytest.raises(TypeError, match="at most 3"):
        mmfshare._mmf.Watch(ns, 0, "key", 1)
