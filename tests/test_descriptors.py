"""What becomes of a namespace where its process has hardly any descriptors, or others of its code close them."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import support

import mmfshare

HARDLY_ANY = """
import os, resource, sys
import mmfshare
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
used = []
try:
    while True:
        used.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
for number in used[: int(sys.argv[1])]:
    os.close(number)
try:
    mmfshare.open("live")["b"] = 2
except OSError as error:
    print(os.strerror(error.errno))
else:
    print("opened")
"""
AGAIN = """
os.closerange(used[0], used[-1] + 1)
with mmfshare.open("live", size="1M") as ns:
    ns["c"] = 3
"""


def test_who_can_hardly_open_it_does_no_harm() -> None:
    with mmfshare.open("live") as ns:
        ns["a"] = 1
        answers = [support.python("-c", HARDLY_ANY, str(left)).stdout.strip() for left in range(4)]
        assert answers == ["Too many open files"] * 3 + ["opened"]
        look = 'import mmfshare; print(mmfshare.open("live", reuse=True).snapshot())'
        assert support.python("-c", look).stdout.strip() == "{'a': 1, 'b': 2}"


@pytest.mark.parametrize("left", range(5))
def test_who_can_hardly_make_it_leaves_nothing_behind(folder: Path, left: int) -> None:
    answer = support.python("-c", HARDLY_ANY, str(left)).stdout.strip()
    if left < 3:
        assert answer == "Too many open files" and os.listdir(folder) == []
        done = support.python("-c", HARDLY_ANY + AGAIN, str(left))
        assert done.returncode == 0, done.stderr
        look = 'import mmfshare; print(mmfshare.open("live", reuse=True, size="1M").snapshot())'
        assert support.python("-c", look).stdout.strip() == "{'c': 3}"
    else:
        assert answer == "opened"
        with mmfshare.open("live", reuse=True) as ns:
            assert ns.snapshot() == {"b": 2}
            ns.verify()


@support.as_root
def test_it_is_made_without_proc_as_well(folder: Path) -> None:
    unshare, umount = shutil.which("unshare"), shutil.which("umount")
    if unshare is None or umount is None:
        pytest.skip("needs unshare and umount")
    make = "import mmfshare; ns = mmfshare.open('live'); ns['a'] = 1; print(ns.stats().participants)"
    line = f'{umount} -l /proc || exit 77; exec "$0" -c "$1"'
    done = subprocess.run(
        [unshare, "--mount", "sh", "-c", line, sys.executable, make],
        capture_output=True,
        text=True,
        timeout=support.PATIENCE,
        env={**os.environ, "PYTHONPATH": str(Path(mmfshare.__file__).parent.parent)},
    )
    if done.returncode == 77 or "unshare failed" in done.stderr:
        pytest.skip(f"/proc cannot be taken away here: {done.stderr.strip()}")
    assert done.stdout == "1\n", done.stderr
    assert os.listdir(folder) == ["live"]
    with mmfshare.open("live", reuse=True) as ns:
        assert ns.snapshot() == {"a": 1}


def _become_a_daemon() -> None:
    """As the books have it, but that the child's parent waits for it."""
    os.setsid()
    for number in 0, 1, 2:
        os.close(number)
    if os.fork():
        os._exit(0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in 0, 1, 2:
        os.dup2(nothing, number)


def test_a_daemon_keeps_its_lock() -> None:
    def daemon(writer: int, reader: int) -> None:
        _become_a_daemon()
        with ns.transaction():
            ns["a"] -= 60
            os.write(writer, b"x")
            os.read(reader, 1)
            ns["b"] += 60
        os.write(writer, b"x")

    with mmfshare.open("money", timeout=0.1) as ns:
        ns.update({"a": 100, "b": 0})
        with _forked(daemon) as (reader, writer):
            os.read(reader, 1)
            with pytest.raises(mmfshare.LockTimeout):
                ns["c"] = 1
            os.write(writer, b"x")
            os.read(reader, 1)
        assert ns.snapshot() == {"a": 40, "b": 60}


@pytest.mark.parametrize("dies", [False, True])
def test_who_closes_all_in_a_transaction_keeps_the_lock_while_it_lives(dies: bool) -> None:
    def closes_all(writer: int, reader: int) -> None:
        with ns.transaction():
            ns["a"] -= 60
            _close_all_but(writer, reader)
            os.write(writer, b"x")
            os.read(reader, 1)
            ns["b"] += 60
            if dies:
                os._exit(0)

    with mmfshare.open("money") as ns:
        ns.update({"a": 100, "b": 0})
        with _forked(closes_all) as (reader, writer):
            os.read(reader, 1)
            with pytest.raises(mmfshare.LockTimeout), ns.lock(timeout=0.1):
                pass
            os.write(writer, b"x")
        assert ns.snapshot() == ({"a": 100, "b": 0} if dies else {"a": 40, "b": 60})
        ns.verify()


def test_the_child_of_one_that_has_closed_all_does_not_prove_that_it_lives() -> None:
    def lives_on(writer: int, reader: int) -> None:
        signal.alarm(support.PATIENCE)
        os.write(writer, b"x")
        os.read(reader, 1)

    def closes_all(writer: int, reader: int) -> None:
        ns.acquire()
        _close_all_but(writer, reader)
        if not os.fork():
            lives_on(writer, reader)
        os._exit(0)

    with mmfshare.open("heirs", timeout=support.PATIENCE) as ns, _forked(closes_all) as (reader, writer):
        os.read(reader, 1)
        ns["a"] = 1
        os.write(writer, b"x")


def test_who_has_closed_all_sees_the_death_of_others() -> None:
    def dies(writer: int, reader: int) -> None:
        with ns.transaction():
            ns["a"] = 2
            os._exit(0)

    def closes_all(writer: int, reader: int) -> None:
        ns["a"] = 1
        _close_all_but(writer, reader)
        with _forked(dies):
            pass
        assert ns["a"] == 1
        ns["a"] = 3

    with mmfshare.open("deaths") as ns:
        with _forked(closes_all):
            pass
        assert ns["a"] == 3


def test_a_child_whose_descriptors_were_closed_goes_on(folder: Path) -> None:
    def closes_all(writer: int, reader: int) -> None:
        _close_all_but(writer, reader)
        logs = [open(folder / f"log{i}", "w+b") for i in range(8)]  # to take the numbers
        for log in logs:
            log.write(b"L" * 100_000)
            log.flush()
        del ns["big"]
        for i in range(3000):
            ns[f"k{i}"] = "v" * 1000
        ns.clear()
        ns["given back"] = ns.compact().given_back
        ns.close()
        for log in logs:
            os.fstat(log.fileno())

    with mmfshare.open("grows") as ns:
        ns["big"] = ["x" * 2000 for _ in range(2000)]
        with _forked(closes_all):
            pass
        assert ns["given back"] > 1_000_000
        assert [path.read_bytes() for path in folder.glob("log*")] == [b"L" * 100_000] * 8


@pytest.mark.parametrize("starved", [False, True])
def test_a_reader_without_descriptors_still_delays_compacting(starved: bool) -> None:
    def reads_on(writer: int, reader: int) -> None:
        signal.alarm(support.PATIENCE)
        os.write(writer, b"x")
        os.read(reader, 1)
        assert ro["small"] == 1

    def reads(writer: int, reader: int) -> None:
        if not starved:
            _close_all_but(writer, reader)
            reads_on(writer, reader)
            return
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
        child = os.fork()  # has no descriptor left to say by that it reads
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        if child:
            ro.close()
            assert os.waitpid(child, 0)[1] == 0
        else:
            reads_on(writer, reader)

    with mmfshare.open("read") as ns:
        ns.update({"small": 1, "big": b"x" * 4_000_000})
        ro = mmfshare.open("read", readonly=True)
        with _forked(reads) as (reader, writer):
            ro.close()
            os.read(reader, 1)
            del ns["big"]
            given_back = ns.compact(timeout=0.01).given_back
            os.write(writer, b"x")
        assert given_back == 0
        assert ns.compact().given_back > 3_000_000


@pytest.mark.parametrize("raises", [False, True])
def test_a_transaction_that_has_lost_its_lock_is_left_with_that_error(raises: bool) -> None:
    def writes(writer: int, reader: int) -> None:
        ns["b"] = 2

    ns = mmfshare.open("lost")
    ns["a"] = 1
    transaction = ns.transaction()
    with pytest.raises(
        KeyError if raises else RuntimeError, match="never" if raises else "taken from this process"
    ):
        with transaction:
            ns["a"] = 5
            _take_the_lock_away(ns.path)
            with _forked(writes):
                pass
            for lost in ns.release, ns.release:
                with pytest.raises(RuntimeError):
                    lost()
            if raises:
                ns["never stored"]
    assert "left" in repr(transaction)
    with transaction:
        assert ns.snapshot() == {"a": 1, "b": 2}
    path = ns.path
    ns.close()
    assert path not in Path("/proc/self/maps").read_text()


def test_growing_needs_the_descriptor(folder: Path) -> None:
    def closes_all(writer: int, reader: int) -> None:
        ns["mine"] = 1
        _close_all_but(writer, reader)
        logs = [open(folder / f"log{i}", "w+b") for i in range(8)]  # to take the numbers
        with pytest.raises(OSError, match="Bad file descriptor"):
            ns["big"] = b"x" * 10_000_000
        with pytest.raises(OSError, match="Bad file descriptor"):
            ns.compact()
        assert ns["mine"] == 1
        assert [os.fstat(log.fileno()).st_size for log in logs] == [0] * 8

    with mmfshare.open("grows") as ns, _forked(closes_all):
        pass


def test_the_standard_descriptors_are_left_to_others() -> None:
    closed = "import os; [os.close(i) for i in range(3)]; import mmfshare; ns = mmfshare.open('low'); ns['a'] = 1; "
    support.python("-c", closed + "os.write(2, b'a library warns')")
    with mmfshare.open("low", reuse=True) as ns:
        assert ns.snapshot() == {"a": 1}


@support.as_root
def test_who_may_not_open_the_file_any_more_is_told_so() -> None:
    def writes(writer: int, reader: int) -> None:
        with pytest.raises(PermissionError):
            ns["a"] = 3
        assert ns["a"] == 2

    def drops_its_rights(writer: int, reader: int) -> None:
        os.setgid(65534)
        os.setuid(65534)
        ns["a"] = 2
        with _forked(writes):
            pass

    with mmfshare.open("rights") as ns, _forked(drops_its_rights):
        pass


def _take_the_lock_away(path: str) -> None:
    """As if nobody could see that this process lives: the lock names a process that there is not."""
    file = os.open(path, os.O_RDWR)
    os.pwrite(file, (15).to_bytes(4, sys.byteorder), 256)
    os.close(file)


def _close_all_but(*kept: int) -> None:
    for number in range(3, 256):
        if number not in kept:
            with suppress(OSError):
                os.close(number)


@contextmanager
def _forked(function: Callable[[int, int], None]) -> Iterator[tuple[int, int]]:
    """A child that runs function(writer, reader), and the other ends of these pipes; it must end without an error."""
    reader, its_writer = os.pipe()
    its_reader, writer = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            signal.alarm(support.PATIENCE)
            function(its_writer, its_reader)
            status = 0
        finally:
            os._exit(status)
    os.close(its_writer)
    os.close(its_reader)
    try:
        yield reader, writer
    finally:
        os.close(writer)
        assert os.waitpid(child, 0)[1] == 0
        while os.read(reader, 1):  # its own children may outlive it
            pass
        os.close(reader)
