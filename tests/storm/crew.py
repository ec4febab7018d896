"""What the three programs share: children, a folder of their own, and a tally of what was checked."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator

import mmfshare

# Seconds after which a child is ended by its own alarm: a hang becomes a failure.
LIFE = 24 * 3600


class Tally:
    """Checks by name. A failed one is printed at once; done() prints the closing line and gives the exit status."""

    def __init__(self) -> None:
        self._passed = self._failed = 0

    def check(self, condition: object, what: str) -> bool:
        if condition:
            self._passed += 1
        else:
            self._failed += 1
            print(f"FAILED {what}", flush=True)
        return bool(condition)

    def done(self) -> int:
        print(f"{self._passed} passed, {self._failed} failed")
        return 1 if self._failed else 0


class Child:
    """A forked process that runs function(child) and ends; hear() and say() pass single bytes to and fro."""

    def __init__(self, function: Callable[[Child], object]) -> None:
        down, up = os.pipe(), os.pipe()
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid:
            os.close(down[0])
            os.close(up[1])
            self._from, self._to = up[0], down[1]
            return
        status = 1
        try:
            os.close(down[1])
            os.close(up[0])
            self._from, self._to = down[0], up[1]
            signal.alarm(LIFE)
            function(self)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            # Not sys.exit(): the parent's frames are none of ours.
            sys.stderr.flush()
            os._exit(status)

    def say(self) -> None:
        os.write(self._to, b".")

    def hear(self) -> bool:
        """Whether the other side spoke; False: it has ended."""
        return os.read(self._from, 1) == b"."

    def was_told(self) -> bool:
        """Whether the other side has spoken, without waiting for it."""
        return bool(select.select([self._from], [], [], 0)[0])

    def stop(self) -> None:
        """SIGSTOP, and back when the kernel says that it stands."""
        os.kill(self.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WNOWAIT)

    def go_on(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """SIGKILL, and back when the kernel has let go of all it had."""
        os.kill(self.pid, signal.SIGKILL)
        self.join()

    def join(self) -> bool:
        """Wait for its end; whether it ended well."""
        status = os.waitpid(self.pid, 0)[1]
        os.close(self._from)
        os.close(self._to)
        return status == 0


@contextlib.contextmanager
def own_folder() -> Iterator[str]:
    """A folder for namespaces, in memory where there is /dev/shm; removed at the end."""
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    path = tempfile.mkdtemp(prefix="mmfshare-storm-", dir=memory)
    os.environ["MMFSHARE_DIR"] = path
    try:
        yield path
    finally:
        shutil.rmtree(path)


def used_bytes(ns: mmfshare.Namespace) -> int:
    """Bytes of the heap in use, once all that waits for its freeing is freed: each write frees a bounded part of it."""
    before, same = None, 0
    while same < 20:
        ns["settle"] = same
        del ns["settle"]
        stats = ns.stats()
        same = same + 1 if (stats.containers, stats.free_bytes) == before else 0
        before = (stats.containers, stats.free_bytes)
    return stats.heap_bytes - stats.free_bytes


def verified(ns: mmfshare.Namespace) -> str:
    """Nothing if every invariant holds, else the first that does not."""
    try:
        ns.verify()
    except mmfshare.CorruptNamespace as error:
        return str(error)
    return ""
