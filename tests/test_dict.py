"""SharedDict against dict: the same answers, the same errors, the same order."""

from __future__ import annotations

import json
import operator
from collections.abc import ItemsView, KeysView, MutableMapping, ValuesView

import pytest

import mmfshare

KEYS = [
    "a",
    "",
    "ü",
    "\ud800",
    "x" * 300,
    b"a",
    b"",
    0,
    -1,
    2**63,
    -(2**63),
    10**40,
    1.5,
    -0.5,
    1e300,
    None,
    (),
    (1, "a"),
    ((1.5, None), b"x"),
]


@pytest.fixture
def d(ns):
    return ns.dict("d")


def both(d, plain, use):
    """Do the same to both; they must answer and end the same."""
    results = []
    for each in (d, plain):
        try:
            value = use(each)
        except Exception as error:
            results.append((type(error), error.args))
        else:
            results.append(value)
    assert results[0] == results[1]
    assert d == plain and list(d) == list(plain)
    return results[0]


@pytest.mark.parametrize("use", [lambda d: exec("a = 2", d), json.dumps])
def test_what_takes_a_dict_by_its_c_structure_is_refused(ns, use):
    ns["d"] = {"a": 1}
    with pytest.raises(TypeError):
        use(ns["d"])
    assert ns["d"] == {"a": 1}


def test_types(d):
    assert isinstance(d, MutableMapping) and not isinstance(d, dict)
    assert (
        isinstance(d.keys(), KeysView)
        and isinstance(d.items(), ItemsView)
        and isinstance(d.values(), ValuesView)
    )
    assert mmfshare.SharedDict[str, int].__origin__ is mmfshare.SharedDict


@pytest.mark.parametrize("make", [mmfshare.SharedDict, mmfshare.SharedList, mmfshare.SharedScalar])
def test_handles_cannot_be_made_by_hand(make):
    with pytest.raises(TypeError):
        make()


@pytest.mark.parametrize("key", KEYS, ids=lambda key: repr(key)[:20])
def test_every_kind_of_key(d, key):
    assert key not in d and d.get(key, 5) == 5
    with pytest.raises(KeyError) as caught:
        d[key]
    assert caught.value.args == (key,)
    with pytest.raises(KeyError):
        del d[key]
    d[key] = "first"
    d[key] = "second"
    assert d[key] == "second" and key in d and len(d) == 1
    assert list(d) == [key] and type(next(iter(d))) is type(key)
    del d[key]
    assert key not in d and d == {}


def test_all_kinds_of_keys_together(d):
    plain = {key: number for number, key in enumerate(KEYS)}
    d.update(plain)
    assert d == plain and list(d.items()) == list(plain.items())
    assert [d[key] for key in KEYS] == list(range(len(KEYS)))


def test_missing_keys_that_look_alike(d):
    d.update({"1": 1, b"2": 2, 3: 3, ("4",): 4})
    for key in (1, b"1", "2", 2, "3", (3,), "4", ("4", "4"), None, ""):
        assert key not in d, key


def test_insertion_order(d):
    plain = {}
    for use in (
        lambda x: x.update(b=1, a=2, c=3),
        lambda x: x.__setitem__("a", 5),
        lambda x: x.__delitem__("b"),
        lambda x: x.__setitem__("b", 1),
        lambda x: x.setdefault("d", 1),
        lambda x: x.pop("a"),
        lambda x: x.update([("z", 1), ("c", 9), ("a", 2)]),
        lambda x: list(reversed(x)),
        lambda x: list(reversed(x.keys())),
        lambda x: list(reversed(x.values())),
        lambda x: list(reversed(x.items())),
        lambda x: list(x.items()),
    ):
        both(d, plain, use)


def test_get_setdefault_pop(d):
    plain = {}
    for use in (
        lambda x: x.get("a"),
        lambda x: x.get("a", 1),
        lambda x: x.setdefault("a"),
        lambda x: x.setdefault("b", 2),
        lambda x: x.setdefault("b", 3),
        lambda x: x.get("b"),
        lambda x: x.pop("b"),
        lambda x: x.pop("b"),
        lambda x: x.pop("b", None),
        lambda x: x.pop("b", "default"),
        lambda x: x.pop("a"),
        lambda x: x.popitem(),
    ):
        both(d, plain, use)
    for wrong in (d.get, d.pop, d.setdefault):
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(TypeError):
        d.get("a", "b", "c")


def test_get_takes_no_default_by_pickle(d):
    default = object()
    assert d.get("absent", default) is default and d.pop("absent", default) is default


def test_get_many_answers_as_get_does(d):
    d.update({key: f"value of {key!r}" for key in KEYS} | {"list": [1], "set": {2}, "big": b"b" * 100_000})
    keys = [*KEYS, "list", "absent", "set", "big", True, (1, "b"), "a", "a"]
    assert d.get_many(keys) == [d.get(key) for key in keys]
    assert d.get_many(iter(keys), default=7) == [d.get(key, 7) for key in keys] == d.get_many(tuple(keys), 7)
    assert d.get_many([]) == d.get_many({}) == []
    assert d.get_many("az") == [d["a"], None]
    d.get_many(["list"])[0].append(2)  # a live handle
    assert d["list"] == [1, 2]


@pytest.mark.parametrize("keys", [None, 5, ["a", []], [float("nan")], ["a", object()]])
def test_get_many_of_what_is_no_key(d, keys):
    with pytest.raises(TypeError):
        d.get_many(keys)
    with pytest.raises(TypeError, match="unexpected keyword"):
        d.get_many([], missing=1)


def test_get_many_of_a_namespace_that_is_closed_meanwhile(ns):
    def keys():
        yield "a"
        ns.close()

    with pytest.raises(ValueError, match="closed"):
        ns.get_many(keys())


def test_popitem_is_last_in_first_out(d):
    d.update(zip("abc", range(3), strict=True))
    assert [d.popitem() for _ in range(3)] == [("c", 2), ("b", 1), ("a", 0)]
    with pytest.raises(KeyError):
        d.popitem()


def test_pop_gives_plain_deep_copies(d):
    d["x"] = {"l": [1, {"y": 2}]}
    value = d.pop("x")
    assert type(value) is dict and type(value["l"]) is list and type(value["l"][1]) is dict
    d["x"] = [[1]]
    key, value = d.popitem()
    assert (key, type(value), type(value[0])) == ("x", list, list)


def test_setdefault_gives_the_live_child(d):
    d.setdefault("x", []).append(1)
    d.setdefault("x", []).append(2)
    assert d["x"] == [1, 2]
    mine = []
    assert d.setdefault("y", mine) is not mine


def test_update_in_every_form(d):
    class Keyed:
        def keys(self):
            return iter(["k1", "k2"])

        def __getitem__(self, key):
            return key.upper()

    plain = {}
    for use in (
        lambda x: x.update(),
        lambda x: x.update({"a": 1}),
        lambda x: x.update([("b", 2), ["c", 3]]),
        lambda x: x.update(iter([("a", 3)])),
        lambda x: x.update(a=4, other=5, self=6),
        lambda x: x.update({"a": 5}, a=6),
        lambda x: x.update(Keyed()),
        lambda x: x.update({}.items()),
        lambda x: operator.ior(x, {"z": 1}) and None,
        lambda x: operator.ior(x, [("y", 1)]) and None,
    ):
        both(d, plain, use)
    for wrong in (5, [1], [(1, 2, 3)], ["ab", "c"], None):
        before = d.snapshot()
        with pytest.raises((TypeError, ValueError)):
            d.update(wrong)
        assert d == before


def test_update_takes_its_whole_argument_first(ns, d):
    def pairs():
        yield "a", 1
        assert "a" not in d, "half of an update was seen"
        yield "b", 2
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        d.update(pairs())
    assert d == {}
    commits = ns.stats().commits
    d.update({str(number): number for number in range(1000)})
    assert ns.stats().commits == commits + 1


def test_update_from_itself_and_from_another(ns, d):
    d.update(a=1, l=[1])
    d.update(d)
    other = ns.dict("other")
    other.update(d)
    other["l"].append(2)
    assert d == {"a": 1, "l": [1]} and other == {"a": 1, "l": [1, 2]}


def test_or(ns, d):
    d.update(a=1, b=2)
    other = ns.dict("other")
    other.update(b=3, c=4)
    expected = {"a": 1, "b": 3, "c": 4}
    for result in (d | {"b": 3, "c": 4}, d | other, {"a": 1, "b": 2} | other):
        assert type(result) is dict and result == expected and list(result) == list(expected)
    handle = d
    handle |= other
    assert handle is d and d == expected
    for wrong in (5, [("a", 1)], None):
        with pytest.raises(TypeError):
            d | wrong
        with pytest.raises(TypeError):
            wrong | d


def test_equality_both_ways(ns, d):
    d.update(a=1, b=[1, {"x": 2.5}])
    plain = {"b": [1, {"x": 2.5}], "a": 1}
    ns["other"] = plain
    assert d == plain and plain == d and d == ns["other"] and ns["other"] == d and not d != plain
    for different in ({}, {"a": 1}, {**plain, "a": 2}, {**plain, "c": 1}, {"b": plain["b"], "z": 1}):
        assert d != different and different != d and not d == different
    assert d != 5 and d != [("a", 1)] and d is not None and d == d
    assert d.__eq__(5) is NotImplemented
    with pytest.raises(TypeError):
        d < plain  # noqa: B015
    with pytest.raises(TypeError, match="unhashable"):
        hash(d)


def test_copies_are_plain(d):
    d.update(a=[1, {"x": 1}])
    for copied in (d.copy(), d.snapshot(), dict(d.snapshot())):
        assert type(copied) is dict and type(copied["a"]) is list and type(copied["a"][1]) is dict
        copied["a"].append(2)
    assert d == {"a": [1, {"x": 1}]}
    assert dict(d)["a"] == [1, {"x": 1}]


def test_fromkeys_like_construction(ns, d):
    assert mmfshare.SharedDict.fromkeys("ab", 0) == {"a": 0, "b": 0}
    ns["made"] = mmfshare.SharedDict.fromkeys([1, 2])
    assert ns["made"] == {1: None, 2: None}
    assert d.fromkeys("a") == {"a": None} and d == {}


def test_clear_and_len_and_truth(d):
    assert not d and len(d) == 0
    d.update(a=[1], b=2)
    assert d and len(d) == 2
    child = d["a"]
    d.clear()
    assert not d and list(d) == [] and child == [1]
    d["c"] = 1
    assert d == {"c": 1}


def test_many_keys_come_and_go(ns, d):
    plain = {}
    for number in range(5000):
        key = number * 7919 % 1000
        if number % 3 == 2:
            plain.pop(key, None)
            d.pop(key, None)
        else:
            plain[key] = d[key] = number
    assert d == plain and list(d) == list(plain) and list(reversed(d)) == list(reversed(plain))
    ns.verify()


# ---- what dict has not


def test_add(d):
    assert d.add("n") == 1 and d.add("n", 5) == 6 and d.add("n", -10) == -4 and d["n"] == -4
    d["none"] = None
    assert d.add("none", 2) == 2
    assert d.add("f", 0.5) == 0.5 and d.add("f", 1) == 1.5 and type(d["f"]) is float
    d["i"] = 1
    assert d.add("i", 0.25) == 1.25
    d["b"] = True
    assert d.add("b") == 2 and type(d["b"]) is int


@pytest.mark.parametrize("value", ["text", b"1", [], {}, (1,), 1j, 2**70])
def test_add_to_what_is_no_number(d, value):
    d["x"] = value
    with pytest.raises((TypeError, OverflowError)):
        d.add("x")
    assert d["x"] == value


@pytest.mark.parametrize("delta", ["1", None, [], 1j])
def test_add_of_what_is_no_number(d, delta):
    d["x"] = 1
    with pytest.raises(TypeError):
        d.add("x", delta)
    assert d["x"] == 1


@pytest.mark.parametrize("start, delta", [(2**63 - 1, 1), (-(2**63), -1), (1, 2**63), (1, 10**30)])
def test_add_beyond_64_bits(d, start, delta):
    d["x"] = start
    with pytest.raises(OverflowError):
        d.add("x", delta)
    assert d["x"] == start


def test_compare_exchange(d):
    absent = mmfshare.ABSENT
    assert repr(absent) == "mmfshare.ABSENT"
    assert d.compare_exchange("x", 1, 2) is False and "x" not in d
    assert d.compare_exchange("x", absent, 1) is True and d["x"] == 1
    assert d.compare_exchange("x", absent, 2) is False and d["x"] == 1
    assert d.compare_exchange("x", 1, [1, {"a": 2}]) is True
    assert d.compare_exchange("x", [1, {"a": 3}], 2) is False
    assert d.compare_exchange("x", [1, {"a": 2}], "text") is True
    assert d.compare_exchange("x", "text", None) is True and d["x"] is None
    assert d.compare_exchange("x", absent, 1) is False


@pytest.mark.parametrize(
    "stored, alike", [(1, 1.0), (1, True), (0.0, -0.0), (0, False), ("a", b"a"), ((1,), (1.0,)), ([1], (1,))]
)
def test_compare_exchange_compares_type_and_value(d, stored, alike):
    d["x"] = stored
    assert d.compare_exchange("x", alike, "new") is False
    assert d.compare_exchange("x", stored, "new") is True and d["x"] == "new"


@pytest.mark.parametrize(
    "value",
    ["x" * 1000, b"y" * 1000, 10**40, 1 + 2j, (1, ("a" * 50,)), frozenset({1, "b"}), float("nan"), {1, 2}],
    ids=lambda v: type(v).__name__,
)
def test_compare_exchange_of_long_values(d, value):
    d["x"] = value
    assert d.compare_exchange("x", value, 1) is True and d["x"] == 1


def test_compare_exchange_for_absent_removes(ns, d):
    """As a lock is released that may have become another's meanwhile."""
    absent = mmfshare.ABSENT
    d.update(mine="me", child={"a": [1]}, kept=1)
    handle = d["child"]
    before = ns.stats().commits
    assert d.compare_exchange("mine", "another", absent) is False and d["mine"] == "me"
    assert d.compare_exchange("mine", absent, absent) is False and d["mine"] == "me"
    assert d.compare_exchange("mine", "me", absent) is True and "mine" not in d
    assert d.compare_exchange("mine", "me", absent) is False
    assert d.compare_exchange("mine", absent, absent) is True and "mine" not in d
    assert ns.stats().commits <= before + 5
    assert d.compare_exchange("child", {"a": [1]}, absent) is True and d == {"kept": 1} and len(handle) == 1
    with pytest.raises(ZeroDivisionError), ns.transaction():
        assert d.compare_exchange("kept", 1, absent) is True and not d
        raise ZeroDivisionError
    assert d == {"kept": 1}


def test_absent_can_be_no_value(d):
    with pytest.raises(TypeError):
        d["x"] = mmfshare.ABSENT
    d["l"] = []
    for store in (
        lambda: d.setdefault("x", mmfshare.ABSENT),
        lambda: d.compare_exchange("x", mmfshare.ABSENT, [mmfshare.ABSENT]),
        lambda: d["l"].append(mmfshare.ABSENT),
    ):
        with pytest.raises(TypeError):
            store()
    assert d == {"l": []}


def test_read_modify_write_methods_are_one_commit(ns, d):
    # No containers go: what they leave behind is freed in commits of its own.
    d.update(a="x" * 1000, b=2, c=3, n=1)
    for use in (
        lambda: d.pop("a"),
        lambda: d.popitem(),
        lambda: d.setdefault("new", {"deep": [1, 2, {"x": 3}]}),
        lambda: d.add("b"),
        lambda: d.compare_exchange("b", 3, 4),
    ):
        before = ns.stats().commits
        use()
        assert ns.stats().commits == before + 1


def test_handles_of_the_same_container_are_equal_not_identical_necessarily(ns, d):
    d["x"] = 1
    again = ns["d"]
    assert again == d
    again["y"] = 2
    assert d == {"x": 1, "y": 2}
    assert d.namespace is ns


def test_a_hook_of_python_runs_with_no_lock_held(ns, d):
    class Nosy:
        def __reduce__(self):
            assert not ns.held
            d["seen"] = len(d)
            return (int, (5,))

    d["x"] = Nosy()
    assert d["x"] == 5 and d["seen"] == 0


@pytest.mark.parametrize("name", ["__getitem__", "__contains__"])
def test_a_subscript_called_by_its_name(d, name):
    """A method as dict's own, which map() calls without detours; and no stand-in for the slot of that name."""
    plain = {"a": 1, 2: "b"}
    d.update(plain)
    assert type(vars(mmfshare.SharedDict)[name]) is type(vars(dict)[name])
    assert list(map(getattr(d, name), plain)) == list(map(getattr(plain, name), plain))
    assert getattr(mmfshare.SharedDict, name)(d, "a") == getattr(dict, name)(plain, "a")
    both(d, plain, lambda each: getattr(each, name)("absent"))
    for wrong in ((), ("a", "a"), ([],)):
        with pytest.raises(TypeError):
            getattr(d, name)(*wrong)


def test_a_subscript_of_a_list_called_by_its_name(ns):
    items, plain = ns.list("items"), [1, "a", 2.5]
    items.extend(plain)
    assert type(vars(mmfshare.SharedList)["__getitem__"]) is type(vars(list)["__getitem__"])
    assert list(map(items.__getitem__, [0, -1, True])) == list(map(plain.__getitem__, [0, -1, True]))
    assert items.__getitem__(slice(0, 2)) == plain[:2]
    for wrong in (3, "a"):
        both(items, plain, lambda each, wrong=wrong: each.__getitem__(wrong))
