"""readonly=True reads everything and changes nothing; a write is a TypeError."""

from __future__ import annotations

import os
import pickle
from contextlib import suppress
from pathlib import Path

import pytest
import support

import mmfshare


@pytest.fixture
def ro(ns):
    ns.update(n=1, text="x" * 1000, d={"l": [1, {"x": [2]}], "k": "v"}, l=[[1], 2, "three"], s={1, 2})
    with mmfshare.open("test", readonly=True, timeout=2) as reader:
        assert reader.readonly and not ns.readonly
        yield reader


def test_it_reads_everything(ns, ro):
    assert ro == ns and ro.snapshot() == ns.snapshot() and list(ro) == list(ns)
    assert ro["d"]["l"][1]["x"][0] == 2 and ro["l"][1:] == [2, "three"] and ro["s"] == {1, 2}
    assert ro.get("absent") is None and "n" in ro and len(ro) == 5
    assert list(reversed(ro)) == list(reversed(ns)) and list(ro.items())[0] == ("n", 1)
    assert ro.scalar("n").value == 1 and ro.dict("d")["k"] == "v" and ro.list("l")[1] == 2
    assert ro.getvar("n") == 1 and ro.findvar("n")
    assert ro.stats().variables == 5 and "text" in ro.debug()
    assert ro.uuid == ns.uuid and ro.size == ns.size


def test_it_sees_changes_at_once(ns, ro):
    d, items = ro["d"], ro["l"]
    ns["d"]["k"] = "new"
    ns["l"].append([4])
    ns["big"] = "y" * 3_000_000
    assert d["k"] == "new" and items[-1] == [4] and len(ro["big"]) == 3_000_000


def test_a_write_is_a_type_error(ns, ro):
    before, data = ns.snapshot(), Path(ns.path).read_bytes()
    d, items, scalar = ro["d"], ro["l"], ro.scalar("n")
    writes = [
        lambda: ro.__setitem__("n", 2),
        lambda: ro.__delitem__("n"),
        lambda: ro.pop("n"),
        lambda: ro.popitem(),
        lambda: ro.clear(),
        lambda: ro.update(n=2),
        lambda: ro.setdefault("absent", 1),
        lambda: ro.add("n"),
        lambda: ro.compare_exchange("n", 1, 2),
        lambda: ro.move("d", "e"),
        lambda: ro.setvar("n", 2),
        lambda: ro.deletevar("n"),
        lambda: ro.dict("absent"),
        lambda: ro.list("absent"),
        lambda: ro.scalar("absent"),
        lambda: ro.lock(),
        lambda: ro.acquire(),
        lambda: ro.transaction().__enter__(),
        lambda: d.__setitem__("k", 1),
        lambda: d.__delitem__("k"),
        lambda: d.add("n"),
        lambda: d.__ior__({"x": 1}),
        lambda: items.append(1),
        lambda: items.appendleft(1),
        lambda: items.__setitem__(0, 1),
        lambda: items.__setitem__(slice(0, 1), [1]),
        lambda: items.__delitem__(0),
        lambda: items.extend([1]),
        lambda: items.insert(0, 1),
        lambda: items.pop(),
        lambda: items.popleft(),
        lambda: items.clear(),
        lambda: items.__imul__(1),
        lambda: items.reverse(),
        lambda: items.sort(key=str),
        lambda: items.remove(2),
        lambda: setattr(scalar, "value", 2),
        lambda: scalar.add(),
    ]
    for number, write in enumerate(writes):
        with pytest.raises(TypeError, match="read"):
            write()
            pytest.fail(f"write {number} went through")
    assert Path(ns.path).read_bytes() == data, "not a byte was changed"
    assert ns.snapshot() == before


def test_the_mapping_itself_is_read_only(folder, child):
    with mmfshare.open("a") as ns:
        ns["x"] = 1
    del ns

    def look(link):
        with mmfshare.open("a", readonly=True) as theirs:
            assert theirs["x"] == 1
            with open("/proc/self/maps") as maps:
                return [line.split()[1] for line in maps if theirs.path in line]

    kinds = child(look).result()
    assert kinds and all(kind == "r--s" for kind in kinds)


def test_it_does_not_create(folder):
    with pytest.raises(mmfshare.NamespaceNotFound):
        mmfshare.open("absent", readonly=True)
    assert os.listdir(folder) == []


def test_a_file_without_write_permission(folder, child):
    with mmfshare.open("a") as ns:
        ns["x"] = [1]
        path = ns.path
    os.chmod(path, 0o400)

    def read(link):
        if os.geteuid() == 0:
            os.chown(folder, 65534, 65534)
            os.chown(path, 65534, 65534)
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        with pytest.raises(PermissionError):
            mmfshare.open("a", reuse=True)
        with mmfshare.open("a", readonly=True) as theirs:
            return theirs["x"].snapshot()

    assert child(read).result() == [1]


def test_it_waits_for_a_writer_and_times_out(ns, ro, child):
    def hold(link):
        with mmfshare.open("test") as theirs, theirs.lock():
            link.say("locked")
            link.hear()
            theirs["n"] = 2

    holder = child(hold)
    holder.hear()
    with mmfshare.open("test", readonly=True, timeout=0.2) as hasty, pytest.raises(mmfshare.LockTimeout):
        hasty["n"]  # noqa: B018
    holder.say()
    assert ro["n"] == 2
    holder.result()


@pytest.mark.crash
def test_it_goes_on_when_the_writer_dies(ns, ro, child):
    def die(link):
        with mmfshare.open("test") as theirs, theirs.transaction():
            theirs["n"] = "never"
            link.say("locked")
            link.hear()

    holder = child(die)
    holder.hear()
    holder.kill()
    assert ro["n"] == 1


def test_close_and_pickle(ns, ro):
    copied = pickle.loads(pickle.dumps(ro))
    assert copied.readonly and copied["n"] == 1
    with pytest.raises(TypeError, match="read"):
        copied["n"] = 2
    copied.close()
    inner = pickle.loads(pickle.dumps(ro["d"]))
    assert inner["k"] == "v"
    with pytest.raises(TypeError, match="read"):
        inner["k"] = 2


def test_torn_reads_by_a_reader_without_a_slot(ns, ro, child):
    def write(link):
        link.say("ready")
        number = 0
        while not link.asked_to_stop():
            number += 1
            ns["text"] = chr(97 + number % 26) * (number * 37 % 700)
            ns["d"] = {"a": number, "b": number}

    writer = child(write)
    writer.hear()
    with mmfshare.open("test", readonly=True, timeout=60) as reader:
        for _ in range(5000):
            assert len(set(reader["text"])) <= 1
            try:
                plain = support.plain_value(reader["d"])
            except mmfshare.StaleHandle:
                continue
            assert plain.get("a") == plain.get("b")
    writer.say()
    writer.result()


def test_verify_beside_a_writer_finds_no_damage(ns, ro, child):
    def write(link):
        with mmfshare.open("test") as mine:
            link.say()
            i = 0
            while not link.asked_to_stop():
                mine["d"][str(i % 300)] = {"a": [1] * (i % 9)}
                i += 1

    writer = child(write)
    writer.hear()
    with mmfshare.open("test", readonly=True, timeout=0.05) as reader:
        for _ in range(50):
            with suppress(mmfshare.LockTimeout):
                reader.verify()
    writer.say()
    writer.result()
    ro.verify()
