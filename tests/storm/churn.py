"""A day of churn in miniature: the file stays within 1.5 times the most bytes that were ever alive at once.

    python tests/storm/churn.py --operations 50000000

Sets, deletes, adds, appends, pops and nested containers; values of 0 to 20 KB, small ones mostly. Alive are, for each
entry of a dict, its 48 bytes and 14 of the index; for each item of a list its cell of 16; and the payloads that do not
fit into a cell. Free space, rounding and the container's headers are overhead, and count against the namespace.
Exit status 0: nothing failed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

import crew

import mmfshare

ENTRY_BYTES = 48 + 14
CELL_BYTES = 16
INLINE_BYTES = 14
VALUE_BYTES_MOST = 20_000
BOUND = 1.5
BATCH = 10_000


def payload(length: int) -> int:
    return length if length > INLINE_BYTES else 0


class Churn:
    """A namespace in motion, and what is alive in it."""

    def __init__(self, ns: mmfshare.Namespace, keys: int, seed: int) -> None:
        self.generator = random.Random(seed)
        self.source = bytes(range(256)) * (VALUE_BYTES_MOST // 256 + 1)
        self.keys = [f"key {n}" if n % 3 else f"a longer key with number {n}" for n in range(keys)]
        self.d, self.l, self.trees = ns["d"], ns["l"], ns["trees"]
        self.sizes: dict[str, int] = {}
        self.items: list[int] = []
        self.forest: dict[str, int] = {}
        self.live = self.peak = 0

    def size(self) -> int:
        """0 to 20,000; half are below 400."""
        return int(VALUE_BYTES_MOST * self.generator.random() ** 6)

    def batch(self) -> None:
        """Ten thousand operations, in proportions that change from batch to batch."""
        generator, keys, sizes = self.generator, self.keys, self.sizes
        writes = generator.uniform(0.3, 0.6)
        longest = generator.randrange(2000)
        for _ in range(BATCH):
            way = generator.random()
            key = keys[int(generator.random() * len(keys))]
            if way < writes:
                self.set(key, self.size())
            elif way < 0.75:
                if key in sizes:
                    del self.d[key]
                    self.live -= sizes.pop(key)
            elif way < 0.9:
                self.d.add("counter")
            elif way < 0.95:
                self.append(self.size()) if len(self.items) < longest else self.pop()
            elif way < 0.99:
                self.pop() if generator.random() < 0.5 else self.append(int(self.size() / 8))
            else:
                self.plant(key)
            if self.live > self.peak:
                self.peak = self.live

    def set(self, key: str, size: int) -> None:
        self.d[key] = self.source[:size]
        if key not in self.sizes:
            self.sizes[key] = 0
        bytes_now = ENTRY_BYTES + payload(len(key)) + payload(size)
        self.live += bytes_now - self.sizes[key]
        self.sizes[key] = bytes_now

    def append(self, size: int) -> None:
        self.l.append(self.source[:size])
        self.items.append(CELL_BYTES + payload(size))
        self.live += self.items[-1]

    def pop(self) -> None:
        if not self.items:
            return
        if self.generator.random() < 0.5:
            self.l.popleft()
            self.live -= self.items.pop(0)
        else:
            self.l.pop()
            self.live -= self.items.pop()

    def plant(self, key: str) -> None:
        """A dict of lists, or its end."""
        if key in self.forest:
            del self.trees[key]
            self.live -= self.forest.pop(key)
            return
        sizes = [self.size() // 10 for _ in range(self.generator.randrange(6))]
        self.trees[key] = {number: [self.source[:size], number] for number, size in enumerate(sizes)}
        self.forest[key] = ENTRY_BYTES + payload(len(key))
        self.forest[key] += sum(ENTRY_BYTES + 2 * CELL_BYTES + payload(size) for size in sizes)
        self.live += self.forest[key]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--operations", type=int, default=50_000_000)
    parser.add_argument("--keys", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    tally = crew.Tally()
    with crew.own_folder(), mmfshare.open("churn") as ns:
        ns.update({"d": {}, "l": [], "trees": {}})
        churn = Churn(ns, arguments.keys, arguments.seed)
        began = time.monotonic()
        batches = max(1, arguments.operations // BATCH)
        for number in range(batches):
            churn.batch()
            if number % max(1, batches // 10) == 0 or number == batches - 1:
                size = ns.stats().file_bytes
                print(
                    f"{(number + 1) * BATCH} operations, {time.monotonic() - began:.0f} s: {size} bytes of file,"
                    f" {churn.live} alive, {churn.peak} at most, ratio {size / churn.peak:.3f}",
                    flush=True,
                )
        ratio = size / churn.peak
        tally.check(ratio <= BOUND, f"the file is {ratio:.3f} times the live data's peak")
        broken = crew.verified(ns)
        tally.check(not broken, broken)
        sizes = {key: len(value) for key, value in churn.d.snapshot().items() if key != "counter"}
        alive = {key: ENTRY_BYTES + payload(len(key)) + payload(size) for key, size in sizes.items()}
        tally.check(alive == churn.sizes, "what is in the dict is what was set and not deleted")
        alive = [CELL_BYTES + payload(len(value)) for value in churn.l.snapshot()]
        tally.check(alive == churn.items, "what is in the list is what was appended and not taken")
        tally.check(set(churn.trees) == set(churn.forest), "the trees that were planted stand")
    return tally.done()


if __name__ == "__main__":
    sys.exit(main())
