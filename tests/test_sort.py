"""sort() and reverse() of a SharedList: what moves is stored in runs, and all of it comes back when it is undone."""

from __future__ import annotations

import random

import pytest

CHANGES = {"sort": list.sort, "reverse": list.reverse}


class Stop(Exception):
    pass


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("length", [2, 3, 9, 256, 257, 2000])
def test_of_what_is_partly_in_order(ns, length, name):
    generator = random.Random(length)
    ns["l"] = [None] * 5 + list(range(length))
    items = ns["l"]
    del items[:5]  # so that the items do not begin where a chunk begins
    for _ in range(10):
        plain = list(range(length))
        start = generator.randrange(length)
        part = plain[start : start + generator.choice((2, 8, 9, 700))]
        plain[start : start + len(part)] = generator.sample(part, len(part))
        items[:] = plain
        changed = plain.copy()
        CHANGES[name](changed)
        with pytest.raises(Stop), ns.transaction():
            getattr(items, name)()
            assert items == changed
            raise Stop
        assert items == plain
        getattr(items, name)()
        assert items == changed
    ns.verify()
