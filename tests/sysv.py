"""System V segments of IPC::Shareable for tests: those of the real module in perl, and others that may lie."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import random
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import support

POSSIBLE = sys.platform.startswith("linux") and ctypes.sizeof(ctypes.c_void_p) == 8
TAG = b"IPC::Shareable"
# The options of most programs here: the key and the serializer are their arguments.
TIE = "{key => shift, create => 1, destroy => 1, serializer => shift}"

_CREATE, _REMOVE = 0o3600, 0

# Processes of the test that runs, which may make segments.
_makers: set[int] = set()


def why_not(module: str) -> str:
    """Why perl cannot use this module, or nothing."""
    perl = shutil.which("perl")
    if perl is None:
        return "there is no perl"
    done = subprocess.run([perl, f"-M{module}", "-e1"], capture_output=True)
    return f"perl has no {module}" if done.returncode else ""


needs_module = pytest.mark.skipif(bool(why_not("IPC::Shareable")), reason=why_not("IPC::Shareable"))
needs_storable = pytest.mark.skipif(bool(why_not("Storable")), reason=why_not("Storable"))


def _libc() -> Any:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmat.restype = ctypes.c_void_p
    libc.shmat.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
    libc.shmdt.argtypes = [ctypes.c_void_p]
    return libc


@contextlib.contextmanager
def nothing_is_left() -> Iterator[None]:
    """Fails when a process of this test leaves a segment or semaphores behind."""
    _makers.clear()
    _makers.add(os.getpid())
    before = _objects()
    yield
    assert _objects() <= before


def _objects() -> set[str]:
    segments = [row for row in _table("shm") if int(row["cpid"]) in _makers]
    # The kernel does not tell who made semaphores; IPC::Shareable's come by three or four.
    semaphores = [row for row in _table("sem") if row["nsems"] in "34"]
    return {f"segment {row['shmid']}" for row in segments} | {
        f"semaphores {row['semid']}" for row in semaphores
    }


def _table(name: str) -> list[dict[str, str]]:
    with open(f"/proc/sysvipc/{name}", encoding="ascii") as lines:
        head, *rows = (line.split() for line in lines)
    return [dict(zip(head, row, strict=False)) for row in rows]


def some_keys(count: int) -> list[int]:
    """Keys that nobody else uses."""
    return random.sample(range(1 << 20, 1 << 31), count)


def some_text() -> str:
    """A key that nobody else uses, as text."""
    return f"mmfshare test {os.getpid()} {random.randrange(1 << 60)}"


@contextlib.contextmanager
def segment(key: int | str, content: bytes, size: int = 65536) -> Iterator[int]:
    """A segment with this content, until the end: its id."""
    number = zlib.crc32(key.encode()) if isinstance(key, str) else key
    identifier = _libc().shmget(number - (1 << 31) if number > 1 << 31 else number, size, _CREATE)
    assert identifier >= 0, os.strerror(ctypes.get_errno())
    try:
        write(identifier, content)
        yield identifier
    finally:
        _libc().shmctl(identifier, _REMOVE, None)


def write(identifier: int, content: bytes) -> None:
    """Overwrite the begin of a segment."""
    address = _libc().shmat(identifier, None, 0)
    ctypes.memmove(address, content, len(content))
    _libc().shmdt(address)


def tagged(data: object) -> bytes:
    """What a segment holds, as versions after 1.13 write JSON."""
    return TAG + json.dumps(data).encode()


def marker(key: int, kind: str = "HASH") -> dict[str, Any]:
    """What those versions write in place of nested data that have a segment of their own."""
    return {"__ics__": {"child_key": str(key), "child_key_hex": f"{key:#010x}", "type": kind}}


def image(program: str) -> bytes:
    """What a segment holds with Storable, of the value of a Perl expression."""
    done = subprocess.run(
        ["perl", "-MStorable", "-e", f"binmode STDOUT; print Storable::freeze({program})"],
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    return TAG + done.stdout


@contextlib.contextmanager
def perl(program: str, *arguments: str) -> Iterator[Callable[..., None]]:
    """A Perl program with IPC::Shareable that calls pause(): yields, once it has, a function that lets it go on."""
    text = "use strict; use warnings; use IPC::Shareable qw(:lock); $| = 1;"
    text += "sub pause { print qq(ready\\n); <STDIN> }" + program
    with subprocess.Popen(
        ["perl", "-e", text, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        _makers.add(process.pid)
        talk_to, hear, complaint = process.stdin, process.stdout, process.stderr
        assert talk_to and hear and complaint

        def go_on(to_its_end: bool = False) -> None:
            talk_to.write("\n")
            talk_to.flush()
            assert to_its_end or hear.readline() == "ready\n", complaint.read()

        try:
            assert hear.readline() == "ready\n", complaint.read()
            yield go_on
        finally:
            with contextlib.suppress(BrokenPipeError):
                talk_to.close()
            told = complaint.read()
            assert (process.wait(support.PATIENCE), told) == (0, "")
