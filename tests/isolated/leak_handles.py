"""Handles, iterators and whole namespaces, made and dropped, also in cycles and after close()."""

import gc
import sys

import growth

import mmfshare

path = sys.argv[1]
ns = mmfshare.open("leak", size="1M", swapfile=path)
ns["d"], ns["n"] = {"x": [1, 2], "y": {"z": 1}}, 1


class Labelled(mmfshare.Namespace):
    """A subclass has a __dict__, by which it can be part of a cycle."""


def handles() -> None:
    ns["d"]["x"], ns["d"]["y"]
    children = list(ns["d"].values())
    for iterator in (
        iter(children[0]),
        reversed(children[0]),
        iter(children[1].items()),
        reversed(children[1]),
    ):
        next(iterator)
    ns["d"] = {"x": children[0], "y": children[1]}
    ns.transaction().__enter__().__exit__(None, None, None)


def namespaces() -> None:
    with mmfshare.open("leak", swapfile=path) as other:
        kept = other["d"]["x"], other.scalar("n"), iter(other["d"])
    for use in (lambda: kept[0][0], lambda: kept[1].value, lambda: next(kept[2]), lambda: len(other)):
        try:
            use()
        except ValueError:
            continue
        sys.exit("a closed namespace was used")


def left_open() -> None:
    other = mmfshare.open("leak", swapfile=path)
    other["d"]["x"].append(1)
    other["d"]["x"].pop()


def cycles() -> None:
    options = {
        "size_given": False, "max_size_given": False, "mode_given": False, "create": False, "readonly": False,
        "trust": False,
        "accept_reboot": False, "timeout": 1, "serializer": "pickle", "autolock": True, "debug": False,
    }  # fmt: skip
    labelled = Labelled(path, "leak", 1 << 20, 0, 0o600, **options)
    labelled.children = [
        labelled,
        labelled["d"],
        labelled["d"]["x"],
        iter(labelled["d"]),
        labelled.scalar("n"),
    ]
    del labelled
    gc.collect()


for work in (handles, namespaces, left_open, cycles):
    growth.check(work)
ns.verify()
