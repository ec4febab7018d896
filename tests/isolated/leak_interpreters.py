"""Interpreters that import the module, use it and end; several may have it at once."""

import sys

import growth

import mmfshare

try:
    import _interpreters
except ImportError:
    import _xxsubinterpreters as _interpreters

ROUNDS = 30

SCRIPT = f"""
import sys
sys.path[:] = {sys.path!r}
import mmfshare
with mmfshare.open("leak", swapfile={sys.argv[1]!r}) as ns:
    ns.add("count")
    ns["d"] = {{"x": [1, 2, {{3}}]}}
    child = ns["d"]["x"]
    assert child[2] == {{3}}
    try:
        ns["absent"]
    except KeyError:
        pass
assert mmfshare.ABSENT is mmfshare._mmf.ABSENT
"""


def interpreters() -> None:
    both = [_interpreters.create() for _ in range(2)]
    for interpreter in both:
        failure = _interpreters.run_string(interpreter, SCRIPT)
        if failure is not None:
            sys.exit(f"in an interpreter: {failure}")
    for interpreter in both:
        _interpreters.destroy(interpreter)


ns = mmfshare.open("leak", swapfile=sys.argv[1])
# The standard library leaves some tens of objects behind in each interpreter; one module's state would be hundreds.
growth.check(interpreters, rounds=ROUNDS, blocks=ROUNDS * 2 * 50)
assert ns["count"] > 2 * ROUNDS
ns.verify()
