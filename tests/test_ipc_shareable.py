"""mmfshare.ipc_shareable: IPC::Shareable's options, methods and locks."""

from __future__ import annotations

import os
import pickle
import subprocess
import warnings

import pytest
import support

import mmfshare
from mmfshare import ipc_shareable
from mmfshare.ipc_shareable import LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN, LockWarning, tie


@pytest.fixture(autouse=True)
def nothing_is_left():
    """Each test begins with no knots, and closes those that it leaves."""
    assert ipc_shareable.global_register() == {}
    yield
    while ipc_shareable.global_register():
        for knot in ipc_shareable.global_register().values():
            knot.close()


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return support.python(
        "-c", "from mmfshare import ipc_shareable as ipc\nimport os, sys\n" + program, *arguments
    )


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
    with pytest.raises(mmfshare.NamespaceNotFound):
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
    with pytest.raises(SystemExit), pytest.warns(LockWarning, match="'g'"):
        tie("hash", key="g", create=True, exclusive=True, graceful=True, warn=True)
    # Without exclusive it has no meaning.
    assert tie("hash", key="g", graceful=True) == {}


def test_a_variable_of_another_kind():
    tie("hash", key="k", create=True)["a"] = 1
    with pytest.raises(TypeError, match="SharedDict"):
        tie("array", key="k")
    assert len(ipc_shareable.global_register()) == 1


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


def test_serializers():
    plain = tie("hash", key="json", create=True)
    with pytest.raises(TypeError):
        plain["a"] = {1, 2}
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
    assert knot.add(5) == 5


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


# ---- locks


def test_locks_do_not_count():
    knot = tie("hash", key="l", create=True)
    for _ in range(3):
        assert knot.lock() and knot.lock(LOCK_EX)
    assert knot.namespace().held
    assert knot.unlock() and not knot.namespace().held
    assert knot.unlock()  # no error, as in Perl
    assert knot.lock(LOCK_SH) and knot.lock(LOCK_EX | LOCK_NB) and knot.lock(LOCK_UN)
    assert not knot.namespace().held
    for flags in (0, LOCK_NB, LOCK_SH | LOCK_EX):
        with pytest.raises(ValueError, match="LOCK_EX or LOCK_SH"):
            knot.lock(flags)
    assert knot.shlock() and knot.shunlock()


def holder(link, key, flags):
    knot = tie("hash", key=key)
    assert knot.lock(flags)
    link.say()
    link.hear()
    knot["held by"] = "the child" if flags == LOCK_EX else knot.unlock()
    knot.unlock()
    link.say()
    link.hear()


@pytest.mark.parametrize(
    "theirs, ours, got",
    [
        (LOCK_EX, LOCK_EX, False),
        (LOCK_EX, LOCK_SH, False),
        (LOCK_SH, LOCK_EX, False),
        (LOCK_SH, LOCK_SH, True),
    ],
)
def test_exclusive_and_shared_locks_of_two_processes(child, theirs, ours, got):
    knot = tie("hash", key="l", create=True)
    other = child(holder, "l", theirs)
    other.hear()
    assert knot.lock(ours | LOCK_NB) is got
    assert knot.sem() == ipc_shareable.Semaphores(readers=theirs == LOCK_SH, writers=theirs == LOCK_EX)
    knot.unlock()
    other.say()
    other.hear()
    assert knot.lock(ours | LOCK_NB)
    assert knot.sem() == ipc_shareable.Semaphores(readers=ours == LOCK_SH, writers=ours == LOCK_EX)
    knot.unlock()
    assert knot.sem() == ipc_shareable.Semaphores(readers=False, writers=False)
    other.say()
    other.result()


def test_a_lock_waits_for_ever(child):
    knot = tie("hash", key="l", create=True)

    def wait(link):
        mine = tie("hash", key="l", timeout=0.01)
        link.say()
        link.hear()
        mine.lock()
        mine["after"] = knot["n"]
        mine.unlock()

    other = child(wait)
    other.hear()
    knot.lock()
    other.say()
    assert other.says_nothing(0.2)
    knot["n"] = 5
    knot.unlock()
    other.result()
    assert knot["after"] == 5


def test_a_lock_for_a_call_is_given_back_also_on_an_error(child):
    knot = tie("hash", key="l", create=True)

    def fail():
        assert knot.namespace().held
        knot["n"] = knot.get("n", 0) + 1
        raise LookupError("told")

    for arguments in ((fail,), (LOCK_EX, fail)):
        with pytest.raises(LookupError, match="told"):
            knot.lock(*arguments)
        assert not knot.namespace().held
    assert knot["n"] == 2
    assert knot.lock(LOCK_SH, lambda: knot["n"]) is True
    other = child(holder, "l", LOCK_EX)
    other.hear()
    assert knot.lock(LOCK_EX | LOCK_NB, fail) is False
    other.say()
    other.hear()
    other.say()
    other.result()


def test_a_lock_around_a_lock_for_a_call_stays():
    knot = tie("hash", key="l", create=True)
    knot.lock()
    assert knot.lock(lambda: knot.lock(lambda: None))
    assert knot.namespace().held
    knot.unlock()
    assert not knot.namespace().held


def test_two_knots_of_one_thread_do_not_wait_for_each_other():
    one, two = tie("hash", key="l", create=True), tie("hash", key="l")
    assert one.lock() and two.lock() and one.unlock() and two.namespace().held and two.unlock()
    assert not one.namespace().held
    one.lock(LOCK_SH)
    with pytest.raises(RuntimeError):
        two.lock(LOCK_EX)
    with pytest.raises(RuntimeError):
        one["a"] = 1
    one.unlock()
    two["a"] = 1


def test_locks_of_two_variables_are_two_locks(child):
    tie("hash", key="one", create=True)
    tie("hash", key="two", create=True)
    other = child(holder, "one", LOCK_EX)
    other.hear()
    two = tie("hash", key="two")
    assert two.lock(LOCK_EX | LOCK_NB)
    two.unlock()
    other.say()
    other.hear()
    other.say()
    other.result()


@pytest.mark.crash
@pytest.mark.parametrize("flags", [LOCK_EX, LOCK_SH])
def test_a_process_that_dies_with_a_lock_is_no_obstacle(child, flags):
    knot = tie("hash", key="l", create=True)
    other = child(holder, "l", flags)
    other.hear()
    assert not knot.lock(LOCK_EX | LOCK_NB)
    other.kill()
    assert knot.lock(LOCK_EX)
    knot["alive"] = True
    knot.unlock()
    knot.namespace().verify()


def test_a_lock_is_not_inherited_by_fork(child):
    knot = tie("hash", key="l", create=True)
    knot.lock()

    def inherit(link):
        assert not knot.namespace().held
        assert knot.unlock()
        return knot.lock(LOCK_EX | LOCK_NB)

    assert child(inherit).result() is False
    knot.unlock()


def test_increments_under_locks_are_exact(child):
    knot = tie("scalar", key="n", create=True)
    knot.value = 0

    def count(link):
        mine = tie("scalar", key="n")
        for _ in range(500):
            mine.lock(LOCK_EX)
            mine.value += 1
            mine.unlock()

    for one in [child(count) for _ in range(4)]:
        one.result()
    assert knot.value == 2000


# ---- use without a lock while another has one


def test_a_write_without_a_lock_waits_and_is_told(child):
    knot = tie("hash", key="l", create=True)
    knot["n"] = 0

    def write(link, options):
        mine = tie("hash", key="l", **options)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            link.say()
            link.hear()
            mine["n"] = 1
        return [str(entry.message) for entry in caught if entry.category is LockWarning], mine.uuid()

    for flags in (LOCK_EX, LOCK_SH):
        for options in ({}, {"violated_write_lock_warn": False}, {"enforced_write_locking": "no"}):
            knot["n"] = 0
            other = child(write, options)
            other.hear()
            knot.lock(flags)
            other.say()
            assert other.says_nothing(0.1)
            assert knot["n"] == 0
            knot.unlock()
            told, uuid = other.result()
            assert len(told) == (not options)
            assert options or (uuid in told[0] and knot.id in told[0])
            assert knot["n"] == 1  # nothing was lost


def test_a_read_without_a_lock_waits_and_is_told(child):
    knot = tie("hash", key="l", create=True)
    knot["n"] = 0

    def look(link, options):
        mine = tie("hash", key="l", **options)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            link.say()
            link.hear()
            value = mine["n"]
        return len(caught), value

    for options, count in (({}, 1), ({"violated_read_lock_warn": 0}, 0), ({"enforced_read_locking": 0}, 0)):
        other = child(look, options)
        other.hear()
        knot.lock(LOCK_EX)
        knot["n"] = 1
        other.say()
        assert other.says_nothing(0.1)
        knot["n"] = 2
        knot.unlock()
        assert other.result() == (count, 2)
    other = child(look, {})
    other.hear()
    knot.lock(LOCK_SH)
    other.say()
    assert other.result() == (0, 2)
    knot.unlock()


def test_a_use_without_a_lock_times_out(child):
    tie("hash", key="l", create=True)
    brief = tie("hash", key="l", timeout=0.05)
    other = child(holder, "l", LOCK_EX)
    other.hear()
    with pytest.warns(LockWarning, match="write while"), pytest.raises(mmfshare.LockTimeout):
        brief["n"] = 1
    with pytest.warns(LockWarning, match="read while"), pytest.raises(mmfshare.LockTimeout):
        brief.get("n")
    with pytest.raises(mmfshare.LockTimeout):
        tie("hash", key="l", timeout=0.05)
    other.say()
    other.hear()
    assert "n" not in brief
    other.say()
    other.result()


# ---- singletons

ONE = "print(ipc.singleton(sys.argv[1], warn=len(sys.argv) > 2) == os.getpid(), flush=True)\n"


def test_one_process_at_a_time_is_the_singleton(child):
    def single(link, glue):
        link.say(ipc_shareable.singleton(glue))
        link.hear()

    first = child(single, "only one")
    assert first.hear() == first.pid
    lost = run(ONE, "only one")
    assert (lost.returncode, lost.stdout, lost.stderr) == (0, "", "")
    told = support.python(
        "-W", "default", "-c", "from mmfshare.ipc_shareable import singleton; singleton('only one', True)"
    )
    assert told.returncode == 0 and "'only one'" in told.stderr and "LockWarning" in told.stderr
    assert run(ONE, "another").stdout == "True\n"
    first.say()
    first.result()
    assert run(ONE, "only one").stdout == "True\n"
    assert run(ONE + ONE, "only one").stdout == "True\nTrue\n"
    with pytest.raises(ValueError):
        ipc_shareable.singleton("")


@pytest.mark.crash
def test_a_singleton_that_is_killed_makes_room(child):
    def single(link):
        link.say(ipc_shareable.singleton(0x77))
        link.hear()

    for _ in range(3):
        first = child(single)
        assert first.hear() == first.pid
        assert run(ONE, "0x77").stdout == ""
        first.kill()
    assert run(ONE, "119").stdout == "True\n"
    assert mmfshare.namespaces() == []  # by the last one, which ended as it should


# ---- the end: destroy, protected, testing, clean_up and its kin


def test_destroy_removes_at_the_end_of_its_maker():
    run("ipc.tie('hash', 'keep', create=1)['a'] = 1; ipc.tie('hash', 'drop', create=1, destroy=1)['a'] = 1")
    run("ipc.tie('hash', 'guarded', create=1, destroy=1, protected=3)")
    assert mmfshare.namespaces() == ["ipc.guarded", "ipc.keep"]
    # Only its maker's word counts.
    run("ipc.tie('hash', 'keep', create=1, destroy=1)")
    assert tie("hash", "keep") == {"a": 1}


def test_destroy_is_the_maker_s_and_not_its_forked_child_s(child):
    knot = tie("hash", key="d", create=True, destroy=True)

    def end(link):
        ipc_shareable.clean_up()

    child(end).result()
    assert mmfshare.namespaces() == ["ipc.d"]
    ipc_shareable.clean_up()
    assert mmfshare.namespaces() == []
    with pytest.raises(ValueError):
        knot["a"] = 1


@pytest.mark.crash
def test_what_a_killed_maker_leaves_can_be_found_and_removed(child):
    def make(link):
        tie("hash", key="left", create=True, destroy=True)["a"] = 1
        link.say()
        link.hear()

    maker = child(make)
    maker.hear()
    maker.kill()
    assert ipc_shareable.unknown_segments() == ["left"]
    assert tie("hash", key="left") == {"a": 1}
    assert ipc_shareable.unknown_segments() == []
    assert ipc_shareable.remove("left") is True and ipc_shareable.remove("left") is False


def test_clean_up_removes_what_this_process_made(child):
    mine = tie("hash", key="mine", create=True)
    tie("hash", key="guarded", create=True, protected=5)
    child(lambda link: tie("hash", key="theirs", create=True) and None).result()
    theirs = tie("hash", key="theirs")
    assert set(ipc_shareable.global_register()) == {
        knot.id for knot in ipc_shareable.global_register().values()
    }
    assert len(ipc_shareable.global_register()) == 3
    assert mine.id in ipc_shareable.process_register() and theirs.id not in ipc_shareable.process_register()
    ipc_shareable.clean_up()
    assert mmfshare.namespaces() == ["ipc.guarded", "ipc.theirs"]
    ipc_shareable.clean_up_all()
    assert mmfshare.namespaces() == ["ipc.guarded"]


def test_a_protected_group_is_removed_by_its_number(child):
    for key, number in (("a", 5), ("b", 5), ("c", 6), ("d", 0)):
        tie("hash", key=key, create=True, protected=number)

    def remove(link):
        for knot in list(ipc_shareable.global_register().values()):
            knot.close()
        for key in "abcd":
            tie("hash", key=key)  # without saying that it is protected
        ipc_shareable.clean_up_protected(5)

    child(remove).result()
    assert mmfshare.namespaces() == ["ipc.c", "ipc.d"]
    for wrong, error in ((0, ValueError), (-1, ValueError), ("5", TypeError)):
        with pytest.raises(error):
            ipc_shareable.clean_up_protected(wrong)
    for wrong, error in ((-1, ValueError), ("5", TypeError)):
        with pytest.raises(error):
            tie("hash", key="e", create=True, protected=wrong)


def test_a_brand_is_removed_in_bulk_except_where_its_maker_lives(child):
    def make(link, key):
        ipc_shareable.testing_set("suite")
        tie("hash", key=key, create=True)
        tie("hash", key=key + " not", create=True, testing=0)
        link.say()
        link.hear()

    living, gone = child(make, "living"), child(make, "gone")
    for one in (living, gone):
        one.hear()
    gone.say()
    gone.result()
    tie("hash", key="mine", create=True, testing="suite")
    tie("hash", key="other", create=True, testing="other suite")
    assert ipc_shareable.clean_up_testing("suite") == 2
    assert mmfshare.namespaces() == ["ipc.gone not", "ipc.living", "ipc.living not", "ipc.other"]
    assert ipc_shareable.clean_up_testing("suite") == 0
    living.say()
    living.result()
    assert ipc_shareable.clean_up_testing("suite") == 1
    for use in (ipc_shareable.clean_up_testing, ipc_shareable.testing_set):
        with pytest.raises(ValueError, match="brand"):
            use("")


def test_a_child_that_removes_what_its_parent_uses_takes_nothing_from_it(child):
    knot = tie("hash", key="used", create=True)
    knot["a"] = {"b": 1}

    def remove(link):
        ipc_shareable.clean_up_all()

    child(remove).result()
    assert mmfshare.namespaces() == []
    knot["a"]["b"] += 1
    assert knot == {"a": {"b": 2}}
    assert knot.lock() and knot.unlock()
    anew = tie("hash", key="used", create=True, exclusive=True)
    assert anew == {} and anew.id != knot.id
    assert knot.remove() is True and knot.remove() is False
    assert mmfshare.namespaces() == ["ipc.used"]  # the new one is another


def test_untie_keeps_the_data():
    knot = tie("hash", key="u", create=True)
    knot["a"] = 1
    knot.untie()
    with pytest.raises(ValueError, match="untied"):
        knot["a"]
    with tie("hash", key="u") as again:
        assert again["a"] == 1
    assert ipc_shareable.global_register() == {}


# ---- what there is


def test_what_exists_who_made_it_and_what_it_holds(child):
    knot = tie("hash", key="map", create=True, protected=2, testing="suite")
    knot["a"] = {"b": [1, 2]}
    tie("array", key=17, create=True).assign(range(5000))
    child(lambda link: tie("scalar", key="theirs", create=True).__setattr__("value", "x" * 5000)).result()
    segments = ipc_shareable.shm_segments()
    assert list(segments) == ["0x00000011", "map", "theirs"]
    segment = segments["map"]
    assert segment == knot.seg()
    assert segment.content == {"a": {"b": [1, 2]}} and segment.child_keys == ()
    assert (segment.owner, segment.protected, segment.testing, segment.kind) == (
        os.getpid(),
        2,
        "suite",
        "hash",
    )
    assert segment.known and segment.local_process and os.path.samefile(segment.path, knot.namespace().path)
    assert not segments["theirs"].known and not segments["theirs"].local_process
    assert list(ipc_shareable.shm_segments("0x11")) == ["0x00000011"]
    assert ipc_shareable.unknown_segments() == ["theirs"]
    assert ipc_shareable.seg_count() == ipc_shareable.sem_count() == 3
    text = ipc_shareable.seg_map()
    for words in ("[known, owner]  key: map", "[unknown]  key: theirs", "protected 2", "list of 5000 items"):
        assert words in text
    assert "{'a': {'b': [1, 2]}}" in text and len(text) < 3000
    assert "key: map" in knot.seg_map() and "theirs" not in knot.seg_map()
    ipc_shareable.clean_up_all()
    ipc_shareable.clean_up_protected(2)
    ipc_shareable.remove("theirs")
    assert ipc_shareable.seg_map().endswith("(none)")


def test_a_locked_variable_holds_nobody_up_who_only_looks(child):
    tie("hash", key="busy", create=True)
    tie("hash", key="free", create=True)
    other = child(holder, "busy", LOCK_EX)
    other.hear()
    assert list(ipc_shareable.shm_segments()) == ["free"]
    assert tie("hash", key="free").seg().content == {}
    other.say()
    other.hear()
    other.say()
    other.result()


def test_system_info(folder):
    tie("hash", key="a", create=True)
    info = mmfshare.system_info()
    assert info.folder == str(folder) and info.namespaces == 1
    assert 0 < info.folder_free_bytes <= info.folder_bytes and info.memory_bytes > 1 << 20
    assert info.page_size == os.sysconf("SC_PAGE_SIZE")
    assert ipc_shareable.sysv_info()["size_most"] == info.size_most == 64 << 30
    with pytest.raises(ValueError, match=f"{info.size_least} and {info.size_most}"):
        mmfshare.open("too small", size=info.size_least - 1)
    limited = support.python(
        "-c",
        "import resource, mmfshare\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 34, 1 << 34))\n"
        "print(mmfshare.system_info().address_space_limit)",
    )
    assert limited.stdout == f"{1 << 34}\n"


def test_knots_travel_by_pickle(child):
    knot = tie("hash", key="p", create=True, protected=4)
    again = pickle.loads(pickle.dumps(knot))
    again["a"] = 1
    assert knot["a"] == 1 and again.id == knot.id and again.attributes("protected") == 4
    assert again.lock(LOCK_SH) and again.unlock()
