"""Random programs on tied arrays and hashes, and on Perl's own: each step gives the same and leaves the same."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

import mmfshare

PROGRAMS, STEPS = 400, 25
MODEL = Path(__file__).parent / "model.pl"
KEYS = ["a", "b", "1", 1, 7, "", "ü", 0.5, 1e20]

needs_perl = pytest.mark.skipif(
    shutil.which("perl") is None or subprocess.run(["perl", "-MJSON::PP", "-e", "1"]).returncode != 0,
    reason="needs perl",
)


def random_step(choose):
    index, value = choose.randrange(-5, 8), choose.randrange(100)
    values = [choose.randrange(100) for _ in range(choose.randrange(4))]
    keys = choose.sample(KEYS, choose.randrange(1, 4))
    return choose.choice(
        [
            ["get", index],
            ["set", index, value],
            ["push", *values],
            ["unshift", *values],
            ["pop"],
            ["shift"],
            ["splice0"],
            ["splice1", index],
            ["splice", index, choose.randrange(-4, 6), *values],
            ["splice", index, choose.randrange(-4, 6), *values],
            ["length", choose.randrange(-2, 8)],
            ["delete", index],
            ["clear"],
            ["assign", *values],
            ["get_slice", [index, choose.randrange(-3, 6)]],
            # As many values as indices: a missing one is undef, which tied arrays do not tell from a gap.
            ["set_slice", [choose.randrange(6), choose.randrange(6)], [value, value + 1]],
            ["hash_get", keys[0]],
            ["hash_set", keys[0], value],
            ["hash_delete", keys[0]],
            ["hash_exists", keys[0]],
            ["hash_clear"],
            ["hash_assign", *([key, value] for key in keys)],
            ["hash_get_slice", keys],
            ["hash_set_slice", keys, values],
            ["hash_scalar"],
        ]
    )


def run_step(array, hash_, name, arguments):
    target, method = (hash_, name.removeprefix("hash_")) if name.startswith("hash_") else (array, name)
    if method == "get":
        return target[arguments[0]]
    if method == "set":
        target[arguments[0]] = arguments[1]
        return None
    if method == "length":
        array.length = arguments[0]
        return None
    if method == "assign":
        return target.assign(arguments)
    if method == "exists":
        return int(target.exists(arguments[0]))
    return getattr(target, method.rstrip("01"))(*arguments)


@needs_perl
def test_random_programs_do_what_perl_does():
    choose = random.Random(20)
    programs = [[random_step(choose) for _ in range(STEPS)] for _ in range(PROGRAMS)]
    done = subprocess.run(["perl", str(MODEL)], input=json.dumps(programs), capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr, done.stderr
    told = json.loads(done.stdout)
    with mmfshare.configure():
        array, hash_ = mmfshare.tie("array", "array"), mmfshare.tie("hash", "hash")
        for program, answers in zip(programs, told, strict=True):
            array.clear(), hash_.clear()
            for (name, *arguments), expected in zip(program, answers, strict=True):
                try:
                    result = run_step(array, hash_, name, arguments)
                except IndexError:
                    result = "died"
                exists = [int(array.exists(index)) for index in range(len(array))]
                assert [result, array.copy(), exists, hash_.copy()] == expected, (program, name, arguments)
