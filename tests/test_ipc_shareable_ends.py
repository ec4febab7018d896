"""mmfshare.ipc_shareable: the end of variables, and what there is."""

from __future__ import annotations

import copy
import os
import pickle
import signal
import threading

import knots
import pytest
import support
from knots import holder, run

import mmfshare
from mmfshare import ipc_shareable
from mmfshare.ipc_shareable import LOCK_EX, LOCK_NB, LOCK_SH, tie


@pytest.fixture(autouse=True)
def knots_are_closed():
    with knots.closed():
        yield


# ---- the end: destroy, protected, testing, clean_up and its kin


def test_destroy_removes_at_the_end_of_its_maker():
    run("ipc.tie('hash', 'keep', create=1)['a'] = 1; ipc.tie('hash', 'drop', create=1, destroy=1)['a'] = 1")
    run("ipc.tie('hash', 'guarded', create=1, destroy=1, protected=3)")
    assert mmfshare.namespaces() == ["ipc.guarded", "ipc.keep"]
    # Only its maker's word counts.
    run("ipc.tie('hash', 'keep', create=1, destroy=1)")
    assert tie("hash", "keep") == {"a": 1}


def test_destroy_is_of_the_variable_and_not_of_its_knot():
    run(
        "ipc.tie('hash', 'untied', create=1, destroy=1).untie()\n"
        "with ipc.tie('hash', 'with', create=1, destroy=1): pass\n"
        "ipc.tie('hash', 'later', create=1); ipc.tie('hash', 'later', destroy=1)\n"
        "ipc.tie('hash', 'anew', create=1, destroy=1).remove(); ipc.tie('hash', 'anew', create=1)"
    )
    assert mmfshare.namespaces() == ["ipc.anew"]


def test_destroy_and_singleton_in_a_child_of_multiprocessing(child):
    tie("hash", key="parent", create=True, destroy=True).close()

    def make(link):
        tie("hash", key="child", create=True, destroy=True)
        tie("hash", key="untied", create=True, destroy=True).close()
        ipc_shareable.singleton("one")
        return mmfshare.namespaces()

    assert child(make).result() == ["ipc.%singleton.one", "ipc.child", "ipc.parent", "ipc.untied"]
    assert mmfshare.namespaces() == ["ipc.parent"]


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_a_child_that_is_forked_while_another_thread_asks_for_a_singleton_can_ask_too(child, monkeypatch):
    """In a process of its own, since the right ends with it."""

    def fork(link):
        inside, leave = threading.Event(), threading.Event()

        def open_in_the_thread(*arguments, **options):
            inside.set()
            assert leave.wait(support.PATIENCE)
            return mmfshare.open(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(ipc_shareable._tying, "open_namespace", open_in_the_thread)
            thread = support.Thread(ipc_shareable.singleton, "the parent's")
            assert inside.wait(support.PATIENCE)
        pid = os.fork()
        if pid == 0:
            signal.alarm(support.PATIENCE // 4)  # before the test loses its patience
            os._exit(0 if ipc_shareable.singleton("the child's") == os.getpid() else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        leave.set()
        thread.result()

    child(fork).result()


def test_a_signal_handler_may_ask_for_a_singleton_while_one_is_asked_for(child):
    """In a process of its own, since the right ends with it."""

    def ask(link):
        signal.alarm(support.PATIENCE // 4)  # before the test loses its patience
        answers = []

        def handler(number, frame):
            answers.append(ipc_shareable.singleton("s"))

        def open_and_be_told(*arguments, **options):
            patch.undo()
            signal.raise_signal(signal.SIGUSR1)
            return mmfshare.open(*arguments, **options)

        signal.signal(signal.SIGUSR1, handler)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ipc_shareable._tying, "open_namespace", open_and_be_told)
            answers.append(ipc_shareable.singleton("s"))
        return answers, run("print('got it', ipc.singleton('s'))").stdout

    asks = child(ask)
    assert asks.result() == ([asks.pid] * 2, "")


def test_one_that_cannot_be_destroyed_keeps_none_of_the_others():
    done = run(
        "import pathlib\n"
        "for key in 'abcde':\n"
        "    with ipc.tie('hash', key, create=1, destroy=1) as knot:\n"
        "        if key in 'ace': pathlib.Path(knot.namespace().path).write_bytes(b'damaged')\n"
    )
    assert [f"ipc.{key}" in done.stderr for key in "abcde"] == [True, False, True, False, True]
    assert sorted(os.listdir(os.environ["MMFSHARE_DIR"])) == ["ipc.a", "ipc.c", "ipc.e"]


def test_one_whose_namespace_was_closed_is_destroyed_too():
    done = run(
        "knots = [ipc.tie('hash', key, create=1, destroy=1) for key in 'ab']\n"
        "for knot in knots:\n"
        "    with knot.namespace() as ns: ns['x'] = 1\n"
    )
    assert done.stderr == "" and mmfshare.namespaces() == []


def test_one_whose_namespace_was_closed_is_removed_with_the_others():
    knots = [tie("hash", key=key, create=True) for key in "abcd"]
    knots[0].namespace().close()
    ipc_shareable.remove("c")
    tie("hash", key="c", create=True)
    knots[2].namespace().close()
    assert knots[2].remove() and not knots[2].remove()  # and not the new one
    knots[3].namespace().close()
    assert mmfshare.namespaces() == ["ipc.a", "ipc.b", "ipc.c", "ipc.d"]
    ipc_shareable.clean_up()
    assert mmfshare.namespaces() == []


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


def test_a_pid_that_was_given_anew_is_another_process(child):
    knot = tie("hash", key="k", create=True, testing="suite")

    def be_another(link):
        made = knot.namespace()["made"]
        assert ipc_shareable.clean_up_testing("suite") == 0  # the maker lives
        made["owner"] = os.getpid()
        assert tie("hash", key="k").id not in ipc_shareable.process_register()
        link.say()
        link.hear()

    other = child(be_another)
    other.hear()
    assert ipc_shareable.clean_up_testing("suite") == 1  # the pid lives, and its process is another
    other.say()
    other.result()


def test_facts_of_a_maker_that_name_a_pid_alone_are_still_read():
    knot = tie("hash", key="k", create=True, testing="suite")
    del knot.namespace()["made"]["process"]
    knot.close()
    assert tie("hash", key="k").id in ipc_shareable.process_register()
    assert ipc_shareable.clean_up_testing("suite") == 1


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
    with pytest.raises(ValueError, match="'u' was untied"):
        knot["a"]
    with tie("hash", key="u") as again:
        assert again["a"] == 1
    assert ipc_shareable.global_register() == {}


@support.closes_at_once
def test_private_data_go_with_their_last_knot():
    done = run(
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))\n"
        "for _ in range(200):\n"
        "    knot = ipc.tie('hash')\n"
        "    knot['a'] = [1]\n"
        "print(len(ipc.global_register()), list(ipc.global_register().values())[0] is knot, knot.remove())\n"
        "print(len(ipc.global_register()))\n"
    )
    assert (done.stdout, done.stderr) == ("1 True True\n0\n", "")


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


def test_pickled_objects_hide_a_variable_s_content_and_nothing_else(monkeypatch):
    knot = tie("hash", key="objects", create=True, serializer="storable")
    knot["set"] = {1, 2}
    tie("hash", key="plain", create=True)["a"] = 1
    segments = ipc_shareable.shm_segments()
    assert [segment.content for segment in segments.values()] == [None, {"a": 1}]
    assert segments["objects"].size == knot.seg().size > 0 and knot.seg().content == {"set": {1, 2}}
    assert "key: objects" in ipc_shareable.seg_map() and "key: plain" in ipc_shareable.seg_map()
    # What is not asked for is not copied.
    monkeypatch.setattr(mmfshare.Namespace, "snapshot", None)
    assert ipc_shareable.seg_count() == ipc_shareable.sem_count() == 2
    assert ipc_shareable.unknown_segments() == [] and ipc_shareable.shm_segments("absent") == {}


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


def test_looking_who_has_the_lock_keeps_no_sharer_out(child):
    knot = tie("hash", key="l", create=True)
    other = child(holder, "l", LOCK_SH)
    other.hear()
    assert knot.sem() == ipc_shareable.Semaphores(readers=True, writers=False)
    assert knot.lock(LOCK_SH | LOCK_NB)
    knot.unlock()
    other.say()
    other.hear()
    other.say()
    other.result()


def test_who_waits_for_a_lock_is_not_taken_for_who_has_it(child):
    knot = tie("hash", key="l", create=True)
    assert knot.lock(LOCK_SH)

    def wait(link):
        mine = tie("hash", key="l")
        link.say()
        with mine.lock():
            return mine.sem()

    def looker(link):
        mine = tie("hash", key="l")
        link.say()
        while mine.lock(LOCK_SH | LOCK_NB):  # until another waits
            mine.unlock()
        return mine.sem()

    looks = child(looker)
    looks.hear()
    waiter = child(wait)
    waiter.hear()
    assert looks.result() == ipc_shareable.Semaphores(readers=True, writers=False)
    knot.unlock()
    assert waiter.result() == ipc_shareable.Semaphores(readers=False, writers=True)


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
    with pytest.raises(TypeError, match="private.*key"):
        pickle.dumps(tie("hash"))


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_copy_is_a_knot_of_its_own(copied):
    knot = tie("hash", key="c", create=True)
    again = copied(knot)
    assert again.lock() and knot.lock()
    again["a"] = 1
    again.close()
    assert knot["a"] == 1 and knot.namespace().held
    knot.unlock()
    assert not knot.namespace().held
