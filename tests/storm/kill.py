"""A kill storm: workers do mixed operations, a killer sends SIGKILL at any moment, newcomers take over.

    python tests/storm/kill.py --kills 2000

Each worker keeps a ledger outside of the namespace: before an operation what its part will be after it, and after it
that it is done. When it has died, its part must be what was acknowledged last, or that with the unfinished operation
wholly done. At the end the namespace is verified, and must use no more bytes than a new one of the same content.
Exit status 0: nothing failed.
"""

from __future__ import annotations

import argparse
import mmap
import os
import random
import sys
import time

import crew
import operations

import mmfshare

NAME = "storm"
SPARE = 2 * 4096  # bytes by which two namespaces of the same content may differ
CROWD = 50000  # containers, more than the workers ever have
WAIT_MOST = 5e9  # nanoseconds; the promise is 100 ms, but the machine may be busy
AIM = 0.01  # seconds; half of the kills are to fall into an operation
PATIENCE = 60  # seconds until a newcomer gives up: something hangs

# Words of a worker's ledger: operations done, digests of its part now and after the operation in flight, which that is,
# the longest wait; and the one word that all read.
DONE, NOW, AFTER, OPERATION, LONGEST = range(5)
KILLED_AT = 0


def words(count: int) -> memoryview:
    """Memory that parent and children share and that a death leaves as it is."""
    return memoryview(mmap.mmap(-1, count * 8)).cast("Q")


class Worker:
    """A part of the namespace, its ledger, and the process that works on it now."""

    def __init__(self, number: int, seed: int, clock: memoryview) -> None:
        self.number, self.seed, self.clock = number, seed, clock
        self.lives = 0
        self.ledger = words(5)
        self.ledger[NOW] = self.ledger[AFTER] = operations.digest(operations.new_part())

    def start(self) -> None:
        self.lives += 1
        self.child = crew.Child(self._work)

    def _work(self, child: crew.Child) -> None:
        ledger, clock, parent = self.ledger, self.clock, os.getppid()
        name = f"{self.seed} {self.number} {self.lives}"
        generator, foresight = random.Random(name), random.Random(name)
        with mmfshare.open(NAME, reuse=True, timeout=None) as ns:
            part = ns["parts"][str(self.number)]
            model = operations.PlainDict(part.snapshot())
            world = operations.PlainWorld(ns.snapshot())
            while os.getppid() == parent:
                ledger[OPERATION] = operations.operate(world, model, foresight)
                after = ledger[AFTER] = operations.digest(model)
                began = time.monotonic_ns()
                operations.operate(ns, part, generator)
                ended = time.monotonic_ns()
                ledger[NOW] = after
                ledger[DONE] += 1
                if began <= clock[KILLED_AT] < ended:
                    ledger[LONGEST] = max(ledger[LONGEST], ended - clock[KILLED_AT])

    def aim(self) -> None:
        """Wait, not for long, until it is in an operation."""
        late = time.monotonic() + AIM
        while self.ledger[NOW] == self.ledger[AFTER] and time.monotonic() < late:
            pass

    def kill(self) -> None:
        self.clock[KILLED_AT] = time.monotonic_ns()
        self.child.kill()

    def wrong(self, ns: mmfshare.Namespace) -> str:
        """Why the dead worker's part is not what the ledger says, or nothing."""
        found = operations.digest(ns["parts"][str(self.number)])
        allowed = self.ledger[NOW], self.ledger[AFTER]
        self.ledger[NOW] = self.ledger[AFTER] = found
        if found in allowed:
            return ""
        last = operations.OPERATIONS[self.ledger[OPERATION]].__name__
        return f"part {self.number} is neither as it was before {last}() nor as after it"


def storm(tally: crew.Tally, arguments: argparse.Namespace) -> None:
    generator = random.Random(arguments.seed)
    clock = words(1)
    team = [Worker(number, arguments.seed, clock) for number in range(arguments.workers)]
    with mmfshare.open(NAME, "64K") as ns:
        operations.make_room(ns, len(team))
        for worker in team:
            worker.start()
    began = time.monotonic()
    newcomer = 0
    for kill in range(arguments.kills):
        time.sleep(generator.random() * arguments.pause)
        worker = generator.choice(team)
        if generator.random() < 0.5:
            worker.aim()
        worker.kill()
        # Who looks is a newcomer each time; half of the new workers inherit its attachment, half make one.
        ns = mmfshare.open(NAME, reuse=True, timeout=PATIENCE)
        why = worker.wrong(ns)
        newcomer = max(newcomer, time.monotonic_ns() - clock[KILLED_AT])
        tally.check(not why, f"kill {kill}: {why}")
        if kill % 50 == 0:
            broken = crew.verified(ns)
            tally.check(not broken, f"kill {kill}: {broken}")
        inherited = generator.random() < 0.5
        if not inherited:
            ns.close()
        worker.start()
        if inherited:
            ns.close()
    seconds = time.monotonic() - began
    for worker in team:
        worker.kill()
    with mmfshare.open(NAME, reuse=True, timeout=PATIENCE) as ns:
        finish(tally, ns, team, arguments.kills)
        recoveries = ns.stats().recoveries
    done = sum(worker.ledger[DONE] for worker in team)
    print(f"{arguments.kills} kills of {len(team)} workers in {seconds:.0f} s", end="")
    print(f", {done} operations acknowledged, {recoveries} recoveries")
    longest = max(worker.ledger[LONGEST] for worker in team)
    for who, waited in (("a survivor", longest), ("a newcomer", newcomer)):
        print(f"longest wait of {who}, from the kill to the end of its operation: {waited / 1e6:.1f} ms")
        tally.check(waited < WAIT_MOST, f"{who} waited for {waited / 1e9:.1f} s")


def finish(tally: crew.Tally, ns: mmfshare.Namespace, team: list[Worker], kills: int) -> None:
    """All there, nothing torn, nothing leaked."""
    for worker in team:
        why = worker.wrong(ns)
        tally.check(not why, why)
    parts = ns["parts"].snapshot().values()
    for counter in ("moved", "added"):
        total = sum(part[counter] for part in parts)
        tally.check(ns[counter] == total, f"{counter}: {ns[counter]} in transactions, {total} in the parts")
    total = sum(part["guarded"] for part in parts)
    most = total + kills + len(team)
    tally.check(total <= ns["guarded"] <= most, f"guarded: {ns['guarded']} is not in {total}..{most}")
    broken = crew.verified(ns)
    tally.check(not broken, broken)

    # Newcomers take over the slots of the dead, and what hung on them.
    content = ns.snapshot()
    for newcomer in [crew.Child(write_once) for _ in range(2 * len(team))]:
        tally.check(newcomer.join(), "a newcomer")
    used = used_by(ns, content)
    with mmfshare.open("rebuilt", "64K") as rebuilt:
        expected = used_by(rebuilt, content)
        containers = rebuilt.stats().containers
        rebuilt.destroy()
    tally.check(ns.stats().containers == containers, f"{ns.stats().containers} containers, not {containers}")
    tally.check(
        used <= expected + SPARE, f"{used} bytes in use, {expected} in a new namespace of the same content"
    )
    print(f"{used} bytes in use after the storm, {expected} in a new namespace of the same content")


def used_by(ns: mmfshare.Namespace, content: dict[str, object]) -> int:
    """Bytes that the content uses alone. Pages of container headers stay for ever: both shall have the same many."""
    ns.clear()
    ns["crowd"] = [[] for _ in range(CROWD)]
    ns.clear()
    crew.used_bytes(ns)
    ns.update(content)
    return crew.used_bytes(ns)


def write_once(child: crew.Child) -> None:
    with mmfshare.open(NAME, reuse=True) as ns:
        ns["settle"] = 0
        ns.pop("settle", None)


# ---- one death, or one standstill, in a known place


def held(child: crew.Child, how: str) -> None:
    """Take the lock or begin a transaction, change something, and stay there."""
    with mmfshare.open("held", reuse=True, timeout=None) as ns, getattr(ns, how)():
        ns["n"] = ns["n"] + 1
        ns["l"].append("x" * 1000)
        child.say()
        child.hear()


def deaths_while_holding(tally: crew.Tally, count: int) -> None:
    for how in ("lock", "transaction"):
        longest = 0.0
        with mmfshare.open("held", "64K", timeout=30) as ns:
            ns.update({"n": 0, "l": []})
            for death in range(count):
                victim = crew.Child(lambda child, how=how: held(child, how))
                victim.hear()
                victim.kill()
                began = time.monotonic()
                with ns.lock() as guard:
                    longest = max(longest, time.monotonic() - began)
                    tally.check(guard.recovered, f"death {death} in {how}() is told")
                done = death + 1 if how == "lock" else 0
                tally.check(ns["n"] == done and len(ns["l"]) == done, f"death {death} in {how}()")
            broken = crew.verified(ns)
            tally.check(not broken and ns.stats().recoveries == count, f"{count} deaths in {how}() {broken}")
            ns.destroy()
        print(f"{count} deaths inside {how}(): lock taken again within {longest * 1e3:.1f} ms")


def standstill(tally: crew.Tally, count: int) -> None:
    """A stopped process is alive: nothing is taken from it."""
    with mmfshare.open("held", "64K", timeout=0.2) as ns:
        ns.update({"n": 0, "l": []})
        for stop in range(count):
            holder = crew.Child(lambda child: held(child, "transaction"))
            holder.hear()
            holder.stop()
            for what, use in (("lock", ns.lock), ("read", lambda: ns["n"]), ("write", lambda: ns.add("n"))):
                try:
                    use()
                    tally.check(False, f"stop {stop}: {what} did not time out")
                except mmfshare.LockTimeout:
                    tally.check(True, what)
            holder.go_on()
            holder.say()
            tally.check(holder.join(), f"stop {stop}: the holder goes on")
            tally.check(ns["n"] == stop + 1 and len(ns["l"]) == stop + 1, f"stop {stop}: all it did is there")
        broken = crew.verified(ns)
        tally.check(not broken and ns.stats().recoveries == 0, f"nothing was stolen {broken}")
        ns.destroy()
    print(f"{count} stopped holders: others timed out, nothing was stolen")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--pause", type=float, default=0.03, help="seconds between two kills at most")
    parser.add_argument("--deaths", type=int, default=50, help="in lock() and in transaction(), each")
    parser.add_argument("--stops", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    tally = crew.Tally()
    with crew.own_folder():
        deaths_while_holding(tally, arguments.deaths)
        standstill(tally, arguments.stops)
        storm(tally, arguments)
    return tally.done()


if __name__ == "__main__":
    sys.exit(main())
