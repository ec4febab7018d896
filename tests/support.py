"""Children that a test can talk to and kill, and small tools that several test files share.

A child and its test go on only when the other has said so: no test sleeps and hopes.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from hypothesis import strategies as st

import mmfshare

# Seconds after which a child that nobody ends is ended by its own alarm, and a silent one is given up: more where a
# sanitizer slows its start down.
LIFE = 900
PATIENCE = int(os.environ.get("MMFSHARE_TEST_PATIENCE", 60))

# close() gives memory and locks back at once. Without a GIL others may be inside: then they stay to the last object.
WITH_GIL = getattr(sys, "_is_gil_enabled", lambda: True)()
closes_at_once = pytest.mark.skipif(
    not WITH_GIL, reason="without a GIL the last object of it closes a namespace"
)

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to hand files to another user")

_numbers = itertools.count()


class Link:
    """One end of the talk between a test and its child."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def say(self, message: object = None) -> None:
        self._connection.send(("said", message))

    def hear(self) -> Any:
        return self._connection.recv()[1]

    def asked_to_stop(self) -> bool:
        """Whether the other end has said anything, without waiting for it."""
        return self._connection.poll(0)


def _run(function: Callable[..., object], connection: Connection, args: tuple[object, ...]) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(LIFE)
    try:
        result = function(Link(connection), *args)
    except BaseException:
        connection.send(("error", traceback.format_exc()))
        raise SystemExit(1) from None
    connection.send(("done", result))


class Child:
    """A process that runs function(link, *args). Under fork the function may be a closure."""

    def __init__(self, function: Callable[..., object], *args: object, method: str = "fork") -> None:
        context = multiprocessing.get_context(method)
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_run, args=(function, theirs, args))
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def say(self, message: object = None) -> None:
        self._connection.send(("said", message))

    def hear(self, timeout: float = PATIENCE) -> Any:
        """What the child says next. AssertionError if it failed, ended or stays silent for so long."""
        return self._next("said", timeout)

    def says_nothing(self, seconds: float) -> bool:
        """Whether the child stays silent for so long: it waits for something else than us."""
        return not self._connection.poll(seconds)

    def result(self, timeout: float = PATIENCE) -> Any:
        """What the function returned, once the child has ended well."""
        value = self._next("done", timeout)
        self._process.join(timeout)
        assert self._process.exitcode == 0, f"the child ended with {self._process.exitcode}"
        return value

    def _next(self, wanted: str, timeout: float) -> Any:
        assert self._connection.poll(timeout), f"the child said nothing for {timeout} s"
        try:
            kind, value = self._connection.recv()
        except EOFError:
            self._process.join(PATIENCE)
            raise AssertionError(f"the child ended with {self._process.exitcode}") from None
        assert kind == wanted, f"the child {kind}: {value}"
        return value

    def interrupt(self) -> None:
        os.kill(self.pid, signal.SIGINT)

    def kill(self) -> None:
        """SIGKILL, and back when the process is gone and the kernel has let go of all it had."""
        os.kill(self.pid, signal.SIGKILL)
        # Not join(timeout), which waits for a pipe that children of the child may keep open.
        os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        self._process.join()
        assert self._process.exitcode == -signal.SIGKILL

    def stop(self) -> None:
        """SIGSTOP, and back when it stands still."""
        os.kill(self.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, self.pid, os.WSTOPPED)

    def go_on(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def drain(self) -> list[Any]:
        """What the child has said up to now, a thousand words at most, without waiting."""
        words = []
        while len(words) < 1000 and self._connection.poll(0):
            words.append(self.hear())
        return words

    def last_words(self) -> list[Any]:
        """What a child that was killed had still said, as far as it came to the end of a word."""
        words = []
        while True:
            try:
                words.append(self._connection.recv()[1])
            except (EOFError, OSError):
                return words

    def wait_gone(self) -> None:
        """Wait for a child that leaves without a word."""
        self._process.join(PATIENCE)
        assert self._process.exitcode == 0, f"the child ended with {self._process.exitcode}"

    def end(self) -> None:
        """Make sure that it is gone, in whatever state it is."""
        if self._process.is_alive():
            self._process.kill()  # it may be ending by itself
        self._process.join()
        self._connection.close()
        self._process.close()


class Thread(threading.Thread):
    """A thread whose failure is the test's: result() gives or raises what the function did."""

    def __init__(self, function: Callable[..., object], *args: object) -> None:
        super().__init__(daemon=True)
        self._function, self._args = function, args
        self._value: Any = None
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._value = self._function(*self._args)
        except BaseException as error:
            self._error = error

    def result(self, timeout: float = PATIENCE) -> Any:
        self.join(timeout)
        assert not self.is_alive(), f"the thread did not end within {timeout} s"
        if self._error is not None:
            try:
                raise self._error
            finally:
                self._error = None
        return self._value


key_atoms = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
keys = st.recursive(key_atoms, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=4)


class Interrupted(BaseException):
    """What interrupted_everywhere() raises, as a signal handler would."""


@contextmanager
def _before_each_instruction(look: Callable[[CodeType, int], None]) -> Iterator[None]:
    """Inside, each instruction of bytecode is looked at before it is done; what look() raises is raised there."""
    if sys.version_info >= (3, 12):  # whose settrace() leaves instructions out
        monitoring, tool = sys.monitoring, 4
        monitoring.use_tool_id(tool, "mmfshare's tests")
        monitoring.register_callback(tool, monitoring.events.INSTRUCTION, look)
        monitoring.set_events(tool, monitoring.events.INSTRUCTION)
        try:
            yield
        finally:
            monitoring.set_events(tool, 0)
            monitoring.free_tool_id(tool)
        return

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        if event == "opcode":
            look(frame.f_code, frame.f_lasti)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


def interrupted_everywhere(function: Callable[[], object]) -> Iterator[str]:
    """Run the function with an exception before its first instruction of bytecode, then before its second, and so on.

    The instructions of what it calls count, too, but for those of this file and of contextlib. Gives where it was; ends
    when the function gets to its end.
    """
    for number in itertools.count():
        left, where = number, ""

        def look(code: CodeType, offset: int) -> None:
            nonlocal left, where
            if where or code.co_filename in (__file__, contextlib.__file__):
                return
            if left == 0:
                where = f"{code.co_qualname}, instruction at {offset}"
                raise Interrupted
            left -= 1

        gc.disable()  # others are called by it, in whom the exception would be lost
        try:
            with contextlib.suppress(Interrupted), _before_each_instruction(look):
                function()
        finally:
            gc.enable()
        if not where:
            return
        yield where


def memory_folder() -> str:
    return "/dev/shm" if os.path.isdir("/dev/shm") else tempfile.gettempdir()


def unique_name(word: str = "fresh") -> str:
    return f"{word}-{next(_numbers)}"


@contextmanager
def fresh(**options: Any) -> Iterator[mmfshare.Namespace]:
    """A new namespace for one example of a property, verified and destroyed at the end."""
    ns = mmfshare.open(unique_name(), **options)
    try:
        yield ns
        ns.verify()
    finally:
        ns.destroy()
        ns.close()


def open_below(folder: Path) -> list[str]:
    """Files below the folder that this process has open or mapped, deleted ones included."""
    found = set()
    prefix = f"{folder}/"
    if not os.path.isdir("/proc/self/fd"):
        return []
    for fd in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink(f"/proc/self/fd/{fd}")
        except FileNotFoundError:
            continue
        if target.startswith(prefix):
            found.add(f"descriptor of {target}")
    with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
        for line in maps:
            if prefix in line:
                found.add(f"mapping of {line[line.index(prefix) :].strip()}")
    return sorted(found)


def python(*arguments: str, timeout: float = PATIENCE, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run this Python in a fresh process that treats warnings as errors, and give back what it printed."""
    root = str(Path(mmfshare.__file__).parent.parent)
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**os.environ, "PYTHONPATH": root},
        **options,
    )


def mount_tmpfs(path: Path, size: str) -> str:
    """Mount a small file system; the answer is why it could not be done, or nothing."""
    try:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "tmpfs", str(path)],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except FileNotFoundError:
        return "no mount command"
    return done.stderr.strip() or "mount failed" if done.returncode else ""


def unmount(path: Path) -> None:
    # Lazily: a failed test may still have a file there open.
    subprocess.run(["umount", "-l", str(path)], check=True, timeout=PATIENCE)


def fill(path: Path) -> None:
    """Use up the file system that the path is in, to the last byte."""
    with open(path, "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


def settle(ns: mmfshare.Namespace) -> None:
    """Write until nothing is left that waits for its freeing: each write frees a bounded part of it."""
    before, same = None, 0
    while same < 20:
        ns["settle"] = same
        del ns["settle"]
        stats = ns.stats()
        same = same + 1 if (stats.containers, stats.free_bytes) == before else 0
        before = (stats.containers, stats.free_bytes)


def loaded(path: Path, **options: Any) -> dict[Any, Any]:
    """What mmfshare.load() makes of a saved file, verified, as plain data."""
    with mmfshare.load(path, unique_name("loaded"), **options) as ns:
        ns.verify()
        return ns.snapshot()


def plain_value(value: Any) -> Any:
    """A proxy's plain copy; anything else as it is."""
    return value.snapshot() if isinstance(value, (mmfshare.SharedDict, mmfshare.SharedList)) else value


def as_stored(value: Any) -> Any:
    """The value with its types, so that 1, 1.0 and True differ, and 0.0 and -0.0."""
    if isinstance(value, float):
        return (float, value.hex())
    if isinstance(value, complex):
        return (complex, value.real.hex(), value.imag.hex())
    if isinstance(value, (list, tuple)):
        return (type(value), [as_stored(item) for item in value])
    if isinstance(value, frozenset):
        return (frozenset, {(type(item), item) for item in value})
    if isinstance(value, dict):
        return (dict, [(as_stored(key), as_stored(item)) for key, item in value.items()])
    return (type(value), value)
