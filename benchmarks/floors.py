"""What no extension module can go below on this machine.

    python -m benchmarks.floors        half a minute; needs a C compiler

* A method of C that does nothing, beside list.append, for which the interpreter has an instruction of its own.
* Two processes that add to one counter by the processor's atomic instruction and nothing else, in C (floors.c), as
  often as add() does when one process calls it; beside two that call add(), and two that have a dict each.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from . import contests, harness, machine
from .operations import OPERATIONS
from .peers import Builtin, Mmfshare, Peer
from .processes import Role

ROUNDS, TURN_MS = 40, 5
RUNS, SECONDS = 5, 0.2
ADDITIONS = 2_000_000


class EmptyMethod(Builtin):
    """Looks for a value in a list that is empty."""

    name = "empty method"
    statements = {"list_append": "l.count({v})"}


def calls(peers: list[Peer]) -> None:
    """Print what an append takes."""
    append = next(operation for operation in OPERATIONS if operation.name == "list append")
    for row in harness.measure(append, peers, ROUNDS, TURN_MS)["rows"]:
        print(f"{row['peer']:>14}: {row['ns_min']:5.1f} ns, {row['ratio_of_min']:.2f} of list.append")


def counter(peers: list[Peer], folder: Path) -> None:
    """Print how many additions a second two processes do together."""
    one = Role(("increment",), count=1)
    races = [contests.Contest(f"one counter, {n}", (one,) * n) for n in (1, 2)]
    rates = {
        (row["peer"], row["processes"]): row["rate_median"]
        for row in contests.hold(peers, races, RUNS, SECONDS)
    }
    rates["atomic", 1], rates["atomic", 2] = bare(folder, 1e9 / rates[Mmfshare.name, 1])
    private = rates[Builtin.name, 2]
    for name in (Builtin.name, "atomic", Mmfshare.name):
        alone, both = rates[name, 1] / 1e6, rates[name, 2]
        print(
            f"{name:>14}: one {alone:5.1f}, two {both / 1e6:5.1f} million/s, {both / private:.2f} of two dicts"
        )


def bare(folder: Path, interval_ns: float) -> tuple[float, float]:
    """Additions a second by the atomic instruction: of one process, of two."""
    program = folder / "floors"
    source = Path(__file__).with_suffix(".c")
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", program, source], check=True)
    command = [str(program), str(interval_ns), str(ADDITIONS)]
    runs = [subprocess.check_output(command, text=True).split() for _ in range(RUNS)]
    return median(float(one) for one, _ in runs), median(float(two) for _, two in runs)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.floors", description=__doc__.split("\n")[0])
    parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=machine.memory()) as name:
        folder = Path(name)
        shared = Mmfshare(folder)
        try:
            calls([Builtin(folder), EmptyMethod(folder), shared])
            counter([Builtin(folder), shared], folder)
        finally:
            shared.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
