"""What was measured where: printed first, and kept with the results."""

import os
import platform
import sys
import sysconfig
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .peers import Peer


def describe() -> dict[str, Any]:
    """The machine and the interpreter."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": f"{sys.version.split()[0]} ({platform.python_compiler()})",
        "optimisation": sysconfig.get_config_var("OPT") or "",
        "load_before": os.getloadavg()[0],
        "date": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
    }


def memory() -> Path | None:
    """Where a file lies in memory; None: nowhere that is known."""
    shm = Path("/dev/shm")
    return shm if shm.is_dir() else None


def present(peers: Iterable[type[Peer]]) -> tuple[list[type[Peer]], dict[str, str], dict[str, str]]:
    """The peers that can be measured here, their versions, and why others can't."""
    found, versions, missing = [], {}, {}
    for peer in peers:
        why = peer.missing()
        if why:
            missing[peer.name] = why
        else:
            found.append(peer)
            versions[peer.name] = peer.version() or "with Python"
    return found, versions, missing


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next(
        (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
