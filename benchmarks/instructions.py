"""A guard that is no stopwatch: instructions per hot operation, by valgrind's callgrind.

    python -m benchmarks.instructions             compare to instructions.json; exit 1 on a rise of over 10 %
    python -m benchmarks.instructions --record    write what is counted now

A fresh interpreter does all operations FEW times, and for each operation another does that one MANY times
more; the difference is the operation's own. Counts hold for one version of Python on one kind of machine, so
the file has a section for each; where there is none yet, the exit status is 2.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from .operations import Operation
from .peers import ALL

RECORDED = Path(__file__).with_name("instructions.json")
RISE = 1.10
COUNT = 1000
FEW, MANY = COUNT, 50 * COUNT
HOT = {
    operation.name: operation
    for operation in (
        Operation("get int", "get", count=COUNT),
        Operation("get str of 20", "get", "str20", count=COUNT),
        Operation("set int", "set", count=COUNT),
        Operation("set str of 20", "set", "str20", count=COUNT),
        Operation("increment", "increment", count=COUNT),
        Operation("list index", "list_get", count=COUNT),
        Operation("list assign", "list_set", count=COUNT),
        Operation("list append", "list_append", count=COUNT, grows=True),
        Operation("set record", "record_set", "record", count=COUNT),
        Operation("read record", "record_read", "record", count=COUNT),
    )
}


def machine_key() -> str:
    """The section of the file that counts made here belong to."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"{platform.python_implementation()} {python}, {platform.system()} {platform.machine()}"


def work(peer: str, often: str) -> None:
    """What runs under valgrind: every hot operation FEW times, and the one named `often` MANY times more."""
    chosen = next(kind for kind in ALL if kind.name == peer)
    with tempfile.TemporaryDirectory() as folder:
        store = chosen(Path(folder))
        for name, shape in HOT.items():
            if shape.on_list:
                store.fill_list(shape.list_items())
            else:
                store.fill(shape.dict_items(), shape.kind)
            run = store.runner([shape.action], shape.kind, shape.variants())
            if run is None:
                sys.exit(f"{peer} has no statement for {name}")
            run(FEW)
            if name == often:
                run(MANY)
        store.stop()


def counted(peer: str, often: str) -> int:
    """Instructions of a whole interpreter that does the work."""
    tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    program = [sys.executable, "-m", "benchmarks.instructions", "--work", peer, often]
    done = subprocess.run(
        tool + program, env=os.environ | {"PYTHONHASHSEED": "0"}, capture_output=True, text=True
    )
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        sys.exit(f"{often or 'all operations'}: status {done.returncode}\n{done.stderr}")
    return int(found[1])


def per_operation(peer: str) -> dict[str, float]:
    """Instructions of each hot operation of a peer, the few of the loop included."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        base, *totals = pool.map(partial(counted, peer), ["", *HOT])
    return {name: round((total - base) / MANY, 1) for name, total in zip(HOT, totals, strict=True)}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.instructions", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--record", action="store_true", help="keep the counts as those to compare with")
    parser.add_argument("--peer", default="mmfshare", help="count another peer, and compare with nothing")
    parser.add_argument("--work", nargs=2, metavar=("PEER", "OPERATION"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(*options.work)
        return 0
    if not shutil.which("valgrind"):
        sys.exit("valgrind is not installed")
    recorded = json.loads(RECORDED.read_text()) if RECORDED.exists() else {}
    known = {} if options.peer != "mmfshare" else recorded.get(machine_key(), {})
    counts = per_operation(options.peer)
    risen = [name for name, count in counts.items() if name in known and count > known[name] * RISE]
    for name, count in counts.items():
        print(
            f"{name:16} {count:8.1f}  recorded {known.get(name, '-'):>8} {'RISEN' if name in risen else ''}"
        )
    if options.peer != "mmfshare":
        return 0
    if options.record:
        recorded[machine_key()] = counts
        RECORDED.write_text(json.dumps(recorded, indent=1, sort_keys=True) + "\n")
        return 0
    if set(counts) - set(known):
        print(f"nothing recorded for {machine_key()}: run with --record", file=sys.stderr)
        return 2
    return 1 if risen else 0


if __name__ == "__main__":
    sys.exit(main())
