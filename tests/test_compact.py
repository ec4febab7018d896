"""compact() gives the pages of free space back to the system, whoever else is attached."""

from __future__ import annotations

import os
import signal

import pytest
import support
import workers

import mmfshare

MB = 1 << 20
COUNT = 2000
TEXT = "x" * 3000


def fill_and_thin_out(ns, keep=100):
    """Megabytes of texts, then one in `keep` of them."""
    texts = ns.dict("texts")
    texts.update(dict.fromkeys(range(COUNT), TEXT))
    for n in range(COUNT):
        if n % keep:
            del texts[n]
    return texts


def disk_bytes(ns):
    return os.stat(ns.path).st_blocks * 512


def test_the_system_gets_the_pages_and_gives_them_again(ns):
    texts = fill_and_thin_out(ns)
    before = ns.stats()
    assert before.disk_bytes == disk_bytes(ns) > 5 * MB
    given_back, delayed = ns.compact()
    after = ns.stats()
    assert given_back == before.disk_bytes - after.disk_bytes > 5 * MB and delayed == 0
    assert after.disk_bytes == disk_bytes(ns) and after.file_bytes == before.file_bytes
    assert texts == dict.fromkeys(range(0, COUNT, 100), TEXT)
    ns.verify()
    assert ns.compact() == mmfshare.Compacted(0, 0)
    texts.update(dict.fromkeys(range(COUNT), TEXT))
    assert len(texts) == COUNT and ns.stats().file_bytes == before.file_bytes
    ns.verify()


def test_an_emptied_namespace_is_small(ns):
    texts = fill_and_thin_out(ns)
    texts.clear()
    ns.compact()
    assert disk_bytes(ns) < MB / 4


def test_a_dict_gives_up_the_memory_of_what_was_deleted(ns):
    ns["d"] = {n: n for n in range(50_000)}
    ns["l"] = list(range(50_000))
    d, kept = ns["d"], [7, 77, 777, 40_000]
    d["text"], d["child"] = TEXT, {"x": [1]}
    child = d["child"]
    forwards, backwards = iter(d), reversed(d)
    assert [next(forwards) for _ in range(70)] == list(range(70)) and next(backwards) == "child"
    for n in range(50_000):
        if n not in kept:
            del d[n]
    del ns["l"][10:]
    ns.compact()
    assert disk_bytes(ns) < MB / 4
    ns.verify()
    expected = {**{n: n for n in kept}, "text": TEXT, "child": {"x": [1]}}
    assert d == expected and list(d) == list(expected) and list(reversed(d)) == list(expected)[::-1]
    assert list(forwards) == [77, 777, 40_000, "text", "child"], "a walk goes on where it was"
    assert list(backwards) == ["text", 40_000, 777, 77, 7]
    child["x"].append(2)
    assert d["child"] == {"x": [1, 2]} and ns["l"] == list(range(10))
    d[1] = "new"
    assert list(d)[-1] == 1
    ns.verify()


def test_a_walk_elsewhere_goes_on_while_the_dict_is_rebuilt(ns, child):
    ns["d"] = {n: n for n in range(20_000)}
    d = ns["d"]

    def walk(link):
        with mmfshare.open("test", reuse=True) as theirs:
            items = iter(theirs["d"].items())
            given = [next(items) for _ in range(10)]
            link.say()
            link.hear()
            return given + list(items)

    process = child(walk)
    process.hear()
    for n in range(20, 20_000):
        if n % 1000:
            del d[n]
    assert ns.compact().given_back > MB / 2
    process.say()
    assert process.result() == [(n, n) for n in range(20_000) if n < 20 or not n % 1000]


def test_others_read_and_write_meanwhile(ns, child):
    texts = fill_and_thin_out(ns, 20)
    kept = dict.fromkeys(range(0, COUNT, 20), TEXT)

    def read(link):
        with mmfshare.open("test", reuse=True) as theirs:
            link.say()
            rounds = 0
            while not link.asked_to_stop():
                assert {k: v for k, v in theirs["texts"].items() if k in kept} == kept
                assert theirs["texts"].snapshot().items() >= kept.items()
                rounds += 1
            return rounds

    def write(link, first):
        with mmfshare.open("test", reuse=True) as theirs:
            link.say()
            rounds = 0
            while not link.asked_to_stop():
                for n in range(first, COUNT, 20):
                    theirs["texts"][n] = TEXT
                for n in range(first, COUNT, 20):
                    del theirs["texts"][n]
                rounds += 1
            return rounds

    processes = [child(read), child(write, 1), child(write, 2)]
    for process in processes:
        process.hear()
    given_back = sum(ns.compact().given_back for _ in range(30))
    for process in processes:
        process.say()
    assert all(process.result() for process in processes)
    assert given_back > 5 * MB
    assert texts == kept
    ns.verify()


def test_a_stopped_process_that_does_not_read_delays_nothing(ns, child):
    def attach(link):
        with mmfshare.open("test", reuse=True) as theirs:
            link.say(len(theirs["texts"].snapshot()))
            link.hear()

    fill_and_thin_out(ns)
    process = child(attach)
    process.hear()
    process.stop()
    assert ns.compact().given_back > 5 * MB
    os.kill(process.pid, signal.SIGCONT)
    process.say()
    process.result()


def test_a_readonly_handle_delays_it(ns, child):
    def attach(link):
        with mmfshare.open("test", readonly=True) as theirs:
            link.say()
            link.hear()
            return len(theirs["texts"])

    fill_and_thin_out(ns)
    process = child(attach)
    process.hear()
    given_back, delayed = ns.compact(timeout=0.05)
    assert given_back == 0 and delayed > 5 * MB
    process.say()
    assert process.result() == COUNT // 100
    assert ns.compact().given_back > 5 * MB


def test_a_forked_child_reads_on(ns, child):
    texts = fill_and_thin_out(ns)

    def read(link):
        link.say()
        link.hear()
        return texts == dict.fromkeys(range(0, COUNT, 100), TEXT)

    process = child(read)
    process.hear()
    assert ns.compact().given_back > 5 * MB
    process.say()
    assert process.result() is True


def test_a_thread_of_this_process_goes_on(ns):
    texts = fill_and_thin_out(ns)
    threads = [
        support.Thread(lambda: [texts.snapshot() for _ in range(200)] and len(texts)) for _ in range(3)
    ]
    assert sum(ns.compact().given_back for _ in range(5)) > 5 * MB
    assert [thread.result() for thread in threads] == [COUNT // 100] * 3


def test_a_full_disk_has_no_page_for_what_was_given_back(small_disk):
    with mmfshare.open(swapfile=small_disk / "file", size="512K", max_size="512K") as ns:
        ns["keep"] = "kept"
        ns["big"] = TEXT * 100
        del ns["big"]
        assert ns.compact().given_back > 250_000
        filler = small_disk / "filler"
        with pytest.raises(OSError), filler.open("wb") as file:
            while True:
                file.write(b"\0" * 4096)
        with pytest.raises(mmfshare.NamespaceFull):
            ns["big"] = TEXT * 100
        assert ns["keep"] == "kept" and "big" not in ns
        ns.verify()
        filler.unlink()
        ns["big"] = TEXT * 100
        assert ns["big"] == TEXT * 100
        ns.verify()
        ns.destroy()


def test_not_inside_a_transaction_nor_by_a_reader(ns):
    with ns.transaction(), pytest.raises(RuntimeError, match="transaction"):
        ns.compact()
    with ns.lock():
        ns.compact()
    with mmfshare.open("test", readonly=True) as reader, pytest.raises(TypeError, match="readonly"):
        reader.compact()


def test_not_inside_another_of_the_same_thread(ns, child, monkeypatch):
    """By what handles the log, or a signal, while the first waits for the lock."""

    def compact_too(*_):
        with pytest.raises(RuntimeError, match="of the same thread"):
            ns.compact()
        told.append(True)

    told = []
    monkeypatch.setattr(type(ns), "_log_recovery", compact_too)
    victim = child(workers.hold_lock, "test")
    victim.hear()
    victim.kill()
    ns.compact()
    assert told == [True]


def test_a_walk_through_a_dict_that_is_cleared_gives_nobody_elses_items(ns):
    """What the walk remembers of places is void then: another dict gets the memory, with the same order numbers."""
    d = ns.dict("d")
    d.update({n: n for n in range(100)})
    walk = iter(d.items())
    for _ in range(10):
        next(walk)
    d.clear()
    other = ns.dict("other")
    other.update({f"other {n}": n for n in range(100)})
    d["new"] = 1
    assert list(walk) == []


@pytest.mark.parametrize(
    ("timeout", "error"), [(-1, ValueError), (float("nan"), ValueError), ("x", TypeError)]
)
def test_bad_timeouts_of_compact(ns, timeout, error):
    with pytest.raises(error):
        ns.compact(timeout=timeout)


@pytest.mark.parametrize("timeout", [None, 0, 1e300])
def test_timeouts_of_compact(ns, timeout):
    assert ns.compact(timeout=timeout).delayed == 0
