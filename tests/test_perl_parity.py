"""What a Perl program had from Win32::MMF and Win32::MMF::Shareable: a test for each row of docs/perl.md.

The first part follows the rows. The second does what the originals' own test suites look at: scalars, arrays,
hashes, slices, two ties of one label, several processes, a private swap file.
"""

from __future__ import annotations

import datetime
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import mmfshare


@contextmanager
def default_namespace(*arguments, **options) -> Iterator[mmfshare.Namespace]:
    """A program's life with a default namespace: closed at its end, so that the next may have another."""
    with mmfshare.configure(*arguments, **options) as ns:
        yield ns


# ---- Win32::MMF: a namespace


def test_constructor_forms(tmp_path):
    with mmfshare.open("MyApp.State", 1 << 20, tmp_path / "a", False) as ns:  # as the original's list
        assert (ns.name, ns.size, ns.path) == ("MyApp.State", 1 << 20, str(tmp_path / "a"))
    options = {"namespace": "MyApp.State", "size": 1 << 20, "swapfile": tmp_path / "a", "reuse": True}
    with mmfshare.open(**options) as ns:
        assert ns.size == 1 << 20
    named = ("-namespace", "MyApp.State", "-Size", 1 << 20, "-SWAPFILE", tmp_path / "a")
    for arguments in ((options,), named, tuple(options.values())):
        with default_namespace(*arguments) as ns:
            assert ns.path == str(tmp_path / "a")


def test_unknown_parameter_lists_the_allowed():
    for use in (
        mmfshare.open,
        mmfshare.configure,
        lambda **options: mmfshare.tie("scalar", "x", options),
        lambda **options: mmfshare.tie("scalar", key="x", **options),
    ):
        with pytest.raises(
            TypeError, match="colour.*namespace, size, swapfile, reuse.*autolock.*timeout.*debug"
        ):
            use(colour="red")


def test_defaults(folder, default):
    assert (default.name, default.size, default.timeout) == ("shareable", 128 * 1024, 10)
    assert os.path.getsize(folder / "shareable") == 128 * 1024  # in memory: the folder is one of /dev/shm
    with mmfshare.open() as same:
        default["x"] = 1
        assert same["x"] == 1


def test_swapfile_has_the_exact_size_and_persists(tmp_path, child):
    def write(link):
        with mmfshare.open("private", size=1024 * 1024, swapfile=tmp_path / "private.swp") as ns:
            ns.setvar("greeting", "Hello")

    child(write).result()
    assert os.path.getsize(tmp_path / "private.swp") == 1024 * 1024
    with mmfshare.open("private", swapfile=tmp_path / "private.swp") as ns:
        assert ns.getvar("greeting") == "Hello"


def test_reuse_never_creates(folder):
    with pytest.raises(mmfshare.NamespaceNotFound):
        mmfshare.open("MyApp.State", reuse=True)
    assert list(folder.iterdir()) == []
    with mmfshare.open("MyApp.State"), mmfshare.open("MyApp.State", reuse=True) as ns:
        assert ns.name == "MyApp.State"


def test_autolock_guards_what_takes_several_steps(caplog):
    caplog.set_level(logging.DEBUG, "mmfshare")
    for autolock, times in ((True, 1), (False, 0)):
        with default_namespace(debug=True, autolock=autolock) as ns:
            array = mmfshare.tie("array", "array")
            caplog.clear()
            array.push(1, 2)
            assert caplog.text.count("lock taken") == times
            with array.lock():  # the user locks
                array.splice(0, 1)
            ns.verify()  # and whoever does not has whole data still


def test_timeout_in_seconds(child):
    def hold(link):
        with mmfshare.open() as ns, ns.lock():
            link.say()
            link.hear()

    with default_namespace(timeout=0.2) as ns:
        holder = child(hold)
        holder.hear()
        with pytest.raises(mmfshare.LockTimeout):
            ns.getvar("x")
        with mmfshare.open(timeout=0) as patient:
            assert patient.timeout is None  # for ever
        holder.say()
        holder.result()


def test_debug_logs(caplog):
    caplog.set_level(logging.DEBUG, "mmfshare")
    with mmfshare.open("noisy", debug=True) as ns, ns.lock():
        pass
    assert "opened" in caplog.text and "lock taken" in caplog.text and "lock released" in caplog.text


def test_lock_gives_truth_and_nests(default, child):
    def hold(link):
        with mmfshare.open() as ns, ns.lock():
            link.say()
            link.hear()

    scalar = mmfshare.tie("scalar", "x")
    assert scalar.lock() and scalar.lock() and default.held
    scalar.unlock()
    assert default.held
    scalar.unlock()
    assert not default.held
    with pytest.raises(RuntimeError, match="not hold|not held"):
        scalar.unlock()
    holder = child(hold)
    holder.hear()
    assert not scalar.lock(timeout=0.1) and not default.acquire(0)
    with pytest.raises(mmfshare.LockTimeout), scalar.lock(timeout=0):
        raise AssertionError("not reached")
    holder.say()
    holder.result()
    with scalar.lock(timeout=1) as guard:
        assert guard and default.held


def test_setvar_several_values_empty_text_and_undef(default):
    default.setvar("list", 1, "two", [3])
    assert default.getvar("list") == [1, "two", [3]]
    free = default.stats().free_bytes
    default.setvar("text", "x" * 5000)
    assert default.stats().free_bytes < free - 5000
    default.setvar("text", "")
    assert default.stats().free_bytes >= free and default.findvar("text") and default.getvar("text") == ""
    default.setvar("text", None)
    assert not default.findvar("text")
    default["text"] = None  # the Python way: None is a value
    assert default.findvar("text") and default.getvar("text") is None


def test_getvar_findvar_deletevar(default):
    assert default.getvar("simple") is None and not default.findvar("simple")
    default.setvar("simple", "Hello world")
    assert default.getvar("simple") == "Hello world" and default.findvar("simple")
    assert default.deletevar("simple") and not default.deletevar("simple")
    assert default.getvar("simple") is None


def test_debug_dump(default):
    default.setvar("greeting", "Hello world")
    default.setvar("list", 1, 2)
    stats = default.stats(rows=10)
    assert stats.heap_bytes > stats.free_bytes > 0 and stats.blocks.used_count > 0 < stats.blocks.free_count
    described = {variable.name: (variable.kind, variable.length) for variable in stats.table}
    assert described == {"greeting": ("str", 11), "list": ("list", 2)}
    assert all(0 < variable.address < stats.file_bytes and variable.size > 0 for variable in stats.table)
    text = default.debug()
    for part in (
        "namespace 'shareable'",
        "heap",
        "blocks",
        "used",
        "free",
        "'greeting'",
        "address",
        "size",
        "type",
    ):
        assert part in text


def test_closing_keeps_the_variables():
    ns = mmfshare.open("kept")
    ns.setvar("x", 1)
    del ns  # the object goes out of scope
    with mmfshare.open("kept", reuse=True) as ns:
        assert ns.getvar("x") == 1
        ns.destroy()
    assert "kept" not in mmfshare.namespaces()


# ---- Win32::MMF::Shareable: tied variables


def test_options_before_or_with_the_first_tie(tmp_path):
    options = {"namespace": "MyNamespace", "size": 1024 * 1024, "swapfile": tmp_path / "private.swp"}
    with default_namespace(options) as ns:
        assert os.path.getsize(tmp_path / "private.swp") == 1024 * 1024
        assert mmfshare.tie("scalar", "var_1").namespace() is ns
        with pytest.raises(ValueError, match="size=65536 contradicts.*size=1048576"):
            mmfshare.tie("scalar", "var_2", {"size": 64 * 1024})
    scalar = mmfshare.tie("scalar", "var_1", {**options, "swapfile": tmp_path / "other.swp"})
    with scalar.namespace() as ns:
        assert ns.name == "MyNamespace" and os.path.getsize(tmp_path / "other.swp") == 1024 * 1024


def test_label_forms(default):
    mmfshare.tie("scalar", "var_1").value = "Hello"
    for arguments, keywords in (
        (("var_1",), {}),
        (({"key": "var_1"},), {}),
        (({"-Key": "var_1"},), {}),
        (("-key", "var_1"), {}),
        (("-KEY", "var_1", "-size", 128 * 1024), {}),
        ((), {"key": "var_1"}),
        (("var_1", {"Size": "128K"}), {}),
    ):
        assert mmfshare.tie("scalar", *arguments, **keywords).value == "Hello"
    with pytest.raises(ValueError, match="label"):
        mmfshare.tie("scalar")


def test_options_of_ipc_shareable_are_accepted(default):
    mmfshare.tie("scalar", "data").value = "kept"
    ignored = {
        "create": "yes",
        "exclusive": 1,
        "graceful": 1,
        "warn": 1,
        "protected": 4242,
        "testing": 1,
        "limit": 0,
        "destroy": "yes",
        "enforced_write_locking": 1,
        "violated_write_lock_warn": 1,
        "enforced_read_locking": 1,
        "violated_read_lock_warn": 1,
    }
    honoured = {"key": "data", "size": 128 * 1024, "mode": 0o600, "serializer": "storable"}
    assert mmfshare.tie("scalar", {**ignored, **honoured}).value == "kept"
    for name, other in (("size", 65536), ("mode", 0o666), ("serializer", "json")):
        with pytest.raises(ValueError, match=name):
            mmfshare.tie("scalar", "data", {name: other})


def test_two_ties_of_one_label_see_the_same_at_once(default, child):
    one, two = mmfshare.tie("hash", "share"), mmfshare.tie("hash", "share")
    one["aaa"] = 1
    two["bbb"] = 1
    assert one["bbb"] + two["aaa"] + one.scalar() == 4

    def other_process(link):
        third = mmfshare.tie("hash", "share")
        seen = third["bbb"]
        third["ccc"] = 3
        link.say(seen)
        link.hear()
        return third["ddd"]

    other = child(other_process)
    assert other.hear() == 1 and one["ccc"] == two["ccc"] == 3
    one["ddd"] = 4
    other.say()
    assert other.result() == 4


def test_untie_keeps_and_undef_removes(default):
    scalar = mmfshare.tie("scalar", "scalar")
    scalar.value = "Hello world"
    scalar.untie()
    assert default.getvar("scalar") == "Hello world"
    scalar = mmfshare.tie("scalar", "scalar")
    scalar.value = None
    assert not default.findvar("scalar")


def test_array_functions(default):
    array = mmfshare.tie("array", "array")
    array.assign("abc")
    array[5] = "f"
    assert array[-1] == "f" and array[4] is None and array.length == len(array) == 6
    array.length = 3
    assert array.push("d") == 4 and array.unshift("z") == 5 and array.pop() == "d" and array.shift() == "z"
    assert array.splice(1, 1, "x", "y") == ["b"] and array == ["a", "x", "y", "c"]
    assert array.get_slice([1, 3]) == ["x", "c"]
    array.set_slice([0, 1], ["A", "B"])
    assert array.exists(0) and not array.exists(4) and array.delete(3) == "c" and array == ["A", "B", "y"]
    array.clear()
    assert len(array) == 0 and array.pop() is None


def test_shift_and_unshift_cost_the_same_at_any_length(default):
    # Counted, not timed: what an operation notes and takes of memory does not grow with the array.
    array = mmfshare.tie("array", "array")
    array.assign(range(100_000))
    used = default.stats().heap_bytes - default.stats().free_bytes
    for _ in range(1000):
        array.unshift(array.shift())
    assert default.stats().heap_bytes - default.stats().free_bytes == used and len(array) == 100_000
    with mmfshare.open("full", size="8M", max_size="8M") as full:
        queue = mmfshare.tie("array", "queue", namespace=full)
        for start in range(0, 400_000, 10_000):
            queue.push(*range(start, start + 10_000))
        for _ in range(1000):  # copying the array would have no room
            queue.push(queue.shift())
        assert queue[0] == 1000


def test_hash_functions(default):
    hash_ = mmfshare.tie("hash", "hash")
    hash_.assign({"a": 1, "b": 2, "c": 3})
    hash_["d"] = 4
    assert hash_["d"] == 4 and hash_.delete("d") == 4 and not hash_.exists("d") and hash_["d"] is None
    keys, key = [], hash_.first_key()
    while key is not None:
        keys.append(key)
        key = hash_.next_key(key)
    assert keys == ["a", "b", "c"] and hash_.get_slice(["a", "c"]) == [1, 3]
    hash_.set_slice(["a", "b"], [2, 1])
    assert hash_["a"] == 2 and hash_.scalar() == 3 and hash_
    hash_.clear()
    assert not hash_


def test_methods_of_the_tied_object(default, capsys):
    for tied in (mmfshare.tie("scalar", "s"), mmfshare.tie("array", "a"), mmfshare.tie("hash", "h")):
        assert tied.namespace() is default
        for lock, unlock in ((tied.lock, tied.unlock), (tied.shlock, tied.shunlock)):
            assert lock() and default.held
            unlock()
            assert not default.held
        tied.debug()
        assert "namespace 'shareable'" in capsys.readouterr().out


def test_push_onto_a_tied_reference(default, child):
    reference, alias = mmfshare.tie("scalar", "$ref"), mmfshare.tie("scalar", "$ref")
    reference.value = ["A", "B", "C"]
    reference.value.append("D")  # push @$ref, 'D'
    assert alias.value == ["A", "B", "C", "D"]
    reference.value = {"a": 1, "b": {"c": [2]}}
    alias.value["b"]["c"].append(3)  # push @{$$ref{b}{c}}, 3

    def other_process(link):
        mmfshare.tie("scalar", "$ref").value["b"]["d"] = 4

    child(other_process).result()
    assert reference.value == {"a": 1, "b": {"c": [2, 3], "d": 4}}


def test_objects(default, child):
    moment = datetime.datetime(2004, 2, 29, 12, 30)
    mmfshare.tie("scalar", "object").value = moment

    def other_process(link):
        return mmfshare.tie("scalar", "object").value.isoformat()

    assert child(other_process).result() == "2004-02-29T12:30:00"


# ---- what the originals' own test suites look at


def test_scalar_store_and_fetch(default):
    one, two = mmfshare.tie("scalar", "scalar"), mmfshare.tie("scalar", "scalar")
    one.value = "Hello world"
    assert two.value == "Hello world"


def test_array_slices_and_a_second_tie(default):
    array, second = mmfshare.tie("array", "list"), mmfshare.tie("array", "list")
    array.push("Hello world")
    assert array.pop() == "Hello world"
    array.clear()
    assert len(array) == 0
    array.assign("abcd")
    assert array.get_slice([1, 3])[1] == "d" and second[1] == "b"


def test_hash_slice_by_another_tied_array(default):
    array, hash_ = mmfshare.tie("array", "list"), mmfshare.tie("hash", "hash")
    hash_.assign({"a": 1, "b": 2, "c": 3, "d": 4})
    hash_["e"] = 5
    array.assign("ab")
    hash_.set_slice(array, [2, 1])  # @h{@a} = (2, 1)
    assert hash_ == {"a": 2, "b": 1, "c": 3, "d": 4, "e": 5}


def test_fork_and_exchange(default, child):
    def child_process(link):
        mmfshare.tie("scalar", "scalar").value = "Hello world"
        mmfshare.tie("scalar", "sig").value = 1
        link.say()

    other = child(child_process)
    other.hear()
    assert mmfshare.tie("scalar", "sig").value and mmfshare.tie("scalar", "scalar").value == "Hello world"
    other.result()


def test_fork_and_push_from_both_sides(default, child):
    def child_process(link):
        share = mmfshare.tie("array", "share")
        link.say()
        link.hear()
        share.push("child")
        return len(share)

    share = mmfshare.tie("array", "share")
    other = child(child_process)
    other.hear()
    share.push("parent")
    other.say()
    assert other.result() == 2 and share == ["parent", "child"]


def test_processes_without_a_common_ancestor_of_the_tie(child):
    def first(link):
        mmfshare.tie("array", "share").push("first")

    def second(link):
        return mmfshare.tie("array", "share").copy()

    child(first, method="fork").result()
    assert child(second).result() == ["first"]


def test_threads_open_one_default_namespace(folder):
    def work(start, found):
        start.wait()
        found.append(mmfshare.tie("scalar", "x").namespace())

    for _ in range(20):  # each finds the one before closed, which only one of the threads may replace
        start, found = threading.Barrier(8), []
        threads = [threading.Thread(target=work, args=(start, found)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 8 and len({id(ns) for ns in found}) == 1
        found[0].close()
