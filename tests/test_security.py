"""Whose files are opened, with which rights they are made, and that reading them runs no code unasked."""

from __future__ import annotations

import json
import os
import pickle
import random
import resource
import stat
import struct
import sys
from pathlib import Path

import pytest
import support

import mmfshare

NOBODY = 65534


# ---- owners, modes, links


def test_a_new_file_is_private(folder):
    for umask in (0, 0o777):
        before = os.umask(umask)
        try:
            with mmfshare.open(f"with umask {umask}") as ns:
                assert stat.S_IMODE(os.stat(ns.path).st_mode) == 0o600
        finally:
            os.umask(before)


def test_a_file_that_others_may_write_is_still_the_owners(folder):
    with mmfshare.open("a", mode=0o666) as ns:
        assert stat.S_IMODE(os.stat(ns.path).st_mode) == 0o666
    with mmfshare.open("a") as ns:
        ns["x"] = 1


@support.as_root
@pytest.mark.parametrize("options", [{}, {"reuse": True}, {"readonly": True}])
def test_another_users_file_is_refused(folder, options):
    with mmfshare.open("a") as ns:
        ns["x"] = 1
        path = ns.path
    os.chown(path, NOBODY, NOBODY)
    os.chmod(path, 0o666)
    with pytest.raises(PermissionError, match="trust=True"):
        mmfshare.open("a", **options)
    with mmfshare.open("a", trust=True) as ns:
        assert ns["x"] == 1


@support.as_root
def test_another_users_folder_is_refused(folder):
    mmfshare.open("a").close()
    os.chown(folder, NOBODY, NOBODY)
    with pytest.raises(PermissionError, match="trust=True"):
        mmfshare.open("a")
    mmfshare.open("a", trust=True).close()


def test_a_folder_that_others_may_write_is_refused(folder):
    mmfshare.open("a").close()
    os.chmod(folder, 0o777)
    with pytest.raises(PermissionError, match="0700|trust=True"):
        mmfshare.open("a")
    mmfshare.open("a", trust=True).close()


def test_a_default_folder_that_is_a_link_is_refused(folder, tmp_path, monkeypatch):
    link = tmp_path / "link"
    link.symlink_to(folder)
    monkeypatch.setenv("MMFSHARE_DIR", str(link))
    with pytest.raises(PermissionError, match="link"):
        mmfshare.open("a")
    assert os.listdir(folder) == []


def test_no_link_is_followed(folder, tmp_path):
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (folder / "a").symlink_to(victim)
    for options in ({}, {"reuse": True}, {"readonly": True}):
        with pytest.raises(PermissionError, match="link"):
            mmfshare.open("a", **options)
    assert victim.read_bytes() == b"precious"


def test_a_link_put_in_place_of_the_file_is_not_destroyed_through(folder, tmp_path):
    ns = mmfshare.open("a")
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    os.unlink(ns.path)
    os.symlink(victim, ns.path)
    ns.destroy()
    assert os.path.islink(ns.path) and victim.read_bytes() == b"precious"
    ns.close()


# ---- serializers


class Trap:
    """Would set a variable of this module when it is unpickled."""

    sprung = False

    def __reduce__(self):
        return (setattr, (Trap, "sprung", True))


@pytest.fixture
def trap(monkeypatch):
    module = type(sys)("module_of_the_trap")
    module.Trap = Trap
    monkeypatch.setitem(sys.modules, "module_of_the_trap", module)
    monkeypatch.setattr(Trap, "__module__", "module_of_the_trap")
    Trap.sprung = False
    with mmfshare.open("a") as ns:
        ns.update(x=Trap(), l=[Trap(), 1], d={"k": {"deep": Trap()}}, fine=1)
    assert not Trap.sprung
    yield
    Trap.sprung = False


def test_the_trap_works(trap):
    with mmfshare.open("a") as ns:
        ns["x"]  # noqa: B018
        assert Trap.sprung


@pytest.mark.parametrize("serializer", ["none", "json"])
@pytest.mark.parametrize("readonly", [False, True])
def test_none_and_json_never_reach_pickle(trap, serializer, readonly, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("pickle was reached")

    for name in ("loads", "load", "Unpickler", "_Unpickler", "_loads", "_load"):
        monkeypatch.setattr(pickle, name, never)
    with mmfshare.open("a", serializer=serializer, readonly=readonly) as ns:
        assert ns["fine"] == 1
        reads = [
            lambda: ns["x"],
            lambda: ns.get("x"),
            lambda: list(ns.values()),
            lambda: list(ns.items()),
            lambda: ns.snapshot(),
            lambda: ns == dict.fromkeys(ns),
            lambda: ns["l"][0],
            lambda: list(ns["l"]),
            lambda: ns["l"][:],
            lambda: ns["l"].snapshot(),
            lambda: 1 in ns["l"][0:1],
            lambda: ns["l"].index(2),
            lambda: ns["d"]["k"]["deep"],
            lambda: ns["d"].snapshot(),
            lambda: ns.scalar("x").value,
        ]
        if not readonly:
            reads += [
                lambda: ns["l"].sort(key=str),
                lambda: ns["l"].remove(5),
                lambda: ns.setdefault("x", 1),
                lambda: ns["l"].pop(0),
                lambda: ns.pop("x"),
            ]
        for number, read in enumerate(reads):
            with pytest.raises(TypeError, match="pickle"):
                read()
                pytest.fail(f"read {number} went through")
        assert len(ns) >= 3 and "fine" in ns and list(ns)
        if not readonly:
            ns.verify()
    assert not Trap.sprung


@pytest.mark.parametrize("serializer", ["none", "json"])
def test_what_it_cannot_read_it_can_still_delete_and_replace(trap, serializer):
    with mmfshare.open("a", serializer=serializer) as ns:
        ns["x"] = 1
        del ns["l"]
        ns["d"].clear()
        assert ns == {"x": 1, "d": {}, "fine": 1}
        ns.verify()
    assert not Trap.sprung


def test_json_text_in_the_file_is_read_as_json(folder):
    with mmfshare.open("a", serializer="json") as ns:
        ns["t"] = (1, [2, None, "x"])
    with mmfshare.open("a", serializer="json") as ns:
        assert json.loads(json.dumps(ns["t"])) == [1, [2, None, "x"]]
    # JSON holds nothing that could run, so the strictest handle may read it too.
    with mmfshare.open("a", serializer="none") as ns:
        assert json.loads(json.dumps(ns["t"])) == [1, [2, None, "x"]]


# ---- what is in the file


@pytest.mark.parametrize("seed", range(4))
def test_flipped_bits_are_an_exception_or_a_value_never_a_crash(folder, seed, child):
    """In a child, so that a crash is a failure of this test and not the end of all."""
    value = {"l": [1, [2, {"x": "y" * 100}]], "s": "z" * 5000, "t": (1, ("a", b"b")), "f": frozenset({1})}
    with mmfshare.open("a", serializer="none") as ns:
        ns.update(value)
        path = ns.path
    sound = Path(path).read_bytes()

    uses = [
        lambda ns: ns.verify(),
        lambda ns: ns.snapshot(),
        lambda ns: ns.debug(),
        lambda ns: ns.stats(),
        lambda ns: list(ns["l"]),
        lambda ns: ns.update(new=[1]),
    ]

    def outcome(use, ns):
        try:
            use(ns)
        except (mmfshare.MmfError, KeyError, TypeError) as error:
            return type(error).__name__
        return "value"

    def attack(link):
        generator = random.Random(seed)
        outcomes = set()
        for turn in range(150):
            data = bytearray(sound)
            for _ in range(generator.choice([1, 1, 1, 4, 64])):
                data[generator.randrange(len(data) // 3)] ^= 1 << generator.randrange(8)
            mine = f"{path}-{seed}-{turn}"
            with open(os.open(mine, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
                file.write(data)
            try:
                with mmfshare.open(
                    "b", swapfile=mine, serializer="none", timeout=0.2, accept_reboot=True
                ) as ns:
                    outcomes |= {outcome(use, ns) for use in uses}
            except mmfshare.MmfError as error:
                outcomes.add(type(error).__name__)
            os.unlink(mine)
        return outcomes

    outcomes = child(attack).result(timeout=170)
    assert "CorruptNamespace" in outcomes and "value" in outcomes


def test_a_list_that_claims_countless_items(ns, child):
    """No memory is taken for them: here there is not so much, and that would be another error."""
    ns["l"] = [1, 2, 3]
    off, count = ns["l"]._ident[0] + 32, 0xFFFFFFF0
    with open(ns.path, "r+b") as file:
        file.seek(off)
        before = file.read(8)
        file.seek(off)
        file.write(struct.pack("=II", count, count ^ 0xFFFFFFFF))

    def delete(link):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + (1 << 30)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        with mmfshare.open("test") as theirs, pytest.raises(mmfshare.CorruptNamespace):
            assert len(theirs["l"]) == count
            del theirs["l"][::2]

    child(delete).result()
    with open(ns.path, "r+b") as file:
        file.seek(off)
        file.write(before)
    assert ns["l"] == [1, 2, 3]
