"""Nobody starves: processes that all want one lock all the time get their shares of it.

    python tests/storm/fair.py --seconds 5

Two and eight processes increment one number, under lock() and by plain add(). Printed is the slowest one's part of a
fair share, and the longest time that one operation took. Exit status 0: the slowest of eight got 5 % or more.
"""

from __future__ import annotations

import argparse
import os
import struct
import sys
import time

import crew

import mmfshare

LEAST_SHARE = 0.05
REPORT = struct.Struct("Qd")  # operations, longest of them in seconds


def by_lock(ns: mmfshare.Namespace) -> None:
    with ns.lock():
        ns["n"] = ns["n"] + 1


def by_add(ns: mmfshare.Namespace) -> None:
    ns.add("n")


WAYS = {"lock()": by_lock, "add()": by_add}


def want_it(child: crew.Child, way: str, told: int) -> None:
    """One operation after the other until the other side speaks; then write the REPORT to `told`."""
    operation, count, longest = WAYS[way], 0, 0.0
    with mmfshare.open("fair", timeout=None) as ns:
        child.say()
        child.hear()
        while not child.was_told():
            for _ in range(100):
                began = time.perf_counter()
                operation(ns)
                longest = max(longest, time.perf_counter() - began)
            count += 100
    os.write(told, REPORT.pack(count, longest))


def contest(way: str, processes: int, seconds: float, tally: crew.Tally) -> None:
    heard, told = os.pipe()
    with mmfshare.open("fair", timeout=None) as ns:
        ns["n"] = 0
        children = [crew.Child(lambda child: want_it(child, way, told)) for _ in range(processes)]
        for child in children:
            child.hear()
        for child in children:
            child.say()
        time.sleep(seconds)
        for child in children:
            child.say()
        for child in children:
            tally.check(child.join(), "a process ended well")
        reports = [REPORT.unpack(os.read(heard, REPORT.size)) for _ in children]
        counts = [count for count, _ in reports]
        tally.check(ns["n"] == sum(counts), f"{way}: {ns['n']} counted, {sum(counts)} done")
        ns.destroy()
    share = min(counts) * processes / sum(counts)
    tally.check(share >= LEAST_SHARE, f"{way}: the slowest of {processes} got {share:.1%} of a fair share")
    print(
        f"{processes} processes, {way}: {sum(counts) / seconds:,.0f} a second, the slowest with {share:.0%} of a fair"
        f" share; longest operation {max(longest for _, longest in reports) * 1000:.1f} ms",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=5, help="of each contest (default: %(default)s)")
    arguments = parser.parse_args()
    tally = crew.Tally()
    with crew.own_folder():
        for way in WAYS:
            for processes in (2, 8):
                contest(way, processes, arguments.seconds, tally)
    return tally.done()


if __name__ == "__main__":
    sys.exit(main())
