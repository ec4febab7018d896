"""tie() and configure(): kinds, labels, options; and what all tied variables have."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator

import pytest
import workers

import mmfshare


@pytest.fixture(autouse=True)
def closed(folder) -> Iterator[None]:
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
        ("mode", 0o640, "0o600"),
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


def test_readonly_waits_for_what_somebody_makes(child):
    def make(link):
        with mmfshare.open("data") as ns:
            for label, value in (("a", [1]), ("h", {"k": 1}), ("h", {"k": 2})):
                link.hear()
                ns[label] = value
                ns.setdefault("other", 0)
                link.say()
            link.hear()
            del ns["a"]
            link.hear()
            ns["a"] = [1, 2]

    mmfshare.configure("data").close()
    mmfshare.configure("data", readonly=True)
    array, hash_ = mmfshare.tie("array", "a"), mmfshare.tie("hash", "h")
    maker = child(make)
    assert (
        array.wait_for(len, 0) == 0 and array.wait_for(len, 0.01) == 0 and array.wait_for(lambda a: a == [])
    )
    assert not hash_.wait(timeout=0.01) and not hash_.wait("k", 0.01, seen=None)
    maker.say()
    assert array.wait_for(len, 60) == 1
    maker.hear()
    maker.say()
    assert hash_.wait("k", 60, seen=None) and hash_["k"] == 1
    maker.hear()
    maker.say()
    assert hash_.wait("k", 60, seen=1) and hash_["k"] == 2
    maker.hear()
    maker.say()
    assert array.wait_for(lambda a: not a, 60)
    maker.say()
    assert array.wait_for(lambda a: len(a) == 2, 60)
    maker.result()


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


def test_a_tied_variable_is_stored_as_a_copy_of_what_it_holds(array, hash_):
    array.push([1])
    hash_["list"] = array  # `$h{list} = \\@a`
    hash_["deep"] = {"list": [array, hash_]}
    array.push(hash_)
    array.namespace()["array in a tuple"] = (array, {"hash": hash_})
    array[0].append("later")
    hash_["list"].append("live")
    hash_["deep"]["list"][0].append("live")
    assert array[:2] == [[1, "later"], {"list": [[1]], "deep": {"list": [[[1]], {"list": [[1]]}]}}]
    assert hash_ == {"list": [[1], "live"], "deep": {"list": [[[1], "live"], {"list": [[1]]}]}}
    items, inner = array.namespace()["array in a tuple"]
    assert items[0] == [1] and type(items) is list and type(inner["hash"]) is dict
    array.namespace().deletevar("array")
    hash_["list"] = array
    assert hash_["list"] == []


def test_a_tied_variable_of_another_namespace_is_copied(array):
    array.push([1])
    with mmfshare.open("other", serializer="none") as other:
        other["list"] = array
        array[0].append(2)
        assert other["list"] == [[1]]


def test_what_holds_no_value_of_its_own_is_not_stored(hash_, scalar):
    for value, advice in ((scalar, "store its .value"), (hash_.keys(), "view"), (hash_.items(), "view")):
        for stored in (value, [value], {"inner": (value,)}, hash_.namespace().values()):
            with pytest.raises(TypeError, match=f"cannot be stored.*({advice}|view)"):
                hash_["k"] = stored
    assert hash_ == {}


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


def test_a_walk_over_a_deleted_hash_ends_and_the_next_begins_anew(hash_, child):
    def replace(link):
        with mmfshare.open() as mine:
            link.hear()
            mine["hash"] = {"new": 1}

    replacing = child(replace)
    hash_.assign({"old": 1, "older": 2})
    assert hash_.each() == ("old", 1)
    replacing.say()
    replacing.result()
    with pytest.raises(mmfshare.StaleHandle):
        hash_.each()
    assert hash_.each() == ("new", 1) and hash_.each() is None


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
    assert child(workers.push_one, array, method=method).result() == 2
    assert array == [1, "from a child"]


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda tied: copy.deepcopy([tied])[0]])
def test_copies_name_the_same_variable(array, hash_, scalar, copied):
    for tied in (array, hash_, scalar):
        same = copied(tied)
        assert type(same) is type(tied) and same.label == tied.label and same.namespace() is tied.namespace()
    copied(array).push(1)
    copied(hash_)["a"] = 2
    copied(scalar).value = 3
    assert array == [1] and hash_ == {"a": 2} and scalar.value == 3


def test_under_a_shared_lock_all_can_be_read(array, hash_, scalar):
    array.assign("ab"), hash_.assign({"a": 1})
    with array.namespace().lock(shared=True):
        assert array.get_slice([0, 9]) == ["a", None] and hash_.get_slice("ab") == [1, None]
        assert list(array) == array.copy() == ["a", "b"] and hash_.each() == ("a", 1) and scalar.value is None
        with pytest.raises(RuntimeError):
            array.push("c")
    assert array == ["a", "b"]


class WritesWhenRead:
    """A value that is None when it is read, and then others have written: what is the same, or "c" and "d"."""

    def __init__(self, name, again):
        self._arguments = name, again

    def __reduce__(self):
        return _write, self._arguments


def _write(name, again):
    with mmfshare.open(name) as ns:
        first, second = (WritesWhenRead(name, again), "b") if again else ("c", "d")
        ns["h"], ns["a"] = {"a": first, "b": second}, [first, second]


@pytest.mark.parametrize("again", [False, True])
def test_a_slice_is_of_one_instant_also_for_who_cannot_lock(ns, again):
    with mmfshare.open(ns.name, readonly=True, timeout=0.01) as reader:
        array = mmfshare.tie("array", "a", namespace=reader)
        hash_ = mmfshare.tie("hash", "h", namespace=reader)
        first = WritesWhenRead(ns.name, again)
        ns["h"], ns["a"] = {"a": first, "b": "b"}, [first, "b"]
        assert hash_.get_slice("ab") == [None, "b"]
        ns["a"] = [first, "b"]
        if again:
            with pytest.raises(mmfshare.LockTimeout, match="all the time"):
                array.get_slice([0, 1])
        else:
            assert array.get_slice([0, 1]) == ["c", "d"]


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


def test_waiting(child, array, hash_, scalar):
    def change(link):
        link.hear()
        mmfshare.tie("scalar", "scalar").value = "set"
        link.hear()
        mmfshare.tie("hash", "hash")["key"] = 1
        link.hear()
        mmfshare.configure().deletevar("array")
        mmfshare.tie("array", "array").push("after it was replaced")

    changer = child(change)
    assert not scalar.wait_for(bool, 0) and not array.wait_for(len, 0.01)
    assert (
        not scalar.wait(0.01, seen=None)
        and not hash_.wait("key", 0.01, seen=None)
        and not hash_.wait("key", 0.01)
    )
    changer.say()
    assert scalar.wait_for(bool, 60) and scalar.value == "set" and scalar.wait(60, seen=None)
    assert not hash_.wait(timeout=0.01)
    changer.say()
    assert hash_.wait("key", 60, seen=None) and hash_["key"] == 1
    changer.say()
    assert array.wait_for(lambda items: items.length, 60) == 1 and array[0] == "after it was replaced"
    changer.result()
    with array.lock(), pytest.raises(RuntimeError):
        array.wait_for(lambda items: False, 1)
