"""SharedScalar: a handle on one variable."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

import mmfshare


@pytest.fixture
def s(ns):
    return ns.scalar("s")


def test_a_new_scalar_holds_none(ns, s):
    assert s.value is None and ns["s"] is None and s.key == "s" and s.namespace is ns


@pytest.mark.parametrize("value", [0, -1.5, "text", "ü" * 500, b"", None, True, 10**30, (1, "a"), {1, 2}, 2j])
def test_values(ns, s, value):
    s.value = value
    assert s.value == value and type(s.value) is type(value) and ns["s"] == value
    ns["s"] = "changed"
    assert s.value == "changed"


def test_a_container_as_value_is_live(ns, s):
    s.value = {"l": []}
    s.value["l"].append(1)
    assert ns["s"] == {"l": [1]} and isinstance(s.value, mmfshare.SharedDict)


def test_add(s):
    assert [s.add(), s.add(5), s.add(-10)] == [1, 6, -4] and s.value == -4
    assert s.add(0.5) == -3.5
    s.value = "text"
    with pytest.raises(TypeError):
        s.add()
    assert s.value == "text"
    s.value = 2**63 - 1
    with pytest.raises(OverflowError):
        s.add()
    assert s.value == 2**63 - 1


def test_compare_exchange(ns, s):
    assert s.compare_exchange(None, 1) is True and s.compare_exchange(None, 2) is False
    assert s.compare_exchange(True, 2) is False and s.compare_exchange(1.0, 2) is False
    assert s.compare_exchange(1, "x") is True and s.value == "x"
    del ns["s"]
    assert s.compare_exchange("x", 1) is False
    assert s.compare_exchange(mmfshare.ABSENT, 1) is True and ns["s"] == 1
    assert s.compare_exchange(2, mmfshare.ABSENT) is False and ns["s"] == 1
    assert s.compare_exchange(1, mmfshare.ABSENT) is True and "s" not in ns


def test_a_deleted_variable(ns, s):
    del ns["s"]
    with pytest.raises(mmfshare.StaleHandle, match="'s'"):
        s.value  # noqa: B018
    s.value = 1
    assert ns["s"] == 1
    del ns["s"]
    assert s.add(2) == 2


@pytest.mark.parametrize("key", ["name", 5, None, (1, "a"), b"x", "long " * 50])
def test_any_key_names_a_scalar(ns, key):
    scalar = ns.scalar(key)
    scalar.value = 1
    assert ns[key] == 1 and scalar.key == key
    copied = pickle.loads(pickle.dumps(scalar))
    assert copied.key == key and copied.add() == 2 and scalar.value == 2


def test_copies_name_the_same_variable(ns, s):
    @dataclasses.dataclass
    class Holder:
        scalar: mmfshare.SharedScalar

    s.value = [1]
    for same in (
        copy.copy(s),
        copy.deepcopy(s),
        copy.deepcopy([s])[0],
        dataclasses.asdict(Holder(s))["scalar"],
    ):
        assert type(same) is mmfshare.SharedScalar and same.namespace is ns and same.key == "s"
        same.value.append(2)
    assert s.value == [1, 2, 2, 2, 2]


def test_repr(ns, s):
    s.value = [1]
    assert repr(s) == "SharedScalar('s', SharedList([1]))"
    del ns["s"]
    assert "s" in repr(s)


def test_it_has_no_other_attributes(s):
    with pytest.raises(AttributeError):
        s.valeu = 1
    with pytest.raises(AttributeError):
        s.key = "other"
