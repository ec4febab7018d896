"""Iterating while others write: never an error, each key that stays exactly once, in insertion order."""

from __future__ import annotations

import random

import pytest

import mmfshare

WAYS = {
    "keys": lambda d: iter(d),
    "items": lambda d: (key for key, _ in d.items()),
    "values": lambda d: (value[0] for value in d.values()),
    "reversed": lambda d: reversed(d),
    "reversed items": lambda d: (key for key, _ in reversed(d.items())),
    "reversed values": lambda d: (value[0] for value in reversed(d.values())),
}


@pytest.fixture(params=WAYS, ids=[way.replace(" ", "-") for way in WAYS])
def way(request):
    return request.param


def check(seen, staying, way):
    """Each key that stayed exactly once, in order. One deleted and set again may be met at both places."""
    stayed = [key for key in seen if key in set(staying)]
    assert stayed == (list(reversed(staying)) if way.startswith("reversed") else staying)


def test_changes_by_the_one_who_iterates(ns, way):
    generator = random.Random(6)
    d = ns.dict("d")
    for _ in range(30):
        d.clear()
        staying = [f"stay {number}" for number in range(100)]
        order = staying + [f"go {number}" for number in range(100)]
        generator.shuffle(order)
        staying = [key for key in order if key.startswith("stay")]
        d.update({key: (key, 0) for key in order})
        seen = []
        for step, key in enumerate(WAYS[way](d)):
            seen.append(key)
            assert step < 3000
            stay = f"stay {generator.randrange(100)}"
            d[stay] = (stay, step)
            if step < 400:
                key = f"go {generator.randrange(100)}"
                d.pop(key, None)
                if generator.random() < 0.5:
                    d[key] = (key, 1)
                d[f"new {step}"] = (f"new {step}", 2)
                d.pop(f"new {generator.randrange(400)}", None)
        check([key for key in seen if key.startswith("stay")], staying, way)


def test_deleting_what_was_just_given(ns, way):
    d = ns.dict("d")
    order = [f"k{number}" for number in range(300)]
    d.update({key: (key,) for key in order})
    seen = []
    for key in WAYS[way](d):
        seen.append(key)
        del d[key]
    assert seen == (order[::-1] if way.startswith("reversed") else order) and len(d) == 0


def test_deleting_all_but_what_was_just_given(ns, way):
    d = ns.dict("d")
    d.update({number: (number,) for number in range(300)})
    seen = []
    for key in WAYS[way](d):
        seen.append(key)
        for other in list(d):
            if other != key:
                del d[other]
    assert seen == [299 if way.startswith("reversed") else 0]


def test_clearing_and_filling_meanwhile(ns, way):
    d = ns.dict("d")
    d.update({number: (number,) for number in range(10)})
    iterator = WAYS[way](d)
    next(iterator)
    d.clear()
    d.update({number: (number,) for number in range(100, 110)})
    rest = list(iterator)
    assert len(rest) == len(set(rest)) and set(rest) <= set(range(100, 110))


def test_keys_added_behind_are_seen_as_the_last(ns):
    d = ns.dict("d")
    d.update(a=1, b=2)
    seen = []
    for key in d:
        seen.append(key)
        if len(seen) < 4:
            d[f"new {len(seen)}"] = 1
    assert seen == ["a", "b", "new 1", "new 2", "new 3"]


def test_an_exhausted_iterator_stays_so(ns):
    d = ns.dict("d")
    d["a"] = 1
    iterator = iter(d)
    assert list(iterator) == ["a"]
    d["b"] = 2
    assert list(iterator) == [] and next(iterator, "end") == "end"


def test_another_process_writes_meanwhile(ns, child, way):
    staying = [f"stay {number}" for number in range(500)]
    d = ns.dict("d")
    for number, key in enumerate(staying):
        d[key] = (key,)
        d[f"go {number}"] = (f"go {number}",)

    def disturb(link):
        generator = random.Random(7)
        with mmfshare.open("test", timeout=None) as theirs:
            mine = theirs["d"]
            link.say("ready")
            rounds = 0
            while not link.asked_to_stop():
                for _ in range(50):
                    key = f"go {generator.randrange(3000)}"
                    if generator.random() < 0.5:
                        mine[key] = (key,)
                    else:
                        mine.pop(key, None)
                    key = f"stay {generator.randrange(500)}"
                    mine[key] = (key,)
                rounds += 1
            return rounds

    writer = child(disturb)
    writer.hear()
    for _ in range(15):
        seen = list(WAYS[way](d))
        check(seen, staying, way)
    writer.say()
    assert writer.result() > 0
    ns.verify()


def test_a_list_shrinks_and_grows_meanwhile(ns, child):
    ns["l"] = list(range(1000))

    def disturb(link):
        with mmfshare.open("test", timeout=None) as theirs:
            mine = theirs["l"]
            link.say("ready")
            while not link.asked_to_stop():
                del mine[500:]
                mine.extend(range(500, 1000))
                mine.append(mine.popleft())
                mine.appendleft(mine.pop())

    writer = child(disturb)
    writer.hear()
    for _ in range(30):
        seen = list(ns["l"])
        # The whole moves by one place for a moment, so an item may be met twice or missed; none is wrong.
        assert set(seen) <= set(range(1000)) and len(seen) <= 2000
        assert ns["l"].snapshot() in ([*range(500)], [*range(1000)], [*range(1, 1000), 0], [*range(1, 1000)])
        assert all(0 <= value < 1000 for value in reversed(ns["l"]))
    writer.say()
    writer.result()
    ns.verify()


def test_a_snapshot_is_of_one_instant(ns, child):
    ns["d"] = {str(number): 0 for number in range(200)}
    ns["d"]["inner"] = {"l": [0, 0]}

    def write(link):
        with mmfshare.open("test", timeout=None) as theirs:
            link.say("ready")
            count = 0
            while not link.asked_to_stop():
                count += 1
                theirs["d"].update(
                    {**{str(number): count for number in range(200)}, "inner": {"l": [count, count]}}
                )

    writer = child(write)
    writer.hear()
    for _ in range(100):
        plain = ns["d"].snapshot()
        inner = plain.pop("inner")
        assert len({*plain.values(), *inner["l"]}) == 1
    writer.say()
    writer.result()
