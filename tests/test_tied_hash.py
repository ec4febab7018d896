"""Tied hashes and scalars, one behaviour each, as perlfunc and perltie describe them."""

from __future__ import annotations

import enum

import pytest

import mmfshare


@pytest.fixture
def hash_(default):
    return mmfshare.tie("hash", "hash")


@pytest.fixture
def scalar(default):
    return mmfshare.tie("scalar", "scalar")


# ---- scalars


def test_a_scalar_holds_any_value(scalar):
    for value in ("text", 1, 1.5, b"bytes", ["a", {"b": 1}], {"k": []}, {1, 2}):
        scalar.value = value
        assert scalar.value == value


def test_undef_removes_the_variable(scalar):
    ns = scalar.namespace()
    scalar.value = "Hello"
    assert ns.findvar("scalar")
    scalar.value = None
    assert not ns.findvar("scalar") and scalar.value is None
    scalar.value = None  # once more is no error
    scalar.value = "again"
    assert ns.getvar("scalar") == "again"


def test_a_scalar_counts(scalar):
    assert scalar.add() == 1 and scalar.add(5) == 6 and scalar.value == 6


def test_a_scalar_is_exchanged(scalar):
    assert scalar.compare_exchange(None, "mine")
    assert not scalar.compare_exchange(None, "theirs") and scalar.value == "mine"
    scalar.value = None
    assert scalar.compare_exchange(None, 1) and scalar.compare_exchange(1, 2)


# ---- hashes


def test_hash_get_set_delete_exists(hash_):
    hash_["a"] = 1
    hash_.set("b", None)
    assert hash_["a"] == 1 and hash_["nothing"] is None and hash_.get("nothing", 7) == 7
    assert hash_.exists("b") and not hash_.exists("nothing") and "b" in hash_
    assert hash_.delete("a") == 1 and hash_.delete("a") is None and not hash_.exists("a")
    hash_["c"] = ["nested"]
    taken = hash_.delete("c")
    assert taken == ["nested"] and type(taken) is list


def test_keys_are_text(hash_):
    hash_[1] = "one"
    hash_[0.5] = "half"
    hash_[2.0] = "two"
    assert hash_ == {"1": "one", "0.5": "half", "2": "two"}
    assert hash_["1"] == hash_[1] == hash_[1.0] == "one" and hash_.delete(1) == "one"
    hash_[b"\xff"] = "bytes"
    assert hash_.exists(b"\xff")
    for key in (None, True, ("a", "b")):
        with pytest.raises(TypeError, match="key"):
            hash_[key] = 1


def test_a_hash_in_scalar_context(hash_):
    assert not hash_ and hash_.scalar() == 0
    hash_.update(a=1, b=2)
    assert hash_ and hash_.scalar() == len(hash_) == 2


def test_each_first_and_next_key(hash_):
    hash_.assign({"a": 1, "b": 2})
    walk = []
    while pair := hash_.each():
        walk.append(pair)
    assert walk == [("a", 1), ("b", 2)]
    assert hash_.each() == ("a", 1)
    hash_.keys()  # begins anew
    assert hash_.each() == ("a", 1)
    assert hash_.first_key() == "a" and hash_.next_key("a") == "b" and hash_.next_key("b") is None
    hash_.clear()
    assert hash_.first_key() is None and hash_.each() is None and list(reversed(hash_)) == []


def test_a_walk_goes_on_while_the_hash_changes(hash_):
    hash_.assign({str(number): number for number in range(100)})
    seen = []
    while pair := hash_.each():
        seen.append(pair[0])
        hash_.delete(pair[0])
        hash_.delete("50")
    assert seen == [str(number) for number in range(100) if number != 50] and hash_ == {}


def test_hash_slices(hash_):
    hash_.assign({"a": 1, "b": 2})
    assert hash_.get_slice(["b", "x", "a"]) == [2, None, 1]
    hash_.set_slice(["a", "c"], [9])
    hash_.set_slice("b", ["x", "left over"])
    assert hash_ == {"a": 9, "b": "x", "c": None}


def test_hash_assign_and_clear(hash_):
    hash_.assign([("a", 1), (2, "b")])
    assert hash_ == {"a": 1, "2": "b"}
    hash_.assign({"only": 1})
    hash_.assign(hash_)
    assert hash_ == {"only": 1}
    flat = ["x", 1, "y", 2]
    hash_.assign(zip(flat[::2], flat[1::2], strict=True))
    assert hash_ == {"x": 1, "y": 2}
    hash_.clear()
    assert hash_ == {}


def test_a_hash_has_the_methods_of_dict(hash_):
    hash_.update({"a": 1}, b=2)
    hash_ |= {"c": 3}
    assert list(hash_) == list(hash_.keys()) == ["a", "b", "c"]
    assert list(reversed(hash_)) == list(reversed(hash_.keys())) == ["c", "b", "a"]
    assert hash_ | {"a": 9, 4: "four"} == {"a": 9, "b": 2, "c": 3, "4": "four"}
    assert {"a": 9, 4: "four"} | hash_ == {"a": 1, "4": "four", "b": 2, "c": 3}
    assert type(hash_ | hash_) is dict and hash_ | hash_ == hash_.namespace()["hash"] | hash_ == hash_
    with pytest.raises(TypeError):
        hash_ | [("a", 1)]
    assert sorted(hash_.values()) == [1, 2, 3] and dict(hash_.items()) == hash_.copy() == hash_
    assert hash_.pop("a") == 1 and hash_.popitem() == ("c", 3) and hash_.setdefault("d", []) == []
    assert hash_.add("n") == 1 and hash_.add("n", 4) == 5
    with pytest.raises(KeyError):
        hash_.pop("a")
    with pytest.raises(KeyError):
        del hash_["a"]
    missing = {name for name in dir(dict) if not name.startswith("_")} - set(dir(hash_))
    assert missing == {"fromkeys"}


class Level(int, enum.Enum):
    LOW = 1


class Share(float, enum.Enum):
    HALF = 0.5


def test_a_number_of_an_enum_stands_for_its_digits(hash_):
    hash_[Level.LOW], hash_[Share.HALF] = "low", "half"
    assert hash_["1"] == hash_[Level.LOW] == "low" and hash_.copy() == {"1": "low", "0.5": "half"}
    assert mmfshare.tie("scalar", Level.LOW).label == "1"
