"""Runs the operations, all peers interleaved: one short turn each, in a new random order every round.

So whatever the machine does meanwhile, it does to all of them, and a ratio compares neighbours in time.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from .loops import WIDTH, quiet
from .operations import Operation
from .peers import Peer


@dataclass
class Turns:
    """One peer's part in one operation."""

    peer: Peer
    run: Callable[[int], tuple[int, int]]
    ops: int = WIDTH
    figures: list[float] = field(default_factory=list)

    def settle(self, turn_ns: float) -> None:
        """Warm up, and find how many operations last about `turn_ns`."""
        while True:
            done, ns = self.run(self.ops)
            if ns >= turn_ns / 4 or self.ops >= 1 << 22:
                break
            self.ops = min(self.ops * 8, int(done * turn_ns / max(ns, 1)) + WIDTH)
        self.ops = max(1, int(done * turn_ns / ns))


def measure(operation: Operation, peers: Sequence[Peer], rounds: int, turn_ms: float) -> dict[str, Any]:
    """One operation over all peers that have it; the builtin one must be the first.

    A peer that raises is left out, and named among the failures.
    """
    turns: list[Turns] = []
    failures: list[dict[str, str]] = []
    variants = operation.variants()
    for peer in peers:
        if operation.count > peer.most_keys or not peer.runner([operation.action], operation.kind, variants):
            continue
        try:
            _fill(operation, peer)
            run = peer.runner([operation.action], operation.kind, variants)
            assert run is not None
            turns.append(Turns(peer, run))
        except Exception as error:
            failures.append({"peer": peer.name, "error": f"{type(error).__name__}: {error}"})
    with quiet():
        for turn in list(turns):
            try:
                turn.settle(turn_ms * 1e6)
            except Exception as error:
                failures.append({"peer": turn.peer.name, "error": f"{type(error).__name__}: {error}"})
                turns.remove(turn)
        order = list(turns)
        for _ in range(rounds):
            random.shuffle(order)
            for turn in order:
                if operation.grows:
                    turn.peer.fill_list([])
                done, ns = turn.run(turn.ops)
                turn.figures.append(ns / done / operation.per)
    rows = [_row(turn, turns[0]) for turn in turns]
    return {
        "name": operation.name,
        "baseline": operation.baseline,
        "target": operation.target,
        "rows": rows,
        "failures": failures,
    }


def _fill(operation: Operation, peer: Peer) -> None:
    if operation.on_list:
        peer.fill_list(operation.list_items())
    elif not (peer.private and operation.action.startswith(("record", "store"))):
        peer.fill(operation.dict_items(), operation.kind)


def _row(turn: Turns, base: Turns) -> dict[str, Any]:
    ratios = sorted(mine / its for mine, its in zip(turn.figures, base.figures, strict=True))
    return {
        "peer": turn.peer.name,
        "ns_min": min(turn.figures),
        "ns_median": median(turn.figures),
        "ratio_of_min": min(turn.figures) / min(base.figures),
        "ratio_median": median(ratios),
        "ratio_low": ratios[len(ratios) // 10],
        "ratio_high": ratios[-1 - len(ratios) // 10],
    }
