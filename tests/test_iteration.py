"""Iterating while others write: never an error, each key that stays exactly once, in order, none that is new."""

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
    """Each key that stayed exactly once, in order."""
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
    assert rest == []


# What is done with each key that is given. The value of key k is (k,).
STEPS = {
    "adds a key": lambda d, key: d.update({f"{key} bak": (f"{key} bak",)}),
    "moves the key to the end": lambda d, key: d.update({key: d.pop(key)}),
    "moves all keys but the last to the end": lambda d, key: [d.update({k: d.pop(k)}) for k in list(d)[:-1]],
    "clears and fills": lambda d, key: (d.clear(), d.update({f"{key} new": (f"{key} new",)})),
    "adds many and compacts": lambda d, key: (
        d.update({f"{key} {n}": (f"{key} {n}",) for n in range(300)}),
        [d.pop(f"{key} {n}") for n in range(299)],
        d.namespace.compact(),
    ),
    "undoes what it adds": lambda d, key: undone(d, key),
}


def undone(d, key):
    with pytest.raises(ZeroDivisionError), d.namespace.transaction():
        d[f"{key} bak"] = (f"{key} bak",)
        raise ZeroDivisionError
    d[f"{key} kept"] = (f"{key} kept",)


@pytest.mark.parametrize("root", [False, True], ids=["dict", "namespace"])
@pytest.mark.parametrize("step", STEPS, ids=[step.replace(" ", "-") for step in STEPS])
def test_a_loop_ends_that_adds_in_each_step(ns, way, step, root):
    d = ns if root else ns.dict("d")
    order = [f"k{number}" for number in range(10)]
    d.update({key: (key,) for key in order})
    if way.startswith("reversed"):
        order.reverse()
    seen = []
    for key in WAYS[way](d):
        seen.append(key)
        assert len(seen) <= len(order)
        STEPS[step](d, key)
    if step == "clears and fills":
        assert seen == order[:1]
    elif step.startswith("moves all"):
        assert seen[0] == order[0] and len(seen) == len(set(seen))
    else:
        assert seen == order
    ns.verify()


def test_the_walk_begins_with_its_first_item(ns):
    d = ns.dict("d")
    d["a"] = 1
    iterator = iter(d)
    d["b"] = 2
    seen = [next(iterator)]
    d["c"] = 3
    assert seen + list(iterator) == ["a", "b"]


def test_another_process_adds_a_key_for_each_that_is_given(ns, child, way):
    d = ns.dict("d")
    order = [f"k{number}" for number in range(20)]
    d.update({key: (key,) for key in order})

    def add(link):
        with mmfshare.open("test", timeout=None) as theirs:
            mine = theirs["d"]
            link.say("ready")
            while (key := link.hear()) is not None:
                mine[f"{key} new"] = (key,)
                mine[key] = mine.pop(key)
                link.say("done")

    writer = child(add)
    writer.hear()
    seen = []
    for key in WAYS[way](d):
        seen.append(key)
        assert len(seen) <= len(order)
        writer.say(key)
        writer.hear()
    writer.say(None)
    writer.result()
    assert seen == (order[::-1] if way.startswith("reversed") else order)
    ns.verify()


def test_another_process_adds_all_the_time(ns, child, way):
    d = ns.dict("d")
    staying = [f"stay {number}" for number in range(300)]
    d.update({key: (key,) for key in staying})

    def add(link):
        with mmfshare.open("test", timeout=None) as theirs:
            mine, number = theirs["d"], 0
            link.say("ready")
            while not link.asked_to_stop():
                number += 1
                mine[f"new {number}"] = (f"new {number}",)
                mine.pop(f"new {number - 1000}", None)
            return number

    writer = child(add)
    writer.hear()
    for _ in range(15):
        seen = list(WAYS[way](d))
        check(seen, staying, way)
        numbers = [int(key.removeprefix("new ")) for key in seen if key.startswith("new ")]
        assert numbers == sorted(set(numbers), reverse=way.startswith("reversed"))
        assert len(numbers) <= 1001, "only what was there when it began"
    writer.say()
    assert writer.result() > 0
    ns.verify()


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
