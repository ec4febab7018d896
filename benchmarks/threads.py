"""Threads of one process on one map. With a GIL they take turns; without one, readers should scale as processes do."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import truediv
from statistics import median
from threading import Barrier, Thread
from typing import Any

from .contests import KEYS, READ, WRITE
from .loops import Runner, quiet
from .peers import Builtin, Mmfshare, Peer
from .processes import Role, Share, chunk_of, run_for, runner_of
from .values import keys, value

COUNTS = (1, 2, 4)
WHOLE = "d"


def roles(count: int) -> dict[str, list[Role]]:
    """What each of so many threads does."""
    part = KEYS // count
    return {
        "get, one map": [Role(READ)] * count,
        "get, one map, a handle each": [Role(READ, container=WHOLE)] * count,
        "set, keys of its own": [Role(WRITE, part * i, part) for i in range(count)],
        "set, a dict of its own": [Role(WRITE, 0, part, f"of thread {i}") for i in range(count)],
        "one counter": [Role(("increment",), count=1)] * count,
    }


@dataclass
class Contest:
    """What the threads do, and the rates of all together."""

    name: str
    peer: str
    loops: list[tuple[Runner, int]]
    rates: list[float] = field(default_factory=list)


def measure(peers: Sequence[Peer], rounds: int, seconds: float) -> list[dict[str, Any]]:
    """Rates, and times that of one thread in the same round."""
    contests = [c for peer in peers if isinstance(peer, Builtin | Mmfshare) for c in _contests(peer)]
    contests.sort(key=lambda c: (c.name, c.peer))  # what is compared comes close together
    for _ in range(rounds):
        for contest in contests:
            contest.rates.append(_rate(_together(contest.loops, seconds)))
    ones = {(c.name, c.peer): c.rates for c in contests if len(c.loops) == 1}
    return [
        {
            "each thread": c.name,
            "peer": c.peer,
            "threads": len(c.loops),
            "ops/s, median": median(c.rates),
            "times one thread": median(map(truediv, c.rates, ones[c.name, c.peer])),
            "best of each": max(c.rates) / max(ones[c.name, c.peer]),
            "GIL": "yes" if getattr(sys, "_is_gil_enabled", lambda: True)() else "no",
        }
        for c in contests
    ]


def _contests(peer: Builtin | Mmfshare) -> Iterator[Contest]:
    peer.use(WHOLE)
    peer.fill({k: value("int", i) for i, k in enumerate(keys(KEYS))}, "int")
    for count in COUNTS:
        for name, of_threads in roles(count).items():
            peer.use(WHOLE)
            runners = [runner for role in of_threads if (runner := runner_of(peer, role))]
            yield Contest(name, peer.name, [(runner, chunk_of(runner)) for runner in runners])


def _together(loops: Sequence[tuple[Runner, int]], seconds: float) -> list[Share]:
    start = Barrier(len(loops))
    shares: list[Share] = []

    def work(run: Runner, chunk: int) -> None:
        start.wait()
        shares.append(run_for(run, chunk, seconds))

    threads = [Thread(target=work, args=loop) for loop in loops]
    with quiet():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return shares


def _rate(shares: Sequence[Share]) -> float:
    """Operations a second from the first thread's begin to the last one's end."""
    first, last = min(share.begin for share in shares), max(share.end for share in shares)
    return sum(share.ops for share in shares) / (last - first) * 1e9
