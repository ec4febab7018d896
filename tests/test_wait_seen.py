"""wait(seen=...): what was seen and what is there may go while they are compared."""

from __future__ import annotations

import pytest

import mmfshare

LONG = 30  # seconds in which everything has happened


class SeenLate:
    """What another process changes at the moment when it is compared with a dict."""

    def __init__(self, other):
        self._other = other

    @property
    def __class__(self):
        if self._other:
            other, self._other = self._other, None
            other.say()
            other.result()
        return dict

    def __eq__(self, value):
        return value == {"a": 1}

    __hash__ = None


@pytest.mark.parametrize("of", ["dict", "scalar", "tied hash", "tied scalar"])
def test_a_child_that_is_replaced_while_it_is_compared_differs(ns, child, of):
    scalar = ns.scalar("s")
    ns["d"], ns["s"] = {"c": {"a": 1}}, {"a": 1}

    def replace(link):
        link.hear()
        with mmfshare.open("test") as theirs:
            theirs["d"]["c"] = theirs["s"] = [2]

    waits = {
        "dict": lambda seen: ns["d"].wait("c", LONG, seen=seen),
        "scalar": lambda seen: scalar.wait(LONG, seen=seen),
        "tied hash": lambda seen: mmfshare.tie("hash", "d", namespace=ns).wait("c", LONG, seen=seen),
        "tied scalar": lambda seen: mmfshare.tie("scalar", "s", namespace=ns).wait(LONG, seen=seen),
    }
    assert waits[of](SeenLate(child(replace))) is True


def test_what_was_seen_may_be_a_stale_handle(ns, child):
    ns["d"], ns["old"] = {}, {}
    seen = ns["old"]

    def delete(link):
        with mmfshare.open("test") as theirs:
            del theirs["old"]

    child(delete).result()
    with pytest.raises(mmfshare.StaleHandle):
        ns.wait("d", 0, seen=seen)
