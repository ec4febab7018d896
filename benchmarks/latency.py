"""How long single operations take, up to the slowest: alone, and beside a process that writes other keys.

Each is timed by itself, so the clock's own cost (printed as a row) is in every figure.
"""

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from . import wakeup
from .contests import KEYS, WRITE
from .loops import each_timed, quiet
from .peers import Peer
from .processes import Crew, Role
from .values import keys, shuffled, value

PERCENTILES = (50.0, 90.0, 99.0, 99.9, 99.99)
CHUNK = 1000


def measure(peers: Sequence[Peer], seconds: float, folder: Path) -> list[dict[str, Any]]:
    """Rows of peer, action, circumstances, percentiles and maximum in nanoseconds."""
    rows = [_row("the clock alone", "", "", _sample("pass", {}, seconds))]
    for peer in peers:
        statements = {action: peer.statement(action, "int") for action in ("get", "set")}
        if not all(statements.values()) or peer.most_keys < KEYS:
            continue
        peer.fill({k: value("int", i) for i, k in enumerate(keys(KEYS))}, "int")
        for action, statement in statements.items():
            rows.append(_row(peer.name, action, "alone", _sample(statement or "", peer.names, seconds)))
        if peer.attachable and not peer.private:
            rows += _beside_writer(peer, statements, seconds)
    wakeups = wakeup.measure(folder, int(2000 * seconds) + 10)
    if wakeups:
        rows.append(_row("mmfshare", "wait() wakes", "by another process", wakeups))
    return rows


def _beside_writer(peer: Peer, statements: dict[str, str | None], seconds: float) -> list[dict[str, Any]]:
    rows = []
    roles = [Role(WRITE, KEYS // 2, KEYS // 2)]
    crew = Crew(peer, 1, KEYS)
    try:
        crew.prepare(roles)
        for action, statement in statements.items():
            crew.begin(roles, seconds * 1.2)
            rows.append(
                _row(peer.name, action, "beside a writer", _sample(statement or "", peer.names, seconds))
            )
            crew.finish(roles)
    finally:
        crew.dismiss()
    return rows


def _sample(statement: str, names: dict[str, Any], seconds: float) -> list[int]:
    """Sorted nanoseconds of each operation done within `seconds`, on the first half of the keys."""
    run = each_timed(statement, names)
    order = shuffled(keys(KEYS)[: KEYS // 2])
    times: list[int] = []
    shift = 0
    with quiet():
        deadline = perf_counter() + seconds
        while perf_counter() < deadline:
            shift += 1
            start = shift * CHUNK % len(order)
            times += run([(k, value("int", i + shift)) for i, k in enumerate(order[start : start + CHUNK])])
    return sorted(times)


def _row(peer: str, action: str, beside: str, times: list[int]) -> dict[str, Any]:
    row: dict[str, Any] = {"peer": peer, "action": action, "circumstances": beside, "samples": len(times)}
    for percent in PERCENTILES:
        row[f"p{percent:g}"] = times[min(len(times) - 1, int(len(times) * percent / 100))]
    return row | {"max": times[-1]}
