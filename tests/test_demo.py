"""python -m mmfshare demo: the tally is exact, also when workers are killed, and nothing stays behind."""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

import mmfshare
from mmfshare import _demo, _demo_words

TEXTS = {"a.txt": "apple pear apple", "b.txt": "pear Apple 12 x1", "sub/c.py": "apple = pear\n" * 3}


@pytest.fixture(autouse=True)
def nothing_left(folder):
    yield
    assert list(folder.iterdir()) == []


@pytest.fixture
def body(tmp_path) -> Path:
    body = tmp_path / "body"
    for name, text in TEXTS.items():
        path = body / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return body


@pytest.fixture
def ns(tmp_path):
    with mmfshare.open("demo", swapfile=tmp_path / "demo.mmf") as ns:
        yield ns


def demo(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mmfshare", "demo", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_prints_the_top_words_and_that_the_tally_is_exact(body):
    ran = demo(body, "--workers", 2, "--top", 2)
    lines = ran.stdout.splitlines()
    assert ran.returncode == 0, ran.stderr
    assert [line.split() for line in lines[:2]] == [["5", "apple"], ["5", "pear"]]
    assert "2 worker processes, 3 files, 12 words" in lines[2]
    assert "operations per second" in lines[2]
    assert lines[3:] == ["OK: the tally of 4 words equals a single-process collections.Counter exactly"]


def test_shows_progress_from_start_to_end(body):
    shown = demo(body).stderr.splitlines()
    assert len(shown) >= 2
    assert shown[-1] == "3 of 3 files, 4 different words"


def test_progress_stays_on_one_line_of_a_terminal(ns):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    screen = Terminal()
    progress = _demo._Progress(ns, 1, screen)
    progress.show()
    ns.list("finished").append("a")
    progress.show()
    progress.end()
    assert screen.getvalue() == "\r0 of 1 files, 0 different words\r1 of 1 files, 0 different words\n"


def test_counts_a_single_file(body):
    ran = demo(body / "a.txt", "--workers", 4)
    assert ran.returncode == 0, ran.stderr
    assert "1 worker processes, 1 files, 3 words" in ran.stdout


def test_leaves_out_what_is_no_text(body):
    (body / "image").write_bytes(b"\x89PNG\0")
    os.mkfifo(body / "pipe")
    (body / "site-packages").mkdir()
    (body / "site-packages" / "other.py").write_text("other")
    (body / "latin.txt").write_bytes(b"caf\xe9")
    names = [os.path.relpath(name, body) for name in _demo_words.text_files(str(body))]
    assert names == ["a.txt", "b.txt", "latin.txt", os.path.join("sub", "c.py")]


def test_a_folder_without_text_is_an_error(tmp_path):
    (tmp_path / "empty").mkdir()
    ran = demo(tmp_path / "empty")
    assert ran.returncode == 1
    assert "no text file" in ran.stderr


def test_a_path_that_is_not_there_is_an_error(tmp_path):
    ran = demo(tmp_path / "nowhere")
    assert ran.returncode == 1
    assert "nowhere" in ran.stderr


def test_says_so_and_fails_when_the_tally_differs(body, monkeypatch, capsys):
    # The workers are processes of their own: only the check counts one word too many.
    monkeypatch.setattr(
        _demo, "count_words", lambda path: Counter({"plum": 1, **_demo_words.count_words(path)})
    )
    assert _demo.run(str(body), workers=2, top=1) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("WRONG: the tally of 1 words differs")


def test_says_so_and_fails_when_a_file_is_missing(body, capsys):
    files = _demo_words.text_files(str(body))
    assert _demo._check(files, files[1:], {}) == 1
    assert capsys.readouterr().out == "WRONG: 2 files were finished, 3 were given\n"


def kill_worker_at(pipe: Path, text: str) -> threading.Thread:
    """Kill the one worker while it is reading this pipe, which is then a file with the text."""

    def kill() -> None:
        # Opening returns when the worker has opened the other end.
        with open(pipe, "w"):
            [worker] = multiprocessing.active_children()
            replacement = pipe.with_suffix(".new")
            replacement.write_text(text)
            replacement.replace(pipe)
            os.kill(worker.pid, signal.SIGKILL)

    os.mkfifo(pipe)
    thread = threading.Thread(target=kill)
    thread.start()
    return thread


@pytest.mark.crash
def test_a_killed_worker_is_replaced_and_no_file_counts_twice(ns, body):
    files = _demo_words.text_files(str(body))
    thread = kill_worker_at(body / "pipe", "plum plum")
    files.append(str(body / "pipe"))
    _demo.Crew(ns, files, workers=1).work(io.StringIO())
    thread.join()
    assert ns["counts"] == {"apple": 5, "pear": 5, "Apple": 1, "x1": 1, "plum": 2}
    assert sorted(ns["finished"]) == sorted(files)


@pytest.mark.crash
def test_gives_up_when_workers_are_killed_again_and_again(ns, tmp_path, monkeypatch):
    monkeypatch.setattr(_demo, "_RESTARTS_PER_WORKER", 0)
    thread = kill_worker_at(tmp_path / "pipe", "plum")
    with pytest.raises(_demo.DemoError, match="signal 9"):
        _demo.Crew(ns, [str(tmp_path / "pipe")], workers=1).work(io.StringIO())
    thread.join()
    assert multiprocessing.active_children() == []


def test_a_worker_that_fails_ends_the_demo(ns, body, capfd):
    with pytest.raises(_demo.DemoError, match="a worker failed"):
        _demo.Crew(ns, [str(body / "a.txt"), str(body / "sub")], workers=2).work(io.StringIO())
    assert "Is a directory" in capfd.readouterr().err
    assert multiprocessing.active_children() == []


@pytest.mark.crash
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_nothing_left(ending, tmp_path, folder):
    # Only a path given outright could be a pipe, and that is refused; so it is put there for the worker alone.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # Who runs the tests may ignore the signal, as a shell has it for what it starts in the background.
    script = (
        f"import sys, signal; signal.signal({int(ending)}, signal.SIG_DFL); from mmfshare import _demo, __main__; "
        "_demo.text_files = lambda path: [path]; sys.exit(__main__.main())"
    )
    command = [sys.executable, "-c", script, "demo", str(pipe)]
    # A session of its own, so that the signal goes to all its processes, as from a terminal.
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        with open(pipe, "w"):
            assert len(list(folder.iterdir())) == 1
            os.killpg(process.pid, ending)
            out, error = process.communicate(timeout=60)
    assert process.returncode == 128 + ending
    assert out == ""
    assert "Traceback" not in error
    assert list(folder.iterdir()) == []


def test_a_signal_that_is_ignored_stays_so(tmp_path):
    """As nohup has it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    script = (
        "import sys, signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); from mmfshare import _demo, __main__; "
        "_demo.text_files = lambda path: [path]; _demo._check = lambda *tally: print(tally) or 0; "
        "sys.exit(__main__.main())"
    )
    command = [sys.executable, "-c", script, "demo", str(pipe)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        with open(pipe, "w") as text:
            process.send_signal(signal.SIGHUP)
            text.write("apple")
        out, error = process.communicate(timeout=60)
    assert process.returncode == 0, error
    assert "{'apple': 1}" in out


def test_without_a_screen_there_is_no_progress(body):
    command = 'exec "$0" -m mmfshare demo "$1" 2>&-'
    ran = subprocess.run(
        ["sh", "-c", command, sys.executable, str(body)], stdout=subprocess.PIPE, text=True, timeout=120
    )
    assert ran.returncode == 0
    assert "of 3 files" not in ran.stdout and ran.stdout.splitlines()[-1].startswith("OK: ")


@pytest.mark.slow
def test_counts_the_standard_library():
    ran = demo()
    assert ran.returncode == 0, ran.stderr
    assert "self" in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("OK: ")


@pytest.mark.parametrize("thing", ["pipe", "device"])
def test_refuses_what_is_neither_file_nor_folder(thing, tmp_path):
    path = tmp_path / "pipe" if thing == "pipe" else Path(os.devnull)
    if thing == "pipe":
        os.mkfifo(path)
    ran = demo(path)
    assert ran.returncode == 1 and ran.stdout == ""
    assert str(path) in ran.stderr and "neither a regular file nor a folder" in ran.stderr


def test_a_reader_that_has_gone_away_is_no_error_to_speak_of(body):
    read_end, write_end = os.pipe()
    os.close(read_end)
    command = [sys.executable, "-m", "mmfshare", "demo", str(body)]
    try:
        ran = subprocess.run(command, stdout=write_end, stderr=subprocess.PIPE, text=True, timeout=120)
    finally:
        os.close(write_end)
    assert ran.returncode == 1
    assert "Error" not in ran.stderr and "Broken" not in ran.stderr
