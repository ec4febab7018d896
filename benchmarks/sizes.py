"""Tables from 100 keys to many: time per operation, filling, the slowest step, bytes per entry."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter_ns
from typing import Any

from . import harness
from .loops import each_timed, quiet
from .operations import Operation
from .peers import Builtin, Mmfshare, Peer


def per_operation(peers: Sequence[Peer], most: int, rounds: int, turn_ms: float) -> list[dict[str, Any]]:
    """Get and set of an int in random order, at 100, 1,000 ... `most` keys."""
    results = []
    count = 100
    while count <= most:
        for action in ("get", "set"):
            operation = Operation(f"{action} int, {count:,} keys", action, count=count, random=True)
            results.append(
                harness.measure(operation, peers, rounds, turn_ms) | {"action": action, "keys": count}
            )
        count *= 10
    return results


def fill(folder: Path, count: int, rounds: int) -> list[dict[str, Any]]:
    """From nothing to `count` int keys with int values, dict and mmfshare in turn.

    The whole is timed in one run, and each operation in another; both start from an empty store.
    """
    kinds: list[type[Peer]] = [k for k in (Builtin, Mmfshare) if k.missing() is None]
    rows: list[dict[str, Any]] = [{"peer": k.name, "keys": count, "total": [], "slowest": []} for k in kinds]
    numbers = range(count)
    for _ in range(rounds):
        for kind, row in zip(kinds, rows, strict=True):
            peer = kind(folder)
            container = peer.names["d"]
            with quiet():
                start = perf_counter_ns()
                for i in numbers:
                    container[i] = i
                row["total"].append(perf_counter_ns() - start)
            path = getattr(peer, "path", None)
            if path is not None:
                row["file_bytes_per_entry"] = round(path.stat().st_blocks * 512 / count, 1)
            del container
            peer.stop()
            peer = kind(folder)
            with quiet():
                row["slowest"].append(max(each_timed("d[{k}] = {v}", peer.names)([(i, i) for i in numbers])))
            peer.stop()
    for row in rows:
        total, slowest = row.pop("total"), row.pop("slowest")
        row |= {"seconds": min(total) / 1e9, "ratio": min(total) / min(rows[0].get("total", total))}
        row |= {
            "ns_per_key": min(total) / count,
            "slowest_ms": min(slowest) / 1e6,
            "slowest_ms_median": median(slowest) / 1e6,
        }
    for row in rows:
        row["ratio"] = row["seconds"] / rows[0]["seconds"]
    return rows
