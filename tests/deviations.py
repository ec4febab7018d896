"""Where SharedDict and SharedList answer otherwise than CPython's own tests demand, and why.

`python tests/deviations.py` prints the table for docs/deviations.md. test_protocol.py proves that each test
here fails as it stands, that all others pass, and that the page has the same rows.
"""

from __future__ import annotations

from typing import NamedTuple


class Deviation(NamedTuple):
    suite: str  # "dict" (test.mapping_tests) or "list" (test.list_tests, test.seq_tests)
    test: str
    reason: str


NO_CONSTRUCTOR = "A handle names a container of a namespace: there is nothing to construct or to subclass."
BY_VALUE = "Values are kept by value: an object of a class that pickle cannot find again is refused."
KEYS = "Keys are str, bytes, int, float, bool, None and tuples of these; others are a TypeError."

DEVIATIONS = (
    Deviation("dict", "test_copy", "copy() gives a plain dict, not another shared one."),
    Deviation("dict", "test_fromkeys", "fromkeys() gives a plain dict. " + NO_CONSTRUCTOR),
    Deviation("dict", "test_getitem", KEYS),
    Deviation("dict", "test_pop", KEYS),
    Deviation("dict", "test_setdefault", KEYS),
    Deviation("dict", "test_eq", KEYS),
    Deviation("dict", "test_repr", "It shows as SharedDict({...}), and cannot contain itself."),
    Deviation("list", "test_init", "Calling __init__ again changes nothing. " + NO_CONSTRUCTOR),
    Deviation("list", "test_addmul", NO_CONSTRUCTOR),
    Deviation("list", "test_getitemoverwriteiter", NO_CONSTRUCTOR),
    Deviation("list", "test_free_after_iterating", NO_CONSTRUCTOR),
    Deviation("list", "test_contains_order", BY_VALUE),
    Deviation("list", "test_remove", BY_VALUE),
    Deviation("list", "test_index", BY_VALUE),
    Deviation("list", "test_repr", "It shows as SharedList([...]), and cannot contain itself."),
)


def table() -> str:
    """The rows in Markdown."""
    suites = {"dict": "mapping_tests", "list": "list_tests"}
    rows = [f"| `{suites[d.suite]}` | `{d.test}` | {d.reason} |" for d in DEVIATIONS]
    return "\n".join(["| CPython's file | test | why it differs |", "| --- | --- | --- |", *rows])


if __name__ == "__main__":
    print(table())
