"""A namespace as a whole: opening, variables by name, sharing, persistence, closing, destroying, facts."""

from __future__ import annotations

import logging
import os
import pickle
import re
import stat
from collections.abc import MutableMapping

import pytest
import support

import mmfshare


def test_a_namespace_is_a_dict(ns):
    assert isinstance(ns, MutableMapping) and isinstance(ns, mmfshare.SharedDict)
    ns["hits"] = 0
    ns["cfg"] = {"tags": ["a"]}
    ns["cfg"]["tags"].append("b")
    assert dict(ns.snapshot()) == {"hits": 0, "cfg": {"tags": ["a", "b"]}}
    assert list(ns) == ["hits", "cfg"] and len(ns) == 2 and "hits" in ns and "nope" not in ns
    del ns["hits"]
    assert list(ns) == ["cfg"]
    with pytest.raises(KeyError, match="hits"):
        ns["hits"]


def test_two_handles_of_one_name_see_the_same_at_once(ns):
    with mmfshare.open("test") as other:
        assert other.uuid == ns.uuid and len(ns.uuid) == 16
        ns["x"] = 1
        assert other["x"] == 1
        other["x"] = 2
        assert ns["x"] == 2
        other.list("l").append(1)
        assert ns["l"] == [1]
    ns["x"] = 3
    assert ns["x"] == 3


def test_the_default_name_is_shareable(folder):
    with mmfshare.open() as ns:
        assert ns.name == "shareable"
        assert ns.path == str(folder / "shareable")


def test_options_can_be_positional(folder, tmp_path):
    swapfile = tmp_path / "file"
    with mmfshare.open("name", "256K", swapfile, False) as ns:
        assert (ns.name, ns.size, ns.path) == ("name", 262144, str(swapfile))
    with mmfshare.open("name", "256K", str(swapfile), True) as ns:
        assert ns.path == str(swapfile)


def test_the_file_has_exactly_the_given_size(folder):
    for number, size in enumerate((65536, "128K", "1M", 1 << 20, "1 MiB", 1000000)):
        with mmfshare.open(f"n{number}", size) as ns:
            assert os.stat(ns.path).st_size == ns.size
    assert os.stat(folder / "n0").st_size == 65536
    assert os.stat(folder / "n2").st_size == os.stat(folder / "n4").st_size == 1 << 20
    assert os.stat(folder / "n5").st_size == 1000000


def test_the_default_size_is_128_kib(ns):
    assert ns.size == 131072 and os.stat(ns.path).st_size == 131072 and ns.max_size is None


def test_file_and_folder_are_the_users_own(folder, monkeypatch):
    monkeypatch.setenv("MMFSHARE_DIR", str(folder / "made"))
    with mmfshare.open("test") as ns:
        assert stat.S_IMODE(os.stat(ns.path).st_mode) == 0o600 and ns.mode == 0o600
        assert stat.S_IMODE(os.stat(folder / "made").st_mode) == 0o700
    with mmfshare.open("open to the group", mode=0o640) as ns:
        assert stat.S_IMODE(os.stat(ns.path).st_mode) == 0o640 and ns.mode == 0o640


def test_the_umask_does_not_change_the_mode(folder):
    before = os.umask(0o777)
    try:
        with mmfshare.open("test", mode=0o640) as ns:
            assert stat.S_IMODE(os.stat(ns.path).st_mode) == 0o640
    finally:
        os.umask(before)


def test_without_mmfshare_dir_the_place_names_the_user(monkeypatch):
    monkeypatch.delenv("MMFSHARE_DIR")
    expected = os.path.join(support.memory_folder(), f"mmfshare-{os.geteuid()}")
    existed = os.path.isdir(expected)
    name = f"test-of-the-default-place-{os.getpid()}"
    ns = mmfshare.open(name)
    try:
        assert ns.path == os.path.join(expected, name)
        assert name in mmfshare.namespaces()
    finally:
        ns.destroy()
        if not existed:
            os.rmdir(expected)


def test_namespaces_lists_what_exists(folder):
    assert mmfshare.namespaces() == []
    handles = [mmfshare.open(name) for name in ("b", "a", "ünï cödé")]
    assert mmfshare.namespaces() == ["a", "b", "ünï cödé"]
    handles[1].destroy()
    assert mmfshare.namespaces() == ["b", "ünï cödé"]
    handles[0].close()
    handles[2].close()
    assert mmfshare.namespaces() == ["b", "ünï cödé"]


def test_namespaces_lists_only_what_is_one(folder):
    (folder / "text").write_text("no namespace")
    (folder / "empty").touch()
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe")
    with mmfshare.open("mine") as ns:
        (folder / "link").symlink_to(ns.path)
        assert mmfshare.namespaces() == ["mine"]


def test_a_chosen_folder_whose_parent_is_not_there(folder, monkeypatch):
    monkeypatch.setenv("MMFSHARE_DIR", str(folder / "nowhere" / "below"))
    with pytest.raises(FileNotFoundError, match="MMFSHARE_DIR.*no folder .*nowhere'; create") as caught:
        mmfshare.open("test")
    assert caught.value.filename == str(folder / "nowhere" / "below")
    assert os.listdir(folder) == []


def test_a_relative_chosen_folder_is_refused(folder, monkeypatch, tmp_path):
    """After chdir() the same name would silently be a new namespace in another folder."""
    monkeypatch.chdir(tmp_path)
    for relative in ("here", ".", "~/here"):
        monkeypatch.setenv("MMFSHARE_DIR", relative)
        for use in (mmfshare.namespaces, mmfshare.system_info, lambda: mmfshare.open("test")):
            with pytest.raises(ValueError, match="MMFSHARE_DIR.*absolute"):
                use()
    with mmfshare.open("test", swapfile="relative") as ns:  # which is told by its path from then on
        assert ns.path == str(tmp_path / "relative")
    assert os.listdir(tmp_path) == ["relative"]


def test_namespaces_of_a_folder_that_is_not_there(folder, monkeypatch):
    monkeypatch.setenv("MMFSHARE_DIR", str(folder / "nowhere"))
    assert mmfshare.namespaces() == []
    assert not (folder / "nowhere").exists()


def test_the_data_stay_when_all_handles_are_closed(tmp_path):
    value = {"l": [1, [2, {"x": (1, 2)}]], "s": "ü" * 1000, "n": None, 1.5: b"\0" * 300, (1, "a"): 10**40}
    with mmfshare.open("keep", swapfile=tmp_path / "file") as ns:
        ns.update(value)
        uuid = ns.uuid
    with mmfshare.open("keep", swapfile=tmp_path / "file", reuse=True) as ns:
        assert ns == value and list(ns) == list(value) and ns.uuid == uuid
        ns.verify()


def test_a_fresh_process_reads_what_this_one_wrote(ns, tmp_path):
    ns["x"] = {"deep": [1, 2.5, "ü"]}
    ns["counter"] = 1
    program = (
        "import mmfshare\nwith mmfshare.open('test') as ns: print(ns['x'].snapshot()); ns.add('counter')"
    )
    done = support.python("-c", program)
    assert (done.returncode, done.stdout, done.stderr) == (0, "{'deep': [1, 2.5, 'ü']}\n", "")
    assert ns["counter"] == 2


def test_a_namespace_with_a_swapfile_is_its_file_not_its_name(tmp_path):
    with (
        mmfshare.open("a", swapfile=tmp_path / "one") as first,
        mmfshare.open("b", swapfile=tmp_path / "one") as second,
        mmfshare.open("a", swapfile=tmp_path / "two") as third,
        mmfshare.open("a") as fourth,
    ):
        first["x"] = 1
        assert second["x"] == 1
        assert "x" not in third and "x" not in fourth
        assert mmfshare.namespaces() == ["a"]


def test_a_relative_swapfile_stays_put_when_the_folder_changes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with mmfshare.open("a", swapfile="file") as ns:
        assert ns.path == str(tmp_path / "file")
        (tmp_path / "below").mkdir()
        monkeypatch.chdir(tmp_path / "below")
        ns["x"] = 1
        copied = pickle.loads(pickle.dumps(ns))
        assert copied["x"] == 1
        copied.close()


def test_reuse_attaches_to_what_is_there(ns):
    ns["x"] = 1
    with mmfshare.open("test", reuse=True) as other:
        assert other["x"] == 1


def test_options_that_agree_with_what_is_there_are_fine(folder):
    with (
        mmfshare.open("a", "1M", max_size="2M", mode=0o640),
        mmfshare.open("a", 1 << 20, max_size="2048K", mode=0o640) as same,
        mmfshare.open("a") as silent,
    ):
        assert (silent.size, silent.max_size, silent.mode) == (same.size, same.max_size, same.mode)
        assert (same.size, same.max_size, same.mode) == (1 << 20, 2 << 20, 0o640)


def test_handles_have_options_of_their_own(folder):
    with (
        mmfshare.open("a", timeout=1, serializer="json", autolock=False) as one,
        mmfshare.open("a", timeout=None, serializer="none") as two,
    ):
        assert (one.timeout, one.serializer, one.autolock) == (1, "json", False)
        assert (two.timeout, two.serializer, two.autolock) == (None, "none", True)
        one["x"] = 1
        two["x"] = 2
        assert one["x"] == 2


def test_autolock_off_never_means_corrupt(ns, child):
    def write(link):
        with mmfshare.open("test", autolock=False) as mine:
            for number in range(3000):
                mine[f"k{number % 50}"] = "x" * (number % 300)

    children = [child(write) for _ in range(2)]
    for one in children:
        one.result()
    ns.verify()
    assert len(ns) == 50


# ---- variables by name


def test_dict_list_and_scalar_get_or_create(ns):
    assert isinstance(ns.dict("d"), mmfshare.SharedDict) and ns["d"] == {}
    assert isinstance(ns.list("l"), mmfshare.SharedList) and ns["l"] == []
    assert isinstance(ns.scalar("s"), mmfshare.SharedScalar) and ns["s"] is None
    ns["d"]["x"] = 1
    ns["l"].append(1)
    ns["s"] = 5
    assert ns.dict("d") == {"x": 1} and ns.list("l") == [1] and ns.scalar("s").value == 5


@pytest.mark.parametrize(
    "kind, there",
    [("dict", []), ("dict", 1), ("list", {}), ("list", None), ("scalar", {}), ("scalar", [1])],
)
def test_the_wrong_kind_there_is_a_type_error(ns, kind, there):
    ns["x"] = there
    with pytest.raises(TypeError, match="'x'"):
        getattr(ns, kind)("x")
    assert ns["x"] == there


def test_the_perl_names(ns):
    assert ns.getvar("x") is None and not ns.findvar("x")
    ns.setvar("x", 1)
    assert ns.getvar("x") == 1 and ns.findvar("x")
    ns.setvar("x", 1, 2, 3)
    assert ns["x"] == [1, 2, 3]
    ns.setvar("x", "")
    assert ns["x"] == "" and ns.findvar("x")
    ns.setvar("x", None)
    assert not ns.findvar("x")
    ns["x"] = None
    assert ns.findvar("x") and ns.getvar("x") is None
    ns.deletevar("x")
    assert not ns.findvar("x")
    ns.deletevar("x")


def test_debug_and_stats_tell_the_facts(ns):
    ns["number"] = 1
    ns["things"] = [1, 2]
    text = ns.debug()
    assert "test" in text and "number" in text and "things" in text
    stats = ns.stats()
    assert stats.file_bytes == os.stat(ns.path).st_size
    assert 0 < stats.free_bytes < stats.heap_bytes < stats.file_bytes
    assert stats.containers == 2 and stats.participants >= 1 and stats.recoveries == 0
    before = stats.commits
    ns["number"] = 2
    assert ns.stats().commits == before + 1


def test_debug_true_logs(folder, caplog):
    caplog.set_level(logging.DEBUG, "mmfshare")
    with mmfshare.open("loud", debug=True) as ns, ns.lock():
        ns["x"] = 1
    assert caplog.records and all(record.name == "mmfshare" for record in caplog.records)
    assert "loud" in caplog.text
    caplog.clear()
    with mmfshare.open("loud") as ns, ns.lock():
        ns["x"] = 2
    assert not caplog.records


def test_repr_names_it_and_never_raises(ns):
    assert "test" in repr(ns)
    things = [ns, ns.dict("d"), ns.list("l"), ns.scalar("s")]
    assert repr(things[1]) == "SharedDict({})" and repr(things[2]) == "SharedList([])"
    ns.close()
    for thing in things:
        assert isinstance(repr(thing), str)


def test_sync_and_verify_of_a_sound_namespace(tmp_path):
    with mmfshare.open("a", swapfile=tmp_path / "file") as ns:
        ns["x"] = list(range(1000))
        assert ns.sync() is None
        assert ns.verify() is None


def test_errors_are_what_a_caller_expects():
    for error, builtin in {
        mmfshare.NamespaceNotFound: FileNotFoundError,
        mmfshare.NamespaceExists: FileExistsError,
        mmfshare.NamespaceFull: MemoryError,
        mmfshare.LockTimeout: TimeoutError,
        mmfshare.StaleHandle: ReferenceError,
        mmfshare.CorruptNamespace: ValueError,
    }.items():
        assert issubclass(error, mmfshare.MmfError) and issubclass(error, builtin)
        assert error.__module__ == "mmfshare" and pickle.loads(pickle.dumps(error)) is error


@pytest.mark.parametrize(
    "cls, advice",
    [
        (mmfshare.Namespace, "mmfshare.open(name)"),
        (mmfshare.SharedDict, "ns.dict(name)"),
        (mmfshare.SharedList, "ns.list(name)"),
        (mmfshare.SharedScalar, "ns.scalar(key)"),
    ],
)
@pytest.mark.parametrize("arguments", [(), ("name",)])
def test_who_calls_a_class_is_told_where_to_get_one(cls, advice, arguments):
    with pytest.raises(TypeError, match=f"^{cls.__name__} objects .*{re.escape(advice)}"):
        cls(*arguments)
