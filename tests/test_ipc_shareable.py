"""mmfshare.ipc_shareable: keys, options and data."""

from __future__ import annotations

import os
import pickle

import knots
import pytest
import support

import mmfshare
from mmfshare import ipc_shareable
from mmfshare.ipc_shareable import LockWarning, tie


@pytest.fixture(autouse=True)
def knots_are_closed():
    with knots.closed():
        yield


# ---- keys


def test_the_same_text_is_the_same_data():
    one = tie("hash", key="glue", create=True)
    two = tie("hash", "glue")
    three = tie("hash", {"key": "glue"})
    one["a"] = {"b": [1]}
    two["a"]["b"].append(2)
    assert three == {"a": {"b": [1, 2]}}
    assert one.id == two.id == three.id and one.uuid() != two.uuid()
    assert mmfshare.namespaces() == ["ipc.glue"]


@pytest.mark.parametrize("other", [0x4D2, 1234, "1234", "0x4d2", "0X4D2", "0x000004D2"])
def test_a_number_is_the_same_key_in_each_form(other):
    tie("scalar", key=1234, create=True).value = "same"
    assert tie("scalar", key=other).value == "same"
    assert mmfshare.namespaces() == ["ipc.0x000004d2"]


def test_texts_and_numbers_never_meet():
    keys = [
        "a",
        "A",
        "a/b",
        "a%2Fb",
        "a\0b",
        "%",
        "private.x",
        "x" * 300,
        "x" * 301,
        "ä" * 150,
        "12a",
        12,
        "0x",
        ".",
    ]
    for number, key in enumerate(keys):
        tie("scalar", key, create=True, exclusive=True).value = number
    assert [tie("scalar", key).value for key in keys] == list(range(len(keys)))
    assert ipc_shareable.seg_count() == len(keys)


@pytest.mark.parametrize(
    "key, error", [(-1, ValueError), (1 << 32, ValueError), (1.5, TypeError), (True, TypeError)]
)
def test_what_can_be_no_key(key, error):
    with pytest.raises(error, match="key"):
        tie("hash", key, create=True)
    assert mmfshare.namespaces() == []


@pytest.mark.parametrize("key", [None, 0, "", "0"])
def test_without_a_key_it_is_shared_with_forked_children_alone(key, child):
    one, two = tie("hash", key), tie("hash", key)
    one["a"] = 1
    assert two == {} and one.glue is None
    assert mmfshare.namespaces() == []  # nothing can be left behind

    def change(link):
        one["a"] = 2

    child(change).result()
    assert one["a"] == 2


def test_a_forked_child_makes_private_data_of_its_own(child):
    def make(link):
        mine = tie("hash")
        mine["pid"] = os.getpid()
        return mine.id

    ids = [child(make).result() for _ in range(8)]
    assert len(set(ids)) == 8


# ---- create, exclusive, graceful


def test_without_create_it_must_be_there():
    with pytest.raises(mmfshare.NamespaceNotFound, match="'absent'; pass create=True"):
        tie("hash", key="absent")
    mmfshare.open("ipc.absent").close()  # a namespace that no variable was made in
    with pytest.raises(mmfshare.NamespaceNotFound, match="create"):
        tie("hash", key="absent")
    assert tie("hash", key="absent", create=True, exclusive=True) == {}


def test_exclusive_refuses_what_is_there():
    tie("array", key="x", create=True, exclusive=True).push(1)
    for options in ({}, {"create": True}):
        with pytest.raises(mmfshare.NamespaceExists, match="exclusive"):
            tie("array", key="x", exclusive=True, **options)
    with pytest.raises(mmfshare.NamespaceExists, match="exclusive"):
        tie("hash", key="x", create=True, exclusive=True)
    assert tie("array", key="x", create=True) == [1]


def test_exclusive_lets_one_of_many_through(child):
    def race(link):
        link.hear()
        try:
            tie("hash", key="race", create=True, exclusive=True)
        except mmfshare.NamespaceExists:
            return 0
        return 1

    children = [child(race) for _ in range(6)]
    for one in children:
        one.say()
    assert sum(one.result() for one in children) == 1


def test_graceful_ends_the_process_without_an_error():
    tie("hash", key="g", create=True)
    with pytest.raises(SystemExit) as ended:
        tie("hash", key="g", create=True, exclusive=True, graceful=True)
    assert ended.value.code == 0
    with pytest.raises(SystemExit), pytest.warns(LockWarning, match="'g'") as told:
        tie("hash", key="g", create=True, exclusive=True, graceful=True, warn=True)
    assert told[0].filename == __file__
    # Without exclusive it has no meaning.
    assert tie("hash", key="g", graceful=True) == {}


def test_a_variable_of_another_kind():
    for kind in ("hash", "array", "scalar"):
        tie(kind, key=kind, create=True)
        for other in {"hash", "array", "scalar"} - {kind}:
            for options in ({}, {"create": True}):
                with pytest.raises(TypeError, match=f"'{kind}' is tied as '{kind}'.*'{other}'"):
                    tie(other, key=kind, **options)
    assert tie("scalar", key="scalar").value is None
    mmfshare.open("ipc.hash").update(data=5)
    with pytest.raises(TypeError, match="'hash' holds a int.*use another key"):
        tie("hash", key="hash")
    assert len(ipc_shareable.global_register()) == 3


# ---- options


def test_forms_of_options():
    with pytest.raises(TypeError, match="colour.*serializer"):
        tie("hash", key="a", create=True, colour="red")
    with pytest.raises(TypeError, match="mapping"):
        tie("hash", "a", "b")
    with pytest.raises(ValueError, match="'hash', 'array' or 'scalar'"):
        tie("code", "a")
    with pytest.raises(ValueError, match="serializer"):
        tie("hash", "a", create=True, serializer="xml")
    knot = tie("%", "a", {"create": "no", "exclusive": 0}, create=1, mode=None)
    assert knot.attributes("create") is True and knot.attributes("exclusive") is False
    assert isinstance(tie("@", "b", create=True), ipc_shareable.KnotArray)
    assert isinstance(tie("$", "c", create=True), ipc_shareable.KnotScalar)


def test_new_gives_each_kind():
    assert ipc_shareable.new(key="h", create=True) == {}
    assert ipc_shareable.new(key="a", create=True, var="ARRAY") == []
    assert ipc_shareable.new(key="s", create=True, var="SCALAR").value is None
    with pytest.raises(ValueError):
        ipc_shareable.new(key="s", var="GLOB")


def test_attributes_are_the_options():
    knot = tie("hash", key="0x10", create=True, protected=7, testing="suite", warn=True)
    expected = {
        "key": "0x10",
        "create": True,
        "protected": 7,
        "testing": "suite",
        "warn": True,
        "destroy": False,
    }
    expected |= {
        "serializer": "json",
        "limit": True,
        "graceful": False,
        "exclusive": False,
        "owner": os.getpid(),
    }
    attributes = knot.attributes()
    assert {name: attributes[name] for name in expected} == expected
    assert knot.attributes("protected") == 7 and knot.attributes("nothing") is None
    attributes["protected"] = 8
    assert knot.attributes("protected") == 7
    # What belongs to the variable comes back to who ties it again.
    again = tie("hash", key=16)
    assert (again.attributes("protected"), again.attributes("testing")) == (7, "suite")


def test_size_is_what_fits_when_it_is_given():
    knot = tie("array", key="small", create=True, size=1024)
    with pytest.raises(mmfshare.NamespaceExists, match="leave size and mode out to tie"):
        tie("array", key="small", size="1M")
    assert knot.namespace().size == knot.namespace().max_size == 65536
    with pytest.raises(mmfshare.NamespaceFull):
        while True:
            knot.push("x" * 1000)
    length = len(knot)
    assert length > 20 and knot[-1] == "x" * 1000
    knot.pop()
    knot.push("fits again")
    grows = tie("array", key="grows", create=True)
    grows.assign(["x" * 1000] * 1000)
    assert len(grows) == 1000


def test_the_limit_of_a_size(monkeypatch):
    with pytest.raises(ValueError, match="limit=False"):
        tie("hash", key="big", create=True, size="2G")
    with pytest.raises(ValueError, match=r"more than [0-9]+ bytes$"):
        tie("hash", key="big", create=True, size=1 << 45, limit=False)
    assert mmfshare.namespaces() == []


def test_mode_is_the_file_s():
    assert tie("hash", key="m", create=True, mode=0o640).seg().mode == 0o640
    assert tie("hash", key="n", create=True).seg().mode == 0o600
    with pytest.raises(ValueError, match="owner"):
        tie("hash", key="o", create=True, mode=0o440)


def test_a_folder_of_several_users_needs_trust(folder):
    folder.chmod(0o777)
    with pytest.raises(PermissionError, match="trust=True"):
        tie("hash", key="k", create=True)
    knot = tie("hash", key="k", create=True, trust=True)
    knot["a"] = 1
    again = pickle.loads(pickle.dumps(knot))
    again["b"] = 2
    assert tie("hash", key="k", trust=True) == {"a": 1, "b": 2}
    knots.run("ipc.tie('hash', 'gone', create=1, destroy=1, trust=1).untie()")
    assert os.listdir(folder) == ["ipc.k"]


def test_what_looks_at_all_variables_of_a_folder_of_several_users(folder):
    folder.chmod(0o777)
    tie("hash", key="k", create=True, testing="brand", trust=True)
    knots.run("ipc.tie('hash', 'left', create=1, testing='brand', trust=1)")
    knots.run("assert ipc.singleton('only', trust=True)")
    with pytest.raises(PermissionError, match="trust=True"):
        ipc_shareable.seg_count()
    assert sorted(ipc_shareable.shm_segments(trust=True)) == ["k", "left"]
    assert ipc_shareable.unknown_segments(trust=True) == ["left"]
    assert ipc_shareable.seg_count(trust=True) == ipc_shareable.sem_count(trust=True) == 2
    assert "key: left" in ipc_shareable.seg_map(trust=True)
    assert ipc_shareable.remove("left", trust=True)
    assert ipc_shareable.clean_up_testing("brand", trust=True) == 1


@support.as_root
def test_what_another_user_keeps_to_himself_is_left_out_with_trust(folder, child):
    folder.chmod(0o777)
    tie("hash", key="ours", create=True, mode=0o666, trust=True)
    tie("hash", key="mine", create=True, trust=True)

    def other_user(link):
        os.setuid(65534)
        return list(ipc_shareable.shm_segments(trust=True))

    assert child(other_user).result() == ["ours"]


@support.as_root
def test_another_user_with_trust_and_a_mode_that_lets_him_in(folder, child):
    folder.chmod(0o777)
    tie("hash", key="ours", create=True, mode=0o666, trust=True)["a"] = 1
    tie("hash", key="mine", create=True, trust=True)

    def other_user(link):
        os.setuid(65534)
        with pytest.raises(PermissionError):
            tie("hash", key="mine", trust=True)
        with pytest.raises(PermissionError, match="trust"):
            tie("hash", key="ours")
        tie("hash", key="ours", trust=True)["a"] += 1

    child(other_user).result()
    assert tie("hash", key="ours", trust=True)["a"] == 2


def test_serializers():
    plain = tie("hash", key="json", create=True)
    scalar = tie("scalar", key="scalar", create=True)
    for store in (lambda: plain.set("a", {1, 2}), lambda: setattr(scalar, "value", {1, 2})):
        with pytest.raises(TypeError, match="JSON") as told:
            store()
        assert "storable" in told.value.__notes__[0]
    objects = tie("hash", key="storable", create=True, serializer="storable")
    objects["a"] = {1, 2}
    assert objects["a"] == {1, 2}


# ---- data


def test_nested_structures_are_overwritten_without_a_trace():
    knot = tie("hash", key="nested", create=True)
    knot["a"] = {"b": {"c": [1, {"d": 2}]}}
    support.settle(knot.namespace())
    containers = knot.namespace().stats().containers
    for number in range(100):
        knot["a"] = {"b": {"c": [number, {"d": number}]}}
    support.settle(knot.namespace())
    assert knot.namespace().stats().containers == containers
    assert knot.snapshot() == {"a": {"b": {"c": [99, {"d": 99}]}}}
    knot["a"]["b"]["c"][1]["e"] = {}
    knot["a"] = "gone"
    assert knot.snapshot() == {"a": "gone"}


def test_a_scalar_holds_a_structure():
    knot = tie("scalar", key="s", create=True)
    knot.value = {"list": []}
    tie("scalar", key="s").value["list"].append("live")
    assert knot.value == {"list": ["live"]}
    knot.value = None
    assert tie("scalar", key="s").value is None
    assert knot.add(5) == 5 and knot.add(n=2) == 7


@pytest.mark.parametrize("serializer", ["json", "storable"])
def test_a_knot_is_stored_as_a_copy_of_what_it_holds(serializer):
    hosts = tie("array", key="hosts", create=True, serializer=serializer)
    config = tie("hash", key="config", create=True, serializer=serializer)
    hosts.push("db1")
    config["hosts"] = hosts
    config["all"] = [hosts]
    hosts.push("db2")
    config["hosts"].append("live")
    assert config == {"hosts": ["db1", "live"], "all": [["db1"]]}
    with pytest.raises(TypeError):
        config["keys"] = config.keys()


def test_an_array_has_perl_s_functions():
    knot = tie("array", key="a", create=True)
    knot.push(1, 2, 3)
    assert (knot.shift(), knot.pop(), knot.unshift(0), len(knot)) == (1, 3, 2, 2)
    knot[5] = "past the end"
    assert knot == [0, 2, None, None, None, "past the end"]
    knot.remove(None)
    assert len(knot) == 5
    assert knot.remove() is True and mmfshare.namespaces() == []


def test_a_walk_is_not_disturbed_by_another_process(child):
    knot = tie("hash", key="walk", create=True)
    knot.assign({f"key {number}": number for number in range(1000)})
    walk = iter(knot.items())
    seen = [next(walk) for _ in range(10)]

    def disturb(link):
        mine = tie("hash", key="walk")
        for number in range(20, 1000, 2):
            del mine[f"key {number}"]
        mine.update({f"new {number}": number for number in range(500)})

    child(disturb).result()
    seen += list(walk)
    names = [name for name, _ in seen]
    assert len(names) == len(set(names))
    assert {f"key {number}" for number in range(21, 1000, 2)} <= set(names)
