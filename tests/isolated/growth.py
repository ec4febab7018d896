"""Does a piece of work leave memory behind? For the scripts beside this file, each run in its own process."""

import gc
import os
import sys
from collections.abc import Callable

PAGE = os.sysconf("SC_PAGESIZE")


def _resident() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * PAGE


def _blocks() -> int:
    """Blocks of the interpreter's allocator; without a GIL, where counting them loses big ones that are free (CPython
    3.13.5), objects that refer to others."""
    gc.collect()
    if getattr(sys, "_is_gil_enabled", lambda: True)():
        return sys.getallocatedblocks()
    return len(gc.get_objects())


def check(
    work: Callable[[], object], *, rounds: int = 100, blocks: int | None = None, resident: int = 2 << 20
) -> None:
    """Run `work` often; exit with a message if objects or resident bytes go on growing beyond the bounds.

    A leak of one object in every second round shows in the blocks. What C took by malloc shows in the
    resident bytes when it is big, so `work` should use some big values. Caches of the interpreter fill up at
    first, so only what grows in each of twenty windows counts.
    """
    for _ in range(20):
        before_blocks, before_resident = _blocks(), _resident()
        for _ in range(rounds):
            work()
        more_blocks, more_resident = _blocks() - before_blocks, _resident() - before_resident
        if more_blocks <= (rounds // 2 if blocks is None else blocks) and more_resident <= resident:
            return
    name = getattr(work, "__name__", work)
    sys.exit(f"{name}: {more_blocks} objects and {more_resident} bytes more in the last {rounds} rounds")
