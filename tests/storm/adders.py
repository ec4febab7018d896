"""No adding is lost: processes add to one number, others change more, all of them die now and then.

    python tests/storm/adders.py --kills 2000

Adders change one word at a time, without the lock as long as nobody changes more; disturbers insert and remove keys,
which takes that away each time. Each adder keeps a ledger outside of the namespace: what it has begun, and what it has
been told is done. Without deaths the number is exact in the end. With them it is at least all that was done, and at
most all that was begun, and what each adder set last is what it was told is set, or what it was setting. Exit status 0:
so it was.
"""

from __future__ import annotations

import argparse
import mmap
import os
import random
import sys
import time

import crew

import mmfshare

NAME = "adders"
BEGUN, SET, DONE = range(3)  # adding and setting; what was set last; both done
PATIENCE = 60  # seconds until somebody gives up: something hangs


class Adder:
    """A ledger, and the process that fills it now."""

    def __init__(self, number: int) -> None:
        self.key = f"last of {number}"
        self.ledger = memoryview(mmap.mmap(-1, 24)).cast("Q")

    def start(self) -> None:
        self.child = crew.Child(self._work)

    def _work(self, child: crew.Child) -> None:
        ledger, key, parent = self.ledger, self.key, os.getppid()
        with mmfshare.open(NAME, reuse=True, timeout=PATIENCE) as ns:
            while os.getppid() == parent and not child.was_told():
                for _ in range(1000):
                    count = ledger[BEGUN] = ledger[BEGUN] + 1
                    ns.add("n")
                    ns[key] = count
                    ledger[SET] = count
                    ledger[DONE] += 1


class Disturber:
    """A process that changes more than words: most of the time once in a while, sometimes without a pause."""

    def __init__(self, number: int) -> None:
        self.number = number

    def start(self) -> None:
        self.child = crew.Child(self._work)

    def _work(self, child: crew.Child) -> None:
        parent, generator = os.getppid(), random.Random(self.number)
        with mmfshare.open(NAME, reuse=True, timeout=PATIENCE) as ns:
            while os.getppid() == parent and not child.was_told():
                time.sleep(generator.choice([0, 0, 0, 0.001]))
                ns[f"of {self.number}"] = [0]
                del ns[f"of {self.number}"]


def storm(tally: crew.Tally, kills: int, adders: int, disturbers: int, pause: float) -> None:
    """Kills at random times; with none, a while of peace, after which the number must be exact."""
    generator = random.Random(kills)
    team = [Adder(number) for number in range(adders)]
    everybody = [*team, *(Disturber(number) for number in range(disturbers))]
    with mmfshare.open(NAME) as ns:
        ns["n"] = 0
        for adder in team:
            ns[adder.key] = 0
    for one in everybody:
        one.start()
    time.sleep(pause)
    for _ in range(kills):
        time.sleep(generator.random() * pause)
        one = generator.choice(everybody)
        one.child.kill()
        if isinstance(one, Adder):
            with mmfshare.open(NAME, reuse=True, timeout=PATIENCE) as ns:
                last = ns[one.key]
            allowed = one.ledger[SET], one.ledger[BEGUN]
            tally.check(last in allowed, f"{one.key} is {last}, not one of {allowed}")
            one.ledger[SET] = last
        one.start()
    for one in everybody:
        one.child.say()
    for one in everybody:
        tally.check(one.child.join(), "a process ended well")
    begun = sum(adder.ledger[BEGUN] for adder in team)
    done = sum(adder.ledger[DONE] for adder in team)
    with mmfshare.open(NAME, reuse=True, timeout=PATIENCE) as ns:
        total, broken = ns["n"], crew.verified(ns)
        ns.destroy()
    tally.check(done <= total <= begun, f"{total} is not in {done}..{begun}")
    tally.check(begun - done <= kills, f"{begun - done} in doubt after {kills} kills")
    tally.check(not broken, broken)
    print(
        f"{kills} kills of {adders} adders and {disturbers} disturbers: {total} added, {begun - done} in doubt"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=20, help="without deaths (default: %(default)s)")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--adders", type=int, default=6)
    parser.add_argument("--disturbers", type=int, default=2)
    parser.add_argument(
        "--pause", type=float, default=0.1, help="most seconds between kills (default: %(default)s)"
    )
    arguments = parser.parse_args()
    tally = crew.Tally()
    with crew.own_folder():
        storm(tally, 0, arguments.adders, arguments.disturbers, arguments.seconds)
        storm(tally, arguments.kills, arguments.adders, arguments.disturbers, arguments.pause)
    return tally.done()


if __name__ == "__main__":
    sys.exit(main())
