"""Timed loops, made from text so that nothing but the operation is in them.

The statement of a peer ("d[{k}] = {v}") is written out WIDTH times, on variables that one tuple
unpacking fills. All names are locals. What is left of the loop costs about 2 ns an operation; it is
the same for every peer, and nothing is subtracted.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from time import perf_counter_ns
from typing import Any

WIDTH = 20
Group = tuple[Any, ...]
Groups = list[Group]


def unrolled(statements: Sequence[str], names: dict[str, Any]) -> Callable[[Sequence[Groups]], int]:
    """A function that runs the statements over all groups of each pass, and returns nanoseconds.

    `statements` are used in turn for the WIDTH places of a group, so a mix is a list of them.
    """
    variables = ", ".join(f"k{i}, v{i}" for i in range(WIDTH))
    body = [s.format(k=f"k{i}", v=f"v{i}") for i, s in enumerate(islice(cycle(statements), WIDTH))]
    lines = [
        f"def run(passes, clock, {', '.join(names)}):",
        "    start = clock()",
        "    for groups in passes:",
        f"        for {variables} in groups:",
        *("            " + line for line in body),
        "    return clock() - start",
    ]
    return _bound(lines, names)


def each_timed(statement: str, names: dict[str, Any]) -> Callable[[Sequence[Group]], list[int]]:
    """A function that runs the statement on each (key, value) pair and returns the nanoseconds of each."""
    lines = [
        f"def run(pairs, clock, {', '.join(names)}):",
        "    times = [0] * len(pairs)",
        "    for i, (k, v) in enumerate(pairs):",
        "        start = clock()",
        "        " + statement.format(k="k", v="v"),
        "        times[i] = clock() - start",
        "    return times",
    ]
    return _bound(lines, names)


def _bound(lines: list[str], names: dict[str, Any]) -> Callable[..., Any]:
    scope: dict[str, Any] = {}
    exec(compile("\n".join(lines), "<benchmark loop>", "exec"), scope)
    run, values = scope["run"], tuple(names.values())
    return lambda work: run(work, perf_counter_ns, *values)


class Runner:
    """A loop with its place in the work: call it with a number of operations, get (operations, nanoseconds).

    `variants` are lists of groups with the same keys and different values, so that each pass of sets
    changes what is there.
    """

    def __init__(self, run: Callable[[Sequence[Groups]], int], variants: Sequence[Groups]) -> None:
        self.run = run
        self.variants = cycle(variants)
        self.groups = next(self.variants)
        self.at = 0

    def __call__(self, ops: int) -> tuple[int, int]:
        needed = max(1, ops // WIDTH)
        passes, left = [], needed
        while left:
            part = self.groups[self.at : self.at + left]
            passes.append(part)
            left -= len(part)
            self.at += len(part)
            if self.at == len(self.groups):
                self.groups, self.at = next(self.variants), 0
        return needed * WIDTH, self.run(passes)


def grouped(pairs: Sequence[tuple[Any, Any]]) -> Groups:
    """Pairs of key and value as groups of WIDTH; what is left over is filled up from the start."""
    flat = [x for pair in pairs for x in pair]
    flat += islice(cycle(list(flat)), -len(flat) % (2 * WIDTH))
    return [tuple(flat[i : i + 2 * WIDTH]) for i in range(0, len(flat), 2 * WIDTH)]


@contextmanager
def quiet() -> Iterator[None]:
    """No garbage collection while something is timed."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
