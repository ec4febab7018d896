"""Long bytes and texts are read into the object that is given: once, whole, and never as a str that is none."""

from __future__ import annotations

import sys

import pytest
import support

import mmfshare

LENGTH = 64 << 20
KINDS = {
    "bytes": (b"x", LENGTH),
    "ASCII": ("a", LENGTH),
    "Latin-1": ("é", LENGTH),
    "two bytes": ("\u0416", LENGTH // 2),
    "four bytes": ("\U0001f600", LENGTH // 4),
}
# A fresh process: the heap of one that was forked may have much that is free.
READER = """
import resource, sys
from pathlib import Path
import mmfshare

ns = mmfshare.open("test", reuse=True)
ns["d"], ns["l"]  # what a first use needs has been taken
item, count, more = eval(sys.argv[1])
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + more, used + more))
for way in (
    lambda: ns["value"],
    lambda: ns.get("value"),
    lambda: ns["l"][0],
    lambda: next(iter(ns["d"].values())),
    lambda: ns.setdefault("value", None),
):
    try:
        got = way()
    except MemoryError:
        print("no memory")
    else:
        print(len(got) == count and got.count(item) == count)
        del got
"""


def _read(item, count, more):
    with mmfshare.open("test", max_size="1G") as ns:
        ns["value"] = item * count
        ns["d"] = {"value": item * count}
        ns["l"] = [item * count]
        done = support.python("-c", READER, repr((item, count, more)))
        assert done.returncode == 0, done.stderr
        return done.stdout.split("\n")[:-1]


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or not support.WITH_GIL,
    reason="counts on what a process with a GIL has mapped on Linux",
)
@pytest.mark.parametrize("kind", KINDS)
def test_there_is_room_for_one_copy(kind):
    item, count = KINDS[kind]
    assert _read(item, count, LENGTH * 3 // 2) == ["True"] * 5
    assert _read(item, count, LENGTH // 2) == ["no memory"] * 5


LIES = {
    "a byte that is not ASCII": ("a" * 1000, b"\xff"),
    "nothing but ASCII, as Latin-1": ("é" + "a" * 1000, b"a"),
    "nothing but Latin-1, in two bytes": ("\u0416" + "é" * 1000, b"a\0"),
    "nothing beyond two bytes, in four": ("\U0001f600" + "\u0416" * 1000, b"a\0\0\0"),
    "a character that there is not": ("\U0001f600" * 1000, b"\0\0\x11\0"),
    "one with the highest bit": ("\U0001f600" * 1000, b"\0\0\0\x80"),
}


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("place", ["dict", "list", "key"])
def test_what_is_no_str_is_not_given(lie, place, ns):
    text, wrong = LIES[lie]
    holder = {"dict": {"k": text}, "list": [text], "key": {text: 1}}[place]
    ns["x"] = holder
    encoding = {1: "ascii" if text.isascii() else "latin-1", 2: "utf-16-le", 4: "utf-32-le"}
    width = 1 if max(text) < "\u0100" else 2 if max(text) < "\U00010000" else 4
    stored = text.encode(encoding[width])

    def read() -> object:
        return ns["x"]["k"] if place == "dict" else ns["x"][0] if place == "list" else next(iter(ns["x"]))

    assert read() == text
    with open(ns.path, "r+b") as file:
        at = file.read().index(stored)
        file.seek(at)
        file.write(wrong)
        file.flush()
        for _ in range(2):
            with pytest.raises(mmfshare.CorruptNamespace):
                read()
        file.seek(at)
        file.write(stored)
    assert read() == text


def test_what_others_replace_all_the_time_is_whole(ns, child):
    """Of other lengths and types each time, long and short."""

    def shapes() -> list[object]:
        return [
            *("a" * 3_000_000, b"b" * 2_000_000, "é" * 1_000_000, "\u0416" * 700_000, "\U0001f600" * 300_000),
            *(b"c" * 3_000_000, 1, "d" * 300, b"e" * 5, "f" * 1_000_001, {"n": 1}, (7,) * 300),
        ]

    def write(link):
        values = shapes()
        with mmfshare.open("test", reuse=True) as theirs:
            link.say("ready")
            number = 0
            while theirs["going"]:
                theirs["value"] = theirs["l"][0] = values[number % len(values)]
                number += 1
            return number

    def read(link):
        known = [value for value in shapes() if not isinstance(value, dict)]
        with mmfshare.open("test", reuse=True, timeout=support.PATIENCE) as theirs:
            for _ in range(150):
                for got in theirs["value"], theirs["l"][0]:
                    assert isinstance(got, mmfshare.SharedDict) or got in known, (type(got), len(got))

    ns.update({"going": True, "value": 0, "l": [0]})
    writer = child(write)
    writer.hear()
    readers = [child(read) for _ in range(2)]
    for reader in readers:
        reader.result()
    ns["going"] = False
    assert writer.result() > 0
