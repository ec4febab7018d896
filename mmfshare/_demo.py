"""python -m mmfshare demo: several processes count words into one dict, and the sum is checked.

The workers share a dict of counts, a list of finished files and a scalar that counts operations. A worker
adds a file's words and its name in one transaction. So a worker that is killed leaves each of its files
counted once or not at all, and the one that takes its place knows which.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import signal
import sys
import sysconfig
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from typing import TextIO

from mmfshare import _interrupt, _place
from mmfshare._demo_words import count_words, text_files
from mmfshare._mmf import MmfError
from mmfshare._namespace import Namespace, open

_PROGRESS_SECONDS = 0.5
_RESTARTS_PER_WORKER = 10
_SPAWN = multiprocessing.get_context("spawn")


class DemoError(Exception):
    """The demo could not do its work; the text says why."""


def run(path: str | None, workers: int, top: int) -> int:
    """Count, print and check. 0 when the tally is exact, else 1; Ended when a signal asked for the end."""
    path = path or sysconfig.get_path("stdlib")
    files = text_files(path)
    if not files:
        raise DemoError(f"no text file that can be read below {path!r}")
    workers = min(workers, len(files))
    with _interrupt.ending_raises(), _shared_memory() as ns:
        started = time.perf_counter()
        Crew(ns, files, workers).work(sys.stderr)
        seconds = time.perf_counter() - started
        ns.verify()
        counts = ns.dict("counts").snapshot()
        finished = ns.list("finished").snapshot()
        operations = ns.scalar("operations").value
    _print_top(counts, top)
    print(
        f"{workers} worker processes, {len(files)} files, {sum(counts.values())} words, {seconds:.2f} s: "
        f"{operations} operations on shared data, {operations / seconds:.0f} operations per second"
    )
    return _check(files, finished, counts)


class Crew:
    """Worker processes with the files dealt out between them; replaced when something kills them."""

    def __init__(self, ns: Namespace, files: list[str], workers: int) -> None:
        self._ns = ns
        # Largest first, so that the shares take about as long.
        by_size = sorted(files, key=os.path.getsize, reverse=True)
        self._shares = [by_size[first::workers] for first in range(workers)]
        self._restarts_left = _RESTARTS_PER_WORKER * workers
        self._running: dict[int, tuple[SpawnProcess, list[str]]] = {}

    def work(self, screen: TextIO | None) -> None:
        """Return when every file is counted. However this ends, no worker is left running."""
        if os.name == "posix":
            # Started first, because starting it unblocks the signal that _start() blocks.
            resource_tracker.ensure_running()
        progress = _Progress(self._ns, sum(map(len, self._shares)), screen)
        try:
            for share in self._shares:
                self._start(share)
            progress.show()
            while self._running:
                for sentinel in wait(list(self._running), progress.pause()):
                    self._replace(*self._running.pop(sentinel))  # type: ignore[arg-type]  # all are ints
                if progress.pause() == 0:
                    progress.show()
            progress.show()
        finally:
            progress.end()
            for process, _ in self._running.values():
                process.kill()
                process.join()

    def _start(self, share: list[str]) -> None:
        process = _SPAWN.Process(target=_worker, args=(self._ns, share), daemon=True)
        # Ctrl-C reaches all processes of a terminal. It is this one's to handle, so the workers never get it.
        with _interrupt.held_back([signal.SIGINT]):
            process.start()
            self._running[process.sentinel] = process, share

    def _replace(self, process: SpawnProcess, share: list[str]) -> None:
        process.join()
        code = process.exitcode or 0
        process.close()
        if code > 0:
            raise DemoError("a worker failed; its message stands above")
        if code < 0:
            if not self._restarts_left:
                raise DemoError(f"workers are killed again and again, the last one by signal {-code}")
            self._restarts_left -= 1
            self._start(share)


def _worker(ns: Namespace, share: list[str]) -> None:
    counts, finished, operations = ns.dict("counts"), ns.list("finished"), ns.scalar("operations")
    done = frozenset(finished.snapshot())
    parent = multiprocessing.parent_process()
    try:
        for path in share:
            if path in done:
                continue
            if parent is not None and not parent.is_alive():
                return
            tally = count_words(path)
            with ns.transaction():
                for word, count in tally.items():
                    counts.add(word, count)
                finished.append(path)
                operations.add(len(tally) + 2)
    except (MmfError, OSError) as error:
        sys.exit(f"worker {os.getpid()}: {error}")


class _Progress:
    """One line that changes, on a terminal; a line now and then elsewhere; nothing on a closed screen (2>&-)."""

    def __init__(self, ns: Namespace, total: int, screen: TextIO | None) -> None:
        self._counts, self._finished = ns.dict("counts"), ns.list("finished")
        self._total = total
        self._screen = screen
        self._terminal = screen is not None and screen.isatty()
        self._due = time.monotonic()

    def pause(self) -> float:
        """Seconds until the line is due again."""
        return max(0.0, self._due - time.monotonic())

    def show(self) -> None:
        self._due = time.monotonic() + _PROGRESS_SECONDS
        if self._screen is None:  # which is stdout to print()
            return
        text = f"{len(self._finished)} of {self._total} files, {len(self._counts)} different words"
        print(f"\r{text}" if self._terminal else f"{text}\n", end="", file=self._screen, flush=True)

    def end(self) -> None:
        if self._terminal:
            print(file=self._screen, flush=True)


@contextlib.contextmanager
def _shared_memory() -> Iterator[Namespace]:
    """A namespace in a folder of its own, of which nothing stays."""
    with contextlib.ExitStack() as stack:
        with _interrupt.held_back():
            folder = tempfile.mkdtemp(prefix="mmfshare-demo-", dir=_place.scratch_folder())
            stack.callback(_remove, folder)
        with open("demo", "1M", os.path.join(folder, "demo"), timeout=60) as ns:
            yield ns


def _remove(folder: str) -> None:
    with _interrupt.held_back():
        shutil.rmtree(folder)


def _print_top(counts: dict[str, int], top: int) -> None:
    best = Counter(counts).most_common(top)
    width = max((len(str(count)) for _, count in best), default=0)
    for word, count in best:
        print(f"{count:>{width}} {word}")


def _check(files: list[str], finished: list[str], counts: dict[str, int]) -> int:
    expected: Counter[str] = Counter()
    for path in files:
        expected.update(count_words(path))
    if sorted(finished) != files:
        print(f"WRONG: {len(finished)} files were finished, {len(files)} were given")
        return 1
    differing = sum(counts.get(word) != expected.get(word) for word in counts.keys() | expected.keys())
    if differing:
        print(f"WRONG: the tally of {differing} words differs from a single-process collections.Counter")
        return 1
    print(f"OK: the tally of {len(counts)} words equals a single-process collections.Counter exactly")
    return 0
