"""Tied scalars, arrays and hashes, one behaviour each, as perltie and perlfunc describe them.

What plain Perl arrays and hashes do in the same case is checked against perl itself in test_tie_model.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

import mmfshare


@pytest.fixture(autouse=True)
def default(folder) -> Iterator[None]:
    """The program's default namespace is this test's alone."""
    yield
    with mmfshare.configure() as ns:
        ns.verify()


@pytest.fixture
def array():
    return mmfshare.tie("array", "array")


@pytest.fixture
def hash_():
    return mmfshare.tie("hash", "hash")


@pytest.fixture
def scalar():
    return mmfshare.tie("scalar", "scalar")


# ---- kinds and labels


@pytest.mark.parametrize(
    "kinds, cls",
    [
        (("scalar", "$", "SCALAR"), mmfshare.TiedScalar),
        (("array", "@", "Array"), mmfshare.TiedArray),
        (("hash", "%"), mmfshare.TiedHash),
    ],
)
def test_kinds(kinds, cls):
    for kind in kinds:
        assert type(mmfshare.tie(kind, "label")) is cls


@pytest.mark.parametrize("kind", ["list", "", "&", None, 1])
def test_unknown_kinds(kind):
    with pytest.raises(ValueError, match="scalar.*array.*hash"):
        mmfshare.tie(kind, "label")


@pytest.mark.parametrize("arguments", [(), (None,), ("",), ({},), ({"key": None},), ({"size": "128K"},)])
def test_without_a_label(arguments):
    with pytest.raises(ValueError, match="label"):
        mmfshare.tie("scalar", *arguments)


@pytest.mark.parametrize("label", [1.5, b"x", True, ["x"]])
def test_labels_of_another_type(label):
    with pytest.raises(TypeError, match="label"):
        mmfshare.tie("scalar", label)


def test_a_number_as_a_label_stands_for_its_digits():
    mmfshare.tie("scalar", 7).value = "seven"
    assert mmfshare.tie("scalar", "7").value == "seven"


def test_two_different_labels():
    with pytest.raises(ValueError, match="'a'.*'b'"):
        mmfshare.tie("scalar", "a", key="b")
    assert mmfshare.tie("scalar", "a", key="a").label == "a"


@pytest.mark.parametrize("kind, other", [("array", {}), ("array", "text"), ("hash", []), ("hash", 1)])
def test_a_variable_of_another_kind(kind, other):
    mmfshare.tie("scalar", "x").value = other
    with pytest.raises(TypeError, match=f"'x' holds .* {kind}"):
        mmfshare.tie(kind, "x")


def test_tie_makes_the_variable():
    mmfshare.tie("scalar", "s"), mmfshare.tie("array", "a"), mmfshare.tie("hash", "h")
    assert mmfshare.configure().snapshot() == {"s": None, "a": [], "h": {}}


def test_tie_keeps_what_is_there():
    mmfshare.configure().update(s=1, a=[1], h={"k": 1})
    assert mmfshare.tie("scalar", "s").value == 1
    assert mmfshare.tie("array", "a") == [1] and mmfshare.tie("hash", "h") == {"k": 1}


# ---- options


def test_a_namespace_of_its_own(folder):
    mmfshare.tie("scalar", "x").value = "in the default one"
    with mmfshare.open("other") as other:
        tied = mmfshare.tie("scalar", "x", namespace=other)
        assert tied.value is None and tied.namespace() is other
        with pytest.raises(ValueError, match="131072.*65536|65536.*131072"):
            mmfshare.tie("scalar", "x", namespace=other, size="64K")


def test_closing_the_default_namespace_begins_anew():
    with mmfshare.configure("first"):
        assert mmfshare.tie("scalar", "x").namespace().name == "first"
    assert mmfshare.tie("scalar", "x").namespace().name == "shareable"


@pytest.mark.parametrize(
    "name, given, there",
    [
        ("namespace", "b", "'a'"),
        ("size", "1M", "131072"),
        ("max_size", "4M", "2097152"),
        ("mode", 0o640, "384"),
        ("timeout", 3, "5.0"),
        ("autolock", True, "False"),
        ("serializer", "pickle", "json"),
        ("readonly", True, "False"),
        ("debug", True, "False"),
        ("trust", True, "False"),
        ("swapfile", "file", "/a'"),
    ],
)
def test_an_option_that_contradicts_the_open_namespace(name, given, there):
    mmfshare.configure("a", max_size="2M", timeout=5, autolock=False, serializer="json")
    for again in (mmfshare.configure, lambda **options: mmfshare.tie("scalar", "x", options)):
        with pytest.raises(ValueError, match=f"^{name}=.*contradicts.*{name}=.*{there}"):
            again(**{name: given})


def test_options_that_agree_may_be_given_again(tmp_path):
    options = {
        "namespace": "a",
        "size": "128K",
        "swapfile": tmp_path / "file",
        "max_size": "2M",
        "mode": 0o600,
        "timeout": 0,
        "serializer": "storable",
        "autolock": 0,
    }
    ns = mmfshare.configure(options)
    assert mmfshare.tie("scalar", "x", options).namespace() is ns
    assert mmfshare.tie("scalar", "x", reuse=True, size=131072, timeout=None).namespace() is ns
    assert (ns.serializer, ns.timeout, ns.autolock) == ("pickle", None, False)


def test_an_option_given_twice():
    with pytest.raises(TypeError, match="size twice"):
        mmfshare.tie("scalar", "x", {"size": "1M", "-Size": "2M"})
    assert mmfshare.tie("scalar", "x", {"size": "1M", "-Size": "1M"}).namespace().size == 1 << 20


@pytest.mark.parametrize("arguments", [("x", "y"), ("x", {}, {}), ("-key",), ("-key", "x", "-size"), ({}, 1)])
def test_arguments_that_make_no_options(arguments):
    with pytest.raises(TypeError, match="mapping"):
        mmfshare.tie("scalar", *arguments)


def test_configure_by_position_takes_four():
    with pytest.raises(TypeError, match="namespace, size, swapfile, reuse"):
        mmfshare.configure("a", "1M", None, False, 1)


def test_readonly_reads_and_refuses_changes():
    with mmfshare.configure("data") as ns:
        ns.update(s=1, a=[1], h={"k": 1})
    mmfshare.configure("data", readonly=True)
    scalar, array = mmfshare.tie("scalar", "s"), mmfshare.tie("array", "a")
    hash_, nothing = mmfshare.tie("hash", "h"), mmfshare.tie("array", "nothing")
    assert scalar.value == 1 and array[0] == 1 and array.get_slice([0, 5]) == [1, None]
    assert hash_.get_slice("kx") == [1, None] and len(nothing) == 0 and list(nothing) == []
    for change in (array.pop, lambda: array.push(1), hash_.clear, lambda: nothing.push(1)):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(TypeError):
        scalar.value = 2


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


# ---- arrays


def test_reading_outside_an_array_is_undef(array):
    array.assign("abc")
    assert array[-1] == "c" and array[-3] == "a"
    assert array[3] is None and array[-4] is None and len(array) == 3


def test_assignment_past_the_end_extends(array):
    array[2] = "c"
    assert array == [None, None, "c"]
    array[-1] = "z"
    array[3] = "d"
    assert array == [None, None, "z", "d"]


def test_assignment_before_the_first_item(array):
    array.assign("abc")
    with pytest.raises(IndexError, match="-4"):
        array[-4] = 1
    assert array == ["a", "b", "c"]


def test_an_absurd_index_is_refused_at_once(array):
    with pytest.raises(mmfshare.NamespaceFull, match="index"):
        array[1 << 60] = 1
    with pytest.raises(mmfshare.NamespaceFull):
        array.length = 1 << 60
    assert len(array) == 0


def test_an_extension_with_no_room_changes_nothing():
    array = mmfshare.tie("array", "a", max_size="128K")
    array.assign([1, 2])
    with pytest.raises(mmfshare.NamespaceFull):
        array[1_000_000] = 1
    assert array == [1, 2]


def test_set_length(array):
    array.assign(range(5))
    array.length = 2
    assert array == [0, 1] and array.length == 2
    array.length = 4
    assert array == [0, 1, None, None]
    array.length = -3
    assert array == [] and not array


def test_push_and_unshift_give_the_new_length(array):
    assert array.push("b") == 1 and array.push("c", "d") == 3 and array.push() == 3
    assert array.unshift("a") == 4 and array.unshift("y", "z") == 6 and array.unshift() == 6
    assert array == ["y", "z", "a", "b", "c", "d"]


def test_pop_and_shift(array):
    array.assign(["a", ["nested"], "c"])
    assert array.pop() == "c" and array.shift() == "a"
    taken = array.pop()
    assert taken == ["nested"] and type(taken) is list
    assert array.pop() is None and array.shift() is None and array == []


@pytest.mark.parametrize(
    "arguments, removed, left",
    [
        ((), [0, 1, 2, 3, 4], []),
        ((1,), [1, 2, 3, 4], [0]),
        ((-2,), [3, 4], [0, 1, 2]),
        ((1, 2), [1, 2], [0, 3, 4]),
        ((1, 2, "x"), [1, 2], [0, "x", 3, 4]),
        ((1, 0, "x", "y"), [], [0, "x", "y", 1, 2, 3, 4]),
        ((-2, 1, "x"), [3], [0, 1, 2, "x", 4]),
        ((1, -1), [1, 2, 3], [0, 4]),
        ((1, -9), [], [0, 1, 2, 3, 4]),
        ((1, -9, "x"), [], [0, "x", 1, 2, 3, 4]),
        ((1, 99), [1, 2, 3, 4], [0]),
        ((5, 0, "x"), [], [0, 1, 2, 3, 4, "x"]),
        ((9, 1, "x"), [], [0, 1, 2, 3, 4, "x"]),
        ((0, None, "x"), [0, 1, 2, 3, 4], ["x"]),
    ],
)
def test_splice(array, arguments, removed, left):
    array.assign(range(5))
    assert array.splice(*arguments) == removed
    assert array == left


def test_splice_before_the_first_item(array):
    array.assign(range(5))
    with pytest.raises(IndexError, match="-6"):
        array.splice(-6, 1)
    assert array == [0, 1, 2, 3, 4]


def test_splice_takes_whole_numbers(array):
    for arguments in (("0",), (1.5,), (0, "1")):
        with pytest.raises(TypeError):
            array.splice(*arguments)


def test_exists_and_delete(array):
    array[4] = "e"
    array[0] = "a"
    assert [array.exists(index) for index in (0, 1, 4, 5, -1, -5, -6)] == [1, 0, 1, 0, 1, 1, 0]
    assert array.delete(1) is None and array.delete(9) is None and len(array) == 5
    assert array.delete(-1) == "e"  # the gap before it goes too
    assert array == ["a"]
    assert array.delete(0) == "a" and array == []


def test_delete_in_the_middle_leaves_a_gap(array):
    array.assign([{"a": 1}, "b", "c"])
    taken = array.delete(0)
    assert taken == {"a": 1} and type(taken) is dict
    assert array == [None, "b", "c"] and not array.exists(0)


def test_array_slices(array):
    array.assign("abcd")
    assert array.get_slice([1, 3]) == ["b", "d"] and array.get_slice([0, 9, -1]) == ["a", None, "d"]
    array.set_slice([1, 5], ["x", "y", "left over"])
    assert array == ["a", "x", "c", "d", None, "y"]
    array.set_slice([0, 1], ["only"])
    assert array[:2] == ["only", None]
    assert array[1:4] == [None, "c", "d"] and array[::-1][0] == "y"


def test_a_slice_is_set_wholly_or_not_at_all(array):
    array.assign("abc")
    with pytest.raises(IndexError):
        array.set_slice([0, -9], [1, 2])
    assert array == ["a", "b", "c"]


def test_clear_and_assign(array):
    array.assign(x for x in "abc")
    array.clear()
    assert array == [] and len(array) == 0
    array.assign(array)
    array.assign(["x"])
    array.assign([*array, *array])
    assert array == ["x", "x"]


def test_walking_an_array_sees_what_is_pushed(array):
    array.assign([1, 2])
    seen = []
    for item in array:
        seen.append(item)
        if item < 4:
            array.push(item + 2)
    assert seen == [1, 2, 3, 4, 5] and list(reversed(array)) == [5, 4, 3, 2, 1]


def test_an_array_has_the_methods_of_list(array):
    array.append(3)
    array.extend([1, 2])
    array += [5]
    array.insert(0, 9)
    array.remove(5)
    array.sort()
    array.reverse()
    assert array == [9, 3, 2, 1] and array.index(2) == 2 and array.count(9) == 1 and 3 in array
    del array[0], array[1:]
    assert array.copy() == [3] and array == mmfshare.tie("array", "array") and array != [4]
    missing = {name for name in dir(list) if not name.startswith("_")} - set(dir(array))
    assert not missing


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
    assert hash_.first_key() is None and hash_.each() is None


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
    assert sorted(hash_.values()) == [1, 2, 3] and dict(hash_.items()) == hash_.copy() == hash_
    assert hash_.pop("a") == 1 and hash_.popitem() == ("c", 3) and hash_.setdefault("d", []) == []
    assert hash_.add("n") == 1 and hash_.add("n", 4) == 5
    with pytest.raises(KeyError):
        hash_.pop("a")
    with pytest.raises(KeyError):
        del hash_["a"]
    missing = {name for name in dir(dict) if not name.startswith("_")} - set(dir(hash_))
    assert missing == {"fromkeys"}


# ---- all of them


def test_nested_data_are_live(array, hash_, scalar):
    array.assign([[1]])
    array[0].append(2)
    hash_["list"] = ["fire truck"]
    hash_["list"].append("leaves")
    scalar.value = {"a": {"b": 1}}
    scalar.value["a"]["c"] = 2
    assert array == [[1, 2]] and hash_ == {"list": ["fire truck", "leaves"]}
    assert mmfshare.tie("scalar", "scalar").value == {"a": {"b": 1, "c": 2}}


@pytest.mark.parametrize("empty", [None, ""])
def test_an_emptied_variable_is_an_empty_array_or_hash(array, hash_, empty):
    ns = array.namespace()
    ns["array"] = ns["hash"] = empty
    assert array == [] and hash_ == {} and array[0] is None and list(hash_) == []
    assert array.push(1) == 1
    hash_["a"] = 1
    assert ns.snapshot() == {"array": [1], "hash": {"a": 1}}


def test_the_label_is_followed_when_the_variable_is_replaced(array, hash_, child):
    def replace(link):
        with mmfshare.open() as mine:
            mine.deletevar("array")
            mine["array"], mine["hash"] = ["theirs"], {"theirs": 1}

    array.push("old")
    hash_["old"] = 1
    child(replace).result()
    assert array == ["theirs"] and hash_ == {"theirs": 1}
    array.namespace().deletevar("array")
    assert array == [] and array.push("new") == 1 and array == ["new"]


def test_a_stale_value_is_told(array, child):
    def delete(link):
        with mmfshare.open() as mine:
            link.hear()
            del mine["array"][0]

    deleting = child(delete)
    array.assign([[1]])
    stale = array[0]
    deleting.say()
    deleting.result()
    with pytest.raises(mmfshare.StaleHandle):
        array.push(stale)
    with pytest.raises(mmfshare.StaleHandle):
        array[5] = stale
    assert array == []


def test_untie(array, scalar):
    scalar.value = "kept"
    array.push("kept")
    scalar.untie(), array.untie()
    for use in (
        lambda: scalar.value,
        lambda: array[0],
        array.pop,
        array.namespace,
        array.lock,
        lambda: len(array),
    ):
        with pytest.raises(ValueError, match="untied"):
            use()
    assert "untied" in repr(array) and "untied" in repr(scalar)
    assert mmfshare.tie("scalar", "scalar").value == "kept" and mmfshare.tie("array", "array") == ["kept"]


def test_repr_shows_label_and_content(array, hash_, scalar):
    array.push("a")
    assert repr(array) == "<TiedArray('array'): ['a']>"
    assert repr(hash_) == "<TiedHash('hash'): {}>" and repr(scalar) == "<TiedScalar('scalar'): None>"


def test_unhashable(array, hash_):
    for tied in (array, hash_):
        with pytest.raises(TypeError, match="unhashable"):
            hash(tied)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_tied_variables_travel(array, hash_, child, method):
    def same(tied):
        return pickle.loads(pickle.dumps(tied))

    same(array).push(1)
    same(hash_)["a"] = 1
    assert array == [1] and hash_ == {"a": 1}
    assert child(push_one, array, method=method).result() == 2
    assert array == [1, "from a child"]


def push_one(link, array):
    return array.push("from a child")


# ---- several processes


def test_each_method_is_one_step_for_all(child):
    def push_many(link, number):
        array, hash_ = mmfshare.tie("array", "array"), mmfshare.tie("hash", "hash")
        link.say()
        link.hear()
        lengths = []
        for turn in range(200):
            lengths.append(array.push((number, turn), "mark"))
            hash_.add("n")
            array.splice(-2, 2, (number, turn), "mark")
        return lengths

    workers = [child(push_many, number) for number in range(3)]
    for worker in workers:
        worker.hear()
    for worker in workers:
        worker.say()
    lengths = [length for worker in workers for length in worker.result()]
    array = mmfshare.tie("array", "array")
    assert sorted(lengths) == list(range(2, 1201, 2))  # nobody else's push came between
    assert len(array) == 1200 and all(array[index] == "mark" for index in range(1, 1200, 200))
    assert mmfshare.tie("hash", "hash")["n"] == 600
