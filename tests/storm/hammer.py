"""Processes do mixed operations at once, each compared with a model; and counters that many increment are exact.

    python tests/storm/hammer.py --minutes 2 --processes 8

Without --processes: two, then eight. Each works on a part of its own and on the counters of all, and reads the parts
of the others. Then two processes add to one number a million times each: under the lock, by add(), in a transaction.
Exit status 0: nothing failed.
"""

from __future__ import annotations

import argparse
import mmap
import random
import sys
import time

import crew
import operations

import mmfshare

NAME = "hammer"
PATIENCE = 120
LOOK_EVERY = 200  # operations


def work(number: int, count: int, end: float, done: memoryview) -> None:
    generator, foresight = random.Random(number), random.Random(number)
    with mmfshare.open(NAME, reuse=True, timeout=PATIENCE) as ns:
        part = ns["parts"][str(number)]
        model = operations.PlainDict(operations.new_part())
        world = operations.PlainWorld(dict.fromkeys(operations.COUNTERS, 0))
        other = ns["parts"][str((number + 1) % count)]
        while time.monotonic() < end:
            for _ in range(LOOK_EVERY):
                operations.operate(world, model, foresight)
                last = operations.operate(ns, part, generator)
                done[number] += 1
            if operations.digest(part) != operations.digest(model):
                raise AssertionError(
                    f"part {number} differs from the model after {operations.OPERATIONS[last].__name__}()"
                )
            # Of another's part all that can be known is that each look is of one instant.
            seen = other.snapshot()
            if list(seen) != list(model) or seen["moved"] > ns["moved"]:
                raise AssertionError(f"process {number} saw part {(number + 1) % count} torn")


def hammer(tally: crew.Tally, count: int, minutes: float) -> None:
    done = memoryview(mmap.mmap(-1, count * 8)).cast("Q")
    with mmfshare.open(NAME, "64K") as ns:
        operations.make_room(ns, count)
        end = time.monotonic() + minutes * 60
        children = [crew.Child(lambda _, n=number: work(n, count, end, done)) for number in range(count)]
        for number, child in enumerate(children):
            tally.check(child.join(), f"process {number} of {count}")
        parts = ns["parts"].snapshot().values()
        for counter in operations.COUNTERS:
            total = sum(part[counter] for part in parts)
            tally.check(ns[counter] == total, f"{counter}: {ns[counter]} of all, {total} in the parts")
        broken = crew.verified(ns)
        tally.check(not broken, broken)
        tally.check(not ns.stats().recoveries, "nobody died")
        ns.destroy()
    print(f"{count} processes, {minutes:g} minutes, {sum(done)} operations")


def by_lock(ns: mmfshare.Namespace) -> None:
    with ns.lock():
        ns["n"] = ns["n"] + 1


def by_add(ns: mmfshare.Namespace) -> None:
    ns.add("n")


def by_transaction(ns: mmfshare.Namespace) -> None:
    with ns.transaction():
        ns["n"] = ns["n"] + 1


def increments(tally: crew.Tally, times: int) -> None:
    for way in (by_lock, by_add, by_transaction):

        def run(_: crew.Child, way=way) -> None:
            with mmfshare.open(NAME, reuse=True, timeout=PATIENCE) as theirs:
                for _ in range(times):
                    way(theirs)

        with mmfshare.open(NAME, "64K") as ns:
            ns["n"] = 0
            began = time.monotonic()
            for child in [crew.Child(run), crew.Child(run)]:
                tally.check(child.join(), f"a process that increments {way.__name__}")
            seconds = time.monotonic() - began
            tally.check(ns["n"] == 2 * times, f"{way.__name__}: {ns['n']}, not {2 * times}")
            broken = crew.verified(ns)
            tally.check(not broken, broken)
            ns.destroy()
        print(
            f"2 processes, {times} increments each {way.__name__.replace('_', ' ')}: exact, {seconds:.1f} s"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=2, help="for each number of processes")
    parser.add_argument("--processes", type=int, nargs="+", default=[2, 8])
    parser.add_argument("--increments", type=int, default=1_000_000)
    arguments = parser.parse_args()
    tally = crew.Tally()
    with crew.own_folder():
        for count in arguments.processes:
            hammer(tally, count, arguments.minutes)
        increments(tally, arguments.increments)
    return tally.done()


if __name__ == "__main__":
    sys.exit(main())
