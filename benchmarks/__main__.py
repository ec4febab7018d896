"""The one command: python -m benchmarks [--quick] [--only PART,...] [--peers NAME,...] [--out FOLDER]."""

import argparse
import importlib.util
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from . import attach, contests, harness, latency, machine, plots, report, sizes, threads
from .operations import OPERATIONS, Operation
from .peers import ALL, Builtin, Peer

PARTS = ("operations", "processes", "scaling", "threads", "latency", "sizes", "fill", "attach")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="mmfshare beside its peers")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts to measure: {', '.join(PARTS)}")
    parser.add_argument("--operations", default="", help="only operations whose name holds this text")
    parser.add_argument(
        "--peers", default="", help="only peers whose names hold one of these, comma-separated"
    )
    parser.add_argument("--rounds", type=int, default=21, help="turns of each peer in each operation")
    parser.add_argument("--turn-ms", type=float, default=10, help="length of a turn")
    parser.add_argument("--seconds", type=float, default=0.3, help="length of a run with several processes")
    parser.add_argument("--keys", type=int, default=1_000_000, help="most keys in the parts sizes and fill")
    parser.add_argument("--attach-size", default="1G", help="size of the namespace that is attached to")
    parser.add_argument(
        "--quick", action="store_true", help="few short turns: shows that it works, not how fast"
    )
    parser.add_argument("--out", type=Path, default=Path("build/benchmarks"))
    parser.add_argument(
        "--folder", type=Path, help="where the stores lie; default /dev/shm, else the temporary folder"
    )
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.turn_ms, options.seconds = 3, 2, 0.05
        options.keys, options.attach_size = 10_000, "16M"
    unknown = set(options.only.split(",")) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    options.peers = [word.strip().lower() for word in options.peers.split(",") if word.strip()]
    unknown = {word for word in options.peers if not any(is_meant(kind, [word]) for kind in ALL)}
    if unknown:
        parser.error(
            f"no such peer: {', '.join(sorted(unknown))}; there are {'; '.join(k.name for k in ALL)}"
        )
    if not any(options.operations in operation.name for operation in OPERATIONS):
        parser.error(f"no operation has {options.operations!r} in its name")
    return options


def is_meant(kind: type[Peer], words: Sequence[str]) -> bool:
    """Does the peer's name hold one of the words?"""
    return any(word in kind.name.lower() for word in words)


@contextmanager
def standing(kinds: Sequence[type[Peer]], folder: Path) -> Iterator[list[Peer]]:
    """The peers, started; stopped at the end."""
    with ExitStack() as stack:
        peers = []
        for i, kind in enumerate(kinds):
            place = folder / str(i)
            place.mkdir()
            peer = kind(place)
            stack.callback(peer.stop)
            peers.append(peer)
        yield peers


def run(options: argparse.Namespace, kinds: list[type[Peer]], folder: Path) -> Iterator[tuple[str, Any]]:
    """Each part's name and results, as they come."""
    parts = options.only.split(",")
    rounds, few = options.rounds, max(3, options.rounds // 4)
    if set(parts) - {"fill", "attach"}:
        with standing(kinds, folder) as peers:
            if "operations" in parts:
                rows = [
                    told(harness.measure(operation, peers, rounds, options.turn_ms))
                    for operation in OPERATIONS
                    if options.operations in operation.name
                    and not (options.quick and operation.count > 10_000)
                ]
                yield "operations", rows
                yield (
                    "bulk",
                    [
                        row
                        for many in OPERATIONS
                        if many.single and options.operations in many.name
                        for row in harness.compare(many, named(many.single), peers, rounds, options.turn_ms)
                    ],
                )
            if "processes" in parts:
                yield (
                    "processes",
                    contests.hold(peers, contests.counter() + contests.readers(), few, options.seconds),
                )
            if "scaling" in parts:
                yield "scaling", contests.hold(peers, contests.scaling(8), few, options.seconds)
            if "threads" in parts:
                yield "threads", threads.measure(peers, few, options.seconds)
            if "latency" in parts:
                yield "latency", latency.measure(peers, options.seconds * 3, folder)
            if "sizes" in parts:
                yield "sizes", sizes.per_operation(peers, options.keys, few, options.turn_ms)
    if "fill" in parts:
        yield "fill", sizes.fill(folder, options.keys, 3)
    if "attach" in parts:
        yield "attach", attach.measure(folder, options.attach_size, rounds)


def told(result: dict[str, Any]) -> dict[str, Any]:
    """The result, after a line on it."""
    rows = ", ".join(f"{row['peer']} {row['ratio_median']:.3g}" for row in result["rows"][1:])
    print(
        f"{result['name']}: times {result['baseline']} ({result['rows'][0]['ns_min']:.3g} ns): {rows}",
        flush=True,
    )
    for failure in result["failures"]:
        print(f"    {failure['peer']} failed: {failure['error']}")
    return result


def named(name: str) -> Operation:
    return next(operation for operation in OPERATIONS if operation.name == name)


def main() -> None:
    options = arguments()
    wanted = options.peers
    chosen = [kind for kind in ALL if kind is Builtin or not wanted or is_meant(kind, wanted)]
    kinds, versions, missing = machine.present(chosen)
    settings = {
        "rounds": options.rounds,
        "turn_ms": options.turn_ms,
        "seconds": options.seconds,
        "keys": options.keys,
    }
    facts = machine.describe()
    results: dict[str, Any] = {
        "machine": facts,
        "settings": settings,
        "versions": versions,
        "missing": missing,
    }
    for name, value in [*facts.items(), *versions.items()]:
        print(f"{name}: {value}")
    for name, why in missing.items():
        print(f"not measured: {name} ({why})")
    folder = Path(tempfile.mkdtemp(prefix="benchmark-", dir=options.folder or machine.memory()))
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        for part, rows in run(options, kinds, folder):
            results[part] = rows
            (options.out / "results.json").write_text(json.dumps(results, indent=1) + "\n")
            (options.out / "results.md").write_text(report.markdown(results))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"results: {options.out / 'results.md'}, {options.out / 'results.json'}")
    if importlib.util.find_spec("matplotlib"):
        for path in plots.draw(results, options.out):
            print(f"plot: {path}")


if __name__ == "__main__":
    main()
