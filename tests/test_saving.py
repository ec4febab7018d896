"""ns.save() and load(): a copy of one instant, whole or not there, whoever writes or dies meanwhile."""

from __future__ import annotations

import array
import datetime
import os
import socket
import stat
from fractions import Fraction
from pathlib import Path

import pytest
import support

import mmfshare

VALUES = [
    None,
    True,
    False,
    0,
    -1,
    2**63,
    -(2**700),
    0.0,
    -0.0,
    float("inf"),
    1 + 2j,
    "",
    "a",
    "text that does not fit into a cell",
    "\ud800",
    "\U0001f600" * 1000,
    b"",
    b"bytes that do not fit into a cell",
    (),
    (1, ("a", b"b", frozenset([1, 2.5]))),
    frozenset([("a", 1)]),
    Fraction(1, 3),
    datetime.date(2020, 1, 2),
    array.array("d", [0.5] * 5000),
]
KEY_TYPES = (type(None), int, float, str, bytes)


@pytest.fixture
def saved(tmp_path):
    return tmp_path / "saved"


# ---- what comes back


def test_every_kind_of_value_comes_back(ns, saved):
    ns["values"] = VALUES
    ns["keys"] = {value: 1 for value in VALUES if isinstance(value, KEY_TYPES)}
    ns["deep"] = {"l": [[[{"x": [1, {"y": ()}]}]]]}
    ns.save(saved)
    assert support.as_stored(support.loaded(saved)) == support.as_stored(ns.snapshot())


def test_an_empty_namespace_comes_back(ns, saved):
    ns.save(saved)
    assert support.loaded(saved) == {}


def test_much_data_comes_back_and_zeros_take_no_space(ns, saved):
    ns["blobs"] = [os.urandom(3_000_001), bytes(8_000_000), b"x" * 5000]
    ns["many"] = {number: str(number) * 9 for number in range(30_000)}
    ns.save(saved)
    assert support.loaded(saved) == ns.snapshot()
    found = os.stat(saved)
    assert found.st_size - found.st_blocks * 512 > 7_500_000


def test_a_loaded_namespace_is_a_namespace_of_its_own(ns, saved):
    ns["d"] = {"x": [1]}
    ns.save(saved)
    with mmfshare.load(saved, "other") as other:
        assert other.uuid != ns.uuid and other.name == "other"
        other["d"]["x"].append(2)
        ns["d"]["x"].append(3)
        assert (other["d"]["x"], ns["d"]["x"]) == ([1, 2], [1, 3])
        with mmfshare.open("other", reuse=True) as again:
            assert again["d"] == {"x": [1, 2]}


def test_sizes_and_mode_come_back(saved):
    with mmfshare.open("a", 100_000, max_size=200_000, mode=0o640) as ns:
        ns.save(saved)
    with mmfshare.load(saved, "b") as ns:
        assert (ns.size, ns.max_size, ns.mode) == (100_000, 200_000, 0o640)
        found = os.stat(ns.path)
        assert (found.st_size, stat.S_IMODE(found.st_mode)) == (100_000, 0o640)
        with pytest.raises(mmfshare.NamespaceFull, match="max_size"):
            ns["x"] = bytes(300_000)


def test_options_are_those_of_open(ns, saved):
    ns.save(saved)
    with mmfshare.load(saved, "b", timeout=None, serializer="none", autolock=False) as other:
        assert (other.timeout, other.serializer, other.autolock) == (None, "none", False)
        with pytest.raises(TypeError, match="none"):
            other["x"] = {1}
    for wrong in ({"timeout": -1}, {"serializer": "xml"}):
        with pytest.raises(ValueError):
            mmfshare.load(saved, "c", **wrong)
    assert "c" not in mmfshare.namespaces()


def test_orphans_and_what_the_dead_had_do_not_come_back(ns, child, saved):
    ns.update(kept=[1, {"x": "y" * 3000}], gone={"l": [["z" * 5000] for _ in range(50)]}, theirs=[[1]] * 50)
    orphan = ns["gone"]
    del ns["gone"]

    def work(link):
        theirs = mmfshare.open("test")
        lost = theirs.pop, theirs["theirs"]
        del theirs["theirs"]
        link.say("ready")
        link.hear()
        return lost

    other = child(work)
    other.hear()
    other.kill()
    assert ns.stats().containers > 100
    ns.save(saved)
    assert orphan == {"l": [["z" * 5000] for _ in range(50)]}
    with mmfshare.load(saved, "b") as copy:
        del orphan
        support.settle(ns)
        support.settle(copy)
        copy.verify()
        facts, expected = copy.stats(), ns.stats()
        assert (facts.participants, facts.recoveries, facts.containers) == (1, 0, 3)
        assert expected.containers == 3 and facts.heap_bytes == expected.heap_bytes
        assert facts.free_bytes == expected.free_bytes, "nothing is lost"


def test_what_a_dead_writer_left_unfinished_is_undone_first(ns, child, saved):
    ns["n"] = 1

    def work(link):
        theirs = mmfshare.open("test")
        transaction = theirs.transaction()
        transaction.__enter__()
        theirs["n"] = 2
        theirs["more"] = list(range(1000))
        link.say("ready")
        link.hear()
        return transaction

    writer = child(work)
    writer.hear()
    writer.kill()
    ns.save(saved)
    assert support.loaded(saved) == {"n": 1}


def test_more_processes_than_the_first_slots_take(ns, child, saved):
    def stay(link):
        with mmfshare.open("test") as theirs:
            theirs.add("n")
            link.say("ready")
            link.hear()

    others = [child(stay) for _ in range(20)]
    for other in others:
        other.hear()
    ns.save(saved)
    with mmfshare.load(saved, "b") as copy:
        assert copy == {"n": 20} and copy.stats().participants == 1
        copy.verify()
    for other in others:
        other.say()
        other.result()


# ---- while others write


def test_a_copy_is_of_one_instant(ns, child, saved):
    """Each transaction moves an item; the sums, and the number that both know, are equal between two of them."""
    ns.update(left=list(range(500)), right={}, moves=0)

    def move(link):
        with mmfshare.open("test", timeout=None) as theirs:
            left, right = theirs["left"], theirs["right"]
            step = 0
            while True:
                with theirs.transaction():
                    step += 1
                    theirs["moves"] = step
                    if len(left):
                        right[step] = [left.popleft(), "x" * (step % 1500)]
                    else:
                        left.extend(value[0] for value in right.snapshot().values())
                        right.clear()
                    theirs["sizes"] = (len(left), len(right), step)
                link.say(step)

    writer = child(move)
    writer.hear()
    seen = set()
    for _ in range(30):
        ns.save(saved)
        copy = support.loaded(saved)
        assert sorted(copy["left"] + [value[0] for value in copy["right"].values()]) == list(range(500))
        assert copy["sizes"] == (len(copy["left"]), len(copy["right"]), copy["moves"])
        seen.add(copy["moves"])
        said = writer.drain()
        assert said == sorted(said)
    writer.kill()
    assert len(seen) > 15, "it moved on meanwhile"
    ns.verify()


def test_what_was_acknowledged_before_is_in_it(ns, child, saved):
    def count(link):
        with mmfshare.open("test", timeout=None) as theirs:
            while True:
                link.say(theirs.add("n"))

    writer = child(count)
    for _ in range(20):
        acknowledged = writer.hear()
        acknowledged = max([acknowledged, *writer.drain()])
        ns.save(saved)
        assert support.loaded(saved)["n"] >= acknowledged
    writer.kill()


def test_several_save_to_one_path_at_once(ns, child, saved):
    ns["l"] = list(range(1000))

    def save(link):
        with mmfshare.open("test") as theirs:
            for _ in range(10):
                theirs.save(saved)

    savers = [child(save) for _ in range(3)]
    for saver in savers:
        saver.result()
    assert support.loaded(saved) == {"l": list(range(1000))}
    assert os.listdir(saved.parent) == ["saved"]


def test_threads_save_and_write_at_once(ns, saved):
    ns["n"] = 0

    def save(number):
        for _ in range(5):
            ns.save(f"{saved}{number}")
        return support.loaded(f"{saved}{number}")["n"]

    threads = [support.Thread(save, number) for number in range(3)]
    while any(thread.is_alive() for thread in threads):
        ns.add("n")
    assert all(thread.result() <= ns["n"] for thread in threads)


def test_inside_a_lock_and_inside_a_transaction(ns, saved):
    ns["n"] = 1
    with ns.lock():
        ns["n"] = 2
        ns.save(saved)
        assert support.loaded(saved) == {"n": 2}, "readers of the copy need not wait for anyone"
    with ns.transaction():
        ns["n"] = 3
        with pytest.raises(RuntimeError, match="after it"):
            ns.save(saved)
    assert support.loaded(saved) == {"n": 2} and ns["n"] == 3


def test_while_the_lock_is_shared(ns, child, saved):
    ns["n"] = 1

    def share(link):
        with mmfshare.open("test") as theirs, theirs.lock(shared=True):
            link.say("ready")
            link.hear()

    with ns.lock(shared=True):
        ns.save(saved)
        assert support.loaded(saved) == {"n": 1}
    other = child(share)
    other.hear()
    with mmfshare.open("test", timeout=30) as theirs:
        theirs.save(saved)
    assert support.loaded(saved) == {"n": 1}
    other.say()
    other.result()


def test_another_holds_the_lock(ns, child, saved):
    ns["n"] = 1
    ns.save(saved)

    def hold(link):
        with mmfshare.open("test") as theirs, theirs.lock():
            theirs["n"] = 2
            link.say("ready")
            link.hear()

    holder = child(hold)
    holder.hear()
    with mmfshare.open("test", timeout=0.1) as hasty, pytest.raises(mmfshare.LockTimeout):
        hasty.save(saved)
    assert support.loaded(saved) == {"n": 1} and os.listdir(saved.parent) == ["saved"]
    holder.say()
    holder.result()


def test_a_read_only_handle_saves_between_two_changes(ns, child, saved):
    ns["n"] = 1
    with mmfshare.open("test", readonly=True, timeout=0.1) as reader:
        reader.save(saved)
        assert support.loaded(saved) == {"n": 1}
        with ns.transaction():
            ns["n"] = 2
            with pytest.raises(mmfshare.LockTimeout):
                reader.save(saved)
    assert support.loaded(saved) == {"n": 1}


def test_a_closed_namespace_and_a_forked_child(ns, child, saved):
    with ns.lock():
        # What the parent holds, the child does not, and so waits for.
        def inherit(link):
            with mmfshare.open("test", timeout=0.1) as theirs, pytest.raises(mmfshare.LockTimeout):
                theirs.save(saved)

        child(inherit).result()
    assert not saved.exists()
    other = mmfshare.open("test")
    other.close()
    with pytest.raises(ValueError, match="closed"):
        other.save(saved)


# ---- the file


def test_only_the_owner_may_read_it(ns, saved):
    old = os.umask(0)
    try:
        ns.save(saved)
    finally:
        os.umask(old)
    assert stat.S_IMODE(os.stat(saved).st_mode) == 0o600


def test_paths_of_every_kind(ns, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for path in ("text", b"bytes", Path("path"), "\udcff odd"):
        ns.save(path)
        assert support.loaded(path) == {}
    for wrong in (1, None):
        with pytest.raises(TypeError, match="path must be"):
            ns.save(wrong)
        with pytest.raises(TypeError, match="path must be"):
            mmfshare.load(wrong)
    with pytest.raises(FileNotFoundError):
        ns.save("no folder/file")
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        ns.save("folder")
    assert caught.value.filename == os.path.abspath("folder")
    assert sorted(os.listdir(".")) == sorted(["text", "bytes", "path", "\udcff odd", "folder"])


def test_a_namespace_in_use_is_not_overwritten(ns, saved):
    ns["x"] = 1
    with mmfshare.open(swapfile=saved) as other:
        for path in (ns.path, saved):
            with pytest.raises(mmfshare.NamespaceExists, match="another path"):
                ns.save(path)
        assert other == {}
    assert mmfshare.open("test", reuse=True) == {"x": 1}


def test_only_a_regular_file_is_replaced(ns, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
    (tmp_path / "link").symlink_to("copy")
    for name, error in (("pipe", FileExistsError), ("socket", FileExistsError), ("link", PermissionError)):
        before = os.lstat(tmp_path / name)
        for _ in range(2):  # the link names nothing, and then a saved file
            with pytest.raises(error, match="path") as caught:
                ns.save(tmp_path / name)
            assert caught.value.filename == str(tmp_path / name)
            ns.save(tmp_path / "copy")
        assert os.lstat(tmp_path / name) == before
    ns.save(tmp_path / "copy")
    assert sorted(os.listdir(tmp_path)) == ["copy", "link", "pipe", "socket"]


def test_a_saved_file_is_not_a_namespace(ns, saved):
    ns.save(saved)
    with pytest.raises(mmfshare.CorruptNamespace, match=r"mmfshare\.load\(\)"):
        mmfshare.open(swapfile=saved)
    with pytest.raises(mmfshare.CorruptNamespace, match=r"mmfshare\.open\(swapfile=...\)"):
        mmfshare.load(ns.path, "b")
