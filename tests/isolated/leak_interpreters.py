"""Interpreters that import the module, use it and end; several may have it at once."""

import sys

import growth

import mmfshare

try:
    import _interpreters
except ImportError:
    import _xxsubinterpreters as _interpreters

ROUNDS = 15
# In CPython 3.12 pickle frees memory of another interpreter when it has a buffer_callback: do without objects there.
OBJECT = "3" if sys.version_info[:2] == (3, 12) else "{3}"

SCRIPT = f"""
import sys
sys.path[:] = {sys.path!r}
import mmfshare
with mmfshare.open("leak", swapfile={sys.argv[1]!r}) as ns:
    ns.add("count")
    ns["d"] = {{"x": [1, 2, {OBJECT}]}}
    child = ns["d"]["x"]
    assert child[2] == {OBJECT}
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
if sys.version_info >= (3, 12):
    # Here every interpreter leaves megabytes behind, even an empty one: only run them.
    for _ in range(5):
        interpreters()
else:
    # The standard library leaves some objects behind in each; the state of one module would be hundreds.
    growth.check(interpreters, rounds=ROUNDS, blocks=ROUNDS * 2 * 50)
assert ns["count"] >= 2 * 5
ns.verify()
