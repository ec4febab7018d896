"""What the tests of mmfshare.ipc_shareable share."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator

import support

from mmfshare import ipc_shareable
from mmfshare.ipc_shareable import LOCK_EX, tie


@contextlib.contextmanager
def closed() -> Iterator[None]:
    """A test that begins with no knots, and leaves none that is open."""
    assert ipc_shareable.global_register() == {}
    yield
    while ipc_shareable.global_register():
        for knot in ipc_shareable.global_register().values():
            knot.close()


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this in a fresh process, in which `ipc` is the module."""
    return support.python(
        "-c", "from mmfshare import ipc_shareable as ipc\nimport os, sys\n" + program, *arguments
    )


def holder(link: support.Link, key: str, flags: int) -> None:
    """A child that has the lock until it is told to give it back, and ends when it is told again."""
    knot = tie("hash", key=key)
    assert knot.lock(flags)
    link.say()
    link.hear()
    knot["held by"] = "the child" if flags == LOCK_EX else knot.unlock()
    knot.unlock()
    link.say()
    link.hear()
