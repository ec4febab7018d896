"""Save a namespace while others write to it and savers are killed; load every copy and look into it.

    python tests/storm/save.py --saves 50 --gib 0.25 [--folder FOLDER]

Writers move amounts between accounts by transactions, so the sum is the same in every copy of one instant. Every second
saver gets SIGKILL at a random moment: the file is then the copy before or a whole new one. Printed are how long saving
took and the longest time that a writer waited for its transaction. Exit status 0: nothing failed.
"""

from __future__ import annotations

import argparse
import os
import random
import struct
import sys
import tempfile
import time

import crew

import mmfshare

ACCOUNTS = 1000
BALANCE = 1000
BLOB = 1 << 24
LONGEST = struct.Struct("d")


def move(child: crew.Child, seed: int, told: int) -> None:
    """Move amounts until the other side speaks; write the longest time of one transaction to `told`."""
    generator = random.Random(seed)
    longest = 0.0
    with mmfshare.open("save", timeout=None) as ns:
        accounts = ns["accounts"]
        child.say()
        while not child.was_told():
            for _ in range(100):
                amount = generator.randrange(100)
                began = time.monotonic()
                with ns.transaction():
                    accounts[generator.randrange(ACCOUNTS)] -= amount
                    accounts[generator.randrange(ACCOUNTS)] += amount
                    ns["moves"] += 1
                longest = max(longest, time.monotonic() - began)
    os.write(told, LONGEST.pack(longest))


def save(child: crew.Child, path: str) -> None:
    with mmfshare.open("save", timeout=None) as ns:
        child.say()
        ns.save(path)


def problem_with(path: str, moves: int) -> str:
    """What is wrong with a copy that must have at least so many moves; nothing if it is sound."""
    try:
        with mmfshare.load(path, "copy", replace=True) as copy:
            copy.verify()
            found, total = copy["moves"], sum(copy["accounts"].values())
            copy.destroy()
    except mmfshare.MmfError as error:
        return repr(error)
    if total != ACCOUNTS * BALANCE:
        return f"the sum is {total}"
    return "" if found >= moves else f"it has {found} moves, and {moves} were there before it was begun"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--saves", type=int, default=50)
    parser.add_argument(
        "--gib", type=float, default=0.25, help="size of the namespace (default: %(default)s)"
    )
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument(
        "--folder", help="where to save to (default: the system's folder for temporary files)"
    )
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generator = random.Random(arguments.seed)
    tally = crew.Tally()
    killed, took, acknowledged = 0, [], 0
    with crew.own_folder(), tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        path = os.path.join(folder, "saved")
        with mmfshare.open("save", timeout=None) as ns:
            ns.update(accounts=dict.fromkeys(range(ACCOUNTS), BALANCE), moves=0, blobs=[])
            for _ in range(int(arguments.gib * (1 << 30)) // BLOB):
                ns["blobs"].append(os.urandom(BLOB))
            heard, told = os.pipe()
            writers = [
                crew.Child(lambda child, seed=seed: move(child, seed, told))
                for seed in range(arguments.writers)
            ]
            for writer in writers:
                writer.hear()
            began = time.monotonic()
            ns.save(path)
            took.append(time.monotonic() - began)
            for number in range(arguments.saves):
                before = ns["moves"]
                saver = crew.Child(lambda child: save(child, path))
                saver.hear()
                began = time.monotonic()
                if number % 2:
                    time.sleep(generator.random() * min(took))
                    saver.kill()
                    killed += 1
                else:
                    tally.check(saver.join(), "the saver ended well")
                    took.append(time.monotonic() - began)
                    acknowledged = before
                wrong = problem_with(path, acknowledged)
                tally.check(not wrong, f"copy {number}: {wrong}")
            for writer in writers:
                writer.say()
            for writer in writers:
                tally.check(writer.join(), "the writer ended well")
            longest = max(LONGEST.unpack(os.read(heard, LONGEST.size))[0] for _ in writers)
            size, moves = ns.stats().file_bytes, ns["moves"]
            broken = crew.verified(ns)
            tally.check(not broken, broken)
        left = sorted(os.listdir(folder))
        tally.check(left == ["saved"], f"the savers that were killed left {left}")
    print(
        f"{size} bytes, {arguments.saves} saves, {killed} of them killed, {moves} moves: saving took {min(took):.2f} to"
        f" {max(took):.2f} s; longest wait of a writer {longest * 1000:.0f} ms,"
        f" {longest * 1000 * (1 << 30) / size:.0f} ms for each GiB"
    )
    return tally.done()


if __name__ == "__main__":
    sys.exit(main())
