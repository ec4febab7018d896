"""Each program of examples/ runs to its end and prints what it is there to show."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import support

EXAMPLES = Path(__file__).parent.parent / "examples"


def run(name, *arguments):
    done = support.python("-W", "error", str(EXAMPLES / name), *arguments, timeout=60)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout


@pytest.fixture(autouse=True)
def nothing_is_left(folder):
    yield
    assert list(folder.iterdir()) == []


def test_every_example_is_tested():
    text = Path(__file__).read_text(encoding="utf-8")
    for path in EXAMPLES.glob("*.py"):
        assert f'"{path.name}"' in text, path.name


def test_signalling():
    assert run("signalling.py") == "Hello from the child\n"


def test_interleaving():
    *lines, last = run("interleaving.py").splitlines()
    assert last == "20 marks of the parent, 20 of the child" and len(lines) == 40
    before = ""
    for number, line in enumerate(lines, 1):
        writer, length, marks = line.split("\t")
        mark = "-" if writer.startswith("parent") else "#"
        # Whoever printed had just pushed, and nobody had come between.
        assert marks == before + mark and int(length) == number
        before = marks


@pytest.mark.parametrize("is_first", ["server", "client"])
def test_server_and_client(is_first):
    with subprocess.Popen(
        [sys.executable, "-W", "error", str(EXAMPLES / f"{is_first}.py")], stdout=subprocess.PIPE, text=True
    ) as process:
        if is_first == "server":
            first = process.stdout.readline()
            client = run("client.py")
            rest, _ = process.communicate(timeout=60)
        else:
            first, rest = run("server.py").splitlines(keepends=True)
            client, _ = process.communicate(timeout=60)
    assert first == "server: there are 2 colours\n" and process.returncode == 0
    assert client.splitlines() == [
        "client: these are blue: sky, police cars",
        "client: these are red: fire truck, leaves in the fall",
    ]
    assert rest == "server: these are blue: sky, police cars, the sea\n"


def test_sharing_objects():
    shown = run("sharing_objects.py")
    assert "{'list': ['A', 'B', 'C', 'D']}\nAccount(owner='Anna', balance=150)\n" in shown
    assert re.search(r"^'accounts' +dict +1 ", shown, re.M)


def test_private_swap_file():
    assert run("private_swap_file.py") == "colour=red, speed=7\n1048576 bytes\n"


def test_benchmark():
    lines = run("benchmark.py", "0.02").splitlines()
    assert [line[:16].strip() for line in lines] == ["setvar", "tied scalar", "namespace item", "plain dict"]
    assert all(int(line.split()[-3].replace(",", "")) > 0 for line in lines)
