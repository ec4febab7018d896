"""Perl's shared hashes: a perl process that times its own loop and is driven over a pipe."""

import shutil
import subprocess
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from ..loops import Groups
from .base import Peer

SCRIPT = Path(__file__).with_name("perl_peer.pl")


class PerlPeer(Peer):
    """The script makes keys and values of the same lengths for itself; only counts cross the pipe."""

    store: ClassVar[str]
    module: ClassVar[str] = ""
    statements: ClassVar[dict[str, str]] = {}
    ACTIONS = ("get", "set", "increment")
    KINDS = ("int", "str20", "str100", "bytes100")

    @classmethod
    def missing(cls) -> str | None:
        if not shutil.which("perl"):
            return "no perl on the path"
        if cls.module and subprocess.run(["perl", f"-M{cls.module}", "-e1"], capture_output=True).returncode:
            return f"perl has no {cls.module}"
        return None

    @classmethod
    def version(cls) -> str:
        code = f"print {cls.module}->VERSION" if cls.module else "print $^V"
        command = ["perl", *([f"-M{cls.module}"] if cls.module else []), "-e", code]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def start(self) -> None:
        self._launch(str(self.folder / f"perl-{uuid.uuid4().hex[:12]}"), "create")

    def _launch(self, place: str, how: str) -> None:
        self.place = place
        command = ["perl", str(SCRIPT), self.store, place, how]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *words: Any) -> list[str]:
        """Send one command; the answer's words."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.name}: perl ended with status {self.process.wait()}")
        return answer.split()

    def stop(self) -> None:
        self.process.communicate("quit\n")
        shutil.rmtree(self.place, ignore_errors=True)

    def fill(self, items: dict[str, Any], kind: str) -> None:
        self.ask("fill", kind, len(items))

    def read(self, key: str) -> Any:
        return int(self.ask("read", key)[0])

    def runner(self, actions: Sequence[str], kind: str, variants: Sequence[Groups]) -> Any:
        if len(set(actions)) > 1 or actions[0] not in self.ACTIONS or kind not in self.KINDS:
            return None
        numbers = {int(key[1:]) for group in variants[0] for key in group[::2]}
        words = ("time", actions[0], kind, min(numbers), len(numbers))
        return lambda ops: (ops, int(self.ask(*words, ops)[0]))

    def handle(self) -> Any:
        return self.place

    @classmethod
    def attach(cls, handle: Any) -> Peer:
        peer = cls.__new__(cls)
        peer.names = {}
        peer._launch(handle, "attach")
        return peer


class PerlHash(PerlPeer):
    name = "Perl's own hash"
    store = "hash"
    private = True


class HashSharedMem(PerlPeer):
    name = "Hash::SharedMem (Perl)"
    module = "Hash::SharedMem"
    store = "sharedmem"

    def fill(self, items: dict[str, Any], kind: str) -> None:
        # It has no way to empty a hash but key by key.
        self.stop()
        self.start()
        super().fill(items, kind)


class IpcShareable(PerlPeer):
    name = "IPC::Shareable (Perl)"
    module = "IPC::Shareable"
    store = "shareable"
    most_keys = 10_000
