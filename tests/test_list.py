"""SharedList against list: the same answers, the same errors."""

from __future__ import annotations

import heapq
import json
import operator
import random
import sys
import time
from collections.abc import MutableSequence

import pytest

import mmfshare


@pytest.fixture
def items(ns):
    return ns.list("items")


def outcome(use, sequence):
    try:
        return use(sequence)
    except Exception as error:
        return (type(error), str(error))


def both(shared, plain, use):
    """Do the same to both; they must answer and end the same, texts of errors included."""
    results = [outcome(use, shared), outcome(use, plain)]
    assert results[0] == results[1]
    assert shared == plain
    return results[0]


def test_types(items):
    assert isinstance(items, MutableSequence) and not isinstance(items, list)
    assert mmfshare.SharedList[int].__origin__ is mmfshare.SharedList


@pytest.mark.parametrize("use", [heapq.heapify, lambda items: heapq.heappush(items, 1), json.dumps])
def test_what_takes_a_list_by_its_c_structure_is_refused(items, use):
    items.extend([3, 2])
    with pytest.raises(TypeError):
        use(items)
    assert items == [3, 2]


@pytest.mark.parametrize("index", [0, 1, 4, 5, -1, -5, -6, 100, -100, 2**63, -(2**70), True])
def test_indices(items, index):
    plain = [10, 11, 12, 13, 14]
    items.extend(plain)
    both(items, plain, lambda x: x[index])
    both(items, plain, lambda x: x.__setitem__(index, "new"))
    both(items, plain, lambda x: x.__delitem__(index))
    both(items, plain, lambda x: x.insert(index, "inserted"))
    both(items, plain, lambda x: x.pop(index))


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


@pytest.mark.parametrize(
    "index", ["a", 1.0, None, (1,), [], Index("x")], ids=lambda index: type(index).__name__
)
def test_bad_indices(items, index):
    items.extend([1, 2])
    for use in (lambda: items[index], lambda: items.__setitem__(index, 1), lambda: items.__delitem__(index)):
        with pytest.raises(TypeError, match="list indices must be integers or slices|__index__"):
            use()
    for use in (lambda: items.pop(index), lambda: items.insert(index, 1)):
        with pytest.raises(TypeError):
            use()
    assert items == [1, 2]


def test_index_is_honoured(items):
    plain = list(range(5))
    items.extend(plain)
    for use in (
        lambda x: x[Index(1)],
        lambda x: x[Index(1) : Index(-1)],
        lambda x: x.__setitem__(Index(0), "a"),
        lambda x: x.__delitem__(Index(-1)),
        lambda x: x.pop(Index(0)),
        lambda x: x.insert(Index(1), "b"),
    ):
        both(items, plain, use)


def slices():
    values = (None, 0, 1, 2, 5, 7, -1, -3, -7, 2**70, -(2**70))
    steps = (None, 1, 2, 3, -1, -2, 100, -100, 2**70)
    generator = random.Random(1)
    chosen = [slice(a, b, c) for a in values for b in values for c in steps]
    return generator.sample(chosen, 150) + [slice(None), slice(0, 0), slice(3, 1), slice(None, None, 0)]


def test_reading_slices(items):
    plain = list(range(6))
    items.extend(plain)
    for part in slices():
        result = both(items, plain, lambda x, part=part: x[part])
        assert type(result) in (list, tuple)


def test_slices_are_plain_deep_copies(items):
    items.extend([{"a": 1}, [2], 3])
    part = items[:2]
    assert type(part) is list and type(part[0]) is dict and type(part[1]) is list
    part[1].append(1)
    assert items == [{"a": 1}, [2], 3]


@pytest.mark.parametrize("new", [[], ["a"], ["a", "b"], ["a", "b", "c"], list(range(10))], ids=len)
def test_assigning_slices(ns, items, new):
    for part in slices():
        plain = list(range(6))
        items[:] = plain
        both(items, plain, lambda x, part=part: x.__setitem__(part, new))
    ns.verify()


def test_deleting_slices(ns, items):
    for part in slices():
        plain = list(range(6))
        items[:] = plain
        both(items, plain, lambda x, part=part: x.__delitem__(part))
    ns.verify()


def test_assigning_odd_things_to_slices(items):
    items.extend(range(6))
    plain = list(range(6))
    for use in (
        lambda x: x.__setitem__(slice(1, 2), "text"),
        lambda x: x.__setitem__(slice(1, 3), iter(range(4))),
        lambda x: x.__setitem__(slice(0, 0), ({"k": i} for i in range(2))),
        lambda x: x.__setitem__(slice(0, 2), x),
        lambda x: x.__setitem__(slice(None, None, -1), x),
    ):
        both(items, plain, use)
    before = items.snapshot()
    for part, wrong in ((slice(0, 1), 5), (slice(0, 4, 2), 5), (slice(0, 1), None)):
        with pytest.raises(TypeError):
            items[part] = wrong
    assert items == before


def test_append_extend_insert(items):
    plain = []
    for use in (
        lambda x: x.append(1),
        lambda x: x.append([2, {"a": 3}]),
        lambda x: x.extend([4, 5]),
        lambda x: x.extend("ab"),
        lambda x: x.extend({"k": 1}),
        lambda x: x.extend(i for i in range(3)),
        lambda x: x.extend(()),
        lambda x: x.extend(x),
        lambda x: x.insert(0, "first"),
        lambda x: x.insert(3, "third"),
        lambda x: x.insert(-1, "before the last"),
        lambda x: x.insert(1000, "last"),
        lambda x: x.insert(-1000, "first again"),
        lambda x: x.extend(5),
        lambda x: x.extend(None),
        lambda x: operator.iadd(x, [7]) and None,
        lambda x: operator.iadd(x, "xy") and None,
        lambda x: operator.iadd(x, (8,)) and None,
    ):
        both(items, plain, use)


def test_extend_takes_its_whole_argument_first(ns, items):
    def values():
        yield 1
        assert items == [], "half of an extend was seen"
        yield 2
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        items.extend(values())
    assert items == []
    commits = ns.stats().commits
    items.extend(range(1000))
    items[500:600] = range(10)
    items[::2] = items[1::2]
    assert ns.stats().commits == commits + 3


def test_pop_and_clear(items):
    plain = [1, [2], 3, {"a": 4}, 5]
    items.extend(plain)
    for use in (
        lambda x: x.pop(),
        lambda x: x.pop(0),
        lambda x: x.pop(-2),
        lambda x: x.pop(9),
        lambda x: x.pop(),
    ):
        both(items, plain, use)
    both(items, plain, lambda x: x.clear())
    both(items, plain, lambda x: x.pop())
    both(items, plain, lambda x: x.pop(0))
    both(items, plain, lambda x: x.clear())


def test_both_ends(ns, items):
    plain = []
    generator = random.Random(2)
    for number in range(3000):
        way = generator.randrange(5)
        if way < 2:
            items.append(number)
            plain.append(number)
        elif way == 2:
            items.appendleft([number])
            plain.insert(0, [number])
        elif plain and way == 3:
            assert items.popleft() == plain.pop(0)
        elif plain:
            assert items.pop() == plain.pop()
    assert items == plain and [items[i] for i in range(-len(items), len(items))] == plain * 2
    ns.verify()
    items.clear()
    with pytest.raises(IndexError, match="empty list"):
        items.popleft()


def best_time_at_the_ends(items):
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(2000):
            items.appendleft(1)
            items.popleft()
            items.append(1)
            items.pop()
        best = min(best, time.perf_counter() - start)
    return best


def test_both_ends_cost_the_same_in_a_long_list(items):
    short = best_time_at_the_ends(items)
    items.extend(range(200000))
    # Moving all items would take thousands of times longer.
    assert best_time_at_the_ends(items) < 20 * short


def test_sort_and_reverse(items):
    plain = [3, 1, 2, 2.5, True, -1]
    items.extend(plain)
    for use in (
        lambda x: x.sort(),
        lambda x: x.sort(reverse=True),
        lambda x: x.sort(key=lambda v: -v),
        lambda x: x.sort(key=str, reverse=True),
        lambda x: x.reverse(),
        lambda x: x.sort(key=5),
        lambda x: x.sort(key=lambda v: 1 // 0),
    ):
        both(items, plain, use)
    with pytest.raises(TypeError):
        items.sort(str)
    items[1:1] = ["text", [1]]
    before = items.snapshot()
    with pytest.raises(TypeError, match="not supported between"):
        items.sort()
    assert items == before


def test_sort_is_stable(items):
    plain = [(i % 3, i) for i in range(50)]
    items.extend(plain)
    both(items, plain, lambda x: x.sort(key=lambda v: v[0]))
    both(items, plain, lambda x: x.sort(key=lambda v: v[0], reverse=True))


def test_sort_retries_when_the_list_moved(ns, items):
    items.extend([3, 1, 2])
    calls = []

    def key(value):
        if not calls:
            items.append(0)
        calls.append(value)
        return value

    items.sort(key=key)
    assert items == [0, 1, 2, 3]


def test_sort_by_a_key_that_always_writes_is_a_value_error(ns, items):
    items.extend([3, 1, 2])

    def key(value):
        ns.add("moved")
        return value

    with pytest.raises(ValueError, match=r"modified during sort\(\)"):
        items.sort(key=key)
    assert items == [3, 1, 2] and not ns.held


def test_index_count_remove_contains(items):
    plain = [1, 2.0, "a", [1], {"k": 1}, (1,), None, 1, "a"]
    items.extend(plain)
    for value in [*plain, True, 2, "b", [2], {"k": 2}, b"a", float("nan")]:
        both(items, plain, lambda x, v=value: x.index(v) if v in x else None)
        both(items, plain, lambda x, v=value: x.count(v))
        both(items, plain, lambda x, v=value: v in x)
    both(items, plain, lambda x: x.index(1, 1))
    both(items, plain, lambda x: x.index("a", -3, sys.maxsize))
    for missing in (lambda: items.index("zzz"), lambda: items.index(1, 1, 3), lambda: items.remove("zzz")):
        with pytest.raises(ValueError):
            missing()
    both(items, plain, lambda x: x.remove(1))
    both(items, plain, lambda x: x.remove([1]))
    both(items, plain, lambda x: x.remove("a"))


def test_a_list_contains_its_own_children(ns, items):
    items.append([1])
    ns["other"] = [1]
    assert (
        items[0] in items
        and ns["other"] in items
        and items.index(ns["other"]) == 0
        and items.count(items[0]) == 1
    )


@pytest.mark.parametrize("name", ["eq", "ne", "lt", "le", "gt", "ge"])
def test_comparisons_both_ways(ns, items, name):
    operation = getattr(operator, name)
    items.extend([1, [2, 3]])
    plain = items.snapshot()
    for other in ([], [1], [1, [2, 3]], [1, [2, 4]], [2], [1, [2, 3], 0]):
        ns["other"] = other
        assert operation(items, other) == operation(plain, other)
        assert operation(other, items) == operation(other, plain)
        assert operation(items, ns["other"]) == operation(plain, other)
    for other in ((1, [2, 3]), "x", 5, None):
        if name in ("eq", "ne"):
            assert operation(items, other) is operation(plain, other)
        else:
            with pytest.raises(TypeError):
                operation(items, other)


def test_it_is_not_hashable(items):
    with pytest.raises(TypeError, match="unhashable"):
        hash(items)


def test_add_and_multiply(ns, items):
    items.extend([1, [2]])
    ns["other"] = ["o"]
    for result, expected in (
        (items + [3], [1, [2], 3]),
        ([0] + items, [0, 1, [2]]),
        (items + ns["other"], [1, [2], "o"]),
        (items * 2, [1, [2], 1, [2]]),
        (2 * items, [1, [2], 1, [2]]),
        (items * 0, []),
        (items * -1, []),
        (items * True, [1, [2]]),
    ):
        assert type(result) is list and result == expected
    for wrong in (
        lambda: items + (1,),
        lambda: items + 5,
        lambda: (1,) + items,
        lambda: items * 1.5,
        lambda: items * "a",
        lambda: items * items,
    ):
        with pytest.raises(TypeError):
            wrong()
    assert items == [1, [2]]


@pytest.mark.parametrize("times", [3, 2, 1, 0, -1])
def test_multiply_in_place(items, times):
    plain = [1, [2]]
    items.extend(plain)
    handle, plain_handle = items, plain
    handle *= times
    plain_handle *= times
    assert handle is items and items == plain
    with pytest.raises(TypeError):
        handle *= "a"


def test_items_repeated_in_place_are_separate_children(items):
    # list would hold one object three times; here each place has a child of its own.
    items.append([])
    items *= 3
    items[0].append(1)
    assert items == [[1], [], []]


def test_augmented_assignment_through_the_namespace(ns):
    ns["jobs"] = [1]
    handle = ns["jobs"]
    ns["jobs"] += [2]
    ns["jobs"] *= 2
    ns["d"] = {"items": []}
    ns["d"]["items"] += "ab"
    ns["d"] |= {"x": 1}
    assert handle == [1, 2, 1, 2] and ns["d"] == {"items": ["a", "b"], "x": 1}
    handle.append(3)
    assert ns["jobs"] == [1, 2, 1, 2, 3]


def test_iteration_goes_by_index_as_in_list(items):
    plain = [1, 2, 3]
    items.extend(plain)
    for sequence in (items, plain):
        seen = []
        for value in sequence:
            seen.append(value)
            if len(seen) < 6:
                sequence.append(value * 10)
        assert seen == [1, 2, 3, 10, 20, 30, 100, 200]
        del sequence[2:]
    both(items, plain, lambda x: list(reversed(x)))
    iterator = iter(items)
    assert operator.length_hint(iterator) == 2
    items.clear()
    assert list(iterator) == []
    items.append(1)
    assert list(iterator) == [], "an exhausted iterator stays so"


def test_iteration_gives_live_children(items):
    items.extend([[], []])
    for child in items:
        child.append(1)
    for child in reversed(items):
        child.append(2)
    assert items == [[1, 2], [1, 2]]


def test_copies_are_plain(items):
    items.extend([1, [2, {"a": 3}]])
    for copied in (items.copy(), items.snapshot(), items[:]):
        assert type(copied) is list and type(copied[1]) is list and type(copied[1][1]) is dict
        copied[1].append(4)
    assert items == [1, [2, {"a": 3}]]
    assert list(items)[1] == [2, {"a": 3}]


def test_repr_and_truth(items):
    assert not items and repr(items) == "SharedList([])"
    items.extend([1, "a", [2]])
    assert items and repr(items) == "SharedList([1, 'a', [2]])" and f"{items}" == repr(items)


def test_unpacking_and_builtins(items):
    items.extend([3, 1, 2])
    a, *rest = items
    assert (a, rest) == (3, [1, 2]) and sorted(items) == [1, 2, 3] and sum(items) == 6 and max(items) == 3
    assert (
        [*items, 4] == [3, 1, 2, 4]
        and tuple(items) == (3, 1, 2)
        and dict(enumerate(items)) == {0: 3, 1: 1, 2: 2}
    )
    assert list(zip(items, items, strict=True)) == [(3, 3), (1, 1), (2, 2)]


def test_a_long_list(ns, items):
    plain = list(range(20000))
    items.extend(plain)
    generator = random.Random(3)
    for _ in range(300):
        index = generator.randrange(-len(plain), len(plain))
        way = generator.randrange(4)
        if way == 0:
            plain.insert(index, index)
            items.insert(index, index)
        elif way == 1:
            assert plain.pop(index) == items.pop(index)
        elif way == 2:
            plain[index] = items[index] = {"n": index}
        else:
            plain[index : index + 50] = items[index : index + 50] = range(generator.randrange(100))
    assert items == plain
    ns.verify()
