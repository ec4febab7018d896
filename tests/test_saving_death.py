"""Saving and loading when there is no room, and when the process is killed at a system call of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import support

import mmfshare


@pytest.fixture
def saved(tmp_path):
    return tmp_path / "saved"


# ---- no room


def test_saving_to_a_full_disk_leaves_the_old_file(ns, small_disk):
    path = small_disk / "saved"
    ns["n"] = 1
    ns.save(path)
    ns["blob"] = os.urandom(2_000_000)
    with pytest.raises(OSError, match="No space") as caught:
        ns.save(path)
    assert caught.value.filename == str(path)
    assert os.listdir(small_disk) == ["saved"] and support.loaded(path) == {"n": 1}
    support.fill(small_disk / "filler")
    with pytest.raises(OSError, match="No space"):
        ns.save(path)
    assert sorted(os.listdir(small_disk)) == ["filler", "saved"] and support.loaded(path) == {"n": 1}
    os.unlink(small_disk / "filler")
    del ns["blob"]
    with mmfshare.open("small") as small:
        small.save(path)
    assert support.loaded(path) == {}


def test_loading_on_a_full_disk(ns, saved, small_disk):
    ns["blob"] = bytes(1_500_000)
    ns.save(saved)
    with pytest.raises(mmfshare.NamespaceFull, match="file system"):
        mmfshare.load(saved, swapfile=small_disk / "place")
    assert os.listdir(small_disk) == []


# ---- death, and the order of what reaches the device

SAVE = """
import sys, mmfshare
with mmfshare.open("test", reuse=True) as ns:
    ns.save(sys.argv[1])
"""
LOAD = """
import sys, mmfshare
mmfshare.load(sys.argv[1], "test", replace=True).close()
"""
CALLS = "pwrite64,ftruncate,fsync,msync,linkat,rename"


def under_strace(options, script, path):
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("needs strace")
    probe = subprocess.run([strace, "true"], capture_output=True, text=True, timeout=support.PATIENCE)
    if probe.returncode != 0:
        pytest.skip(f"strace may not trace here: {probe.stderr.strip()}")
    return subprocess.run(
        [strace, *options, sys.executable, "-B", "-c", script, str(path)],
        capture_output=True,
        text=True,
        timeout=support.PATIENCE,
        env={**os.environ, "PYTHONPATH": str(Path(mmfshare.__file__).parent.parent)},
    )


def calls_of(script, path, tmp_path):
    """The calls that matter for what is on the device, in their order: names, and what they were about."""
    trace = tmp_path / "trace"
    under_strace(["-y", "-e", f"trace={CALLS}", "-o", str(trace)], script, path)
    lines = [line for line in trace.read_text().splitlines() if "(" in line and not line.startswith("+++")]
    return [(line.split("(")[0], line) for line in lines]


def test_what_reaches_the_device_when(ns, saved, tmp_path):
    ns["x"] = os.urandom(100_000)
    calls = calls_of(SAVE, saved, tmp_path)
    names = [name for name, _ in calls]
    named = names.index("rename")
    link = (
        named - 1 if names[named - 1] == "linkat" else named
    )  # a file system without nameless files has no link
    assert names[link - 1] == "fsync", "all of it is on the device before it gets a name"
    assert names[link - 2] == "pwrite64" and calls[link - 2][1].rstrip().endswith(", 4096, 0) = 4096"), (
        "head last"
    )
    assert "pwrite64" not in names[named:] and "ftruncate" not in names[named:]
    assert names[named + 1] == "fsync" and f"<{tmp_path}>" in calls[named + 1][1], "then the folder"


def kill_points(calls):
    """(name, which one of that name) of each call."""
    counts: dict[str, int] = {}
    for name, _ in calls:
        counts[name] = counts.get(name, 0) + 1
        yield name, counts[name]


@pytest.mark.crash
def test_death_at_each_step_of_saving(ns, saved, tmp_path):
    ns["n"] = "old"
    ns.save(saved)
    old = saved.read_bytes()
    ns["n"] = "new"
    calls = calls_of(SAVE, tmp_path / "probe", tmp_path)
    killed = set()
    for name, number in kill_points(calls):
        saved.write_bytes(old)
        ran = under_strace(["-e", f"inject={name}:signal=KILL:when={number}"], SAVE, saved)
        if ran.returncode == 0:
            continue  # how many pages have changed since the first copy is a matter of chance
        killed.add(name)
        assert support.loaded(saved) in ({"n": "old"}, {"n": "new"}), f"{name} {number}"
        if name not in ("rename", "fsync"):
            assert saved.read_bytes() == old, f"{name} {number}"
        ns.save(saved)
        assert support.loaded(saved) == {"n": "new"}
        ns.verify()
    assert {"pwrite64", "ftruncate", "fsync", "rename"} <= killed


@pytest.mark.crash
def test_death_at_each_step_of_loading(ns, saved, tmp_path):
    ns["n"] = "new"
    ns.save(saved)
    ns["n"] = "old"
    calls = calls_of(LOAD, saved, tmp_path)
    for name, number in kill_points(calls):
        under_strace(["-e", f"inject={name}:signal=KILL:when={number}"], LOAD, saved)
        with mmfshare.open("test", reuse=True) as found:
            found.verify()
            assert found["n"] in ("old", "new"), f"{name} {number}"
        assert mmfshare.namespaces() == ["test"]
    with mmfshare.load(saved, replace=True) as again:
        assert again == {"n": "new"}
