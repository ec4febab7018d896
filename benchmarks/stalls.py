"""Loads that wait for the cache, because what they load was stored in other pieces a moment before.

    python -m benchmarks.stalls        about eight minutes; needs valgrind, a C compiler and addr2line

A processor forwards what was stored to a load that it covers. A load of two words that were stored one by one waits
until both are in the cache, 4 to 12 ns, which no instruction count shows. The operations below run once under
valgrind's lackey, and stalls.c looks through its trace. Printed are the loads of the extension module that did so in
each turn of an operation, with the store before them.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TURNS = 1000
MODULE = "_mmf."
PREPARE = """
keys = [f"k{i}" for i in range(TURNS)]
long_keys = [f"a key of many letters {i}" for i in range(TURNS)]
numbers = list(range(TURNS))
d, texts, records, long, new = (ns.dict(name) for name in ("d", "texts", "records", "long", "new"))
many = ns.list("many")
d.update(dict.fromkeys(keys, 1))
for _ in range(6):
    for key in keys: d[key] = 1000
texts.update(dict.fromkeys(keys, "x" * 20))
long.update(dict.fromkeys(long_keys, 1))
records.update({key: {"id": 1, "name": "a", "tags": ["x", "y"]} for key in keys})
"""
OPERATIONS = """
for key in keys: d[key]
for key in keys: d[key] = 2000
for key in keys: d.add(key)
for key in keys: texts[key]
for key in keys: texts[key] = "y" * 20
for key in long_keys: long[key]
for key in long_keys: long[key] = 2
for number in numbers: new[number] = number
for key in new: pass
for item in new.items(): pass
for number in numbers: del new[number]
for number in numbers: many.append(number)
for number in numbers: many[number]
for number in numbers: many[number] = 3
for number in many: pass
for number in numbers: many.pop()
for key in keys: records[key].snapshot()
for key in keys: records[key]["id"]
for key in keys: records[key] = {"id": 1, "name": "a", "tags": ["x", "y"]}
"""


def work(where: Path) -> None:
    """What runs under valgrind. Writes where the extension module lies in memory, and its file."""
    import mmfshare

    with mmfshare.open(swapfile=where / "namespace", size="64M") as ns:
        scope = {"ns": ns, "TURNS": TURNS}
        exec(PREPARE, scope)
        exec(OPERATIONS, scope)
    mapped = [line.split() for line in Path("/proc/self/maps").read_text().splitlines() if MODULE in line]
    (where / "module").write_text(f"{mapped[0][0].split('-')[0]} {mapped[0][-1]}")


def trace(where: Path) -> str:
    """What stalls.c says of the work."""
    reader = where / "stalls"
    source = Path(__file__).with_suffix(".c")
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", reader, source], check=True)
    read_end, write_end = os.pipe()
    tool = ["valgrind", "--tool=lackey", "--trace-mem=yes", f"--log-fd={write_end}"]
    program = [sys.executable, "-m", "benchmarks.stalls", "--work", str(where)]
    traced = subprocess.Popen(
        tool + program, pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    os.close(write_end)
    found = subprocess.run([reader], stdin=read_end, capture_output=True, text=True, check=True).stdout
    os.close(read_end)
    _, error = traced.communicate()
    if traced.returncode:
        sys.exit(error)
    return found


def line_of(module: str, address: int) -> str:
    """The innermost function and line of an address, such as "mmf_ring_read ring.h:27"."""
    told = subprocess.run(
        ["addr2line", "-f", "-e", module, hex(address)], capture_output=True, text=True, check=True
    )
    function, place = told.stdout.split("\n")[:2]
    return f"{function.split('.')[0]} {Path(place.split(' ')[0]).name}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stalls", description=__doc__.split("\n")[0])
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work)
        return 0
    for tool in ("valgrind", "addr2line"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        lines = trace(Path(folder)).splitlines()
        base, module = (Path(folder) / "module").read_text().split()
    first, end = int(base, 16), int(base, 16) + Path(module).stat().st_size
    rows = sorted((line.split() for line in lines), key=lambda row: -int(row[0]))
    ours = [row for row in rows if first <= int(row[1], 16) < end and int(row[0]) >= TURNS]
    for times, load, size, store in ours:
        stored = line_of(module, int(store, 16) - first) if first <= int(store, 16) < end else "elsewhere"
        print(
            f"{times:>8} times {size} bytes at {line_of(module, int(load, 16) - first)}, stored at {stored}"
        )
    print(f"{len(ours)} such loads among {len(rows)} of all modules")
    return 0


if __name__ == "__main__":
    sys.exit(main())
