"""Several processes on one peer: crews of workers that wait on a pipe until they are told what to do."""

import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import perf_counter_ns
from typing import Any

from .loops import WIDTH, Runner, grouped, quiet
from .peers import Peer
from .peers.base import SPAWN
from .values import keys, shuffled, value

#: A worker looks at the clock about this often.
CHUNK_NS = 5_000_000


@dataclass(frozen=True)
class Role:
    """What one worker does: the actions in turn, on ints at keys first .. first + count - 1."""

    actions: tuple[str, ...]
    first: int = 0
    count: int = 10_000
    container: str = ""


@dataclass(frozen=True)
class Share:
    """What one worker did; times are of a clock that all processes have in common."""

    ops: int
    begin: int
    end: int

    @property
    def rate(self) -> float:
        """Operations a second."""
        return self.ops / (self.end - self.begin) * 1e9


class WorkerFailed(Exception):
    """A peer raised in a worker; the text is its traceback. The crew is of no more use."""


class Crew:
    """Worker processes that are attached to one peer."""

    def __init__(self, peer: Peer, size: int, keys_filled: int) -> None:
        self.peer = peer
        self.pipes: list[Connection] = []
        self.processes = []
        self.failed = False
        handle = None if peer.private else peer.handle()
        for _ in range(size):
            mine, its = SPAWN.Pipe()
            process = SPAWN.Process(
                target=_work, args=(its, type(peer), handle, peer.folder, keys_filled), daemon=True
            )
            process.start()
            its.close()
            self.pipes.append(mine)
            self.processes.append(process)
        for pipe in self.pipes:
            self._hear(pipe)

    def prepare(self, roles: Sequence[Role]) -> bool:
        """Have the loops made and warmed up; False: the peer has no statement for a role."""
        for pipe, role in zip(self.pipes, roles, strict=False):
            pipe.send(role)
        answers = [self._hear(pipe) for pipe, _ in zip(self.pipes, roles, strict=False)]
        return all(answers)

    def begin(self, roles: Sequence[Role], seconds: float) -> None:
        """Let one worker for each role start; they were prepared."""
        for pipe, role in zip(self.pipes, roles, strict=False):
            pipe.send((role, seconds))

    def finish(self, roles: Sequence[Role]) -> list[Share]:
        """Wait for what begin() started."""
        return [self._hear(pipe) for pipe, _ in zip(self.pipes, roles, strict=False)]

    def dismiss(self) -> None:
        """End the workers."""
        for pipe in self.pipes:
            with suppress(BrokenPipeError):  # it failed, and has said so
                pipe.send(None)
        for process in self.processes:
            process.join()

    def _hear(self, pipe: Connection) -> Any:
        told = pipe.recv()
        if isinstance(told, str):
            self.failed = True
            raise WorkerFailed(told)
        return told


def _work(pipe: Connection, kind: type[Peer], handle: Any, folder: Any, keys_filled: int) -> None:
    try:
        peer = kind(folder) if kind.private else kind.attach(handle)
        if kind.private:
            peer.fill({k: value("int", i) for i, k in enumerate(keys(keys_filled))}, "int")
        pipe.send(True)
        _serve(pipe, peer)
        if kind.private:
            peer.stop()
    except Exception:
        pipe.send(traceback.format_exc())


def _serve(pipe: Connection, peer: Peer) -> None:
    loops: dict[Role, tuple[Runner, int]] = {}
    while (told := pipe.recv()) is not None:
        if isinstance(told, Role):
            if told not in loops:
                runner = runner_of(peer, told)
                if runner is None:
                    pipe.send(False)
                    continue
                loops[told] = runner, chunk_of(runner)
            pipe.send(True)
        else:
            role, seconds = told
            with quiet():
                pipe.send(run_for(*loops[role], seconds))


def runner_of(peer: Peer, role: Role) -> Runner | None:
    if role.container:
        use = getattr(peer, "use", None)
        if use is None:
            return None
        use(role.container)
    numbers = shuffled(list(range(role.first, role.first + role.count)))
    names = keys(role.first + role.count)
    variants = [grouped([(names[i], value("int", i + shift)) for i in numbers]) for shift in (1, 2)]
    return peer.runner(role.actions, "int", variants)


def chunk_of(run: Runner) -> int:
    """How many operations last about CHUNK_NS."""
    ops = 1
    while True:
        done, ns = run(ops)
        if ns > CHUNK_NS / 4:
            return max(1, int(done * CHUNK_NS / ns))
        ops = max(done * 4, WIDTH)


def run_for(run: Runner, chunk: int, seconds: float) -> Share:
    ops, begin = 0, perf_counter_ns()
    deadline = begin + int(seconds * 1e9)
    while (now := perf_counter_ns()) < deadline:
        ops += run(chunk)[0]
    return Share(ops, begin, now)
