"""Which process made a variable. A pid alone may be another's: later, and at the same time in another pid namespace."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any


def facts() -> dict[str, Any]:
    """What tells this process from all others: `owner`, its pid, and `process`, the rest of it."""
    return {"owner": os.getpid(), "process": _identity()}


def is_this(made: Mapping[str, Any]) -> bool:
    """Whether this process is the one of these facts."""
    return made["owner"] == os.getpid() and made.get("process", "") in ("", _identity())


def is_gone(made: Mapping[str, Any]) -> bool:
    """Whether the process of these facts has ended. False when nobody here can tell: it is of another pid namespace."""
    pid = made["owner"]
    space, _, started = str(made.get("process", "")).partition(" ")
    if space and space != _identity().partition(" ")[0]:
        return False
    try:
        os.kill(pid, 0)
        # Where /proc shows another namespace's pids, the pid must do.
        if started and os.readlink("/proc/self") == str(os.getpid()):
            return _started(pid) != started
    except (ProcessLookupError, FileNotFoundError):
        return True
    except PermissionError:
        pass
    return False


def _identity() -> str:
    """This process's pid namespace and start; empty where the system does not tell."""
    try:
        return f"{os.stat('/proc/self/ns/pid').st_ino} {_started('self')}"
    except OSError:
        return ""


def _started(pid: int | str) -> str:
    """In ticks since the machine's start: the 22nd field of a line whose second may hold anything, in parentheses."""
    with open(f"/proc/{pid}/stat", "rb") as file:
        return file.read().rpartition(b")")[2].split()[19].decode()
