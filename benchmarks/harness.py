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
    operation: Operation
    run: Callable[[int], tuple[int, int]]
    ops: int = WIDTH
    figures: list[float] = field(default_factory=list)

    def take(self) -> None:
        """One turn: a figure more, in ns for one item."""
        if self.operation.grows:
            self.peer.fill_list([])
        done, ns = self.run(self.ops)
        self.figures.append(ns / done / self.operation.per)

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
    turns, failures = _prepare(operation, peers, turn_ms)
    _play(turns, rounds)
    return {
        "name": operation.name,
        "baseline": operation.baseline,
        "target": operation.target,
        "rows": [_row(turn, turns[0]) for turn in turns],
        "failures": failures,
    }


def compare(
    many: Operation, single: Operation, peers: Sequence[Peer], rounds: int, turn_ms: float
) -> list[dict[str, Any]]:
    """How many times faster one item is among many than alone, for each peer that has both: they take turns, too."""
    both = [{turn.peer.name: turn for turn in _prepare(o, peers, turn_ms)[0]} for o in (many, single)]
    pairs = [(both[0][name], both[1][name]) for name in both[0] if name in both[1]]
    _play([turn for pair in pairs for turn in pair], rounds)
    rows = []
    for quick, slow in pairs:
        times = sorted(its / mine for mine, its in zip(quick.figures, slow.figures, strict=True))
        rows.append(
            {
                "operation": many.name,
                "peer": quick.peer.name,
                "single": single.name,
                "times": median(times),
                "low": _low(times),
                "high": _high(times),
            }
        )
    return rows


def _prepare(
    operation: Operation, peers: Sequence[Peer], turn_ms: float
) -> tuple[list[Turns], list[dict[str, str]]]:
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
            turns.append(Turns(peer, operation, run))
        except Exception as error:
            failures.append({"peer": peer.name, "error": f"{type(error).__name__}: {error}"})
    with quiet():
        for turn in list(turns):
            try:
                turn.settle(turn_ms * 1e6)
            except Exception as error:
                failures.append({"peer": turn.peer.name, "error": f"{type(error).__name__}: {error}"})
                turns.remove(turn)
    return turns, failures


def _play(turns: Sequence[Turns], rounds: int) -> None:
    order = list(turns)
    with quiet():
        for _ in range(rounds):
            random.shuffle(order)
            for turn in order:
                turn.take()


def _fill(operation: Operation, peer: Peer) -> None:
    if operation.on_list:
        peer.fill_list(operation.list_items())
    elif not (peer.private and operation.action.startswith(("record", "store"))):
        peer.fill(operation.dict_items(), operation.kind)


def _low(ratios: Sequence[float]) -> float:
    """The one that 10 % of them, which are sorted, lie below; _high(): above."""
    return ratios[len(ratios) // 10]


def _high(ratios: Sequence[float]) -> float:
    return ratios[-1 - len(ratios) // 10]


def _row(turn: Turns, base: Turns) -> dict[str, Any]:
    ratios = sorted(mine / its for mine, its in zip(turn.figures, base.figures, strict=True))
    return {
        "peer": turn.peer.name,
        "ns_min": min(turn.figures),
        "ns_median": median(turn.figures),
        "ratio_of_min": min(turn.figures) / min(base.figures),
        "ratio_median": median(ratios),
        "ratio_low": _low(ratios),
        "ratio_high": _high(ratios),
    }
