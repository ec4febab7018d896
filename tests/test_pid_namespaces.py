"""Proof of life where pids prove nothing: processes in other pid namespaces, which share only the file.

Each is the first process of a namespace of its own, so all of them call themselves process 1.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import support

import mmfshare
from mmfshare import ipc_shareable

pytestmark = pytest.mark.crash

# Does what it is told, a line at a time, and answers each with a line.
PROGRAM = """
import os, sys
import mmfshare
from mmfshare import ipc_shareable as ipc

ns = mmfshare.open("test", reuse=True, timeout=0.3)
held = []
for line in sys.stdin:
    try:
        answer = eval(line)
    except mmfshare.LockTimeout:
        answer = "LockTimeout"
    print(repr(answer), flush=True)
"""


class Stranger:
    """A process in a pid namespace of its own."""

    def __init__(self, options: list[str]) -> None:
        unshare = shutil.which("unshare")
        if unshare is None:
            pytest.skip("needs unshare")
        command = [unshare, "--pid", "--fork", *options]
        probe = subprocess.run([*command, "true"], capture_output=True, text=True, timeout=support.PATIENCE)
        if probe.returncode != 0:
            pytest.skip(f"no pid namespace can be made here: {probe.stderr.strip()}")
        self._process = subprocess.Popen(
            [*command, sys.executable, "-c", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(mmfshare.__file__).parent.parent)},
        )

    def say(self, text: str) -> None:
        assert self._process.stdin is not None
        print(text, file=self._process.stdin, flush=True)

    def hear(self) -> object:
        assert self._process.stdout is not None
        return eval(self._process.stdout.readline())

    def does(self, text: str) -> object:
        self.say(text)
        return self.hear()

    def kill(self) -> None:
        """SIGKILL, and back when it is gone: unshare waits for it."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        self._process.wait(support.PATIENCE)

    def quit(self) -> None:
        """It ends by itself, and does what it arranged for its end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(support.PATIENCE) == 0

    def end(self) -> None:
        if self._process.poll() is None:
            self.kill()
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()


@pytest.fixture(params=[[], ["--mount-proc"]], ids=["outer-proc", "own-proc"])
def stranger(request):
    """stranger() starts one; all are ended."""
    strangers: list[Stranger] = []

    def start():
        strangers.append(Stranger(request.param))
        assert strangers[-1].does("os.getpid()") == 1
        return strangers[-1]

    yield start
    for started in strangers:
        started.end()


def test_a_variable_is_its_maker_s_and_not_of_another_process_1(ns, stranger):
    maker, other = stranger(), stranger()
    for process in (maker, other):
        process.does('held.append(ipc.tie("hash", key="x", create=True, destroy=True, testing="brand"))')
    assert maker.does("held[0].seg().local_process") is True
    assert other.does("held[0].seg().local_process") is False
    for cleaning in ("ipc.clean_up()", 'ipc.clean_up_testing("brand")', "held.clear()"):
        other.does(cleaning)
    assert ipc_shareable.clean_up_testing("brand") == 0  # the pid 1 is taken here, too
    other.quit()
    assert mmfshare.namespaces() == ["ipc.x", "test"]
    assert maker.does('ipc.clean_up_testing("brand")') == 1
    assert mmfshare.namespaces() == ["test"]


LOCK = 'held.append(ns.lock()) or ns.update(n=1, l=["completed"])'
BEGIN = 'held.append(ns.transaction()) or held[0].__enter__() and ns["l"].append("undone")'


def test_a_living_holder_keeps_its_lock(ns, stranger):
    other = stranger()
    other.does(LOCK)
    assert ns.acquire(timeout=0.3) is False
    with mmfshare.open("test", timeout=0.1) as hasty:
        for use in (hasty.snapshot, lambda: hasty.add("n"), hasty.lock):
            with pytest.raises(mmfshare.LockTimeout):
                use()
    other.does("held.pop().release()")
    assert ns.snapshot() == {"n": 1, "l": ["completed"]} and ns.stats().recoveries == 0


@pytest.mark.parametrize("work, held", [(LOCK, 1), (BEGIN, 2)])
def test_a_dead_holder_is_recovered_from(ns, stranger, caplog, work, held):
    ns.update(n=0, l=[])
    other = stranger()
    other.does(work)
    other.kill()
    with ns.lock(timeout=10) as guard:
        assert guard.recovered is True
    assert ns.snapshot() == ({"n": 1, "l": ["completed"]} if held == 1 else {"n": 0, "l": []})
    [recovery] = ns.stats().last_recoveries
    assert (recovery.pid, recovery.by_pid, recovery.held) == (1, os.getpid(), held)
    [record] = caplog.records
    assert record.levelno == logging.WARNING and "process 1 died in" in record.getMessage()


def test_from_inside_a_holder_outside_is_seen_to_live_and_to_die(ns, stranger, child):
    other = stranger()

    def hold(link):
        with mmfshare.open("test") as theirs, theirs.transaction():
            theirs["n"] = "undone"
            link.say("ready")
            link.hear()

    ns["n"] = "before"
    holder = child(hold)
    holder.hear()
    assert other.does('ns["n"]') == "LockTimeout" == other.does('ns.add("m")')
    holder.kill()
    assert other.does('ns["n"]') == "before" and other.does('ns.add("m")') == 1
    [recovery] = ns.stats().last_recoveries
    assert (recovery.pid, recovery.by_pid) == (holder.pid, 1)


def test_the_same_pid_twice(ns, stranger):
    """One of that pid lives, and one is dead: neither is taken for the other."""
    holder, bystander = stranger(), stranger()
    bystander.does('ns.add("bystander")')
    holder.does(LOCK)
    bystander.kill()
    assert ns.acquire(timeout=0.3) is False, "the holder lives, though another process 1 died"
    newcomer = stranger()
    holder.kill()
    assert newcomer.does('ns["l"][0]') == "completed", "the holder is dead, though another process 1 lives"
    assert newcomer.does('ns.add("n")') == 2
    with ns.lock(timeout=10) as guard:
        assert guard.recovered is True
    assert ns.stats().recoveries == 1 and ns.stats().participants == 2
