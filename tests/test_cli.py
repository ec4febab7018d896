"""python -m mmfshare list, stats, verify, save, load and destroy: what they print, and their exit status."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest
import support

import mmfshare
from mmfshare.__main__ import main


@pytest.fixture
def ns():
    with mmfshare.open("known") as ns:
        ns["hits"] = 3
        ns["tags"] = ["a", "b"]
        yield ns


def test_runs_as_a_module(ns):
    command = [sys.executable, "-m", "mmfshare", "list"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "known\n", "")


def test_version(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0 and capsys.readouterr().out == f"mmfshare {mmfshare.__version__}\n"
    assert mmfshare.__version__[0].isdigit()


BAD_TIMEOUTS = [["import-ipc-shareable", "key", f"--timeout={bad}"] for bad in ("nan", "-1", "soon")]


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["verify"], ["demo", "--workers", "0"], *BAD_TIMEOUTS]
)
def test_wrong_usage_is_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_list_without_any(capsys):
    assert main(["list"]) == 0
    assert capsys.readouterr().out == ""


def test_verify_by_name_and_by_file(ns, capsys):
    assert main(["verify", "known"]) == 0
    assert main(["verify", ns.path]) == 0
    assert capsys.readouterr().out == f"{ns.path}: clean\n" * 2


def test_verify_takes_a_bare_file_name_when_no_namespace_has_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    mmfshare.open(swapfile="mine.mmf").close()
    assert main(["verify", "mine.mmf"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'mine.mmf'}: clean\n"


def test_verify_prefers_the_namespace_to_a_file_of_its_name(ns, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "known").write_text("no namespace")
    assert main(["verify", "known"]) == 0


def test_verify_tells_what_is_broken(tmp_path, capsys):
    (tmp_path / "broken").write_bytes(b"not one of ours" * 10000)
    assert main(["verify", str(tmp_path / "broken")]) == 1
    assert "broken" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["verify", "stats", "destroy"])
def test_a_name_that_is_not_there(command, folder, capsys):
    assert main([command, "unknown"]) == 1
    assert str(folder / "unknown") in capsys.readouterr().err
    assert mmfshare.namespaces() == []


@pytest.mark.parametrize("command", ["verify", "stats"])
def test_a_file_that_is_not_there(command, tmp_path, capsys):
    assert main([command, str(tmp_path / "unknown")]) == 1
    assert not (tmp_path / "unknown").exists()


def test_stats_shows_sizes_and_variables(ns, capsys):
    assert main(["stats", "known"]) == 0
    shown = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["variables", "2"] in shown
    assert ["size", "131072", "bytes", "at", "creation,", "no", "limit", "given"] in shown
    assert ["'hits'", "int", "-", "16"] in [line[:4] for line in shown]
    assert ["'tags'", "list", "2"] in [line[:3] for line in shown]


def test_stats_runs_no_code_from_the_file(ns, capsys):
    ns["mine"] = {1, 2}
    assert main(["stats", "known"]) == 0
    assert ["'mine'", "pickle"] in [line.split()[:2] for line in capsys.readouterr().out.splitlines()]


def test_destroy_frees_the_name(ns, folder, capsys):
    assert main(["destroy", "known"]) == 0
    assert capsys.readouterr().out == f"{folder / 'known'}: destroyed\n"
    assert mmfshare.namespaces() == []
    assert ns["hits"] == 3


def test_destroy_removes_what_cannot_be_opened(ns, folder, capsys):
    (folder / "broken").write_bytes((folder / "known").read_bytes()[:4096])
    assert mmfshare.namespaces() == ["broken", "known"]
    assert main(["destroy", "broken"]) == 0
    assert mmfshare.namespaces() == ["known"]


@pytest.mark.parametrize("content", [b"", b"precious", b"not one of ours" * 10000])
def test_destroy_leaves_what_is_not_ours(folder, content, capsys):
    (folder / "junk").write_bytes(content)
    assert mmfshare.namespaces() == []
    assert main(["destroy", "junk"]) == 1
    assert "junk" in capsys.readouterr().err
    assert (folder / "junk").read_bytes() == content


def test_destroy_takes_no_file(tmp_path, capsys):
    (tmp_path / "mine").write_text("precious")
    assert main(["destroy", str(tmp_path / "mine")]) == 1
    assert (tmp_path / "mine").read_text() == "precious"


def test_destroy_takes_several_names(ns, capsys):
    mmfshare.open("second").close()
    assert main(["destroy", "known", "second"]) == 0
    assert capsys.readouterr().out.count(": destroyed\n") == 2 and mmfshare.namespaces() == []


def test_destroy_goes_on_after_a_name_that_is_missing(ns, folder, capsys):
    mmfshare.open("second").close()
    assert main(["destroy", "known", "missing", "second"]) == 1
    told = capsys.readouterr()
    assert told.out.count(": destroyed\n") == 2 and mmfshare.namespaces() == []
    assert told.err.startswith(f"mmfshare destroy: {folder / 'missing'}: ") and told.err.count("\n") == 1


def test_destroy_says_how_a_file_goes(ns, capsys):
    assert main(["destroy", "known", "./x.mmf"]) == 1
    assert "when you delete the file" in capsys.readouterr().err
    assert mmfshare.namespaces() == ["known"], "nothing is done by halves"


@pytest.mark.parametrize("command", ["stats", "verify", "compact"])
@pytest.mark.parametrize("path", ["", "/", "/none/"])
def test_a_folder_is_no_namespace(command, path, tmp_path, capsys):
    path = f"{tmp_path}{path}"
    assert main([command, path]) == 1
    assert capsys.readouterr().err == (
        f"mmfshare {command}: {path!r} is a folder; give a namespace's name or file\n"
    )


def test_a_closed_output(ns):
    command = f"{sys.executable} -m mmfshare list >&-"
    ran = subprocess.run(command, shell=True, stderr=subprocess.PIPE, text=True, timeout=support.PATIENCE)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_closed_errors_are_not_told_in_the_output(folder):
    command = f"{sys.executable} -m mmfshare stats missing 2>&-"
    ran = subprocess.run(command, shell=True, stdout=subprocess.PIPE, text=True, timeout=support.PATIENCE)
    assert (ran.returncode, ran.stdout) == (1, "")


def test_ctrl_c_while_it_waits_is_told_in_a_line(ns, monkeypatch, capsys):
    def interrupted(self):
        raise KeyboardInterrupt

    monkeypatch.setattr(mmfshare.Namespace, "verify", interrupted)
    assert main(["verify", "known"]) == 130
    assert capsys.readouterr().err == "mmfshare verify: Interrupt\n"


class Unreadable:
    """Reading it back fails."""

    def __reduce__(self):
        return fail, ()


def fail():
    raise LookupError("its class is gone")


def test_debug_survives_a_value_that_cannot_be_read(ns):
    ns["odd"] = Unreadable()
    rows = [line for line in ns.debug().splitlines() if line.startswith("'")]
    assert len(rows) == 3
    assert rows[2].split()[:2] == ["'odd'", "pickle"]


def test_the_package_does_not_import_datetime():
    # CPython 3.12.1 aborts at the end of a subinterpreter that has it.
    script = "import sys, mmfshare; sys.exit('datetime' in sys.modules)"
    assert subprocess.run([sys.executable, "-S", "-c", script], timeout=60).returncode == 0


def test_save_and_load(ns, tmp_path, capsys):
    saved = str(tmp_path / "saved")
    assert main(["save", "known", saved]) == 0
    assert main(["load", saved, "again"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{ns.path}: saved to {saved}",
        f"{ns.path.removesuffix('known')}again: loaded from {saved}",
    ]
    with mmfshare.open("again", reuse=True) as again:
        assert again == {"hits": 3, "tags": ["a", "b"]}
    assert main(["load", saved]) == 1
    assert "--replace" in capsys.readouterr().err
    assert main(["load", saved, "--replace"]) == 0
    assert main(["load", saved, "--swapfile", str(tmp_path / "file")]) == 0
    assert main(["verify", str(tmp_path / "file")]) == 0


def test_load_tells_what_is_wrong(ns, tmp_path, capsys):
    ns.save(tmp_path / "saved")
    assert main(["load", str(tmp_path / "saved"), "--swapfile", str(tmp_path / "none" / "file")]) == 1
    assert f"there is no folder {str(tmp_path / 'none')!r}; create it first" in capsys.readouterr().err
    assert main(["load", ns.path, "again"]) == 1
    assert capsys.readouterr().err.startswith(f"mmfshare load: {ns.path}: it is a namespace in use")


def test_errors_speak_of_options(ns, tmp_path, capsys):
    ns.save(tmp_path / "saved")
    assert main(["load", str(tmp_path / "saved")]) == 1
    assert "--replace" in capsys.readouterr().err
    assert main(["load", str(tmp_path / "saved"), "./here"]) == 1
    assert "goes to --swapfile" in capsys.readouterr().err
    assert main(["stats", str(tmp_path / "saved")]) == 1
    assert "`mmfshare load`" in capsys.readouterr().err


def test_errors_advise_only_what_the_command_can_do(tmp_path, capsys):
    path = str(tmp_path / "old.mmf")
    mmfshare.open(swapfile=path).close()
    with open(path, "r+b") as file:
        file.seek(128)  # the boot's id, and whether it was left clean
        file.write(bytes(range(16)) + bytes(8))
    for command in ["stats", path], ["compact", path], ["save", path, str(tmp_path / "saved")]:
        assert main(command) == 1
        assert capsys.readouterr().err.endswith("; `mmfshare verify --accept-reboot` comes first\n")
    assert main(["verify", path]) == 1
    assert "open it with --accept-reboot, which verifies it first" in capsys.readouterr().err
    assert main(["verify", path, "--accept-reboot"]) == 0
    assert main(["stats", path]) == 0


def test_errors_begin_with_the_path(ns, tmp_path, capsys):
    missing = str(tmp_path / "none" / "saved")
    assert main(["save", "known", missing]) == 1
    assert capsys.readouterr().err == f"mmfshare save: {missing}: No such file or directory\n"
    assert main(["save", "known", ns.path]) == 1
    assert capsys.readouterr().err.startswith(f"mmfshare save: {ns.path}: a namespace in use lives there")


def test_list_has_a_line_for_each_name(folder, capsys):
    for name in ("a b", "a\nb", "\x1b[31m", "\udc80", "é"):
        mmfshare.open(name).close()
    assert main(["list"]) == 0
    assert capsys.readouterr().out.splitlines() == ["\\x1b[31m", "a\\nb", "a b", "é", "\\udc80"]


def test_a_folder_of_several_users(ns, folder, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    mmfshare.open(swapfile="own.mmf").close()
    folder.chmod(0o770)
    assert mmfshare.namespaces() == ["known"] and mmfshare.system_info().namespaces == 1
    assert main(["list"]) == 0 and capsys.readouterr().out == "known\n"
    assert main(["stats", "own.mmf"]) == 0
    for command in ["stats"], ["verify"], ["compact"], ["destroy"]:
        assert main([*command, "known"]) == 1 and "pass --trust" in capsys.readouterr().err
        assert main([*command, "known", "--trust"]) == 0
    (tmp_path / "words.txt").write_text("to be or not to be")
    assert main(["demo", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "chmod it to 0700" in told and "trust" not in told, "demo has no such option"


@support.as_root
def test_trust(ns, tmp_path, capsys):
    path = tmp_path / "theirs.mmf"
    with mmfshare.open(swapfile=path) as theirs:
        theirs["x"] = 1
        theirs.save(tmp_path / "saved")
    os.chown(path, 12345, -1)
    os.chown(tmp_path / "saved", 12345, -1)
    for command in (["stats"], ["verify"], ["compact"], ["save"], ["load"]):
        file = str(tmp_path / "saved" if command == ["load"] else path)
        rest = [str(tmp_path / "copy")] if command == ["save"] else ["new"] if command == ["load"] else []
        assert main([*command, file, *rest]) == 1
        assert "--trust" in capsys.readouterr().err
        assert main([*command, file, *rest, "--trust"]) == 0
    mmfshare.open("new").destroy()


def test_a_lock_that_is_not_free_names_who_has_it(ns, child, monkeypatch, capsys):
    def hold(link):
        with mmfshare.open("known") as theirs, theirs.lock():
            link.say((os.getpid(), threading.get_native_id()))
            link.hear()

    holder = child(hold)
    process, thread = holder.hear()
    with pytest.raises(mmfshare.LockTimeout, match=f"thread {thread} of process {process} has it"):
        ns.lock(timeout=0.01)
    with (
        mmfshare.open("known", timeout=0.01) as hasty,
        pytest.raises(mmfshare.LockTimeout, match=f"thread {thread} of process {process} has it"),
    ):
        hasty["x"] = 1
    monkeypatch.setattr(mmfshare.Namespace, "verify", lambda ns: ns.lock(timeout=0.01))
    assert main(["verify", "known"]) == 1
    told = capsys.readouterr().err
    assert f"; thread {thread} of process {process} has it" in told
    assert "timeout" not in told, "verify has no such option"
    holder.say()
